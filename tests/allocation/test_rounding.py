"""Amounts that can be typed: exact to the cent, within bounds, on steps, and steady within a month."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bascule.allocation.rounding import schedule, to_cents


@st.composite
def asked(draw, largest=40, steps=(1, 1, 3, 7)):
    count = draw(st.integers(1, 4))
    low = draw(st.lists(st.integers(0, largest // 3), min_size=count, max_size=count))
    high = [least + draw(st.integers(0, largest // 3)) for least in low]
    wanted = draw(st.lists(st.floats(0, largest / 100), min_size=count, max_size=count))
    step = [draw(st.sampled_from(steps)) for _ in low]
    total = draw(st.integers(sum(low), sum(high)))
    return np.array(wanted), total, np.array(low), np.array(high), np.array(step)


def allowed(low, high, step):
    return [x for x in range(low, high + 1) if step == 1 or x % step == 0 or x in (low, high)]


@settings(deadline=None)
@given(asked())
def test_the_total_is_met_to_the_cent_or_the_largest_sum_below_it(question):
    _, total, low, high, step = question
    cents, unspent = to_cents(*question)
    assert cents.dtype == np.int64
    assert all(x in allowed(a, b, s) for x, a, b, s in zip(cents, low, high, step, strict=True))
    sums = {sum(each) for each in product(*(allowed(*each) for each in zip(low, high, step, strict=True)))}
    assert cents.sum() == total - unspent == max(x for x in sums if x <= total)


@settings(deadline=None)
@given(asked(largest=10**14, steps=(1,)))
@example((np.array([1 / 3, 1 / 3, 1 / 3]), 100, np.zeros(3, int), np.full(3, 100), np.ones(3, int)))
def test_without_steps_nothing_is_left_however_large(question):
    cents, unspent = to_cents(*question)
    assert (unspent, int(cents.sum())) == (0, question[1])
    assert ((question[2] <= cents) & (cents <= question[3])).all()


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_amounts_that_are_right_already_do_not_move(right):
    wanted = np.array(right)
    bounds = np.zeros_like(wanted), wanted + 10**9
    cents, unspent = to_cents(wanted / 100, int(wanted.sum()), *bounds, np.ones_like(wanted))
    assert (cents.tolist(), unspent) == (right, 0)


def test_amounts_move_by_less_than_a_cent_where_only_cents_are_wrong():
    wanted = np.array([10.006, 20.006, 30.006, 39.982])
    cents, _ = to_cents(wanted, 10_000, np.zeros(4, int), np.full(4, 10_000), np.ones(4, int))
    assert np.abs(cents - 100 * wanted).max() < 1


def test_what_cannot_be_placed_is_said():
    cents, unspent = to_cents(np.array([60.0, 60.0]), 10_990, np.zeros(2, int), np.full(2, 9000), np.full(2, 2500))
    assert (cents.tolist(), unspent) == ([5000, 5000], 990)


@pytest.mark.parametrize(("low", "high", "total"), [([5, 5], [9, 9], 9), ([5, 5], [4, 9], 12)])
def test_bounds_that_cannot_be_met_are_refused(low, high, total):
    with pytest.raises(ValueError, match="above"):
        to_cents(np.array([0.05, 0.05]), total, np.array(low), np.array(high), np.ones(2, int))


def test_a_wide_room_of_small_steps_takes_no_time():
    wanted = np.full(40, 25_000.37)
    cents, unspent = to_cents(wanted, 100_000_000, np.zeros(40, int), np.full(40, 10**8), np.full(40, 500))
    assert unspent == 0
    assert (cents % 500 == 0).all()


def test_more_sums_than_can_be_told_apart_leave_little():
    rng = np.random.default_rng(1)
    low, high = rng.integers(0, 10**6, 40), rng.integers(10**6, 10**7, 40)
    step = np.full(40, 130_000)
    total = int((low + high).sum() // 2)
    cents, unspent = to_cents((low + high) / 200, total, low, high, step)
    assert 0 <= unspent < 130_000
    assert cents.sum() == total - unspent
    assert ((cents % step == 0) | (cents == low) | (cents == high)).all()


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
