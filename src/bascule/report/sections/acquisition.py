"""The first return in detail: what marketing cost in all, what it brought at once, what a new customer costs."""

from bascule.charts import quarters_chart
from bascule.locale import N_, Locale
from bascule.locale.wording.returns import COST_ORIGINS, KINDS
from bascule.report.blocks import Block, Bullets, Fact, Facts, Figure, Heading, Section, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.ranges import between, full_ratio, moneys, months, ranged, ratios
from bascule.report.sections.deals import deals
from bascule.returns import PAYBACK_MONTHS, Acquisition
from bascule.returns.acquisition import ChannelAcquisition

TITLE = N_("Acquisition: what spending brings at once")
ANSWER = N_(
    "Winning a new customer costs {cac}, all costs counted: {paid} of media, the rest for agencies, tools and people."
)
ANSWER_PAID = N_("Winning a new customer costs {paid} of media; no other cost is known.")
ANSWER_NONE = N_("What a new customer costs is not known: your data do not say how many customers are new.")
COST, COST_NOTE = N_("Cost of marketing, last 12 months"), N_("of which media, {media}")
BROUGHT, BROUGHT_NOTE = N_("Sales brought per dollar, all costs"), N_("{range}; target 3 to 5, break-even {break_even}")
CAC, CAC_NOTE = N_("Cost of a new customer, all costs"), N_("{range}; {count} new customers")
AT_FIRST = N_("with the first purchase")
PAID_BACK, NEVER = N_("Paid back in"), N_("{range}; not within {months}: {chance}")
UNPAID, UNPAID_NOTE = N_("not within {months}"), N_("almost certain")
CLAIMS = N_(
    "The platforms claim {claimed} per dollar of media; your sales say {iroas}. All your sales over all your media "
    "make {mer}, which credits advertising with customers who would have come anyway."
)
CLAIMS_ONLY = N_("The platforms claim {claimed} per dollar of media; your sales say {iroas}.")
COSTS = N_("What marketing cost, by kind")
COST_HEADS = (N_("Kind"), N_("Known from"), N_("Last 12 months"), N_("Share"))
TOTAL = N_("In all")
MEDIA_ONLY = N_(
    "No cost but media is known: give invoices, your books or what an hour costs in bascule.toml, and every figure "
    "here will count them."
)
CHANNELS = N_("What each channel cost and brought, per dollar")
CHANNEL_HEADS = (
    N_("Channel"), N_("Cost in all"), N_("Claimed"), N_("Sales brought, media"), N_("Sales brought, all costs"),
    N_("Margin at once, all costs"),
)  # fmt: skip
CHANNELS_NOTE = N_(
    "Sales pay for themselves from {break_even}, margin from 1. In brackets, nine times out of ten. Costs that serve "
    "several channels are shared between them."
)
CUSTOMERS = N_("What each channel's new customers cost")
CUSTOMER_HEADS = (
    N_("Channel"), N_("New customers it brought"), N_("Cost of each, all costs"), N_("Media alone"), N_("Paid back in"),
    N_("Not within {months}"),
)  # fmt: skip
CUSTOMERS_NOTE = N_("Only customers who would not have come without the channel are counted.")
TREND, TABLE_LABEL = N_("Quarter by quarter"), N_("The figures of this chart")
UNDER_WAY = N_("A hollow point is a quarter that is not over.")
TREND_NOTE = N_("All customers count here, whatever brought them. The bar is the play of chance on so few customers.")


def acquisition_section(brief: Brief) -> Section | None:
    """Return what marketing cost, what it brought and what a new customer costs; nothing where nothing was spent."""
    found = brief.results.decisions.returns
    acquisition = found.acquisition if found else None
    if acquisition is None:
        return None
    locale = brief.locale
    blocks: list[Block] = [
        sentence(_answer(brief, acquisition)),
        Facts(_facts(brief, acquisition)),
        *_claims(brief, acquisition),
        *_costs(brief, acquisition),
        *_channels(brief, acquisition),
        *_trend(brief, acquisition),
        *(deals(brief, acquisition.funnel) if acquisition.funnel else []),
        *_notes(brief, acquisition),
    ]
    return Section("acquisition", locale.t(TITLE), tuple(blocks), starts_page=True)


def _answer(brief: Brief, acquisition: Acquisition) -> str:
    locale, paid, loaded = brief.locale, acquisition.cac_paid, acquisition.cac_loaded
    if paid is None:
        return locale.t(ANSWER_NONE)
    if loaded is None or acquisition.cost <= acquisition.spend:
        return locale.t(ANSWER_PAID, paid=ranged(paid, locale.money, locale))
    return locale.t(ANSWER, cac=ranged(loaded, locale.money, locale), paid=locale.money(paid.p50))


def _facts(brief: Brief, acquisition: Acquisition) -> tuple[Fact, ...]:
    locale, loaded, cac = brief.locale, acquisition.iroas_loaded, acquisition.cac_loaded
    media = locale.t(COST_NOTE, media=locale.money(acquisition.spend))
    facts = [Fact(locale.t(COST), locale.money(acquisition.cost), media)]
    if loaded:
        note = locale.t(
            BROUGHT_NOTE,
            range=brief.interval(loaded.p05, loaded.p95),
            break_even=locale.ratio(acquisition.break_even_iroas),
        )
        facts.append(Fact(locale.t(BROUGHT), locale.ratio(loaded.p50), note))
    if cac and acquisition.new_customers is not None:
        count = locale.number(acquisition.new_customers)
        note = locale.t(CAC_NOTE, range=between(cac, locale.money, locale), count=count)
        facts.append(Fact(locale.t(CAC), locale.money(cac.p50), note))
    return (*facts, *_paid_back(brief, acquisition))


