"""Axes that do not begin at zero, time by month, and bars that fade where a figure is less sure."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from bascule.charts.palette import LIGHT
from bascule.charts.theme import labelled_axis, values
from bascule.locale import Locale
from bascule.plans import Interval90

TITLED: dict[str, Any] = {
    "titleFontWeight": "normal",
    "titleFontSize": 12,
    "titleColor": LIGHT["muted"],
    "titlePadding": 8,
}


def ticks_between(low: float, high: float, count: int = 4) -> list[float]:
    """Return about `count` round ticks from at or above `low` to at or under `high`.

    Examples
    --------
    >>> ticks_between(-11_800, 23_000, 4)
    [-10000.0, 0.0, 10000.0, 20000.0]
    """
    if not high > low:
        return [low]
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(multiple * power for multiple in (1, 2, 2.5, 5, 10) if multiple * power >= rough)
    first = math.ceil(low / step - 1e-9)
    return [round(step * index, 10) + 0.0 for index in range(first, math.floor(high / step + 1e-9) + 1)]


def month_axis(months: Sequence[dt.date], locale: Locale, most: int) -> alt.Axis:
    """Return the axis of a series of months, numbered from zero, with `most` labels or so.

    Examples
    --------
    >>> month_axis([dt.date(2026, 1, 1), dt.date(2026, 2, 1)], Locale("en"), 2).values
    [0, 1]
    """
    every = max(1, math.ceil(len(months) / most))
    kept = list(range((len(months) - 1) % every, len(months), every))
    return labelled_axis(kept, lambda rank: locale.short_month(months[int(rank)]), grid=False)


def fading(row: int, found: Interval90, top: float, tone: str, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return a bar over an interval, cut at `top`, strongest at the median, and a tick there.

    `x` must encode the field `low`, as :func:`bascule.charts.theme.values` gives it.

    Examples
    --------
    >>> interval = Interval90(p05=0.2, p50=0.3, p95=0.5)
    >>> len(fading(0, interval, 1.0, "accent", alt.X("low:Q"), alt.Y("row:O")))
    3
    """
    low, middle, high = (min(value, top) for value in (found.p05, found.p50, found.p95))
    strong, weak = LIGHT[tone], LIGHT[f"{tone}-soft"]
    halves = ((low, middle, weak, strong), (middle, high, strong, weak))
    bars = [
        alt.Chart(values([{"row": row, "low": start, "high": end}]))
        .mark_bar(height=11, color=_gradient(left, right))
        .encode(x=x, x2=alt.X2("high:Q"), y=y)
        for start, end, left, right in halves
        if end > start
    ]
    look: dict[str, Any] = {"thickness": 2.5, "size": 19, "color": LIGHT["ink"], "opacity": 1}
    tick = alt.Chart(values([{"row": row, "low": middle}])).mark_tick(**look)
    return [*bars, tick.encode(x=x, y=y)]


def _gradient(left: str, right: str) -> Any:
    stops = [{"offset": 0, "color": left}, {"offset": 1, "color": right}]
    return {"gradient": "linear", "x1": 0, "x2": 1, "y1": 0, "y2": 0, "stops": stops}
