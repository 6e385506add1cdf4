"""The dense metric: velocities, fresh momenta and the U-turn criterion."""

import numpy as np
from numba import njit

from bascule.mmm.sampler.signature import FAST


@njit(cache=True, nogil=True, fastmath=FAST)
def velocity(metric, momentum, out):
    """Write `metric @ momentum` into `out`; the metric is the inverse mass matrix (dimension, dimension)."""
    for i in range(momentum.shape[0]):
        total = 0.0
        for j in range(momentum.shape[0]):
            total += metric[i, j] * momentum[j]
        out[i] = total


@njit(cache=True, nogil=True)
def draw_momentum(factor, out):
    """Write a momentum ~ Normal(0, metric⁻¹) into `out`, `factor` being the metric's lower Cholesky factor."""
    for i in range(out.shape[0] - 1, -1, -1):
        total = np.random.standard_normal()
        for j in range(i + 1, out.shape[0]):
            total -= factor[j, i] * out[j]
        out[i] = total / factor[i, i]


@njit(cache=True, nogil=True, fastmath=FAST)
def kinetic(metric, momentum, scratch):
    """Return the kinetic energy ½ pᵀ M⁻¹ p."""
    velocity(metric, momentum, scratch)
    return 0.5 * np.dot(momentum, scratch)


@njit(cache=True, nogil=True, fastmath=FAST)
def turning(metric, left, right, total, scratch):
    """Tell whether a trajectory has turned back: generalised criterion with half-weighted ends.

    `left` and `right` are the momenta at its ends, `total` the sum of all its momenta
    (Betancourt 2017, arXiv:1701.02434, appendix A.4.2).
    """
    velocity(metric, left, scratch)
    a = 0.0
    for i in range(left.shape[0]):
        a += scratch[i] * (total[i] - 0.5 * (left[i] + right[i]))
    if a <= 0.0:
        return True
    velocity(metric, right, scratch)
    a = 0.0
    for i in range(left.shape[0]):
        a += scratch[i] * (total[i] - 0.5 * (left[i] + right[i]))
    return a <= 0.0
