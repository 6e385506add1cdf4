"""Natural experiments: the stops, starts and steps that a channel's spending already went through."""

from itertools import pairwise

import numpy as np

from bascule.panel import Floats

# A spell on or off counts from this many periods; shorter ones are noise of the calendar.
SPELL = 3
OFF_BELOW = 0.05
STEP_WINDOW = 6
STEP_RATIO = 1.75
# … and by this many standard errors of the difference: a budget that always jumps makes no steps.
STEP_ERRORS = 4.0


def is_on(spend: Floats) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Tell, period by period, whether the channel was on: above a trace of its mean spend when it spends."""
    usual = float(spend[spend > 0].mean()) if (spend > 0).any() else 0.0
    return np.asarray(spend > OFF_BELOW * max(usual, 1e-12))


def switches(spend: Floats) -> int:
    """Return how many times spending (periods,) went from on to off or back, spells of SPELL periods at least.

    Examples
    --------
    >>> import numpy as np
    >>> switches(np.array([5, 5, 5, 0, 0, 0, 0, 5, 5, 5, 0, 5, 5.0]))
    2
    """
    on = is_on(spend)
    edges = np.flatnonzero(np.diff(on.astype(int))) + 1
    spells = np.split(on, edges)
    long = [bool(spell[0]) for spell in spells if len(spell) >= SPELL]
    return sum(a != b for a, b in pairwise(long))


def steps(spend: Floats) -> int:
    """Return how many lasting changes of level, by STEP_RATIO or more, spending (periods,) went through while on.

    Examples
    --------
    >>> import numpy as np
    >>> steps(np.r_[np.full(12, 100.0), np.full(12, 220.0)])
    1
    """
    found, t, on = 0, STEP_WINDOW, is_on(spend)
    while t <= len(spend) - STEP_WINDOW:
        before, after = spend[t - STEP_WINDOW : t], spend[t : t + STEP_WINDOW]
        if on[t - STEP_WINDOW : t + STEP_WINDOW].all() and _stepped(before, after):
            found += 1
            t += STEP_WINDOW
        t += 1
    return found


def _stepped(before: Floats, after: Floats) -> bool:
    low, high = sorted((float(before.mean()), float(after.mean())))
    error = np.sqrt((before.var(ddof=1) + after.var(ddof=1)) / STEP_WINDOW)
    return bool(high / low >= STEP_RATIO and high - low >= STEP_ERRORS * error)


def breaks(spend: Floats) -> int:
    """Return switches and steps together, the natural experiments of a channel's history (periods,)."""
    return switches(spend) + steps(spend)
