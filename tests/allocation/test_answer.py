import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.answer import answer, dearer, within_cash
from bascule.allocation.bounds import month_shares
from bascule.allocation.ground import at_cents
from bascule.allocation.outlook import look_ahead, week_starts
from bascule.allocation.ramps import ramped
from bascule.allocation.risk import Total
from bascule.errors import BasculeError, ExitCode
from bascule.mmm.density.response import TAIL

LOOSE = np.zeros(4, dtype=bool)


def months_of(outlook):
    labels = [f"{start:%Y-%m}" for start in outlook.starts]
    return {month: [week for week, label in enumerate(labels) if label == month] for month in labels}


def spend(outlook, cents):
    return np.stack([outlook.course(c, x / 100) for c, x in enumerate(cents)])


def seasonal(own, weeks=26, contract=None):
    """Months of unequal worth: money is spread unevenly."""
    starts = week_starts(scenes.START, weeks)
    worth = np.append(1 + 0.4 * np.cos(np.arange(weeks) / 4), np.ones(TAIL))
    fixed = np.zeros((len(own.channels), weeks))
    for c, (weekly, until) in (contract or {}).items():
        fixed[c, [start <= until for start in starts]] = weekly
    return look_ahead(own, starts, worth, fixed)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_month_is_above_its_cash_and_every_channel_keeps_its_total(data):
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    weeks, channels = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 4))
    ahead = scenes.outlook(
        channels=channels, weeks=weeks, starts=week_starts(scenes.START + dt.timedelta(int(rng.integers(365))), weeks),
        shape=rng.uniform(0.3, 2, (channels, weeks)),
    )  # fmt: skip
    cents = rng.integers(0, 300_000, channels)
    months = months_of(ahead)
    total = weeks * cents.sum() / 100
    # From all the months full to none that needs anything.
    cash = total / len(months) * data.draw(st.sampled_from([1.0, 1.0001, 1.01, 1.1, 1.5, 3.0])) + 0.001
    found = within_cash(ahead, cents, cash, LOOSE[: len(cents)]) or ahead
    course = spend(found, cents)
    assert (course >= 0).all()
    assert course.sum(axis=1) == pytest.approx(weeks * cents / 100, abs=1e-6)
    for own in months.values():
        assert course[:, own].sum() <= cash + 0.02


def test_months_that_have_room_leave_the_course_alone():
    assert within_cash(scenes.outlook(), np.array([90_000, 60_000, 45_000]), 5 * 1951.0, LOOSE[:3]) is None


def test_more_than_all_months_hold_is_no_plan():
    with pytest.raises(BasculeError) as caught:
        within_cash(scenes.outlook(), np.array([90_000, 60_000, 45_000]), 5000.0, LOOSE[:3])
    assert caught.value.code == "no_plan"
    assert caught.value.exit_code == ExitCode.USAGE


def test_a_contract_above_the_cash_of_its_month_is_no_plan():
    own = scenes.posterior()
    ahead = seasonal(own, contract={0: (2000.0, scenes.START + dt.timedelta(weeks=6))})
    with pytest.raises(BasculeError, match="no_plan"):
        within_cash(ahead, np.array([90_000, 60_000, 45_000]), 7900.0, LOOSE[:3])


@pytest.mark.parametrize("share", [1.0, 1.02, 1.2, 2.0])
@pytest.mark.parametrize("held", [False, True])
def test_a_plan_under_a_monthly_cash_fits_every_month_and_spends_its_budget(share, held):
    own = scenes.posterior()
    contract = {1: (700.0, scenes.START + dt.timedelta(weeks=9))} if held else None
    ahead = seasonal(own, contract=contract)
    limits = scenes.bounds([0, 30_000 * held, 0], [180_000, 120_000, 90_000])
    budget = 195_000
    cash = 26 * budget / 100 / sum(month_shares(scenes.START, 26)) * share
    found = answer(scenes.ground(own, ahead, limits, monthly_cash=cash), Total(budget))
    course = spend(found.ground.outlook, found.cents)
    assert found.cents.sum() == budget
    assert (course >= -1e-9).all()
    for own_weeks in months_of(ahead).values():
        assert course[:, own_weeks].sum() <= cash + 0.02
    if held:
        assert course[1, :10] == pytest.approx(np.full(10, 700.0))
    assert found.chosen.optimum.gap < 0.02 * max(abs(found.chosen.optimum.value), 1000)


def test_cash_that_leaves_room_changes_no_plan_but_its_ramps():
    own = scenes.posterior()
    loose = scenes.ground(own, seasonal(own), monthly_cash=1e6)
    found = answer(loose, Total(195_000))
    assert found.ground.outlook is loose.outlook


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_course_ever_spends_less_than_nothing_and_ramps_never_make_a_plan_worse(data):
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    own = scenes.posterior(seed=int(rng.integers(99)), draws=10)
    state = np.ones_like(own.state) * rng.choice([0.0, 0.5, 2.0, 5.0], (3, 1, 1))
    own = replace(own, keep=np.clip(own.keep * 1.6, 0, 0.95), state=state)
    weeks = data.draw(st.sampled_from([3, 5, 9, 13, 26]))
    ground = scenes.ground(own, scenes.outlook(weeks=weeks), risk="neutral", same=True)
    budget = int(ground.usual.sum() * data.draw(st.sampled_from([0.05, 0.5, 1.0, 1.8])))
    found = answer(ground, Total(budget))
    assert (spend(found.ground.outlook, found.cents) >= -0.01).all()
    at_once = answer(replace(ground, wishes=replace(ground.wishes, monthly_cash=1e9)), Total(budget))
    assert at_once.ground.outlook is ground.outlook
    assert found.chosen.optimum.value >= at_once.chosen.optimum.value - 0.5


