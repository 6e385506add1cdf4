"""From sampled parameters to what each channel brought: last year's return, the next dollar's, the curve."""

import numpy as np
from numba import njit

from bascule.mmm.density.layout import Problem
from bascule.mmm.density.response import hill, response_path
from bascule.panel import Floats


@njit(cache=True, nogil=True, error_model="numpy")
def path_total(spend, start, keep, half, slope, stages, cycle):
    """Return the summed saturated carry-over of a spending path, tail included."""
    return response_path(spend, start, keep, half, slope, stages, cycle).sum()


@njit(cache=True, nogil=True, error_model="numpy")
def lost_without(spend, start, keep, half, slope, stages, cycle, recent):
    """Return the summed response that would vanish had the last `recent` periods' spend not been made."""
    cut = spend.copy()
    cut[spend.shape[0] - recent :] = 0.0
    with_it = response_path(spend, start, keep, half, slope, stages, cycle)
    without = response_path(cut, start, keep, half, slope, stages, cycle)
    return (with_it - without).sum()


@njit(cache=True, nogil=True, error_model="numpy")
def _heights(spend, start, slope, stages, cycle, effect, keep, half):
    draws, channels = effect.shape
    out = np.empty((draws, channels))
    for i in range(draws):
        for c in range(channels):
            total = path_total(spend[c], start[c], keep[i, c], half[i, c], slope[c], stages[c], cycle)
            out[i, c] = effect[i, c] / total
    return out


@njit(cache=True, nogil=True, error_model="numpy")
def _recent(spend, start, slope, stages, cycle, height, keep, half, recent):
    draws, channels = height.shape
    out = np.empty((draws, channels))
    for i in range(draws):
        for c in range(channels):
            lost = lost_without(spend[c], start[c], keep[i, c], half[i, c], slope[c], stages[c], cycle, recent)
            out[i, c] = height[i, c] * lost
    return out


@njit(cache=True, nogil=True, error_model="numpy")
def _path(spend, start, slope, stages, cycle, height, keep, half):
    draws, channels = height.shape
    out = np.zeros((draws, spend.shape[1]))
    for i in range(draws):
        for c in range(channels):
            path = response_path(spend[c], start[c], keep[i, c], half[i, c], slope[c], stages[c], cycle)
            for t in range(spend.shape[1]):
                out[i, t] += height[i, c] * path[t]
    return out


def _fixed(problem: Problem) -> tuple[Floats, Floats, Floats, Floats, float]:
    return problem.spend, problem.start, problem.slope, problem.stages, float(problem.cycle[0])


def heights(problem: Problem, effect: Floats, keep: Floats, half: Floats) -> Floats:
    """Return, for each draw and channel, the weekly response at full saturation per unit of effect, (draws, channels).

    An effect ρ on a total spend S adds ρ·S in all; its saturated weekly height is ρ·S / Σ h.
    """
    return np.asarray(_heights(*_fixed(problem), effect, keep, half))


def recent_response(problem: Problem, height: Floats, keep: Floats, half: Floats, recent: int) -> Floats:
    """Return the response owed to the last `recent` periods' spend, what follows the window included."""
    return np.asarray(_recent(*_fixed(problem), height, keep, half, recent))


def path_mean(problem: Problem, height: Floats, keep: Floats, half: Floats) -> Floats:
    """Return the response path of all channels together for each draw, shape (draws, periods)."""
    return np.asarray(_path(*_fixed(problem), height, keep, half))


@njit(cache=True, nogil=True, error_model="numpy")
def steady(levels, height, half, slope):
    """Return response and its derivative at steady spend levels (points,), for draws (draws,): both (draws, points)."""
    value = np.empty((height.shape[0], levels.shape[0]))
    slope_at = np.empty_like(value)
    for i in range(height.shape[0]):
        for p in range(levels.shape[0]):
            share, by_level = hill(levels[p], half[i], slope)
            value[i, p] = height[i] * share
            slope_at[i, p] = height[i] * by_level
    return value, slope_at
