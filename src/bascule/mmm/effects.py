"""From sampled parameters to what each channel brought: last year's return, the next dollar's, the curve."""

import numpy as np
from numba import njit

from bascule.mmm.density.response import hill, response_path


@njit(cache=True, nogil=True)
def path_total(spend, start, keep, half, slope):
    """Return the summed saturated carry-over of a spending path, tail included."""
    return response_path(spend, start, keep, half, slope).sum()


@njit(cache=True, nogil=True)
def lost_without(spend, start, keep, half, slope, recent):
    """Return the summed response that would vanish had the last `recent` periods' spend not been made."""
    cut = spend.copy()
    cut[spend.shape[0] - recent :] = 0.0
    with_it = response_path(spend, start, keep, half, slope)
    without = response_path(cut, start, keep, half, slope)
    return (with_it - without).sum()


@njit(cache=True, nogil=True)
def heights(spend, start, slope, effect, keep, half):
    """Return, for each draw and channel, the weekly response at full saturation per unit of effect, (draws, channels).

    An effect ρ on a total spend S adds ρ·S in all; its saturated weekly height is ρ·S / Σ h.
    """
    draws, channels = effect.shape
    out = np.empty((draws, channels))
    for i in range(draws):
        for c in range(channels):
            out[i, c] = effect[i, c] / path_total(spend[c], start[c], keep[i, c], half[i, c], slope[c])
    return out


@njit(cache=True, nogil=True)
def recent_response(spend, start, slope, height, keep, half, recent):
    """Return the response owed to the last `recent` periods' spend, carry-over after the window included."""
    draws, channels = height.shape
    out = np.empty((draws, channels))
    for i in range(draws):
        for c in range(channels):
            out[i, c] = height[i, c] * lost_without(spend[c], start[c], keep[i, c], half[i, c], slope[c], recent)
    return out


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def path_mean(spend, start, slope, height, keep, half):
    """Return the response path of all channels together for each draw, shape (draws, periods)."""
    draws, channels = height.shape
    out = np.zeros((draws, spend.shape[1]))
    for i in range(draws):
        for c in range(channels):
            path = response_path(spend[c], start[c], keep[i, c], half[i, c], slope[c])
            for t in range(spend.shape[1]):
                out[i, t] += height[i, c] * path[t]
    return out
