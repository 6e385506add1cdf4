import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import naive
from bascule.mmm.density.layout import Problem, pack
from bascule.mmm.density.model import posterior_density, prior_density
from bascule.mmm.density.quantile import effects, log_effect_at, tabulate
from bascule.mmm.density.response import TAIL, response_path

MIXTURE = np.array([[0.7, 0.5, 0.8], [0.3, -2.3, 1.0]])
# A month or so from lead to sale; none, as most have it.
CYCLE = 0.6


def problem(seed, series=1, cycle=0.0, channels=3, periods=30, columns=8):
    """Channels concave, S-shaped and delayed; every kind of column; some spending at nought."""
    rng = np.random.default_rng(seed)
    spend = rng.gamma(2, 1, (channels, periods)) * (rng.random((channels, periods)) > 0.2)
    weight = rng.uniform(0.5, 1.5, (series, periods))
    hyper = np.array([[-2.0, 1.0], [0.2, 0.4], [-4.0, 0.8], [-2.0, 0.7]])
    return Problem(
        spend=spend / spend.mean(axis=1, keepdims=True),
        start=rng.uniform(0, 1, channels),
        scale=rng.uniform(1, 4, channels),
        slope=np.array([1.0, 1.5, 2.0])[:channels],
        stages=np.array([1.0, 2.0, 2.0])[:channels],
        cycle=np.array([cycle]),
        loads=np.ones((1, 2)) if series == 1 else np.array([[1.2, 0.9], [1.7, -1.1]]),
        weight=weight,
        revenue=weight * rng.normal(1, 0.1, (series, periods)),
        design=weight[:, None] * rng.normal(size=(series, columns, periods)),
        variance=rng.uniform(0.01, 0.1, (series, columns)),
        kind=np.arange(columns, dtype=float) % 4,
        mean=np.where(np.arange(columns) % 3 == 0, 0.2, 0.0) * np.array([[1.0], [-0.5]])[:series],
        effect_table=np.stack([tabulate(MIXTURE)] * channels),
        carry_prior=np.tile([2.0, 6.0], (channels, 1)),
        half_prior=np.tile([0.4, 0.7], (channels, 1)),
        split_prior=np.tile([0.3, 0.9], (channels, 1)),
        hyper_prior=np.stack([hyper, hyper + np.array([0.3, 0.1])])[:series],
        total_prior=np.array([-2.0, 0.9]),
    )


def position(seed, given_problem):
    q = np.random.default_rng(seed).normal(size=given_problem.dimension) * 0.5
    for series in range(given_problem.series):
        q[given_problem.shared(series)] += [-2.0, 0.2, -3.5, -2.0]
    return q


def slope_along(density, q, i, step=1e-3):
    """The derivative of a density in q[i], to the fourth order: its steps drown the jump, of 1e-7 or so, of a tail that
    is cut a period sooner."""
    rises = []
    for far in (step, 2 * step):
        up, down = q.copy(), q.copy()
        up[i] += far
        down[i] -= far
        rises.append(density(up) - density(down))
    return (8 * rises[0] - rises[1]) / (12 * step)


@pytest.mark.parametrize("cycle", [0.0, CYCLE])
@pytest.mark.parametrize("series", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_dense_multivariate_normal_with_its_priors(seed, series, cycle):
    given_problem = problem(seed, series, cycle)
    values, layout = pack(given_problem)
    q = position(seed, given_problem)
    found = posterior_density(q, np.empty(len(q)), values, layout)
    expected = naive.log_posterior(q, given_problem, [MIXTURE] * 3, TAIL)
    assert found == pytest.approx(expected, abs=2e-3)


@settings(max_examples=30, deadline=None)
@example(seed=543, series=1, cycle=0.0)
@given(st.integers(0, 10_000), st.sampled_from([1, 2]), st.sampled_from([0.0, CYCLE]))
def test_its_gradient_is_that_of_finite_differences(seed, series, cycle):
    given_problem = problem(seed, series, cycle)
    values, layout = pack(given_problem)
    q = position(seed, given_problem)
    gradient = np.empty(len(q))
    posterior_density(q, gradient, values, layout)
    for i in range(len(q)):
        found = slope_along(lambda q: posterior_density(q, np.empty(len(q)), values, layout), q, i)
        assert gradient[i] == pytest.approx(found, rel=1e-4, abs=5e-3)


def test_far_outside_it_is_impossible_rather_than_an_overflow():
    given_problem = problem(0)
    values, layout = pack(given_problem)
    q = position(0, given_problem)
    q[4] = 500.0
    assert posterior_density(q, np.empty(len(q)), values, layout) == -np.inf
    q[4] = 0.0
    q[-3] = 25.0
    assert posterior_density(q, np.empty(len(q)), values, layout) == -np.inf
    q[4] = np.nan
    assert prior_density(q, np.empty(len(q)), values, layout) == -np.inf


@pytest.mark.parametrize("slope", [1.0, 1.7])
@pytest.mark.parametrize("stages", [1, 2])
@pytest.mark.parametrize("cycle", [0.0, CYCLE])
def test_the_response_is_the_naive_one(slope, stages, cycle):
    spend = np.array([0.0, 2.0, 1.0, 0.0, 3.0])
    found = response_path(spend, 0.4, 0.3, 1.2, slope, float(stages), cycle)
    assert found == pytest.approx(naive.response(spend, 0.4, 0.3, 1.2, slope, stages, cycle, TAIL))


def test_a_delayed_response_peaks_later_and_a_sales_cycle_later_still():
    pulse = np.r_[1.0, np.zeros(29)]
    peaks = [
        int(np.argmax(response_path(pulse, 0.0, 0.7, 1.0, 1.0, stages, cycle)))
        for stages, cycle in ((1.0, 0.0), (2.0, 0.0), (2.0, CYCLE))
    ]
    assert peaks[0] == 0
    assert 0 < peaks[1] < peaks[2]


@settings(deadline=None)
@given(st.floats(-5.9, 5.9))
def test_a_normal_score_becomes_the_quantile_of_the_mixture(score):
    value, slope = log_effect_at(score, tabulate(MIXTURE))
    assert value == pytest.approx(naive.log_effect(score, MIXTURE), abs=5e-3)
    rise = log_effect_at(score + 1e-6, tabulate(MIXTURE))[0] - log_effect_at(score - 1e-6, tabulate(MIXTURE))[0]
    assert slope == pytest.approx(rise / 2e-6, rel=1e-3)
    assert slope > 0


def test_standard_normal_scores_make_the_mixture():
    scores = np.random.default_rng(0).standard_normal((200_000, 1))
    drawn = np.log(effects(scores, np.stack([tabulate(MIXTURE)]))).ravel()
    share, location, spread = MIXTURE.T
    assert drawn.mean() == pytest.approx(share @ location, abs=0.02)
    second = share @ (location**2 + spread**2)
    assert (drawn**2).mean() == pytest.approx(second, rel=0.02)
