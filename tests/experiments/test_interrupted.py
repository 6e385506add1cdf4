import numpy as np
import pytest
from scipy.stats import t

from bascule.errors import BasculeError
from bascule.experiments.interrupted import before_after, forecast_gap
from bascule.experiments.season import usual_course


def test_a_lift_given_is_found_above_a_trend_and_a_season(shocks, weeks):
    rng = np.random.default_rng(1)
    wave = 8 * np.sin(2 * np.pi * np.arange(116) / 52.18)
    sales = 200 + 0.5 * np.arange(116) + wave + shocks(rng, (116,), 0.4)
    sales[110:] += 12
    found = before_after(sales, weeks(116), 110)
    assert abs(found.lift - 72) < 2.5 * found.error
    assert found.p_value < 0.05
    assert dict(found.notes).keys() == {"trial_weak_design"}


def test_without_memory_the_forecast_is_least_squares(weeks):
    rng = np.random.default_rng(2)
    # Errors that alternate have no memory to carry over.
    sales = 5 + 0.3 * np.arange(40) + np.tile([1.0, -1.0], 20) * rng.uniform(0.5, 1.5, 40)
    course = usual_course(weeks(40), 36)
    solution = np.linalg.lstsq(course[:36], sales[:36], rcond=None)[0]
    lift, error = forecast_gap(sales, weeks(40), 36)
    assert lift == pytest.approx((sales[36:] - course[36:] @ solution).sum())
    assert error > 0


@pytest.mark.parametrize("memory", [0.0, 0.5])
def test_intervals_on_nothing_hold_zero_at_least_as_often_as_they_say(shocks, weeks, memory):
    rng = np.random.default_rng(3)
    inside = []
    for _ in range(80):
        found = before_after(100 + 0.1 * np.arange(46) + shocks(rng, (46,), memory), weeks(46), 42)
        inside.append([abs(found.lift) <= t.ppf(0.5 + level / 2, found.freedom) * found.error for level in (0.8, 0.9)])
    eight, nine = np.mean(inside, axis=0)
    assert eight >= 0.7
    assert nine >= 0.82


def test_a_short_past_is_said_and_a_shorter_one_refused(weeks):
    sales = np.random.default_rng(4).normal(size=34) + 50
    assert "trial_season_unknown" in dict(before_after(sales, weeks(34), 30).notes)
    for before in (11, 16):
        with pytest.raises(BasculeError, match="trial_before_short"):
            before_after(sales, weeks(34), before)


def test_days_of_the_week_are_no_effect():
    days = np.datetime64("2025-01-06") + np.arange(75)
    sales = 100 + 40.0 * (np.arange(75) % 7 >= 5) + np.random.default_rng(5).normal(size=75)
    found = before_after(sales, days, 70)
    assert abs(found.lift) < 3 * found.error
    assert found.error < 20


def test_the_unit_does_not_matter(weeks):
    sales = np.random.default_rng(6).normal(100, 5, 40)
    found, cents = before_after(sales, weeks(40), 36), before_after(100 * sales, weeks(40), 36)
    assert (cents.lift, cents.error) == pytest.approx((100 * found.lift, 100 * found.error))
