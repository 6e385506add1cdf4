"""A chart that reads like a table: channels down the side, with the shape of their verdict."""

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from bascule.charts.palette import LIGHT, VERDICT_SHAPE, VERDICT_TONE
from bascule.charts.theme import LABEL_WIDTH, at_x, values

ROW_HEIGHT = 32
HEADER = -1
NARROW_LABELS = 140
CHARACTER = 6.4  # pixels of a letter of the house's sans, on average


def row_scale(rows: Sequence[int]) -> alt.Y:
    """Return the vertical position of rows numbered from the top; :data:`HEADER` is the line of heads.

    Examples
    --------
    >>> row_scale([-1, 0, 1]).to_dict()["scale"]
    {'domain': [-1, 0, 1]}
    """
    return alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(rows)))


def side_labels(labels: Sequence[tuple[str, str | None]], y: alt.Y, width: int = LABEL_WIDTH) -> list[alt.Chart]:
    """Return the layers that name each row at the left, with the shape of its verdict if it has one.

    Parameters
    ----------
    labels : sequence of (label, verdict or None)
        In the order of the rows.
    y : altair.Y
        From :func:`row_scale`.
    width : int
        Pixels at the left of the plot; a longer name goes on a second line, then is cut.

    Examples
    --------
    >>> len(side_labels([("Radio", "test")], row_scale([0])))
    2
    """
    wrapped = [(row, _lines(label, width)) for row, (label, _) in enumerate(labels)]
    layers = []
    for count in (1, 2):
        rows = [{"row": row, "label": lines} for row, lines in wrapped if len(lines) == count]
        if rows:
            look: dict[str, Any] = {"align": "left", "baseline": "middle", "lineHeight": 14, "dy": -7 * (count - 1)}
            names = alt.Chart(values(rows)).mark_text(limit=width - 20, **look)
            layers.append(names.encode(x=at_x(-width + 18), y=y, text=alt.Text("label:N")))
    return [*layers, *(_shape(row, verdict, y, width) for row, (_, verdict) in enumerate(labels) if verdict)]


def _lines(label: str, width: int) -> list[str]:
    return textwrap.wrap(label, int((width - 20) / CHARACTER), max_lines=2, placeholder="…") or [label]


def _shape(row: int, verdict: str, y: alt.Y, width: int) -> alt.Chart:
    chart: alt.Chart = alt.Chart(values([{"row": row}])).mark_point(**verdict_mark(verdict))
    placed: alt.Chart = chart.encode(x=at_x(-width + 4), y=y)
    return placed


def verdict_mark(verdict: str, size: int = 90) -> dict[str, Any]:
    """Return how the shape of a verdict is drawn; the diamond of "to be proven" is open.

    Examples
    --------
    >>> verdict_mark("test")["fill"] is None
    True
    """
    tone = LIGHT[VERDICT_TONE[verdict]]
    return {
        "shape": VERDICT_SHAPE[verdict],
        "size": size,
        "stroke": tone,
        "strokeWidth": 1.6,
        "fill": None if verdict == "test" else tone,
        "opacity": 1,
    }


def side_column(
    texts: Sequence[tuple[int, str]], x: float, y: alt.Y, *, head: str = "", **mark: Any
) -> list[alt.Chart]:
    """Return a right-aligned column of text at `x` pixels, under its head.

    Examples
    --------
    >>> len(side_column([(0, "120 $")], 400, row_scale([-1, 0]), head="gain"))
    2
    """
    look = {"align": "right", "baseline": "middle", **mark}
    body = (
        alt.Chart(values([{"row": row, "words": words} for row, words in texts]))
        .mark_text(**look)
        .encode(x=at_x(x), y=y, text=alt.Text("words:N"))
    )
    if not head:
        return [body]
    title = (
        alt.Chart(values([{"row": HEADER, "words": head.split("\n")}]))
        .mark_text(align="right", baseline="middle", fontSize=11, color=LIGHT["muted"], lineHeight=13)
        .encode(x=at_x(x), y=y, text=alt.Text("words:N"))
    )
    return [body, title]
