"""Four questions on price: too cheap to be good, cheap, expensive, too expensive to be bought; where the curves cross.

P. H. van Westendorp (1976), "NSS Price Sensitivity Meter: a new approach to study consumer perception of prices",
Proceedings of the 29th ESOMAR Congress, Venice, 139–167.
"""

import numpy as np
import polars as pl

from bascule.brand.asked import most_answered
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns.brand import VanWestendorp

QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")
# Fewer respondents draw no curve; fewer than ENOUGH draw a shaky one, and it is said.
LEAST, ENOUGH = 5, 30
BOOTSTRAPS = 1000
CURVE_POINTS = 60


def van_westendorp(rows: pl.DataFrame, seed: int) -> VanWestendorp | None:
    """Return where the four curves cross, with intervals over respondents; None where fewer than five are usable.

    Someone whose four prices are incomplete or not in order (too cheap ≤ cheap ≤ expensive ≤ too expensive, the ends
    apart) is left out and counted. With S the share of respondents at price p: too cheap S(too_cheap ≥ p), cheap
    S(cheap ≥ p), expensive S(expensive ≤ p), too expensive S(too_expensive ≤ p). The acceptable range is
    from where as many find it too cheap as expensive, to where as many find it cheap as too expensive. Intervals by the
    bootstrap over respondents (Efron 1979, doi:10.1214/aos/1176344552).

    Parameters
    ----------
    rows : DataFrame
        The `price_surveys` table, in one currency; the product with most answers is read.
    seed : int
    """
    asked = rows.filter(pl.col("method") == "van_westendorp")
    if asked.is_empty():
        return None
    asked, product, notes = most_answered(asked)
    prices = asked.select(QUESTIONS).to_numpy().astype(float)
    kept = prices[in_order(prices)]
    if len(kept) < LEAST:
        return None
    if len(kept) < ENOUGH:
        notes = (*notes, Reason(code="price_survey_few", params={"respondents": len(kept), "least": ENOUGH}))
    # The order in which people answered must not matter, not even to the last bit.
    kept = kept[np.lexsort(kept.T)]
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(len(kept), np.full(len(kept), 1 / len(kept)), size=BOOTSTRAPS).astype(float)
    points = {name: Interval90.of(found) for name, found in crossings(kept, counts).items()}
    return VanWestendorp(
        respondents=len(kept),
        refused=len(prices) - len(kept),
        product=product,
        **points,
        curve=curve(kept),
        reasons=(*notes, Reason(code="price_stated")),
    )


def in_order(prices: Floats) -> np.ndarray:
    """Tell whose four prices are whole and in order, shape (respondents,), of prices (respondents, 4).

    Examples
    --------
    >>> in_order(np.array([[5, 10, 20, 30], [12, 10, 20, 30], [5, 10, 20, np.nan], [9, 9, 9, 9]])).tolist()
    [True, False, False, False]
    """
    ordered = (np.diff(prices, axis=1) >= 0).all(axis=1) & (prices[:, 0] > 0)
    return np.asarray(ordered & (prices[:, 3] > prices[:, 0]))


def crossings(prices: Floats, counts: Floats) -> dict[str, Floats]:
    """Return the four points for each weighting of the respondents, by their names in the result.

    Parameters
    ----------
    prices : array of shape (respondents, 4), currency
    counts : array of shape (weightings, respondents)
        How often each respondent counts.

    Examples
    --------
    >>> prices = np.array([[5, 10, 20, 30], [8, 12, 22, 28], [6, 15, 25, 40.0]])
    >>> {name: found.tolist() for name, found in crossings(prices, np.ones((1, 3))).items()}
    {'too_cheap': [14.0], 'indifference': [17.5], 'optimal': [18.0], 'too_expensive': [21.5]}
    """
    falling = {0: _at_least(prices[:, 0], counts), 1: _at_least(prices[:, 1], counts)}
    rising = {2: _at_most(prices[:, 2], counts), 3: _at_most(prices[:, 3], counts)}
    pairs = {"too_cheap": (0, 2), "indifference": (1, 2), "optimal": (0, 3), "too_expensive": (1, 3)}
    return {
        name: _cross(prices[:, down], falling[down], prices[:, up], rising[up]) for name, (down, up) in pairs.items()
    }


class _Steps:
    """A share of respondents as a function of the price, constant between the prices given."""

    def __init__(self, prices: Floats, counts: Floats, *, rising: bool) -> None:
        order = np.argsort(prices, kind="stable")
        self._prices = prices[order]
        total = counts.sum(axis=1, keepdims=True)
        below = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts[:, order], axis=1)], axis=1) / total
        self._shares = below if rising else 1 - below
        self._rising = rising

    def at(self, grid: Floats) -> Floats:
        place = np.searchsorted(self._prices, grid, side="right" if self._rising else "left")
        return np.take(self._shares, place, axis=1)


def _at_least(prices: Floats, counts: Floats) -> _Steps:
    return _Steps(prices, counts, rising=False)


def _at_most(prices: Floats, counts: Floats) -> _Steps:
    return _Steps(prices, counts, rising=True)


def _cross(down: Floats, falling: _Steps, up: Floats, rising: _Steps) -> Floats:
    """Return where the rising curve meets the falling one: between the last price below and the first above."""
    grid = np.unique(np.concatenate([down, up]))
    gap = rising.at(grid) - falling.at(grid)
    # Rounding of sums of shares must not tell a tie from a crossing.
    below, above = gap < -1e-9, gap > 1e-9
    last_below = np.where(below.any(axis=1), gap.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1), 0)
    first_above = np.where(above.any(axis=1), np.argmax(above, axis=1), len(grid) - 1)
    # Curves are steps: between two prices nobody named any, and the middle of the gap is as good as any point of it.
    return np.asarray((grid[last_below] + grid[first_above]) / 2)


def curve(prices: Floats) -> tuple[tuple[float, float, float, float, float], ...]:
    """Return the four curves as (price, too cheap, cheap, expensive, too expensive), at sixty prices at most."""
    grid = np.unique(prices)
    if len(grid) > CURVE_POINTS:
        grid = np.unique(np.quantile(grid, np.linspace(0, 1, CURVE_POINTS), method="nearest"))
    once = np.ones((1, len(prices)))
    columns = [_at_least(prices[:, at], once).at(grid)[0] for at in (0, 1)]
    columns += [_at_most(prices[:, at], once).at(grid)[0] for at in (2, 3)]
    lines = np.stack([grid, *columns], axis=1)
    return tuple((float(a), float(b), float(c), float(d), float(e)) for a, b, c, d, e in lines)
