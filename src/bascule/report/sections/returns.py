"""The three returns of one budget on one page: what comes back, pillar by pillar, nothing counted twice."""

from bascule.charts import pillars_chart
from bascule.charts.palette import VERDICT_SIGN
from bascule.locale import N_
from bascule.locale.typography import NBSP
from bascule.locale.wording import certainty
from bascule.locale.wording.returns import PILLARS
from bascule.locale.wording.vocabulary import VERDICTS
from bascule.plans import Interval90, Verdict
from bascule.report.blocks import Block, Callout, Fact, Facts, Figure, Inline, Link, Section, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.ranges import between, full_ratio, moneys, ranged
from bascule.returns import Together
from bascule.returns.together import Pillar, VerdictChange

TITLE = N_("What your marketing budget brings back")
PAYS = N_(
    "Of the {budget} that marketing cost you in a year, fees and media together, {margin} of margin comes back: it "
    "pays for itself ({sure})."
)
LOSES = N_(
    "Of the {budget} that marketing cost you in a year, fees and media together, only {margin} of margin comes back: "
    "it does not pay for itself ({sure})."
)
EITHER = N_(
    "Of the {budget} that marketing cost you in a year, fees and media together, {margin} of margin comes back: your "
    "data do not say whether it pays for itself."
)
SPENT, SPENT_NOTE = N_("The year's budget"), N_("fees and media")
BACK, BACK_NOTE = N_("Margin that comes back"), N_("{range}, nine times out of ten")
NET, NET_NOTE = N_("What is left"), N_("{range}, the budget deducted")
HUNDRED, HUNDRED_NOTE = N_("For {amount} spent"), N_("{range} of margin, at the same rate")
AT_ONCE = N_(
    "In sales, all costs and what lasts counted, a dollar brings {iroas}. The usual target is 3 to 5 for 1; at your "
    "margin of {margin}, {break_even} is what pays for itself, before what customers buy later."
)
ONCE = N_(
    "Nothing is counted twice: acquisition counts the sales made at once, and structure what the customers so won buy "
    "afterwards, within {months} months. Brand counts what lasts beyond at the rate of published studies, less what "
    "structure already counts."
)
CAPTION = N_("The same, per dollar and for {amount}")
HEADS = (N_("Part"), N_("Rests on"), N_("Margin per dollar"), N_("Margin for {amount}"))
YOUR_DATA, STUDIES, NOTHING = N_("your data"), N_("published studies"), N_("not known")
SUM, LEFT = N_("All that comes back"), N_("What is left")
MEDIANS = N_("Each figure is a middle value with its range: middle values do not add up exactly.")
CHANGES = N_("Verdicts that change when what lasts is counted")
CHANGE_HEADS = (
    N_("Channel"), N_("At once"), N_("In the long run"), N_("Margin per media dollar, at once"), N_("In the long run"),
)  # fmt: skip
NO_CHANGE = N_("Counting what lasts changes no verdict: what pays at once pays later, and the reverse.")
MISSING = N_("What is not known counts for nothing in the sum")
MISSING_LINE, CHEAPEST = N_("{pillar}: {why}"), N_("The cheapest way to know: {how}")
SEE = N_("The evidence: ")
TABLE_LABEL = N_("The figures of this chart")
PROBABLY, ROUND_BUDGET = 0.65, 100_000.0


def returns_section(brief: Brief) -> Section | None:
    """Return the page of the three returns, or nothing where they were not worked out."""
    found, locale = brief.results.decisions.returns, brief.locale
    if found is None or found.together is None:
        return None
    together = found.together
    blocks: list[Block] = [
        sentence(_answer(brief, together)),
        Facts(_facts(brief, together)),
        Figure(pillars_chart(together, locale), locale.t(TABLE_LABEL)),
        *_at_once(brief),
        sentence(locale.t(ONCE, months=together.months)),
        _table(brief, together),
        sentence(locale.t(MEDIANS), *_evidence(brief), kind="note"),
        *_changes(brief, together),
        *_missing(brief, together),
    ]
    return Section("returns", locale.t(TITLE), tuple(blocks), starts_page=True)


def _answer(brief: Brief, together: Together) -> str:
    locale, earns = brief.locale, together.earns_share
    budget, margin = (
        locale.money(together.budget),
        locale.money_range(together.margin.p05, together.margin.p95),
    )
    if earns >= PROBABLY:
        return locale.t(PAYS, budget=budget, margin=margin, sure=certainty(earns, locale))
    if earns <= 1 - PROBABLY:
        return locale.t(LOSES, budget=budget, margin=margin, sure=certainty(1 - earns, locale))
    return locale.t(EITHER, budget=budget, margin=margin)


