"""The response model's log-density: priors, responses and the marginal likelihood put together."""

import math

import numpy as np
from numba import njit

from bascule.mmm.density import layout as at
from bascule.mmm.density.marginal import marginal
from bascule.mmm.density.prior import logit_beta, normal
from bascule.mmm.density.quantile import POINTS, log_effect_at
from bascule.mmm.density.response import pull, respond
from bascule.mmm.sampler.signature import DENSITY

(
    CHANNELS, PERIODS, COLUMNS, SERIES, SPEND, START, SCALE, SLOPE, STAGES, CYCLE, LOADS, WEIGHT, REVENUE, DESIGN, GRAM,
    VARIANCE, KIND, MEAN, EFFECT_TABLE, CARRY_PRIOR, HALF_PRIOR, SPLIT_PRIOR, HYPER_PRIOR, TOTAL_PRIOR,
) = (
    at.CHANNELS, at.PERIODS, at.COLUMNS, at.SERIES, at.SPEND, at.START, at.SCALE, at.SLOPE, at.STAGES, at.CYCLE,
    at.LOADS, at.WEIGHT, at.REVENUE, at.DESIGN, at.GRAM, at.VARIANCE, at.KIND, at.MEAN, at.EFFECT_TABLE, at.CARRY_PRIOR,
    at.HALF_PRIOR, at.SPLIT_PRIOR, at.HYPER_PRIOR, at.TOTAL_PRIOR,
)  # fmt: skip
SHARED, BY_WANDER, BY_SEASON, BY_NOISE = at.SHARED, at.BY_WANDER, at.BY_SEASON, at.BY_NOISE
NOISE_FLOOR = at.NOISE_FLOOR
# What `take_responses` keeps of each channel for the gradient, by index.
HEIGHT, BY_KEEP, BY_HALF, KEEP_SLOPE, SCORE_SLOPE, TOTAL_KEEP, TOTAL_HALF, SHARE_NEW = range(8)
# Beyond these the sampler is lost, not exploring: exp() must not overflow.
BOUND = 30.0
# tanh rounds to one from 19; a noise this persistent is a level.
PHI_BOUND = 9.0


@njit(cache=True, nogil=True, error_model="numpy")
def section(values, layout, index):
    """Return one array of the problem, flat."""
    return values[layout[index] : layout[index + 1]]


@njit(cache=True, nogil=True, error_model="numpy")
def log_priors(q, gradient, values, layout):
    """Return the log prior of every parameter; add its derivatives to `gradient`."""
    channels, series = layout[CHANNELS], layout[SERIES]
    carries = section(values, layout, CARRY_PRIOR).reshape(channels, 2)
    halves = section(values, layout, HALF_PRIOR).reshape(channels, 2)
    splits = section(values, layout, SPLIT_PRIOR).reshape(channels, 2)
    hypers = section(values, layout, HYPER_PRIOR).reshape(SHARED * series, 2)
    first = at.per_channel(series) * channels
    total = 0.0
    for c in range(channels):
        total += add_normal(q, gradient, c, 0.0, 1.0)
        value, slope, _ = logit_beta(q[channels + c], carries[c])
        total += value
        gradient[channels + c] += slope
        total += add_normal(q, gradient, 2 * channels + c, halves[c, 0], halves[c, 1])
        if series == 2:
            total += add_normal(q, gradient, 3 * channels + c, splits[c, 0], splits[c, 1])
    for k in range(SHARED * series):
        total += add_normal(q, gradient, first + k, hypers[k, 0], hypers[k, 1])
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def add_normal(q, gradient, i, location, spread):
    """Return the log density of Normal(location, spread) at q[i]; add its derivative."""
    value, slope = normal(q[i], location, spread)
    gradient[i] += slope
    return value


@njit(cache=True, nogil=True, error_model="numpy")
def total_share(q, gradient, values, layout):
    """Return the log prior on the share of revenue owed to all channels together; add its derivatives."""
    scale = section(values, layout, SCALE)
    prior = section(values, layout, TOTAL_PRIOR)
    periods = values.dtype.type(layout[PERIODS])
    tables = section(values, layout, EFFECT_TABLE).reshape(scale.shape[0], POINTS, 2)
    parts, share = np.empty(scale.shape[0]), 0.0
    for c in range(scale.shape[0]):
        log_effect, by_score = log_effect_at(q[c], tables[c])
        part = math.exp(log_effect) * scale[c] / periods
        parts[c] = part * by_score
        share += part
    value, slope = normal(math.log(share), prior[0], prior[1])
    for c in range(scale.shape[0]):
        gradient[c] += slope * parts[c] / share
    return value


