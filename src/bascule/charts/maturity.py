"""How mature is the measurement? Six ladders of four levels, each rung met, to do, or not measured."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.rows import CHARACTER, HEADER, NARROW_LABELS, ROW_HEIGHT, side_column, side_labels
from bascule.charts.theme import at_x, at_y, finished, values
from bascule.locale import N_, Locale
from bascule.returns.maturity import DimensionLine, Maturity, RuleLine, State

LEVELS = (1, 2, 3, 4)
LABELS, WIDE, NARROW = 150, 118, 46  # pixels: the names, and a column of a wide or a narrow picture
LEVEL_NAMES = (N_("None yet"), N_("Nascent"), N_("Emerging"), N_("Connected"), N_("Mastered"))
DIMENSIONS = {
    "data": N_("Data"),
    "measurement": N_("Measurement"),
    "activation": N_("Activation"),
    "steering": N_("Steering"),
    "organisation": N_("Organisation"),
    "compliance": N_("Compliance"),
}
STATES: dict[State, str] = {
    "pass": N_("met"),
    "fail": N_("not met"),
    "not_measured": N_("not measured"),
    "not_applicable": N_("n.a."),
}
# A shape, a word and a tone each: the tone alone never carries it.
SIGNS: dict[State, str] = {"pass": "●", "fail": "○", "not_measured": "?", "not_applicable": "–"}
TONES: dict[State, str] = {"pass": "accent", "fail": "ink", "not_measured": "doubt", "not_applicable": "muted"}

TITLE = N_("Furthest along: {best}; furthest behind: {worst}")
TITLE_ZERO = N_("No dimension has reached the first level yet")
TITLE_EVEN = N_("All dimensions are at level {level} of 4")
ALT = N_("{title}. {dimensions}.")
DIMENSION = N_("{name}: level {level}")
NAME, REACHED = N_("Dimension"), N_("Level reached")
HEAD_REACHED = N_("level")
RUNG = N_("{level} {name}")


def maturity_chart(found: Maturity, locale: Locale) -> Chart:
    """Draw the ladder of each dimension; the ground behind the rungs goes as far as the level reached."""
    title = _title(found.dimensions, locale)
    told = "; ".join(
        locale.t(DIMENSION, name=locale.t(DIMENSIONS[line.dimension]), level=locale.number(line.level))
        for line in found.dimensions
    )
    heads = (locale.t(NAME), *(_head(level, locale) for level in LEVELS), locale.t(REACHED))
    rows = tuple(
        (
            locale.t(DIMENSIONS[line.dimension]),
            *(locale.t(STATES[rung(line, level)]) for level in LEVELS),
            locale.number(line.level),
        )
        for line in found.dimensions
    )
    wide, narrow = (_spec(found.dimensions, locale, column) for column in (WIDE, NARROW))
    return Chart("maturity", title, locale.t(ALT, title=title, dimensions=told), Twin(heads, rows), wide, narrow)


def _title(lines: Sequence[DimensionLine], locale: Locale) -> str:
    levels = [line.level for line in lines]
    best, worst = max(levels), min(levels)
    if best == 0:
        return locale.t(TITLE_ZERO)
    if best == worst:
        return locale.t(TITLE_EVEN, level=locale.number(best))
    named = [
        locale.listing([locale.t(DIMENSIONS[line.dimension]).lower() for line in lines if line.level == level])
        for level in (best, worst)
    ]
    return locale.t(TITLE, best=named[0], worst=named[1])


def rung(line: DimensionLine, level: int) -> State:
    """Return what the rules of one level of a dimension make together; what is not met comes first.

    Examples
    --------
    >>> rung(DimensionLine(dimension="data", level=0, rules=()), 1)
    'not_applicable'
    """
    return together([rule for rule in line.rules if rule.level == level])


def together(rules: Sequence[RuleLine]) -> State:
    """Return the state of rules taken together: met where all are, those without object apart.

    Examples
    --------
    >>> together([RuleLine(rule="a", level=1, state="pass"), RuleLine(rule="b", level=1, state="not_measured")])
    'not_measured'
    """
    states = {rule.state for rule in rules}
    order: tuple[State, ...] = ("fail", "not_measured", "pass")
    return next((state for state in order if state in states), "not_applicable")


def _head(level: int, locale: Locale) -> str:
    return locale.t(RUNG, level=locale.number(level), name=locale.t(LEVEL_NAMES[level]))


def _spec(lines: Sequence[DimensionLine], locale: Locale, column: int) -> dict[str, Any]:
    numbers = [HEADER, *range(len(lines))]
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=numbers))
    x = alt.X("level:O", axis=None, scale=alt.Scale(domain=list(LEVELS)))
    worded, width, height = column == WIDE, column * len(LEVELS), ROW_HEIGHT * len(numbers)
    labels: list[tuple[str, str | None]] = [(locale.t(DIMENSIONS[line.dimension]), None) for line in lines]
    reached = [(row, locale.number(line.level)) for row, line in enumerate(lines)]
    layers = [
        *_grounds(lines, y, column),
        *_heads(x, y, locale, worded=worded),
        *(layer for state in STATES for layer in _cells(lines, state, x, y, locale, worded=worded)),
        *side_labels(labels, y, LABELS if worded else NARROW_LABELS),
        *side_column(reached, width + 46, y, head=locale.t(HEAD_REACHED), fontWeight="bold"),
        *([] if worded else _legend(lines, height, locale)),
    ]
    return finished(alt.layer(*layers), width, height)


def _grounds(lines: Sequence[DimensionLine], y: alt.Y, column: int) -> list[alt.Chart]:
    # How far each ladder is climbed: the levels reached, whatever is met above a missing rung.
    right: Any = alt.X2Value
    layers = []
    for row, line in enumerate(lines):
        if line.level:
            ground = alt.Chart(values([{"row": row}])).mark_bar(height=ROW_HEIGHT - 6, color=LIGHT["accent-soft"])
            layers.append(ground.encode(x=at_x(0), x2=right(column * line.level), y=y))
    return layers


def _heads(x: alt.X, y: alt.Y, locale: Locale, *, worded: bool) -> list[alt.Chart]:
    rows = [
        {"row": HEADER, "level": level, "words": _head(level, locale) if worded else locale.number(level)}
        for level in LEVELS
    ]
    text = alt.Chart(values(rows)).mark_text(baseline="middle", fontSize=12, color=LIGHT["muted"])
    return [text.encode(x=x, y=y, text=alt.Text("words:N"))]


def _cells(
    lines: Sequence[DimensionLine], state: State, x: alt.X, y: alt.Y, locale: Locale, *, worded: bool
) -> list[alt.Chart]:
    words = locale.t(STATES[state])
    rows = [
        {"row": row, "level": level, "sign": SIGNS[state], "words": words}
        for row, line in enumerate(lines)
        for level in LEVELS
        if rung(line, level) == state
    ]
    base = alt.Chart(values(rows)).encode(x=x, y=y)
    look: dict[str, Any] = {"baseline": "middle", "color": LIGHT[TONES[state]]}
    sign = base.mark_text(fontSize=14, dx=-42 if worded else 0, **look).encode(text=alt.Text("sign:N"))
    if not worded:
        return [sign]
    return [sign, base.mark_text(fontSize=12, align="left", dx=-32, **look).encode(text=alt.Text("words:N"))]


def _legend(lines: Sequence[DimensionLine], height: int, locale: Locale) -> list[alt.Chart]:
    # Where there is no room for words in the cells, the signs are named once below.
    seen = {rung(line, level) for line in lines for level in LEVELS}
    layers: list[alt.Chart] = []
    left = -NARROW_LABELS + 6.0
    for state in STATES:
        if state in seen:
            words = f"{SIGNS[state]} {locale.t(STATES[state])}"
            look: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": 12}
            text = alt.Chart(values([{"words": words}])).mark_text(**look)
            layers.append(text.encode(x=at_x(left), y=at_y(height + 16), text=alt.Text("words:N")))
            left += 14 + CHARACTER * len(words)
    return layers
