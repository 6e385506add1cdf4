"""How Maison Boréale's market works: people become aware, intend, look, buy and come back, day after day.

This is a flow of people, not an adstock and saturation regression: advertising makes people aware, finds
those who look for candles anyway, brings visitors back, or merely stands where a customer was about to
pass. Everything here is an expected count (people or orders a day) given the day's shocks, so that two runs
which differ by one channel's spending differ by exactly what that spending brings.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CHANNELS = (
    "brand_search",
    "generic_search",
    "performance_max",
    "social_prospecting",
    "retargeting",
    "boosted_posts",
    "radio",
    "email",
)
HOUSEHOLDS = 420_000.0
FORGETTING = 1 / 110  # a day: an aware household forgets, half of them in 11 weeks
INTENT = 0.0182  # visits a day per aware household on an average day
CATEGORY_SEARCHES = 520.0  # people a day who search for candles and name no brand
CUSTOMER_LIFE = 1 / 420  # a day: customers drift away
REPEAT = 0.00152  # orders a day per live customer on an average day, without a newsletter


@dataclass(frozen=True)
class Day:
    """The outside of one day: what no budget decides.

    Attributes
    ----------
    season : float
        Appetite for candles and gifts, 1 on average.
    shock : float
        Weather, news, luck: a slow multiplicative disturbance, 1 on average.
    promo : float
        Discount of the day, 0 to 1.
    newsletter : bool
        Whether a newsletter is due that day (it is sent if the tool is paid for).
    """

    season: float
    shock: float
    promo: float
    newsletter: bool


@dataclass(frozen=True)
class Traffic:
    """What one day brought: expected orders, and the clicks, views and claims of each channel (CHANNELS)."""

    new_orders: float
    repeat_orders: float
    impressions: Floats
    clicks: Floats
    claimed_orders: Floats


@dataclass
class Market:
    """The people: how many know the shop, hesitate, or are customers (households)."""

    aware: float = 0.052 * HOUSEHOLDS
    hesitating: float = 2400.0
    customers: float = 5200.0
    memory: float = 0.0
    clicks: Floats = field(default_factory=lambda: np.zeros(len(CHANNELS)))

    def step(self, day: Day, spend: Floats) -> Traffic:
        """Live one day with the spending of that day (dollars by channel, in the order of CHANNELS)."""
        pay = dict(zip(CHANNELS, spend.tolist(), strict=True))
        appetite = day.season * day.shock
        closing = 1.0 + 1.6 * day.promo  # a discount makes visitors buy
        # People who know the shop come by themselves; a few who search its name are lost when its ad is
        # absent.
        visits = INTENT * self.aware * appetite
        searchers = 0.32 * visits
        brand_clicks = min(0.62 * searchers, pay["brand_search"] / 0.72)
        lost = 0.045 * (0.62 * searchers - brand_clicks)
        category = CATEGORY_SEARCHES * appetite
        generic_clicks = 0.42 * category * (1 - np.exp(-pay["generic_search"] / (0.42 * category * 0.62)))
        found = 0.38 * category * (1 - np.exp(-pay["performance_max"] * 0.52 / (0.38 * category * 0.60)))
        harvested = min(0.25 * visits, pay["performance_max"] * 0.48 / 0.45)
        social_clicks = 420 * appetite**0.3 * (1 - np.exp(-pay["social_prospecting"] / (420 * 0.82)))
        # Those who looked and left come back in part; retargeting brings a few more of them back.
        persuaded = self.hesitating * (0.0011 + 0.00009 * (1 - np.exp(-pay["retargeting"] / 22.0))) * closing
        first = closing * (0.0235 * (visits - lost) + 0.0162 * generic_clicks + 0.0215 * found + 0.0068 * social_clicks)
        new_orders = first + persuaded * appetite**0.5
        lift = 0.03 * (pay["email"] > 0) + 0.006 * (1 - np.exp(-pay["boosted_posts"] / 20.0))
        peak = 1.5 * (day.newsletter and pay["email"] > 0)
        repeat_orders = REPEAT * self.customers * appetite * closing * (1 + lift + peak * 0.08)
        clicks = np.array(
            [
                brand_clicks,
                generic_clicks,
                found + harvested,
                social_clicks,
                0.010 * self.hesitating * (1 - np.exp(-pay["retargeting"] / 22.0)),
                pay["boosted_posts"] / 0.80,
                0.0,
                0.0,
            ]
        )
        claimed = self._claims(clicks, found, closing, pay, new_orders + repeat_orders)
        self._live_on(pay, visits, new_orders, day)
        return Traffic(float(new_orders), float(repeat_orders), _impressions(pay, clicks), clicks, claimed)

    def _claims(self, clicks: Floats, found: float, closing: float, pay: dict[str, float], orders: float) -> Floats:
        # Every platform counts the orders it was near: those who typed the name, those who were about to
        # come back.
        views = 1 - np.exp(-(pay["social_prospecting"] + pay["retargeting"]) / 90.0)
        claimed = np.zeros(len(CHANNELS))
        claimed[0] = 0.046 * clicks[0] * closing
        claimed[1] = 0.024 * clicks[1] * closing
        claimed[2] = (0.021 * found + 0.046 * (clicks[2] - found)) * closing
        claimed[3] = 0.0105 * clicks[3] * closing + 0.055 * orders * views
        claimed[4] = 0.045 * clicks[4] * closing + 0.028 * orders * views * (pay["retargeting"] > 0)
        claimed[5] = 0.0075 * clicks[5] * closing
        return claimed

    def _live_on(self, pay: dict[str, float], visits: float, new_orders: float, day: Day) -> None:
        # Radio is remembered with a delay of days, social reach fades into fatigue within a day.
        self.memory += (pay["radio"] - self.memory) / 9.0
        told = 1.3 * new_orders
        reached = 52 * (1 - np.exp(-pay["social_prospecting"] / 210.0)) + 40 * (1 - np.exp(-self.memory / 95.0))
        unaware = 1 - self.aware / HOUSEHOLDS
        self.aware += (reached + told + 152.0) * unaware - FORGETTING * self.aware
        self.hesitating += 0.30 * visits - self.hesitating / 24.0
        self.customers += new_orders * 0.93 - CUSTOMER_LIFE * self.customers


def _impressions(pay: dict[str, float], clicks: Floats) -> Floats:
    rates = np.array([0.21, 0.055, 0.012, 0.011, 0.009, 0.018, 1.0, 1.0])
    paid = np.array([pay[name] > 0 for name in CHANNELS])
    return np.where(paid, clicks / rates, 0.0)
