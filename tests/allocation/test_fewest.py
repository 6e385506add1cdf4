from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
import scenes
from bascule.allocation.choices import domain_of
from bascule.allocation.fewest import fewest
from bascule.allocation.optimum import Domain
from bascule.allocation.risk import Total, aim_at, best

USUAL = np.array([900_00, 600_00, 450_00, 300_00])


def whole_plan(aim, domain, usual, budget):
    return best(aim, domain, Total(budget), certify=False).cents


def changed(few, usual):
    return {int(c) for c in np.flatnonzero(few.cents != usual)}


@pytest.mark.parametrize("risk", ["neutral", "prudent"])
@pytest.mark.parametrize("seed", range(4))
def test_the_first_is_the_best_of_all_pairs_and_each_next_adds_the_best_channel(risk, seed):
    aim = aim_at(scenes.tables(channels=4, seed=seed), risk)
    domain = Domain.between([0] * 4, (2 * USUAL).tolist())
    found = fewest(aim, domain, USUAL, whole_plan(aim, domain, USUAL, int(USUAL.sum())), 3)
    assert [len(few.changed) for few in found] == [2, 3]
    curves = aim.splines(None)
    for few, before in zip(found, [(), found[0].changed], strict=True):
        sets = [s for s in combinations(range(4), len(few.changed)) if set(before) <= set(s)]
        every = [naive.best_change(curves, domain, USUAL, s, 20_00) for s in sets]
        mine = sum(float(curve(x / 100)) for curve, x in zip(curves, few.cents, strict=True))
        assert mine >= max(every) - 1e-3 * abs(max(every))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_few_moves_keep_the_total_the_limits_and_the_rest_and_more_moves_are_worth_more(data):
    seed = data.draw(st.integers(0, 50))
    aim = aim_at(scenes.tables(channels=4, draws=9, seed=seed), data.draw(st.sampled_from(["neutral", "prudent"])))
    step = np.array(data.draw(st.lists(st.sampled_from([0, 50_00, 75_00]), min_size=4, max_size=4)))
    low = np.array(data.draw(st.lists(st.sampled_from([0, 150_00, 450_00]), min_size=4, max_size=4)))
    domain = domain_of(scenes.bounds(low, 2 * USUAL, step=step.tolist()))
    total = data.draw(st.sampled_from([int(USUAL.sum()), int(USUAL.sum()) + 150_00, 1500_00]))
    plan = best(aim, domain, Total(total), certify=False)
    if plan is None:
        return
    found = fewest(aim, domain, USUAL, plan.cents, 4)
    worth = [aim.worth(few.cents) for few in found]
    assert worth == sorted(worth)
    for few in found:
        assert few.cents.sum() == total
        assert changed(few, USUAL) <= set(few.changed)
        assert len(few.changed) < (plan.cents != USUAL).sum()
        assert all(domain.holds(c, few.cents[c : c + 1])[0] for c in range(4))
        assert aim.worth(few.cents) <= aim.worth(plan.cents) + 1e-3 * abs(aim.worth(plan.cents))


def test_where_no_two_channels_gain_by_a_change_there_are_no_few_moves():
    aim = aim_at(scenes.tables(channels=4, seed=1), "neutral")
    domain = Domain.between([0] * 4, (2 * USUAL).tolist())
    plan = whole_plan(aim, domain, USUAL, int(USUAL.sum()))
    assert fewest(aim, domain, plan, plan, 4) == []


def test_steps_do_not_hide_a_pair():
    aim = aim_at(scenes.tables(channels=4, seed=2), "neutral")
    domain = domain_of(scenes.bounds([0] * 4, 2 * USUAL, step=[150_00, 100_00, 50_00, 60_00]))
    plan = whole_plan(aim, domain, USUAL, int(USUAL.sum()))
    found = fewest(aim, domain, USUAL, plan, 4)
    assert len(found[0].changed) == 2
    assert aim.worth(found[0].cents) > aim.worth(USUAL)


def test_a_large_channel_does_not_hide_a_small_pair():
    small = scenes.tables(channels=3, seed=3, top=20.0)
    large = scenes.tables(channels=1, seed=3, top=4e6)[0]
    aim = aim_at([*small, replace(large, gain=0 * large.gain, slope=0 * large.slope)], "neutral")
    usual = np.array([900, 900, 900, 2 * 10**8])
    domain = Domain.between([0, 0, 0, 10**8], [1800, 1800, 1800, 4 * 10**8])
    plan = np.array([1200, 1000, 500, usual[3]])
    found = fewest(aim, domain, usual, plan, 4)
    assert aim.worth(found[0].cents) > aim.worth(usual)


def test_a_channel_that_may_not_stay_as_it_is_is_among_the_changes():
    aim = aim_at(scenes.tables(channels=4, seed=4), "neutral")
    domain = Domain.between([0] * 4, [1800_00, 1200_00, 400_00, 600_00])
    plan = whole_plan(aim, domain, USUAL, int(USUAL.sum()))
    for few in fewest(aim, domain, USUAL, plan, 4):
        assert 2 in few.changed
        assert few.cents[2] <= 400_00


def test_another_total_than_the_usual_one_may_be_met_by_one_change():
    aim = aim_at(scenes.tables(channels=4, seed=5), "neutral")
    domain = Domain.between([0] * 4, (2 * USUAL).tolist())
    total = int(USUAL.sum()) + 300_00
    found = fewest(aim, domain, USUAL, whole_plan(aim, domain, USUAL, total), 4)
    assert [len(few.changed) for few in found] == [1, 2, 3]
    singles = [USUAL + 300_00 * (np.arange(4) == c) for c in range(4)]
    assert aim.worth(found[0].cents) == pytest.approx(max(aim.worth(cents) for cents in singles))
