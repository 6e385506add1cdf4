"""Warm-up: dual averaging of the step size, and the metric from a widening window of draws."""

import math

import numpy as np
from numba import njit, types

from bascule.mmm.sampler.metric import draw_momentum, kinetic
from bascule.mmm.sampler.signature import DENSITY_ARGUMENT
from bascule.mmm.sampler.trajectory import GRADIENT, MOMENTUM, POSITION, leapfrog

FIRST_WINDOW = 25
# Dual averaging state, by index: log step, averaged log step, error, count, centre.
LOG_STEP, LOG_MEAN, ERROR, COUNT, CENTRE = 0, 1, 2, 3, 4


@njit(
    types.float64(
        DENSITY_ARGUMENT, types.float64[::1], types.int64[::1], types.float64[:, ::1], types.float64[:, ::1],
        types.float64[::1],
    ),
    cache=True, nogil=True,
)  # fmt: skip
def first_step(density, values, layout, metric, factor, position):
    """Return a step size whose single leapfrog is accepted about half the time (Hoffman & Gelman 2014, algorithm 4)."""
    dimension = position.shape[0]
    state, scratch = np.empty((3, dimension)), np.empty(dimension)
    step, direction = 0.1, 0
    for _ in range(50):
        state[POSITION] = position
        before = density(state[POSITION], state[GRADIENT], values, layout)
        draw_momentum(factor, state[MOMENTUM])
        before -= kinetic(metric, state[MOMENTUM], scratch)
        after = leapfrog(density, values, layout, metric, step, state, scratch)
        change = after - kinetic(metric, state[MOMENTUM], scratch) - before
        wanted = 1 if change > math.log(0.5) else -1  # NaN counts as rejection
        if direction == 0:
            direction = wanted
        if wanted != direction:
            break
        step *= 2.0**direction
    return step


@njit(cache=True, nogil=True)
def restart_averaging(averaging, step):
    """Start dual averaging afresh around ten times the current step, as Stan does."""
    averaging[:] = 0.0
    averaging[LOG_STEP] = math.log(step)
    averaging[LOG_MEAN] = math.log(step)
    averaging[CENTRE] = math.log(10.0 * step)


@njit(cache=True, nogil=True)
def average(averaging, acceptance, target):
    """Take one acceptance rate into account (Nesterov's dual averaging; Hoffman & Gelman 2014, section 3.2)."""
    averaging[COUNT] += 1.0
    count = averaging[COUNT]
    weight = 1.0 / (count + 10.0)
    averaging[ERROR] = (1.0 - weight) * averaging[ERROR] + weight * (target - acceptance)
    averaging[LOG_STEP] = averaging[CENTRE] - math.sqrt(count) / 0.05 * averaging[ERROR]
    decay = count**-0.75
    averaging[LOG_MEAN] = decay * averaging[LOG_STEP] + (1.0 - decay) * averaging[LOG_MEAN]


@njit(cache=True, nogil=True)
def shrunk_covariance(draws):
    """Return the covariance of draws (n, dimension), shrunk towards its diagonal while the window is short."""
    n, dimension = draws.shape
    centred = draws.copy()
    for j in range(dimension):
        centred[:, j] -= np.mean(draws[:, j])
    covariance = np.dot(centred.T, centred) / (n - 1)
    keep = n / (n + 2.0 * dimension)
    for i in range(dimension):
        for j in range(dimension):
            if i != j:
                covariance[i, j] *= keep
        covariance[i, i] = covariance[i, i] * n / (n + 5.0) + 1e-3 * 5.0 / (n + 5.0)
    return covariance


@njit(cache=True, nogil=True)
def window_ends(warmup):
    """Return when metric windows begin, and a flag at each iteration that closes one (Stan's schedule)."""
    first, last = min(75, int(0.15 * warmup)), warmup - min(50, int(0.1 * warmup))
    ends = np.zeros(warmup + 1, dtype=np.bool_)
    width, end = FIRST_WINDOW, first + FIRST_WINDOW
    while end < last:
        if end + 2 * width > last:
            end = last
        ends[end] = True
        width *= 2
        end += width
    ends[last] = last > first + 5
    return first, ends
