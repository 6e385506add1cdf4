import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
import world
from bascule.allocation.stop_rule import RECENT, WAIT, Forecast, forecast, per_revenue, stop_rule
from bascule.mmm.season import season

DATE = dt.date(2027, 1, 18)
FIRST = dt.date(2026, 11, 9)
DRAWS = 4000


def scene(error, gain=800.0, seed=0):
    """A plan whose gain comes with what it adds to sales, over a wait of which 50 000 are usual."""
    rng = np.random.default_rng(seed)
    change = rng.normal(3000, 1500, DRAWS)
    gains = gain + 0.9 * (change - 3000) + rng.normal(0, 400, DRAWS)
    return Forecast("revenue", 50_000.0, error), change, gains


def rule(told, change, gains):
    return stop_rule(told, change, gains, 6, DATE)


def seen(told, change, times=50):
    """What would be seen, draw by draw, many times over."""
    many = np.tile(change, times)
    return told.total + many + np.random.default_rng(1).normal(0, told.error, len(many))


@pytest.mark.parametrize("error", [200.0, 1500.0, 6000.0])
def test_the_threshold_is_where_the_gain_expected_of_what_is_seen_is_nothing(error):
    told, change, gains = scene(error)
    expected = naive.regression_root(np.tile(gains, 50), seen(told, change))
    spread = np.hypot(change.std(), error)
    assert rule(told, change, gains).threshold == pytest.approx(expected, abs=0.03 * spread)


@pytest.mark.parametrize("error", [200.0, 1500.0])
def test_the_chances_are_those_of_draws_and_noise(error):
    told, change, gains = scene(error)
    found = rule(told, change, gains)
    below, gain = seen(told, change) < found.threshold, np.tile(gains, 50)
    assert found.false_alarm == pytest.approx(below[gain > 0].mean(), abs=0.005)
    assert found.caught == pytest.approx(below[gain <= 0].mean(), abs=0.01)


def test_what_is_foreseen_has_its_noise_and_with_the_plan_the_plans_too():
    told, change, gains = scene(1500.0)
    found = rule(told, change, gains)
    assert found.usual.p50 == 50_000
    assert found.expected.p50 == pytest.approx(50_000 + change.mean())
    assert found.usual.p90 - found.usual.p50 == pytest.approx(1.2816 * 1500)
    both = np.quantile(seen(told, change), [0.1, 0.9])
    assert (found.expected.p10, found.expected.p90) == pytest.approx(both, abs=60)


def test_little_noise_makes_a_rule_that_decides_and_much_noise_one_that_does_not():
    assert rule(*scene(200.0)).useful
    assert not rule(*scene(20_000.0)).useful


def test_the_noisier_the_sales_the_fewer_losing_plans_are_caught():
    found = [rule(*scene(error)) for error in (200.0, 1500.0, 4000.0, 20_000.0)]
    margins = [one.caught - one.false_alarm for one in found]
    assert margins == sorted(margins, reverse=True)


def test_a_plan_that_gains_by_selling_less_has_no_useful_rule():
    told, change, gains = scene(200.0)
    found = rule(told, -change, gains)
    assert not found.useful
    assert found.threshold == 0.0


def test_a_plan_sure_to_gain_or_to_lose_has_chances_all_the_same():
    told, change, gains = scene(200.0)
    assert rule(told, change, np.abs(gains) + 1).caught == 0.0
    assert rule(told, change, -np.abs(gains) - 1).false_alarm == 0.0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(1, 1e5), st.floats(-1e4, 1e4), st.floats(0.01, 1000))
def test_chances_are_chances_and_the_unit_of_money_does_not_matter(seed, error, gain, unit):
    told, change, gains = scene(error, gain, seed)
    one = rule(told, change, gains)
    other = rule(Forecast("revenue", unit * told.total, unit * told.error), unit * change, unit * gains)
    assert 0 <= one.false_alarm <= 1
    assert 0 <= one.caught <= 1
    assert one.threshold >= 0
    assert other.threshold == pytest.approx(unit * one.threshold, rel=1e-6, abs=1e-6 * unit * told.total)
    assert (other.false_alarm, other.caught) == pytest.approx((one.false_alarm, one.caught), abs=1e-6)


@pytest.mark.parametrize("holes", [(), range(3, 104, 11)])
def test_a_forecast_errs_as_the_same_rule_did_at_every_past_week(holes):
    panel = world.panel()
    revenue = panel.revenue.copy()
    revenue[list(holes)] = np.nan
    panel = replace(panel, revenue=revenue)
    told = forecast(panel, WAIT["week"], FIRST)
    factor = season(panel, panel.dates)
    share = naive.forecast_error(revenue, factor, RECENT["week"], WAIT["week"])
    assert told.error == pytest.approx(told.total * share)
    level = np.nanmean((revenue / factor)[-RECENT["week"] :])
    ahead = np.datetime64(FIRST) + 7 * np.arange(6)
    assert told.total == pytest.approx(level * season(panel, ahead).sum())
    assert told.measure == "revenue"


def test_months_are_foreseen_as_months():
    panel = world.monthly_panel(36)
    told = forecast(panel, WAIT["month"], dt.date(2027, 1, 4))
    factor = season(panel, panel.dates)
    assert told.error == pytest.approx(told.total * naive.forecast_error(panel.revenue, factor, RECENT["month"], 2))
    assert told.total == pytest.approx(2 * panel.revenue.mean(), rel=0.2)


def test_what_is_counted_is_watched_first_new_customers_then_orders():
    counted = world.with_orders(world.panel())
    told = forecast(counted, 6, FIRST)
    assert told.measure == "new_customers"
    assert per_revenue(counted, "new_customers") == pytest.approx(
        counted.new_customers[-52:].sum() / counted.revenue[-52:].sum()
    )
    unknown = np.full(104, np.nan)
    assert forecast(replace(counted, new_customers=unknown), 6, FIRST).measure == "orders"
    few = np.where(np.arange(104) % 5, counted.new_customers, np.nan)
    assert forecast(replace(counted, new_customers=few), 6, FIRST).measure == "orders"


def test_a_dollar_of_revenue_is_a_dollar_whatever_is_unknown():
    panel = world.panel()
    revenue = np.where(np.arange(104) % 3, panel.revenue, np.nan)
    assert per_revenue(replace(panel, revenue=revenue), "revenue") == pytest.approx(1.0)


def test_too_short_a_history_or_one_that_ends_unknown_foresees_nothing():
    assert forecast(world.panel(21), 6, FIRST) is None
    assert forecast(world.panel(22), 6, FIRST) is not None
    panel = world.panel()
    ended = np.where(np.arange(104) < 96, panel.revenue, np.nan)
    assert forecast(replace(panel, revenue=ended), 6, FIRST) is None
