"""Whether the history can tell how sales answer to prices: what stands in the way, each with its figures.

An estimate of the effect of prices stands on changes that nothing else explains. Each function below looks for one way
in which they are explained, or are too few; all are conservative: a doubt widens the interval, never the reverse.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from bascule.brand.elasticity import ELASTICITY, Fit
from bascule.brand.price_panel import PricePanel
from bascule.brand.regular import changes_at
from bascule.panel import Floats, Panel
from bascule.plans import Reason

# Fewer changes than this are anecdotes: whatever else happened in the same weeks would be taken for their effect.
LEAST_CHANGES = 3
LEAST_PERIODS = {"week": 52, "month": 24}
# Prices that move in more of the periods are averages of what was bought, not decisions.
RESTLESS = 1 / 3
RESTLESS_MOVE = 0.001
# One-sided chance under which a coincidence is no longer taken for one.
UNLIKELY = 0.05
# For prices that follow demand, the worst of the doubts, one false alarm in ten is accepted.
FOLLOWS = 0.1
SEASONAL = 0.6
# Posterior over prior spread from which the data have told too little.
UNMOVED = 0.65
LEAST_UNITS = 3.0
_LAGS = 4
_DAYS_NEAR = 7


def before_fitting(prices: PricePanel, panel: Panel, events: pl.DataFrame) -> tuple[Reason, ...]:
    """Return what stands in the way whatever the fit says.

    Parameters
    ----------
    prices : PricePanel
    panel : Panel
    events : DataFrame
        The canonical table: what else happened, and when.
    """
    if not prices.has_price:
        return (Reason(code="prices_unknown"),)
    return tuple(_before(prices, panel, events))


def _before(prices: PricePanel, panel: Panel, events: pl.DataFrame) -> Iterator[Reason]:
    known = int((~np.isnan(prices.units) & ~np.isnan(prices.price)).sum())
    if known < LEAST_PERIODS[panel.period]:
        yield Reason(code="price_history_short", params={"periods": known, "least": LEAST_PERIODS[panel.period]})
    middle = float(np.nanmedian(prices.units))
    if middle < LEAST_UNITS:
        yield Reason(code="units_few", params={"units": middle})
    places, moves = changes_at(prices.price)
    if len(moves) == 0:
        promoted = bool(prices.promo.any())
        yield Reason(code="price_only_promotions" if promoted else "price_never_moved")
        return
    steps = np.abs(np.diff(prices.price[~np.isnan(prices.price)]))
    if (moving := float((steps > RESTLESS_MOVE).mean())) > RESTLESS:
        yield Reason(code="price_restless", params={"moving_share": moving})
    if len(moves) < LEAST_CHANGES:
        yield Reason(code="price_changes_few", params={"changes": len(moves), "least": LEAST_CHANGES})
    if shared := _with_promotions(places, prices.promo):
        yield Reason(code="price_with_promotions", params={"changes": len(moves), "shared": shared})
    if shared := _with_events(prices.dates[places.astype(int)], prices.dates, events):
        yield Reason(code="price_with_events", params={"changes": len(moves), "shared": shared})


def after_fitting(prices: PricePanel, fit: Fit) -> tuple[Reason, ...]:
    """Return what the fit shows: prices that follow demand or the season, and data that tell too little."""
    return tuple(_after(prices, fit))


def _after(prices: PricePanel, fit: Fit) -> Iterator[Reason]:
    places, moves = changes_at(prices.price)
    if len(moves) >= 2 and follows_demand(places.astype(int), moves, fit.demand) < FOLLOWS:
        yield Reason(code="price_follows_demand")
    if len(moves) >= LEAST_CHANGES and season_share(prices.price, fit) > SEASONAL:
        yield Reason(code="price_follows_season")
    told = float(fit.elasticity.std()) / ELASTICITY[1]
    if len(moves) and told > UNMOVED:
        yield Reason(code="price_effect_unclear", params={"left_share": min(told, 1.0)})


def follows_demand(places: np.ndarray, moves: Floats, demand: Floats) -> float:
    """Return the chance that price changes would lie as they do after strong (rises) or weak (cuts) demand by luck.

    The sum of each change times the demand of the four periods before it, against the same with the changes at
    every other place (circular shifts, so that the memory of demand is kept). One-sided: shops raise prices when they
    sell well. What was sold before a change, the change cannot have caused (Granger 1969, doi:10.2307/1912791).

    Parameters
    ----------
    places : array of shape (changes,), int
    moves : array of shape (changes,), log
    demand : array of shape (periods,), log
        What neither price, promotions, season nor advertising explain; NaN where unknown.

    Examples
    --------
    >>> demand = np.zeros(40)
    >>> demand[8:12] = demand[28:32] = 0.5
    >>> follows_demand(np.array([12, 32]), np.array([0.1, 0.1]), demand)
    0.05
    """
    filled = np.where(np.isnan(demand), np.nanmean(demand), demand)
    total = np.concatenate([[0.0], np.cumsum(filled)])
    lags = np.arange(len(filled))
    before = (total[lags] - total[np.maximum(lags - _LAGS, 0)]) / _LAGS
    shifts = [(places + k) % len(filled) for k in range(len(filled))]
    sums = np.array([float(moves @ before[at]) for at in shifts])
    return float((sums >= sums[0] - 1e-12).mean())


def season_share(price: Floats, fit: Fit) -> float:
    """Return the correlation of the price, its slow movement taken out, with the season of demand; 0 if none moves."""
    known = ~np.isnan(price)
    trend = np.stack([np.ones(known.sum()), np.arange(len(price))[known]], axis=1)
    left = price[known] - trend @ np.linalg.lstsq(trend, price[known], rcond=None)[0]
    season = fit.season[known]
    if left.std() < 1e-9 or season.std() < 0.02:
        return 0.0
    return float(np.corrcoef(left, season)[0, 1])


def _with_promotions(places: Floats, promo: Floats) -> int:
    """Return how many changes begin or end with a promotion, if more than luck would have; else 0."""
    running = promo > 0
    edges = np.flatnonzero(np.diff(running.astype(int)) != 0) + 1
    near = np.zeros(len(promo), dtype=bool)
    for shift in (-1, 0, 1):
        near[np.clip(edges + shift, 0, len(promo) - 1)] = True
    shared = int(near[places.astype(int)].sum())
    return shared if _unlikely(shared, len(places), float(near.mean())) else 0


def _with_events(starts: np.ndarray, dates: np.ndarray, events: pl.DataFrame) -> int:
    days = events["start"].drop_nulls().to_numpy().astype("datetime64[D]")
    if not len(days):
        return 0

    def near(at: np.ndarray) -> np.ndarray:
        gaps = np.abs((at[:, None] - days[None, :]).astype(float))
        return np.asarray((gaps <= _DAYS_NEAR).any(axis=1))

    shared = int(near(starts).sum())
    return shared if _unlikely(shared, len(starts), float(near(dates).mean())) else 0


def _unlikely(shared: int, changes: int, usual: float) -> bool:
    """Tell whether half of the changes or more coincide, and so many would by luck in less than one case in twenty."""
    from scipy.stats import binom

    return shared * 2 >= changes and float(binom.sf(shared - 1, changes, usual)) < UNLIKELY
