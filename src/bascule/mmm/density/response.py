"""Response of one channel: geometric carry-over, Hill saturation, and their derivatives."""

import numpy as np
from numba import njit

from bascule.mmm.sampler.signature import FAST

# Periods after the window over which carry-over still counts.
TAIL = 26


@njit(cache=True, nogil=True, fastmath=FAST)
def hill(level, half, slope):
    """Return (share of saturation, its derivative in `level`) at an adstocked level ≥ 0."""
    if slope == 1.0:
        bottom = level + half
        return level / bottom, half / (bottom * bottom)
    if level <= 0.0:
        return 0.0, 0.0
    power, top = level**slope, half**slope
    bottom = power + top
    return power / bottom, slope * power * top / (level * bottom * bottom)


@njit(cache=True, nogil=True, fastmath=FAST)
def respond(spend, start, keep, half, slope, h, by_keep):
    """Fill `h` (periods,) with the saturated carry-over and `by_keep` with its derivative in the retention.

    Returns (total, total's derivative in retention, total's derivative in log half-saturation), the tail included.
    Carry-over is a_t = θ a_{t-1} + (1 - θ) x_t; saturation is aˢ / (aˢ + κˢ).
    """
    level, d_level = start, 0.0
    total, d_keep, d_half = 0.0, 0.0, 0.0
    periods = spend.shape[0]
    for t in range(periods + TAIL):
        x = spend[t] if t < periods else 0.0
        d_level = level - x + keep * d_level
        level = keep * level + (1.0 - keep) * x
        share, d_share = hill(level, half, slope)
        if t < periods:
            h[t] = share
            by_keep[t] = d_share * d_level
        total += share
        d_keep += d_share * d_level
        d_half -= slope * share * (1.0 - share)
    return total, d_keep, d_half


@njit(cache=True, nogil=True, fastmath=FAST)
def pull(error, weight, h, by_keep, slope):
    """Return the sums of error x weight x (h, its derivative in retention, in log half-saturation)."""
    effect, keep, half = 0.0, 0.0, 0.0
    for t in range(h.shape[0]):
        e = error[t] * weight[t]
        effect += e * h[t]
        keep += e * by_keep[t]
        half -= e * slope * h[t] * (1.0 - h[t])
    return effect, keep, half


@njit(cache=True, nogil=True)
def response_path(spend, start, keep, half, slope):
    """Return the saturated carry-over of a spending path with its tail, shape (periods + TAIL,)."""
    out = np.empty(spend.shape[0] + TAIL)
    level = start
    for t in range(out.shape[0]):
        x = spend[t] if t < spend.shape[0] else 0.0
        level = keep * level + (1.0 - keep) * x
        out[t] = hill(level, half, slope)[0]
    return out
