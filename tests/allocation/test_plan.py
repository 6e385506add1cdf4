import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
import world
from bascule.allocation.costs import Fees
from bascule.allocation.ground import at_cents, ground_of
from bascule.allocation.plan import make_plan
from bascule.allocation.risk import PRUDENCE
from bascule.allocation.wishes import Wishes
from bascule.mmm.model import fit_model
from bascule.plans import Plan

START = dt.date(2026, 12, 7)

NO_FEES = Fees((), ())


@pytest.fixture(scope="module")
def posterior():
    """The one posterior here that a history was really read for."""
    return fit_model(world.panel(), world.company(), world.CLASSES, seed=1).posterior


def limits_of(usual, least=0.5, most=1.5, **changes):
    cents = np.round(100 * np.asarray(usual)).astype(np.int64)
    return scenes.bounds((least * cents).astype(np.int64), np.ceil(most * cents).astype(np.int64), **changes)


def real(posterior, company=None, limits=None, stopped=(), horizon_weeks=26, **wishes):
    """A plan on the real posterior, between half and one and a half of the usual unless said otherwise."""
    company = company or world.company()
    asked = Wishes(start=START, horizon_weeks=horizon_weeks, **wishes)
    limits = limits_of(posterior.usual) if limits is None else limits
    limits = scenes.totalled(limits, asked, at_cents(posterior.usual))
    ground = ground_of(posterior, world.panel(), company, asked, limits)
    return make_plan(ground, world.panel(), company, set(stopped), NO_FEES)


def made(own=None, ahead=None, limits=None, stopped=(), **wishes):
    """A plan on a made-up posterior."""
    return make_plan(scenes.ground(own, ahead, limits, **wishes), world.panel(), world.company(), set(stopped), NO_FEES)


def whole(amount):
    """An amount of currency in cents."""
    return round(100 * amount)


def adds_up(plan, names):
    """The same money in lines, months and weeks, to the cent."""
    assert whole(sum(line.weekly for line in plan.lines)) == whole(plan.weekly_budget)
    assert [line.channel for line in plan.lines] == list(names)
    assert len(plan.schedule) == plan.horizon_weeks == sum(month.weeks for month in plan.months)
    for line in plan.lines:
        weeks = [whole(week.spend[line.channel]) for week in plan.schedule]
        assert sum(weeks) == plan.horizon_weeks * whole(line.weekly)
        assert min(weeks) >= 0
        assert sum(whole(month.spend[line.channel]) for month in plan.months) == sum(weeks)
    for month in plan.months:
        own = [week for week in plan.schedule if f"{week.start:%Y-%m}" == month.month]
        assert (month.start, month.weeks) == (own[0].start, len(own))
        for name, spent in month.spend.items():
            assert whole(spent) == sum(whole(week.spend[name]) for week in own)


def test_the_usual_budget_is_spent_to_the_cent_in_lines_months_and_weeks(posterior):
    plan = real(posterior).plan
    adds_up(plan, posterior.channels)
    assert plan.weekly_budget == pytest.approx(posterior.usual.sum(), abs=0.02)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_budget_is_spent_to_the_cent_within_its_limits(data):
    own = scenes.posterior(channels=data.draw(st.integers(1, 4)), draws=8, seed=data.draw(st.integers(0, 50)))
    weeks = data.draw(st.sampled_from([1, 4, 13, 30]))
    limits = limits_of(own.usual, data.draw(st.sampled_from([0, 0.5])), data.draw(st.sampled_from([1.2, 2.0])))
    budget = data.draw(st.integers(int(limits.low.sum()), int(limits.high.sum()))) / 100
    ahead = scenes.outlook(channels=len(own.usual), weeks=weeks)
    risk = data.draw(st.sampled_from(["prudent", "neutral"]))
    plan = made(own, ahead, limits, budget=budget, risk=risk).plan
    adds_up(plan, own.channels)
    assert plan.weekly_budget == budget
    for line, low, high in zip(plan.lines, limits.low, limits.high, strict=True):
        assert low <= whole(line.weekly) <= high


