import numpy as np
import pytest
from scipy.stats import t

from bascule.errors import BasculeError
from bascule.experiments.switchback import switchback


def test_a_lift_given_is_found_under_a_trend(shocks, weeks):
    rng = np.random.default_rng(1)
    on = rng.permutation(np.arange(24) % 2 == 0)
    sales = 100 + 2.0 * np.arange(24) + 12 * on + shocks(rng, (24,), 0.2)
    found = switchback(sales, on, weeks(24), washout=0)
    assert abs(found.lift - 12 * 12) < 2.5 * found.error
    assert found.p_value < 0.01
    assert found.baseline == pytest.approx(sales[on].sum() - found.lift)


def test_without_a_season_it_is_the_difference_that_least_squares_finds(weeks):
    rng = np.random.default_rng(2)
    on = np.array([1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1], dtype=bool)
    sales = rng.normal(50, 3, 12)
    design = np.column_stack([np.ones(12), np.arange(12), on])
    slope = np.linalg.lstsq(design, sales, rcond=None)[0][2]
    assert switchback(sales, on, weeks(12), washout=0).lift == pytest.approx(slope * on.sum())


def test_what_lasts_after_a_switch_is_left_out(weeks):
    rng = np.random.default_rng(3)
    on = np.repeat(np.array([1, 0, 1, 0, 0, 1, 1, 0, 1, 0], dtype=bool), 3)
    felt = on.astype(float)
    felt[1:] = 0.5 * on[1:] + 0.5 * on[:-1]
    sales = 100 + 10 * felt + rng.normal(0, 0.3, 30)
    assert switchback(sales, on, weeks(30), washout=1, draws=300).lift == pytest.approx(150, abs=6)
    assert switchback(sales, on, weeks(30), washout=0, draws=300).lift < 135


def test_intervals_on_nothing_hold_zero_as_often_as_they_say(shocks, weeks):
    rng = np.random.default_rng(4)
    inside, rare = 0, 0
    for _ in range(100):
        on = rng.permutation(np.arange(18) % 2 == 0)
        found = switchback(100 + shocks(rng, (18,), 0.2), on, weeks(18), washout=0, draws=100)
        inside += abs(found.lift) <= t.ppf(0.9, found.freedom) * found.error
        rare += found.p_value < 0.1
    assert 0.68 <= inside / 100 <= 0.92
    assert rare <= 20


def test_cents_are_a_hundred_dollars_and_a_seed_gives_the_same_figures(weeks):
    rng = np.random.default_rng(5)
    on = rng.permutation(np.arange(16) % 2 == 0)
    sales = rng.normal(100, 4, 16)
    found = switchback(sales, on, weeks(16), draws=200)
    cents = switchback(100 * sales, on, weeks(16), draws=200)
    assert (cents.lift, cents.error) == pytest.approx((100 * found.lift, 100 * found.error))
    assert cents.p_value == found.p_value


def test_too_few_switches_are_refused(weeks):
    on = np.array([1] * 5 + [0] * 5, dtype=bool)
    with pytest.raises(BasculeError, match="trial_switches_few"):
        switchback(np.arange(10.0), on, weeks(10))


def test_a_washout_that_leaves_nothing_is_refused(weeks):
    with pytest.raises(BasculeError, match="trial_washout_long"):
        switchback(np.arange(12.0), np.arange(12) % 2 == 0, weeks(12), washout=2)
