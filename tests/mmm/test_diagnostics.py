import numpy as np
import pytest

from bascule.mmm.sampler.diagnostics import bulk_ess, ranks, rhat, tail_ess


@pytest.fixture
def independent():
    return np.random.default_rng(1).normal(size=(4, 1000))


def test_independent_draws_count_fully(independent):
    assert rhat(independent) < 1.005
    assert 3000 < bulk_ess(independent) < 5000
    assert 2500 < tail_ess(independent) < 5000


def test_an_autoregressive_chain_counts_for_its_theoretical_share():
    rng, phi = np.random.default_rng(2), 0.8
    draws = np.zeros((4, 5000))
    for t in range(1, 5000):
        draws[:, t] = phi * draws[:, t - 1] + rng.normal(size=4)
    expected = draws.size * (1 - phi) / (1 + phi)
    assert bulk_ess(draws) == pytest.approx(expected, rel=0.15)


def test_chains_that_disagree_in_place_or_in_spread_are_caught(independent):
    assert rhat(independent + np.arange(4)[:, None]) > 1.5
    assert rhat(independent * np.array([1, 1, 1, 5])[:, None]) > 1.1


def test_ranks_make_the_answer_blind_to_a_monotone_change(independent):
    assert bulk_ess(np.exp(independent)) == pytest.approx(bulk_ess(independent))


def test_constant_draws_do_not_divide_by_zero():
    assert rhat(np.ones((4, 100))) == 1.0
    assert bulk_ess(np.ones((4, 100))) == 400


def test_ties_share_their_mean_rank():
    assert ranks(np.array([[3.0, 1.0], [1.0, 7.0]])).tolist() == [[3.0, 1.5], [1.5, 4.0]]
