import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from bascule.allocation.optimum import best_split


def concave(heights, halves):
    return lambda c, x: heights[c] * x / (x + halves[c])


def s_shaped(heights, halves):
    return lambda c, x: heights[c] * x**3 / (x**3 + halves[c] ** 3) - 0.1 * x


curves = st.lists(st.tuples(st.floats(1, 100), st.floats(0.5, 20)), min_size=2, max_size=3)


@settings(max_examples=25, deadline=None)
@given(curves, st.integers(100, 1500), st.booleans())
def test_no_split_of_the_grid_beats_it(parameters, budget, curved):
    heights, halves = zip(*parameters, strict=True)
    value = (s_shaped if curved else concave)(heights, halves)
    low, high = [0] * len(heights), [1000] * len(heights)
    budget = min(budget, sum(high))
    found = best_split(value, low, high, budget)
    best = naive.best_split(value, low, high, budget, step=20)
    assert found.cents.sum() == budget
    assert found.value >= best - 1e-9 - found.gap
    assert found.value >= best - 1e-3 * abs(best)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_budget_is_met_to_the_cent_within_bounds(data):
    n = data.draw(st.integers(1, 8))
    low = data.draw(st.lists(st.integers(0, 5000), min_size=n, max_size=n))
    room = data.draw(st.lists(st.integers(0, 90_000), min_size=n, max_size=n))
    high = [a + b for a, b in zip(low, room, strict=True)]
    budget = data.draw(st.integers(sum(low), sum(high)))
    found = best_split(concave([5.0 + c for c in range(n)], [30.0] * n), low, high, budget)
    assert found.cents.sum() == budget
    assert (found.cents >= low).all()
    assert (found.cents <= high).all()


def test_concave_curves_leave_no_gap():
    found = best_split(concave([50, 80, 20], [100, 300, 40]), [0] * 3, [50_000] * 3, 60_000)
    assert 0 <= found.gap < 1e-3


def test_the_order_of_channels_does_not_matter():
    first = best_split(concave([50, 80], [100, 300]), [0, 0], [50_000] * 2, 60_000)
    turned = best_split(concave([80, 50], [300, 100]), [0, 0], [50_000] * 2, 60_000)
    assert first.cents.tolist() == turned.cents[::-1].tolist()


def test_one_cent_one_channel_and_forty_channels():
    assert best_split(concave([1], [1]), [0], [10], 1).cents.tolist() == [1]
    many = best_split(concave(range(1, 41), [30.0] * 40), [0] * 40, [10_000] * 40, 100_003)
    assert many.cents.sum() == 100_003
    assert (np.diff(many.cents) >= -1).all()


def test_an_impossible_budget_is_refused():
    with pytest.raises(ValueError, match="no split"):
        best_split(concave([1, 1], [1, 1]), [10, 10], [20, 20], 50)
