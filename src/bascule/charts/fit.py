"""Does the model follow the facts? Sales seen, sales expected, and sales without marketing."""

import datetime as dt
from typing import Any

import altair as alt
import numpy as np

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.theme import finished, labelled_axis, nice_ticks, values
from bascule.locale import N_, Locale
from bascule.panel import Floats
from bascule.results import Fit, Results

WIDE, NARROW = (560, 260), (205, 200)

TITLE = N_("Without any marketing you would have sold about {share} of what you sold")
ALT = N_(
    "{title}. {inside} of the periods from {start} to {end} fall within what the model expected nine times out of ten."
)
SEEN, EXPECTED, BASELINE = N_("seen"), N_("expected (90%)"), N_("without marketing")
COLUMNS = (
    N_("Quarter"),
    N_("Sales seen"),
    N_("Expected"),
    N_("Without marketing"),
    N_("Periods within the band"),
)
QUARTER = N_("Q{quarter} {year}")


def fit_chart(results: Results, fit: Fit, locale: Locale) -> Chart:
    """Draw sales over time against what the model expected, over what would have been sold anyway."""
    window = results.decisions.window
    inside = _inside(fit)
    title = locale.t(TITLE, share=locale.percent(float(fit.baseline.sum() / max(fit.p50.sum(), 1e-9))))
    alternative = locale.t(
        ALT,
        title=title,
        inside=locale.percent(_share(inside)),
        start=locale.date(window.start),
        end=locale.date(window.end),
    )
    wide, narrow = (_spec(results, fit, locale, size) for size in (WIDE, NARROW))
    return Chart("fit", title, alternative, _table(results, fit, inside, locale), wide, narrow)


def _inside(fit: Fit) -> Floats:
    # Sales that are not known (a gap in the files) are neither inside nor outside: they stay NaN.
    inside = (fit.actual >= fit.p05) & (fit.actual <= fit.p95)
    return np.where(np.isnan(fit.actual), np.nan, inside.astype(np.float64))


def _share(inside: Floats) -> float:
    known = inside[~np.isnan(inside)]
    return float(known.mean()) if known.size else float("nan")


def _days(results: Results) -> list[dt.date]:
    return [day.item() for day in results.panel.dates.astype("datetime64[D]")]


def _table(results: Results, fit: Fit, inside: Floats, locale: Locale) -> Twin:
    quarters = np.array([day.year * 4 + (day.month - 1) // 3 for day in _days(results)])
    rows = []
    for quarter in np.unique(quarters):
        chosen = quarters == quarter
        name = locale.t(QUARTER, quarter=int(quarter) % 4 + 1, year=int(quarter) // 4)
        series = (fit.actual, fit.p50, fit.baseline)
        sums = [locale.money(float(np.nansum(one[chosen]))) for one in series]
        rows.append((name, *sums, locale.percent(_share(inside[chosen]))))
    return Twin(tuple(locale.t(column) for column in COLUMNS), tuple(rows))


def _spec(results: Results, fit: Fit, locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    days = _days(results)
    top = 1.04 * float(max(np.nanmax(fit.actual, initial=0.0), fit.p95.max(), 1.0))
    bottom = min(0.0, float(fit.baseline.min()), float(fit.p05.min()))
    columns = zip(fit.actual, fit.p05.tolist(), fit.p95.tolist(), fit.baseline.tolist(), strict=True)
    rows = [
        {
            "period": period,
            "seen": None if np.isnan(a) else float(a),
            "p05": float(b),
            "p95": float(c),
            "baseline": float(d),
        }
        for period, (a, b, c, d) in enumerate(columns)
    ]
    x = alt.X(
        "period:Q",
        scale=alt.Scale(domain=[0, max(len(rows) - 1, 1)], nice=False),
        axis=_months(days, locale, 6 if size is WIDE else 2),
    )
    scale = alt.Scale(domain=[bottom, top], nice=False)
    y = alt.Y("seen:Q", scale=scale, axis=labelled_axis(nice_ticks(top, 4), locale.money))
    base = alt.Chart(values(rows)).encode(x=x)
    layers = [
        base.mark_area(color=LIGHT["accent-soft"], opacity=1).encode(y=alt.Y("p05:Q"), y2=alt.Y2("p95:Q")),
        base.mark_line(color=LIGHT["calm"], strokeWidth=1.6, strokeDash=[5, 3]).encode(y=alt.Y("baseline:Q")),
        base.mark_line(color=LIGHT["ink"], strokeWidth=1.5).encode(y=y),
        *_ends(rows, x, 260 / size[1] * (top - bottom), locale),
    ]
    return finished(alt.layer(*layers), *size)


def _months(days: list[dt.date], locale: Locale, most: int) -> alt.Axis:
    firsts = [index for index, day in enumerate(days) if index == 0 or day.month != days[index - 1].month]
    # A few labels at most, or they would run into one another.
    kept = firsts[1 :: max(1, round(len(firsts) / most))] if len(firsts) > 2 else firsts
    return labelled_axis(kept, lambda index: locale.short_month(days[int(index)]), grid=False)


def _ends(rows: list[dict[str, Any]], x: alt.X, span: float, locale: Locale) -> list[alt.Chart]:
    # Labels of the last values, pushed apart so that they never overprint.
    last = rows[-1]
    seen = next((row["seen"] for row in reversed(rows) if row["seen"] is not None), last["p95"])
    wanted = sorted(
        [
            (last["baseline"], BASELINE, "calm"),
            ((last["p05"] + last["p95"]) / 2, EXPECTED, "accent"),
            (seen, SEEN, "ink"),
        ]
    )
    layers, floor = [], float("-inf")
    for height, message, tone in wanted:
        placed = max(height, floor + 0.07 * span)
        floor = placed
        row = [{"period": last["period"], "seen": placed, "words": locale.t(message)}]
        text = alt.Chart(values(row)).mark_text(align="left", baseline="middle", dx=8, color=LIGHT[tone])
        layers.append(text.encode(x=x, y=alt.Y("seen:Q"), text=alt.Text("words:N")))
    return layers
