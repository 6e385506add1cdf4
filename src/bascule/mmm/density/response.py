"""Response of one channel: carry-over, saturation, the time from lead to sale, and their derivatives."""

import numpy as np
from numba import njit

from bascule.mmm.sampler.signature import FAST

# Periods after the window over which carry-over still counts.
TAIL = 52
# A share of saturation from which the tail is over.
SPENT = 1e-7


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
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


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def respond(spend, start, keep, half, slope, stages, cycle, h, by_keep, by_half):
    """Fill `h` (periods,) with the response, `by_keep` and `by_half` with its slopes in retention and log half.

    Returns (total, total's slope in retention, total's slope in log half-saturation), the tail included.
    Carry-over is a_t = θ a_{t-1} + (1 - θ) x_t, twice over for a delayed channel (its response then peaks after
    θ / (1 - θ) periods, not at once); saturation is aˢ / (aˢ + κˢ); where a sale takes its time after the lead,
    what saturates is the lead, and two stages of retention `cycle` make it a sale.
    """
    first, by_first, level, by_level = start, 0.0, start, 0.0
    lead, _ = hill(start, half, slope)
    lead_half = -slope * lead * (1.0 - lead)
    sale, lead_keep, sale_keep, sale_half = lead, 0.0, 0.0, lead_half
    total, d_keep, d_half = 0.0, 0.0, 0.0
    periods = spend.shape[0]
    for t in range(periods + TAIL):
        x = spend[t] if t < periods else 0.0
        by_first = first - x + keep * by_first
        first = keep * first + (1.0 - keep) * x
        if stages > 1.0:
            by_level = level - first + keep * by_level + (1.0 - keep) * by_first
            level = keep * level + (1.0 - keep) * first
        else:
            level, by_level = first, by_first
        share, d_share = hill(level, half, slope)
        slope_keep, slope_half = d_share * by_level, -slope * share * (1.0 - share)
        lead += (1.0 - cycle) * (share - lead)
        sale += (1.0 - cycle) * (lead - sale)
        lead_keep += (1.0 - cycle) * (slope_keep - lead_keep)
        sale_keep += (1.0 - cycle) * (lead_keep - sale_keep)
        lead_half += (1.0 - cycle) * (slope_half - lead_half)
        sale_half += (1.0 - cycle) * (lead_half - sale_half)
        if t < periods:
            h[t], by_keep[t], by_half[t] = sale, sale_keep, sale_half
        elif sale < SPENT:
            break
        total += sale
        d_keep += sale_keep
        d_half += sale_half
    return total, d_keep, d_half


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def pull(error, weight, h, by_keep, by_half):
    """Return the sums of error x weight x (h, its slope in retention, in log half-saturation)."""
    effect, keep, half = 0.0, 0.0, 0.0
    for t in range(h.shape[0]):
        e = error[t] * weight[t]
        effect += e * h[t]
        keep += e * by_keep[t]
        half += e * by_half[t]
    return effect, keep, half


@njit(cache=True, nogil=True, error_model="numpy")
def response_path(spend, start, keep, half, slope, stages, cycle):
    """Return the response of a spending path with its tail, shape (periods + TAIL,): see :func:`respond`."""
    out = np.empty(spend.shape[0] + TAIL)
    first = level = start
    lead = sale = hill(start, half, slope)[0]
    for t in range(out.shape[0]):
        x = spend[t] if t < spend.shape[0] else 0.0
        first = keep * first + (1.0 - keep) * x
        level = keep * level + (1.0 - keep) * first if stages > 1.0 else first
        lead += (1.0 - cycle) * (hill(level, half, slope)[0] - lead)
        sale += (1.0 - cycle) * (lead - sale)
        out[t] = sale
    return out
