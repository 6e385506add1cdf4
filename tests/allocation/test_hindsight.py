import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import naive
import scenes
import world
from bascule.allocation.hindsight import hindsight, last_year
from bascule.mmm.density.response import TAIL
from bascule.mmm.season import worth_of_weeks
from bascule.panel import WEEKS_PER_MONTH

MARGIN = 0.4


def history(weekly, **changes):
    """Two years of spending (weeks, channels) or of the same every week, and sales without a season."""
    spend = np.broadcast_to(weekly, (104, 3)).astype(float)
    revenue = 50_000 + np.random.default_rng(3).normal(0, 500, 104)
    return replace(world.panel(spend=spend, revenue=revenue), **changes)


def after(panel, **changes):
    """A posterior whose year begins where steady spending had led."""
    own = scenes.posterior(**changes)
    weekly = panel.spend[-52:].mean(axis=0)
    state = np.broadcast_to((weekly / own.reference)[:, None, None], own.state.shape)
    return replace(own, usual=weekly, year_state=state)


def told(panel, least=0.0, most=3.0, **changes):
    own = after(panel, **changes)
    return hindsight(own, panel, MARGIN, least * own.usual, most * own.usual)


def test_the_best_split_has_the_money_of_the_past_to_the_cent():
    panel = world.panel()
    found = told(panel)
    assert sum(found.weekly.values()) == pytest.approx(panel.spend[-52:].mean(axis=0).sum(), abs=0.02)
    assert list(found.weekly) == ["meta", "google", "radio"]
    assert (found.start, found.end) == (dt.date(2025, 11, 3), dt.date(2026, 11, 1))


def test_nothing_was_left_where_the_past_was_the_best():
    most = np.full(3, 1950.0)
    past = history(np.array([1500.0, 350.0, 100.0]))
    found = hindsight(after(past), past, MARGIN, np.zeros(3), most)
    assert found.left.p50 > 0
    assert found.probability_better > 0.8
    best = history(np.array(list(found.weekly.values())))
    again = hindsight(after(best), best, MARGIN, np.zeros(3), most)
    assert list(again.weekly.values()) == pytest.approx(list(found.weekly.values()), rel=0.02)
    assert abs(again.left.p50) < 0.02 * found.left.p50


def test_a_steady_past_differs_by_its_split_alone():
    found = told(history(np.array([900.0, 600.0, 450.0])))
    assert found.left.model_dump() == pytest.approx(found.by_split.model_dump(), abs=0.5)


def test_no_room_to_move_leaves_only_what_came_of_spending_unevenly():
    bursts = np.zeros((104, 3))
    bursts[::4] = 4 * np.array([900.0, 600.0, 450.0])
    found = told(history(bursts), least=1.0, most=1.0, slope=np.ones(3), stages=np.ones(3))
    assert found.by_split.p50 == pytest.approx(0, abs=0.5)
    # Where more returns less and less, the same money in bursts brings less.
    assert found.left.p10 > 0


@pytest.mark.parametrize("monthly", [False, True])
def test_what_was_left_is_the_difference_worked_out_week_by_week(monthly):
    panel = world.monthly_panel() if monthly else world.panel()
    own = scenes.posterior(draws=2, cycle=0.5)
    usual = panel.spend[-12 if monthly else -52 :].mean(axis=0)
    own = replace(own, usual=usual, reference=usual * 1.1)
    found = hindsight(own, panel, MARGIN, 0 * usual, 3 * usual)
    spent, starts = last_year(panel)
    dates = np.datetime64(starts[0]) + 7 * np.arange(len(starts) + TAIL)
    worth = worth_of_weeks(panel, dates)
    weekly = own.weekly(panel.week_share)
    left = 0.0
    for c, name in enumerate(own.channels):
        given = (worth, own.year_state[c, :, 1], weekly.keep[1, c], weekly.half[1, c], own.slope[c], own.stages[c])
        after_it = spent[c].mean() / weekly.reference[c]
        best = np.full(len(starts), found.weekly[name])
        values = [naive.course_value(x / weekly.reference[c], after_it, *given) for x in (best, spent[c])]
        left += MARGIN * weekly.height[1, c] * (values[0] - values[1]) - (best.sum() - spent[c].sum())
    assert found.left.p50 == pytest.approx(left, rel=5e-3, abs=5.0)
    assert found.probability_better == (left > 0)


def test_a_month_is_spread_evenly_over_its_weeks():
    panel = world.monthly_panel(36)
    spent, starts = last_year(panel)
    assert spent.shape == (3, 52)
    assert starts[0] == dt.date(2026, 1, 1)
    assert spent[:, 0] * WEEKS_PER_MONTH == pytest.approx(panel.spend[-12], rel=0.01)
    assert spent[:, -1] * WEEKS_PER_MONTH == pytest.approx(panel.spend[-1], rel=0.01)
    assert spent.sum(axis=1) == pytest.approx(panel.spend[-12:].sum(axis=0))


def test_a_history_shorter_than_a_year_is_looked_at_whole():
    panel = world.panel(30)
    spent, starts = last_year(panel)
    assert spent.shape == (3, 30)
    assert told(panel).start == starts[0]


def test_a_channel_without_spending_in_the_year_may_have_deserved_some():
    panel = world.panel()
    spend = panel.spend.copy()
    spend[-52:, 0] = 0.0
    quiet = replace(panel, spend=spend)
    own = after(quiet)
    own = replace(own, height=own.height * [10, 1, 1])
    found = hindsight(own, quiet, MARGIN, np.zeros(3), np.array([900.0, 3000.0, 3000.0]))
    assert found.weekly["meta"] > 0


def test_nothing_spent_or_no_room_for_it_has_no_hindsight():
    panel = world.panel()
    own = after(panel)
    spend = panel.spend.copy()
    spend[-52:] = 0.0
    assert hindsight(own, replace(panel, spend=spend), MARGIN, np.zeros(3), own.usual) is None
    assert hindsight(own, panel, MARGIN, np.zeros(3), 0.5 * own.usual) is None
