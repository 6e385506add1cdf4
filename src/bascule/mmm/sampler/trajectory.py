"""One No-U-Turn transition, built iteratively with multinomial sampling.

Hoffman & Gelman 2014 (JMLR 15:1593); Betancourt 2017 (arXiv:1701.02434); the iterative doubling is that of
Phan, Pradhan & Jankowiak 2019 (arXiv:1912.11554).
"""

import math

import numpy as np
from numba import njit, types

from bascule.mmm.sampler.metric import draw_momentum, kinetic, turning, velocity
from bascule.mmm.sampler.signature import DENSITY_ARGUMENT

MAX_ENERGY_ERROR = 1000.0
POSITION, MOMENTUM, GRADIENT = 0, 1, 2
# What a transition reports, by index into its `report` array.
ACCEPTANCE, DIVERGED, ENERGY, LEAVES = 0, 1, 2, 3


@njit(cache=True, nogil=True)
def log_add(a, b):
    """Return log(eᵃ + eᵇ) without overflow; either may be -inf."""
    high = max(a, b)
    if high == -np.inf:
        return high
    return high + math.log(math.exp(a - high) + math.exp(b - high))


@njit(
    types.float64(
        DENSITY_ARGUMENT, types.float64[::1], types.int64[::1], types.float64[:, ::1], types.float64,
        types.float64[:, ::1], types.float64[::1],
    ),
    cache=True, nogil=True,
)  # fmt: skip
def leapfrog(density, values, layout, metric, step, state, scratch):
    """Advance `state` (position, momentum, gradient as rows) by one step; return the new log-density."""
    for i in range(scratch.shape[0]):
        state[MOMENTUM, i] += 0.5 * step * state[GRADIENT, i]
    velocity(metric, state[MOMENTUM], scratch)
    for i in range(scratch.shape[0]):
        state[POSITION, i] += step * scratch[i]
    log_density = density(state[POSITION], state[GRADIENT], values, layout)
    for i in range(scratch.shape[0]):
        state[MOMENTUM, i] += 0.5 * step * state[GRADIENT, i]
    return log_density


@njit(cache=True, nogil=True)
def subtree_turns(metric, leaf, momentum, total, corners, sums, scratch):
    """Store an even leaf as a corner, or check every subtree that an odd leaf closes."""
    ones, rest = 0, leaf >> 1
    while rest > 0:
        ones += rest & 1
        rest >>= 1
    if leaf % 2 == 0:
        corners[ones] = momentum
        sums[ones] = total
        return False
    closed, rest = 0, leaf
    while rest & 1:
        closed += 1
        rest >>= 1
    for k in range(ones, ones - closed, -1):
        if turning(metric, corners[k], momentum, total - sums[k] + corners[k], scratch):
            return True
    return False


@njit(
    types.Tuple((types.float64, types.float64, types.boolean))(
        DENSITY_ARGUMENT, types.float64[::1], types.int64[::1], types.float64[:, ::1], types.float64, types.int64,
        types.float64, types.float64[:, ::1], types.float64[:, ::1], types.float64[::1], types.float64[::1],
        types.float64[:, :, ::1],
    ),
    cache=True, nogil=True,
)  # fmt: skip
def grow(density, values, layout, metric, step, depth, start, state, chosen, total, report, shelf):
    """Grow a subtree of 2**depth leaves from `state`; return its log weight, its choice's log-density, whether to stop.

    `chosen` receives the position and gradient picked in it, `total` the sum of its momenta.
    """
    dimension = total.shape[0]
    scratch = np.empty(dimension)
    weight, chosen_density = -np.inf, 0.0
    total[:] = 0.0
    for leaf in range(1 << depth):
        log_density = leapfrog(density, values, layout, metric, step, state, scratch)
        error = log_density - kinetic(metric, state[MOMENTUM], scratch) - start
        if math.isnan(error):  # outside the support
            error = -np.inf
        report[LEAVES] += 1.0
        report[ACCEPTANCE] += math.exp(min(0.0, error))
        if error < -MAX_ENERGY_ERROR:
            report[DIVERGED] = 1.0
            return weight, chosen_density, True
        weight = log_add(weight, error)
        if math.log(1.0 - np.random.random()) < error - weight:
            chosen[0] = state[POSITION]
            chosen[1] = state[GRADIENT]
            chosen_density = log_density
        for i in range(dimension):
            total[i] += state[MOMENTUM, i]
        if subtree_turns(metric, leaf, state[MOMENTUM], total, shelf[0], shelf[1], scratch):
            return weight, chosen_density, True
    return weight, chosen_density, False


@njit(
    types.float64(
        DENSITY_ARGUMENT, types.float64[::1], types.int64[::1], types.float64[:, ::1], types.float64[:, ::1],
        types.float64, types.int64, types.float64[::1], types.float64[::1], types.float64, types.float64[::1],
    ),
    cache=True, nogil=True,
)  # fmt: skip
def transition(density, values, layout, metric, factor, step, max_depth, position, gradient, log_density, report):
    """Move `position` and `gradient` by one No-U-Turn transition; return the new log-density; fill `report`."""
    dimension = position.shape[0]
    ends, chosen = np.empty((2, 3, dimension)), np.empty((2, dimension))
    subtotal, scratch = np.empty(dimension), np.empty(dimension)
    shelf = np.empty((2, max_depth + 1, dimension))
    draw_momentum(factor, ends[0, MOMENTUM])
    ends[0, POSITION] = position
    ends[0, GRADIENT] = gradient
    ends[1] = ends[0]
    total = ends[0, MOMENTUM].copy()
    report[:] = 0.0
    start = log_density - kinetic(metric, total, scratch)
    report[ENERGY] = -start
    weight = 0.0
    for depth in range(max_depth):
        side = 1 if np.random.random() < 0.5 else 0
        signed = step if side == 1 else -step
        sub_weight, sub_density, stop = grow(
            density, values, layout, metric, signed, depth, start, ends[side], chosen, subtotal, report, shelf
        )
        if stop:
            break
        if math.log(1.0 - np.random.random()) < sub_weight - weight:
            position[:] = chosen[0]
            gradient[:] = chosen[1]
            log_density = sub_density
        weight = log_add(weight, sub_weight)
        for i in range(dimension):
            total[i] += subtotal[i]
        if turning(metric, ends[0, MOMENTUM], ends[1, MOMENTUM], total, scratch):
            break
    report[ACCEPTANCE] /= max(report[LEAVES], 1.0)
    return log_density
