"""Do newer customers come back more than older ones? Who bought again, by first period and periods since."""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.theme import at_x, at_y, finished, values
from bascule.locale import N_, Locale
from bascule.returns.structure import CohortLine

WIDE, NARROW = (440, 18, 13), (212, 18, 7)  # width of the plot, cohorts and periods at most
ROW, LABELS = 21, 118
ROOM = 27  # pixels that the figure of a cell asks for
Kind = Literal["orders", "contracts"]
TITLES: dict[Kind, dict[str, str]] = {
    "orders": {
        "first": N_("Of those who first bought in {cohort}, {share} bought again in month {period}"),
        "more": N_("Newer customers come back more than older ones: {new} in month {period}, against {old}"),
        "less": N_("Newer customers come back less than older ones: {new} in month {period}, against {old}"),
        "alike": N_("Newer customers come back as much as older ones: {new} in month {period}, against {old}"),
    },
    "contracts": {
        "first": N_("Of those who signed in {cohort}, {share} were still there in month {period}"),
        "more": N_("Newer customers stay longer than older ones: {new} still there in month {period}, against {old}"),
        "less": N_("Newer customers leave sooner than older ones: {new} still there in month {period}, against {old}"),
        "alike": N_("Newer customers stay as long as older ones: {new} still there in month {period}, against {old}"),
    },
}
TITLE_ONE = (N_("{count} new customer in {cohort}: nothing to compare with yet"),
             N_("{count} new customers in {cohort}: nothing to compare with yet"))  # fmt: skip
ALT = N_("{title}. A grid of shares: one row a cohort, one column a period since, darker where more. {cohorts}.")
ONE = N_("{cohort}: {count} customers, {shares}")
COLUMNS = (N_("First purchase"), N_("Customers"))
HEAD_PERIODS = N_("months since the first purchase")
DARKEST = 0.55  # of the accent: a figure in ink stays readable on it, on paper as on a dark screen
CLEAR = 0.02  # below two points, two shares are called alike


def cohorts_chart(kind: Kind, cohorts: Sequence[CohortLine], months: int, locale: Locale) -> Chart:
    """Draw the grid of cohorts, the latest ones: the darker, the more of them came back; figures where there is room.

    Parameters
    ----------
    kind : {'orders', 'contracts'}
    cohorts : sequence of CohortLine
        At least one, oldest first.
    months : int
        Months in a period.
    locale : Locale
    """
    shown, periods = _shown(cohorts, WIDE[1:])
    title = _title(kind, cohorts, months, locale)
    told = [_told(cohort, periods, locale) for cohort in shown]
    heads = (*(locale.t(column) for column in COLUMNS), *(locale.number(months * period) for period in range(periods)))
    rows = tuple(_row(cohort, periods, locale) for cohort in shown)
    alternative = locale.t(ALT, title=title, cohorts="; ".join(told))
    wide, narrow = (_spec(cohorts, months, locale, size) for size in (WIDE, NARROW))
    return Chart("cohorts", title, alternative, Twin(heads, rows), wide, narrow)


def _shown(cohorts: Sequence[CohortLine], most: tuple[int, int]) -> tuple[Sequence[CohortLine], int]:
    shown = cohorts[-most[0] :]
    return shown, min(max(len(cohort.active) for cohort in shown), most[1])


def _title(kind: Kind, cohorts: Sequence[CohortLine], months: int, locale: Locale) -> str:
    # The older half against the newer, at the farthest period that both have for at least two cohorts.
    half = len(cohorts) // 2
    old, new = cohorts[:half], cohorts[half:]
    lengths = sorted((len(cohort.active) for cohort in new), reverse=True)
    period = lengths[min(1, len(lengths) - 1)] - 1
    compared = half >= 2 and period >= 1
    if compared:
        shares = [_mean(part, period) for part in (old, new)]
        words = "alike" if abs(shares[1] - shares[0]) < CLEAR else "more" if shares[1] > shares[0] else "less"
        before, after = (locale.percent(share) for share in shares)
        return locale.t(TITLES[kind][words], new=after, old=before, period=months * period)
    first = cohorts[0]
    name = locale.month(first.start)
    if len(first.active) < 2:
        return locale.n(*TITLE_ONE, first.customers, cohort=name)
    share, period = locale.percent(first.active[-1]), months * (len(first.active) - 1)
    return locale.t(TITLES[kind]["first"], cohort=name, share=share, period=period)


