"""Made-up histories for the tests of pricing power."""

import numpy as np

from bascule.panel import Panel


def history(seed=0, *, weeks=104, elasticity=-2.0, moves=((20, 0.08), (45, -0.06), (70, 0.1)), promo=None, orders=80.0):
    """Return weekly orders about a level, with a season, memory, and changes of the regular price at these weeks."""
    rng = np.random.default_rng(seed)
    price = np.zeros(weeks)
    for at, move in moves:
        price[at:] += move
    promo = np.zeros(weeks) if promo is None else promo
    noise = np.zeros(weeks)
    for t in range(1, weeks):
        noise[t] = 0.4 * noise[t - 1] + 0.06 * rng.standard_normal()
    after = sum(np.concatenate([np.zeros(k), promo[:-k]]) for k in (1, 2, 3))
    log = np.log(orders) + elasticity * price + 0.15 * np.sin(np.arange(weeks) / 52 * 2 * np.pi) + noise
    units = rng.poisson(np.exp(log + 0.6 * promo - 0.12 * after)).astype(float)
    paid = np.exp(price) * (1 - 0.2 * promo)
    return panel(units, paid)


def panel(units, paid, *, promo=None, unit_price=50.0):
    """Return a panel of these orders and prices, its spending even."""
    weeks = len(units)
    unknown, column = np.full(weeks, np.nan), np.full((weeks, 1), np.nan)
    return Panel(
        dates=np.datetime64("2024-01-01") + np.arange(weeks) * np.timedelta64(7, "D"),
        period="week",
        channels=("ads",),
        spend=np.full((weeks, 1), 500.0),
        claimed_revenue=column,
        claimed_conversions=column,
        impressions=column,
        clicks=column,
        revenue=unit_price * units * np.nan_to_num(paid, nan=1.0),
        orders=units,
        new_customers=unknown,
        price_index=paid,
        promo=unknown if promo is None else promo,
    )