@njit(cache=True, nogil=True, error_model="numpy")
def scaled_variance(base, kind, sigma, tau, season, out):
    """Write each column's prior variance: its base times the square of the shared scale it follows."""
    for k in range(base.shape[0]):
        factor = 1.0
        if kind[k] == BY_WANDER:
            factor = tau
        elif kind[k] == BY_SEASON:
            factor = season
        elif kind[k] == BY_NOISE:
            factor = sigma
        out[k] = base[k] * factor * factor


@njit(cache=True, nogil=True, error_model="numpy")
def noise_at(q, shared):
    """Return the noise, floor included, and how it moves: d log σ / dq."""
    above = math.exp(q[shared])
    return NOISE_FLOOR + above, above / (NOISE_FLOOR + above)


@njit(cache=True, nogil=True, error_model="numpy")
def centred(values, layout, series, sigma):
    """Return the outcome of a series less the prior mean of its linear block, weighted, shape (periods,)."""
    columns, periods = layout[COLUMNS], layout[PERIODS]
    design = section(values, layout, DESIGN).reshape(layout[SERIES], columns, periods)[series]
    kind, mean = section(values, layout, KIND), section(values, layout, MEAN).reshape(layout[SERIES], columns)[series]
    residual = section(values, layout, REVENUE).reshape(layout[SERIES], periods)[series].copy()
    for k in range(columns):
        if mean[k] != 0.0:
            centre = mean[k] * (sigma if kind[k] == BY_NOISE else 1.0)
            for t in range(periods):
                residual[t] -= centre * design[k, t]
    return residual


@njit(cache=True, nogil=True, error_model="numpy")
def find_responses(q, values, layout, h, by_keep, by_half, sums):
    """Fill every channel's response and its slopes, each (channels, periods), and `sums` (channels, 8)."""
    channels, periods = layout[CHANNELS], layout[PERIODS]
    spend = section(values, layout, SPEND).reshape(channels, periods)
    start, scale = section(values, layout, START), section(values, layout, SCALE)
    slope, stages = section(values, layout, SLOPE), section(values, layout, STAGES)
    cycle = section(values, layout, CYCLE)[0]
    tables = section(values, layout, EFFECT_TABLE).reshape(channels, POINTS, 2)
    for c in range(channels):
        keep = 1.0 / (1.0 + math.exp(-q[channels + c]))
        half = math.exp(q[2 * channels + c])
        total, d_keep, d_half = respond(
            spend[c], start[c], keep, half, slope[c], stages[c], cycle, h[c], by_keep[c], by_half[c]
        )
        log_effect, by_score = log_effect_at(q[c], tables[c])
        sums[c, HEIGHT] = math.exp(log_effect) * scale[c] / total
        sums[c, KEEP_SLOPE], sums[c, SCORE_SLOPE] = keep * (1.0 - keep), by_score
        sums[c, TOTAL_KEEP], sums[c, TOTAL_HALF] = d_keep / total, d_half / total
        sums[c, SHARE_NEW] = 1.0
        if layout[SERIES] == 2:
            sums[c, SHARE_NEW] = 1.0 / (1.0 + math.exp(-q[3 * channels + c]))


@njit(cache=True, nogil=True, error_model="numpy")
def load_of(loads, share_new):
    """Return what a unit of effect adds to a series, given the share that new customers bring."""
    return loads[0] * share_new + loads[1] * (1.0 - share_new)


@njit(cache=True, nogil=True, error_model="numpy")
def take_responses(residual, weight, loads, h, sums):
    """Take every channel's response away from the residual of a series."""
    for c in range(h.shape[0]):
        height = sums[c, HEIGHT] * load_of(loads, sums[c, SHARE_NEW])
        for t in range(h.shape[1]):
            residual[t] -= height * weight[t] * h[c, t]


@njit(cache=True, nogil=True, error_model="numpy")
def add_response_slopes(gradient, error, weight, loads, h, by_keep, by_half, sums, split):
    """Add a series' derivatives in every channel's parameters; `split` tells whether its share of new is sampled."""
    channels = h.shape[0]
    for c in range(channels):
        effect, keep, half = pull(error, weight, h[c], by_keep[c], by_half[c])
        new = sums[c, SHARE_NEW]
        height = sums[c, HEIGHT] * load_of(loads, new)
        gradient[c] += height * effect * sums[c, SCORE_SLOPE]
        gradient[channels + c] += height * (keep - effect * sums[c, TOTAL_KEEP]) * sums[c, KEEP_SLOPE]
        gradient[2 * channels + c] += height * (half - effect * sums[c, TOTAL_HALF])
        if split:
            gradient[3 * channels + c] += sums[c, HEIGHT] * effect * (loads[0] - loads[1]) * new * (1.0 - new)