def _mean(cohorts: Sequence[CohortLine], period: int) -> float:
    known = [cohort for cohort in cohorts if len(cohort.active) > period]
    return sum(one.active[period] * one.customers for one in known) / max(sum(one.customers for one in known), 1)


def _told(cohort: CohortLine, periods: int, locale: Locale) -> str:
    shares = ", ".join(locale.percent(share) for share in cohort.active[1:periods])
    name = locale.month(cohort.start)
    return locale.t(ONE, cohort=name, count=locale.number(cohort.customers), shares=shares or "–")


def _row(cohort: CohortLine, periods: int, locale: Locale) -> tuple[str, ...]:
    shares = [locale.percent(share) for share in cohort.active[:periods]]
    blanks = [""] * (periods - len(shares))
    return (locale.month(cohort.start), locale.number(cohort.customers), *shares, *blanks)


def _spec(cohorts: Sequence[CohortLine], months: int, locale: Locale, size: tuple[int, int, int]) -> dict[str, Any]:
    shown, periods = _shown(cohorts, size[1:])
    # The first period is theirs by definition: it says nothing, and would make all others pale.
    columns = max(periods - 1, 1)
    cell = min(size[0] // columns, 46)
    highest = max((share for cohort in shown for share in cohort.active[1:periods]), default=1.0) or 1.0
    cells = [
        {"row": row, "column": column, "shade": DARKEST * (0.08 + 0.92 * share / highest),
         "words": locale.number(100 * share)}
        for row, cohort in enumerate(shown)
        for column, share in enumerate(cohort.active[1:periods], start=1)
    ]  # fmt: skip
    x = alt.X("column:O", axis=None, scale=alt.Scale(domain=list(range(1, columns + 1))))
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(len(shown)))))
    shade: Any = {"field": "shade", "type": "quantitative", "scale": None, "legend": None}
    grid = alt.Chart(values(cells)).mark_rect(color=LIGHT["accent"], stroke=LIGHT["paper"], strokeWidth=1.5)
    layers = [
        grid.encode(x=x, y=y, fillOpacity=alt.FillOpacity(**shade)),
        *(_figures(cells, x, y) if cell >= ROOM else []),
        *_rows(shown, y, locale),
        *_periods(periods, months, x, locale, cell),
    ]
    return finished(alt.layer(*layers), cell * columns, ROW * len(shown))


def _figures(cells: list[dict[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    text = alt.Chart(values(cells)).mark_text(baseline="middle", fontSize=11, color=LIGHT["ink"])
    return [text.encode(x=x, y=y, text=alt.Text("words:N"))]


def _rows(shown: Sequence[CohortLine], y: alt.Y, locale: Locale) -> list[alt.Chart]:
    rows = [{"row": row, "name": locale.short_month(cohort.start), "count": locale.number(cohort.customers)}
            for row, cohort in enumerate(shown)]  # fmt: skip
    names = alt.Chart(values(rows)).mark_text(align="left", baseline="middle", fontSize=12)
    counts = alt.Chart(values(rows)).mark_text(align="right", baseline="middle", fontSize=12, color=LIGHT["muted"])
    return [
        names.encode(x=at_x(-LABELS), y=y, text=alt.Text("name:N")),
        counts.encode(x=at_x(-8), y=y, text=alt.Text("count:N")),
    ]


def _periods(periods: int, months: int, x: alt.X, locale: Locale, cell: int) -> list[alt.Chart]:
    step = 1 if cell >= 20 else 3
    rows = [{"column": period, "words": locale.number(months * period)} for period in range(1, periods)
            if period == 1 or period % step == 0]  # fmt: skip
    heads = alt.Chart(values(rows)).mark_text(baseline="bottom", fontSize=11, color=LIGHT["muted"])
    title = alt.Chart(values([{"words": locale.t(HEAD_PERIODS)}])).mark_text(
        align="left", baseline="bottom", fontSize=11, color=LIGHT["muted"]
    )
    return [
        heads.encode(x=x, y=at_y(-5), text=alt.Text("words:N")),
        title.encode(x=at_x(0), y=at_y(-20), text=alt.Text("words:N")),
    ]
