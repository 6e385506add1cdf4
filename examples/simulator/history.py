"""One life of the shop, and the others it might have had: what each channel truly brought."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from budgets import spending
from calendar_year import LAST_DAY, days, outside
from catalogue import BASKET, REFUNDED
from market import CHANNELS, Floats, Market, Traffic

GROSS_MARGIN = 0.43
LAST_YEAR = LAST_DAY - dt.timedelta(days=363)


@dataclass(frozen=True)
class Life:
    """Every simulated day: dollars spent (days, channels), traffic, expected net revenue (days,)."""

    dates: list[dt.date]
    spend: Floats
    traffic: list[Traffic]
    revenue: Floats
    promo: Floats

    def between(self, first: dt.date, last: dt.date) -> slice:
        """Return the places of the days from the first to the last, ends included."""
        return slice((first - self.dates[0]).days, (last - self.dates[0]).days + 1)


def live(seed: int, spend: Floats | None = None) -> Life:
    """Live every day; without a given spending, budgets are decided on the way from the sales of the past."""
    dates, world, market = days(), outside(seed), Market()
    rows: list[Floats] = []
    traffic: list[Traffic] = []
    revenue: list[float] = []
    for place, (date, day) in enumerate(zip(dates, world, strict=True)):
        row = spending(date, revenue, seed) if spend is None else spend[place]
        seen = market.step(day, row)
        rows.append(row)
        traffic.append(seen)
        net = BASKET * (1 - day.promo) * (1 - REFUNDED)
        revenue.append((seen.new_orders + seen.repeat_orders) * net)
    return Life(dates, np.array(rows), traffic, np.array(revenue), np.array([day.promo for day in world]))


def truth(fact: Life, seed: int) -> dict[str, dict[str, float | str | None]]:
    """Return what the last 52 weeks' spending of each channel brought, tail of 26 weeks included.

    The other life has the same people, weather and luck, and the same spending of all other channels; only
    that of one channel over the last 52 weeks is taken away (or raised by 5 % for the marginal return).
    """
    window = fact.between(LAST_YEAR, LAST_DAY)
    measured = slice(window.start, None)
    answers: dict[str, dict[str, float | str | None]] = {}
    for place, channel in enumerate(CHANNELS):
        spent = float(fact.spend[window, place].sum())
        without, more = fact.spend.copy(), fact.spend.copy()
        without[window, place] = 0.0
        more[window, place] *= 1.05
        brought = float((fact.revenue - live(seed, without).revenue)[measured].sum())
        extra = float((live(seed, more).revenue - fact.revenue)[measured].sum())
        claims = claimed_revenue(fact)[window, place].sum()
        answers[channel] = {
            "spend": round(spent, 2),
            "incremental_revenue": round(brought, 2),
            "iroas": round(brought / spent, 4),
            "mroas": round(extra / (0.05 * spent), 4),
            "claimed_roas": round(float(claims) / spent, 4) or None,
            "verdict": true_verdict(brought / spent, extra / (0.05 * spent)),
        }
    return answers


def true_verdict(iroas: float, mroas: float) -> str:
    """Return the verdict of someone who knows what a channel brings, and its next dollar."""
    if GROSS_MARGIN * iroas < 1:
        return "stop"
    return "scale" if GROSS_MARGIN * mroas > 1.1 else "keep"


def claimed_revenue(life: Life) -> Floats:
    """Return the revenue that the platforms claim, by day and channel."""
    orders = np.array([seen.claimed_orders for seen in life.traffic])
    claimed: Floats = orders * BASKET * (1 - life.promo[:, None])
    return claimed
