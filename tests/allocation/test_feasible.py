"""Limits that contradict one another: found, named without one too many, and undone by the smallest change."""

import datetime as dt
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.allocation.bounds import Bounds, Cash, Rule, bounds_of
from bascule.allocation.feasible import check, conflict
from bascule.allocation.items import irreducible, items, possible
from bascule.allocation.relaxations import applied, size
from bascule.allocation.wishes import Wishes
from bascule.company import Company
from bascule.errors import BasculeError, ExitCode
from bascule.limits import Limits, PlanSettings
from bascule.locale import Locale
from bascule.locale.wording import explain

START = dt.date(2026, 11, 2)
LARGEST = 14


@st.composite
def rules(draw, channel):
    own = [Rule("trust_region", channel, high=draw(st.integers(0, 8)))]
    for code in draw(st.lists(st.sampled_from(["floor", "ceiling", "lock", "contract"]), max_size=2, unique=True)):
        amount = draw(st.integers(1, 9))
        low, high = amount if code != "ceiling" else None, amount if code in ("ceiling", "lock") else None
        own.append(Rule(code, channel, low, high))
    return own


@st.composite
def plans(draw, steps=True):
    """Draw the limits of a plan of a few cents, over four weeks in two months."""
    count = draw(st.integers(1, 3))
    own = [rule for c in range(count) for rule in draw(rules(c))]
    owed = [
        max((rule.low for rule in own if rule.code == "contract" and rule.channel == c), default=0)
        for c in range(count)
    ]
    group = st.lists(st.integers(0, count - 1), min_size=2, max_size=3, unique=True).map(tuple)
    groups = st.lists(group, max_size=1).map(tuple) if count > 1 else st.just(())
    total = draw(st.integers(0, 12))
    return Bounds(
        channels=("a", "b", "c")[:count],
        weeks=4,
        rules=tuple(own),
        step=np.array([draw(st.sampled_from([1, 1, 3])) if steps else 1 for _ in range(count)]),
        useful=np.array([draw(st.sampled_from([0, 0, 4])) for _ in range(count)]),
        either=draw(groups),
        together=draw(groups),
        total=draw(st.sampled_from([(total, total), (0, total)])),
        asked=True,
        usual_total=total,
        cash=draw(st.none() | st.integers(1, 20).map(lambda amount: Cash(amount, (2, 2)))),
        fixed=np.repeat(np.array(owed, dtype=np.int64)[:, None], 4, axis=1),
    )


def spends(bounds, largest=LARGEST):
    return product(range(largest + 1), repeat=len(bounds.channels))


def in_groups(bounds, spent):
    run = {c for c, x in enumerate(spent) if x}
    one = all(len(run & set(group)) <= 1 for group in bounds.either)
    return one and all(run >= set(group) or not run & set(group) for group in bounds.together)


def stepped(bounds, c, x):
    low, high, step, useful = (int(each[c]) for each in (bounds.low, bounds.high, bounds.step, bounds.useful))
    return step == 1 or x % step == 0 or x in (max(low, useful), high)


def meets(bounds, spent):
    """Tell whether a plan meets every limit, the long way."""
    for rule in bounds.rules:
        x = spent[rule.channel]
        if (rule.low is not None and x < rule.low) or (rule.high is not None and x > rule.high):
            return False
    each = all(stepped(bounds, c, x) and (x == 0 or x >= bounds.useful[c]) for c, x in enumerate(spent))
    cash = bounds.cash
    held = cash is None or (sum(spent) * 4 <= cash.monthly * 2 and 2 * bounds.fixed.sum(axis=0)[0] <= cash.monthly)
    return each and held and in_groups(bounds, spent) and bounds.total[0] <= sum(spent) <= bounds.total[1]


def given_up(bounds, spent):
    """Return what limits must give in all for a plan to meet them, cents a week; infinite where some cannot."""
    if not in_groups(bounds, spent):
        return np.inf
    cost = 0.0
    for rule in bounds.rules:
        x = spent[rule.channel]
        short = max((rule.low or 0) - x, 0) + max(x - rule.high if rule.high is not None else 0, 0)
        cost += np.inf if short and rule.code == "contract" else short
    cost += sum(max(int(bounds.useful[c]) - x, 0) for c, x in enumerate(spent) if x)
    total = sum(spent)
    cost += max(bounds.total[0] - total, 0) + max(total - bounds.total[1], 0)
    if bounds.cash is not None:
        monthly = max(2 * total, 2 * int(bounds.fixed.sum(axis=0)[0]), bounds.cash.monthly)
        cost += (monthly - bounds.cash.monthly) / 2
    return cost


def least_given_up(bounds):
    return min(given_up(bounds, spent) for spent in spends(bounds))


