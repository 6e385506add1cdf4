import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import linregress

from bascule.experiments.counterfactual import (
    mixed,
    regressed,
    simplex_weights,
    synthetic,
    time_based_regression,
)


def slow_weights(outcome, controls):
    """The same shares by a general solver, from many starts."""
    rng = np.random.default_rng(0)
    best = None
    for _ in range(8):
        found = minimize(
            lambda w: ((outcome - controls @ w) ** 2).sum(), rng.dirichlet(np.ones(controls.shape[1])),
            method="SLSQP", bounds=[(0, 1)] * controls.shape[1], options={"maxiter": 500, "ftol": 1e-12},
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        )  # fmt: skip
        best = found if best is None or found.fun < best.fun else best
    return best.x


@pytest.mark.parametrize("seed", range(6))
def test_shares_are_those_of_a_slow_solver(seed):
    rng = np.random.default_rng(seed)
    controls = rng.normal(size=(20, 6)) * rng.uniform(0.1, 30)
    outcome = controls @ rng.dirichlet(np.ones(6)) + rng.normal(size=20)
    weights = simplex_weights(outcome, controls)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    slow = slow_weights(outcome, controls)
    assert ((outcome - controls @ weights) ** 2).sum() <= ((outcome - controls @ slow) ** 2).sum() * (1 + 1e-6)
    assert weights == pytest.approx(slow, abs=2e-3)


def test_the_shares_of_geolift_are_those_published(cities):
    treated, control = cities
    outcome = treated.mean(axis=1)[:90]
    weights = simplex_weights(outcome - outcome.mean(), control[:90] - control[:90].mean(axis=0))
    assert np.sort(weights)[::-1][:4] == pytest.approx([0.2272, 0.2028, 0.1335, 0.0900], abs=6e-5)
    missed = outcome - synthetic(outcome, control[:90], np.arange(90), np.arange(90))
    assert np.sqrt((missed**2).sum()) == pytest.approx(909.489, abs=1e-3)


@pytest.mark.parametrize("predictor", [synthetic, regressed, lambda *given: mixed(*given, 0.5)])
def test_the_order_of_places_does_not_matter(places, predictor):
    made = places(np.random.default_rng(1), 40, 7)
    shuffled = np.random.default_rng(2).permutation(np.arange(1, 7))
    learn, foretell = np.arange(32), np.arange(32, 40)
    found = predictor(made[:, 0], made[:, 1:], learn, foretell)
    assert found == pytest.approx(predictor(made[:, 0], made[:, shuffled], learn, foretell))
    assert predictor(100 * made[:, 0], 100 * made[:, 1:], learn, foretell) == pytest.approx(100 * found)


def test_a_heavy_ridge_leaves_the_mix_as_it_is(places):
    made = places(np.random.default_rng(3), 40, 7)
    given = (made[:, 0], made[:, 1:], np.arange(32), np.arange(32, 40))
    assert mixed(*given, 1e9) == pytest.approx(synthetic(*given))


def test_a_level_that_all_places_gain_is_foretold(places):
    made = places(np.random.default_rng(4), 40, 7)
    raised = made + 50.0 * (np.arange(40) >= 32)[:, None]
    for ridge in (None, 0.1):
        before = mixed(made[:, 0], made[:, 1:], np.arange(32), np.arange(32, 40), ridge)
        after = mixed(raised[:, 0], raised[:, 1:], np.arange(32), np.arange(32, 40), ridge)
        assert after == pytest.approx(before + 50)


def test_the_regression_is_least_squares_and_its_error_that_of_a_forecast():
    rng = np.random.default_rng(5)
    control = rng.normal(50, 5, 30)
    outcome = 3 + 2 * control + rng.normal(0, 1, 30)
    found = time_based_regression(outcome, control, 24)
    line = linregress(control[:24], outcome[:24])
    assert found.foretold == pytest.approx(line.intercept + line.slope * control[24:])
    noise = ((outcome[:24] - line.intercept - line.slope * control[:24]) ** 2).sum() / 22
    middle = control[:24].mean()
    apart = (control[24:] - middle).sum()
    variance = noise * (6 + 36 / 24 + apart**2 / ((control[:24] - middle) ** 2).sum())
    assert found.error == pytest.approx(np.sqrt(variance))


def test_googles_example_is_reproduced(google):
    treated, control = google
    found = time_based_regression(treated.sum(axis=1), control.sum(axis=1), 42)
    assert found.lift == pytest.approx(143_028.6, abs=0.05)
    assert found.error == pytest.approx(8_709.188, abs=5e-4)
    assert found.lift / 50_000 == pytest.approx(2.860572, abs=5e-7)


def test_a_control_that_never_moves_leaves_the_level():
    found = time_based_regression(np.array([4.0, 6, 5, 5, 9]), np.full(5, 7.0), 4)
    assert (found.lift, found.freedom) == (pytest.approx(4), 3)


def test_a_place_that_moved_exactly_alike_is_the_mix():
    controls = np.random.default_rng(6).normal(size=(12, 4))
    assert simplex_weights(controls[:, 2], controls).tolist() == [0, 0, 1, 0]
    assert simplex_weights(np.zeros(12), np.zeros((12, 3))).sum() == 1


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
def test_places_alike_idle_or_many_are_no_trouble(scale):
    rng = np.random.default_rng(7)
    controls = np.column_stack(
        [np.zeros(14), np.repeat(rng.normal(size=(14, 1)), 3, axis=1), rng.normal(size=(14, 40))]
    )
    weights = simplex_weights(scale * rng.normal(size=14), scale * controls)
    assert weights.sum() == pytest.approx(1)
    assert weights.min() >= 0
