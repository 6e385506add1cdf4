"""What a test is worth before it is run: how much better the next plan would be, on average, for knowing its answer.

Expected value of sample information (Raiffa & Schlaifer 1961, Applied Statistical Decision Theory), by weighing the
draws of the posterior with what each answer would say of them (Menzies 2016, doi:10.1177/0272989X15583495).
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from bascule.mmm.trials import LEAST_RETURN, TRANSFER
from bascule.panel import Floats

Cents = NDArray[np.int64]
# Answers of a test that are tried, of equal probability.
ANSWERS = 40
# Points of the noise of a test laid on each draw, to find these answers without chance.
NOISE_POINTS = 9
# Draws that must still weigh, after an answer, for the next plan not to chase a few of them.
LEAST_DRAWS, WIDEN = 30, 1.25
# Strata of a channel's return in which it counts as known.
STRATA = 40


class Chooser(Protocol):
    """What picks a plan and says what it brings; many cases at once.

    Weights sum to one over the draws; plans are cents a week by channel; gains are changes of contribution margin
    against the usual plan, company currency over the horizon.
    """

    def best(self, weights: Floats) -> Cents:
        """Return the best plan under each weighing of the draws: (cases, draws) to (cases, channels)."""

    def gains(self, cents: Cents) -> Floats:
        """Return what each plan brings in each draw: (cases, channels) to (cases, draws)."""


def answer_spread(returns: Floats, error: float, transfer: float = TRANSFER) -> Floats:
    """Return the standard deviation of a test's answer about each draw of the return (draws,).

    The error of the test itself, and what its weeks may differ from the year (see :mod:`bascule.mmm.trials`).
    """
    return np.asarray(np.hypot(error, transfer * np.maximum(np.abs(returns), LEAST_RETURN)))


def answers(returns: Floats, spread: Floats) -> Floats:
    """Return the answers that a test may give, of equal probability, shape (ANSWERS,)."""
    nodes = ndtri((np.arange(NOISE_POINTS) + 0.5) / NOISE_POINTS)
    drawn = returns[:, None] + spread[:, None] * nodes
    return np.asarray(np.quantile(drawn, (np.arange(ANSWERS) + 0.5) / ANSWERS))


def after_answers(returns: Floats, error: float, transfer: float = TRANSFER) -> Floats:
    """Return the weight of each draw after each answer, shape (ANSWERS, draws).

    An error so small that fewer than LEAST_DRAWS draws would count is widened: the value found is then a lower one.
    """
    least = min(LEAST_DRAWS, len(returns) / 2)
    tried = max(error, 1e-3 * float(returns.std()), 1e-12)
    while True:
        spread = answer_spread(returns, tried, transfer)
        away = (answers(returns, spread)[:, None] - returns) / spread
        score = -0.5 * away**2 - np.log(spread)
        weight = np.exp(score - score.max(axis=1, keepdims=True))
        weight /= weight.sum(axis=1, keepdims=True)
        if (1 / (weight**2).sum(axis=1)).min() >= least or tried > 100 * max(float(np.ptp(returns)), 1e-12):
            return np.asarray(weight)
        tried *= WIDEN


def present_gains(chooser: Chooser, draws: int) -> Floats:
    """Return what the plan chosen without any test brings in each of the draws, shape (1, draws)."""
    return chooser.gains(chooser.best(np.full((1, draws), 1 / draws)))


def gained(weights: Floats, chooser: Chooser, present: Floats) -> Floats:
    """Return how much better the plan chosen under each weighing is than the present one, currency, shape (cases,)."""
    better = chooser.gains(chooser.best(weights)) - present
    return np.asarray((weights * better).sum(axis=1))


def evsi(returns: Floats, error: float, chooser: Chooser, present: Floats, transfer: float = TRANSFER) -> float:
    """Return the expected value of a test's answer, company currency over the chooser's horizon.

    Parameters
    ----------
    returns : array of shape (draws,)
        The iroas of the channel tested, in each draw of the posterior.
    error : float
        Standard error of the iroas that the test gives.
    chooser : Chooser
    present : array of shape (1, draws)
        See :func:`present_gains`.
    transfer : float
        What the test's weeks may differ from the year, share of the return.
    """
    return max(float(gained(after_answers(returns, error, transfer), chooser, present).mean()), 0.0)


def strata(returns: Floats) -> Floats:
    """Return weights that make a return (draws,) known: of strata of the ordered draws, shape (strata, draws).

    Each of LEAST_DRAWS or more (Strong & Oakley 2013, doi:10.1177/0272989X12465123).
    """
    order = np.argsort(returns, kind="stable")
    parts = np.array_split(order, max(2, min(STRATA, len(returns) // LEAST_DRAWS)))
    weights = np.zeros((len(parts), len(returns)))
    for row, part in zip(weights, parts, strict=True):
        row[part] = 1 / len(part)
    return weights


def evppi(returns: Floats, chooser: Chooser, present: Floats) -> float:
    """Return the expected value of knowing a channel's return exactly: no test of it is worth more (currency)."""
    return max(float(gained(strata(returns), chooser, present).mean()), 0.0)


def worths(returns: Floats, errors: Floats, chooser: Chooser, present: Floats) -> tuple[list[float], float]:
    """Return :func:`evsi` at each of `errors`, and :func:`evppi`, all asked of the chooser at once."""
    cases = [*(after_answers(returns, float(error)) for error in errors), strata(returns)]
    better = gained(np.concatenate(cases), chooser, present)
    means = [max(float(part.mean()), 0.0) for part in np.split(better, np.cumsum([len(case) for case in cases])[:-1])]
    return means[:-1], means[-1]
