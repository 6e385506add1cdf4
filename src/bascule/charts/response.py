"""Is there room left in a channel? Sales it brings against weekly spending, with today and the plan marked."""

from typing import Any

import altair as alt
import numpy as np

from bascule.charts.chart import Chart, Twin
from bascule.charts.labels import channel_label
from bascule.charts.palette import LIGHT
from bascule.charts.theme import SMALL_SIZE, at_y, finished, labelled_axis, nice_ticks, values
from bascule.decisions import ChannelDecision
from bascule.locale import N_, Locale
from bascule.results import Curve, Results

WIDE, NARROW = (450, 235), (212, 200)
NAME_WIDTH = 120  # pixels of the words beside a mark

TITLE_PRIOR = N_("{channel}: your data do not say; this is how comparable channels respond")
TITLE_OWN_WORD = N_("{channel}: your data do not say; this is the starting point that the company gave")
TITLE_ROOM = N_("{channel}: there is room left, the next dollar brings {mroas} of sales")
TITLE_FULL = N_("{channel}: the next dollar brings only {mroas} of sales, below your break-even of {break_even}")
TITLE_NEAR = N_("{channel}: the next dollar brings {mroas} of sales, close to your break-even of {break_even}")
TODAY, PLANNED, TODAY_PLANNED = N_("today {money}"), N_("plan {money}"), N_("today and in the plan {money}")
MUST = N_("what must come back")
BRINGS = N_("what it brings")
X_TITLE, Y_TITLE = N_("spending per week"), N_("sales brought per week")
ALT = N_(
    "{title}. At {usual} a week, the spending of today, it brings about {sales} of sales a week ({low} to {high} "
    "nine times out of ten); {needed} must come back for it to pay."
)
COLUMNS = (N_("Spending per week"), N_("Sales brought, low (5%)"), N_("Median"), N_("High (95%)"), N_("To pay"))
NEAR = 0.15


def response_chart(results: Results, decision: ChannelDecision, curve: Curve, locale: Locale) -> Chart:
    """Draw the response curve of one channel, with its band and the line it must stay above to pay."""
    title = _title(results, decision, locale)
    low, middle, high = (float(np.interp(curve.usual, curve.spend, q)) for q in (curve.p05, curve.p50, curve.p95))
    alternative = locale.t(
        ALT,
        title=title,
        usual=locale.money(curve.usual),
        sales=locale.money(middle),
        low=locale.money(low),
        high=locale.money(high),
        needed=locale.money(curve.usual * results.company.break_even_iroas),
    )
    name = f"curve{results.decisions.channels.index(decision)}"
    wide, narrow = (_spec(results, curve, locale, size) for size in (WIDE, NARROW))
    return Chart(name, title, alternative, _table(results, curve, locale), wide, narrow)


def _title(results: Results, decision: ChannelDecision, locale: Locale) -> str:
    channel, break_even = channel_label(results.company, decision.channel), results.company.break_even_iroas
    if decision.evidence == "prior":
        return locale.t(TITLE_OWN_WORD if decision.own_word else TITLE_PRIOR, channel=channel)
    next_dollar = decision.mroas.p50
    params = {"channel": channel, "mroas": locale.money(next_dollar, 2), "break_even": locale.money(break_even, 2)}
    if abs(next_dollar / break_even - 1) <= NEAR:
        return locale.t(TITLE_NEAR, **params)
    return locale.t(TITLE_ROOM if next_dollar > break_even else TITLE_FULL, **params)


def _table(results: Results, curve: Curve, locale: Locale) -> Twin:
    at = sorted({0.0, curve.usual / 2, curve.usual, curve.planned, curve.usual * 1.5, curve.usual * 2})
    at = [spend for spend in at if spend <= curve.spend[-1]]
    rows = tuple(
        (
            locale.money(spend),
            *(locale.money(float(np.interp(spend, curve.spend, q))) for q in (curve.p05, curve.p50, curve.p95)),
            locale.money(spend * results.company.break_even_iroas),
        )
        for spend in at
    )
    return Twin(tuple(locale.t(column) for column in COLUMNS), rows)