@settings(max_examples=150, deadline=None)
@given(plans())
def test_a_plan_is_possible_if_and_only_if_trying_everything_finds_one(bounds):
    assert bounds.possible() == any(meets(bounds, spent) for spent in spends(bounds))


@settings(max_examples=150, deadline=None)
@given(plans())
def test_the_limits_one_by_one_are_the_limits_together(bounds):
    assert possible(bounds, items(bounds)) == bounds.possible()


@settings(max_examples=100, deadline=None)
@given(plans())
def test_what_contradicts_itself_is_named_without_one_limit_too_many(bounds):
    found = conflict(bounds)
    if found is None:
        assert bounds.possible()
        return
    every = items(bounds)
    core = irreducible(every, lambda kept: possible(bounds, kept))
    assert len(core) == len(found.constraints)
    assert not possible(bounds, core)
    assert all(possible(bounds, [other for other in core if other is not item]) for item in core)


@settings(max_examples=100, deadline=None)
@given(plans())
def test_each_way_out_is_enough_and_they_come_by_size(bounds):
    found = conflict(bounds)
    if found is None:
        return
    for way in found.relaxations:
        changed = applied(bounds, way)
        assert any(meets(changed, spent) for spent in spends(changed))
    sizes = [size(bounds, way) for way in found.relaxations]
    assert sizes == sorted(sizes)


@settings(max_examples=100, deadline=None)
@given(plans(steps=False))
def test_the_first_way_out_is_the_smallest_there_is(bounds):
    found = conflict(bounds)
    if found is None:
        return
    least = least_given_up(bounds)
    if np.isfinite(least):
        # A monthly amount is in whole cents, so its weekly share may be half a cent too much.
        assert size(bounds, found.relaxations[0]) == pytest.approx(least / 100, abs=0.0051)
        assert size(bounds, found.relaxations[0]) >= least / 100 - 1e-9


@settings(max_examples=80, deadline=None)
@given(plans())
def test_a_change_alone_that_was_any_smaller_would_not_do(bounds):
    found = conflict(bounds)
    for way in () if found is None else found.relaxations:
        (change, *more) = way
        if more or change.after is None or change.item.code in ("budget", "cash"):
            continue
        towards = 0.01 if change.after < change.before else -0.01
        for cents in range(1, round(abs(change.after - change.before) * 100)):
            nearer = replace(change, after=change.after + cents * towards)
            assert not applied(bounds, (nearer,)).possible()


def made(usual=(200.0, 100.0), plan=None, channels=None, **wishes):
    company = Company(name="N", gross_margin=0.4, plan=plan or PlanSettings(), channels=channels or {})
    names = ("radio", "flyers", "tv")[: len(usual)] if len(usual) < 4 else tuple(f"c{at}" for at in range(len(usual)))
    return bounds_of(np.array(usual), names, company, Wishes(START, **wishes), set())


def refused(bounds):
    with pytest.raises(BasculeError) as caught:
        check(bounds, 1.5)
    assert caught.value.exit_code == ExitCode.USAGE
    return caught.value


@pytest.mark.parametrize("budget", [-1.0, -1e12, 0.0, 0.01, 149.99, 450.01, 1e12])
def test_a_budget_outside_the_trust_region_is_refused_with_what_is_possible(budget):
    error = refused(made(budget=budget))
    assert error.code == "budget_out_of_bounds"
    assert (error.params["budget_money"], error.params["low_money"], error.params["high_money"]) == (budget, 150, 450)


@pytest.mark.parametrize("budget", [150.0, 200.01, 450.0])
def test_a_budget_within_it_is_not(budget):
    check(made(budget=budget), 1.5)


@pytest.mark.parametrize(("budget", "usual"), [(0.0, (200.0, 100.0)), (0.01, (200.0,)), (0.0, (0.0,))])
def test_next_to_nothing_is_a_plan_where_channels_may_stop(budget, usual):
    check(made(usual, budget=budget, max_multiple=2.0), 2.0)


def test_a_budget_smaller_than_the_floors_names_them_and_both_ways_out():
    error = refused(made(budget=100.0, least={"radio": 220.0}))
    assert error.code == "plan_impossible"
    assert [(each["code"], each["amount"]) for each in error.params["conflict"]] == [("budget", 100), ("floor", 220)]
    # The other channel keeps the 50 $ of its trust region.
    ways = [(way["code"], way["before"], way["after"]) for (way,) in error.params["ways"]]
    assert ways == [("budget", 100.0, 270.0), ("floor", 220.0, 50.0)]


