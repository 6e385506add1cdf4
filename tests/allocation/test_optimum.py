from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from bascule.allocation.optimum import Domain, best_free, best_split


def concave(heights, halves):
    return lambda c, x: heights[c] * x / (x + halves[c])


def s_shaped(heights, halves):
    return lambda c, x: heights[c] * x**3 / (x**3 + halves[c] ** 3) - 0.1 * x


def allowed(domain, c, step):
    amounts = np.arange(0, int(domain.high[c]) + 1, step)
    return amounts[domain.holds(c, amounts)].tolist()


curves = st.lists(st.tuples(st.floats(1, 100), st.floats(0.5, 20)), min_size=2, max_size=3)


@settings(max_examples=40, deadline=None)
@given(curves, st.integers(5, 75), st.booleans())
def test_no_split_of_the_grid_beats_it(parameters, tens, curved):
    heights, halves = zip(*parameters, strict=True)
    value = (s_shaped if curved else concave)(heights, halves)
    domain = Domain.between([0] * len(heights), [1000] * len(heights))
    budget = min(20 * tens, 1000 * len(heights))
    found = best_split(value, domain, budget)
    best = naive.best_split(value, [allowed(domain, c, 20) for c in range(len(heights))], budget)
    assert found.cents.sum() == budget
    # Of two hills of the same height, that of a grid of units may be the lower by what a unit makes.
    assert found.value >= best - (1e-3 if curved else 1e-9) * (1 + abs(best))
    assert found.value + found.gap >= best - 1e-9 * (1 + abs(best))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_with_steps_minimums_and_channels_that_may_be_off_no_split_beats_it(data):
    n = data.draw(st.integers(2, 3))
    heights = data.draw(st.lists(st.floats(1, 100), min_size=n, max_size=n))
    halves = data.draw(st.lists(st.floats(0.05, 5), min_size=n, max_size=n))
    value = (s_shaped if data.draw(st.booleans()) else concave)(heights, halves)
    low = np.array(data.draw(st.lists(st.integers(0, 40), min_size=n, max_size=n)))
    high = low + np.array(data.draw(st.lists(st.integers(0, 60), min_size=n, max_size=n)))
    # One channel at least moves by the cent: what the steps of the others leave has a place.
    step = np.array([*data.draw(st.lists(st.sampled_from([0, 5, 10]), min_size=n - 1, max_size=n - 1)), 0])
    off = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n))) & (low > 0)
    domain = Domain(low, high, step, off)
    budget = data.draw(st.integers(0, int(high.sum())))
    found = best_split(value, domain, budget)
    best = naive.best_split(value, [allowed(domain, c, 1) for c in range(n)], budget)
    assert (found is None) == (best is None)
    if best is not None:
        assert found.cents.sum() == budget
        assert all(domain.holds(c, found.cents[c : c + 1])[0] for c in range(n))
        assert found.value >= best - 1e-9 * (1 + abs(best))
        assert found.value + found.gap >= best - 1e-9 * (1 + abs(best))


@settings(max_examples=40, deadline=None)
@given(curves, st.booleans())
def test_with_a_free_total_every_channel_is_at_its_own_best(parameters, curved):
    heights, halves = zip(*parameters, strict=True)
    response = (s_shaped if curved else concave)(heights, halves)
    domain = Domain.between([0] * len(heights), [2000] * len(heights))
    found = best_free(lambda c, x: response(c, x) - x, domain)
    for c, cents in enumerate(found.cents):
        every = np.arange(2001) / 100
        assert response(c, cents / 100) - cents / 100 >= (response(c, every) - every).max() - 1e-6


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_budget_is_met_to_the_cent_within_bounds(data):
    n = data.draw(st.integers(1, 8))
    low = data.draw(st.lists(st.integers(0, 5000), min_size=n, max_size=n))
    room = data.draw(st.lists(st.integers(0, 90_000), min_size=n, max_size=n))
    high = [a + b for a, b in zip(low, room, strict=True)]
    budget = data.draw(st.integers(sum(low), sum(high)))
    found = best_split(concave([5.0 + c for c in range(n)], [30.0] * n), Domain.between(low, high), budget)
    assert found.cents.sum() == budget
    assert (found.cents >= low).all()
    assert (found.cents <= high).all()