def _spec(results: Results, curve: Curve, locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    right = float(curve.spend[-1]) or 1.0
    top = _top(results, curve)
    x = alt.X(
        "spend:Q",
        scale=alt.Scale(domain=[0, right], nice=False),
        axis=labelled_axis(
            nice_ticks(right, 5 if size is WIDE else 2),
            locale.money,
            title=locale.t(X_TITLE),
            grid=False,
            domain=True,
            **_TITLED,
        ),
    )
    y = alt.Y(
        "p50:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=labelled_axis(nice_ticks(top, 4)[1:], locale.money, title=locale.t(Y_TITLE), **_TITLED),
    )
    layers = [*_response(curve, top, x, y), *_must(results, right, top, x, y)]
    layers += _ends(results, curve, top, x, y, locale)
    return finished(alt.layer(*layers, *_marks(curve, x, y, locale, size[0])), *size)


_TITLED: dict[str, Any] = {
    "titleFontWeight": "normal",
    "titleFontSize": 12,
    "titleColor": LIGHT["muted"],
    "titlePadding": 8,
}


def _top(results: Results, curve: Curve) -> float:
    # The upper tail may be far above all that is decided: past twice the median the band is cut off.
    needed = curve.usual * results.company.break_even_iroas * 1.5
    return 1.08 * max(min(float(curve.p95.max()), 2.0 * float(curve.p50.max())), needed, 1.0)


def _response(curve: Curve, top: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    columns = zip(curve.spend, curve.p05, curve.p50, curve.p95, strict=True)
    rows = [
        {"spend": float(spend), "p05": min(float(low), top), "p50": float(mid), "p95": min(float(high), top)}
        for spend, low, mid, high in columns
    ]
    base = alt.Chart(values(rows)).encode(x=x)
    band = base.mark_area(color=LIGHT["accent-soft"], opacity=1).encode(y=alt.Y("p05:Q"), y2=alt.Y2("p95:Q"))
    line = base.mark_line(color=LIGHT["accent"], strokeWidth=2.4, clip=True).encode(y=y)
    return [band, line]


def _must(results: Results, right: float, top: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    break_even = results.company.break_even_iroas
    end = min(right, top / break_even)
    rows = [{"spend": 0.0, "p50": 0.0}, {"spend": end, "p50": end * break_even}]
    line = alt.Chart(values(rows)).mark_line(color=LIGHT["ink"], strokeWidth=1.2, strokeDash=[5, 3])
    return [line.encode(x=x, y=y)]


def _ends(results: Results, curve: Curve, top: float, x: alt.X, y: alt.Y, locale: Locale) -> list[alt.Chart]:
    # Both lines are named where they end; names that would overprint are pushed apart.
    right, brings = float(curve.spend[-1]), min(float(curve.p50[-1]), top)
    must = right * results.company.break_even_iroas
    apart = max(0.0, 0.075 * top - abs(must - brings)) / 2
    way = 1 if must >= brings else -1
    inside = must <= top
    at = (right, must + way * apart) if inside else (top / results.company.break_even_iroas, top)
    named: tuple[tuple[tuple[float, float], str, dict[str, Any]], ...] = (
        ((right, brings - way * apart * inside), BRINGS, {"color": LIGHT["accent"], "fontWeight": "bold"}),
        (at, MUST, {"baseline": "middle" if inside else "bottom", "fontSize": SMALL_SIZE}),
    )
    layers = []
    for (spend, sales), message, look in named:
        row = [{"spend": spend, "p50": sales, "words": locale.t(message)}]
        whole: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 6, **look}
        text = alt.Chart(values(row)).mark_text(**whole)
        layers.append(text.encode(x=x, y=y, text=alt.Text("words:N")))
    return layers


def _marks(curve: Curve, x: alt.X, y: alt.Y, locale: Locale, width: int) -> list[alt.Chart]:
    same = abs(curve.planned - curve.usual) <= 0.02 * max(curve.usual, 1.0)
    spots = [(curve.usual, TODAY_PLANNED if same else TODAY, LIGHT["paper"])]
    if not same:
        spots.append((curve.planned, PLANNED, LIGHT["accent"]))
    spots.sort(key=lambda spot: spot[0])
    layers = []
    for line, (spend, message, fill) in enumerate(spots):
        sales = float(np.interp(spend, curve.spend, curve.p50))
        words = locale.t(message, money=locale.money(spend))
        base = alt.Chart(values([{"spend": spend, "p50": sales, "words": words}])).encode(x=x)
        stem = base.mark_rule(color=LIGHT["faint"], strokeWidth=1)
        dot = base.mark_point(size=80, fill=fill, stroke=LIGHT["accent"], strokeWidth=2, opacity=1)
        # The lower of two names stands on the other side of its line, where there is room for it.
        turned = line == 0 and len(spots) == 2 and spend * width > NAME_WIDTH * float(curve.spend[-1])
        side: dict[str, Any] = {"align": "right", "dx": -5} if turned else {"align": "left", "dx": 5}
        text = base.mark_text(baseline="middle", fontSize=SMALL_SIZE, **side)
        at = at_y(8 + 16 * line)
        layers += [stem, dot.encode(y=y), text.encode(y=at, text=alt.Text("words:N"))]
    return layers