def test_a_plan_reads_back_equal(posterior):
    plan = real(posterior).plan
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_the_same_question_has_the_same_plan(posterior):
    assert real(posterior).plan == real(posterior).plan


@pytest.mark.parametrize("risk", ["prudent", "neutral"])
def test_no_random_plan_of_a_hundred_thousand_is_worth_more_than_the_gap_allows(posterior, risk):
    found = real(posterior, limits=limits_of(posterior.usual, 0, 3.0), risk=risk).answer
    rng = np.random.default_rng(0)
    tables = [replace(t, gain=t.gain[::10], slope=t.slope[::10]) for t in found.aim.tables]
    budget = found.cents.sum() / 100
    shares = rng.dirichlet(np.ones(3), 60_000) * budget
    near = found.cents / 100 + rng.normal(0, 0.1, (40_000, 3)) * found.cents / 100
    splits = np.concatenate([shares, near * budget / near.sum(axis=1, keepdims=True)])
    inside = ((splits >= 0) & (splits <= found.ground.bounds.high / 100)).all(axis=1)
    curves = found.aim.splines(None)
    worth = sum(curve(weekly) for curve, weekly in zip(curves, splits[inside].T, strict=True))
    mine = sum(float(curve(x / 100)) for curve, x in zip(curves, found.cents, strict=True))
    gap = found.chosen.optimum.gap
    assert worth.max() <= mine + gap + 1e-6 * abs(mine)
    assert gap < 0.01 * max(abs(mine), 1000)
    # And by the tables themselves, on some of the draws and plans.
    some = splits[inside][::50]
    gains = [table.at(weekly) for table, weekly in zip(tables, some.T, strict=True)]
    prudence = PRUDENCE if risk == "prudent" else 0.0
    direct = sum(gain.mean(axis=0) - prudence * gain.std(axis=0) for gain in gains)
    own = [table.at(np.array([x / 100]))[:, 0] for table, x in zip(tables, found.cents, strict=True)]
    assert direct.max() <= sum(gain.mean() - prudence * gain.std() for gain in own) + 0.05 * abs(mine)


@pytest.mark.parametrize("risk", ["prudent", "cautious"])
def test_money_in_cents_makes_the_same_plan_as_money_in_dollars(risk):
    own = scenes.posterior(draws=20)
    one = made(own, limits=limits_of(own.usual, 0, 2), risk=risk).plan
    other = scenes.scaled(own, 100)
    large = made(other, limits=limits_of(other.usual, 0, 2), risk=risk).plan
    near = 0.02 if risk == "cautious" else 1e-3
    for a, b in zip(one.lines, large.lines, strict=True):
        assert b.weekly / 100 == pytest.approx(a.weekly, rel=near, abs=1.0)
    assert large.gain.p50 / 100 == pytest.approx(one.gain.p50, rel=near, abs=5)
    assert large.next_dollar == pytest.approx(one.next_dollar, rel=near)


@pytest.mark.parametrize("order", [(2, 0, 1), (1, 0, 2), (2, 1, 0)])
def test_the_order_of_channels_does_not_matter(order):
    own = scenes.posterior()
    turned = scenes.subset(own, order)
    one = made(own, limits=limits_of(own.usual, 0, 2)).plan
    other = made(turned, limits=limits_of(turned.usual, 0, 2)).plan
    weekly = {line.channel: line.weekly for line in one.lines}
    for line in other.lines:
        assert line.weekly == pytest.approx(weekly[line.channel], abs=0.05)
    assert other.gain.p50 == pytest.approx(one.gain.p50, abs=0.5)
    assert {(step.date, step.channel) for step in other.steps} == {(step.date, step.channel) for step in one.steps}


def test_the_gain_is_that_of_its_lines_and_goes_by_weeks_to_its_months(posterior):
    built = real(posterior)
    plan, found = built.plan, built.answer
    gains = found.gains(found.cents).sum(axis=0)
    assert plan.gain.p50 == pytest.approx(np.median(gains))
    assert plan.probability_gain == (gains > 0).mean()
    assert sum(month.margin.p50 for month in plan.months) == pytest.approx(plan.gain.p50)
    assert plan.gain.p10 <= plan.gain.p50 <= plan.gain.p90


