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
    CHANNELS, PERIODS, COLUMNS, SPEND, START, SCALE, SLOPE, WEIGHT, REVENUE, DESIGN, GRAM, VARIANCE, KIND, MEAN,
    EFFECT_TABLE, CARRY_PRIOR, HALF_PRIOR, HYPER_PRIOR, TOTAL_PRIOR,
) = (
    at.CHANNELS, at.PERIODS, at.COLUMNS, at.SPEND, at.START, at.SCALE, at.SLOPE, at.WEIGHT, at.REVENUE, at.DESIGN,
    at.GRAM, at.VARIANCE, at.KIND, at.MEAN, at.EFFECT_TABLE, at.CARRY_PRIOR, at.HALF_PRIOR, at.HYPER_PRIOR,
    at.TOTAL_PRIOR,
)  # fmt: skip
BY_WANDER, BY_SEASON, BY_NOISE = at.BY_WANDER, at.BY_SEASON, at.BY_NOISE
NOISE_FLOOR = at.NOISE_FLOOR
# Beyond these the sampler is lost, not exploring: exp() must not overflow.
BOUND = 30.0
# tanh rounds to one from 19; a noise this persistent is a level.
PHI_BOUND = 9.0


@njit(cache=True, nogil=True)
def section(values, layout, index):
    """Return one array of the problem, flat."""
    return values[layout[index] : layout[index + 1]]


@njit(cache=True, nogil=True)
def log_priors(q, gradient, values, layout):
    """Return the log prior of every parameter; add its derivatives to `gradient`."""
    channels = layout[CHANNELS]
    carries = section(values, layout, CARRY_PRIOR).reshape(channels, 2)
    halves = section(values, layout, HALF_PRIOR).reshape(channels, 2)
    hypers = section(values, layout, HYPER_PRIOR).reshape(4, 2)
    total = 0.0
    for c in range(channels):
        value, slope = normal(q[c], 0.0, 1.0)
        total += value
        gradient[c] += slope
        value, slope, _ = logit_beta(q[channels + c], carries[c])
        total += value
        gradient[channels + c] += slope
        value, slope = normal(q[2 * channels + c], halves[c, 0], halves[c, 1])
        total += value
        gradient[2 * channels + c] += slope
    for k in range(4):
        value, slope = normal(q[3 * channels + k], hypers[k, 0], hypers[k, 1])
        total += value
        gradient[3 * channels + k] += slope
    return total


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def noise_at(q, shared):
    """Return the noise, floor included, and how it moves: d log σ / dq."""
    above = math.exp(q[shared])
    return NOISE_FLOOR + above, above / (NOISE_FLOOR + above)


@njit(cache=True, nogil=True)
def centred(q, values, layout):
    """Return revenue less the prior mean of the linear block, weighted, shape (periods,)."""
    columns, periods = layout[COLUMNS], layout[PERIODS]
    design = section(values, layout, DESIGN).reshape(columns, periods)
    kind, mean = section(values, layout, KIND), section(values, layout, MEAN)
    sigma = noise_at(q, 3 * layout[CHANNELS])[0]
    residual = section(values, layout, REVENUE).copy()
    for k in range(columns):
        if mean[k] != 0.0:
            centre = mean[k] * (sigma if kind[k] == BY_NOISE else 1.0)
            for t in range(periods):
                residual[t] -= centre * design[k, t]
    return residual


@njit(cache=True, nogil=True)
def take_responses(q, values, layout, residual, h, by_keep, sums):
    """Take every channel's response away from the residual; keep what the gradient needs.

    `h` and `by_keep` (channels, periods) receive the responses; `sums` (channels, 5) their height, the relative slopes
    of their total in retention and half-saturation, and the slopes of retention and log effect in what is sampled.
    """
    channels, periods = layout[CHANNELS], layout[PERIODS]
    spend = section(values, layout, SPEND).reshape(channels, periods)
    start, scale = section(values, layout, START), section(values, layout, SCALE)
    slope, weight = section(values, layout, SLOPE), section(values, layout, WEIGHT)
    tables = section(values, layout, EFFECT_TABLE).reshape(channels, POINTS, 2)
    for c in range(channels):
        keep = 1.0 / (1.0 + math.exp(-q[channels + c]))
        half = math.exp(q[2 * channels + c])
        total, d_keep, d_half = respond(spend[c], start[c], keep, half, slope[c], h[c], by_keep[c])
        log_effect, by_score = log_effect_at(q[c], tables[c])
        height = math.exp(log_effect) * scale[c] / total
        sums[c, 0], sums[c, 1], sums[c, 2] = height, d_keep / total, d_half / total
        sums[c, 3], sums[c, 4] = keep * (1.0 - keep), by_score
        for t in range(periods):
            residual[t] -= height * weight[t] * h[c, t]


