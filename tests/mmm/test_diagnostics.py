import numpy as np
import pytest
from arviz_stats.base import array_stats

from bascule.mmm.sampler.diagnostics import bulk_ess, ebfmi, ranks, rhat, tail_ess


def autoregressive(rng, phi, chains=4, n=1000):
    draws = rng.normal(size=(chains, n))
    for t in range(1, n):
        draws[:, t] += phi * draws[:, t - 1]
    return draws


CHAINS = {
    "independent": lambda rng: rng.normal(size=(4, 1000)),
    "slow": lambda rng: autoregressive(rng, 0.9),
    "alternating": lambda rng: autoregressive(rng, -0.7),
    "hardly moving": lambda rng: autoregressive(rng, 0.995),
    "wandering off": lambda rng: rng.normal(size=(4, 200)).cumsum(axis=1),
    "apart": lambda rng: rng.normal(size=(4, 1000)) + np.arange(4)[:, None],
    "unequally wide": lambda rng: rng.normal(size=(4, 1000)) * np.array([1, 1, 1, 5])[:, None],
    "without a mean": lambda rng: rng.standard_cauchy((4, 1000)),
    "slow and heavy-tailed": lambda rng: np.sinh(2 * autoregressive(rng, 0.7)),
    "full of ties": lambda rng: rng.integers(0, 5, (4, 500)).astype(float),
    "of odd length": lambda rng: autoregressive(rng, 0.5, chains=3, n=101),
    "short": lambda rng: rng.normal(size=(2, 20)),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", CHAINS)
def test_it_says_what_arviz_says(kind, seed):
    draws = CHAINS[kind](np.random.default_rng([seed, len(kind)]))
    assert rhat(draws) == pytest.approx(float(array_stats.rhat(draws)), rel=1e-12)
    assert bulk_ess(draws) == pytest.approx(float(array_stats.ess(draws, method="bulk")), rel=1e-10)
    assert tail_ess(draws) == pytest.approx(float(array_stats.ess(draws, method="tail", prob=0.95)), rel=1e-10)
    assert ebfmi(draws) == pytest.approx(array_stats.bfmi(draws), rel=1e-10)


@pytest.fixture
def independent():
    return np.random.default_rng(1).normal(size=(4, 1000))


def test_independent_draws_count_fully(independent):
    assert rhat(independent) < 1.005
    assert 3000 < bulk_ess(independent) < 5000
    assert 2500 < tail_ess(independent) < 5000


def test_an_autoregressive_chain_counts_for_its_theoretical_share():
    phi = 0.8
    draws = autoregressive(np.random.default_rng(2), phi, n=5000)
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
    assert tail_ess(np.ones((4, 100))) == 400
    assert ebfmi(np.ones((4, 100))).tolist() == [0.0] * 4


def test_energies_that_momenta_hardly_change_are_caught():
    fraction = ebfmi(autoregressive(np.random.default_rng(3), 0.95, n=20_000))
    assert fraction == pytest.approx(2 * (1 - 0.95), rel=0.1)


def test_ties_share_their_mean_rank():
    assert ranks(np.array([[3.0, 1.0], [1.0, 7.0]])).tolist() == [[3.0, 1.5], [1.5, 4.0]]
