"""Would you buy at this price: demand by price, and the prices that would bring most revenue and most margin.

A. Gabor and C. W. J. Granger (1966), "Price as an Indicator of Quality: Report on an Enquiry", Economica 33(129):43,
doi:10.2307/2550961.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from bascule.brand.asked import most_answered
from bascule.brand.price_list import price_of_today
from bascule.company import Company
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns.brand import GaborGranger, GaborGrangerPoint

LEAST, ENOUGH = 5, 30
DRAWS = 1000
_ROUNDS = 300
# Prices that differ by less are one, whatever the last bit says.
_CENTS = 1e-6


@dataclass(frozen=True)
class Bounds:
    """Between which of the prices asked each respondent stops buying.

    Attributes
    ----------
    prices : array of shape (prices,), currency
        Those asked, rising.
    asked : array of shape (prices,)
        Answers at each.
    low, high : arrays of shape (respondents,), int
        Would buy at the first `low` prices, would not from the price at place `high` on; between, nobody knows.
    refused : int
        Respondents who would buy at a price but not at a lower one.
    """

    prices: Floats
    asked: Floats
    low: np.ndarray
    high: np.ndarray
    refused: int


def gabor_granger(
    rows: pl.DataFrame, company: Company, seed: int, prices: pl.DataFrame | None = None
) -> GaborGranger | None:
    """Return demand by price from answers; None where fewer than five usable people, or two prices, are asked.

    "Maybe" counts as no: what people say that they would buy is more than what they buy. Someone who would pay
    a price would pay less; so the share who would buy at p, S(p) = P(w ≥ p), never rises. Answers say between
    which prices w lies, and S is its non-parametric maximum likelihood (Turnbull 1976,
    doi:10.1111/j.2517-6161.1976.tb01597.x): the monotone regression of shares where each is asked one price, and right
    where a price is asked only of those who accepted a lower one. Uncertainty by weights on respondents (Rubin 1981,
    doi:10.1214/aos/1176345338) with half an imaginary person who always buys and half one who never does: at one price,
    Jeffreys' Beta.

    Parameters
    ----------
    rows : DataFrame
        The `price_surveys` table, in one currency; the product with most answers is read.
    company : Company
        Its currency, and its margin m: a unit costs (1 − m) times the product's price of today.
    seed : int
    prices : DataFrame, optional
        The canonical table, where that price is looked up by the product's name; without it no margin can be told.
    """
    asked = rows.filter(pl.col("method") == "gabor_granger").drop_nulls(["price", "answer", "respondent"])
    if asked.is_empty():
        return None
    asked, product, notes = most_answered(asked)
    found = bounds(asked)
    today = None if prices is None else price_of_today(prices, product, company.currency)
    people = len(found.low)
    if people < LEAST or len(found.prices) < 2:
        return None
    if people < ENOUGH:
        notes = (*notes, Reason(code="price_survey_few", params={"respondents": people, "least": ENOUGH}))
    if found.refused:
        notes = (*notes, Reason(code="price_answers_contrary", params={"respondents": found.refused}))
    if today is None:
        notes = (*notes, Reason(code="unit_cost_unknown"))
    shares = demand(found, np.random.default_rng(seed))
    cost = None if today is None else (1 - company.gross_margin) * today
    return GaborGranger(
        respondents=people,
        product=product,
        points=_points(found, shares, cost),
        best_revenue=_best(found.prices, shares * found.prices),
        best_margin=None if cost is None else _best(found.prices, shares * (found.prices - cost)),
        reasons=(*notes, Reason(code="price_stated")),
    )


def bounds(rows: pl.DataFrame) -> Bounds:
    """Return what each respondent's answers say of the most they would pay.

    Parameters
    ----------
    rows : DataFrame
        With `source_file`, `respondent`, `price` and `answer`, all known but the file.
    """
    prices = np.unique(np.round(rows["price"].to_numpy() / _CENTS) * _CENTS)
    place = pl.Series("place", np.abs(rows["price"].to_numpy()[:, None] - prices).argmin(axis=1))
    yes = pl.col("answer") == "yes"
    each = rows.with_columns(place).group_by("source_file", "respondent").agg(
        (pl.col("place").filter(yes).max() + 1).fill_null(0).alias("low"),
        pl.col("place").filter(~yes).min().fill_null(len(prices)).alias("high"),
    )  # fmt: skip
    # The order in which people answered must not matter, not even to the last bit.
    each = each.sort("low", "high")
    fine = each.filter(pl.col("low") <= pl.col("high"))
    counted = rows.with_columns(place).join(fine, on=["source_file", "respondent"], how="semi", nulls_equal=True)
    asked = np.bincount(counted["place"].to_numpy(), minlength=len(prices)).astype(float)
    return Bounds(prices, asked, fine["low"].to_numpy(), fine["high"].to_numpy(), each.height - fine.height)


def demand(found: Bounds, rng: np.random.Generator) -> Floats:
    """Return draws of the share who would buy at each price, shape (draws, prices)."""
    count = len(found.prices)
    kinds, people = np.unique(np.stack([found.low, found.high], axis=1), axis=0, return_counts=True)
    kinds = np.concatenate([kinds, [[0, 0], [count, count]]])
    weights = rng.standard_gamma(np.concatenate([people.astype(float), [0.5, 0.5]]), size=(DRAWS, len(kinds)))
    return turnbull(kinds, weights)


def turnbull(kinds: np.ndarray, weights: Floats) -> Floats:
    """Return the shares who would buy at each price, by expectation–maximisation, for each weighting.

    Parameters
    ----------
    kinds : array of shape (kinds, 2), int
        Sorts of respondents: (low, high) as in :class:`Bounds`.
    weights : array of shape (weightings, kinds)

    Examples
    --------
    >>> turnbull(np.array([[0, 0], [1, 1], [2, 2]]), np.array([[1.0, 1.0, 2.0]])).round(3).tolist()
    [[0.75, 0.5]]
    """
    count = int(kinds.max())
    cells = np.arange(count + 1)
    # Cell k: would buy at the first k prices and no more.
    inside = ((cells >= kinds[:, :1]) & (cells <= kinds[:, 1:])).astype(float)
    total = weights.sum(axis=1, keepdims=True)
    mass = np.full((len(weights), count + 1), 1 / (count + 1))
    for _ in range(_ROUNDS):
        expected = (weights / np.maximum(mass @ inside.T, 1e-300)) @ inside
        new = mass * expected / total
        done = np.abs(new - mass).max() < 1e-7
        mass = new
        if done:
            break
    return np.asarray(1 - np.cumsum(mass, axis=1)[:, :-1])


def _points(found: Bounds, shares: Floats, cost: float | None) -> tuple[GaborGrangerPoint, ...]:
    middle = np.median(shares, axis=0)
    return tuple(
        GaborGrangerPoint(
            price=float(price),
            share=Interval90.of(shares[:, at]),
            revenue=float(100 * price * middle[at]),
            margin=None if cost is None else float(100 * (price - cost) * middle[at]),
            asked=int(found.asked[at]),
        )
        for at, price in enumerate(found.prices)
    )


def _best(prices: Floats, worth: Floats) -> Interval90:
    # A price that was asked, never one between two.
    low, middle, high = np.quantile(prices[worth.argmax(axis=1)], [0.05, 0.5, 0.95], method="inverted_cdf")
    return Interval90(p05=float(low), p50=float(middle), p95=float(high))