def test_channels_of_which_one_may_run_cannot_both_have_a_floor():
    plan = PlanSettings(either=(("radio", "flyers"),))
    error = refused(made(plan=plan, budget=300.0, least={"radio": 100.0, "flyers": 20.0}))
    assert {each["code"] for each in error.params["conflict"]} == {"either", "floor"}
    assert error.params["ways"][-1] == [
        {"code": "either", "channels": ("radio", "flyers"), "before": None, "after": None}
    ]
    assert error.params["ways"][0][0]["after"] == 0.0


def test_a_budget_off_the_steps_is_told_the_nearest_ones():
    every = {"limits": Limits(step=100)}
    least, most = {"radio": 0.0, "flyers": 0.0}, {"radio": 1000.0, "flyers": 1000.0}
    lacking = made(channels={"radio": every, "flyers": every}, budget=250.0, least=least, most=most)
    error = refused(lacking)
    assert {each["code"] for each in error.params["conflict"]} == {"budget", "step"}
    budgets = [way[0]["after"] for way in error.params["ways"] if way[0]["code"] == "budget"]
    assert budgets == [200.0, 300.0]


def test_a_usual_total_off_the_steps_is_lowered_to_the_next_one():
    every = {"limits": Limits(step=100)}
    least, most = {"radio": 0.0, "flyers": 0.0}, {"radio": 1000.0, "flyers": 1000.0}
    bounds = made((170.0, 85.5), channels={"radio": every, "flyers": every}, least=least, most=most)
    check(bounds, 1.5)
    assert bounds.total == (20_000, 20_000)


def test_the_budget_that_is_possible_counts_who_may_not_run_together():
    error = refused(made(budget=900.0, plan=PlanSettings(either=(("radio", "flyers"),))))
    assert (error.code, error.params["low_money"], error.params["high_money"]) == ("budget_out_of_bounds", 0.0, 300.0)


def test_the_cash_of_a_month_holds_the_budget():
    error = refused(made(budget=300.0, monthly_cash=1000.0, horizon_weeks=8))
    assert {each["code"] for each in error.params["conflict"]} == {"budget", "cash"}
    (raised,) = (way[0] for way in error.params["ways"] if way[0]["code"] == "cash")
    assert raised["after"] == pytest.approx(300 * 8 / 1.75, abs=0.01)


def test_a_usual_total_is_lowered_to_the_cash_without_a_word():
    bounds = made(monthly_cash=1000.0, horizon_weeks=8)
    check(bounds, 1.5)
    assert bounds.total == (21_875, 21_875)


def test_cash_below_the_floors_is_a_conflict_though_no_budget_was_given():
    error = refused(made(monthly_cash=400.0, horizon_weeks=8, least={"radio": 150.0, "flyers": 100.0}))
    assert {each["code"] for each in error.params["conflict"]} == {"cash", "floor"}


def test_forty_channels_are_answered():
    check(made((50.0,) * 40, budget=2000.0), 1.5)
    most = {f"c{at}": 10.0 for at in range(40)}
    error = refused(made((50.0,) * 40, budget=1e12, most=most))
    assert len(error.params["conflict"]) == 41
    # Lowering the budget to what they may spend, or raising one ceiling by what is too much.
    assert {(way["code"], way["after"]) for (way,) in error.params["ways"]} == {
        ("budget", 400.0),
        ("ceiling", 1e12 - 390),
    }


def test_a_floor_above_a_ceiling_of_another_layer_is_named():
    error = refused(made(budget=350.0, least={"radio": 300.0}, most={"radio": 250.0}))
    assert {each["code"] for each in error.params["conflict"]} == {"floor", "ceiling"}
    assert {way[0]["code"] for way in error.params["ways"]} == {"floor", "ceiling"}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "No plan can hold to all of this at once: a budget of $100 a week and at least $220.50 a week on radio. It "
            "would be enough to bring the budget from $100 to $220.50 a week, or bring the least of radio from $220.50 "
            "to $100 a week.",
        ),
        (
            "fr",
            "Aucun plan ne peut respecter tout cela à la fois : un budget de 100 $ par semaine et au moins 220,50 $ "
            "par semaine pour radio. Il suffirait de faire passer le budget de 100 $ à 220,50 $ par semaine, ou de "
            "faire passer le minimum de radio de 220,50 $ à 100 $ par semaine.",
        ),
    ],
)
def test_a_conflict_is_said_in_plain_words(lang, said):
    error = refused(made(budget=100.0, least={"radio": 220.5, "flyers": 0.0}))
    assert explain(error, Locale(lang)).replace("\xa0", " ") == said


@settings(max_examples=60, deadline=None)
@given(plans(), st.sampled_from(["fr", "en"]))
def test_any_conflict_can_be_said(bounds, lang):
    try:
        check(bounds, 1.5)
    except BasculeError as error:
        said = explain(error, Locale(lang))
        assert "{" not in said
        assert said.endswith(".")
