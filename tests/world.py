"""People and companies the tests share."""

from dataclasses import replace

import numpy as np

from bascule.company import Company
from bascule.panel import Panel

CLASSES = ("social_prospecting", "generic_search", "radio")
TRUE_RETURNS = (2.5, 1.5, 0.3)


def company(**changes):
    """Maison Essai, of Québec, at a margin of 45 %."""
    return Company(**{"name": "Maison Essai", "gross_margin": 0.45, **changes})


def panel(periods=104, seed=0, revenue=None, spend=None):
    """Three channels of known return, spending that varies by itself, weekly sales of about 50 000 $."""
    rng = np.random.default_rng(seed)
    if spend is None:
        spend = rng.gamma(4, 1, (periods, 3)) * np.array([900.0, 600.0, 450.0])
        spend[20:32, 2] = 0.0
        spend[60:72, 2] = 0.0
    if revenue is None:
        media = spend @ np.array(TRUE_RETURNS)
        season = 4000 * np.sin(2 * np.pi * np.arange(periods) / 52.18)
        revenue = 40_000 + season + media + rng.normal(0, 1500, periods)
    unknown = np.full((periods, spend.shape[1]), np.nan)
    nothing = np.full(periods, np.nan)
    start = np.datetime64("2024-11-04")
    return Panel(
        dates=start + 7 * np.arange(periods),
        period="week",
        channels=("meta", "google", "radio")[: spend.shape[1]],
        spend=spend,
        claimed_revenue=unknown,
        claimed_conversions=unknown,
        impressions=unknown,
        clicks=unknown,
        revenue=revenue,
        orders=nothing,
        new_customers=nothing,
        price_index=nothing,
        promo=nothing,
    )


def with_orders(panel, seed=0, ticket=50.0, shock=0.0):
    """The panel with its orders counted, about half of them first orders, at a ticket that varies a little.

    Advertising brings three new customers for one known; a shock of the spread given moves new and known alike.
    """
    rng = np.random.default_rng([seed, 5])
    brought = panel.spend @ np.array(TRUE_RETURNS)[: panel.spend.shape[1]]
    rest = panel.revenue - brought
    both = np.exp(shock * rng.standard_normal(panel.periods))
    new = rng.poisson(np.maximum((0.5 * rest + 0.75 * brought) * both / ticket, 0.0)).astype(float)
    known = rng.poisson(np.maximum((0.5 * rest + 0.25 * brought) * both / ticket, 0.0)).astype(float)
    orders = new + known
    revenue = ticket * orders * np.exp(rng.normal(0, 0.02, panel.periods))
    return replace(panel, revenue=revenue, orders=orders, new_customers=new)


def monthly_panel(periods=36, seed=0, **changes):
    """The same company, its history by month from January 2024."""
    rng = np.random.default_rng(seed)
    spend = rng.gamma(4, 1, (periods, 3)) * np.array([3900.0, 2600.0, 1950.0])
    season = 17_000 * np.sin(2 * np.pi * np.arange(periods) / 12)
    revenue = 170_000 + season + spend @ np.array(TRUE_RETURNS) + rng.normal(0, 4000, periods)
    unknown, nothing = np.full(spend.shape, np.nan), np.full(periods, np.nan)
    dates = (np.datetime64("2024-01") + np.arange(periods)).astype("datetime64[D]")
    fields = {
        "dates": dates, "period": "month", "channels": ("meta", "google", "radio"), "spend": spend,
        "claimed_revenue": unknown, "claimed_conversions": unknown, "impressions": unknown, "clicks": unknown,
        "revenue": revenue, "orders": nothing, "new_customers": nothing, "price_index": nothing, "promo": nothing,
    }  # fmt: skip
    return Panel(**(fields | changes))


def seasonal_panel(wave, periods=104, noise=0.02, seed=0, start="2024-11-04"):
    """Sales of 50 000 $ a week times one plus `wave(day of the year, 0 to 1)`; spending that does nothing."""
    rng = np.random.default_rng([seed, 9])
    dates = np.datetime64(start) + 7 * np.arange(periods)
    revenue = 50_000 * (1 + wave(time_of_year(dates)) + noise * rng.standard_normal(periods))
    return replace(panel(periods, seed, revenue=revenue), dates=dates)


def time_of_year(dates):
    """The share of the year that is over on each day."""
    return (dates - dates.astype("datetime64[Y]")).astype(float) / 365.25
