"""A first reading of sales: how much each period weighs, and how large the noise is."""

import math

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.baseline import Column, first_basis, freedom, smooth
from bascule.mmm.outcome import Outcome
from bascule.panel import Floats, Panel

# Variance follows the mean as for counts; a period far out weighs as under a Student-t of this many degrees.
TAIL_FREEDOM = 5.0
# No company's weekly sales are known, or vary, by less than this share.
LEAST_NOISE = 0.02
# What weekly sales of a small company vary by, unexplained, and how many free observations that is worth as a guess.
USUAL_NOISE = (0.12, 5.0)


def expected_revenue(panel: Panel, basis: list[Column]) -> Floats:
    """Return a first reading of the expected revenue over its mean, by ridge regression on a basis."""
    known = ~np.isnan(panel.revenue)
    fill = np.where(known, panel.revenue, np.nanmean(panel.revenue)) / np.nanmean(panel.revenue)
    return np.maximum(smooth(fill, basis), 0.2)


def read_noise(panel: Panel, outcome: Outcome) -> tuple[Floats, Floats]:
    """Return how much each period weighs, and the log of a first guess of each series' noise.

    The first is the root of a relative precision, shape (series, periods): less where sales are high or far out; the
    second, shape (series,), is net of what the first reading itself fitted.
    """
    basis = first_basis(panel)
    by_mean, used = expected_revenue(panel, basis) ** -0.5, freedom(basis)
    weights, noises = [], []
    for values, unknown in zip(outcome.values, outcome.unknown, strict=True):
        filled = np.where(unknown, values[~unknown].mean(), values)
        rest = np.where(unknown, 0.0, (filled - smooth(filled, basis)) * by_mean)
        heed = _heed(rest, ~unknown)
        weights.append(by_mean * heed)
        noises.append(_log_noise((rest * heed)[~unknown], used))
    return np.array(weights), np.array(noises)


def _heed(rest: Floats, known: NDArray[np.bool_]) -> Floats:
    spread = 1.4826 * np.median(np.abs(rest[known] - np.median(rest[known]))) + 1e-9
    outlying = (TAIL_FREEDOM + 1) / (TAIL_FREEDOM + (rest / spread) ** 2)
    return np.asarray(np.sqrt(np.minimum(outlying, 1.0)))


def _log_noise(rest: Floats, used: float) -> float:
    usual, worth = USUAL_NOISE
    free = max(len(rest) - used, 0.0)
    return math.log(max(math.sqrt((float(rest @ rest) + worth * usual**2) / (free + worth)), LEAST_NOISE))
