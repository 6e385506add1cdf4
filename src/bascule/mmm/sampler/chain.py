"""One chain: a warm-up, then draws, as many times as wanted: it goes on from where it stopped."""

import math

import numpy as np
from numba import njit, types

from bascule.mmm.sampler.adaptation import (
    LOG_MEAN,
    LOG_STEP,
    average,
    first_step,
    restart_averaging,
    shrunk_covariance,
    window_ends,
)
from bascule.mmm.sampler.signature import DENSITY_ARGUMENT
from bascule.mmm.sampler.trajectory import ACCEPTANCE, transition

MAX_DEPTH = 10


@njit(
    types.float64(
        DENSITY_ARGUMENT, types.float64[::1], types.int64[::1], types.int64, types.float64[::1],
        types.float64[:, ::1], types.int64, types.float64,
    ),
    cache=True, nogil=True,
)  # fmt: skip
def warm_up(density, values, layout, seed, position, metric, warmup, target):
    """Move `position` to the typical set and adapt `metric`, both in place; return the step size found."""
    np.random.seed(seed)
    factor = np.linalg.cholesky(metric)
    gradient, report, averaging = np.empty(position.shape[0]), np.empty(4), np.empty(5)
    log_density = density(position, gradient, values, layout)
    step = first_step(density, values, layout, metric, factor, position)
    restart_averaging(averaging, step)
    first, ends = window_ends(warmup)
    window = np.empty((warmup, position.shape[0]))
    count = 0
    for t in range(warmup):
        log_density = transition(
            density, values, layout, metric, factor, step, MAX_DEPTH, position, gradient, log_density, report
        )
        average(averaging, report[ACCEPTANCE], target)
        step = math.exp(averaging[LOG_STEP])
        if t >= first:
            window[count] = position
            count += 1
        if ends[t + 1] and count > 5:
            metric[:] = shrunk_covariance(window[:count])
            factor = np.linalg.cholesky(metric)
            count = 0
            step = first_step(density, values, layout, metric, factor, position)
            restart_averaging(averaging, step)
    return float(math.exp(averaging[LOG_MEAN]))


@njit(
    types.void(
        DENSITY_ARGUMENT, types.float64[::1], types.int64[::1], types.int64, types.float64[::1],
        types.float64[:, ::1], types.float64, types.float64[:, ::1], types.float64[:, ::1],
    ),
    cache=True, nogil=True,
)  # fmt: skip
def draw(density, values, layout, seed, position, metric, step, draws, reports):
    """Fill `draws` (n, dimension) and `reports` (n, 4) from `position`, which is left at the last draw."""
    np.random.seed(seed)
    factor = np.linalg.cholesky(metric)
    gradient, report = np.empty(position.shape[0]), np.empty(4)
    log_density = density(position, gradient, values, layout)
    for t in range(draws.shape[0]):
        log_density = transition(
            density, values, layout, metric, factor, step, MAX_DEPTH, position, gradient, log_density, report
        )
        draws[t] = position
        reports[t] = report
