"""Where does the money go? Usual and proposed spending by channel, and what each move should bring."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.labels import channel_label
from bascule.charts.palette import LIGHT
from bascule.charts.rows import HEADER, NARROW_LABELS, ROW_HEIGHT, row_scale, side_column, side_labels
from bascule.charts.theme import LABEL_WIDTH, finished, labelled_axis, nice_ticks, values
from bascule.decisions import Plan, PlanLine
from bascule.locale import N_, Locale
from bascule.results import Results


@dataclass(frozen=True)
class Places:
    """Widths, and where the columns of figures end, in pixels; a narrow picture has room for the gain alone."""

    labels: int
    plot: int
    gain: int
    spend: int | None = None
    worst: int | None = None


WIDE, NARROW = Places(LABEL_WIDTH, 230, 465, 385, 550), Places(NARROW_LABELS, 132, 212)

TITLE_MOVE = N_("The plan puts more on {up} and less on {down}")
TITLE_UP = N_("The plan puts more on {up}")
TITLE_DOWN = N_("The plan puts less on {down}")
TITLE_SAME = N_("The plan keeps every channel near its usual spending")
HEAD_SPEND, HEAD_GAIN, HEAD_WORST = N_("per week"), N_("margin,\nmedian case"), N_("reasonable\nworst case")
TOTAL = N_("All channels")
ALT = N_(
    "{title}. Per week, usual then proposed spending: {moves}. Margin over {weeks}, median case: {gain}; "
    "reasonable worst case: {worst}."
)
MOVE = N_("{channel} {usual} to {planned}")
COLUMNS = (
    N_("Channel"),
    N_("Usual per week"),
    N_("Proposed per week"),
    N_("Change of margin, median case"),
    N_("Reasonable worst case"),
)
SMALL_MOVE, SHORT = 0.02, 0.06


def plan_chart(results: Results, plan: Plan, locale: Locale) -> Chart:
    """Draw the plan: an arrow a channel from its usual to its proposed weekly spending.

    Parameters
    ----------
    results : Results
    plan : Plan
        `results.decisions.plan`, which the caller has seen is there.
    locale : Locale
    """
    lines = sorted(plan.lines, key=lambda line: line.usual_weekly - line.weekly)
    title = _title(results, lines, locale)
    table = _table(results, plan, lines, locale)
    moves = [
        locale.t(
            MOVE,
            channel=channel_label(results.company, line.channel),
            usual=locale.money(line.usual_weekly),
            planned=locale.money(line.weekly),
        )
        for line in lines
    ]
    alternative = locale.t(
        ALT,
        title=title,
        moves="; ".join(moves),
        weeks=locale.weeks(plan.horizon_weeks),
        gain=locale.money(plan.gain.p50),
        worst=locale.money(plan.gain.p10),
    )
    wide, narrow = (_spec(results, plan, lines, locale, places) for places in (WIDE, NARROW))
    return Chart("plan", title, alternative, table, wide, narrow)


def is_moved(line: PlanLine) -> bool:
    """Return whether the plan changes a channel enough to speak of it.

    Examples
    --------
    >>> from bascule.decisions import Interval80
    >>> is_moved(PlanLine(channel="a", usual_weekly=100, weekly=101, margin=Interval80(p10=0, p50=0, p90=0)))
    False
    """
    return abs(line.weekly - line.usual_weekly) > SMALL_MOVE * max(line.usual_weekly, 1.0)


def _title(results: Results, lines: list[PlanLine], locale: Locale) -> str:
    moved = [line for line in lines if is_moved(line)]
    up = [channel_label(results.company, line.channel) for line in moved if line.weekly > line.usual_weekly]
    down = [channel_label(results.company, line.channel) for line in moved if line.weekly < line.usual_weekly]
    most_up, most_down = locale.listing(up[:2]), locale.listing(down[::-1][:2])
    if up and down:
        return locale.t(TITLE_MOVE, up=most_up, down=most_down)
    if up:
        return locale.t(TITLE_UP, up=most_up)
    return locale.t(TITLE_DOWN, down=most_down) if down else locale.t(TITLE_SAME)


def _table(results: Results, plan: Plan, lines: list[PlanLine], locale: Locale) -> Twin:
    rows = [
        (
            channel_label(results.company, line.channel),
            locale.money(line.usual_weekly),
            locale.money(line.weekly),
            locale.money(line.margin.p50),
            locale.money(line.margin.p10),
        )
        for line in lines
    ]
    usual = sum(line.usual_weekly for line in lines)
    total = (locale.t(TOTAL), locale.money(usual), locale.money(plan.weekly_budget))
    gain = (locale.money(plan.gain.p50), locale.money(plan.gain.p10))
    return Twin(tuple(locale.t(column) for column in COLUMNS), (*rows, (*total, *gain)))


def _spec(results: Results, plan: Plan, lines: list[PlanLine], locale: Locale, places: Places) -> dict[str, Any]:
    verdicts = {decision.channel: decision.verdict for decision in results.decisions.channels}
    numbers = [HEADER, *range(len(lines) + 1)]
    y = row_scale(numbers)
    top = max([line.usual_weekly for line in lines] + [line.weekly for line in lines] + [1.0])
    axis = labelled_axis(nice_ticks(top, 3 if places is WIDE else 2), locale.money, orient="top")
    x = alt.X("usual:Q", scale=alt.Scale(domain=[0, top * 1.06], nice=False), axis=axis)
    names: list[tuple[str, str | None]] = [
        (channel_label(results.company, line.channel), verdicts.get(line.channel)) for line in lines
    ]
    layers = [
        *_arrows(lines, top, x, y),
        *side_labels([*names, (locale.t(TOTAL), None)], y, places.labels),
        *_columns(plan, lines, y, locale, places),
    ]
    return finished(alt.layer(*layers), places.plot, ROW_HEIGHT * len(numbers))


def _arrows(lines: list[PlanLine], reach: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for direction, tone, shape in ((1, "accent", "triangle-right"), (-1, "alarm", "triangle-left")):
        rows = [
            {"row": row, "usual": line.usual_weekly, "weekly": line.weekly}
            for row, line in enumerate(lines)
            if is_moved(line) and (line.weekly - line.usual_weekly) * direction > 0
        ]
        base = alt.Chart(values(rows)).encode(y=y)
        layers.append(base.mark_rule(strokeWidth=3, color=LIGHT[tone]).encode(x=x, x2=alt.X2("weekly:Q")))
        # A head longer than its arrow would hide where it starts.
        long = [row for row in rows if abs(row["weekly"] - row["usual"]) > SHORT * reach]
        tip = (
            alt.Chart(values(long))
            .encode(y=y)
            .mark_point(shape=shape, size=110, fill=LIGHT[tone], stroke=LIGHT[tone], opacity=1)
        )
        layers.append(tip.encode(x=alt.X("weekly:Q")))
    today = [{"row": row, "usual": line.usual_weekly} for row, line in enumerate(lines)]
    ring = alt.Chart(values(today)).mark_point(
        size=70, fill=LIGHT["paper"], stroke=LIGHT["calm"], strokeWidth=1.8, opacity=1
    )
    return [*layers, ring.encode(x=x, y=y)]


def _columns(plan: Plan, lines: list[PlanLine], y: alt.Y, locale: Locale, places: Places) -> list[alt.Chart]:
    last = len(lines)
    moves = [_moved_words(line, locale) for line in lines]
    gains = [locale.money(line.margin.p50) for line in lines]
    worsts = [locale.money(line.margin.p10) for line in lines]
    columns: tuple[tuple[int | None, str, list[str], float, dict[str, Any]], ...] = (
        (places.spend, HEAD_SPEND, moves, plan.weekly_budget, {}),
        (places.gain, HEAD_GAIN, gains, plan.gain.p50, {}),
        (places.worst, HEAD_WORST, worsts, plan.gain.p10, {"color": LIGHT["muted"]}),
    )
    layers = []
    for x, head, words, total, look in columns:
        if x is not None:
            layers += side_column(list(enumerate(words)), x, y, head=locale.t(head), **look)
            layers += side_column([(last, locale.money(total))], x, y, fontWeight="bold")
    return layers


def _moved_words(line: PlanLine, locale: Locale) -> str:
    if not is_moved(line):
        return locale.money(line.weekly)
    return f"{locale.money(line.usual_weekly)} → {locale.money(line.weekly)}"
