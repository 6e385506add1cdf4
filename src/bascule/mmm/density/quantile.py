"""The log effect as a function of a standard normal: its prior is a mixture, but the sampler sees one hill.

A mixture of "it works" and "as good as nil" has two modes on the log scale, which a sampler crosses badly. Its quantile
function T turns a standard normal z into exactly that mixture; z is what is sampled.
"""

import numpy as np
from numba import njit

from bascule.panel import Floats

REACH = 6.0
POINTS = 241
STEP = 2 * REACH / (POINTS - 1)


def tabulate(prior: Floats) -> Floats:
    """Return T and T' at POINTS normal scores from -REACH to REACH, shape (POINTS, 2).

    Parameters
    ----------
    prior : array of shape (components, 3)
        Probability, location and spread of each component.

    Examples
    --------
    >>> import numpy as np
    >>> table = tabulate(np.array([[0.999999, 0.5, 0.8], [0.000001, -2.3, 1.0]]))
    >>> bool(abs(table[POINTS // 2, 0] - 0.5) < 1e-4), bool(abs(table[POINTS // 2, 1] - 0.8) < 1e-4)
    (True, True)
    """
    from scipy.special import ndtr, ndtri

    share, location, spread = prior.T[:, :, None]
    scores = np.linspace(-REACH, REACH, POINTS)
    grid = np.linspace((location - 9 * spread).min(), (location + 9 * spread).max(), 6_001)
    away = (grid - location) / spread
    # Each tail by its own side, so that the far score keeps its digits.
    upper, lower = (share * ndtr(-away)).sum(axis=0), (share * ndtr(away)).sum(axis=0)
    score_of = np.where(lower < 0.5, ndtri(lower), -ndtri(upper))
    finite = np.isfinite(score_of)
    log_effect = np.interp(scores, score_of[finite], grid[finite])
    away = (log_effect - location) / spread
    mixture = (share * np.exp(-0.5 * away * away) / spread).sum(axis=0)
    return np.stack([log_effect, np.exp(-0.5 * scores * scores) / mixture], axis=1)


@njit(cache=True, nogil=True, error_model="numpy")
def log_effect_at(z, table):
    """Return (T(z), T'(z)) by cubic Hermite interpolation of a table (POINTS, 2), straight beyond its ends."""
    if z <= -REACH:
        return table[0, 0] + table[0, 1] * (z + REACH), table[0, 1]
    if z >= REACH:
        return table[-1, 0] + table[-1, 1] * (z - REACH), table[-1, 1]
    place = (z + REACH) / STEP
    i = min(int(place), POINTS - 2)
    u = place - i
    y0, y1, m0, m1 = table[i, 0], table[i + 1, 0], table[i, 1] * STEP, table[i + 1, 1] * STEP
    rise = y1 - y0
    a, b = m0 + m1 - 2.0 * rise, 3.0 * rise - 2.0 * m0 - m1
    return y0 + u * (m0 + u * (b + u * a)), (m0 + u * (2.0 * b + 3.0 * u * a)) / STEP


@njit(cache=True, nogil=True, error_model="numpy")
def effects(scores, tables):
    """Return the effects (draws, channels) of normal scores (draws, channels)."""
    out = np.empty(scores.shape)
    for i in range(scores.shape[0]):
        for c in range(scores.shape[1]):
            out[i, c] = np.exp(log_effect_at(scores[i, c], tables[c])[0])
    return out
