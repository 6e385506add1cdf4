"""Figures down the side: a bar from zero, its interval, the figure in words, and one line to compare with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from bascule.charts.palette import LIGHT
from bascule.charts.rows import HEADER, NARROW_LABELS, ROW_HEIGHT, row_scale, side_column, side_labels
from bascule.charts.theme import LABEL_WIDTH, at_y, finished, labelled_axis, nice_ticks, values
from bascule.plans import Interval90

# Past so many times the largest figure a whisker is cut: it would squeeze all that matters against zero.
LONGEST = 2.5


@dataclass(frozen=True)
class Places:
    """Widths, and where the columns of figures end, in pixels; a narrow picture has room for the figure alone."""

    labels: int
    plot: int
    figure: int
    interval: int | None = None


WIDE, NARROW = Places(LABEL_WIDTH, 300, 390, 550), Places(NARROW_LABELS, 132, 212)


@dataclass(frozen=True)
class Measure:
    """One row: what it is, its figure with the interval, and both in words; `tone` is one of the palette."""

    label: str
    interval: Interval90
    figure: str
    between: str
    tone: str = "accent"


@dataclass(frozen=True)
class Mark:
    """A figure to compare the rows with, drawn across them as a thin line and named above."""

    at: float
    words: str


def measures_spec(
    measures: Sequence[Measure],
    tick: Callable[[float], str],
    places: Places,
    heads: tuple[str, str],
    mark: Mark | None = None,
) -> dict[str, Any]:
    """Return the specification of rows of figures.

    Parameters
    ----------
    measures : sequence of Measure
        At least one, from the top.
    tick : function of a figure
        Its words on the axis.
    places : Places
        :data:`WIDE` or :data:`NARROW`.
    heads : (str, str)
        Of the figure and of its interval.
    mark : Mark, optional
    """
    numbers = [HEADER, *range(len(measures))]
    y = row_scale(numbers)
    bottom, top = reach([measure.interval for measure in measures], mark.at if mark else 0.0)
    ticks = spread_ticks(bottom, top, 4 if places is WIDE else 2)
    # The line that the rows are compared with is named where the axis would have its labels.
    axis = labelled_axis(ticks, tick, orient="bottom", domain=False, labelFlush=False)
    x = alt.X("start:Q", scale=alt.Scale(domain=[bottom, top], nice=False), axis=axis)
    layers = [
        *(bar for row, measure in enumerate(measures) for bar in _bar(row, measure, x, y)),
        *whiskers([(row, measure.interval) for row, measure in enumerate(measures)], top, x, y),
        *([_line(mark, x), *_named(mark, x, mark.at > (bottom + top) / 2)] if mark else []),
        *side_labels([(measure.label, None) for measure in measures], y, places.labels),
        *columns([(measure.figure, measure.between) for measure in measures], heads, y, places),
    ]
    return finished(alt.layer(*layers), places.plot, ROW_HEIGHT * len(numbers))


def reach(intervals: Sequence[Interval90], other: float = 0.0) -> tuple[float, float]:
    """Return the ends of an axis that has zero, all figures, and their intervals unless far beyond.

    Examples
    --------
    >>> reach([Interval90(p05=10.0, p50=40.0, p95=50.0)])
    (0.0, 52.0)
    """
    largest = max(*(abs(interval.p50) for interval in intervals), abs(other), 1e-9)
    high = min(max(*(interval.p95 for interval in intervals), other, 0.0), LONGEST * largest)
    low = max(min(*(interval.p05 for interval in intervals), other, 0.0), -LONGEST * largest)
    room = 0.04 * (high - low or largest)
    return (low - room if low < 0 else 0.0), high + room


def spread_ticks(bottom: float, top: float, count: int) -> list[float]:
    """Return round ticks on both sides of zero.

    Examples
    --------
    >>> spread_ticks(-60, 110, 3)
    [-50.0, 0.0, 50.0, 100.0]
    """
    marks = nice_ticks(max(top, -bottom), count)
    return sorted({*(-mark for mark in marks if 0 < mark <= -bottom), *(mark for mark in marks if mark <= top)})


def whiskers(rows: Sequence[tuple[int, Interval90]], top: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the intervals of rows as thin lines with an end at both sides; one cut at the edge has no end there.

    Examples
    --------
    >>> scale = alt.X("start:Q")
    >>> len(whiskers([(0, Interval90(p05=1, p50=2, p95=3))], 10, scale, row_scale([0])))
    3
    """
    spans = [{"row": row, "start": one.p05, "end": min(one.p95, top)} for row, one in rows]
    ends = [{"row": row, "start": end} for row, one in rows for end in (one.p05, one.p95) if end <= top]
    # A pale edge keeps the line visible where it crosses its own bar.
    lines = [
        alt.Chart(values(spans)).mark_rule(color=LIGHT[tone], strokeWidth=width, clip=True)
        for tone, width in (("paper", 3.5), ("ink", 1.3))
    ]
    stop = alt.Chart(values(ends)).mark_tick(color=LIGHT["ink"], thickness=1.3, size=9, opacity=1, clip=True)
    return [*(line.encode(x=x, x2=alt.X2("end:Q"), y=y) for line in lines), stop.encode(x=x, y=y)]


def words_over(row: dict[str, Any], x: alt.X, y: Any, tone: str = "ink", **look: Any) -> list[alt.Chart]:
    """Return words set on a pale edge, so that they are read where they cross a line; `row` holds `words`.

    Examples
    --------
    >>> len(words_over({"start": 1, "words": "12 $"}, alt.X("start:Q"), at_y(3)))
    2
    """
    base = alt.Chart(values([row]))
    edge = base.mark_text(baseline="middle", fontSize=12, stroke=LIGHT["paper"], strokeWidth=4, **look)
    text = base.mark_text(baseline="middle", fontSize=12, color=LIGHT[tone], **look)
    return [one.encode(x=x, y=y, text=alt.Text("words:N")) for one in (edge, text)]


def columns(words: Sequence[tuple[str, str]], heads: tuple[str, str], y: alt.Y, places: Places) -> list[alt.Chart]:
    """Return the figures at the right of the rows, and their intervals where there is room.

    Examples
    --------
    >>> len(columns([("12 $", "10 $ to 15 $")], ("margin", "range"), row_scale([-1, 0]), NARROW))
    2
    """
    figures = [(row, figure) for row, (figure, _) in enumerate(words)]
    layers = side_column(figures, places.figure, y, head=heads[0], fontWeight="bold")
    if places.interval is not None:
        between = [(row, interval) for row, (_, interval) in enumerate(words)]
        layers += side_column(between, places.interval, y, head=heads[1], color=LIGHT["muted"])
    return layers


def _bar(row: int, measure: Measure, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    data = values([{"row": row, "start": 0.0, "end": measure.interval.p50}])
    bar = alt.Chart(data).mark_bar(height=13, color=LIGHT[measure.tone])
    return [bar.encode(x=x, x2=alt.X2("end:Q"), y=y)]


def _line(mark: Mark, x: alt.X) -> alt.Chart:
    rule: alt.Chart = alt.Chart(values([{"start": mark.at}])).mark_rule(
        color=LIGHT["ink"], strokeWidth=1, strokeDash=[4, 3]
    )
    placed: alt.Chart = rule.encode(x=x)
    return placed


def _named(mark: Mark, x: alt.X, leftwards: bool) -> list[alt.Chart]:
    side: dict[str, Any] = {"align": "right", "dx": -5} if leftwards else {"align": "left", "dx": 5}
    return words_over({"start": mark.at, "words": mark.words}, x, at_y(ROW_HEIGHT / 2 - 2), **side)
