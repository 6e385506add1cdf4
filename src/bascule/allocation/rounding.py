"""From what the optimiser found to amounts that can be typed: whole dollars week by week, and the total exactly."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.sums import Cents
from bascule.panel import Floats

DOLLAR = 100


def schedule(
    total_cents: Cents, weights: Floats, fixed: Cents, months: Sequence[int] | NDArray[np.int64] | None = None
) -> Cents:
    """Return what to spend each week, in cents: whole dollars, the same in each week of a month but its last.

    What a contract does not commit follows the weights. A month's amount is in whole dollars; its weeks have it in
    equal parts, rounded down to the dollar, and the last one takes the rest. The cents are in the last week that is
    spent in at all. A week whose contract is not in whole dollars may not be either.

    Parameters
    ----------
    total_cents : array of shape (channels,), cents over the horizon
    weights : array of shape (channels, weeks)
        The course of the weeks, not negative, in any unit; all zero where nothing but the contract is spent.
    fixed : array of shape (channels, weeks), cents
        What contracts commit.
    months : sequence of weeks numbers, optional
        To which month each week belongs; consecutive weeks of equal weight, unless given.

    Raises
    ------
    ValueError
        If a contract commits more than the total of its channel, or a weight is negative or not a number.

    Examples
    --------
    >>> import numpy as np
    >>> schedule(np.array([100_050]), np.array([[1.0, 1, 1, 1, 2, 2, 2]]), np.zeros((1, 7), np.int64))
    array([[10000, 10000, 10000, 10000, 20000, 20000, 20050]])
    """
    committed = fixed.sum(axis=1)
    if (committed > total_cents).any() or not (weights >= 0).all():
        raise ValueError("contracts above the total, or a weight below zero")
    rows = zip((total_cents - committed).tolist(), weights, fixed, strict=True)
    own = None if months is None else np.asarray(months)
    return np.array([_weeks(free, course, owed, own) for free, course, owed in rows], np.int64).reshape(fixed.shape)


def _weeks(free: int, course: Floats, owed: Cents, months: NDArray[np.int64] | None) -> Cents:
    if not course.any():
        course = np.ones_like(course)
    # Multiplied by a power of two, exactly: the smallest weights do not vanish, the largest do not overflow.
    course = np.ldexp(course, -int(np.frexp(course.max())[1]))
    key = course if months is None else months
    edges = [0, *(np.flatnonzero(np.diff(key)) + 1).tolist(), len(course)]
    reached = np.cumsum(course) / course.sum()
    last = int(np.flatnonzero(course)[-1])
    out, placed = owed.copy(), 0
    for start, end in pairwise(edges):
        upto = free if end > last else min(round(free * float(reached[end - 1]) / DOLLAR) * DOLLAR, free)
        _month(out[start:end], max(upto - placed, 0), course[start:end])
        placed = max(upto, placed)
    return out


def _month(weeks: Cents, amount: int, course: Floats) -> None:
    """Add an amount to the weeks of one month, in place."""
    run = np.flatnonzero(course)
    if not len(run):
        return
    owed = weeks[run].copy()
    shares = np.floor(amount * course[run] / course[run].sum()).astype(np.int64)
    weeks[run] = np.maximum((owed + shares) // DOLLAR * DOLLAR, owed)
    weeks[run[-1]] += amount - int((weeks[run] - owed).sum())
