"""How the effect of a week's spending comes over the weeks, and what a test sees of it."""

import numpy as np

from bascule.panel import Floats

# Weeks over which an effect is followed.
REACH = 52
# A test is read once this share of what it held back has shown …
SHOWN = 0.8
# … or after this many more weeks: longer, everything else blurs it.
MOST_WAIT = 4


def kernel(keep: float, stages: float = 1.0, cycle: float = 0.0) -> Floats:
    """Return the share of an effect that comes each week, that of the spending first, shape (REACH,).

    Parameters
    ----------
    keep : float
        Share of the effect that lasts from a week to the next, 0 to 1.
    stages : float
        2 for a delayed channel (see :mod:`bascule.mmm.density.response`).
    cycle : float
        Retention a week of each of the two stages that lead from a lead to a sale.

    Examples
    --------
    >>> kernel(0.5)[:3]
    array([0.5  , 0.25 , 0.125])
    >>> kernel(0.5, stages=2)[:3]
    array([0.25  , 0.25  , 0.1875])
    """
    weeks = np.arange(REACH)
    found = np.eye(1, REACH)[0]
    for lasts in (keep, *([keep] if stages > 1 else []), *([cycle, cycle] if cycle > 0 else [])):
        found = np.convolve(found, (1 - lasts) * lasts**weeks)[:REACH]
    return np.asarray(found)


def half_weeks(shares: Floats) -> int:
    """Return how many weeks half of an effect takes, that of the spending included; `shares` is a kernel.

    Examples
    --------
    >>> half_weeks(kernel(0.3)), half_weeks(kernel(0.7)), half_weeks(kernel(0.0))
    (1, 2, 1)
    """
    return int(np.searchsorted(np.cumsum(shares), 0.5 - 1e-9) + 1)


def wait_weeks(shares: Floats) -> int:
    """Return how many weeks to wait, after a test, for what it held back to have shown.

    Examples
    --------
    >>> wait_weeks(kernel(0.3)), wait_weeks(kernel(0.7)), wait_weeks(kernel(0.95))
    (1, 4, 4)
    """
    return min(int(np.searchsorted(np.cumsum(shares), SHOWN)), MOST_WAIT)


def exposure(levels: Floats, shares: Floats) -> Floats:
    """Return how far the effect is from its usual level, week by week, shape (weeks + wait,); 0 is usual, -1 none.

    Parameters
    ----------
    levels : array of shape (weeks,)
        Spending of each week of a test over the usual.
    shares : array of shape (REACH,)
        A kernel.

    Examples
    --------
    >>> exposure(np.array([0.0, 1.0]), kernel(0.0)).tolist()
    [-1.0, 0.0]
    """
    length = len(levels) + wait_weeks(shares)
    return np.asarray(np.convolve(levels - 1.0, shares)[:length])


def seen_share(weeks: int, shares: Floats) -> float:
    """Return the share of an effect held back for so many weeks that shows before the test is read.

    Examples
    --------
    >>> seen_share(8, kernel(0.0)), round(seen_share(8, kernel(0.7)), 2)
    (1.0, 0.93)
    """
    return float(-exposure(np.zeros(weeks), shares).sum() / weeks)
