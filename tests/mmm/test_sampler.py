import numpy as np
from numba import njit

from bascule.mmm.sampler.chain import run_chain
from bascule.mmm.sampler.diagnostics import bulk_ess, rhat
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
    """v ~ Normal(0, 1.5), x_i ~ Normal(0, exp(v / 2)): Neal's funnel, milder."""
    v, n = q[0], q.shape[0] - 1
    square = 0.0
    for i in range(1, n + 1):
        square += q[i] * q[i]
        gradient[i] = -q[i] * np.exp(-v)
    gradient[0] = -v / 2.25 - 0.5 * n + 0.5 * square * np.exp(-v)
    return -0.5 * v * v / 2.25 - 0.5 * n * v - 0.5 * square * np.exp(-v)


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
        run_chain(
            density,
            values,
            NO_LAYOUT,
            seed + c,
            position,
            np.eye(dimension),
            1000,
            target,
            out[c],
            reports[c],
        )
    return out, reports


def within_error(draws, truth):
    """Within five standard errors, computed from the chain's own effective sample size."""
    error = draws.std() / np.sqrt(bulk_ess(draws))
    return abs(draws.mean() - truth) < 5 * error


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


def test_it_finds_the_neck_of_a_funnel():
    draws, _ = chains(funnel, np.zeros(1), 4, draws=4000, target=0.95)
    assert within_error(draws[:, :, 0], 0.0)
    assert within_error(draws[:, :, 0] ** 2, 2.25)


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
