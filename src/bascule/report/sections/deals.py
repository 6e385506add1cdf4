"""How deals are won: what is signed in the end, by stage and by origin, how long it takes and what it is worth."""

from bascule.charts import origins_chart, stages_chart
from bascule.charts.funnel import origin_label
from bascule.locale import N_
from bascule.report.blocks import Block, Bullets, Fact, Facts, Figure, Heading, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.ranges import between, moneys, ranged
from bascule.returns import Funnel
from bascule.returns.acquisition import OriginLine

TITLE = N_("How deals are won")
ANSWER = N_("Of {deals} deals, {won} were signed and {lost} lost; {open} are still open.")
NOTE = N_("Open deals count for what deals of their age became.")
SIGNED, VALUE, CYCLE = N_("Signed in the end"), N_("Value of a signed deal"), N_("Days to sign")
NINE_TIMES, SLOW = N_("{range}, nine times out of ten"), N_("{range}; nine out of ten within {days} days")
ON_PRICE = N_("{share} of the lost deals ({range}) were lost on price.")
ORIGINS = N_("Deals by origin")
ORIGIN_HEADS = (N_("Origin"), N_("Deals"), N_("Signed"), N_("Signed in the end"), N_("Days to sign"),
                N_("Value of a signed deal"))  # fmt: skip
TABLE_LABEL = N_("The figures of this chart")


def deals(brief: Brief, funnel: Funnel) -> list[Block]:
    """Return the share of deals signed in the end, by stage and by origin, their length and their value."""
    locale = brief.locale
    counts = {name: locale.number(getattr(funnel, name)) for name in ("deals", "won", "lost", "open")}
    blocks: list[Block] = [
        Heading(locale.t(TITLE), 3),
        sentence(locale.t(ANSWER, **counts) + " " + locale.t(NOTE)),
        Facts(_facts(brief, funnel)),
    ]
    if funnel.stages:
        blocks.append(Figure(stages_chart(funnel, locale), locale.t(TABLE_LABEL)))
    if len(funnel.origins) > 1:
        blocks += [Figure(origins_chart(funnel, locale), locale.t(TABLE_LABEL)), _origins(brief, funnel)]
    price = funnel.lost_on_price_share
    if price:
        share, range_ = locale.percent(price.p50), between(price, locale.percent, locale)
        blocks.append(sentence(locale.t(ON_PRICE, share=share, range=range_)))
    told = items([brief.reason(note) for note in funnel.notes])
    return [*blocks, Bullets(told)] if told else blocks


def _facts(brief: Brief, funnel: Funnel) -> tuple[Fact, ...]:
    locale = brief.locale
    rate = between(funnel.win_rate, locale.percent, locale)
    facts = [Fact(locale.t(SIGNED), locale.percent(funnel.win_rate.p50), locale.t(NINE_TIMES, range=rate))]
    if funnel.value:
        value = between(funnel.value, locale.money_rounded, locale)
        facts.append(Fact(locale.t(VALUE), locale.money_rounded(funnel.value.p50), locale.t(NINE_TIMES, range=value)))
    if funnel.cycle_days:
        days = between(funnel.cycle_days, locale.number, locale)
        slow = None if funnel.slow_days is None else locale.number(funnel.slow_days)
        note = locale.t(SLOW, range=days, days=slow) if slow else locale.t(NINE_TIMES, range=days)
        facts.append(Fact(locale.t(CYCLE), locale.number(funnel.cycle_days.p50), note))
    return tuple(facts)


def _origins(brief: Brief, funnel: Funnel) -> Table:
    locale = brief.locale
    lines = sorted(funnel.origins, key=lambda line: -line.deals)
    heads = tuple(locale.t(head) for head in ORIGIN_HEADS)
    return Table(locale.t(ORIGINS), heads, tuple(_origin(brief, line) for line in lines))


def _origin(brief: Brief, line: OriginLine) -> tuple[str, ...]:
    locale = brief.locale
    return (
        origin_label(line.origin, locale),
        locale.number(line.deals),
        locale.number(line.won),
        ranged(line.win_rate, locale.percent, locale),
        ranged(line.cycle_days, locale.number, locale),
        moneys(line.value, locale),
    )
