"""Whether a retention curve levels off above nothing: those who never leave, told from those who leave slowly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bascule.diagnosis.transition.inputs import SURE
from bascule.panel import Floats
from bascule.plans import Interval90
from bascule.returns.structure import CurvePoint
from bascule.returns.transition import State

# A floor that counts: one customer in twenty still there.
FLOOR = 0.05
# Under so many points, or customers at a point, a curve has no end to speak of.
LEAST_POINTS, LEAST_CUSTOMERS = 6, 20
# More than this at a point would ask for a finer grid, and for a model truer than any: they count as so many.
MOST_COUNTED = 100.0
# Points of the grid: floor, height above it, mean monthly loss of the others, how unlike they are.
_FLOORS, _HEIGHTS, _LOSSES, _SPREADS = 81, 40, 12, 6


@dataclass(frozen=True)
class Flattening:
    """What the curve says.

    Attributes
    ----------
    state : {'yes', 'no', 'unsure', 'not_measured'}
        Whether its floor is over :data:`FLOOR`, with 90 % certainty.
    floor : Interval90 or None
        Share of customers that the curve comes down to.
    chance : float or None
        That it is over :data:`FLOOR`.
    months : int
        Points it rests on.
    """

    state: State
    floor: Interval90 | None = None
    chance: float | None = None
    months: int = 0


def flattening(curve: Sequence[CurvePoint]) -> Flattening:
    """Return whether a retention curve levels off above nothing.

    Parameters
    ----------
    curve : sequence of CurvePoint
        Share of customers active by month since the first; the first month itself is left out, as it is 1 by right.

    Notes
    -----
    r(t) = f + a · S(t): a share f never leaves, the others as in the shifted-beta-geometric model (Fader & Hardie 2007,
    doi:10.1002/dir.20074), S(t) = ∏ (β + i − 1) / (α + β + i − 1), whose loss falls with time only because the quick to
    leave are gone. A curve whose loss falls is thus no proof of a floor: f and the unlikeness of the others must both
    fit. Binomial likelihood on a grid, flat priors on a, 1 / (α + β + 1) and the root of the mean loss α / (α + β). f
    is as likely over :data:`FLOOR` as not before the data, and flat on both sides: flat on all of it, it would call a
    floor nineteen times in twenty where the curve is too short to tell. α + β is one at least: below it, part of the
    others hardly ever leave, which is a floor by another name.
    The same customers make all the points: each point counts as a share 1 / points of its customers. A floor of exactly
    nothing is never within the interval, which is of what is above it.
    """
    points = sorted((p for p in curve if p.month >= 1 and p.customers >= LEAST_CUSTOMERS), key=lambda p: p.month)
    if len(points) < LEAST_POINTS:
        return Flattening("not_measured", months=len(points))
    floors, weights = _posterior(points)
    chance = float(weights[floors > FLOOR].sum())
    state: State = "yes" if chance >= SURE else "no" if chance <= 1 - SURE else "unsure"
    return Flattening(state, _interval(floors, weights), chance, len(points))


def _posterior(points: Sequence[CurvePoint]) -> tuple[Floats, Floats]:
    """Return the floors of the grid and the probability of each."""
    rates = np.array([p.rate.p50 for p in points])
    counts = np.minimum(np.array([float(p.customers) for p in points]) / len(points), MOST_COUNTED)
    most = min(1.0, 1.25 * float(rates.max()) + 0.05)
    floors, heights = np.linspace(0, most, _FLOORS), np.linspace(0, most, _HEIGHTS)
    left = _survivors(np.array([p.month - points[0].month for p in points]))
    scores = np.full((_FLOORS, _HEIGHTS, len(left)), -np.inf)
    for place, floor in enumerate(floors):
        held = floor + heights[:, None, None] * left
        inside = (held <= 1.0).all(axis=2)
        held = held.clip(1e-9, 1 - 1e-9)
        score = (counts * (rates * np.log(held) + (1 - rates) * np.log1p(-held))).sum(axis=2)
        scores[place] = np.where(inside, score, -np.inf)
    weights = np.exp(scores - scores.max()).sum(axis=(1, 2)) * _even(floors)
    return floors, weights / weights.sum()


def _even(floors: Floats) -> Floats:
    """Return prior weights of floors that make one over FLOOR as likely as none: a short curve then tells neither."""
    over = floors > FLOOR
    return np.where(over, 1 / max(int(over.sum()), 1), 1 / max(int((~over).sum()), 1))


def _survivors(months: Floats) -> Floats:
    """Return S(t) of each pair of mean loss and unlikeness at each month, shape (pairs, months)."""
    loss = (np.arange(_LOSSES) + 0.5) / _LOSSES
    # Small losses are those that matter: half of the grid is under a quarter a month. 1 / (α + β + 1) is under a half.
    loss, spread = np.meshgrid(loss**2, (np.arange(_SPREADS) + 0.5) / (2 * _SPREADS), indexing="ij")
    total = (1 / spread - 1).ravel()[:, None]
    stays = (1 - loss).ravel()[:, None] * total
    steps = np.arange(int(months.max()))
    kept = np.cumprod((stays + steps) / (total + steps), axis=1)
    return np.concatenate([np.ones((len(kept), 1)), kept], axis=1)[:, months]


def _interval(floors: Floats, weights: Floats) -> Interval90:
    # Each floor stands for the cell about it.
    reached = np.cumsum(weights) - weights / 2
    low, middle, high = np.interp([0.05, 0.5, 0.95], reached, floors)
    return Interval90(p05=float(low), p50=float(middle), p95=float(high))
