"""Amounts that can be typed: exact to the cent, and steady within a month."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.allocation.rounding import schedule


@st.composite
def courses(draw):
    weeks = draw(st.integers(1, 30))
    weights = draw(st.lists(st.sampled_from([0.0, 0.7, 1.0, 1.0, 1.3, 1e-300, 1e300]), min_size=weeks, max_size=weeks))
    fixed = draw(st.lists(st.sampled_from([0, 0, 5000, 4299]), min_size=weeks, max_size=weeks))
    months = draw(st.none() | st.just([week // 4 for week in range(weeks)]))
    return sum(fixed) + draw(st.integers(0, 10 ** draw(st.integers(0, 12)))), np.array(weights), np.array(fixed), months


@settings(deadline=None)
@given(st.lists(courses(), min_size=1, max_size=3))
def test_weeks_sum_to_the_total_and_never_fall_below_the_contract(drawn):
    for total, weights, fixed, months in drawn:
        weeks = schedule(np.array([total]), weights[None], fixed[None], months)
        assert weeks.sum() == total
        assert (weeks >= fixed).all()
        assert weeks.shape == (1, len(weights))


@settings(deadline=None)
@given(courses())
def test_weeks_are_in_whole_dollars_but_the_last_one_where_contracts_are(drawn):
    total, weights, fixed, months = drawn
    fixed = fixed // 100 * 100
    weeks = schedule(np.array([max(total, fixed.sum())]), weights[None], fixed[None], months)[0]
    assert (weeks % 100 > 0).sum() <= 1


@settings(deadline=None)
@given(st.integers(0, 10**9), st.lists(st.floats(0.2, 3), min_size=1, max_size=6))
def test_each_week_of_a_month_is_the_same_but_the_last_by_a_few_dollars(total, levels):
    months = np.repeat(np.arange(len(levels)), 4)
    weights = np.repeat(levels, 4)
    weeks = schedule(np.array([total]), weights[None], np.zeros((1, len(weights)), int), months)[0]
    for month in weeks.reshape(-1, 4):
        assert month[0] == month[1] == month[2]
        assert 0 <= month[3] - month[0] < 600
    assert np.abs(weeks - total * weights / weights.sum()).max() < 700


def test_a_channel_that_spends_in_one_season_has_its_cents_there():
    weights = np.array([[0.0, 1, 1, 0]])
    assert schedule(np.array([20_001]), weights, np.zeros((1, 4), int)).tolist() == [[0, 10_000, 10_001, 0]]


def test_no_weight_at_all_spreads_evenly():
    assert schedule(np.array([400]), np.zeros((1, 4)), np.zeros((1, 4), int)).tolist() == [[100, 100, 100, 100]]


def test_no_channel_has_no_weeks():
    nothing = np.zeros((0, 4))
    assert schedule(np.zeros(0, int), nothing, nothing.astype(int)).shape == (0, 4)


@pytest.mark.parametrize(("total", "weight"), [(99, 1.0), (100, -1.0), (100, np.nan)])
def test_a_contract_above_the_total_or_a_weight_that_is_none_is_refused(total, weight):
    with pytest.raises(ValueError, match="weight"):
        schedule(np.array([total]), np.array([[weight]]), np.array([[100]]))
