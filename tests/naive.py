"""Slow, obviously right versions of what Bascule computes fast."""

from itertools import product

import numpy as np
from scipy.stats import beta, multivariate_normal, norm


def response(spend, start, keep, half, slope, tail):
    """Carry-over then saturation, one period at a time."""
    level, out = start, []
    for x in list(spend) + [0.0] * tail:
        level = keep * level + (1 - keep) * x
        out.append(level**slope / (level**slope + half**slope))
    return np.array(out)


def log_effect(score, prior):
    """The mixture's quantile at a normal score, by bisection on its distribution function."""
    works, location, spread, nil_location, nil_spread = prior
    low, high = -40.0, 40.0
    for _ in range(200):
        x = (low + high) / 2
        p = works * norm.cdf(x, location, spread) + (1 - works) * norm.cdf(x, nil_location, nil_spread)
        low, high = (x, high) if p < norm.cdf(score) else (low, x)
    return (low + high) / 2


def log_posterior(q, problem, effect_priors, tail):
    """Priors by scipy; likelihood as one dense multivariate normal."""
    channels, periods = problem.spend.shape
    sigma, phi = 0.01 + np.exp(q[-4]), np.tanh(q[-3])
    factor = np.array([1.0, np.exp(q[-2]), np.exp(q[-1]), sigma])[problem.kind.astype(int)]
    mean = (problem.mean * np.where(problem.kind == 3, sigma, 1.0)) @ problem.design
    total, share = 0.0, 0.0
    for c in range(channels):
        keep, half = 1 / (1 + np.exp(-q[channels + c])), np.exp(q[2 * channels + c])
        effect = np.exp(log_effect(q[c], effect_priors[c]))
        path = response(problem.spend[c], problem.start[c], keep, half, problem.slope[c], tail)
        mean = mean + problem.weight * effect * problem.scale[c] * path[:periods] / path.sum()
        share += effect * problem.scale[c] / periods
        total += norm.logpdf(q[c]) + beta.logpdf(keep, *problem.carry_prior[c]) + np.log(keep * (1 - keep))
        total += norm.logpdf(q[2 * channels + c], *problem.half_prior[c])
    total += norm.logpdf(q[-4:], problem.hyper_prior[:, 0], problem.hyper_prior[:, 1]).sum()
    total += norm.logpdf(np.log(share), *problem.total_prior)
    lags = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    noise = sigma**2 * phi**lags / (1 - phi**2)
    block = problem.design.T @ np.diag(problem.variance * factor**2) @ problem.design
    return total + multivariate_normal(mean, noise + block).logpdf(problem.revenue)


def best_split(value, low, high, budget, step):
    """Every split of the budget on a grid of `step` cents; the last channel takes what is left."""
    grids = [range(a, b + 1, step) for a, b in zip(low[:-1], high[:-1], strict=True)]
    best = -np.inf
    for cents in product(*grids):
        last = budget - sum(cents)
        if low[-1] <= last <= high[-1]:
            split = [*cents, last]
            best = max(best, sum(float(value(c, np.array([x / 100]))[0]) for c, x in enumerate(split)))
    return best
