"""Which prices do people accept? The four curves of a price survey, and where they cross."""

from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.price_offers import price_words
from bascule.charts.scales import TITLED, ticks_between
from bascule.charts.theme import SMALL_SIZE, at_y, finished, labelled_axis, values
from bascule.locale import N_, Locale
from bascule.plans import Interval90
from bascule.returns.brand import VanWestendorp

WIDE, NARROW = (560, 250), (270, 210)

TITLE = N_("People find prices from {low} to {high} acceptable")
ALT = N_("{title}. As many find {optimal} too cheap as too expensive; {points}. {count} people answered.")
POINT = N_("{name}: {price} ({low} to {high})")
ACCEPTED, ASKED = N_("acceptable prices"), N_("price")
PEOPLE = N_("share of people")
CURVES = (N_("too cheap"), N_("cheap"), N_("expensive"), N_("too expensive"))
POINTS = (
    N_("Below, most doubt the quality"),
    N_("As many find it cheap as expensive"),
    N_("As many find it too cheap as too expensive"),
    N_("Above, most find it too expensive"),
)
COLUMNS = (N_("Where the curves cross"), N_("Price, median"), N_("Low (5%)"), N_("High (95%)"))


def price_survey_chart(found: VanWestendorp, locale: Locale) -> Chart:
    """Draw the four curves over price, the acceptable range behind them and how exactly it is known below."""
    title = locale.t(
        TITLE, low=price_words(found.too_cheap.p50, locale), high=price_words(found.too_expensive.p50, locale)
    )
    table = Twin(tuple(locale.t(column) for column in COLUMNS), tuple(_rows(found, locale)))
    points = "; ".join(
        locale.t(POINT, name=name[0].lower() + name[1:], price=price, low=low, high=high)
        for name, price, low, high in table.rows
    )
    alternative = locale.t(
        ALT,
        title=title,
        optimal=price_words(found.optimal.p50, locale),
        points=points,
        count=locale.number(found.respondents),
    )
    wide, narrow = (_spec(found, locale, size) for size in (WIDE, NARROW))
    return Chart("pricesurvey", title, alternative, table, wide, narrow)


def _crossings(found: VanWestendorp) -> tuple[Interval90, ...]:
    return (found.too_cheap, found.indifference, found.optimal, found.too_expensive)


def _rows(found: VanWestendorp, locale: Locale) -> list[tuple[str, ...]]:
    return [
        (locale.t(name), *(price_words(price, locale) for price in (point.p50, point.p05, point.p95)))
        for name, point in zip(POINTS, _crossings(found), strict=True)
    ]


def _spec(found: VanWestendorp, locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    ends = [point[0] for point in found.curve] or [found.too_cheap.p05 * 0.8, found.too_expensive.p95 * 1.2]
    axis = labelled_axis(
        ticks_between(ends[0], ends[-1], 6 if size is WIDE else 3),
        lambda price: price_words(price, locale),
        title=locale.t(ASKED), grid=False, domain=True, **TITLED,
    )  # fmt: skip
    x = alt.X("price:Q", scale=alt.Scale(domain=[ends[0], ends[-1]], nice=False), axis=axis)
    shares = labelled_axis([0.0, 0.25, 0.5, 0.75, 1.0], locale.percent, title=locale.t(PEOPLE), **TITLED)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=shares)
    layers = [*_accepted(found, x, size[1], locale), *_curves(found, x, y), *_names(found, x, y, locale)]
    return finished(alt.layer(*layers, *_known(found, x)), *size)


def _accepted(found: VanWestendorp, x: alt.X, height: int, locale: Locale) -> list[alt.Chart]:
    low, high = found.too_cheap.p50, found.too_expensive.p50
    bottom: Any = alt.Y2Value
    ground = alt.Chart(values([{"price": low, "end": high}])).mark_rect(color=LIGHT["accent-soft"], opacity=0.55)
    middle = [{"price": (low + high) / 2, "words": locale.t(ACCEPTED)}]
    text = alt.Chart(values(middle)).mark_text(baseline="bottom", fontSize=SMALL_SIZE, color=LIGHT["accent"])
    return [
        ground.encode(x=x, x2=alt.X2("end:Q"), y=at_y(0), y2=bottom(height)),
        text.encode(x=x, y=at_y(-4), text=alt.Text("words:N")),
    ]


def _curves(found: VanWestendorp, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for place, strong in ((1, True), (2, False), (3, False), (4, True)):
        rows = [{"price": point[0], "share": point[place]} for point in found.curve]
        look: dict[str, Any] = {"color": LIGHT["ink" if strong else "calm"], "strokeWidth": 2 if strong else 1.4}
        dash: list[float] = [] if strong else [5, 3]
        layers.append(alt.Chart(values(rows)).mark_line(strokeDash=dash, **look).encode(x=x, y=y))
    return layers


def _names(found: VanWestendorp, x: alt.X, y: alt.Y, locale: Locale) -> list[alt.Chart]:
    # The outer curves are named below themselves, the inner ones above: no other curve passes there.
    spots = ((1, 0.42, 0.42, "right"), (2, 0.78, 0.86, "left"), (3, 0.62, 0.7, "right"), (4, 0.42, 0.42, "left"))
    layers = []
    for (place, curve, height, align), name in zip(spots, CURVES, strict=True):
        price = _where(found, place, curve)
        if price is not None:
            row = [{"price": price, "share": height, "words": locale.t(name)}]
            look: dict[str, Any] = {
                "align": align,
                "dx": 5 if align == "left" else -5,
                "baseline": "middle",
                "fontSize": SMALL_SIZE,
            }
            layers.append(alt.Chart(values(row)).mark_text(**look).encode(x=x, y=y, text=alt.Text("words:N")))
    return layers


def _where(found: VanWestendorp, place: int, height: float) -> float | None:
    # The last price of a falling curve that is still above the height, or the first of a rising one.
    above = [point[0] for point in found.curve if point[place] >= height]
    if not above:
        return None
    return max(above) if place <= 2 else min(above)


def _known(found: VanWestendorp, x: alt.X) -> list[alt.Chart]:
    layers = []
    for point in (found.too_cheap, found.too_expensive):
        at = at_y(10)
        bar = alt.Chart(values([{"price": point.p05, "end": point.p95}])).mark_rule(
            color=LIGHT["accent"], strokeWidth=5, opacity=0.45
        )
        tick = alt.Chart(values([{"price": point.p50}])).mark_tick(
            thickness=2.5, size=15, color=LIGHT["ink"], opacity=1
        )
        layers += [bar.encode(x=x, x2=alt.X2("end:Q"), y=at), tick.encode(x=x, y=at)]
    return layers