def _facts(brief: Brief, together: Together) -> tuple[Fact, ...]:
    locale = brief.locale
    margin, net, hundred = together.margin, together.net, _times(together.per_dollar, ROUND_BUDGET)
    left = between(net, locale.money_rounded, locale)
    at_rate = between(hundred, locale.money_rounded, locale)
    back = between(margin, locale.money_rounded, locale)
    return (
        Fact(locale.t(SPENT), locale.money(together.budget), locale.t(SPENT_NOTE)),
        Fact(locale.t(BACK), locale.money_rounded(margin.p50), locale.t(BACK_NOTE, range=back)),
        Fact(locale.t(NET), locale.money_rounded(net.p50), locale.t(NET_NOTE, range=left)),
        Fact(
            locale.t(HUNDRED, amount=locale.money(ROUND_BUDGET)),
            locale.money_rounded(hundred.p50),
            locale.t(HUNDRED_NOTE, range=at_rate),
        ),
    )


def _times(interval: Interval90, by: float) -> Interval90:
    return Interval90(p05=interval.p05 * by, p50=interval.p50 * by, p95=interval.p95 * by)


def _at_once(brief: Brief) -> list[Block]:
    acquisition = brief.results.decisions.returns.acquisition if brief.results.decisions.returns else None
    if acquisition is None or acquisition.iroas_loaded is None:
        return []
    locale = brief.locale
    iroas = full_ratio(acquisition.iroas_loaded, locale)
    break_even = locale.ratio(acquisition.break_even_iroas)
    return [sentence(locale.t(AT_ONCE, iroas=iroas, margin=brief.margin(), break_even=break_even))]


def _table(brief: Brief, together: Together) -> Table:
    locale = brief.locale
    amount = locale.money(ROUND_BUDGET)
    rows = [_row(brief, locale.t(PILLARS[pillar.name]), _rests(pillar), pillar.per_dollar)
            for pillar in together.pillars]  # fmt: skip
    per_dollar = together.per_dollar
    rows.append(_row(brief, locale.t(SUM), "", per_dollar))
    left = Interval90(p05=per_dollar.p05 - 1, p50=per_dollar.p50 - 1, p95=per_dollar.p95 - 1)
    rows.append(_row(brief, locale.t(LEFT), "", left))
    heads = (*(locale.t(head) for head in HEADS[:3]), locale.t(HEADS[3], amount=amount))
    return Table(locale.t(CAPTION, amount=amount), heads, tuple(rows), text_columns=2, last_is_total=True)


def _rests(pillar: Pillar) -> str:
    if pillar.margin is None:
        return NOTHING
    return YOUR_DATA if pillar.proven else STUDIES


def _row(brief: Brief, name: str, rests: str, per_dollar: Interval90 | None) -> tuple[str, ...]:
    locale = brief.locale
    told = locale.t(rests) if rests else ""
    if per_dollar is None:
        return (name, told, "–", "–")
    dollar = ranged(per_dollar, lambda value: locale.money(value, 2), locale)
    return (name, told, dollar, moneys(_times(per_dollar, ROUND_BUDGET), locale))


def _evidence(brief: Brief) -> list[Inline]:
    found, locale = brief.results.decisions.returns, brief.locale
    there = [name for name in ("acquisition", "structure") if found and getattr(found, name) is not None]
    links: list[Inline] = [" " + locale.t(SEE)] if there else []
    for rank, name in enumerate(there):
        links += [*([", "] if rank else []), Link(locale.t(PILLARS[name]).lower(), f"#{name}")]
    return [*links, "."] if links else []


def _changes(brief: Brief, together: Together) -> list[Block]:
    locale = brief.locale
    if not together.verdicts:
        return []
    changed = [one for one in together.verdicts if one.short != one.long]
    if not changed:
        return [sentence(locale.t(NO_CHANGE))]
    heads = tuple(locale.t(head) for head in CHANGE_HEADS)
    return [Table(locale.t(CHANGES), heads, tuple(_changed(brief, one) for one in changed), text_columns=3)]


def _changed(brief: Brief, one: VerdictChange) -> tuple[str, ...]:
    locale = brief.locale
    returns = (ranged(interval, lambda value: locale.money(value, 2), locale)
               for interval in (one.short_return, one.long_return))  # fmt: skip
    return (brief.label(one.channel), _verdict(brief, one.short), _verdict(brief, one.long), *returns)


def _verdict(brief: Brief, verdict: Verdict) -> str:
    return f"{VERDICT_SIGN[verdict]}{NBSP}{brief.locale.t(VERDICTS[verdict])}"


def _missing(brief: Brief, together: Together) -> list[Block]:
    locale, found = brief.locale, brief.results.decisions.returns
    told = [
        locale.t(MISSING_LINE, pillar=locale.t(PILLARS[pillar.name]), why=brief.reason(pillar.missing))
        for pillar in together.pillars
        if pillar.margin is None and pillar.missing
    ]
    cheapest = found.brand.cheapest if found and found.brand else None
    brand = next((pillar for pillar in together.pillars if pillar.name == "brand"), None)
    if cheapest and brand and brand.margin is None:
        told.append(locale.t(CHEAPEST, how=brief.reason(cheapest)))
    return [Callout(locale.t(MISSING), items(told), "doubt")] if told else []