def test_concave_curves_leave_no_gap():
    found = best_split(concave([50, 80, 20], [100, 300, 40]), Domain.between([0] * 3, [50_000] * 3), 60_000)
    assert 0 <= found.gap < 1e-3


def test_the_order_of_channels_does_not_matter():
    domain = Domain.between([0, 0], [50_000] * 2)
    first = best_split(concave([50, 80], [100, 300]), domain, 60_000)
    turned = best_split(concave([80, 50], [300, 100]), domain, 60_000)
    assert first.cents.tolist() == turned.cents[::-1].tolist()


def test_one_cent_one_channel_and_forty_channels():
    assert best_split(concave([1], [1]), Domain.between([0], [10]), 1).cents.tolist() == [1]
    domain = Domain.between([0] * 40, [10_000] * 40)
    many = best_split(concave(range(1, 41), [30.0] * 40), domain, 100_003)
    assert many.cents.sum() == 100_003
    assert (np.diff(many.cents) >= -1).all()


def test_an_impossible_budget_has_no_split():
    assert best_split(concave([1, 1], [1, 1]), Domain.between([10, 10], [20, 20]), 50) is None


def test_an_enormous_budget_is_met_to_the_cent():
    huge = 10**14
    domain = Domain.between([0, 0], [huge, huge])
    found = best_split(concave([1e12, 2e12], [1e11, 3e11]), domain, huge)
    assert found.cents.sum() == huge


def test_steps_that_leave_a_remainder_nowhere_have_no_split():
    domain = replace(Domain.between([0, 0], [1000, 1000]), step=np.array([50, 100]))
    assert best_split(concave([1, 1], [1, 1]), domain, 1025) is None
    assert best_split(concave([1, 1], [1, 1]), domain, 1050).cents.sum() == 1050


@pytest.mark.parametrize("factor", [100, 10_000])
def test_the_unit_of_money_does_not_matter(factor):
    small = best_split(concave([50, 80], [100, 300]), Domain.between([0, 0], [50_000] * 2), 60_000)
    value = concave([50 * factor, 80 * factor], [100 * factor, 300 * factor])
    large = best_split(value, Domain.between([0, 0], [50_000 * factor] * 2), 60_000 * factor)
    assert large.cents / factor == pytest.approx(small.cents, abs=5)


def test_a_fine_step_over_a_wide_range_still_has_amounts_and_an_honest_gap():
    domain = replace(Domain.between([0, 0], [10**8, 10**8]), step=np.array([100, 100]))
    value = concave([5e6, 8e6], [1e5, 3e5])
    found = best_split(value, domain, 10**8)
    assert found.cents.sum() == 10**8
    tried = 100 * np.arange(10**6 + 1)
    best = (value(0, tried / 100) + value(1, (10**8 - tried) / 100)).max()
    assert best - 1e-6 <= found.value + found.gap
    assert found.gap < 1e-4 * best


@pytest.mark.parametrize("high", [10**4, 10**8, 10**14])
def test_with_a_free_total_the_best_is_found_to_the_cent_however_far_a_channel_may_go(high):
    found = best_free(lambda c, x: 40 * x / (x + 10.0) - x, Domain.between([0], [high]))
    assert found.cents.tolist() == [1000]


def test_with_a_free_total_a_step_too_fine_to_try_them_all_is_met_all_the_same():
    domain = replace(Domain.between([0], [10**9]), step=np.array([300]))
    assert best_free(lambda c, x: 40 * x / (x + 10.0) - x, domain).cents.tolist() == [900]


def test_a_channel_not_worth_its_useful_minimum_is_off():
    domain = Domain(np.array([2000]), np.array([9000]), np.array([0]), np.array([True]))
    assert best_free(lambda c, x: 12 * x / (x + 10.0) - x, domain).cents.tolist() == [0]
    assert best_free(lambda c, x: 60 * x / (x + 10.0) - x, domain).cents.tolist() == [2000]