def test_cash_of_the_plan_is_what_it_spends_more_and_what_arrives(posterior):
    plan = real(posterior, budget=8000.0).plan
    usual = sum(line.usual_weekly for line in plan.lines)
    for cash, month in zip(plan.cash, plan.months, strict=True):
        assert cash.month == month.month
        assert cash.spend_change == pytest.approx(sum(month.spend.values()) - month.weeks * usual, abs=0.02)
    spent = sum(cash.spend_change for cash in plan.cash)
    assert spent == pytest.approx(26 * (8000.0 - usual), abs=0.5)
    # What carries over arrives after the last month: the gain is more than the cash.
    assert plan.gain.p50 >= plan.cash[-1].cumulative.p50 - 0.02 * abs(plan.gain.p50)


def test_keeping_everything_gains_nothing_and_changes_nothing(posterior):
    limits = limits_of(posterior.usual, 1, 1)
    plan = real(posterior, limits=replace(limits, high=limits.low)).plan
    assert [line.weekly for line in plan.lines] == [line.usual_weekly for line in plan.lines]
    for value in (plan.gain.p10, plan.gain.p50, plan.gain.p90):
        # The season may still spread the same money unevenly.
        assert abs(value) < 0.01 * 26 * plan.weekly_budget
    assert plan.stop_rule is None
    assert plan.fewest == []


def test_the_steps_lead_to_the_schedule(posterior):
    plan = real(posterior).plan
    first = {line.channel: line.usual_weekly for line in plan.lines}
    assert plan.steps
    for step in plan.steps:
        assert step.before == pytest.approx(first[step.channel], abs=0.01)
        first[step.channel] = step.after
    for name, amount in first.items():
        last = [week.spend[name] for week in plan.schedule if week.start.month == plan.schedule[-1].start.month]
        assert amount == pytest.approx(np.median(last), rel=0.06, abs=5)


def test_few_moves_keep_the_budget_and_a_growing_share_of_the_gain():
    own = scenes.posterior(channels=4, draws=60)
    own = replace(own, height=own.height * np.array([0.3, 2.0, 0.5, 1.5]))
    plan = made(own, limits=limits_of(own.usual, 0, 2), same=True, risk="neutral").plan
    assert [few.changes for few in plan.fewest] == [2, 3]
    shares = [few.share for few in plan.fewest]
    assert 0 < shares[0] <= shares[1] <= 1.001
    for few in plan.fewest:
        assert whole(sum(few.weekly.values())) == whole(plan.weekly_budget)
        moved = sum(few.weekly[line.channel] != line.usual_weekly for line in plan.lines)
        assert moved <= few.changes


def test_a_thousand_more_brings_what_a_richer_plan_brings():
    own = scenes.posterior()
    limits = limits_of(own.usual, 0, 2)
    plan = made(own, limits=limits, same=True, risk="neutral", monthly_cash=1e9).plan
    more = made(own, limits=limits, same=True, risk="neutral", monthly_cash=1e9, budget=plan.weekly_budget + 38.46).plan
    assert plan.next_thousand.p50 == pytest.approx(more.gain.p50 - plan.gain.p50 + 1000, abs=80)
    assert plan.next_thousand.p50 / 1000 == pytest.approx(plan.next_dollar, rel=0.25)


def test_more_money_that_has_nowhere_to_go_brings_nothing_to_tell():
    own = scenes.posterior()
    plan = made(own, limits=limits_of(own.usual, 0.5, 1.0)).plan
    assert plan.next_thousand is None
    assert plan.next_dollar == 0.0


def test_a_channel_shut_by_another_does_not_make_the_next_dollar():
    own = scenes.posterior()
    own = replace(own, height=own.height * np.array([1.0, 1.0, 0.8]))
    pair = limits_of(own.usual, 0, 2, either=((0, 1),))
    plan = made(own, limits=pair, budget=1000.0).plan
    shut = next(line.channel for line in plan.lines if line.weekly == 0)
    rest = [c for c, line in enumerate(plan.lines) if line.channel != shut]
    alone = made(scenes.subset(own, rest), limits=limits_of(own.usual[rest], 0, 2), budget=1000.0).plan
    assert plan.next_dollar == pytest.approx(alone.next_dollar, rel=0.01)