@njit(cache=True, nogil=True)
def add_response_slopes(gradient, values, layout, error, h, by_keep, sums):
    """Add the likelihood's derivatives in every channel's parameters."""
    channels = layout[CHANNELS]
    slope, weight = section(values, layout, SLOPE), section(values, layout, WEIGHT)
    for c in range(channels):
        effect, keep, half = pull(error, weight, h[c], by_keep[c], slope[c])
        height = sums[c, 0]
        gradient[c] += height * effect * sums[c, 4]
        gradient[channels + c] += height * (keep - effect * sums[c, 1]) * sums[c, 3]
        gradient[2 * channels + c] += height * (half - effect * sums[c, 2])


@njit(cache=True, nogil=True)
def add_scale_slopes(q, gradient, values, layout, error, by_variance):
    """Add the likelihood's derivatives in the shared scales, through the variances (and means) of the linear block."""
    columns, periods, shared = layout[COLUMNS], layout[PERIODS], 3 * layout[CHANNELS]
    design = section(values, layout, DESIGN).reshape(columns, periods)
    kind, mean = section(values, layout, KIND), section(values, layout, MEAN)
    sigma, sigma_slope = noise_at(q, shared)
    for k in range(columns):
        if kind[k] == BY_WANDER:
            gradient[shared + 2] += 2.0 * by_variance[k]
        elif kind[k] == BY_SEASON:
            gradient[shared + 3] += 2.0 * by_variance[k]
        elif kind[k] == BY_NOISE:
            gradient[shared] += 2.0 * by_variance[k] * sigma_slope
            if mean[k] != 0.0:
                gradient[shared] += mean[k] * sigma * sigma_slope * np.dot(error, design[k])


@njit(cache=True, nogil=True)
def log_likelihood(q, gradient, values, layout):
    """Return the log marginal likelihood; add its derivatives to `gradient`."""
    channels, periods, columns = layout[CHANNELS], layout[PERIODS], layout[COLUMNS]
    design = section(values, layout, DESIGN).reshape(columns, periods)
    gram = section(values, layout, GRAM).reshape(3, columns, columns)
    shared = 3 * channels
    (sigma, sigma_slope), phi = noise_at(q, shared), math.tanh(q[shared + 1])
    h, by_keep, sums = np.empty((channels, periods)), np.empty((channels, periods)), np.empty((channels, 5))
    residual = centred(q, values, layout)
    take_responses(q, values, layout, residual, h, by_keep, sums)
    variance, by_variance, error = np.empty(columns), np.empty(columns), np.empty(periods)
    base, kind = section(values, layout, VARIANCE), section(values, layout, KIND)
    scaled_variance(base, kind, sigma, math.exp(q[shared + 2]), math.exp(q[shared + 3]), variance)
    value, d_phi, d_sigma = marginal(residual, design, gram, variance, phi, sigma, error, by_variance)
    gradient[shared] += d_sigma * sigma_slope
    gradient[shared + 1] += d_phi * (1.0 - phi * phi)
    add_response_slopes(gradient, values, layout, error, h, by_keep, sums)
    add_scale_slopes(q, gradient, values, layout, error, by_variance)
    return value


@njit(DENSITY, cache=True, nogil=True)
def prior_density(q, gradient, values, layout):
    """Return the log prior (claims included, sales unseen) at `q`; its gradient is written in place."""
    gradient[:] = 0.0
    for i in range(q.shape[0]):
        if not (abs(q[i]) < BOUND):
            return -np.inf
    if abs(q[3 * layout[CHANNELS] + 1]) > PHI_BOUND:
        return -np.inf
    return log_priors(q, gradient, values, layout) + total_share(q, gradient, values, layout)


@njit(DENSITY, cache=True, nogil=True)
def posterior_density(q, gradient, values, layout):
    """Return the log posterior density at `q`, up to a constant; its gradient is written in place.

    `q` is the normal score of the effect, logit retention and log half-saturation of each channel, then log noise,
    atanh autocorrelation, log wander and log season.
    """
    value = prior_density(q, gradient, values, layout)
    if value == -np.inf:
        return value
    return value + log_likelihood(q, gradient, values, layout)
