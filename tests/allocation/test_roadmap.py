import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.outlook import week_starts
from bascule.allocation.roadmap import LEAST_AMOUNT, LEAST_CHANGE, Move, steps
from bascule.plans import Interval80

WEEKS = 26
STARTS = week_starts(scenes.START, WEEKS)
MARGIN = Interval80(p10=-100.0, p50=900.0, p90=2500.0)
MOVE = Move(
    channel="meta", usual=500.0, spend=np.full(WEEKS, 700.0), season=np.ones(WEEKS), capped=False, held_until=None,
    limit=None, next_money=1.4, earns=0.9, stopped=False, new=False, margin=MARGIN,
)  # fmt: skip


def told(**changes):
    return steps(STARTS, [replace(MOVE, **changes)])


def codes(step):
    return [reason.code for reason in step.reasons]


def test_the_first_move_is_told_on_the_first_day_with_what_it_should_bring():
    (step,) = told()
    assert (step.date, step.channel, step.before, step.after) == (scenes.START, "meta", 500.0, 700.0)
    assert step.margin == MARGIN
    assert codes(step) == ["step_more"]
    assert step.reasons[0].params == {"next_money": 1.4}


@pytest.mark.parametrize(
    ("changes", "code"),
    [({}, "step_less"), ({"stopped": True}, "step_stop")],
)
def test_less_is_told_by_its_next_dollar_or_by_its_verdict(changes, code):
    (step,) = told(spend=np.full(WEEKS, 300.0), next_money=0.4, **changes)
    assert codes(step) == [code]


@pytest.mark.parametrize("stopped", [False, True])
def test_an_amount_that_the_owner_fixed_has_no_other_reason(stopped):
    (step,) = told(spend=np.zeros(WEEKS), limit="lock", stopped=stopped)
    assert codes(step) == ["step_lock"]


def test_a_channel_to_stop_that_is_spent_more_on_anyway_is_not_told_as_a_stop():
    assert codes(told(stopped=True)[0]) == ["step_more"]


def test_what_stays_as_it_is_has_no_step():
    assert told(spend=np.full(WEEKS, 500.0)) == []
    assert told(spend=np.full(WEEKS, 500.0 * (1 + LEAST_CHANGE) - 0.01)) == []
    assert told(usual=10.0, spend=np.full(WEEKS, 10.0 + LEAST_AMOUNT)) == []


def test_stopping_or_starting_is_a_step_however_small():
    (stop,) = told(usual=3.0, spend=np.zeros(WEEKS))
    assert (stop.before, stop.after) == (3.0, 0.0)
    (start,) = told(usual=0.0, spend=np.full(WEEKS, 3.0))
    assert (start.before, start.after) == (0.0, 3.0)


def test_later_changes_are_counted_in_the_first_and_told_by_the_season_of_sales():
    _, later = told(
        spend=np.where(np.arange(WEEKS) < 4, 700.0, 600.0), season=np.where(np.arange(WEEKS) < 4, 1.3, 0.88)
    )
    assert (later.date, later.before, later.after) == (STARTS[4], 700.0, 600.0)
    assert later.margin is None
    assert codes(later) == ["step_season"]
    assert later.reasons[0].params == {"season_share": pytest.approx(-0.12)}


def test_a_change_that_goes_against_the_season_is_not_told_by_it():
    seasons = np.where(np.arange(WEEKS) < 4, 1.3, 0.88)
    spend = np.where(np.arange(WEEKS) < 4, 600.0, 700.0)
    _, later = told(spend=spend, season=seasons, capped=True)
    assert codes(later) == ["step_cash"]
    _, later = told(spend=spend, season=seasons)
    assert codes(later) == ["step_more"]


def test_a_week_that_takes_the_odd_dollars_of_its_month_is_no_step():
    odd = MOVE.spend.copy()
    odd[[3, 7, 25]] += 60.0
    assert len(told(spend=odd)) == 1


def test_a_contract_is_told_and_the_move_comes_right_after():
    until = STARTS[8] + dt.timedelta(days=2)
    into, after = told(spend=np.where(np.arange(WEEKS) <= 8, 620.0, 300.0), held_until=until, next_money=0.4)
    assert (into.date, into.after, into.margin, codes(into)) == (STARTS[0], 620.0, None, ["step_contract"])
    assert (after.date, after.before, after.after) == (STARTS[9], 620.0, 300.0)
    assert after.margin == MARGIN
    assert codes(after) == ["step_less", "step_contract"]
    assert after.reasons[1].params == {"until_date": until.isoformat()}


def test_a_contract_at_the_usual_amount_has_one_step_the_week_after_it_ends():
    (step,) = told(spend=np.where(np.arange(WEEKS) <= 8, 500.0, 0.0), held_until=STARTS[8])
    assert (step.date, step.before, step.after, step.margin) == (STARTS[9], 500.0, 0.0, MARGIN)


def test_a_contract_that_ended_before_the_plan_is_not_told():
    assert codes(told(held_until=STARTS[0] - dt.timedelta(days=3))[0]) == ["step_more"]


def test_the_limit_that_stops_a_move_is_told_with_it():
    (step,) = told(limit="ceiling")
    assert codes(step) == ["step_more", "step_limit"]
    assert step.reasons[1].params == {"constraint": "ceiling"}


def test_the_largest_change_of_a_day_comes_first():
    small, large = (replace(MOVE, channel=name, spend=np.full(WEEKS, x)) for name, x in (("a", 560.0), ("b", 100.0)))
    found = steps(STARTS, [small, large, replace(small, channel="0", usual=0.0)])
    assert [step.channel for step in found] == ["0", "b", "a"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_steps_lead_from_the_usual_amount_to_that_of_each_month(data):
    months = [start.year * 12 + start.month for start in STARTS]
    amounts = {m: data.draw(st.sampled_from([0.0, 2.0, 300.0, 310.0, 500.0, 900.0])) for m in set(months)}
    spend = np.array([amounts[m] for m in months])
    found = told(spend=spend)
    before = 500.0
    for step in found:
        assert step.before == before
        assert step.after == spend[STARTS.index(step.date)]
        before = step.after
    assert sum(step.margin is not None for step in found) == min(len(found), 1)
    assert (before == 0) == (spend[-1] == 0)
    assert abs(before - spend[-1]) <= max(LEAST_CHANGE * before, LEAST_AMOUNT)


def test_a_channel_lowered_though_its_next_dollar_pays_is_not_told_that_it_brings_back_little():
    (step,) = told(spend=np.full(WEEKS, 300.0), next_money=1.2)
    assert codes(step) == ["step_more"]
