"""Slow, obviously right versions of the models of customers: integrals, sums and simulation by hand."""

import math
from itertools import pairwise

import numpy as np
from scipy.integrate import quad
from scipy.stats import beta as beta_of
from scipy.stats import gamma as gamma_of

from bascule.customers.lifetime import lifetime_existing


def bgnbd_likelihood(r, alpha, a, b, x, last, end):
    """A customer's likelihood, averaged over rates and chances of leaving: equation (3) of the paper, integrated."""
    keep = quad(lambda p: beta_of.pdf(p, a, b) * (1 - p) ** x, 0, 1)[0]
    go = quad(lambda p: beta_of.pdf(p, a, b) * p * (1 - p) ** (x - 1), 0, 1)[0] if x > 0 else 0.0

    def at_rate(rate):
        stays = rate**x * math.exp(-rate * end)
        leaves = rate**x * math.exp(-rate * last) if x > 0 else 0.0
        return gamma_of.pdf(rate, r, scale=1 / alpha) * (stays * keep + leaves * go)

    return quad(at_rate, 0, 1)[0] + quad(at_rate, 1, np.inf)[0]


def mean_count(shape, rate, a, b, weeks):
    """E[(1 - (1 + p τ)^-shape) / p] over p, τ = weeks / rate: a customer who is there now."""
    tau = weeks / rate

    def made(p):
        return -math.expm1(-shape * math.log1p(p * tau)) / p if p > 0 else shape * tau

    scale = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b))
    middle = a / (a + b)
    cuts = [middle * 2.0**k for k in range(-5, 12) if middle * 2.0**k < 0.9]

    def plain(p):
        return made(p) * scale * p ** (a - 1) * (1 - p) ** (b - 1)

    # At its two ends the density of Beta(a, b) is a power: quad takes it as a weight.
    ends = [
        (lambda p: made(p) * scale * (1 - p) ** (b - 1), 0.0, cuts[0], (a - 1, 0)),
        (lambda p: made(p) * scale * p ** (a - 1) * (1 - p) ** max(b - 1, 0), cuts[-1], 1.0, (0, min(b - 1, 0))),
    ]
    total = sum(
        quad(f, low, high, weight="alg", wvar=power, epsabs=1e-12 * shape * tau, epsrel=1e-9)[0]
        for f, low, high, power in ends
    )
    return total + sum(
        quad(plain, low, high, epsabs=1e-12 * shape * tau, epsrel=1e-9)[0] for low, high in pairwise(cuts)
    )


def mean_gamma_gamma(p, q, v, values):
    """The mean of purchases to come after those values: E[p / ν] over the posterior of ν."""
    shape, rate = q + p * len(values), v + sum(values)
    return quad(lambda nu: p / nu * gamma_of.pdf(nu, shape, scale=1 / rate), 0, np.inf)[0]


def residual(alpha, beta, t, discount, periods):
    """Discounted periods that a contract still pays, one after the other."""
    total, there = 0.0, 1.0
    for k in range(periods):
        there *= (beta + t + k) / (alpha + beta + t + k)
        total += there / (1 + discount) ** k
    return total


def discounted_weeks(expected, weeks, yearly):
    """Purchases of each week, each discounted from its middle."""
    total = 0.0
    for week in range(weeks):
        total += (expected(week + 1) - expected(week)) * (1 + yearly) ** (-(week + 0.5) * 7 / 365.25)
    return total


def purchases(r, alpha, a, b, x, end, weeks, rng):
    """Purchases of one customer who is there now, one after the other."""
    rate, chance = rng.gamma(r + x, 1 / (alpha + end)), rng.beta(a, b + x)
    made, clock = 0, rng.exponential(1 / rate)
    while clock <= weeks:
        made += 1
        if rng.random() < chance:
            break
        clock += rng.exponential(1 / rate)
    return made


def futures(often, much, who, weeks, rng, n):
    """What a customer (x, last, end, value) spends in the weeks ahead, n times, one purchase after the other."""
    x, last, end, value = who
    alive = 1 / (1 + (x > 0) * often.a / (often.b + max(x, 1) - 1) * ((often.alpha + end) / (often.alpha + last)) ** (
        often.r + x
    ))  # fmt: skip
    spent = np.zeros(n)
    for i in range(n):
        if rng.random() >= alive:
            continue
        rate, leaving = rng.gamma(often.r + x, 1 / (often.alpha + end)), rng.beta(often.a, often.b + x)
        scale = rng.gamma(much.q + much.p * x, 1 / (much.v + x * value))
        at = rng.exponential(1 / rate)
        while at < weeks:
            spent[i] += rng.gamma(much.p, 1 / scale)
            if rng.random() < leaving:
                break
            at += rng.exponential(1 / rate)
    return spent


def lifetime_sums(purchases, values, frequency, recency, age, value, margin, weeks, discount_yearly, group, groups):
    """What each group of customers should leave, draw by draw: every customer's own, added up."""
    place, out = np.asarray(group), np.zeros((purchases.r.size, groups))
    for i in range(purchases.r.size):
        drawn = purchases.at(i), values.at(i)
        each = lifetime_existing(*drawn, frequency, recency, age, value, margin, weeks, discount_yearly)
        out[i] = np.bincount(place, weights=each, minlength=groups)
    return out
