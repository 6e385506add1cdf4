"""Does a new customer cost more than before? All costs per new customer, quarter by quarter, with intervals."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.measures import LONGEST
from bascule.charts.palette import LIGHT
from bascule.charts.theme import finished, labelled_axis, nice_ticks, values
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.acquisition import QuarterLine

WIDE, NARROW = (560, 220), (270, 190)
TITLE_UP = N_("A new customer costs more than a year before: {now} in {quarter}, against {before}")
TITLE_DOWN = N_("A new customer costs less than a year before: {now} in {quarter}, against {before}")
TITLE_ALIKE = N_("A new customer cost {now} in {quarter}, against {before} a year before: the gap may be chance")
TITLE_ONE = N_("A new customer cost {now} in {quarter}")
TITLE_NONE = N_("Your data do not yet say what a new customer costs by quarter")
ALT = N_("{title}. All costs per new customer: {quarters}.")
ONE = N_("{quarter} {cac} ({range})")
BETWEEN = N_("{low} to {high}")
QUARTER, SHORT = N_("Q{quarter} {year}"), N_("Q{quarter}")
LOADED, PAID = N_("all costs"), N_("media alone")
PARTIAL = N_("{quarter} (under way)")
COLUMNS = (
    N_("Quarter"), N_("All costs"), N_("New customers"), N_("Per new customer, low (5%)"), N_("Median"),
    N_("High (95%)"), N_("Media alone"), N_("All sales per dollar of media"),
)  # fmt: skip


def quarters_chart(quarters: Sequence[QuarterLine], locale: Locale) -> Chart:
    """Draw what a new customer cost each quarter; the quarter under way is hollow, and decides nothing.

    Parameters
    ----------
    quarters : sequence of QuarterLine
        In order of time; a quarter whose new customers are not known is a gap.
    locale : Locale
    """
    title = _title(quarters, locale)
    told = [
        locale.t(ONE, quarter=quarter_name(line, locale), cac=locale.money(line.cac_loaded.p50),
                 range=_between(line.cac_loaded, locale))
        for line in quarters if line.cac_loaded
    ]  # fmt: skip
    alternative = locale.t(ALT, title=title, quarters="; ".join(told))
    table = Twin(tuple(locale.t(column) for column in COLUMNS), tuple(_row(line, locale) for line in quarters))
    wide, narrow = (_spec(quarters, locale, size) for size in (WIDE, NARROW))
    return Chart("quarters", title, alternative, table, wide, narrow)


def quarter_name(line: QuarterLine, locale: Locale) -> str:
    """Return what a quarter is called, and that it is not over where the data do not cover all of its days.

    Examples
    --------
    >>> spring = QuarterLine(start=dt.date(2026, 4, 1), end=dt.date(2026, 6, 30), whole=True, media=0, cost=0)
    >>> quarter_name(spring, Locale("en"))
    'Q2 2026'
    """
    name = locale.t(QUARTER, quarter=_rank(line.start), year=line.start.year)
    return name if line.whole else locale.t(PARTIAL, quarter=name)


def _rank(day: dt.date) -> int:
    return (day.month - 1) // 3 + 1


def _title(quarters: Sequence[QuarterLine], locale: Locale) -> str:
    known = [line for line in quarters if line.whole and line.cac_loaded]
    if not known:
        return locale.t(TITLE_NONE)
    last = known[-1]
    now = locale.money(last.cac_loaded.p50) if last.cac_loaded else ""
    name = quarter_name(last, locale)
    year_ago = (last.start.year - 1, last.start.month)
    before = next((line.cac_loaded for line in known if (line.start.year, line.start.month) == year_ago), None)
    if before is None or last.cac_loaded is None:
        return locale.t(TITLE_ONE, now=now, quarter=name)
    apart = TITLE_UP if last.cac_loaded.p05 > before.p95 else TITLE_DOWN if last.cac_loaded.p95 < before.p05 else ""
    return locale.t(apart or TITLE_ALIKE, now=now, quarter=name, before=locale.money(before.p50))


def _between(interval: Interval90, locale: Locale) -> str:
    return locale.t(BETWEEN, low=locale.money(interval.p05), high=locale.money(interval.p95))


def _row(line: QuarterLine, locale: Locale) -> tuple[str, ...]:
    loaded = line.cac_loaded
    per = [locale.money(value) for value in (loaded.p05, loaded.p50, loaded.p95)] if loaded else ["–"] * 3
    return (
        quarter_name(line, locale),
        locale.money(line.cost),
        "–" if line.new_customers is None else locale.number(line.new_customers),
        *per,
        locale.money(line.cac_paid.p50) if line.cac_paid else "–",
        "–" if line.mer is None else locale.ratio(line.mer),
    )


def _spec(quarters: Sequence[QuarterLine], locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    x = alt.X("place:Q", scale=alt.Scale(domain=[-0.5, len(quarters) - 0.5], nice=False),
              axis=_axis(quarters, locale, wide=size is WIDE))  # fmt: skip
    known = [(place, line, line.cac_loaded) for place, line in enumerate(quarters) if line.cac_loaded]
    middles = max((cac.p50 for _, _, cac in known), default=1.0)
    top = 1.08 * min(max((cac.p95 for _, _, cac in known), default=1.0), LONGEST * middles)
    axis = labelled_axis(nice_ticks(top, 4), locale.money)
    y = alt.Y("cac:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    spans = [{"place": place, "cac": cac.p05, "end": min(cac.p95, top)} for place, _, cac in known]
    band = alt.Chart(values(spans)).mark_rule(color=LIGHT["accent-soft"], strokeWidth=9, strokeCap="round")
    layers = [
        band.encode(x=x, y=y, y2=alt.Y2("end:Q")),
        *_series([(place, line.whole, line.cac_paid.p50) for place, line, _ in known if line.cac_paid], "muted", x, y),
        *_series([(place, line.whole, cac.p50) for place, line, cac in known], "accent", x, y),
        *_ends(known, x, y, top / size[1], locale),
    ]
    return finished(alt.layer(*layers), *size)


def _axis(quarters: Sequence[QuarterLine], locale: Locale, *, wide: bool) -> alt.Axis:
    step = max(1, -(-len(quarters) // (12 if wide else 5)))
    shown = list(range(len(quarters) - 1, -1, -step))[::-1]
    years = [quarters[place].start.year for place in shown]

    def name(place: float) -> str:
        rank = shown.index(int(place))
        short = locale.t(SHORT, quarter=_rank(quarters[int(place)].start))
        # The year is said where it begins.
        return f"{short}\n{years[rank]}" if rank == 0 or years[rank] != years[rank - 1] else short

    axis = labelled_axis(shown, name, grid=False)
    axis.labelExpr = f"split({axis.labelExpr}, '\\n')"
    return axis


def _series(points: list[tuple[int, bool, float]], tone: str, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [{"place": place, "cac": cac} for place, whole, cac in points if whole]
    open_ = [{"place": place, "cac": cac} for place, whole, cac in points if not whole]
    look: dict[str, Any] = {"size": 46, "stroke": LIGHT[tone], "strokeWidth": 1.6, "opacity": 1}
    line = alt.Chart(values(rows)).mark_line(color=LIGHT[tone], strokeWidth=1.4)
    return [
        line.encode(x=x, y=y),
        alt.Chart(values(rows)).mark_point(fill=LIGHT[tone], **look).encode(x=x, y=y),
        alt.Chart(values(open_)).mark_point(fill=LIGHT["paper"], **look).encode(x=x, y=y),
    ]


def _ends(
    known: list[tuple[int, QuarterLine, Interval90]], x: alt.X, y: alt.Y, pixel: float, locale: Locale
) -> list[alt.Chart]:
    # Both lines are named at the right; names that would overprint are pushed apart.
    if not known:
        return []
    place, line, cac = known[-1]
    named = [(cac.p50, LOADED, "accent")]
    if line.cac_paid:
        low = min(line.cac_paid.p50, cac.p50 - 16 * pixel)
        named.append((low, PAID, "muted"))
    layers = []
    for height, message, tone in named:
        row = [{"place": place, "cac": height, "words": locale.t(message)}]
        text = alt.Chart(values(row)).mark_text(align="left", baseline="middle", dx=12, color=LIGHT[tone])
        layers.append(text.encode(x=x, y=y, text=alt.Text("words:N")))
    return layers
