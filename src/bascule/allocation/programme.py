"""The best split on a grid of units, exactly, whatever the shape of the curves: dynamic programming."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, error_model="numpy")
def fill(worth, units):
    """Return the choices (channels, units + 1) and the best total (units + 1,) for every number of units spent.

    `worth` (channels, options) is the value of k units to a channel; -inf where k units may not be spent on it.
    """
    channels, options = worth.shape
    best = np.full(units + 1, -np.inf)
    best[0] = 0.0
    choices = np.zeros((channels, units + 1), dtype=np.int64)
    for c in range(channels):
        total = np.full(units + 1, -np.inf)
        for k in range(min(options, units + 1)):
            value = worth[c, k]
            if value == -np.inf:
                continue
            for j in range(k, units + 1):
                candidate = best[j - k] + value
                if candidate > total[j]:
                    total[j] = candidate
                    choices[c, j] = k
        best = total
    return choices, best
