from dataclasses import replace

import pytest

import scenes
from bascule.allocation.answer import answer
from bascule.allocation.limits_worth import LEAST, bindings
from bascule.allocation.risk import Total

BUDGET = 195_000
WIDE = ([0] * 3, [180_000, 120_000, 90_000])
MORE = 500


def ground(low, high, **wishes):
    """A plan valued on the draws it was made from, without ramps: what it is worth is then exact."""
    return scenes.ground(
        limits=scenes.bounds(low, high), ahead=scenes.outlook(), same=True, risk="neutral", monthly_cash=1e9, **wishes
    )


def value(low, high, budget=BUDGET, **wishes):
    found = answer(ground(low, high, **wishes), Total(budget))
    return found.gains(found.cents).sum(axis=0).mean()


def told(low, high, budget=BUDGET, **wishes):
    return bindings(answer(ground(low, high, **wishes), Total(budget)))


@pytest.mark.parametrize("free", [False, True])
def test_a_ceiling_is_worth_what_the_best_plan_gains_when_it_is_raised(free):
    budget = None if free else BUDGET
    best = answer(ground(*WIDE, free=free), Total(budget)).cents
    high = [int(best[0] * 0.7), *WIDE[1][1:]]
    (binding,) = told(WIDE[0], high, budget, free=free)
    assert (binding.constraint, binding.channel, binding.weekly) == ("ceiling", "meta", high[0] / 100)
    gained = value(WIDE[0], [high[0] + MORE, *high[1:]], budget, free=free) - value(WIDE[0], high, budget, free=free)
    assert binding.worth == pytest.approx(gained / (26 * MORE / 100), rel=0.05)


@pytest.mark.parametrize("free", [False, True])
def test_a_floor_is_worth_what_the_best_plan_gains_when_it_is_lowered(free):
    budget = None if free else BUDGET
    best = answer(ground(*WIDE, free=free), Total(budget)).cents
    low = [0, int(best[1] * 1.4), 0]
    high = [10**6] * 3
    (binding,) = told(low, high, budget, free=free)
    assert (binding.constraint, binding.channel, binding.weekly) == ("floor", "google", low[1] / 100)
    gained = value([0, low[1] - MORE, 0], high, budget, free=free) - value(low, high, budget, free=free)
    assert binding.worth == pytest.approx(gained / (26 * MORE / 100), rel=0.05)


@pytest.mark.parametrize("target", [0.7, 1.5])
def test_the_return_aimed_at_adds_nothing_to_what_a_limit_is_worth(target):
    wishes = {"free": True, "target_return": target}
    best = answer(ground(*WIDE, **wishes), Total(None)).cents
    limits = [0, int(best[1] * 2.5), 0], [int(best[0] * 0.3), 10**6, 10**6]
    found = told(*limits, None, **wishes)
    assert {binding.channel for binding in found} == {"meta", "google"}
    for binding in found:
        low, high = [*limits[0]], [*limits[1]]
        high[0] += MORE * (binding.channel == "meta")
        low[1] -= MORE * (binding.channel == "google")
        gained = value(low, high, None, **wishes) - value(*limits, None, **wishes)
        assert binding.worth == pytest.approx(gained / (26 * MORE / 100), rel=0.05)


def test_limits_are_told_the_dearest_first_and_by_what_sets_them():
    best = answer(ground(*WIDE), Total(BUDGET)).cents
    limits = scenes.bounds([0, int(best[1] * 1.8), 0], [int(best[0] * 0.5), 10**6, 10**6])
    limits = replace(limits, low_by=("floor", "contract", "floor"), high_by=("trust_region", "ceiling", "ceiling"))
    found = bindings(answer(replace(ground(*WIDE), bounds=limits), Total(BUDGET)))
    assert {binding.constraint for binding in found} == {"contract", "trust_region"}
    assert [binding.worth for binding in found] == sorted((binding.worth for binding in found), reverse=True)


def test_a_limit_that_nothing_sets_is_not_told():
    best = answer(ground(*WIDE), Total(BUDGET)).cents
    limits = replace(scenes.bounds(WIDE[0], [int(best[0] * 0.5), 10**6, 10**6]), high_by=(None, "ceiling", "ceiling"))
    assert bindings(answer(replace(ground(*WIDE), bounds=limits), Total(BUDGET))) == []


def test_a_plan_that_no_limit_holds_has_none_to_tell():
    assert told(*WIDE) == []
    assert told(*WIDE, budget=None, free=True, target_return=1.5) == []


def test_a_lock_is_worth_something_on_the_side_that_holds():
    best = answer(ground(*WIDE), Total(BUDGET)).cents
    at = int(best[0] * 0.6)
    (binding,) = told([at, 0, 0], [at, *WIDE[1][1:]])
    assert (binding.channel, binding.weekly) == ("meta", at / 100)
    assert binding.worth > LEAST


def test_where_every_channel_is_at_a_limit_nothing_is_told():
    assert told([0, 0, 0], [80_000, 60_000, 55_000]) == []


def test_under_a_cap_a_ceiling_is_worth_what_its_money_does_not_bring_elsewhere():
    wishes = {"free": True, "budget": 1000.0}
    best = answer(ground(*WIDE, **wishes), Total(100_000, exact=False)).cents
    high = [int(best[0] * 0.7), *WIDE[1][1:]]
    capped = answer(ground(WIDE[0], high, **wishes), Total(100_000, exact=False))
    assert best.sum() == capped.cents.sum() == 100_000
    (binding,) = bindings(capped)
    gained = value(WIDE[0], [high[0] + MORE, *high[1:]], 100_000) - value(WIDE[0], high, 100_000)
    assert binding.worth == pytest.approx(gained / (26 * MORE / 100), rel=0.05)
