"""Is the money scattered? What each channel gets a week against what it would take for its effect to show."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.labels import channel_label
from bascule.charts.palette import LIGHT
from bascule.charts.rows import CHARACTER, HEADER, NARROW_LABELS, ROW_HEIGHT, row_scale, side_column, side_labels
from bascule.charts.theme import LABEL_WIDTH, at_x, at_y, finished, labelled_axis, nice_ticks, values
from bascule.company import Company
from bascule.locale import N_, Locale
from bascule.returns.transition import Dispersion, Kept


@dataclass(frozen=True)
class Places:
    """Widths, and where the columns of figures end, in pixels; a narrow picture keeps the spending alone."""

    labels: int
    plot: int
    weekly: int
    needed: int | None = None


WIDE, NARROW = Places(LABEL_WIDTH, 320, 400, 500), Places(NARROW_LABELS, 140, 214)
FAR = 2.0  # a need beyond so many times the largest spending is written, not drawn

TITLE_SCATTERED = N_("Your money is spread as if over {effective} channels; it can support {supported}")
TITLE_NONE = N_("Your money is spread as if over {effective} channels; none gets enough for its effect to show")
TITLE_GATHERED = N_("Your money is not scattered: it can support the channels that you use")
ALT = N_("{title}. Spending a week, and what it takes for an effect to show within {weeks}: {channels}.")
ONE = N_("{channel} {weekly} of {needed}")
KEPT, LEFT = N_("to keep"), N_("not now")
MARK = N_("what it takes for the effect to show within {weeks}")
MARK_SHORT = N_("needed within {weeks}")
CHANNEL, WEEKLY, NEEDED, CHOICE = N_("Channel"), N_("Spending per week"), N_("Needed per week"), N_("What to do")
HEAD_WEEKLY, HEAD_NEEDED = N_("per week"), N_("needed")


def dispersion_chart(found: Dispersion, company: Company, locale: Locale) -> Chart:
    """Draw the spending of each channel with the spending at which its effect would show, the kept ones first."""
    title = _title(found, locale)
    lines = sorted(found.kept, key=lambda line: (not line.keep, -line.weekly))
    told = "; ".join(
        locale.t(
            ONE,
            channel=channel_label(company, line.channel),
            weekly=locale.money(line.weekly),
            needed=_needed(line, locale),
        )
        for line in lines
    )
    rows = tuple(
        (
            channel_label(company, line.channel),
            locale.money(line.weekly),
            _needed(line, locale),
            locale.t(KEPT if line.keep else LEFT),
        )
        for line in lines
    )
    table = Twin(tuple(locale.t(head) for head in (CHANNEL, WEEKLY, NEEDED, CHOICE)), rows)
    alternative = locale.t(ALT, title=title, weeks=locale.weeks(found.weeks), channels=told)
    wide, narrow = (_spec(found, lines, company, locale, places) for places in (WIDE, NARROW))
    return Chart("dispersion", title, alternative, table, wide, narrow)


def is_scattered(found: Dispersion) -> bool:
    """Return whether the money is over more channels than it can support."""
    return found.effective >= found.supported + 0.5


def effective_words(found: Dispersion, locale: Locale) -> str:
    """Return the effective number of channels, a decimal where there is one."""
    return locale.number(found.effective, 0 if abs(found.effective - round(found.effective)) < 0.05 else 1)


def _title(found: Dispersion, locale: Locale) -> str:
    if not is_scattered(found):
        return locale.t(TITLE_GATHERED)
    message = TITLE_SCATTERED if found.supported else TITLE_NONE
    return locale.t(message, effective=effective_words(found, locale), supported=locale.number(found.supported))


def _needed(line: Kept, locale: Locale) -> str:
    return "–" if line.needed_weekly is None else locale.money(line.needed_weekly)


def _spec(found: Dispersion, lines: list[Kept], company: Company, locale: Locale, places: Places) -> dict[str, Any]:
    numbers = [HEADER, *range(len(lines))]
    y, top = row_scale(numbers), _top(lines)
    axis = labelled_axis(nice_ticks(top, 4 if places is WIDE else 2), locale.money, orient="top")
    x = alt.X("weekly:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    labels: list[tuple[str, str | None]] = [
        (channel_label(company, line.channel), "keep" if line.keep else None) for line in lines
    ]
    layers = [
        *_bars(lines, x, y),
        *_needs(lines, top, x, y),
        *side_labels(labels, y, places.labels),
        *_columns(lines, y, locale, places),
        *_legend(found, len(lines), locale, places),
    ]
    return finished(alt.layer(*layers), places.plot, ROW_HEIGHT * len(numbers))


def _top(lines: list[Kept]) -> float:
    most = max([line.weekly for line in lines] + [1.0])
    needs = [line.needed_weekly for line in lines if line.needed_weekly and line.needed_weekly <= FAR * most]
    return 1.06 * max([most, *needs])


def _bars(lines: list[Kept], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    zero: Any = alt.X2Value
    for keep, tone in ((True, "accent"), (False, "faint")):
        rows = [{"row": row, "weekly": line.weekly} for row, line in enumerate(lines) if line.keep is keep]
        bar = alt.Chart(values(rows)).mark_bar(height=12, color=LIGHT[tone])
        layers.append(bar.encode(x=x, x2=zero(0), y=y))
    return layers


def _needs(lines: list[Kept], top: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    needs = [(row, line.needed_weekly) for row, line in enumerate(lines) if line.needed_weekly is not None]
    inside = [{"row": row, "weekly": need} for row, need in needs if need <= top]
    beyond = [{"row": row, "weekly": top, "words": "→"} for row, need in needs if need > top]
    look: dict[str, Any] = {"thickness": 2.5, "size": 21, "color": LIGHT["ink"], "opacity": 1}
    tick = alt.Chart(values(inside)).mark_tick(**look)
    edge = alt.Chart(values(beyond)).mark_text(align="right", baseline="middle", fontSize=14)
    return [tick.encode(x=x, y=y), edge.encode(x=x, y=y, text=alt.Text("words:N"))]


def _columns(lines: list[Kept], y: alt.Y, locale: Locale, places: Places) -> list[alt.Chart]:
    spent = [(row, locale.money(line.weekly)) for row, line in enumerate(lines)]
    layers = side_column(spent, places.weekly, y, head=locale.t(HEAD_WEEKLY), fontWeight="bold")
    if places.needed is None:
        return layers
    needs = [(row, _needed(line, locale)) for row, line in enumerate(lines)]
    layers += side_column(needs, places.needed, y, head=locale.t(HEAD_NEEDED), color=LIGHT["muted"])
    if not any(line.keep for line in lines):
        return layers
    words = [(row, locale.t(KEPT if line.keep else LEFT)) for row, line in enumerate(lines)]
    return [*layers, *side_column(words, places.needed + 110, y)]


def _legend(found: Dispersion, count: int, locale: Locale, places: Places) -> list[alt.Chart]:
    weeks = locale.weeks(found.weeks)
    mark = locale.t(MARK if places is WIDE else MARK_SHORT, weeks=weeks)
    parts = [("|", mark, "ink")]
    if places is NARROW and any(line.keep for line in found.kept):
        parts.insert(0, ("●", locale.t(KEPT), "calm"))
    left, layers = 0.0 if places is WIDE else 2.0 - places.labels, []
    for sign, words, tone in parts:
        for text, dx, look in ((sign, 0, {"fontWeight": "bold", "color": LIGHT[tone]}), (words, 12, _MUTED)):
            layer = alt.Chart(values([{"words": text}])).mark_text(align="left", baseline="top", fontSize=12, **look)
            at = at_y(ROW_HEIGHT * (count + 1) + 6)
            layers.append(layer.encode(x=at_x(left + dx), y=at, text=alt.Text("words:N")))
        left += 26 + CHARACTER * len(words)
    return layers


_MUTED: dict[str, Any] = {"color": LIGHT["muted"]}