def test_a_channel_whose_ramp_would_spend_less_than_nothing_goes_at_once(monkeypatch):
    own = scenes.posterior()
    own = replace(own, height=own.height * [5, 1, 0.01])
    ground = scenes.ground(own, scenes.outlook(weeks=9))
    eight = ramped(ground.outlook, ground.usual / 100, 8)
    monkeypatch.setattr("bascule.allocation.answer.best_ramps", lambda ground, cents: eight)
    found = answer(ground, Total(195_000))
    assert eight.course(2, found.cents[2] / 100).min() < 0
    assert spend(found.ground.outlook, found.cents).min() >= 0
    assert np.array_equal(found.ground.outlook.shape[0], eight.shape[0])
    assert np.array_equal(found.ground.outlook.shape[2], ground.outlook.shape[2])


def free_ground(**wishes):
    own = scenes.posterior()
    limits = scenes.bounds([0] * 3, (4 * own.usual * 100).astype(int))
    return scenes.ground(own, limits=limits, free=True, risk="neutral", monthly_cash=1e9, **wishes)


@pytest.mark.parametrize("target", [1.0, 2.0])
def test_where_the_total_is_free_every_channel_spends_until_a_dollar_brings_what_it_must(target):
    ground = free_ground(target_return=target)
    found = answer(ground, Total(None))
    for c, table in enumerate(ground.tables(ground.seen)):
        spline = found.aim.splines(None)[c]
        every = np.arange(0, ground.bounds.high[c] + 1) / 100
        worth = spline(every)
        assert spline(found.cents[c] / 100) >= worth.max() - 0.01
        if 0 < found.cents[c] < ground.bounds.high[c]:
            slope = np.interp(found.cents[c] / 100, table.spend, table.slope.mean(axis=0)) / 26
            assert slope + 1 == pytest.approx(target, abs=0.03)


def test_a_higher_target_spends_less():
    totals = [answer(free_ground(target_return=target), Total(None)).cents.sum() for target in (0.5, 1.0, 2.0, 5.0)]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == 4


def test_a_dollar_that_must_bring_two_counts_twice():
    ground = free_ground(target_return=2.0)
    tables = ground.tables(ground.seen)
    for table, dear, usual in zip(tables, dearer(tables, ground), ground.usual / 100, strict=True):
        assert dear.gain == pytest.approx(table.gain - 26 * (table.spend - usual))
        assert dear.slope == pytest.approx(table.slope - 26)


def test_a_free_total_stays_under_what_may_be_spent_at_most():
    open_ended = answer(free_ground(), Total(None)).cents.sum()
    capped = answer(free_ground(), Total(int(0.7 * open_ended), exact=False))
    assert capped.cents.sum() == int(0.7 * open_ended)
    assert answer(free_ground(), Total(int(1.5 * open_ended), exact=False)).cents.sum() == pytest.approx(
        open_ended, abs=2
    )
    assert capped.chosen.optimum.value < answer(free_ground(), Total(None)).chosen.optimum.value


def test_a_free_total_with_steps_need_not_meet_its_cap():
    ground = free_ground()
    stepped = replace(ground, bounds=replace(ground.bounds, step=np.full(3, 25_000)))
    found = answer(stepped, Total(130_001, exact=False))
    assert found.cents.sum() <= 130_001
    assert (found.cents % 25_000 == 0).all()


def test_limits_that_no_plan_meets_are_refused():
    for budget in (10**9, 100):
        with pytest.raises(BasculeError) as caught:
            answer(scenes.ground(limits=scenes.bounds([200] * 3, [300] * 3)), Total(budget))
        assert caught.value.code == "no_plan"
        assert caught.value.exit_code == ExitCode.USAGE


def test_the_worst_case_plan_looks_at_what_other_models_say():
    own = scenes.posterior()
    doubtful = replace(own, height=own.height * np.array([0.05, 1.0, 1.0]))
    ground = scenes.ground(own, variants=(doubtful,), risk="worst_case", monthly_cash=1e9)
    cautious, trusting = answer(ground, Total(195_000)), answer(replace(ground, variants=()), Total(195_000))
    assert cautious.cents[0] < trusting.cents[0]


def test_the_gain_of_a_plan_is_that_of_draws_it_has_not_seen():
    own = scenes.posterior()
    # What only the draws seen know: the first channel brings nothing on the others.
    split = own.height.copy()
    split[1::2, 0] = 0.0
    found = answer(scenes.ground(replace(own, height=split)), Total(195_000))
    gains = found.gains(found.cents)
    assert gains.shape == (3, 30)
    more = found.cents[0] / 100 - found.ground.usual[0] / 100
    assert more > 0
    assert gains[0] == pytest.approx(np.full(30, -26 * more), abs=0.5)


def test_fees_saved_are_counted_over_the_horizon():
    own = scenes.posterior()
    limits = scenes.bounds([0] * 3, [180_000] * 3, fees=(scenes.fee(10**6, (2,)),))
    found = answer(scenes.ground(own, limits=limits), Total(195_000))
    assert found.cents[2] == 0
    assert found.saved == 26 * 10_000


def test_a_plan_worth_less_than_no_change_at_all_is_no_change_at_all():
    own = scenes.posterior()
    usual = at_cents(own.usual)
    uneven = scenes.outlook(shape=np.tile([0.1, 1.9], (3, 13)))
    found = answer(scenes.ground(own, uneven, scenes.bounds(usual, usual), risk="cautious"), Total(int(usual.sum())))
    assert found.chosen.optimum.value == 0
    assert (found.gains(found.cents) == 0).all()
    assert (found.ground.outlook.shape == 1).all()
