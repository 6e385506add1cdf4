"""What would another price bring? Change of margin in a year by change of all prices."""

from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.scales import TITLED, ticks_between
from bascule.charts.theme import SMALL_SIZE, finished, labelled_axis, values
from bascule.locale import N_, Locale
from bascule.locale.wording import certainty
from bascule.returns.brand import PriceCase, PricingPower

WIDE, NARROW = (500, 240), (236, 200)
PROBABLY = 0.65
SPOKEN = 0.05  # the change of price that the title speaks of

TITLE_MORE = N_("Prices {change} higher would bring {low} to {high} of margin a year ({sure})")
TITLE_LESS = N_("Prices {change} higher would cost margin ({sure})")
TITLE_EVEN = N_("Your data do not say whether prices {change} higher would bring margin or cost some")
TITLE_PRIOR = N_("Your data do not say what a higher price would bring; this is what comparable sellers see")
ALT = N_("{title}. Change of margin a year by change of price: {cases}.")
CASE = N_("{change}: {median} ({low} to {high})")
X_TITLE, Y_TITLE = N_("change of all prices"), N_("change of margin a year")
UNCHANGED = N_("as today")
COLUMNS = (
    N_("Change of prices"),
    N_("Change of margin a year, median"),
    N_("Low (5%)"),
    N_("High (95%)"),
    N_("Chance of a gain"),
)


def pricing_chart(power: PricingPower, locale: Locale) -> Chart:
    """Draw the margin that a change of price would bring, greyed where the company's own data do not speak."""
    title = _title(power, locale)
    told = "; ".join(
        locale.t(
            CASE,
            change=percent_change(case.change, locale),
            median=locale.money_rounded(case.margin.p50),
            low=locale.money_rounded(case.margin.p05),
            high=locale.money_rounded(case.margin.p95),
        )
        for case in power.cases
    )
    table = Twin(tuple(locale.t(column) for column in COLUMNS), tuple(_row(case, locale) for case in power.cases))
    wide, narrow = (_spec(power, locale, size) for size in (WIDE, NARROW))
    return Chart("pricing", title, locale.t(ALT, title=title, cases=told), table, wide, narrow)


def told_case(power: PricingPower) -> PriceCase:
    """Return the case that words speak of: that of the change nearest to 5 %."""
    return min(power.cases, key=lambda case: abs(case.change - SPOKEN))


def is_told(power: PricingPower) -> bool:
    """Return whether the company's own data speak of its prices."""
    return power.identified and power.evidence != "prior"


def percent_change(change: float, locale: Locale) -> str:
    r"""Return a change in per cent with its sign, a decimal only where there is one.

    Examples
    --------
    >>> percent_change(0.075, Locale("fr")), percent_change(-0.02, Locale("en"))
    ('+7,5\xa0%', '−2%')
    """
    digits = 0 if abs(change * 100 - round(change * 100)) < 1e-9 else 1
    return ("+" if change > 0 else "") + locale.percent(change, digits)


def _title(power: PricingPower, locale: Locale) -> str:
    if not is_told(power):
        return locale.t(TITLE_PRIOR)
    case = told_case(power)
    change, gain = percent_change(case.change, locale).lstrip("+"), case.gain_share
    if gain >= PROBABLY:
        low, high = locale.money_rounded(case.margin.p05), locale.money_rounded(case.margin.p95)
        return locale.t(TITLE_MORE, change=change, low=low, high=high, sure=certainty(gain, locale))
    if gain <= 1 - PROBABLY:
        return locale.t(TITLE_LESS, change=change, sure=certainty(1 - gain, locale))
    return locale.t(TITLE_EVEN, change=change)


def _row(case: PriceCase, locale: Locale) -> tuple[str, ...]:
    figures = (locale.money_rounded(figure) for figure in (case.margin.p50, case.margin.p05, case.margin.p95))
    return (percent_change(case.change, locale), *figures, locale.probability(case.gain_share))


def _spec(power: PricingPower, locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    # Nothing changes where no price does: the curve passes there, with certainty.
    rows = [{"change": case.change, "beyond": case.beyond_seen, **case.margin.model_dump()} for case in power.cases]
    rows.append({"change": 0.0, "beyond": False, "p05": 0.0, "p50": 0.0, "p95": 0.0})
    rows.sort(key=lambda row: row["change"])
    low, high = min(row["p05"] for row in rows), max(row["p95"] for row in rows)
    room = 0.08 * max(high - low, 1.0)
    changes = [row["change"] for row in rows]
    x_axis = labelled_axis(
        ticks_between(changes[0], changes[-1], 5 if size is WIDE else 3),
        lambda change: locale.t(UNCHANGED) if change == 0 else percent_change(change, locale),
        title=locale.t(X_TITLE), grid=False, **TITLED,
    )  # fmt: skip
    domain = [low - room, high + room]
    y_axis = labelled_axis(ticks_between(domain[0], domain[1], 4), _signed(locale), title=locale.t(Y_TITLE), **TITLED)
    across, upright = (alt.Scale(domain=ends, nice=False) for ends in ([changes[0], changes[-1]], domain))
    x = alt.X("change:Q", scale=across, axis=x_axis)
    y = alt.Y("p50:Q", scale=upright, axis=y_axis)
    return finished(alt.layer(*_lines(power, rows, x, y, upright), *_spoken(power, x, y, locale)), *size)


def _signed(locale: Locale) -> Any:
    return lambda amount: "0" if amount == 0 else ("+" if amount > 0 else "") + locale.money(amount)


def _lines(power: PricingPower, rows: list[dict[str, Any]], x: alt.X, y: alt.Y, upright: alt.Scale) -> list[alt.Chart]:
    tone = "accent" if is_told(power) else "calm"
    base = alt.Chart(values(rows)).encode(x=x)
    # Dashed where the curve is not the company's own, or where no price of its own has gone.
    look: dict[str, Any] = {"color": LIGHT[tone], "strokeWidth": 2.4}
    walked = alt.Chart(values([row for row in rows if is_told(power) and not row["beyond"]])).encode(x=x)
    zero = alt.Chart(values([{"p50": 0.0}])).mark_rule(color=LIGHT["ink"], strokeWidth=1.2)
    return [
        base.mark_area(color=LIGHT[f"{tone}-soft"], opacity=1).encode(
            y=alt.Y("p05:Q", scale=upright), y2=alt.Y2("p95:Q")
        ),
        zero.encode(y=y),
        base.mark_line(strokeDash=[5, 3], **look).encode(y=y),
        walked.mark_line(**look).encode(y=y),
    ]


def _spoken(power: PricingPower, x: alt.X, y: alt.Y, locale: Locale) -> list[alt.Chart]:
    case, tone = told_case(power), LIGHT["accent" if is_told(power) else "calm"]
    words = ("+" if case.margin.p50 > 0 else "") + locale.money_rounded(case.margin.p50)
    base = alt.Chart(values([{"change": case.change, "p50": case.margin.p50, "words": words}])).encode(x=x, y=y)
    dot = base.mark_point(size=75, fill=LIGHT["paper"], stroke=tone, strokeWidth=2, opacity=1)
    look: dict[str, Any] = {"align": "right", "baseline": "bottom", "dx": -7, "dy": -5, "fontSize": SMALL_SIZE}
    return [dot, base.mark_text(**look, fontWeight="bold").encode(text=alt.Text("words:N"))]
