"""The second return in detail: who comes back, what a customer is worth, and what keeping them longer would bring."""

from collections.abc import Sequence

from bascule.charts import cohorts_chart, leverage_chart, lifetime_chart, retention_chart
from bascule.locale import N_
from bascule.locale.wording import certainty
from bascule.report.blocks import Block, Bullets, Fact, Facts, Figure, Heading, Section, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.ranges import between, moneys, ranged
from bascule.report.sections.forecast import forecast, model
from bascule.report.sections.segments import segments
from bascule.returns import Structure
from bascule.returns.structure import CurvePoint, RetentionAgainstAcquisition

TITLE = N_("Structure: what customers leave once they are there")
WORTH = N_(
    "A new customer leaves {margin} of margin over {months} months, {first} of it at the first purchase. These are "
    "today's dollars: a dollar of next year is worth {discount} less."
)
WORTH_UNKNOWN = N_("Your data do not yet say what a customer is worth: the history is too short to foretell purchases.")
CUSTOMERS, CUSTOMERS_NOTE = N_("Customers"), N_("since {month}")
ACTIVE, ACTIVE_NOTE = N_("Should buy within a year"), N_("{range}, nine times out of ten")
RUNNING = N_("Under contract today")
EXPECTED, EXPECTED_NOTE = N_("Margin expected in 12 months"), N_("{range}, without any new customer")
AGAIN, AGAIN_NOTE = N_("Came back within a year"), N_("{range}, nine times out of ten")
BACK, STAY = N_("Who comes back"), N_("Who stays")
TABLE_LABEL = N_("The figures of this chart")
LATEST = N_("At most the latest {shown} cohorts of {count} are shown.")
FIRST_MONTHS = N_("At most the first {months} months of each are shown.")
CELLS = N_("Each figure is out of 100 customers of the row; the grey number is how many they are.")
BY_CHANNEL = N_("What a customer is worth by the channel it came through")
CHANNEL_HEADS = (N_("Channel"), N_("Customers"), N_("Margin over {months} months"))
CHANNEL_NOTE = N_(
    "The channel is the one that the shop noted at the first purchase: an association, not proof of a cause."
)
LEVERAGE = N_("Keep customers, or win them for less")
EQUAL = N_(
    "Raising retention by 10% would bring as much as cutting the cost of winning customers by {cut} ({range}). That it "
    "brings more than a cut of 10%: {sure}."
)
BEYOND = N_("Raising retention by 10% would bring more than any cut in the cost of winning customers could.")
LEVERAGE_NOTE = N_(
    "For {count} new customers a year at {cac} each ({kind}), {yearly} in all; over three years, in today's dollars. "
    "What it would cost to raise retention is not deducted."
)
LOADED, PAID = N_("all costs counted"), N_("media alone")
RETURNED = N_("Returns and cancellations, {share} of sales, are deducted.")
ANONYMOUS = N_("{share} of the orders name no customer: they are left out here.")
LONGEST_GRID, WIDEST_GRID = 18, 12


def structure_section(brief: Brief) -> Section | None:
    """Return what customers are worth and what keeping them would bring; nothing where no customer is known."""
    found = brief.results.decisions.returns
    structure = found.structure if found else None
    if structure is None:
        return None
    blocks: list[Block] = [
        sentence(_worth(brief, structure)),
        Facts(_facts(brief, structure)),
        *_lifetime(brief, structure),
        *_coming_back(brief, structure),
        *segments(brief, structure.segments),
        *_leverage(brief, structure.retention_against_acquisition),
        *_by_channel(brief, structure),
        *forecast(brief, structure.holdout),
        *_left_out(brief, structure),
        *model(brief, structure),
    ]
    return Section("structure", brief.locale.t(TITLE), tuple(blocks))


def _worth(brief: Brief, structure: Structure) -> str:
    locale = brief.locale
    if not structure.lifetime:
        return locale.t(WORTH_UNKNOWN)
    line = structure.lifetime[-1]
    return locale.t(
        WORTH,
        margin=ranged(line.margin, locale.money, locale),
        months=line.months,
        first=locale.money(line.first),
        discount=locale.percent(structure.discount),
    )


