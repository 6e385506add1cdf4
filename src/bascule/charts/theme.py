"""What all charts share: sizes, fonts, axes labelled by the locale instead of by d3."""

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from bascule.charts.palette import LIGHT

FONT = "Bascule Sans"
TEXT_SIZE = 13
SMALL_SIZE = 12
LABEL_WIDTH = 200

_CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "aria": False,
    "padding": 2,
    "view": {"stroke": None},
    "text": {"fontSize": TEXT_SIZE, "color": LIGHT["ink"], "font": FONT},
    "axis": {
        "domain": False,
        "domainColor": LIGHT["faint"],
        "ticks": False,
        "grid": True,
        "gridColor": LIGHT["line"],
        "labelColor": LIGHT["muted"],
        "labelFontSize": SMALL_SIZE,
        "labelPadding": 6,
        "title": None,
    },
}


def finished(chart: alt.LayerChart | alt.FacetChart, width: int, height: int | None = None) -> dict[str, Any]:
    """Return the specification of a chart at a size, in the house style.

    Examples
    --------
    >>> finished(alt.layer(alt.Chart(values([])).mark_point()), 600, 100)["width"]
    600
    """
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec.update({"width": width, "config": _CONFIG})
    if height is not None:
        spec["height"] = height
    return spec


def values(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Return rows as inline data.

    Examples
    --------
    >>> values([{"x": 1}]).values
    [{'x': 1}]
    """
    return alt.InlineData(values=list(rows))


def at_x(pixels: float) -> Any:
    """Return a horizontal place counted in pixels from the left of the plot.

    Examples
    --------
    >>> at_x(12).to_dict()
    {'value': 12}
    """
    # Altair builds these classes without types; given the class rather than a dict it also skips a slow guess.
    place: Any = alt.XValue
    return place(pixels)


def at_y(pixels: float) -> Any:
    """Return a vertical place counted in pixels from the top of the plot.

    Examples
    --------
    >>> at_y(8).to_dict()
    {'value': 8}
    """
    place: Any = alt.YValue
    return place(pixels)


def labelled_axis(ticks: Sequence[float], label: Callable[[float], str], **options: Any) -> alt.Axis:
    """Return an axis with these ticks, each labelled by a function of the locale.

    d3 prints French amounts as `400 000$`, without the space: no number is left to it.

    Examples
    --------
    >>> labelled_axis([0, 2.5], lambda tick: f"{tick:g} $").labelExpr
    '{"0": "0 $", "2.5": "2.5 $"}[datum.value]'
    """
    words = json.dumps({_key(tick): label(tick) for tick in ticks}, ensure_ascii=False)
    return alt.Axis(values=list(ticks), labelExpr=f"{words}[datum.value]", **options)


def _key(tick: float) -> str:
    return str(int(tick)) if tick == int(tick) else repr(float(tick))


def nice_ticks(top: float, count: int = 5) -> list[float]:
    """Return about `count` round ticks from zero to just under or at `top`.

    Examples
    --------
    >>> nice_ticks(9_300, 4)
    [0.0, 2500.0, 5000.0, 7500.0]
    """
    if not top > 0:
        return [0.0]
    rough = top / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(multiple * power for multiple in (1, 2, 2.5, 5, 10) if multiple * power >= rough)
    return [round(step * index, 10) for index in range(int(top / step + 1e-9) + 1)]
