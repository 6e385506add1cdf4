"""Response of one channel to spending to come, that a level sets week by week: value and slope by draw and level."""

import numpy as np
from numba import njit

from bascule.mmm.density.response import TAIL, hill
from bascule.mmm.sampler.signature import FAST

# Carry-over that would move the response by less than this share is over.
SETTLED = 1e-5


@njit(cache=True, nogil=True, error_model="numpy")
def carry(spend, start, keep, stages):
    """Return the two stages of carry-over after a path of spending (periods,), for draws of retention: (2, draws)."""
    out = np.empty((2, keep.shape[0]))
    for i in range(keep.shape[0]):
        first = level = start
        for t in range(spend.shape[0]):
            first = keep[i] * first + (1.0 - keep[i]) * spend[t]
            level = keep[i] * level + (1.0 - keep[i]) * first if stages > 1.0 else first
        out[0, i], out[1, i] = first, level
    return out


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def add_week(value, by_level, levels, still, moved, half, slope, weight):
    """Add one week's response at the carry-over `still + levels x moved`, and its slope in the level: (points,)."""
    if slope == 1.0:
        for p in range(levels.shape[0]):
            r = 1.0 / (still + levels[p] * moved + half)
            value[p] += weight * (1.0 - half * r)
            by_level[p] += weight * half * moved * r * r
    elif slope == 1.5:
        # The published S-shape: its power is a square root, many times quicker than a power.
        top = half * np.sqrt(half)
        for p in range(levels.shape[0]):
            root = np.sqrt(max(still + levels[p] * moved, 0.0))
            power = root * root * root
            r = 1.0 / (power + top)
            value[p] += weight * power * r
            by_level[p] += weight * 1.5 * root * top * r * r * moved
    else:
        for p in range(levels.shape[0]):
            share, rate = hill(still + levels[p] * moved, half, slope)
            value[p] += weight * share
            by_level[p] += weight * rate * moved


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def table(fixed, shape, levels, after, worth, state, keep, half, slope, stages):
    """Return the summed response of the courses `fixed + level x shape`, and its slope: both (draws, levels).

    `fixed`, `shape` (weeks,) and `levels` (points,) make the spending; `after` is what is spent each week afterwards,
    `worth` (weeks + TAIL,) what a response is worth in each week, `state` (2, draws) the carry-over before.
    """
    draws, points, weeks = keep.shape[0], levels.shape[0], shape.shape[0]
    value, by_level = np.zeros((draws, points)), np.zeros((draws, points))
    top = levels[points - 1]
    for i in range(draws):
        k, h = keep[i], half[i]
        still_1, still_2 = state[0, i], state[1, i]
        moved_1, moved_2 = 0.0, 0.0
        for t in range(weeks + TAIL):
            x = fixed[t] if t < weeks else after
            y = shape[t] if t < weeks else 0.0
            still_1 = k * still_1 + (1.0 - k) * x
            moved_1 = k * moved_1 + (1.0 - k) * y
            if stages > 1.0:
                still_2 = k * still_2 + (1.0 - k) * still_1
                moved_2 = k * moved_2 + (1.0 - k) * moved_1
            else:
                still_2, moved_2 = still_1, moved_1
            add_week(value[i], by_level[i], levels, still_2, moved_2, h, slope, worth[t])
            moving = max(moved_1, moved_2) * top
            if t >= weeks and moving < SETTLED * h and max(abs(still_1 - after), abs(still_2 - after)) < SETTLED * h:
                # From here on every level makes the same response: that of spending `after` for ever.
                rest = worth[t + 1 :].sum() * hill(after, h, slope)[0]
                for p in range(points):
                    value[i, p] += rest
                break
    return value, by_level


@njit(cache=True, nogil=True, error_model="numpy")
def path(spend, after, worth, state, keep, half, slope, stages, cycle):
    """Return the response week by week to a path of spending, its tail included, for each draw: (draws, weeks + TAIL).

    A lead becomes a sale through two stages of retention `cycle`, which begin where spending `after` for ever has them.
    """
    weeks = spend.shape[0]
    out = np.empty((keep.shape[0], weeks + TAIL))
    for i in range(keep.shape[0]):
        k = keep[i]
        first, level = state[0, i], state[1, i]
        lead = sale = hill(level, half[i], slope)[0]
        for t in range(weeks + TAIL):
            x = spend[t] if t < weeks else after
            first = k * first + (1.0 - k) * x
            level = k * level + (1.0 - k) * first if stages > 1.0 else first
            lead += (1.0 - cycle) * (worth[t] * hill(level, half[i], slope)[0] - lead)
            sale += (1.0 - cycle) * (lead - sale)
            out[i, t] = sale
    return out
