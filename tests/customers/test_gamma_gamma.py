"""Gamma-Gamma: the published estimates, the integral by quadrature, units of money, truth found again."""

import csv
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.customers.gamma_gamma import expected_new_value, expected_value, fit_gamma_gamma
from bascule.customers.value_correlation import value_correlation
from customers import naive_models as naive
from customers.samples import DATA, cdnow


def test_the_published_estimates_on_cdnow_are_found_to_the_printed_digits():
    """Fader & Hardie (2013): mean repeat purchase of the 946 who came back in the 39 weeks, the first one left out.

    The log-likelihood is that which CLVTools (R) holds its own fit to: -4055.9177.
    """
    x, _, _, value = cdnow()
    fit = fit_gamma_gamma(x, value, prior=None)
    assert (fit.customers, fit.left_out) == (946, 1411)
    assert fit.converged
    assert [round(part, 2) for part in (fit.p, fit.q, fit.v)] == [6.25, 3.74, 15.44]
    assert round(fit.log_likelihood, 4) == -4055.9177


def test_pymc_marketing_s_own_figures_are_met_within_a_millionth():
    x, _, _, value = cdnow()
    fit = fit_gamma_gamma(x, value, prior=None)
    with (DATA / "pymc_marketing.csv").open(encoding="utf-8") as lines:
        told = [row for row in csv.DictReader(lines) if row["spent"] is not None]
    found = expected_value(fit, *(np.array([float(row[name]) for row in told]) for name in ("frequency", "value")))
    np.testing.assert_allclose(found, [float(row["spent"]) for row in told], rtol=1e-6)


@pytest.mark.parametrize("values", [(), (12.0,), (80.0, 120.0, 40.0)])
def test_the_expected_value_is_the_integral_over_the_customer_s_own_scale(values):
    params = SimpleNamespace(p=6.25, q=3.74, v=15.44)
    found = expected_value(params, len(values), np.mean(values) if values else 0.0)
    assert found == pytest.approx(naive.mean_gamma_gamma(6.25, 3.74, 15.44, values), rel=1e-7)


def test_without_purchases_one_is_worth_everybody_s_mean_and_less_with_nothing_left_of_them():
    params = SimpleNamespace(p=6.25, q=3.74, v=15.44)
    assert expected_value(params, 0, np.nan) == expected_new_value(params)
    lost = expected_value(params, [2, 2], [0.0, -30.0])
    assert lost[0] == lost[1] < expected_new_value(params)


CUSTOMERS = st.lists(st.tuples(st.integers(1, 8), st.floats(1.0, 500.0)), min_size=4, max_size=30)


@settings(max_examples=8)
@given(CUSTOMERS, st.floats(0.01, 100.0), st.randoms(use_true_random=False))
def test_money_in_other_units_scales_v_alone_and_order_changes_nothing(customers, unit, random):
    x, value = np.array(customers).T
    fit, scaled = fit_gamma_gamma(x, value), fit_gamma_gamma(x, unit * value)
    np.testing.assert_allclose([scaled.p, scaled.q], [fit.p, fit.q], rtol=1e-5)
    assert scaled.v == pytest.approx(unit * fit.v, rel=1e-5)
    random.shuffle(customers)
    assert fit_gamma_gamma(*np.array(customers).T).v == pytest.approx(fit.v, rel=1e-6)
    twice = fit_gamma_gamma(np.tile(x, 2), np.tile(value, 2))
    assert fit_gamma_gamma(x, value, counts=np.full(x.size, 2)).p == pytest.approx(twice.p, rel=1e-6)


def simulated(n, rng, p=4.0, q=3.5, v=60.0):
    x = 1 + rng.poisson(2, n)
    nu = rng.gamma(q, 1 / v, n)
    return x.astype(float), rng.gamma(p * x) / nu / x


def test_the_truth_is_found_again_from_many_rows():
    x, value = simulated(40_000, np.random.default_rng(2))
    fit = fit_gamma_gamma(x, value)
    errors = (fit.mode.point - np.log([4.0, 2.5, 60.0])) / np.sqrt(np.diag(fit.covariance))
    assert fit.converged
    assert np.all(np.abs(errors) < 3.5)


def test_the_gradient_vanishes_at_the_mode():
    x, value = simulated(300, np.random.default_rng(2))
    fit = fit_gamma_gamma(x, value)
    around = [fit.mode.point + step for step in 1e-3 * np.concatenate([np.eye(3), -np.eye(3)])]
    assert np.all(fit._density(np.array(around)) < fit._density(fit.mode.point[None, :]))


def test_customers_whose_returns_took_all_are_left_out_and_counted():
    fit = fit_gamma_gamma([2, 1, 3, 0, 1], [20.0, -5.0, 30.0, 0.0, 0.0])
    assert (fit.customers, fit.left_out) == (2, 3)
    with pytest.raises(ValueError, match="worth more than nothing"):
        fit_gamma_gamma([0, 1], [0.0, -4.0])
    with pytest.raises(ValueError, match="finite"):
        fit_gamma_gamma([2, 1], [np.nan, 4.0])


def test_on_cdnow_who_buys_more_often_spends_a_little_more_each_time():
    x, _, _, value = cdnow()
    found, ranked = value_correlation(x, value), value_correlation(x, value, ranks=True)
    assert found.p50 == pytest.approx(np.corrcoef(x[x > 0], value[x > 0])[0, 1])
    assert found.p05 < found.p50 < found.p95
    assert found.p50 == pytest.approx(0.11, abs=0.01)
    assert ranked.p05 > found.p50


def test_the_interval_of_the_correlation_holds_the_truth_nine_times_in_ten():
    rng, inside = np.random.default_rng(8), 0
    for _ in range(400):
        shared = rng.standard_normal((2, 60))
        found = value_correlation(np.exp(0.1 * shared[0]), 50 + 0.5 * shared[0] + shared[1])
        inside += found.p05 <= 0.447 <= found.p95
    assert 0.86 < inside / 400 < 0.94


def test_too_few_customers_say_nothing_of_a_correlation():
    assert value_correlation([1, 2, 3], [5.0, 4.0, 9.0]) is None
    assert value_correlation([1] * 20, range(1, 21)) is None


@pytest.mark.slow
def test_intervals_of_the_draws_hold_the_truth_nine_times_in_ten():
    rng, inside, told = np.random.default_rng(12), 0, 4.0 * 60.0 / 2.5
    for _ in range(200):
        draws = fit_gamma_gamma(*simulated(200, rng)).draws(400, rng)
        low, high = np.quantile(expected_new_value(draws), [0.05, 0.95])
        inside += low <= told <= high
    assert 0.84 < inside / 200 < 0.95
