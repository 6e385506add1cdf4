"""Slow, obviously right versions of what Bascule computes fast."""

from datetime import timedelta
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


def best_split(value, allowed, budget):
    """The best of all splits of a budget, each channel's amount one of those allowed; None if no split makes it."""
    best = None
    for amounts in product(*allowed):
        if sum(amounts) == budget:
            total = sum(float(value(c, np.array([x / 100]))[0]) for c, x in enumerate(amounts))
            best = total if best is None else max(best, total)
    return best


def course_value(spend, after, worth, state, keep, half, slope, stages):
    """What a course brings, week after week, one draw: carry-over from where it was, then saturation, worth by week."""
    first, level = state
    total = 0.0
    for week, weight in enumerate(worth):
        x = spend[week] if week < len(spend) else after
        first = keep * first + (1 - keep) * x
        level = keep * level + (1 - keep) * first if stages == 2 else first
        total += weight * level**slope / (level**slope + half**slope)
    return total


def crps(draws, actual):
    """Mean |x - y| less half the mean |x - x'| over every pair of two draws, one pair at a time."""
    n = len(draws)
    away = sum(abs(x - actual) for x in draws) / n
    apart = sum(abs(draws[i] - draws[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    return away - apart / 2


def best_of_all(curves, bounds, running, budget, weeks):
    """The best worth of every vector of whole cents that keeps the limits and groups; None if there is none.

    `curves` are functions of dollars; a fee whose channels all spend nothing is saved over the weeks; `running` is the
    least cents of a channel that must run along with others.
    """
    spent = np.stack([g.ravel() for g in np.meshgrid(*(np.arange(h + 1) for h in bounds.high), indexing="ij")])
    kept = np.ones(spent.shape[1], dtype=bool) if budget is None else spent.sum(axis=0) == budget
    for c, x in enumerate(spent):
        off = (x == 0) & (bounds.low[c] == 0)
        kept &= off | (x >= max(bounds.low[c], min(bounds.useful[c], bounds.high[c] + (bounds.low[c] == 0))))
        kept &= (x % bounds.step[c] == 0) if bounds.step[c] else True
    for group in bounds.either:
        kept &= (spent[list(group)] > 0).sum(axis=0) <= 1
    for group in bounds.together:
        own = spent[list(group)]
        kept &= (own == 0).all(axis=0) | (own >= np.array([[running[c]] for c in group])).all(axis=0)
    if not kept.any():
        return None
    spent = spent[:, kept]
    worth = np.sum([curve(x / 100) for curve, x in zip(curves, spent, strict=True)], axis=0)
    for fee in bounds.fees:
        if fee.can_stop and fee.carries:
            worth = worth + np.where((spent[list(fee.carries)] == 0).all(axis=0), weeks * fee.weekly_cents / 100, 0.0)
    return float(worth.max())


def best_change(curves, domain, usual, ranks, step):
    """The best worth of changing these channels alone, their sum kept, amounts tried by steps of cents."""
    tried = [np.arange(int(domain.low[c]), int(domain.high[c]) + 1, step) for c in ranks[:-1]]
    last, total = ranks[-1], int(usual[list(ranks)].sum())
    best = -np.inf
    for amounts in product(*tried):
        rest = total - sum(amounts)
        if domain.low[last] <= rest <= domain.high[last]:
            cents = dict(zip(ranks, (*amounts, rest), strict=True))
            best = max(best, sum(float(curve(cents.get(c, x) / 100)) for c, (curve, x) in enumerate(
                zip(curves, usual, strict=True)
            )))  # fmt: skip
    return best


def forecast_error(values, factor, recent, periods):
    """Root mean square of the relative error of `mean of the recent, without season, times the season to come`."""
    errors = []
    for origin in range(recent, len(values) - periods + 1):
        seen = [values[t] / factor[t] for t in range(origin - recent, origin) if not np.isnan(values[t])]
        actual = [values[t] for t in range(origin, origin + periods)]
        if seen and not any(np.isnan(actual)):
            told = sum(seen) / len(seen) * sum(factor[origin : origin + periods])
            errors.append((sum(actual) / told - 1) ** 2)
    return (sum(errors) / len(errors)) ** 0.5


def regression_root(gain, seen):
    """Where the straight line of gain on what was seen is zero, by least squares."""
    slope, level = np.polyfit(seen, gain, 1)
    return -level / slope


def rate_of(published, first, last, reach=7):
    """The mean over days of the rate of each, or of the last published one within `reach` days; None without one."""
    rates, day = [], first
    while day <= last:
        known = [published[day - timedelta(n)] for n in range(reach + 1) if day - timedelta(n) in published]
        if not known:
            return None
        rates.append(known[0])
        day += timedelta(1)
    return sum(rates) / len(rates)
