"""Shifted beta-geometric: the published estimates, the sums by hand, truth found again."""

import csv
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.customers.lifetime import lifetime_contract
from bascule.customers.sbg import expected_residual, fit_sbg, fit_sbg_groups, retention, survival
from customers import naive_models as naive
from customers.samples import DATA, contracts

HIGH, REGULAR = SimpleNamespace(alpha=0.668, beta=3.806), SimpleNamespace(alpha=0.704, beta=1.182)


@pytest.mark.parametrize(
    ("cohort", "printed", "likelihood"), [("highend", [0.668, 3.806], -1611.2), ("regular", [0.704, 1.182], -1680.3)]
)
def test_the_published_estimates_are_found_to_the_printed_digits(cohort, printed, likelihood):
    """Fader & Hardie (2007): seven renewals of 1,000 contracts, by maximum likelihood."""
    survived, there, counts = contracts(cohort)
    fit = fit_sbg(survived, there, prior=None, counts=counts)
    assert fit.converged
    assert [round(fit.alpha, 3), round(fit.beta, 3)] == printed
    assert round(fit.log_likelihood, 1) == likelihood


def test_the_renewals_of_the_paper_are_those_of_the_curve():
    # Survival observed after seven renewals: 49.1 % and 24.1 %.
    assert survival(HIGH, 7) == pytest.approx(0.491, abs=0.01)
    assert survival(REGULAR, 7) == pytest.approx(0.241, abs=0.01)


def test_pymc_marketing_s_residual_lifetimes_are_met_within_a_millionth():
    survived, there, counts = contracts("highend")
    fit = fit_sbg(survived, there, prior=None, counts=counts)
    with (DATA / "pymc_marketing.csv").open(encoding="utf-8") as lines:
        (told,) = (row[1:] for row in csv.reader(lines) if row[0] == "residual")
    np.testing.assert_allclose(expected_residual(fit, np.arange(1, 9), 0.1), [float(x) for x in told], rtol=1e-6)


def test_survival_is_the_product_of_retentions_which_rise():
    kept = retention(HIGH, np.arange(1, 13))
    np.testing.assert_allclose(survival(HIGH, np.arange(1, 13)), np.cumprod(kept), rtol=1e-12)
    assert np.all(np.diff(kept) > 0)


@pytest.mark.parametrize("discount", [0.01, 0.1])
def test_the_residual_lifetime_is_the_sum_of_its_periods(discount):
    found = expected_residual(REGULAR, [0, 3], discount)
    periods = int(30 / np.log1p(discount))
    told = [naive.residual(REGULAR.alpha, REGULAR.beta, t, discount, periods) for t in (0, 3)]
    np.testing.assert_allclose(found, told, rtol=1e-9)
    with pytest.raises(ValueError, match="above 0"):
        expected_residual(REGULAR, 0, 0.0)


def test_a_contract_s_margin_is_the_sum_of_its_payments():
    paid = sum(40.0 * survival(HIGH, k) / 1.01**k for k in range(24))
    assert lifetime_contract(HIGH, 40.0, 24, 0.01) == pytest.approx(float(paid))
    assert lifetime_contract(HIGH, 1.0, 4000, 0.1, survived=3) == pytest.approx(expected_residual(HIGH, 3, 0.1).item())
    draws = fit_sbg([0, 1, 2], [0, 0, 1], counts=[131, 126, 743]).draws(30, 1)
    assert lifetime_contract(draws, 40.0, 24, 0.01).shape == (30,)


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=30), st.randoms(use_true_random=False)
)
def test_neither_order_nor_collapsing_changes_the_fit(customers, random):
    fit = fit_sbg(*zip(*customers, strict=True))
    random.shuffle(customers)
    survived, there = zip(*customers, strict=True)
    assert fit.converged
    np.testing.assert_allclose(fit_sbg(survived, there).mode.point, fit.mode.point, atol=1e-7)
    twice = fit_sbg(survived * 2, there * 2)
    counted = fit_sbg(survived, there, counts=[2] * len(survived))
    np.testing.assert_allclose(counted.mode.point, twice.mode.point, atol=1e-7)


def simulated(n, watched, rng, alpha=0.8, beta=4.0):
    chance = rng.beta(alpha, beta, n)
    left = rng.geometric(chance)
    return np.minimum(left - 1, watched), left > watched


def test_the_truth_is_found_again_with_contracts_of_every_age():
    rng = np.random.default_rng(4)
    survived, there = simulated(20_000, rng.integers(0, 15, 20_000), rng)
    fit = fit_sbg(survived, there)
    errors = (fit.mode.point - np.log([0.8, 4.0])) / np.sqrt(np.diag(fit.covariance))
    assert fit.converged
    assert np.all(np.abs(errors) < 3.5)


def test_groups_are_fitted_apart():
    fits = fit_sbg_groups([0, 0, 3, 5], [False, False, True, True], ["a", "a", "b", "b"])
    assert fits["a"].alpha == fit_sbg([0, 0], [False, False]).alpha
    assert survival(fits["a"], 3) < survival(fits["b"], 3)


@pytest.mark.parametrize("survived", [[-1], [0.5], []])
def test_impossible_ages_are_refused(survived):
    with pytest.raises(ValueError, match="whole numbers"):
        fit_sbg(survived, [True] * len(survived))


@pytest.mark.slow
def test_intervals_of_the_draws_hold_the_truth_nine_times_in_ten():
    rng, inside, told = np.random.default_rng(13), 0, survival(SimpleNamespace(alpha=0.8, beta=4.0), 24)
    for _ in range(200):
        survived, there = simulated(300, rng.integers(0, 12, 300), rng)
        low, high = np.quantile(survival(fit_sbg(survived, there).draws(400, rng), 24), [0.05, 0.95])
        inside += low <= told <= high
    assert 0.84 < inside / 200 < 0.95