def _paid_back(brief: Brief, acquisition: Acquisition) -> tuple[Fact, ...]:
    locale, payback, never = brief.locale, acquisition.payback_months, acquisition.never_share
    limit = months(PAYBACK_MONTHS, locale)
    if payback is None:
        if never is None:
            return ()
        return (Fact(locale.t(PAID_BACK), locale.t(UNPAID, months=limit), locale.t(UNPAID_NOTE)),)
    range_ = between(payback, locale.number, locale)
    note = locale.t(NEVER, range=range_, months=limit, chance=locale.probability(never or 0.0))
    return (Fact(locale.t(PAID_BACK), _after(payback.p50, locale), note),)


def _after(count: float, locale: Locale) -> str:
    return months(count, locale) if count >= 0.5 else locale.t(AT_FIRST)


def _claims(brief: Brief, acquisition: Acquisition) -> list[Block]:
    locale = brief.locale
    if acquisition.claimed_roas is None or acquisition.iroas is None:
        return []
    params = {
        "claimed": locale.ratio(acquisition.claimed_roas),
        "iroas": full_ratio(acquisition.iroas, locale),
    }
    if acquisition.mer is None:
        return [sentence(locale.t(CLAIMS_ONLY, **params))]
    return [sentence(locale.t(CLAIMS, mer=locale.ratio(acquisition.mer), **params))]


def _costs(brief: Brief, acquisition: Acquisition) -> list[Block]:
    locale = brief.locale
    if all(line.kind == "media" for line in acquisition.costs):
        return [sentence(locale.t(MEDIA_ONLY), kind="note")]
    whole = sum(line.amount for line in acquisition.costs) or 1.0
    rows = [
        (_capital(locale.t(KINDS[line.kind])), locale.t(COST_ORIGINS[line.origin]), locale.money(line.amount),
         locale.percent(line.amount / whole))
        for line in sorted(acquisition.costs, key=lambda line: -line.amount)
    ]  # fmt: skip
    rows.append((locale.t(TOTAL), "", locale.money(whole), locale.percent(1.0)))
    heads = tuple(locale.t(head) for head in COST_HEADS)
    return [Table(locale.t(COSTS), heads, tuple(rows), text_columns=2, last_is_total=True)]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _channels(brief: Brief, acquisition: Acquisition) -> list[Block]:
    locale, lines = brief.locale, acquisition.channels
    if not lines:
        return []
    heads = tuple(locale.t(head) for head in CHANNEL_HEADS)
    note = locale.t(CHANNELS_NOTE, break_even=locale.ratio(acquisition.break_even_iroas))
    ranked = sorted(lines, key=lambda line: -(line.media + line.other))
    blocks: list[Block] = [
        Table(locale.t(CHANNELS), heads, tuple(_channel(brief, line) for line in ranked)),
        sentence(note, kind="note"),
    ]
    counted = [line for line in ranked if line.new_customers]
    if counted:
        limit = months(PAYBACK_MONTHS, locale)
        heads = tuple(locale.t(head, months=limit) if "{" in head else locale.t(head) for head in CUSTOMER_HEADS)
        blocks += [
            Table(locale.t(CUSTOMERS), heads, tuple(_customers(brief, line) for line in counted)),
            sentence(locale.t(CUSTOMERS_NOTE), kind="note"),
        ]
    return blocks


def _channel(brief: Brief, line: ChannelAcquisition) -> tuple[str, ...]:
    locale = brief.locale
    return (
        brief.label(line.channel),
        locale.money(line.media + line.other),
        "–" if line.claimed_roas is None else locale.number(line.claimed_roas, 1),
        ratios(line.iroas, locale),
        ratios(line.iroas_loaded, locale),
        ratios(line.margin_return, locale),
    )


def _customers(brief: Brief, line: ChannelAcquisition) -> tuple[str, ...]:
    locale, never = brief.locale, line.never_share
    return (
        brief.label(line.channel),
        ranged(line.new_customers, locale.number, locale),
        moneys(line.cac_loaded, locale),
        moneys(line.cac_paid, locale),
        _after(line.payback_months.p50, locale) if line.payback_months else "–",
        "–" if never is None else locale.probability(never),
    )


def _trend(brief: Brief, acquisition: Acquisition) -> list[Block]:
    locale = brief.locale
    if not any(line.cac_loaded for line in acquisition.quarters):
        return []
    chart = quarters_chart(acquisition.quarters, locale)
    under_way = [] if all(line.whole for line in acquisition.quarters) else [locale.t(UNDER_WAY)]
    return [
        Heading(locale.t(TREND), 3),
        Figure(chart, locale.t(TABLE_LABEL)),
        sentence(" ".join([locale.t(TREND_NOTE), *under_way]), kind="note"),
    ]


def _notes(brief: Brief, acquisition: Acquisition) -> list[Block]:
    told = items([brief.reason(note) for note in acquisition.notes])
    return [Bullets(told)] if told else []
