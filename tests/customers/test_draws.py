"""Draws from a density whose moments are known, by importance and by a chain; the tail of weights that warns."""

import numpy as np
import pytest

from bascule.customers.bgnbd import fit_bgnbd
from bascule.customers.draws import draw, pareto_k
from bascule.customers.laplace import Mode, NormalPrior, find_mode
from customers.samples import cdnow

COVARIANCE = np.array([[1.0, 0.6], [0.6, 0.5]])


def normal(points):
    return -0.5 * np.sum((points @ np.linalg.inv(COVARIANCE)) * points, axis=1)


def graded(point):
    inverse = np.linalg.inv(COVARIANCE)
    return float(-0.5 * point @ inverse @ point), -inverse @ point


def test_the_mode_and_curvature_of_a_normal_are_its_own():
    mode = find_mode(graded, np.array([3.0, -2.0]), 1.0)
    assert mode.converged
    np.testing.assert_allclose(mode.point, 0, atol=1e-8)
    np.testing.assert_allclose(mode.covariance, COVARIANCE, rtol=1e-6)


def test_a_density_without_a_top_has_not_converged():
    assert not find_mode(lambda point: (float(point[0]), np.array([1.0, 0.0])), np.zeros(2), 1.0).converged


def test_importance_draws_have_the_moments_of_the_density():
    found = draw(normal, Mode(np.zeros(2), 0.0, COVARIANCE, True), 4000, 1)
    assert (found.method, found.points.shape) == ("importance", (4000, 2))
    np.testing.assert_allclose(found.points.mean(axis=0), 0, atol=0.06)
    np.testing.assert_allclose(np.cov(found.points.T), COVARIANCE, atol=0.07)


def test_a_wrong_mode_is_noticed_and_a_chain_still_finds_the_density():
    wrong = Mode(np.array([2.0, 2.0]), 0.0, 0.02 * np.eye(2), True)
    found = draw(normal, wrong, 4000, 1)
    assert found.method == "chain"
    assert found.pareto_k > 0.7
    np.testing.assert_allclose(found.points.mean(axis=0), 0, atol=0.15)
    np.testing.assert_allclose(np.cov(found.points.T), COVARIANCE, atol=0.2)


@pytest.mark.parametrize("shape", [0.2, 0.5, 1.0])
def test_the_tail_of_pareto_weights_is_estimated(shape):
    rng = np.random.default_rng(5)
    assert pareto_k(-shape * np.log(rng.random(20_000))) == pytest.approx(shape, abs=0.12)


def test_weights_all_missing_cannot_be_trusted():
    assert pareto_k(np.full(100, -np.inf)) == np.inf


def test_draws_on_cdnow_are_a_chain_s_draws():
    x, last, end, _ = (column[::12] for column in cdnow())
    fit = fit_bgnbd(x, last, end)
    draws = fit.draws(800, 2)
    lost = Mode(fit.mode.point, fit.mode.value, 1e-4 * fit.mode.covariance, True)
    chain = draw(fit._density, lost, 800, 3, 1)
    assert (draws.method, chain.method) == ("importance", "chain")
    logs = np.log([draws.r, draws.alpha, draws.a, draws.b])
    spread = np.sqrt(np.diag(fit.covariance))
    assert np.all(np.abs(logs.mean(axis=1) - chain.points.mean(axis=0)) < 0.25 * spread)
    np.testing.assert_allclose(logs.std(axis=1), chain.points.std(axis=0), rtol=0.25)


def test_the_same_seed_gives_the_same_draws():
    fit = fit_bgnbd([0, 1, 4], [0.0, 5.0, 20.0], [30.0, 30.0, 30.0])
    assert np.array_equal(fit.draws(50, 4).r, fit.draws(50, 4).r)
    assert not np.array_equal(fit.draws(50, 4).r, fit.draws(50, 5).r)


def test_a_prior_on_combinations_has_the_gradient_of_its_density():
    prior = NormalPrior(directions=((1.0, -1.0), (0.5, 0.5)), centre=(0.3, -1.0), spread=(2.0, 0.5))
    point, step = np.array([0.7, 0.2]), 1e-6
    slopes = [np.diff(prior.log_density(np.array([point - e, point + e])))[0] / (2 * step) for e in step * np.eye(2)]
    np.testing.assert_allclose(prior.gradient(point), slopes, rtol=1e-6)
