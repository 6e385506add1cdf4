import numpy as np
import pytest
from scipy.stats import norm

import naive
from bascule.diagnosis.scores import crps, naive_draws


@pytest.mark.parametrize("draws", [2, 3, 50])
def test_the_score_is_what_a_double_loop_finds(draws):
    rng = np.random.default_rng(draws)
    seen, actual = rng.normal(size=(draws, 4)), rng.normal(size=4)
    slow = [naive.crps(seen[:, k], actual[k]) for k in range(4)]
    assert crps(seen, actual) == pytest.approx(slow)


def test_the_score_of_many_draws_is_that_of_their_distribution():
    draws, actual = np.random.default_rng(0).normal(size=(40_000, 1)), 0.7
    exact = actual * (2 * norm.cdf(actual) - 1) + 2 * norm.pdf(actual) - 1 / np.sqrt(np.pi)
    assert crps(draws, np.array([actual]))[0] == pytest.approx(exact, abs=0.01)


def test_a_forecast_sharper_at_the_truth_scores_better():
    rng, actual = np.random.default_rng(1), np.zeros(1)
    sharp, wide, wrong = (rng.normal(m, s, (500, 1)) for m, s in ((0, 1), (0, 3), (5, 1)))
    assert crps(sharp, actual) < crps(wide, actual) < crps(wrong, actual)


def test_repetition_takes_the_year_before_and_its_changes():
    year = np.arange(52.0)
    repeated = naive_draws(np.concatenate([year, year + 3, np.full(20, np.nan)]), 104, 4, 52)
    assert repeated.shape == (52, 4)
    assert np.allclose(repeated, np.arange(4) + 3 + 3)


def test_repetition_goes_on_at_the_latest_level_where_there_is_no_year():
    level = naive_draws(np.r_[np.full(30, 10.0), np.full(4, 99.0)], 30, 4, 52)
    assert level.shape == (23, 4)
    assert np.allclose(level, 10.0)


def test_repetition_passes_over_holes():
    revenue = np.random.default_rng(2).normal(100, 10, 80)
    revenue[60] = np.nan
    assert np.isfinite(naive_draws(revenue, 70, 4, 52)).all()
    revenue[19] = np.nan  # a year before what is asked for: the latest level then
    assert np.isfinite(naive_draws(revenue, 70, 4, 52)).all()


def test_repetition_never_reads_what_it_foretells():
    revenue = np.random.default_rng(3).normal(100, 10, 120)
    changed = revenue.copy()
    changed[100:] = 1e9
    assert np.array_equal(naive_draws(revenue, 100, 4, 52), naive_draws(changed, 100, 4, 52))
