"""Slow, obviously right versions of what Bascule computes fast."""

from itertools import product

import numpy as np
from scipy.special import ndtr
from scipy.stats import beta, multivariate_normal, norm


def carried(spend, start, keep):
    """Geometric carry-over, one period at a time, from a level already there."""
    level, out = start, []
    for x in spend:
        level = keep * level + (1 - keep) * x
        out.append(level)
    return out


def saturated(levels, half, slope):
    return [level**slope / (level**slope + half**slope) for level in levels]


def response(spend, start, keep, half, slope, stages, cycle, tail):
    """Carry-over, once or twice over; then saturation; then the two stages from lead to sale."""
    levels = [*spend, *[0.0] * tail]
    for _ in range(stages):
        levels = carried(levels, start, keep)
    before, *sales = saturated([start, *levels], half, slope)
    for _ in range(2):
        sales = carried(sales, before, cycle)
    return np.array(sales)


def log_effect(score, prior):
    """The mixture's quantile at a normal score, by bisection on its distribution function."""
    low, high = -40.0, 40.0
    for _ in range(60):
        x = (low + high) / 2
        p = sum(share * ndtr((x - location) / spread) for share, location, spread in prior)
        low, high = (x, high) if p < ndtr(score) else (low, x)
    return (low + high) / 2


def log_posterior(q, problem, effect_priors, tail):
    """Priors by scipy; likelihood as one dense multivariate normal a series."""
    channels, periods = problem.spend.shape
    series = len(problem.revenue)
    own, shared = np.split(q, [(3 if series == 1 else 4) * channels])
    own, shared = own.reshape(-1, channels), shared.reshape(series, 4)
    paths, total, share = [], 0.0, 0.0
    for c in range(channels):
        keep, half = 1 / (1 + np.exp(-own[1, c])), np.exp(own[2, c])
        given = problem.slope[c], int(problem.stages[c]), problem.cycle[0]
        size = np.exp(log_effect(own[0, c], effect_priors[c])) * problem.scale[c]
        path = response(problem.spend[c], problem.start[c], keep, half, *given, tail)
        paths.append(size * path[:periods] / path.sum())
        share += size / periods
        total += norm.logpdf(own[0, c]) + beta.logpdf(keep, *problem.carry_prior[c]) + np.log(keep * (1 - keep))
        total += norm.logpdf(own[2, c], *problem.half_prior[c])
    total += norm.logpdf(np.log(share), *problem.total_prior)
    total += norm.logpdf(shared, problem.hyper_prior[..., 0], problem.hyper_prior[..., 1]).sum()
    new = np.ones(channels)
    if series == 2:
        new = 1 / (1 + np.exp(-own[3]))
        total += norm.logpdf(own[3], problem.split_prior[:, 0], problem.split_prior[:, 1]).sum()
    paths = np.array(paths)
    for s, (by_new, by_known) in enumerate(problem.loads):
        media = by_new * new @ paths + by_known * (1 - new) @ paths
        total += log_likelihood(problem, s, media, shared[s])
    return total


def log_likelihood(problem, series, media, shared):
    """One series as one dense multivariate normal, given what marketing adds to it (periods,)."""
    periods, design = len(media), problem.design[series]
    sigma, phi = 0.01 + np.exp(shared[0]), np.tanh(shared[1])
    factor = np.array([1.0, np.exp(shared[2]), np.exp(shared[3]), sigma])[problem.kind.astype(int)]
    mean = (problem.mean[series] * np.where(problem.kind == 3, sigma, 1.0)) @ design
    lags = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    noise = sigma**2 * phi**lags / (1 - phi**2)
    block = design.T @ np.diag(problem.variance[series] * factor**2) @ design
    return multivariate_normal(mean + problem.weight[series] * media, noise + block).logpdf(problem.revenue[series])


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


def crps(draws, actual):
    """Mean |x - y| less half the mean |x - x'| over every pair of two draws, one pair at a time."""
    n = len(draws)
    away = sum(abs(x - actual) for x in draws) / n
    apart = sum(abs(draws[i] - draws[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    return away - apart / 2
