"""From what the optimiser found to amounts that can be typed: whole cents, whole steps, and the total exactly."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.sums import MOST_PIECES, Allowed, Cents, Sums
from bascule.panel import Floats

DOLLAR = 100


def to_cents(amounts: Floats, total: int, low: Cents, high: Cents, step: Cents) -> tuple[Cents, int]:
    """Return the amounts in whole cents, near those given, and what of the total could not be placed.

    Channels with a step take a multiple of it, or one of their bounds; the others share what is left, at equal
    distance from what was wanted, and the last cents go to the largest remainders (Hamilton's method). Where no such
    amounts sum to the total, the largest sum below it is met, and the rest is unspent.

    Parameters
    ----------
    amounts : array of shape (channels,), currency over the horizon
    total : int
        Cents over the horizon.
    low, high : arrays of shape (channels,), cents over the horizon
        Equal where a channel is decided already, for one that does not run at all for instance.
    step : array of shape (channels,), cents over the horizon
        1 where any cent will do.

    Raises
    ------
    ValueError
        If a `low` is above its `high`, or their sum above the total.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = np.zeros(3, np.int64), np.full(3, 9000)
    >>> to_cents(np.array([33.333, 33.333, 33.334]), 10_000, low, high, np.array([1, 1, 500]))
    (array([3250, 3250, 3500]), 0)
    >>> to_cents(np.array([50.0, 50.0, 0.0]), 10_001, low, high, np.array([500, 500, 500]))
    (array([5000, 5000,    0]), 1)
    """
    if (low > high).any():
        raise ValueError("a least is above its most")
    if low.sum() > total:
        raise ValueError("the least of all channels is above the total")
    # In units that divide every bound and step, amounts on the same steps are next to one another.
    undecided = low < high
    unit = int(np.gcd.reduce([*low, *high, *step[undecided]])) or 1
    units = np.where(undecided, step // unit, 1)
    wanted = 100 * np.asarray(amounts, dtype=float) / unit
    cents = unit * _placed(wanted, total // unit, low // unit, high // unit, units)
    return cents, total - int(cents.sum())


def _placed(wanted: Floats, total: int, low: Cents, high: Cents, step: Cents) -> Cents:
    own = [Allowed(*limits) for limits in zip(low.tolist(), high.tolist(), step.tolist(), strict=True)]
    stepped, loose = np.flatnonzero(step > 1), np.flatnonzero(step <= 1)
    cents = np.zeros(len(wanted), dtype=np.int64)
    # What can be reached by those without a step, then with each of the others.
    reached = [Allowed(int(low[loose].sum()), int(high[loose].sum())).sums(most=total)]
    for c in stepped.tolist():
        reached.append(own[c].sums(reached[-1], total))
    left = reached[-1].below(total) or 0
    for c, rest in reversed(list(zip(stepped.tolist(), reached[:-1], strict=True))):
        cents[c] = _nearest(own[c], rest, left, float(wanted[c]))
        left -= int(cents[c])
    cents[loose] = _shared(wanted[loose], min(left, int(high[loose].sum())), low[loose], high[loose])
    return cents


def _nearest(own: Allowed, rest: Sums, left: int, wanted: float) -> int:
    """Return the amount of a channel that lets the others come closest to the total, then that nearest to the wanted.

    They meet it exactly, but where there were too many sums to tell them apart.
    """
    amounts = _amounts(own, wanted)
    at = np.searchsorted(rest.starts, left - amounts, "right") - 1
    amounts, at = amounts[at >= 0], at[at >= 0]
    short = left - amounts - np.minimum(rest.ends[at], left - amounts)
    return int(amounts[np.lexsort((np.abs(amounts - wanted), short))[0]])


def _amounts(own: Allowed, wanted: float) -> Cents:
    """Return the amounts that a channel with a step may take; the nearest ones where they are too many to try."""
    middle = round(min(max(wanted, own.low), own.high) / own.step)
    first = max(-(-own.low // own.step), middle - MOST_PIECES)
    last = min(own.high // own.step, middle + MOST_PIECES)
    return np.append(own.step * np.arange(first, last + 1), [own.low, own.high])


def _shared(wanted: Floats, total: int, low: Cents, high: Cents) -> Cents:
    """Return whole amounts that sum to a total between bounds, nearest to what is wanted (least squares)."""
    if not len(wanted):
        return low.copy()
    lift = _lift(wanted, float(total), low, high)
    ideal = np.clip(wanted + lift, low, high)
    cents = np.clip(np.floor(ideal + 1e-6).astype(np.int64), low, high)
    order = np.argsort(cents - ideal, kind="stable")
    while (rest := total - int(cents.sum())) != 0:
        able = [c for c in order.tolist() if (cents[c] < high[c] if rest > 0 else cents[c] > low[c])]
        for c in able[: abs(rest)] if rest > 0 else able[::-1][: abs(rest)]:
            cents[c] += 1 if rest > 0 else -1
    return cents


def _lift(wanted: Floats, total: float, low: Cents, high: Cents) -> float:
    """Return what to add to every amount, before its bounds, for the total to be met (bisection)."""
    least, most = float((low - wanted).min()), float((high - wanted).max())
    for _ in range(200):
        middle = (least + most) / 2
        if np.clip(wanted + middle, low, high).sum() < total:
            least = middle
        else:
            most = middle
    return most


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
