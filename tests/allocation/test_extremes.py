"""The right plan of questions that nobody asks on an ordinary day."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import scenes
import world
from bascule.allocation.costs import Fees
from bascule.allocation.plan import make_plan


def plan(own=None, weeks=26, low=0, high=None, **wishes):
    own = scenes.posterior() if own is None else own
    channels = len(own.channels)
    high = 2 * own.usual if high is None else np.broadcast_to(high, channels)
    limits = scenes.bounds(np.broadcast_to(low, channels), [round(100 * x) for x in high])
    ground = scenes.ground(own, scenes.outlook(channels=channels, weeks=weeks), limits, **wishes)
    made = make_plan(ground, world.panel(), world.company(), set(), Fees((), ())).plan
    for line in made.lines:
        spent = sum(round(100 * week.spend[line.channel]) for week in made.schedule)
        assert spent == weeks * round(100 * line.weekly)
    assert sum(round(100 * line.weekly) for line in made.lines) == round(100 * made.weekly_budget)
    return made


def weekly(made):
    return [line.weekly for line in made.lines]


def many(channels, seed=0):
    """A posterior of many channels, each unlike the others."""
    own = scenes.posterior(channels=1, draws=30, seed=seed)
    rng = np.random.default_rng(seed)
    wide = scenes.subset(own, [0] * channels)
    factor = rng.lognormal(0, 0.7, channels)
    return replace(wide, channels=tuple(f"channel_{c}" for c in range(channels)), height=wide.height * factor)


def test_nothing_to_spend_stops_everything():
    own = scenes.posterior()
    made = plan(own, budget=0.0)
    assert weekly(made) == [0.0, 0.0, 0.0]
    assert {step.after for step in made.steps} == {0.0}
    # What is not spent is saved; what had been spent still carries over.
    assert made.gain.p90 < 26 * own.usual.sum()
    assert sum(cash.spend_change for cash in made.cash) == pytest.approx(-26 * own.usual.sum())


def test_one_cent_goes_to_one_channel():
    made = plan(budget=0.01)
    assert sorted(weekly(made)) == [0.0, 0.0, 0.01]


def test_a_budget_beyond_all_sense_is_spent_to_the_cent_and_said_to_lose():
    made = plan(budget=1e12, high=1e12)
    assert sum(round(100 * x) for x in weekly(made)) == 10**14
    assert made.gain.p90 < -25 * (1e12 - 1950)
    assert made.next_dollar < 0.01


def test_money_of_a_giant_makes_the_plan_of_a_small_company_in_larger_units():
    own = scenes.posterior()
    small, giant = plan(own), plan(scenes.scaled(own, 1e9))
    assert np.array(weekly(giant)) / 1e9 == pytest.approx(weekly(small), rel=1e-3, abs=1)


def test_a_free_total_without_any_ceiling_stops_where_a_dollar_no_longer_pays():
    own = scenes.posterior()
    free = {"free": True, "risk": "neutral", "same": True}
    sane, senseless = plan(own, high=20 * own.usual, **free), plan(own, high=1e12, **free)
    assert weekly(senseless) == pytest.approx(weekly(sane), rel=0.05)
    assert senseless.gain.p50 == pytest.approx(sane.gain.p50, rel=0.02)
    assert senseless.next_dollar == pytest.approx(1.0, abs=0.05)


def test_a_free_total_where_nothing_pays_spends_nothing():
    own = scenes.posterior()
    made = plan(replace(own, height=own.height * 1e-3), free=True)
    assert weekly(made) == [0.0, 0.0, 0.0]
    assert made.gain.p50 == pytest.approx(26 * own.usual.sum(), rel=0.01)


def test_one_channel_has_one_plan():
    own = scenes.posterior(channels=1)
    assert weekly(plan(own)) == [900.0]
    assert weekly(plan(own, budget=1200.0)) == [1200.0]
    assert plan(own).steps == []


def test_forty_channels_are_placed_and_the_better_get_more():
    own = many(40)
    made = plan(own, risk="neutral", same=True)
    assert len(made.lines) == 40
    assert made.weekly_budget == 36_000.0
    assert made.optimality_gap < 0.001 * 26 * 36_000
    # The same channel but for its height: a higher one is never given less.
    order = np.argsort(own.height.mean(axis=0))
    assert (np.diff(np.array(weekly(made))[order]) >= -1.0).all()


def test_a_channel_without_recent_spending_may_be_tried_where_the_limits_let_it():
    own = scenes.posterior()
    quiet = replace(own, usual=own.usual * [1, 0, 1], iroas=own.iroas * [1, np.nan, 1])
    made = plan(quiet, high=[1800.0, 400.0, 900.0])
    assert made.lines[1].usual_weekly == 0.0
    assert made.lines[1].weekly > 0
    (start,) = [step for step in made.steps if step.channel == "google"]
    assert (start.before, start.reasons[0].code) == (0.0, "step_more")
    shut = plan(quiet, high=[1800.0, 0.0, 900.0])
    assert shut.lines[1].weekly == 0.0


def test_where_nothing_is_spent_today_the_plan_is_to_spend_nothing():
    own = scenes.posterior()
    made = plan(replace(own, usual=np.zeros(3)), high=0.0)
    assert weekly(made) == [0.0, 0.0, 0.0]
    assert made.gain.p50 == 0.0
    assert made.steps == []


@pytest.mark.parametrize("weeks", [1, 2, 156])
def test_a_week_and_three_years_have_their_plan(weeks):
    made = plan(weeks=weeks)
    assert len(made.schedule) == weeks
    assert sum(month.weeks for month in made.months) == weeks
    assert made.weekly_budget == 1950.0
    ended = made.schedule[-1].start + dt.timedelta(days=7)
    assert made.recheck <= (ended if made.stop_rule is None else max(ended, made.stop_rule.date))
    assert made.gain.p10 <= made.gain.p50 <= made.gain.p90


def test_over_a_longer_plan_the_same_split_gains_in_proportion():
    own = scenes.posterior()
    steady = replace(own, state=np.broadcast_to((own.usual / own.reference)[:, None, None], own.state.shape))
    year, three = (plan(steady, weeks=weeks, risk="neutral") for weeks in (52, 156))
    assert weekly(three) == pytest.approx(weekly(year), rel=0.03)
    assert three.gain.p50 == pytest.approx(3 * year.gain.p50, rel=0.05)


def test_one_draw_is_enough_to_have_a_plan():
    made = plan(scenes.posterior(draws=2))
    assert made.gain.p10 == made.gain.p90
    assert made.probability_gain in (0.0, 1.0)


def test_channels_that_do_nothing_are_spent_on_evenly_or_not_but_to_the_cent():
    own = scenes.posterior()
    made = plan(replace(own, height=np.zeros_like(own.height)), budget=1000.01)
    assert made.weekly_budget == 1000.01
    assert made.gain.p10 == pytest.approx(made.gain.p90)
    assert made.gain.p50 == pytest.approx(26 * (1950 - 1000.01), abs=1)
