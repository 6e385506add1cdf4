import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from bascule.mmm.density.layout import Problem, pack
from bascule.mmm.density.model import posterior_density, prior_density
from bascule.mmm.density.quantile import effects, log_effect_at, tabulate
from bascule.mmm.density.response import TAIL, response_path

MIXTURE = np.array([0.7, 0.5, 0.8, -2.3, 1.0])


def problem(seed, channels=3, periods=30, columns=8):
    rng = np.random.default_rng(seed)
    spend = rng.gamma(2, 1, (channels, periods)) * (rng.random((channels, periods)) > 0.2)
    weight = rng.uniform(0.5, 1.5, periods)
    return Problem(
        spend=spend / spend.mean(axis=1, keepdims=True),
        start=rng.uniform(0, 1, channels),
        scale=rng.uniform(1, 4, channels),
        slope=np.array([1.0, 1.5, 2.0])[:channels],
        weight=weight,
        revenue=weight * rng.normal(1, 0.1, periods),
        design=weight * rng.normal(size=(columns, periods)),
        variance=rng.uniform(0.01, 0.1, columns),
        kind=np.arange(columns, dtype=float) % 4,
        mean=np.where(np.arange(columns) % 3 == 0, 0.2, 0.0),
        effect_table=np.stack([tabulate(MIXTURE)] * channels),
        carry_prior=np.tile([2.0, 6.0], (channels, 1)),
        half_prior=np.tile([0.4, 0.7], (channels, 1)),
        hyper_prior=np.array([[-2.0, 1.0], [0.2, 0.4], [-4.0, 0.8], [-2.0, 0.7]]),
        total_prior=np.array([-2.0, 0.9]),
    )


def position(seed, dimension):
    q = np.random.default_rng(seed).normal(size=dimension) * 0.5
    q[-4:] += [-2.0, 0.2, -3.5, -2.0]
    return q


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_dense_multivariate_normal_with_its_priors(seed):
    given_problem = problem(seed)
    values, layout = pack(given_problem)
    q = position(seed, given_problem.dimension)
    found = posterior_density(q, np.empty(len(q)), values, layout)
    expected = naive.log_posterior(q, given_problem, [MIXTURE] * 3, TAIL)
    assert found == pytest.approx(expected, abs=2e-3)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_its_gradient_is_that_of_finite_differences(seed):
    given_problem = problem(seed)
    values, layout = pack(given_problem)
    q = position(seed, given_problem.dimension)
    gradient, scratch = np.empty(len(q)), np.empty(len(q))
    posterior_density(q, gradient, values, layout)
    for i in range(len(q)):
        up, down = q.copy(), q.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        rise = posterior_density(up, scratch, values, layout) - posterior_density(down, scratch, values, layout)
        assert gradient[i] == pytest.approx(rise / 2e-5, rel=1e-4, abs=1e-4)


def test_far_outside_it_is_impossible_rather_than_an_overflow():
    given_problem = problem(0)
    values, layout = pack(given_problem)
    q = position(0, given_problem.dimension)
    q[4] = 500.0
    assert posterior_density(q, np.empty(len(q)), values, layout) == -np.inf
    q[4] = 0.0
    q[-3] = 25.0
    assert posterior_density(q, np.empty(len(q)), values, layout) == -np.inf
    q[4] = np.nan
    assert prior_density(q, np.empty(len(q)), values, layout) == -np.inf


def test_the_response_is_the_naive_one():
    spend = np.array([0.0, 2.0, 1.0, 0.0, 3.0])
    for slope in (1.0, 1.7):
        found = response_path(spend, 0.4, 0.3, 1.2, slope)
        assert found == pytest.approx(naive.response(spend, 0.4, 0.3, 1.2, slope, TAIL))


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
    works, location, spread, nil_location, nil_spread = MIXTURE
    assert drawn.mean() == pytest.approx(works * location + (1 - works) * nil_location, abs=0.02)
    second = works * (location**2 + spread**2) + (1 - works) * (nil_location**2 + nil_spread**2)
    assert (drawn**2).mean() == pytest.approx(second, rel=0.02)
