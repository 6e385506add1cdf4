import numpy as np
import pytest
from numba import njit
from scipy.stats import norm

from bascule.mmm.fit import assess
from bascule.mmm.sampler.chain import draw, warm_up
from bascule.mmm.sampler.diagnostics import plain_ess, rhat, split
from bascule.mmm.sampler.signature import DENSITY

NO_LAYOUT = np.zeros(1, dtype=np.int64)


@njit(DENSITY)
def gaussian(q, gradient, values, layout):
    """A centred Gaussian whose precision matrix lies flat in `values`."""
    n = q.shape[0]
    precision = values.reshape(n, n)
    for i in range(n):
        gradient[i] = -np.dot(precision[i], q)
    return 0.5 * np.dot(gradient, q)


@njit(DENSITY)
def funnel(q, gradient, values, layout):
    """Neal's funnel: v ~ Normal(0, 3), x_i | v ~ Normal(0, exp(v / 2)), sampled as (v, x_i exp(-(1/2 - c) v)).

    `values` holds c: at 1/2 x itself is sampled (centred), at 0 the funnel is a plain Gaussian.
    """
    v, n, c = q[0], q.shape[0] - 1, values[0]
    precision, square = np.exp(-2 * c * v), 0.0
    for i in range(1, n + 1):
        square += q[i] * q[i]
        gradient[i] = -q[i] * precision
    gradient[0] = -v / 9 - c * n + c * square * precision
    return -0.5 * v * v / 9 - c * n * v - 0.5 * square * precision


@njit(DENSITY)
def half_line(q, gradient, values, layout):
    """An exponential density: outside its support the log-density is minus infinity."""
    gradient[0] = -1.0
    return -q[0] if q[0] > 0.0 else -np.inf


def chains(density, values, dimension, draws=1000, start=0.1, seed=0, target=0.85):
    out = np.empty((4, draws, dimension))
    reports = np.empty((4, draws, 4))
    for c in range(4):
        position = np.full(dimension, start) * (1 + 0.1 * c)
        metric = np.eye(dimension)
        step = warm_up(density, values, NO_LAYOUT, seed + c, position, metric, 1000, target)
        draw(density, values, NO_LAYOUT, seed + c + 100, position, metric, step, out[c], reports[c])
    return out, reports


def within_error(draws, truth):
    """Within five standard errors, computed from the chain's own effective sample size, itself not small."""
    size = plain_ess(split(draws))
    return size > 200 and abs(draws.mean() - truth) < 5 * draws.std() / np.sqrt(size)


def test_it_finds_the_moments_of_a_correlated_gaussian():
    rng = np.random.default_rng(3)
    root = rng.normal(size=(6, 6)) * np.logspace(-1, 1, 6)[:, None]
    covariance = root @ root.T + 0.01 * np.eye(6)
    draws, reports = chains(gaussian, np.linalg.inv(covariance).ravel(), 6)
    assert reports[:, :, 1].sum() == 0
    for i in range(6):
        assert rhat(draws[:, :, i]) < 1.02
        assert within_error(draws[:, :, i], 0.0)
        assert within_error(draws[:, :, i] ** 2, covariance[i, i])


@pytest.mark.parametrize("seed", [0, 10])
def test_it_finds_neals_funnel_half_centred_from_neck_to_mouth(seed):
    # Centred, no sampler of one step size can: the neck is e^9 times narrower than the mouth (see the next test).
    draws, _ = chains(funnel, np.array([0.25]), 10, draws=4000, target=0.95, seed=seed)
    v, first = draws[:, :, 0], draws[:, :, 1] * np.exp(-0.25 * draws[:, :, 0])  # x over its own spread: Normal(0, 1)
    assert within_error(v, 0.0)
    assert within_error(v**2, 9.0)
    for probability in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert within_error((v <= 3 * norm.ppf(probability)).astype(float), probability)
        assert within_error((first <= norm.ppf(probability)).astype(float), probability)
    assert within_error(first**2, 1.0)
    assert within_error(first**2 * v, 0.0)


@pytest.mark.parametrize("seed", [0, 10, 20])
def test_a_funnel_whose_neck_is_out_of_reach_is_not_believed(seed):
    sample = assess(*chains(funnel, np.array([0.5]), 10, draws=2000, target=0.95, seed=seed))
    assert not sample.converged
    assert sample.ebfmi < 0.15
    assert sample.divergences > 8


def test_it_never_leaves_the_support():
    draws, _ = chains(half_line, np.zeros(1), 1, draws=2000, target=0.95, start=1.0)
    assert (draws > 0).all()
    assert within_error(draws[:, :, 0], 1.0)


def test_the_same_seed_gives_the_same_draws():
    values = np.eye(3).ravel()
    first, _ = chains(gaussian, values, 3, draws=50, seed=5)
    again, _ = chains(gaussian, values, 3, draws=50, seed=5)
    other, _ = chains(gaussian, values, 3, draws=50, seed=50)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
