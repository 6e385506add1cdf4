"""What if the margin were another? The verdict of every channel at each margin."""

from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.labels import channel_label
from bascule.charts.palette import LIGHT, VERDICT_ORDER, VERDICT_SHAPE, VERDICT_TONE
from bascule.charts.rows import CHARACTER, HEADER, NARROW_LABELS, ROW_HEIGHT, side_labels, verdict_mark
from bascule.charts.theme import LABEL_WIDTH, at_x, at_y, finished, values
from bascule.locale import N_, Locale
from bascule.locale.wording.vocabulary import VERDICTS
from bascule.results import MarginCase, Results

WIDE, NARROW, WIDEST = 590, 212, 105

TITLE_STABLE = N_("No verdict changes between a margin of {low} and one of {high}")
TITLE_BOTH = N_("Some verdicts would change at a margin of {low}, or of {high}, instead of {margin}")
TITLE_ONE = N_("Some verdicts would change at a margin of {other} instead of {margin}")
ALT = N_("{title}. Verdicts by margin: {cases}.")
CASE = N_("at {margin}: {verdicts}")
CHANNEL = N_("Channel")


def margins_chart(results: Results, locale: Locale) -> Chart:
    """Draw the grid of verdicts by contribution margin; the company's own margin stands out."""
    cases = sorted(results.margin_cases, key=lambda case: case.gross_margin)
    title = _title(results, cases, locale)
    told = [_told(results, case, locale) for case in cases]
    alternative = locale.t(ALT, title=title, cases="; ".join(told))
    channels = [decision.channel for decision in results.decisions.channels]
    rows = tuple(
        (
            channel_label(results.company, channel),
            *(locale.t(VERDICTS[case.verdicts[channel]]) for case in cases),
        )
        for channel in channels
    )
    heads = (locale.t(CHANNEL), *(locale.percent(case.gross_margin) for case in cases))
    wide, narrow = (_spec(results, cases, channels, locale, width) for width in (WIDE, NARROW))
    return Chart("margins", title, alternative, Twin(heads, rows), wide, narrow)


def _title(results: Results, cases: list[MarginCase], locale: Locale) -> str:
    decided = {decision.channel: decision.verdict for decision in results.decisions.channels}
    own = results.company.gross_margin
    changing = [case.gross_margin for case in cases if case.verdicts != decided]
    below = max((margin for margin in changing if margin < own), default=None)
    above = min((margin for margin in changing if margin > own), default=None)
    margin = locale.percent(own)
    if below is not None and above is not None:
        return locale.t(TITLE_BOTH, low=locale.percent(below), high=locale.percent(above), margin=margin)
    other = below if below is not None else above
    if other is not None:
        return locale.t(TITLE_ONE, other=locale.percent(other), margin=margin)
    low, high = (locale.percent(case.gross_margin) for case in (cases[0], cases[-1]))
    return locale.t(TITLE_STABLE, low=low, high=high)


def _told(results: Results, case: MarginCase, locale: Locale) -> str:
    verdicts = ", ".join(
        f"{channel_label(results.company, name)} {locale.t(VERDICTS[verdict]).lower()}"
        for name, verdict in case.verdicts.items()
    )
    return locale.t(CASE, margin=locale.percent(case.gross_margin), verdicts=verdicts)


def _spec(results: Results, cases: list[MarginCase], channels: list[str], locale: Locale, width: int) -> dict[str, Any]:
    numbers = [HEADER, *range(len(channels))]
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=numbers))
    x = alt.X("column:O", axis=None, scale=alt.Scale(domain=list(range(len(cases)))))
    labels: list[tuple[str, str | None]] = [(channel_label(results.company, name), None) for name in channels]
    column, height = min(WIDEST, width // max(len(cases), 1)), ROW_HEIGHT * len(numbers)
    worded = width == WIDE
    layers = [
        *_own(results, cases, x, height, column),
        *_heads(results, cases, x, y, locale, 13 if worded else 11),
        *_cells(cases, channels, x, y, locale, worded=worded),
        *side_labels(labels, y, LABEL_WIDTH if worded else NARROW_LABELS),
        *([] if worded else _legend(height, locale)),
    ]
    return finished(alt.layer(*layers), column * len(cases), height)


def _legend(height: int, locale: Locale) -> list[alt.Chart]:
    # Where there is no room for words in the cells, the shapes are named once below.
    layers: list[alt.Chart] = []
    left = -NARROW_LABELS + 6.0
    for verdict in VERDICT_ORDER:
        words, at = locale.t(VERDICTS[verdict]), at_y(height + 16)
        base = alt.Chart(values([{"words": words}]))
        look: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": 12}
        layers.append(base.mark_point(**verdict_mark(verdict, 60)).encode(x=at_x(left), y=at))
        layers.append(base.mark_text(**look).encode(x=at_x(left + 10), y=at, text=alt.Text("words:N")))
        left += 36 + CHARACTER * len(words)
    return layers


def _is_own(results: Results, case: MarginCase) -> bool:
    return abs(case.gross_margin - results.company.gross_margin) < 1e-9


def _own(results: Results, cases: list[MarginCase], x: alt.X, height: int, column: int) -> list[alt.Chart]:
    columns = [{"column": index} for index, case in enumerate(cases) if _is_own(results, case)]
    wash = alt.Chart(values(columns)).mark_bar(color=LIGHT["wash"], width=column - 4)
    bottom: Any = alt.Y2Value
    return [wash.encode(x=x, y=at_y(0), y2=bottom(height))]


def _heads(results: Results, cases: list[MarginCase], x: alt.X, y: alt.Y, locale: Locale, size: int) -> list[alt.Chart]:
    layers = []
    for index, case in enumerate(cases):
        row = [{"row": HEADER, "column": index, "words": locale.percent(case.gross_margin)}]
        weight: Any = "bold" if _is_own(results, case) else "normal"
        text = alt.Chart(values(row)).mark_text(baseline="middle", fontWeight=weight, fontSize=size)
        layers.append(text.encode(x=x, y=y, text=alt.Text("words:N")))
    return layers


def _cells(
    cases: list[MarginCase], channels: list[str], x: alt.X, y: alt.Y, locale: Locale, *, worded: bool
) -> list[alt.Chart]:
    layers = []
    for verdict in VERDICT_SHAPE:
        rows = [
            {"row": row, "column": column, "words": locale.t(VERDICTS[verdict])}
            for column, case in enumerate(cases)
            for row, channel in enumerate(channels)
            if case.verdicts[channel] == verdict
        ]
        base = alt.Chart(values(rows)).encode(x=x, y=y)
        layers.append(base.mark_point(**verdict_mark(verdict, 70), xOffset=-30 * worded))
        if not worded:
            continue
        look: dict[str, Any] = {"align": "left", "fontSize": 12, "color": LIGHT[VERDICT_TONE[verdict]]}
        layers.append(base.mark_text(baseline="middle", dx=-20, **look).encode(text=alt.Text("words:N")))
    return layers
