"""Which channels bring more than they cost? Incremental return with its interval, against break-even."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.labels import channel_label
from bascule.charts.palette import LIGHT, VERDICT_TONE
from bascule.charts.rows import HEADER, NARROW_LABELS, ROW_HEIGHT, row_scale, side_column, side_labels
from bascule.charts.scales import fading
from bascule.charts.theme import LABEL_WIDTH, at_x, at_y, finished, labelled_axis, nice_ticks, values
from bascule.decisions import ChannelDecision
from bascule.locale import N_, Locale
from bascule.results import Results

PROBABLY = 0.65


@dataclass(frozen=True)
class Places:
    """Widths, and where the columns of figures end, in pixels; a narrow picture has room for the median alone."""

    labels: int
    plot: int
    median: int
    interval: int | None = None


WIDE, NARROW = Places(LABEL_WIDTH, 370, 430, 540), Places(NARROW_LABELS, 155, 212)

TITLE_NONE = N_("No channel is yet shown to bring more than it costs")
TITLE_SOME = (
    N_("{count} channel out of {all} probably brings more than it costs"),
    N_("{count} channels out of {all} probably bring more than they cost"),
)
TITLE_ALL = N_("Every channel probably brings more than it costs")
ALT = N_("{title}. Break-even {break_even} at a margin of {margin}. Incremental return per dollar: {returns}.")
ONE_RETURN = N_("{channel} {median} ({low} to {high})")
BREAK_EVEN = N_("break-even {ratio} at your margin of {margin}")
BREAK_EVEN_ALONE = N_("break-even {ratio}")
CLAIMED = N_("○ what the platform claims")
HEAD_MEDIAN, HEAD_RANGE = N_("return"), N_("nine times\nout of ten")
COLUMNS = (
    N_("Channel"),
    N_("Claimed by the platform"),
    N_("Incremental, median"),
    N_("Low (5%)"),
    N_("High (95%)"),
    N_("Chance that it earns"),
)
INTERVAL = N_("{low} to {high}")


def returns_chart(results: Results, locale: Locale) -> Chart:
    """Draw the incremental return of every channel; bars fade where the figure is less sure."""
    channels = sorted(results.decisions.channels, key=lambda channel: -channel.iroas.p50)
    earning = sum(channel.probability_earns >= PROBABLY for channel in channels)
    title = _title(earning, len(channels), locale)
    alternative = locale.t(
        ALT,
        title=title,
        break_even=locale.ratio(results.company.break_even_iroas),
        margin=locale.percent(results.company.gross_margin),
        returns="; ".join(_one(results, channel, locale) for channel in channels),
    )
    rows = tuple(_row(results, channel, locale) for channel in channels)
    table = Twin(tuple(locale.t(column) for column in COLUMNS), rows)
    wide, narrow = (_spec(results, channels, locale, places) for places in (WIDE, NARROW))
    return Chart("returns", title, alternative, table, wide, narrow)


def _title(earning: int, count: int, locale: Locale) -> str:
    if earning == 0:
        return locale.t(TITLE_NONE)
    if earning == count and count > 1:
        return locale.t(TITLE_ALL)
    return locale.n(*TITLE_SOME, earning, all=locale.number(count))


def _one(results: Results, channel: ChannelDecision, locale: Locale) -> str:
    return locale.t(
        ONE_RETURN,
        channel=channel_label(results.company, channel.channel),
        median=locale.ratio(channel.iroas.p50),
        low=locale.number(channel.iroas.p05, 1),
        high=locale.number(channel.iroas.p95, 1),
    )


def _row(results: Results, channel: ChannelDecision, locale: Locale) -> tuple[str, ...]:
    claimed = "–" if channel.claimed_roas is None else locale.ratio(channel.claimed_roas)
    middle, low, high = channel.iroas.p50, channel.iroas.p05, channel.iroas.p95
    figures = (claimed, *(locale.ratio(value) for value in (middle, low, high)))
    earns = locale.probability(channel.probability_earns)
    return (channel_label(results.company, channel.channel), *figures, earns)


def _spec(results: Results, channels: list[ChannelDecision], locale: Locale, places: Places) -> dict[str, Any]:
    numbers = [HEADER, *range(len(channels))]
    y, top = row_scale(numbers), _top(results, channels)
    axis = labelled_axis(nice_ticks(top, 5 if places is WIDE else 2), lambda tick: _tick(tick, locale), orient="top")
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    labels: list[tuple[str, str | None]] = [
        (channel_label(results.company, channel.channel), channel.verdict) for channel in channels
    ]
    layers = [
        *(
            bar
            for row, channel in enumerate(channels)
            for bar in fading(row, channel.iroas, top, VERDICT_TONE[channel.verdict], x, y)
        ),
        *_break_even(results, x, locale, places),
        *_claims(channels, top, y, locale),
        *side_labels(labels, y, places.labels),
        *_columns(channels, y, locale, places),
    ]
    return finished(alt.layer(*layers), places.plot, ROW_HEIGHT * len(numbers))


def _tick(tick: float, locale: Locale) -> str:
    return "0" if tick == 0 else locale.ratio(tick, 0 if tick == round(tick) else 1)


def _top(results: Results, channels: list[ChannelDecision]) -> float:
    # A claim or a tail far beyond the rest would squeeze all that matters against zero.
    high = max(channel.iroas.p95 for channel in channels)
    claimed = max((channel.claimed_roas or 0.0 for channel in channels), default=0.0)
    usual = max(3 * max(channel.iroas.p50 for channel in channels), 3 * results.company.break_even_iroas)
    return 1.05 * min(max(high, claimed, 1.3 * results.company.break_even_iroas), usual)


def _break_even(results: Results, x: alt.X, locale: Locale, places: Places) -> list[alt.Chart]:
    ratio, margin = results.company.break_even_iroas, results.company.gross_margin
    words = locale.t(
        BREAK_EVEN if places is WIDE else BREAK_EVEN_ALONE, ratio=locale.ratio(ratio), margin=locale.percent(margin)
    )
    base = alt.Chart(values([{"low": ratio, "words": words}])).encode(x=x)
    line = base.mark_rule(color=LIGHT["ink"], strokeWidth=1, strokeDash=[4, 3])
    text = base.mark_text(align="left", baseline="middle", dx=5, fontSize=12, color=LIGHT["ink"])
    return [line, text.encode(y=at_y(ROW_HEIGHT / 2 + 2), text=alt.Text("words:N"))]


def _claims(channels: list[ChannelDecision], top: float, y: alt.Y, locale: Locale) -> list[alt.Chart]:
    claims = [(row, channel.claimed_roas) for row, channel in enumerate(channels) if channel.claimed_roas]
    inside = [{"row": row, "claim": claim} for row, claim in claims if claim <= top]
    beyond = [
        {"row": row, "claim": top, "words": f"○ {locale.number(claim, 1)} →"} for row, claim in claims if claim > top
    ]
    ring = alt.Chart(values(inside)).mark_point(
        size=75, fill=LIGHT["paper"], stroke=LIGHT["ink"], strokeWidth=1.4, opacity=1
    )
    edge = alt.Chart(values(beyond)).mark_text(align="right", baseline="middle", fontSize=12)
    return [
        ring.encode(x=alt.X("claim:Q"), y=y),
        edge.encode(x=alt.X("claim:Q"), y=y, text=alt.Text("words:N")),
    ]


def _columns(channels: list[ChannelDecision], y: alt.Y, locale: Locale, places: Places) -> list[alt.Chart]:
    medians = [(row, locale.ratio(channel.iroas.p50)) for row, channel in enumerate(channels)]
    ranges = [(row, _interval(channel, locale)) for row, channel in enumerate(channels)]
    claimed = [{"words": locale.t(CLAIMED)}] if any(channel.claimed_roas for channel in channels) else []
    note = alt.Chart(values(claimed)).mark_text(align="right", baseline="top", fontSize=12, color=LIGHT["muted"])
    below = at_y(ROW_HEIGHT * (len(channels) + 1) + 4)
    layers = side_column(medians, places.median, y, head=locale.t(HEAD_MEDIAN), fontWeight="bold")
    if places.interval is not None:
        layers += side_column(ranges, places.interval, y, head=locale.t(HEAD_RANGE), color=LIGHT["muted"])
    return [*layers, note.encode(x=at_x(places.plot), y=below, text=alt.Text("words:N"))]


def _interval(channel: ChannelDecision, locale: Locale) -> str:
    low, high = locale.number(channel.iroas.p05, 1), locale.number(channel.iroas.p95, 1)
    return locale.t(INTERVAL, low=low, high=high)
