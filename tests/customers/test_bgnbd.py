"""BG/NBD: the published estimates, the integrals by quadrature, what must not change, and truth found again."""

import csv
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.customers.bgnbd import (
    expected_new,
    expected_purchases,
    fit_bgnbd,
    probability_alive,
    simulate_bgnbd,
)
from bascule.customers.bgnbd_likelihood import Histories, log_likelihood, log_likelihoods
from bascule.customers.counting import mean_count, mean_square_count
from customers import naive_models as naive
from customers.samples import DATA, cdnow

PUBLISHED = SimpleNamespace(r=0.243, alpha=4.414, a=0.793, b=2.426)


def test_the_published_estimates_on_cdnow_are_found_to_the_printed_digits():
    x, last, end, _ = cdnow()
    assert (x.size, np.count_nonzero(x)) == (2357, 946)
    fit = fit_bgnbd(x, last, end, prior=None)
    assert fit.converged
    assert [round(value, 3) for value in (fit.r, fit.alpha, fit.a, fit.b)] == [0.243, 4.414, 0.793, 2.426]
    assert round(fit.log_likelihood, 1) == -9582.4


def test_the_weak_prior_moves_cdnow_by_less_than_a_tenth_of_a_standard_error():
    x, last, end, _ = cdnow()
    free, held = fit_bgnbd(x, last, end, prior=None), fit_bgnbd(x, last, end)
    assert np.all(np.abs(free.mode.point - held.mode.point) < 0.1 * np.sqrt(np.diag(free.covariance)))


