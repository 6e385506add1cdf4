"""Shares side by side: a bar a row, over what the share may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bascule.charts.palette import LIGHT
from bascule.charts.rows import HEADER, NARROW_LABELS, ROW_HEIGHT, row_scale, side_column, side_labels
from bascule.charts.scales import fading
from bascule.charts.theme import LABEL_WIDTH, at_x, at_y, finished, labelled_axis, nice_ticks, values
from bascule.locale import Locale
from bascule.plans import Interval90

ROOM = 1.06


@dataclass(frozen=True)
class ShareRow:
    """One share, 0 to 1, with one to compare it with (`mark`); without an interval, `absent` is written instead."""

    label: str
    share: Interval90 | None
    tone: str = "accent"
    absent: str = ""
    mark: float | None = None


@dataclass(frozen=True)
class Column:
    """Figures at the right of the bars, under their head; `narrow` keeps them where there is little room."""

    head: str
    words: tuple[str, ...]
    width: int
    narrow: bool = False
    bold: bool = False


def share_rows(
    rows: Sequence[ShareRow],
    columns: Sequence[Column],
    locale: Locale,
    *,
    narrow: bool = False,
    labels: int = LABEL_WIDTH,
    note: str = "",
) -> dict[str, Any]:
    """Return the specification of bars from zero, one a row, with columns of figures and a note below.

    Parameters
    ----------
    rows, columns : sequences
    locale : Locale
    narrow : bool
        For a telephone.
    labels : int
        Pixels of the names at the left.
    note : str

    Examples
    --------
    >>> row = ShareRow("Radio", Interval90(p05=0.2, p50=0.3, p95=0.5))
    >>> share_rows([row], [], Locale("en"))["height"]
    64
    """
    labels, plot = (min(labels, NARROW_LABELS), 130) if narrow else (labels, 300)
    numbers = [HEADER, *range(len(rows))]
    y = row_scale(numbers)
    reach = [row.share.p95 for row in rows if row.share] + [row.mark for row in rows if row.mark is not None]
    top = min(1.0, ROOM * max([*reach, 0.1]))
    axis = labelled_axis(nice_ticks(top, 2 if narrow else 5), locale.percent, orient="top")
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    layers = [layer for number, row in enumerate(rows) for layer in _row(number, row, top, x, y)]
    names: list[tuple[str, str | None]] = [(row.label, None) for row in rows]
    layers += [*side_labels(names, y, labels), *_note(note, -labels if narrow else 0, len(numbers))]
    return finished(alt.layer(*layers, *_columns(columns, plot, y, narrow=narrow)), plot, ROW_HEIGHT * len(numbers))


def _row(number: int, row: ShareRow, top: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    if row.share is None:
        look: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 6, "color": LIGHT["muted"]}
        text = alt.Chart(values([{"row": number, "words": row.absent}])).mark_text(**look)
        return [text.encode(x=at_x(0), y=y, text=alt.Text("words:N"))]
    layers = fading(number, row.share, top, row.tone, x, y)
    if row.mark is not None:
        tick: dict[str, Any] = {"thickness": 1.4, "size": ROW_HEIGHT - 2, "color": LIGHT["ink"], "opacity": 1}
        spot = alt.Chart(values([{"row": number, "low": row.mark}])).mark_tick(**tick)
        layers.append(spot.encode(x=x, y=y))
    return layers


def _columns(columns: Sequence[Column], plot: int, y: alt.Y, *, narrow: bool) -> list[alt.Chart]:
    layers, right = [], float(plot)
    for column in columns:
        if narrow and not column.narrow:
            continue
        right += column.width
        look: dict[str, Any] = {"fontWeight": "bold"} if column.bold else {"color": LIGHT["muted"]}
        layers += side_column(list(enumerate(column.words)), right, y, head=column.head, **look)
    return layers


def _note(note: str, left: int, rows: int) -> list[alt.Chart]:
    if not note:
        return []
    look: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": 12, "color": LIGHT["muted"]}
    text = alt.Chart(values([{"words": note}])).mark_text(**look)
    return [text.encode(x=at_x(left), y=at_y(ROW_HEIGHT * rows + 6), text=alt.Text("words:N"))]
