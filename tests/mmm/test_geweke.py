"""Detailed balance: transitions alternated with redrawn data must give back the model's joint distribution.

Geweke 2004, *Getting it right: joint distribution tests of posterior simulators*, JASA 99(467):799,
doi:10.1198/016214504000001132.
"""

import numpy as np
import pytest
from numba import njit

from bascule.mmm.sampler.diagnostics import plain_ess, split
from bascule.mmm.sampler.signature import DENSITY
from bascule.mmm.sampler.trajectory import transition

# Precision λ ~ Gamma(SHAPE, rate RATE), mean μ | λ ~ Normal(0, 1/(PULL λ)), OBSERVED data y | μ, λ ~ Normal(μ, 1/λ).
SHAPE, RATE, PULL, OBSERVED = 4.0, 3.0, 3.0, 3
# A metric that fits badly, with a correlation the posterior does not have: a mistake in either must show.
METRIC = np.array([[0.2, 0.1], [0.1, 0.15]])
FACTOR, NO_LAYOUT = np.linalg.cholesky(METRIC), np.zeros(1, dtype=np.int64)
CHAINS, DRAWS = 4, 20_000


@njit(DENSITY)
def normal_gamma(q, gradient, values, layout):
    """Log-density of (μ, log λ) given the data, `values` being its power (1 when right) and the data."""
    power, data = values[0], values[1:]
    mean, precision = q[0], np.exp(q[1])
    squares = PULL * mean**2 + np.sum((data - mean) ** 2)
    force = np.sum(data - mean) - PULL * mean
    degrees = SHAPE + 0.5 * (1 + OBSERVED)
    gradient[0] = power * precision * force
    gradient[1] = power * (degrees - precision * (RATE + 0.5 * squares))
    return power * (degrees * q[1] - precision * (RATE + 0.5 * squares))


def prior(rng, size):
    """Draw (μ, log λ), shape (size, 2)."""
    precision = rng.gamma(SHAPE, 1 / RATE, size)
    return np.stack([rng.normal(size=size) / np.sqrt(PULL * precision), np.log(precision)], axis=1)


@njit
def alternate(seed, q, values, layout, metric, factor, step, max_depth, stale, out):
    """Fill `out` (draws, 2 + OBSERVED) with parameters and data: two transitions, then new data, again and again.

    Two, because the second starts from what the first left behind. `stale` keeps the log-density found under the data
    before, which spoils what is accepted.
    """
    np.random.seed(seed)
    gradient, report = np.empty(2), np.empty(4)
    log_density = normal_gamma(q, gradient, values, layout)
    for t in range(out.shape[0]):
        for _ in range(2):
            log_density = transition(
                normal_gamma, values, layout, metric, factor, step, max_depth, q, gradient, log_density, report
            )
        for i in range(OBSERVED):
            values[1 + i] = q[0] + np.random.standard_normal() * np.exp(-0.5 * q[1])
        fresh = normal_gamma(q, gradient, values, layout)
        log_density = log_density if stale else fresh
        out[t, :2] = q
        out[t, 2:] = values[1:]


def moments(draws):
    """Return what is compared, shape (functions, …), of parameters and data (…, 2 + OBSERVED).

    Each unknown, the centre and the log spread of the data, and all their squares and products.
    """
    data = draws[..., 2:]
    each = [draws[..., 0], draws[..., 1], data.mean(axis=-1), np.log(data.var(axis=-1))]
    return np.stack([*each, *[a * b for i, a in enumerate(each) for b in each[i:]]])


def successive(step, max_depth, power=1.0, seed=0, stale=False):
    """Return moments (functions, CHAINS, DRAWS) of the successive-conditional simulator."""
    out = np.empty((CHAINS, DRAWS, 2 + OBSERVED))
    rng = np.random.default_rng(seed)
    for chain in range(CHAINS):
        q, values = prior(rng, 1)[0], np.append(power, rng.normal(size=OBSERVED))
        alternate(int(rng.integers(2**31)), q, values, NO_LAYOUT, METRIC, FACTOR, step, max_depth, stale, out[chain])
    return moments(out)


def worst_score(found):
    """Return the largest z score, over the moments, against independent draws of the joint distribution."""
    rng = np.random.default_rng(99)
    q = prior(rng, 500_000)
    data = q[:, :1] + rng.normal(size=(len(q), OBSERVED)) * np.exp(-0.5 * q[:, 1:])
    true = moments(np.hstack([q, data]))
    errors = [chains.std() / np.sqrt(plain_ess(split(chains))) for chains in found]
    both = np.hypot(errors, true.std(axis=1) / np.sqrt(true.shape[1]))
    return np.max(np.abs(found.mean(axis=(1, 2)) - true.mean(axis=1)) / both)


@pytest.mark.parametrize(("step", "max_depth"), [(0.25, 10), (1.2, 10), (0.6, 2)])
def test_new_data_and_transitions_leave_the_joint_distribution_as_it_is(step, max_depth):
    assert worst_score(successive(step, max_depth)) < 4


# A wrong gradient alone is not among these: leapfrog steps along any field of forces are reversible and keep volume,
# so that it costs speed, not truth; finite differences in test_density.py are what hold the gradient.
@pytest.mark.parametrize("broken", [{"power": 1.3}, {"power": 0.7}, {"stale": True}])
def test_a_wrong_density_or_a_wrong_acceptance_would_show(broken):
    assert worst_score(successive(1.2, 10, **broken)) > 5