def _facts(brief: Brief, structure: Structure) -> tuple[Fact, ...]:
    locale = brief.locale
    since = locale.t(CUSTOMERS_NOTE, month=locale.month(structure.start))
    facts = [Fact(locale.t(CUSTOMERS), locale.number(structure.customers), since)]
    for label, note, interval, words in (
        (ACTIVE, ACTIVE_NOTE, structure.active, locale.number),
        (EXPECTED, EXPECTED_NOTE, structure.expected, locale.money_rounded),
        (AGAIN, AGAIN_NOTE, structure.repeat_share, locale.percent),
    ):
        if structure.kind == "contracts" and label == AGAIN:
            continue
        if structure.kind == "contracts" and label == ACTIVE:
            facts.append(Fact(locale.t(RUNNING), words(interval.p50)))
            continue
        range_ = between(interval, words, locale)
        facts.append(Fact(locale.t(label), words(interval.p50), locale.t(note, range=range_)))
    return tuple(facts)


def _lifetime(brief: Brief, structure: Structure) -> list[Block]:
    found, locale = brief.results.decisions.returns, brief.locale
    if not structure.lifetime:
        return []
    cac = found.acquisition.cac_loaded if found and found.acquisition else None
    return [Figure(lifetime_chart(structure.lifetime, cac, locale), locale.t(TABLE_LABEL))]


def _coming_back(brief: Brief, structure: Structure) -> list[Block]:
    locale, label = brief.locale, brief.locale.t(TABLE_LABEL)
    orders = structure.kind == "orders"
    blocks: list[Block] = []
    curve: Sequence[CurvePoint] = structure.repeat_curve if orders else structure.retention_curve
    if len(curve) > 1:
        chart = retention_chart("repeat" if orders else "retention", curve, locale)
        blocks.append(Figure(chart, label))
    if any(len(cohort.active) > 1 for cohort in structure.cohorts):
        grid = cohorts_chart(structure.kind, structure.cohorts, structure.cohort_months, locale)
        blocks += [Figure(grid, label), sentence(_grid_words(brief, structure), kind="note")]
    return [Heading(locale.t(BACK if orders else STAY), 3), *blocks] if blocks else []


def _grid_words(brief: Brief, structure: Structure) -> str:
    locale, count = brief.locale, len(structure.cohorts)
    periods = max(len(cohort.active) for cohort in structure.cohorts) - 1
    words = [locale.t(CELLS)]
    if count > LONGEST_GRID:
        words.append(locale.t(LATEST, shown=LONGEST_GRID, count=count))
    if periods > WIDEST_GRID:
        words.append(locale.t(FIRST_MONTHS, months=WIDEST_GRID * structure.cohort_months))
    return " ".join(words)


def _leverage(brief: Brief, against: RetentionAgainstAcquisition | None) -> list[Block]:
    locale = brief.locale
    if against is None or not against.retention or not against.acquisition:
        return []
    note = locale.t(
        LEVERAGE_NOTE,
        count=locale.number(against.new_customers),
        cac=locale.money(against.cac),
        kind=locale.t(LOADED if against.cac_is_loaded else PAID),
        yearly=locale.money(against.yearly),
    )
    return [
        Heading(locale.t(LEVERAGE), 3),
        sentence(_equal(brief, against)),
        Figure(leverage_chart(against, locale), locale.t(TABLE_LABEL)),
        sentence(note, kind="note"),
    ]


def _equal(brief: Brief, against: RetentionAgainstAcquisition) -> str:
    locale, cut = brief.locale, against.equal_cut
    if cut.p50 > 1:
        return locale.t(BEYOND)
    range_ = between(cut, locale.percent, locale)
    return locale.t(EQUAL, cut=locale.percent(cut.p50), range=range_, sure=certainty(against.better_share, locale))


def _by_channel(brief: Brief, structure: Structure) -> list[Block]:
    locale = brief.locale
    if not structure.by_channel or not structure.lifetime:
        return []
    rows = tuple(
        (brief.label(line.channel), locale.number(line.customers), moneys(line.lifetime, locale))
        for line in sorted(structure.by_channel, key=lambda line: -line.lifetime.p50)
    )
    heads = (*(locale.t(head) for head in CHANNEL_HEADS[:2]),
             locale.t(CHANNEL_HEADS[2], months=structure.lifetime[-1].months))  # fmt: skip
    return [Table(locale.t(BY_CHANNEL), heads, rows), sentence(locale.t(CHANNEL_NOTE), kind="note")]


def _left_out(brief: Brief, structure: Structure) -> list[Block]:
    locale = brief.locale
    told = [
        locale.t(message, share=locale.percent(share, 1))
        for message, share in ((RETURNED, structure.returned_share), (ANONYMOUS, structure.anonymous_share))
        if share
    ]
    told += [brief.reason(note) for note in structure.notes]
    return [Bullets(items(told))] if told else []
