import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import scenes
import world
from bascule.allocation.ground import ground_of
from bascule.allocation.wishes import Wishes
from bascule.mmm.density.response import TAIL
from bascule.mmm.season import worth_of_weeks

START = dt.date(2026, 11, 30)
LIMITS = scenes.bounds([0] * 3, [200_000] * 3)


def made(panel=None, own=None, company=None, variants=(), start=START, fixed=None, **wishes):
    panel = world.panel() if panel is None else panel
    own = scenes.posterior() if own is None else own
    limits = LIMITS if fixed is None else replace(LIMITS, fixed=fixed)
    wishes = Wishes(start=start, horizon_weeks=26, **wishes)
    return ground_of(own, panel, company or world.company(), wishes, limits, variants)


def test_a_plan_is_made_on_half_of_the_draws_and_valued_on_the_other():
    own = scenes.posterior()
    ground = made(own=own)
    assert np.array_equal(ground.seen.height, own.height[::2])
    assert np.array_equal(ground.fresh.height, own.height[1::2])


def test_usual_spending_is_in_whole_cents_as_it_is_written():
    own = replace(scenes.posterior(), usual=np.array([900.004, 600.0061, 450.0]))
    ground = made(own=own)
    assert ground.usual.tolist() == [90_000, 60_001, 45_000]
    assert ground.seen.usual == pytest.approx(ground.usual / 100)


def test_the_weeks_between_the_history_and_the_plan_are_spent_as_usual():
    own = scenes.posterior()
    # The history of `world.panel()` ends on 1 November 2026.
    for start, weeks in ((dt.date(2026, 11, 2), 0), (START, 4)):
        assert made(own=own, start=start).seen.state == pytest.approx(own.take(slice(0, None, 2)).later(weeks).state)


def test_a_monthly_history_makes_a_plan_by_week():
    panel, own = world.monthly_panel(), scenes.posterior()
    ground = made(panel, own)
    assert ground.usual / 100 == pytest.approx(own.usual * panel.week_share, abs=0.005)
    assert ground.seen.keep == pytest.approx(own.keep[::2] ** panel.week_share)


def test_what_a_week_is_worth_follows_the_season_of_its_date():
    panel = world.panel()
    ground = made(panel)
    days = np.datetime64(START) + 7 * np.arange(26 + TAIL)
    assert ground.outlook.worth == pytest.approx(worth_of_weeks(panel, days))
    assert ground.outlook.starts[0] == START


def test_contracts_hold_their_weeks():
    fixed = np.zeros((3, 26), np.int64)
    fixed[2, :6] = 62_000
    ground = made(fixed=fixed)
    assert ground.outlook.fixed[2].tolist() == [620.0] * 6 + [0.0] * 20
    assert (ground.outlook.fixed[:2] == 0).all()


def test_other_models_are_read_as_the_first_one_is():
    own = scenes.posterior()
    (other,) = made(own=own, variants=(own,)).variants
    assert other.height.shape == own.height.shape
    assert other.state == pytest.approx(own.later(4).state)


def test_tables_reach_over_the_limits_and_the_usual_spending_but_not_below_a_contract():
    ground = made()
    narrow = replace(ground, bounds=scenes.bounds([100_000, 20_000, 0], [120_000, 30_000, 200_000]))
    tables = narrow.tables(narrow.seen)
    assert [(table.spend[0], table.spend[-1]) for table in tables] == [(900, 1200), (200, 600), (0, 2000)]
    held = replace(narrow.outlook, fixed=np.full((3, 26), 950.0), shape=np.zeros((3, 26)))
    assert narrow.with_outlook(held).tables(narrow.seen)[0].spend[0] == 950.0
