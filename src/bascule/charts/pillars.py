"""What comes back of the year's budget? The three pillars one after the other, their sum, and what was spent."""

from dataclasses import dataclass
from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.measures import NARROW, WIDE, Places, columns, reach, spread_ticks, whiskers, words_over
from bascule.charts.palette import LIGHT
from bascule.charts.rows import HEADER, ROW_HEIGHT, row_scale, side_labels
from bascule.charts.theme import at_y, finished, labelled_axis, values
from bascule.locale import N_, Locale
from bascule.locale.wording import certainty
from bascule.plans import Interval90
from bascule.returns import Together
from bascule.returns.together import Pillar

PROBABLY = 0.65
TITLE_PAYS = N_("A dollar of your budget brings back about {back} of margin: it pays for itself ({sure})")
TITLE_EITHER = N_("A dollar of your budget brings back about {back} of margin: it may pay for itself or not")
TITLE_LOSES = N_("A dollar of your budget brings back about {back} of margin: it does not pay for itself ({sure})")
SPENT, SUM = N_("What you spent"), N_("All that comes back")
ROWS: dict[str, str] = {
    "acquisition": N_("Acquisition: sales at once"),
    "structure": N_("Structure: later purchases"),
    "brand": N_("Brand: what lasts beyond"),
}
UNPROVEN, PROVEN, UNKNOWN = N_("published studies"), N_("your data"), N_("not known")
HEADS = (N_("margin\nin a year"), N_("nine times\nout of ten"))
BETWEEN = N_("{low} to {high}")
ALT = N_("{title}. Spent: {budget}. What comes back: {pillars}; in all {sum} ({range}, nine times out of ten).")
ONE, ONE_MISSING = N_("{pillar} {margin} ({range}, {how})"), N_("{pillar} not known")
COLUMNS = (N_("Part"), N_("Low (5%)"), N_("Median"), N_("High (95%)"), N_("Rests on"))
STRIPES = 5.0  # pixels between the stripes of what your own data do not prove


@dataclass(frozen=True)
class Step:
    """A pillar in its place: where its bar begins and ends; None where it is not known."""

    pillar: Pillar
    start: float
    end: float | None


def pillars_chart(together: Together, locale: Locale) -> Chart:
    """Draw what was spent, then what each pillar brings back where the one before ended, then the sum.

    What rests on published studies alone is striped and said in words; intervals are of each pillar by itself.
    """
    title = _title(together, locale)
    alternative = locale.t(
        ALT,
        title=title,
        budget=locale.money(together.budget),
        pillars=", ".join(_told(pillar, locale) for pillar in together.pillars),
        sum=locale.money(together.margin.p50),
        range=_between(together.margin, locale),
    )
    wide, narrow = (_spec(together, locale, places) for places in (WIDE, NARROW))
    return Chart("pillars", title, alternative, _table(together, locale), wide, narrow)


def _title(together: Together, locale: Locale) -> str:
    back, earns = locale.money(together.per_dollar.p50, 2), together.earns_share
    if earns >= PROBABLY:
        return locale.t(TITLE_PAYS, back=back, sure=certainty(earns, locale))
    if earns <= 1 - PROBABLY:
        return locale.t(TITLE_LOSES, back=back, sure=certainty(1 - earns, locale))
    return locale.t(TITLE_EITHER, back=back)


def _told(pillar: Pillar, locale: Locale) -> str:
    name = locale.t(ROWS[pillar.name])
    if pillar.margin is None:
        return locale.t(ONE_MISSING, pillar=name)
    margin, between = locale.money(pillar.margin.p50), _between(pillar.margin, locale)
    return locale.t(ONE, pillar=name, margin=margin, range=between, how=locale.t(PROVEN if pillar.proven else UNPROVEN))


def _between(interval: Interval90, locale: Locale) -> str:
    return locale.t(BETWEEN, low=locale.money_rounded(interval.p05), high=locale.money_rounded(interval.p95))


def _table(together: Together, locale: Locale) -> Twin:
    spent = (locale.t(SPENT), "–", locale.money(together.budget), "–", "–")
    rows = [_row(locale.t(ROWS[pillar.name]), pillar.margin, _rests(pillar, locale), locale)
            for pillar in together.pillars]  # fmt: skip
    total = _row(locale.t(SUM), together.margin, "–", locale)
    return Twin(tuple(locale.t(column) for column in COLUMNS), (spent, *rows, total))


def _rests(pillar: Pillar, locale: Locale) -> str:
    if pillar.margin is None:
        return locale.t(UNKNOWN)
    return locale.t(PROVEN if pillar.proven else UNPROVEN)


def _row(name: str, interval: Interval90 | None, rests: str, locale: Locale) -> tuple[str, ...]:
    if interval is None:
        return (name, "–", "–", "–", rests)
    return (name, *(locale.money(value) for value in (interval.p05, interval.p50, interval.p95)), rests)


def _steps(together: Together) -> list[Step]:
    steps, start = [], 0.0
    for pillar in together.pillars:
        end = None if pillar.margin is None else start + pillar.margin.p50
        steps.append(Step(pillar, start, end))
        start = start if end is None else end
    return steps


