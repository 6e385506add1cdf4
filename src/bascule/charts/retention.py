"""Do customers come back, or stay? The share that did, by months since the first purchase, with its band."""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.theme import finished, labelled_axis, values
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.structure import CurvePoint

WIDE, NARROW = (520, 220), (265, 190)
YEAR = 12
Kind = Literal["repeat", "retention"]
TITLES: dict[Kind, str] = {
    "repeat": N_("Out of 100 new customers, {count} have bought again within {months} months"),
    "retention": N_("Out of 100 new customers, {count} are still there after {months} months"),
}
ALT = N_("{title}. By months since the first purchase: {points}.")
POINT = N_("{months} months {share} ({range})")
BETWEEN = N_("{low} to {high}")
AXIS = N_("months since the first purchase")
COLUMNS = (N_("Months since the first purchase"), N_("Low (5%)"), N_("Median"), N_("High (95%)"), N_("Customers"))


def retention_chart(kind: Kind, points: Sequence[CurvePoint], locale: Locale) -> Chart:
    """Draw the share of customers who bought again (`repeat`) or are still there (`retention`).

    Parameters
    ----------
    kind : {'repeat', 'retention'}
    points : sequence of CurvePoint
        At least two, by month.
    locale : Locale
    """
    shown = _shown(points)
    told = _told(points)
    title = locale.t(TITLES[kind], count=locale.number(100 * told.rate.p50), months=told.month)
    words = [locale.t(POINT, months=point.month, share=locale.percent(point.rate.p50), range=_between(point, locale))
             for point in shown]  # fmt: skip
    rows = tuple(_row(point, locale) for point in shown)
    table = Twin(tuple(locale.t(column) for column in COLUMNS), rows)
    wide, narrow = (_spec(kind, points, told, locale, size) for size in (WIDE, NARROW))
    return Chart(kind, title, locale.t(ALT, title=title, points="; ".join(words)), table, wide, narrow)


def _told(points: Sequence[CurvePoint]) -> CurvePoint:
    # A year, or as far as the history goes.
    return max((point for point in points if point.month <= YEAR), key=lambda point: point.month, default=points[-1])


def _shown(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    step = 1 if len(points) <= YEAR + 1 else 3
    return [point for point in points if point.month % step == 0]


def _between(point: CurvePoint, locale: Locale) -> str:
    return locale.t(BETWEEN, low=locale.percent(point.rate.p05), high=locale.percent(point.rate.p95))


def _row(point: CurvePoint, locale: Locale) -> tuple[str, ...]:
    rate: Interval90 = point.rate
    shares = (locale.percent(value) for value in (rate.p05, rate.p50, rate.p95))
    return (locale.number(point.month), *shares, locale.number(point.customers))


def _spec(
    kind: Kind, points: Sequence[CurvePoint], told: CurvePoint, locale: Locale, size: tuple[int, int]
) -> dict[str, Any]:
    last = max(point.month for point in points)
    step = next(months for months in (1, 2, 3, 6, 12) if last / months <= (8 if size is WIDE else 4) or months == YEAR)
    titled = {"titleFontWeight": "normal", "titleFontSize": 12, "titleColor": LIGHT["muted"], "titlePadding": 8}
    months = list(range(0, last + 1, step))
    axis = labelled_axis(months, locale.number, title=locale.t(AXIS), grid=False, labelFlush=False, **titled)
    x = alt.X("month:Q", scale=alt.Scale(domain=[0, max(last, 1)], nice=False), axis=axis)
    top = min(1.0, 1.15 * max(point.rate.p95 for point in points))
    ticks = [tick / 100 for tick in range(0, 101, 25 if top > 0.5 else 10) if tick / 100 <= top]
    y = alt.Y("p50:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=labelled_axis(ticks, locale.percent))
    rows = [{"month": point.month, **point.rate.model_dump()} for point in points]
    base = alt.Chart(values(rows)).encode(x=x)
    mark = alt.Chart(values([{"month": told.month, "p50": told.rate.p50, "words": locale.percent(told.rate.p50)}]))
    near_end = told.month > 0.8 * last
    side: dict[str, Any] = {"align": "right" if near_end else "left", "dx": -4 if near_end else 4}
    dot = mark.mark_point(size=70, fill=LIGHT["paper"], stroke=LIGHT["accent"], strokeWidth=2, opacity=1)
    # Where the curve rises, the free side is below it.
    below = 16 if kind == "repeat" else -14
    label = mark.mark_text(dy=below, fontWeight="bold", color=LIGHT["accent"], **side)
    layers = [
        base.mark_area(color=LIGHT["accent-soft"], opacity=1).encode(y=alt.Y("p05:Q"), y2=alt.Y2("p95:Q")),
        base.mark_line(color=LIGHT["accent"], strokeWidth=2).encode(y=y),
        dot.encode(x=x, y=y),
        label.encode(x=x, y=y, text=alt.Text("words:N")),
    ]
    return finished(alt.layer(*layers), *size)
