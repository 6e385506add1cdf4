"""Made-up histories of orders and prices with a known elasticity: made by counting buyers, not by the model that reads.

Demand is a slow walk, a yearly wave that is no sine, a bump before Christmas, the memory of last weeks, advertising
that saturates, and now and then a broken week; orders are counted (Poisson). Promotions bring part of their orders
forward from the three weeks that follow.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bascule.panel import Floats, Panel

Prices = Literal["free", "with_promotions", "only_promotions", "follow_demand", "follow_season"]
FIRST = np.datetime64("2023-01-02")
CUT, LIFT, AFTER = 0.2, 0.7, -0.12


@dataclass(frozen=True)
class Case:
    """What is simulated: the truth, the weeks, how many changes of the regular price, how they came about."""

    elasticity: float
    weeks: int
    changes: int
    prices: Prices = "free"
    promotions: bool = False


def history(case: Case, rng: np.random.Generator) -> Panel:
    """Return one history; its price index is what was paid, promotions in."""
    weeks = np.arange(case.weeks)
    season = 0.25 * np.tanh(2 * np.sin(2 * np.pi * (weeks - rng.uniform(0, 52)) / 52.18))
    shock = _memory(rng, case.weeks, 0.9, 0.14) if case.prices == "follow_demand" else np.zeros(case.weeks)
    demand = np.cumsum(rng.normal(0, 0.008, case.weeks)) + shock + _memory(rng, case.weeks, 0.4, 0.1)
    promo = _promotions(case, rng)
    regular = _regular(case, demand, season, promo, rng)
    spend = rng.gamma(3.0, 300.0, case.weeks)
    christmas = 0.2 * ((weeks % 52) >= 48)
    log = np.log(rng.uniform(40, 150)) + demand + season + christmas + 0.15 * np.log1p(spend / 900)
    log += case.elasticity * regular + LIFT * promo + AFTER * _after(promo)
    log += np.where(rng.random(case.weeks) < 0.02, -0.7, 0.0)
    orders = rng.poisson(np.exp(log)).astype(float)
    paid = np.exp(regular) * (1 - CUT * promo)
    return _panel(orders, paid, spend)


def _memory(rng: np.random.Generator, weeks: int, kept: float, spread: float) -> Floats:
    steps = rng.normal(0, spread * np.sqrt(1 - kept**2), weeks)
    values = np.empty(weeks)
    values[0] = rng.normal(0, spread)
    for t in range(1, weeks):
        values[t] = kept * values[t - 1] + steps[t]
    return values


def _promotions(case: Case, rng: np.random.Generator) -> Floats:
    promo = np.zeros(case.weeks)
    if case.promotions or case.prices in ("with_promotions", "only_promotions"):
        count = max(3, case.weeks // 13)
        for start in rng.choice(np.arange(4, case.weeks - 8), count, replace=False):
            promo[start : start + rng.integers(1, 3)] = 1.0
    return promo


def _regular(case: Case, demand: Floats, season: Floats, promo: Floats, rng: np.random.Generator) -> Floats:
    price = np.zeros(case.weeks)
    if case.prices == "only_promotions":
        return price
    for at in _places(case, season, promo, rng):
        if case.prices == "follow_demand":
            move = 0.5 * float(demand[at - 4 : at].mean() - price[at - 1]) + rng.normal(0, 0.01)
        elif case.prices == "follow_season":
            move = 0.1 if season[at + 4] > season[at - 4] else -0.1
        else:
            move = rng.uniform(0.03, 0.1) * (1 if rng.random() < 0.7 else -1)
        price[at:] += move
    return price


def _places(case: Case, season: Floats, promo: Floats, rng: np.random.Generator) -> list[int]:
    inside = np.arange(8, case.weeks - 8)
    if case.prices == "with_promotions":
        starts = np.flatnonzero(np.diff(promo) > 0) + 1
        inside = np.intersect1d(starts, inside)
    if case.prices == "follow_season":
        return [int(at) for at in np.flatnonzero(np.diff(np.sign(season)) != 0) if 8 <= at < case.weeks - 8]
    chosen = rng.permutation(inside)
    places: list[int] = []
    for at in chosen:
        if len(places) < case.changes and all(abs(int(at) - other) >= 4 for other in places):
            places.append(int(at))
    return sorted(places)


def _after(promo: Floats) -> Floats:
    return sum((np.concatenate([np.zeros(k), promo[:-k]]) for k in (1, 2, 3)), start=np.zeros(len(promo)))


def _panel(orders: Floats, paid: Floats, spend: Floats) -> Panel:
    weeks = len(orders)
    unknown, column = np.full(weeks, np.nan), np.full((weeks, 1), np.nan)
    return Panel(
        dates=FIRST + np.arange(weeks) * np.timedelta64(7, "D"),
        period="week",
        channels=("ads",),
        spend=spend[:, None],
        claimed_revenue=column,
        claimed_conversions=column,
        impressions=column,
        clicks=column,
        revenue=60.0 * orders * paid,
        orders=orders,
        new_customers=unknown,
        price_index=paid,
        promo=unknown,
    )
