"""The forecast by cohort: its mean and spread, by simulation and by moments; its intervals against simulated facts."""

from types import SimpleNamespace

import numpy as np
import pytest

from bascule.customers.bgnbd import expected_purchases, fit_bgnbd, simulate_bgnbd
from bascule.customers.forecast import forecast_cohorts
from customers.samples import cdnow


def test_simulation_and_moments_give_the_same_future():
    x, last, end, _ = (column[::4] for column in cdnow())
    fit, cohort = fit_bgnbd(x, last, end), np.arange(x.size) % 3
    by_one = forecast_cohorts(fit, x, last, end, cohort, 39.0, 1, n=500, method="simulation")
    by_sum = forecast_cohorts(fit, x, last, end, cohort, 39.0, 2, n=500, method="moments")
    assert by_one.shape == by_sum.shape == (500, 3)
    spread = by_one.std(axis=0)
    assert np.all(np.abs(by_one.mean(axis=0) - by_sum.mean(axis=0)) < 5 * spread / np.sqrt(500))
    np.testing.assert_allclose(by_sum.std(axis=0), spread, rtol=0.15)
    told = np.bincount(cohort, weights=expected_purchases(fit, x, last, end, 39.0))
    np.testing.assert_allclose(by_one.mean(axis=0), told, rtol=0.05)


def test_the_same_seed_gives_the_same_future():
    fit = fit_bgnbd([0, 1, 4], [0.0, 5.0, 20.0], [30.0, 30.0, 30.0])
    history = ([0, 1, 4], [0.0, 5.0, 20.0], [30.0, 30.0, 30.0], [0, 1, 1])
    assert np.array_equal(*(forecast_cohorts(fit, *history, 10.0, 3, n=40) for _ in range(2)))


@pytest.mark.slow
def test_intervals_hold_simulated_facts_nine_times_in_ten():
    rng, inside = np.random.default_rng(21), []
    truth = SimpleNamespace(r=0.5, alpha=8.0, a=0.6, b=2.5)
    for _ in range(100):
        end = rng.uniform(5, 60, 500)
        rate, chance = rng.gamma(truth.r, 1 / truth.alpha, 500), rng.beta(truth.a, truth.b, 500)
        x, last, future = np.zeros(500), np.zeros(500), np.zeros(500)
        for i in range(500):
            clock = rng.exponential(1 / rate[i])
            while clock <= end[i] + 26.0:
                if clock <= end[i]:
                    x[i], last[i] = x[i] + 1, clock
                else:
                    future[i] += 1
                if rng.random() < chance[i]:
                    break
                clock += rng.exponential(1 / rate[i])
        cohort = (end // 20).astype(int)
        draws = forecast_cohorts(fit_bgnbd(x, last, end), x, last, end, cohort, 26.0, rng, n=400)
        low, high = np.quantile(draws, [0.05, 0.95], axis=0)
        told = np.bincount(cohort, weights=future)
        inside.append(np.mean((low <= told) & (told <= high)))
    assert 0.85 < np.mean(inside) < 0.96


def test_simulated_customers_have_the_mean_count_of_the_model():
    truth, rng = SimpleNamespace(r=0.5, alpha=8.0, a=0.6, b=2.5), np.random.default_rng(6)
    x, _ = simulate_bgnbd(truth, np.full(40_000, 52.0), rng)
    told = expected_purchases(truth, 0, 0.0, 0.0, 52.0)
    assert abs(x.mean() - told) < 4 * x.std() / 200


def test_the_order_in_which_customers_come_changes_nothing():
    x, last, end, _ = (column[::8] for column in cdnow())
    fit, cohort = fit_bgnbd(x, last, end), np.arange(x.size) % 3
    other = np.random.default_rng(5).permutation(x.size)
    shuffled = forecast_cohorts(fit, x[other], last[other], end[other], cohort[other], 39.0, 1, n=20)
    assert np.array_equal(forecast_cohorts(fit, x, last, end, cohort, 39.0, 1, n=20), shuffled)