def test_few_moves_shut_what_the_plan_shuts():
    own = scenes.posterior(channels=4)
    own = replace(own, height=own.height * np.array([0.05, 2.0, 1.0, 1.0]))
    plan = made(own, limits=limits_of(own.usual, 0, 3, either=((0, 1),)), same=True, risk="neutral").plan
    assert plan.fewest
    for few in plan.fewest:
        assert min(few.weekly["meta"], few.weekly["google"]) == 0


def test_a_fee_dropped_is_part_of_the_gain_and_arrives_month_by_month():
    own = scenes.posterior()
    limits = limits_of(own.usual, 0, 2)
    kept = made(own, limits=replace(limits, high=limits.high * [1, 1, 0])).plan
    dropped = made(own, limits=replace(limits, fees=(scenes.fee(10**6, (2,)),))).plan
    assert dropped.lines[2].weekly == 0
    assert dropped.gain.p50 == pytest.approx(kept.gain.p50 + 26 * 10_000, abs=1)
    assert dropped.cash[-1].cumulative.p50 == pytest.approx(kept.cash[-1].cumulative.p50 + 26 * 10_000, abs=1)
    assert dropped.next_thousand.p90 < 26 * 10_000


def test_a_contract_is_spent_week_by_week_and_told(posterior):
    limits = limits_of(posterior.usual, 0.5, 1.5)
    fixed = np.zeros((3, 26), np.int64)
    fixed[2, :8] = 120_050
    limits = replace(limits, low=np.maximum(limits.low, [0, 0, round(8 * 120_050 / 26) + 1]), fixed=fixed)
    plan = real(posterior, limits=limits).plan
    assert [week.spend["radio"] for week in plan.schedule[:8]] == [1200.5] * 8
    adds_up(plan, posterior.channels)
    into = next(step for step in plan.steps if step.channel == "radio")
    assert into.reasons[0].code == "step_contract"
    assert into.margin is None


def test_a_channel_to_stop_is_told_as_such(posterior):
    limits = limits_of(posterior.usual, [0.5, 0.5, 0], [1.5, 1.5, 0])
    plan = real(posterior, limits=limits, stopped={2}).plan
    step = next(step for step in plan.steps if step.channel == "radio")
    assert (step.after, step.reasons[0].code) == (0.0, "step_stop")


def test_a_rule_says_when_to_go_back_and_the_plan_is_looked_at_again_then(posterior):
    plan = real(posterior).plan
    assert plan.stop_rule.date == START + dt.timedelta(weeks=6)
    assert plan.recheck in (plan.stop_rule.date, START + dt.timedelta(weeks=13))
    silent = replace(world.panel(), sales_read=False)
    ground = scenes.ground(limits=limits_of(scenes.posterior().usual))
    assert make_plan(ground, silent, world.company(), set(), NO_FEES).plan.stop_rule is None


def test_a_plan_that_is_expected_to_lose_has_no_rule_to_keep_it(posterior):
    plan = real(posterior, limits=limits_of(posterior.usual, 1, 50), budget=20 * float(posterior.usual.sum())).plan
    assert plan.gain.p90 < 0
    assert plan.stop_rule is None
    assert plan.recheck == START + dt.timedelta(weeks=13)


def test_a_free_total_is_told_without_what_more_would_bring():
    own = scenes.posterior()
    plan = made(own, limits=limits_of(own.usual, 0, 4), free=True, target_return=1.5).plan
    assert plan.free
    assert plan.target_return == 1.5
    assert plan.next_thousand is None
    adds_up(plan, own.channels)
    capped = made(own, limits=limits_of(own.usual, 0, 4), free=True, budget=0.6 * plan.weekly_budget).plan
    assert capped.weekly_budget <= 0.6 * plan.weekly_budget + 0.01
