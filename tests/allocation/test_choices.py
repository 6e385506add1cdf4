import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
import scenes
from bascule.allocation.choices import MOST, RUNNING, best_choice, choices, domain_of
from bascule.allocation.risk import Total, aim_at
from bascule.allocation.tables import Table
from bascule.errors import BasculeError, ExitCode

WEEKS = 4


def small_aim(heights, halves, top, s_shaped=False):
    """One case a channel, over amounts of less than a dollar."""
    spend = np.linspace(0, top / 100, 33)
    found = []
    for height, half in zip(heights, halves, strict=True):
        power = 3 if s_shaped else 1
        with np.errstate(divide="ignore", invalid="ignore"):
            share = spend**power / (spend**power + half**power)
            slope = np.where(spend > 0, power * share * (1 - share) / np.maximum(spend, 1e-12), (power == 1) / half)
        found.append(Table(spend, (height * share - spend)[None], (height * slope - 1)[None]))
    return aim_at(found, "neutral")


def groups(channels):
    some = st.lists(st.sampled_from(range(channels)), min_size=2, max_size=channels, unique=True)
    return st.lists(some.map(tuple), max_size=1).map(tuple)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_plan_beats_the_best_of_all_choices(data):
    n = data.draw(st.integers(2, 3))
    heights = data.draw(st.lists(st.floats(0.1, 5), min_size=n, max_size=n))
    halves = data.draw(st.lists(st.floats(0.02, 0.5), min_size=n, max_size=n))
    aim = small_aim(heights, halves, 40, data.draw(st.booleans()))
    carried = st.lists(st.sampled_from(range(n)), max_size=2, unique=True).map(tuple)
    fees = st.lists(st.builds(scenes.fee, st.integers(0, 60), carried, st.booleans()), max_size=2).map(tuple)
    limits = scenes.bounds(
        data.draw(st.lists(st.sampled_from([0, 0, 0, 7]), min_size=n, max_size=n)),
        data.draw(st.lists(st.integers(7, 40), min_size=n, max_size=n)),
        useful=data.draw(st.lists(st.sampled_from([0, 0, 12]), min_size=n, max_size=n)),
        either=data.draw(groups(n)), together=data.draw(groups(n)), fees=data.draw(fees),
    )  # fmt: skip
    usual = np.array(data.draw(st.lists(st.integers(0, 100), min_size=n, max_size=n)))
    budget = data.draw(st.one_of(st.none(), st.integers(0, int(limits.high.sum()))))
    running = np.minimum(np.maximum((RUNNING * usual).astype(int), 1), limits.high)
    best = naive.best_of_all(aim.splines(None), limits, running, budget, WEEKS)
    found = best_choice(aim, limits, usual, Total(budget), WEEKS)
    assert (found is None) == (best is None)
    if best is not None:
        assert found.optimum.value == pytest.approx(best, abs=1e-6)
        assert found.optimum.value + found.optimum.gap >= best - 1e-9
        assert budget is None or found.optimum.cents.sum() == budget
        assert (found.optimum.cents[list(found.choice.closed)] == 0).all()
        assert found.saved == sum(limits.fees[rank].weekly_cents for rank in found.choice.dropped)


def test_of_channels_that_exclude_each_other_one_at_most_runs():
    aim = small_aim([3, 2, 1], [0.1, 0.1, 0.1], 100)
    found = best_choice(aim, scenes.bounds([0] * 3, [100] * 3, either=((0, 1),)), np.zeros(3), Total(80), WEEKS)
    assert found.optimum.cents[1] == 0 < found.optimum.cents[0]


def test_channels_that_need_each_other_all_run_or_none():
    limits = scenes.bounds([0] * 3, [100] * 3, together=((0, 2),))
    worthless = small_aim([3, 2, 0.01], [0.1, 0.1, 1], 100)
    alone = best_choice(worthless, limits, np.array([0, 0, 500]), Total(100), WEEKS).optimum.cents
    assert alone[2] >= RUNNING * 500
    ruinous = small_aim([0.02, 2, -50], [0.1, 0.1, 1], 100)
    assert best_choice(ruinous, limits, np.array([0, 0, 500]), Total(100), WEEKS).optimum.cents.tolist() == [0, 100, 0]


def test_a_channel_that_cannot_run_stops_those_that_need_it():
    limits = scenes.bounds([0] * 3, [100, 100, 0], together=((0, 2),))
    found = best_choice(small_aim([3, 1, 1], [0.1] * 3, 100), limits, np.zeros(3), Total(100), WEEKS)
    assert found.optimum.cents.tolist() == [0, 100, 0]


@pytest.mark.parametrize(("weekly", "dropped"), [(10, False), (500, True)])
def test_a_fee_is_dropped_when_it_costs_more_than_its_channels_bring(weekly, dropped):
    limits = scenes.bounds([0] * 3, [100] * 3, fees=(scenes.fee(weekly, (0, 1)),))
    found = best_choice(small_aim([3, 2, 1], [0.1] * 3, 100), limits, np.zeros(3), Total(None), WEEKS)
    assert bool(found.choice.dropped) == dropped
    assert found.saved == weekly * dropped
    assert (found.optimum.cents[:2] == 0).all() == dropped


@pytest.mark.parametrize("kept", [scenes.fee(10**6, (0,), can_stop=False), scenes.fee(10**6, ())])
def test_a_fee_that_may_not_stop_or_carries_nothing_is_kept(kept):
    limits = scenes.bounds([0, 0], [100, 100], fees=(kept,))
    assert not best_choice(small_aim([3, 2], [0.1] * 2, 100), limits, np.zeros(2), Total(100), WEEKS).choice.dropped


def test_a_channel_under_its_useful_minimum_runs_not_at_all():
    domain = domain_of(scenes.bounds([0, 0, 20], [100, 10, 100], useful=[30, 30, 30]))
    assert [domain.holds(c, np.array([0, 10, 20, 30])).tolist() for c in range(3)] == [
        [True, False, False, True], [True, False, False, False], [False, False, False, True],
    ]  # fmt: skip


def test_a_locked_channel_has_its_amount_whatever_its_step():
    domain = domain_of(scenes.bounds([155, 0], [155, 500], step=[50, 50]))
    assert domain.holds(0, np.array([150, 155, 200])).tolist() == [False, True, False]
    assert domain.holds(1, np.array([150, 155, 200])).tolist() == [True, False, True]


def test_without_groups_there_is_one_choice():
    assert len(choices(scenes.bounds([0, 0], [9, 9]))) == 1


def test_floors_that_exclude_each_other_leave_no_plan():
    limits = scenes.bounds([5, 5], [50, 50], either=((0, 1),))
    assert choices(limits) == []
    assert best_choice(small_aim([1, 1], [1, 1], 50), limits, np.zeros(2), Total(50), WEEKS) is None


def test_more_choices_than_anyone_can_mean_are_refused():
    pairs = tuple((2 * i, 2 * i + 1) for i in range(10))
    with pytest.raises(BasculeError) as caught:
        choices(scenes.bounds([0] * 20, [9] * 20, either=pairs))
    assert caught.value.code == "too_many_choices"
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.params == {"count": 1024, "most": MOST}