def test_pymc_marketing_s_own_figures_are_met_within_a_millionth():
    """`python -m benchmarks.customers.agree --golden FILE` wrote them, from PyMC-Marketing 1.3.0 at our estimates."""
    x, last, end, _ = cdnow()
    fit = fit_bgnbd(x, last, end, prior=None)
    with (DATA / "pymc_marketing.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    names, customers = rows[0], np.array([row for row in rows[1:] if len(row) == len(rows[0])], dtype=float)
    told = dict(zip(names, customers.T, strict=True))
    history = (told["frequency"], told["recency"], told["age"])
    assert customers.shape[0] > 24
    np.testing.assert_allclose(probability_alive(fit, *history), told["alive"], rtol=1e-6)
    weeks = [float(name.partition("_")[2]) for name in names if name.startswith("bought_")]
    for week in weeks:
        np.testing.assert_allclose(expected_purchases(fit, *history, week), told[f"bought_{week:g}"], rtol=1e-6)
    new = {row[0]: float(row[1]) for row in rows if row[0].startswith("new_")}
    np.testing.assert_allclose(expected_new(fit, weeks), [new[f"new_{week:g}"] for week in weeks], rtol=1e-6)


@pytest.mark.parametrize("history", [(0, 0.0, 20.0), (1, 3.0, 20.0), (4, 18.0, 20.0)])
def test_the_likelihood_is_the_integral_over_rates_and_chances_of_leaving(history):
    point = np.log([0.6, 3.0, 0.8, 2.4])
    found, _ = log_likelihood(point, Histories.of(*([part] for part in history), None))
    assert np.exp(found) == pytest.approx(naive.bgnbd_likelihood(0.6, 3.0, 0.8, 2.4, *history), rel=1e-6)


def test_the_gradient_is_that_of_the_likelihood_and_many_points_are_as_one():
    x, last, end, _ = cdnow()
    histories, point = Histories.of(x, last, end, None), np.log([0.3, 5.0, 0.7, 2.0])
    value, gradient = log_likelihood(point, histories)
    for k in range(4):
        step = np.eye(4)[k] * 1e-5
        slope = np.diff([log_likelihood(point + s, histories)[0] for s in (-step, step)])[0] / 2e-5
        assert gradient[k] == pytest.approx(slope, rel=1e-6, abs=1e-4)
    assert log_likelihoods(np.array([point, point]), histories) == pytest.approx([value, value], rel=1e-12)


CASES = [
    (0.243, 4.4, 0.793, 2.426, 1.0), (0.243, 4.4, 0.793, 2.426, 520.0), (0.243, 4.4, 1.0, 2.4, 52.0),
    (0.3, 0.05, 0.2, 5.0, 260.0), (254.6, 110.0, 0.11, 256.0, 156.0), (3000.0, 100.0, 0.5, 2500.0, 520.0),
    (40.0, 20.0, 1.0000001, 60.0, 52.0), (0.05, 2.0, 6.0, 0.5, 104.0), (5.0, 1000.0, 0.8, 3.0, 1e-3),
    (1.0, 9.0, 1e-3, 2.0, 52.0), (1.0, 9.0, 50.0, 80.0, 52.0),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_expected_purchases_are_the_integral_even_where_the_closed_form_fails(case):
    assert mean_count(*case) == pytest.approx(naive.mean_count(*case), rel=1e-7)


def test_a_customer_s_purchases_have_the_mean_and_mean_square_of_their_simulation():
    rng, state = np.random.default_rng(7), (0.6, 8.0, 0.4, 2.5, 3, 30.0)
    made = np.array([naive.purchases(*state, 40.0, rng) for _ in range(20_000)], dtype=float)
    r, alpha, a, b, x, end = state
    known = (r + x, alpha + end, a, b + x, 40.0)
    for found, power in ((mean_count(*known), made), (mean_square_count(*known), made**2)):
        assert abs(found - power.mean()) < 4 * power.std() / np.sqrt(made.size)


def test_draws_come_first_in_the_shape_and_each_is_as_a_fit():
    draws = SimpleNamespace(r=np.array([0.2, 0.9]), alpha=np.array([4.0, 9.0]), a=np.array([0.8, 0.2]),
                            b=np.array([2.4, 3.0]))  # fmt: skip
    history = ([0, 2, 9], [0.0, 5.0, 30.0], [30.0, 30.0, 31.0])
    found, alive = expected_purchases(draws, *history, 26.0), probability_alive(draws, *history)
    assert found.shape == alive.shape == (2, 3)
    assert expected_new(draws, [1.0, 2.0]).shape == (2, 2)
    assert expected_new(draws, 52.0).shape == (2,)
    for i in range(2):
        one = SimpleNamespace(**{name: getattr(draws, name)[i] for name in ("r", "alpha", "a", "b")})
        np.testing.assert_allclose(found[i], expected_purchases(one, *history, 26.0))


def test_who_never_came_back_is_alive_and_who_is_long_silent_is_not():
    assert probability_alive(PUBLISHED, 0, 0.0, 500.0) == 1.0
    assert probability_alive(PUBLISHED, 5000, 10.0, 500.0) == pytest.approx(0.0, abs=1e-300)
    ages = np.array([30.0, 40.0, 60.0, 100.0])
    assert np.all(np.diff(probability_alive(PUBLISHED, 5, 30.0, ages)) < 0)


HISTORY = st.tuples(st.integers(0, 6), st.floats(0.01, 1.0), st.floats(1.0, 60.0)).map(
    lambda drawn: (drawn[0], drawn[1] * drawn[2] if drawn[0] else 0.0, drawn[2])
)


@settings(max_examples=8)
@given(st.lists(HISTORY, min_size=3, max_size=30), st.randoms(use_true_random=False))
def test_neither_order_nor_collapsing_changes_the_fit(customers, random):
    x, last, end = np.array(customers).T
    fit = fit_bgnbd(x, last, end)
    random.shuffle(customers)
    mixed = fit_bgnbd(*np.array(customers).T)
    twice = fit_bgnbd(np.tile(x, 2), np.tile(last, 2), np.tile(end, 2))
    counted = fit_bgnbd(x, last, end, counts=np.full(x.size, 2))
    assert fit.converged
    np.testing.assert_allclose(mixed.mode.point, fit.mode.point, atol=1e-7)
    np.testing.assert_allclose(counted.mode.point, twice.mode.point, atol=1e-7)
    assert counted.customers == 2 * x.size


def test_many_rows_are_fitted_from_a_sample_to_the_same_mode():
    rng = np.random.default_rng(3)
    end = rng.uniform(5, 60, 30_000)
    x, last = simulate_bgnbd(PUBLISHED, end, rng)
    fit = fit_bgnbd(x, last, end)
    _, gradient = log_likelihood(fit.mode.point, fit.histories)
    assert fit.converged
    assert np.max(np.abs(gradient + fit.prior.gradient(fit.mode.point))) < 1e-4
    errors = (fit.mode.point - np.log([0.243, 4.414, 0.793, 2.426])) / np.sqrt(np.diag(fit.covariance))
    assert np.all(np.abs(errors) < 3.5)


def test_no_repeat_purchase_leaves_the_prior_and_says_nothing_without_one():
    x, end = np.zeros(50), np.full(50, 20.0)
    assert fit_bgnbd(x, x, end).converged
    assert not fit_bgnbd(x, x, end, prior=None).converged


@pytest.mark.parametrize(
    "history", [([1], [5.0], [4.0]), ([0], [1.0], [4.0]), ([1.5], [1.0], [4.0]), ([-1], [0.0], [4.0]), ([], [], [])]
)
def test_impossible_histories_are_refused(history):
    with pytest.raises(ValueError, match="recency"):
        fit_bgnbd(*history)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="lengths"):
        fit_bgnbd([1, 2], [1.0], [4.0])


@pytest.mark.slow
def test_intervals_of_the_draws_hold_the_truth_nine_times_in_ten():
    rng, inside = np.random.default_rng(11), []
    for _ in range(150):
        end = rng.uniform(5, 60, 600)
        truth = SimpleNamespace(r=0.5, alpha=8.0, a=0.6, b=2.5)
        x, last = simulate_bgnbd(truth, end, rng)
        draws = fit_bgnbd(x, last, end).draws(400, rng)
        low, high = np.quantile(expected_new(draws, [26.0, 104.0]), [0.05, 0.95], axis=0)
        told = expected_new(truth, [26.0, 104.0])
        inside.append((low <= told) & (told <= high))
    # Two binomial standard errors either side of nine tenths.
    assert np.all(np.abs(np.mean(inside, axis=0) - 0.9) < 0.06)
