"""Is the company wanted more than a year ago? The desirability index by month, with its band."""

from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.scales import month_axis, ticks_between
from bascule.charts.theme import SMALL_SIZE, finished, labelled_axis, values
from bascule.locale import N_, Locale
from bascule.locale.wording import certainty
from bascule.returns.brand import Desirability, IndexPoint

WIDE, NARROW = (560, 240), (262, 200)
PROBABLY = 0.65
YEAR = 12  # months

TITLE_ROSE = N_("Your brand is wanted more than a year ago: {points} ({sure})")
TITLE_FELL = N_("Your brand is wanted less than a year ago: {points} ({sure})")
TITLE_UNSURE = N_("Your data do not say whether your brand is wanted more, or less, than a year ago")
TITLE_SHORT = (
    N_("The index covers {count} month: too little to compare with a year ago"),
    N_("The index covers {count} months: too little to compare with a year ago"),
)
ALT = N_("{title}. The index was at {index} in {month} ({low} to {high} nine times out of ten); 100 is its average.")
POINTS = (N_("{change} point"), N_("{change} points"))
AVERAGE = N_("average = 100")
NOW, YEAR_AGO = N_("{index} now"), N_("{index} a year ago")
COLUMNS = (N_("Month"), N_("Index, median"), N_("Low (5%)"), N_("High (95%)"))


def desirability_chart(found: Desirability, locale: Locale) -> Chart:
    """Draw the index month by month around its average, today and a year ago marked."""
    title, last = _title(found, locale), found.points[-1]
    alternative = locale.t(
        ALT,
        title=title,
        month=locale.month(last.month),
        index=locale.number(last.index.p50),
        low=locale.number(last.index.p05),
        high=locale.number(last.index.p95),
    )
    table = Twin(tuple(locale.t(column) for column in COLUMNS), tuple(_row(point, locale) for point in found.points))
    wide, narrow = (_spec(found, locale, size) for size in (WIDE, NARROW))
    return Chart("desirability", title, alternative, table, wide, narrow)


def points_words(change: float, locale: Locale) -> str:
    r"""Return a change of the index, with its sign.

    Examples
    --------
    >>> points_words(6.1, Locale("en")), points_words(-1.2, Locale("en"))
    ('+6 points', '−1 point')
    """
    whole = round(change)
    return locale.n(*POINTS, abs(whole), change=("+" if whole > 0 else "") + locale.number(whole))


def _title(found: Desirability, locale: Locale) -> str:
    if found.change is None or found.rising_share is None:
        return locale.n(*TITLE_SHORT, len(found.points))
    rising, points = found.rising_share, points_words(found.change.p50, locale)
    if rising >= PROBABLY:
        return locale.t(TITLE_ROSE, points=points, sure=certainty(rising, locale))
    if rising <= 1 - PROBABLY:
        return locale.t(TITLE_FELL, points=points, sure=certainty(1 - rising, locale))
    return locale.t(TITLE_UNSURE)


def _row(point: IndexPoint, locale: Locale) -> tuple[str, ...]:
    figures = (point.index.p50, point.index.p05, point.index.p95)
    return (locale.month(point.month), *(locale.number(figure) for figure in figures))


def _spec(found: Desirability, locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    points = found.points
    rows = [{"month": rank, **point.index.model_dump()} for rank, point in enumerate(points)]
    low, high = min(99.0, *(row["p05"] for row in rows)), max(101.0, *(row["p95"] for row in rows))
    apart = 15 * (high - low) / size[1]  # the height of a line of words, in points of the index
    axis = month_axis([point.month for point in points], locale, 5 if size is WIDE else 2)
    across = alt.Scale(domain=[0, max(len(rows) - 1, 1)], nice=False)
    upright = alt.Scale(domain=[low - 1.4 * apart, high + 0.3 * apart], nice=False)
    x = alt.X("month:Q", scale=across, axis=axis)
    y = alt.Y("p50:Q", scale=upright, axis=labelled_axis(ticks_between(low, high, 4), locale.number))
    base = alt.Chart(values(rows)).encode(x=x)
    band = base.mark_area(color=LIGHT["accent-soft"], opacity=1)
    rule = alt.Chart(values([{"p50": 100.0}])).mark_rule(color=LIGHT["ink"], strokeWidth=1, strokeDash=[4, 3])
    layers = [
        band.encode(y=alt.Y("p05:Q", scale=upright), y2=alt.Y2("p95:Q")),
        rule.encode(y=y),
        base.mark_line(color=LIGHT["accent"], strokeWidth=2.2).encode(y=y),
        *_marks(rows, x, y, locale, apart),
    ]
    return finished(alt.layer(*layers), *size)


def _marks(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, locale: Locale, apart: float) -> list[alt.Chart]:
    last, right = rows[-1], {"align": "left", "dx": 8}
    # The average is named beside the latest figure, out of its way.
    away = max(0.0, apart - abs(last["p50"] - 100)) * (-1 if last["p50"] >= 100 else 1)
    words = locale.t(NOW, index=locale.number(last["p50"]))
    layers = [
        _dot(last, x, y),
        _words(last["month"], last["p50"], words, x, y, fontWeight="bold", color=LIGHT["accent"], **right),
        _words(last["month"], 100 + away, locale.t(AVERAGE), x, y, color=LIGHT["muted"], **right),
    ]
    if len(rows) > YEAR:
        # Its name goes under the band, where no line passes.
        before, around = rows[-1 - YEAR], rows[max(len(rows) - 6 - YEAR, 0) : len(rows) + 5 - YEAR]
        height = min(row["p05"] for row in around) - 0.7 * apart
        words = locale.t(YEAR_AGO, index=locale.number(before["p50"]))
        layers += [_dot(before, x, y), _words(before["month"], height, words, x, y, align="center")]
    return layers


def _dot(row: dict[str, Any], x: alt.X, y: alt.Y) -> alt.Chart:
    look: dict[str, Any] = {"size": 70, "fill": LIGHT["paper"], "stroke": LIGHT["accent"], "strokeWidth": 2}
    dot: alt.Chart = alt.Chart(values([row])).mark_point(opacity=1, **look).encode(x=x, y=y)
    return dot


def _words(month: int, height: float, words: str, x: alt.X, y: alt.Y, **look: Any) -> alt.Chart:
    base = alt.Chart(values([{"month": month, "p50": height, "words": words}]))
    text: alt.Chart = base.mark_text(baseline="middle", fontSize=SMALL_SIZE, **look).encode(
        x=x, y=y, text=alt.Text("words:N")
    )
    return text