def _spec(together: Together, locale: Locale, places: Places) -> dict[str, Any]:
    steps = _steps(together)
    last = len(steps) + 1
    y = row_scale([HEADER, *range(last + 1)])
    moved = [_moved(step.pillar.margin, step.start) for step in steps if step.pillar.margin]
    bottom, top = reach([*moved, together.margin], together.budget)
    axis = labelled_axis(spread_ticks(bottom, top, 4 if places is WIDE else 2), locale.money, labelFlush=False)
    x = alt.X("start:Q", scale=alt.Scale(domain=[bottom, top], nice=False), axis=axis)
    intervals = [(row, _moved(step.pillar.margin, step.start)) for row, step in enumerate(steps, 1)
                 if step.pillar.margin]  # fmt: skip
    layers = [
        *_bars(together, steps, (top - bottom) / places.plot * STRIPES, x, y),
        *whiskers([*intervals, (last, together.margin)], top, x, y),
        *_spent(together.budget, x),
        *_notes(steps, (bottom + top) / 2, x, y, locale),
        *side_labels([(name, None) for name in _names(steps, locale)], y, places.labels),
        *columns(_figures(together, steps, locale), _heads(locale), y, places),
    ]
    return finished(alt.layer(*layers), places.plot, ROW_HEIGHT * (last + 2))


def _moved(interval: Interval90 | None, by: float) -> Interval90:
    if interval is None:
        return Interval90(p05=by, p50=by, p95=by)
    return Interval90(p05=by + interval.p05, p50=by + interval.p50, p95=by + interval.p95)


def _bars(together: Together, steps: list[Step], stripe: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    last = len(steps) + 1
    layers = [
        _bar(0, 0.0, together.budget, x, y, fill=LIGHT["calm"], stroke=LIGHT["calm"]),
        _bar(last, 0.0, together.margin.p50, x, y, fill=LIGHT["accent"], stroke=LIGHT["accent"]),
    ]
    for row, step in enumerate(steps, start=1):
        if step.end is None:
            continue
        proven = step.pillar.proven
        fill = LIGHT["accent-soft"] if proven else LIGHT["paper"]
        layers.append(_bar(row, step.start, step.end, x, y, fill=fill, stroke=LIGHT["accent"]))
        layers += [] if proven else [_stripes(row, step.start, step.end, stripe, x, y)]
    return layers


def _bar(row: int, start: float, end: float, x: alt.X, y: alt.Y, **look: Any) -> alt.Chart:
    bar = alt.Chart(values([{"row": row, "start": start, "end": end}])).mark_bar(height=15, strokeWidth=1, **look)
    placed: alt.Chart = bar.encode(x=x, x2=alt.X2("end:Q"), y=y)
    return placed


def _stripes(row: int, start: float, end: float, step: float, x: alt.X, y: alt.Y) -> alt.Chart:
    low, high = sorted((start, end))
    places = [low + step * rank for rank in range(1, int((high - low) / step) + 1)]
    marks = alt.Chart(values([{"row": row, "start": place} for place in places]))
    placed: alt.Chart = marks.mark_tick(size=14, thickness=1, color=LIGHT["accent"], opacity=1).encode(x=x, y=y)
    return placed


def _spent(budget: float, x: alt.X) -> list[alt.Chart]:
    line = alt.Chart(values([{"start": budget}])).mark_rule(color=LIGHT["ink"], strokeWidth=1, strokeDash=[4, 3])
    bottom: Any = alt.Y2Value
    return [line.encode(x=x, y=at_y(ROW_HEIGHT), y2=bottom(ROW_HEIGHT * 6))]


def _notes(steps: list[Step], middle: float, x: alt.X, y: alt.Y, locale: Locale) -> list[alt.Chart]:
    # Said on the side where there is room: before a bar that begins past the middle, after the others.
    layers: list[alt.Chart] = []
    for row, step in enumerate(steps, start=1):
        if step.end is not None and step.pillar.proven:
            continue
        words = UNKNOWN if step.pillar.margin is None else UNPROVEN
        before = step.start > middle
        ends = [step.start, *([step.start + step.pillar.margin.p95] if step.pillar.margin else [])]
        side: dict[str, Any] = {"align": "right", "dx": -7} if before else {"align": "left", "dx": 7}
        spot = {"row": row, "start": step.start if before else max(ends), "words": locale.t(words)}
        layers += words_over(spot, x, y, "muted", **side)
    return layers


def _names(steps: list[Step], locale: Locale) -> list[str]:
    return [locale.t(SPENT), *(locale.t(ROWS[step.pillar.name]) for step in steps), locale.t(SUM)]


def _heads(locale: Locale) -> tuple[str, str]:
    return locale.t(HEADS[0]), locale.t(HEADS[1])


def _figures(together: Together, steps: list[Step], locale: Locale) -> list[tuple[str, str]]:
    spent = (locale.money(together.budget), "")
    parts = [_pair(step.pillar.margin, locale) for step in steps]
    return [spent, *parts, _pair(together.margin, locale)]


def _pair(interval: Interval90 | None, locale: Locale) -> tuple[str, str]:
    if interval is None:
        return "–", ""
    return locale.money_rounded(interval.p50), _between(interval, locale)
