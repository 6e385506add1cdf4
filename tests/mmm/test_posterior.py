from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
import scenes
import world
from bascule.mmm.build import cycle_retention, set_up
from bascule.mmm.posterior import KEPT, SEEN_SHARE, carried, lasting, thin, true_returns
from bascule.panel import WEEKS_PER_MONTH

DRAWS = 20_000


@pytest.fixture(scope="module")
def setup():
    """Video lasts, brand search does not, a directory stops with the advertising."""
    return set_up(world.panel(), world.company(), ("video", "brand_search", "directory"))


def draws(setup, short, at_once):
    shape = (DRAWS, 3)
    return lasting(setup, np.full(shape, short), np.full(shape, at_once), np.random.default_rng(0))


def test_only_a_class_with_a_long_run_lasts(setup):
    found = draws(setup, 2.0, True)
    assert (found[:, 0] > 0).all()
    assert (found[:, 1:] == 0).all()


def test_half_of_it_goes_with_what_is_seen(setup):
    beyond = setup.priors[0].long ** setup.table.general.long_credit - 1
    more = draws(setup, 3.0, True)[:, 0].mean() - draws(setup, 2.0, True)[:, 0].mean()
    assert more == pytest.approx(beyond * SEEN_SHARE)


def test_what_sells_nothing_at_once_may_still_last_but_seldom(setup):
    nothing, something = draws(setup, 0.0, False)[:, 0], draws(setup, 0.0, True)[:, 0]
    assert (something > 0).all()
    assert (nothing > 0).mean() == pytest.approx(setup.priors[0].works / 4, abs=0.02)


def test_a_return_is_drawn_between_what_was_seen_and_what_was_believed(setup):
    seen = np.tile([0.02, 8.0, 1.8], (DRAWS, 1))
    found, works = true_returns(setup, seen, np.random.default_rng(0))
    assert works.mean(axis=0)[0] < 0.1 < 0.9 < works.mean(axis=0)[1]
    assert np.median(found[:, 1]) < 8.0
    assert np.median(found[:, 2]) == pytest.approx(1.8, rel=0.1)


@pytest.mark.parametrize(("weeks", "retention"), [(0.0, 0.0), (8.0, 0.8), (2.0, 0.5)])
def test_the_two_stages_of_a_sales_cycle_take_its_weeks_on_average(weeks, retention):
    company = world.company(sales_cycle_weeks=weeks)
    found = cycle_retention(company, world.panel())
    assert found == pytest.approx(retention)
    assert 2 * found / (1 - found) == pytest.approx(weeks)


@pytest.mark.parametrize("drawn", [400, 1400, 2000, 2800, 5600])
def test_thinning_keeps_draws_of_every_chain(drawn):
    kept = thin(np.arange(drawn, dtype=float)[:, None])[:, 0]
    assert len(kept) == min(KEPT, drawn)
    assert (kept[0], kept[-1]) == (0, drawn - 1)
    assert len(np.unique(kept)) == len(kept)


def test_two_halves_of_the_draws_are_all_of_them():
    own = scenes.posterior(draws=7)
    even, odd = own.take(slice(0, None, 2)), own.take(slice(1, None, 2))
    for each in fields(own):
        whole, a, b = (getattr(one, each.name) for one in (own, even, odd))
        if each.name in ("iroas", "mroas", "height", "half", "keep", "lasting_share"):
            assert len(a) == 4
            assert sorted([*a[:, 0], *b[:, 0]]) == sorted(whole[:, 0])
        elif each.name in ("state", "year_state"):
            assert np.array_equal(a, whole[:, :, ::2])
            assert np.array_equal(b, whole[:, :, 1::2])
        else:
            assert np.array_equal(a, whole)
    spend = np.array([100.0, 900.0])
    assert np.array_equal(even.curve(0, spend), own.curve(0, spend)[::2])


def test_weekly_data_stay_as_they_are():
    own = scenes.posterior()
    assert own.weekly(1.0) is own


def test_by_week_a_month_brings_what_it_brought():
    monthly = scenes.posterior(cycle=0.6)
    weekly = monthly.weekly(1 / WEEKS_PER_MONTH)
    spend = np.array([0.0, 150.0, 800.0, 4000.0])
    for c in range(3):
        assert WEEKS_PER_MONTH * weekly.curve(c, spend / WEEKS_PER_MONTH) == pytest.approx(monthly.curve(c, spend))
        assert weekly.marginal(c, spend / WEEKS_PER_MONTH) == pytest.approx(monthly.marginal(c, spend))
    assert WEEKS_PER_MONTH * weekly.usual == pytest.approx(monthly.usual)
    assert weekly.keep**WEEKS_PER_MONTH == pytest.approx(monthly.keep)
    # Weeks from lead to sale, on average, are the same.
    lag, months = (one.cycle / (1 - one.cycle) for one in (weekly, monthly))
    assert lag == pytest.approx(months * WEEKS_PER_MONTH)


def test_no_sales_cycle_stays_none_by_week():
    assert scenes.posterior().weekly(1 / WEEKS_PER_MONTH).cycle == 0.0


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30))
def test_waiting_twice_is_waiting_longer(first, second):
    own = scenes.posterior(draws=5)
    assert own.later(first).later(second).state == pytest.approx(own.later(first + second).state)
    assert np.array_equal(own.later(first).year_state, own.year_state)


def test_later_the_carry_over_is_that_of_usual_spending_week_by_week():
    own = scenes.posterior(draws=4)
    later = own.later(6).state
    for c in range(3):
        usual = own.usual[c] / own.reference[c]
        for draw in range(4):
            first = naive.carried([usual] * 6, own.state[c, 0, draw], own.keep[draw, c])
            second = naive.carried(first, own.state[c, 1, draw], own.keep[draw, c])
            assert later[c, 0, draw] == pytest.approx(first[-1])
            assert later[c, 1, draw] == pytest.approx(second[-1] if own.stages[c] > 1 else first[-1])


def test_after_long_enough_only_usual_spending_is_left():
    own = scenes.posterior(draws=9)
    own = replace(own, keep=np.minimum(own.keep, 0.9))
    usual = (own.usual / own.reference)[:, None, None]
    assert own.later(500).state == pytest.approx(np.broadcast_to(usual, (3, 2, 9)))


def test_what_a_history_leaves_is_carried_over_period_by_period(setup):
    keep = np.random.default_rng(1).uniform(0.05, 0.9, (3, 3))
    problem = setup.problem
    found = carried(problem, keep, 40)
    for c in range(3):
        for draw in range(3):
            first = naive.carried(problem.spend[c, :40], problem.start[c], keep[draw, c])
            second = naive.carried(first, problem.start[c], keep[draw, c])
            assert found[c, 0, draw] == pytest.approx(first[-1])
            assert found[c, 1, draw] == pytest.approx(second[-1] if problem.stages[c] > 1 else first[-1])


def test_before_any_period_the_carry_over_is_that_of_the_start(setup):
    found = carried(setup.problem, np.full((2, 3), 0.5), 0)
    assert found == pytest.approx(np.broadcast_to(setup.problem.start[:, None, None], (3, 2, 2)))
