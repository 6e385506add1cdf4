"""The sums over customers that the likelihoods and their gradients need, each in one compiled pass."""

import math

from numba import njit


@njit(
    "UniTuple(float64, 5)(float64, float64, float64, float64, float64[::1], float64[::1], float64[::1], float64[::1])",
    cache=True,
    nogil=True,
    error_model="numpy",
)
def bgnbd_sums(r, alpha, a, b, frequency, recency, age, counts):
    """Return Σ ln[…], Σ E[ln], Σ (r+x) E[1/(α+t)], Σ gone and Σ gone/(b+x-1), weighted by counts.

    `gone` is the chance that the customer has left, and E is over whether he has: ln and 1/(α+t) are then taken at his
    last purchase, and at the end of the data otherwise. The first sum is that of the bracket of equation (6).
    """
    value, times, inverse, left, left_before = 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(frequency.shape[0]):
        x, n = frequency[i], counts[i]
        size = r + x
        at_end = 1 / (alpha + age[i])
        log_end = -math.log(at_end)
        if x == 0:
            value -= n * size * log_end
            times += n * log_end
            inverse += n * size * at_end
            continue
        at_last = 1 / (alpha + recency[i])
        grown = math.log(at_last) + log_end
        before = b + x - 1
        odds = size * grown + math.log(a / before)
        small = math.exp(-abs(odds))
        gone = 1 / (1 + small) if odds > 0 else small / (1 + small)
        value += n * (max(odds, 0.0) + math.log1p(small) - size * log_end)
        times += n * (log_end - gone * grown)
        inverse += n * size * (at_end + gone * (at_last - at_end))
        left += n * gone
        left_before += n * gone / before
    return value, times, inverse, left, left_before


@njit(
    "UniTuple(float64, 4)(float64, float64, float64, float64[::1], float64[::1], float64[::1])",
    cache=True,
    nogil=True,
    error_model="numpy",
)
def gamma_gamma_sums(p, q, v, frequency, total, counts):
    """Return Σ (px+q) ln(xz+v), Σ x ln(xz+v), Σ ln(xz+v) and Σ (px+q)/(xz+v), weighted by counts."""
    value, by_x, logs, inverse = 0.0, 0.0, 0.0, 0.0
    for i in range(frequency.shape[0]):
        shape, scale = p * frequency[i] + q, total[i] + v
        log = counts[i] * math.log(scale)
        value += shape * log
        by_x += frequency[i] * log
        logs += log
        inverse += counts[i] * shape / scale
    return value, by_x, logs, inverse
