"""Is a customer worth what winning one costs? Margin left over one, two and three years, beside that cost."""

from collections.abc import Sequence

from bascule.charts.chart import Chart, Twin
from bascule.charts.measures import NARROW, WIDE, Mark, Measure, measures_spec
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.structure import LifetimeLine

TITLE = N_("A new customer leaves {margin} of margin over {months} months")
TITLE_MORE = N_("A new customer leaves {margin} of margin over {months} months, and costs {cost} to win")
TITLE_LESS = N_("A new customer costs {cost} to win and leaves only {margin} of margin over {months} months")
TITLE_EITHER = N_(
    "A new customer leaves about as much margin over {months} months as it costs to win: {margin} against {cost}"
)
ALT = N_("{title}. Margin left: {lines}.")
ONE = N_("{months} months {margin} ({range})")
MONTHS = N_("over {months} months")
COST, COST_SHORT = N_("what winning one costs: {cost}"), N_("cost: {cost}")
HEADS = (N_("margin\nper customer"), N_("nine times\nout of ten"))
BETWEEN = N_("{low} to {high}")
COLUMNS = (N_("Since the first purchase"), N_("Low (5%)"), N_("Median"), N_("High (95%)"), N_("First purchase alone"))


def lifetime_chart(lines: Sequence[LifetimeLine], cac: Interval90 | None, locale: Locale) -> Chart:
    """Draw what a customer leaves by horizon, with what winning one costs as a line across.

    Parameters
    ----------
    lines : sequence of LifetimeLine
        At least one, shortest horizon first.
    cac : Interval90, optional
        Loaded cost of a new customer, currency.
    locale : Locale
    """
    title = _title(lines[-1], cac, locale)
    told = [locale.t(ONE, months=line.months, margin=locale.money(line.margin.p50), range=_between(line, locale))
            for line in lines]  # fmt: skip
    measures = [
        Measure(
            locale.t(MONTHS, months=line.months), line.margin, locale.money(line.margin.p50), _between(line, locale)
        )
        for line in lines
    ]
    heads = (locale.t(HEADS[0]), locale.t(HEADS[1]))
    marks = [
        Mark(cac.p50, locale.t(words, cost=locale.money(cac.p50))) if cac else None for words in (COST, COST_SHORT)
    ]
    wide, narrow = (
        measures_spec(measures, locale.money, places, heads, mark)
        for places, mark in zip((WIDE, NARROW), marks, strict=True)
    )
    return Chart("lifetime", title, locale.t(ALT, title=title, lines=", ".join(told)), _table(lines, locale), wide,
                 narrow)  # fmt: skip


def _title(line: LifetimeLine, cac: Interval90 | None, locale: Locale) -> str:
    margin = {"margin": locale.money(line.margin.p50), "months": line.months}
    if cac is None:
        return locale.t(TITLE, **margin)
    cost = locale.money(cac.p50)
    if line.margin.p05 > cac.p95:
        return locale.t(TITLE_MORE, cost=cost, **margin)
    return locale.t(TITLE_LESS if line.margin.p95 < cac.p05 else TITLE_EITHER, cost=cost, **margin)


def _between(line: LifetimeLine, locale: Locale) -> str:
    return locale.t(BETWEEN, low=locale.money(line.margin.p05), high=locale.money(line.margin.p95))


def _table(lines: Sequence[LifetimeLine], locale: Locale) -> Twin:
    rows = tuple(
        (
            locale.t(MONTHS, months=line.months),
            *(locale.money(value) for value in (line.margin.p05, line.margin.p50, line.margin.p95, line.first)),
        )
        for line in lines
    )
    return Twin(tuple(locale.t(column) for column in COLUMNS), rows)