@njit(cache=True, nogil=True, error_model="numpy")
def add_scale_slopes(gradient, first, design, kind, mean, error, by_variance, sigma, sigma_slope):
    """Add a series' derivatives in its shared scales, which start at `first`, through the linear block's prior."""
    for k in range(kind.shape[0]):
        if kind[k] == BY_WANDER:
            gradient[first + 2] += 2.0 * by_variance[k]
        elif kind[k] == BY_SEASON:
            gradient[first + 3] += 2.0 * by_variance[k]
        elif kind[k] == BY_NOISE:
            gradient[first] += 2.0 * by_variance[k] * sigma_slope
            if mean[k] != 0.0:
                gradient[first] += mean[k] * sigma * sigma_slope * np.dot(error, design[k])


@njit(cache=True, nogil=True, error_model="numpy")
def series_likelihood(q, gradient, values, layout, series, h, by_keep, by_half, sums):
    """Return the log marginal likelihood of one series; add its derivatives to `gradient`."""
    count, periods, columns = layout[SERIES], layout[PERIODS], layout[COLUMNS]
    first = at.per_channel(count) * layout[CHANNELS] + SHARED * series
    design = section(values, layout, DESIGN).reshape(count, columns, periods)[series]
    gram = section(values, layout, GRAM).reshape(count, 3, columns, columns)[series]
    weight = section(values, layout, WEIGHT).reshape(count, periods)[series]
    loads = section(values, layout, LOADS).reshape(count, 2)[series]
    base = section(values, layout, VARIANCE).reshape(count, columns)[series]
    kind, mean = section(values, layout, KIND), section(values, layout, MEAN).reshape(count, columns)[series]
    (sigma, sigma_slope), phi = noise_at(q, first), math.tanh(q[first + 1])
    residual = centred(values, layout, series, sigma)
    take_responses(residual, weight, loads, h, sums)
    variance, by_variance, error = np.empty(columns), np.empty(columns), np.empty(periods)
    scaled_variance(base, kind, sigma, math.exp(q[first + 2]), math.exp(q[first + 3]), variance)
    value, d_phi, d_sigma = marginal(residual, design, gram, variance, phi, sigma, error, by_variance)
    gradient[first] += d_sigma * sigma_slope
    gradient[first + 1] += d_phi * (1.0 - phi * phi)
    add_response_slopes(gradient, error, weight, loads, h, by_keep, by_half, sums, count == 2)
    add_scale_slopes(gradient, first, design, kind, mean, error, by_variance, sigma, sigma_slope)
    return value


@njit(cache=True, nogil=True, error_model="numpy")
def log_likelihood(q, gradient, values, layout):
    """Return the log marginal likelihood of all series; add its derivatives to `gradient`."""
    shape = (layout[CHANNELS], layout[PERIODS])
    h, by_keep, by_half, sums = np.empty(shape), np.empty(shape), np.empty(shape), np.empty((layout[CHANNELS], 8))
    find_responses(q, values, layout, h, by_keep, by_half, sums)
    value = 0.0
    for series in range(layout[SERIES]):
        value += series_likelihood(q, gradient, values, layout, series, h, by_keep, by_half, sums)
    return value


@njit(DENSITY, cache=True, nogil=True, error_model="numpy")
def prior_density(q, gradient, values, layout):
    """Return the log prior (claims included, sales unseen) at `q`; its gradient is written in place."""
    gradient[:] = 0.0
    for i in range(q.shape[0]):
        if not (abs(q[i]) < BOUND):
            return -np.inf
    first = at.per_channel(layout[SERIES]) * layout[CHANNELS]
    for series in range(layout[SERIES]):
        if abs(q[first + SHARED * series + 1]) > PHI_BOUND:
            return -np.inf
    return log_priors(q, gradient, values, layout) + total_share(q, gradient, values, layout)


@njit(DENSITY, cache=True, nogil=True, error_model="numpy")
def posterior_density(q, gradient, values, layout):
    """Return the log posterior density at `q`, up to a constant; its gradient is written in place.

    `q` is the normal score of the effect, logit retention, log half-saturation and (two series) logit share of new
    customers of each channel, then log noise, atanh autocorrelation, log wander and log season of each series.
    """
    value = prior_density(q, gradient, values, layout)
    if value == -np.inf:
        return value
    return value + log_likelihood(q, gradient, values, layout)
