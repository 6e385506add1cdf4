import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import world
from bascule.company import ChannelClass
from bascule.mmm.baseline import wander_columns
from bascule.mmm.calendar import calendar_columns, construction_holiday
from bascule.mmm.chasing import FOLLOWS, follows_sales, twins
from bascule.mmm.claims import Claim, informed, read_claim
from bascule.mmm.natural import breaks
from bascule.mmm.priors import priors


def test_every_channel_class_has_a_prior_with_a_source():
    for name in ChannelClass.__args__:
        prior = priors().of(name)
        assert prior.source
        assert 0 < prior.works < 1
        assert prior.sure in ("strong", "fair", "weak", "judgement")


def test_the_wander_columns_make_a_random_walk():
    columns = wander_columns(120)
    covariance = sum(np.outer(c.values, c.values) * c.spread**2 for c in columns)
    step = covariance[60, 60] + covariance[84, 84] - 2 * covariance[60, 84]
    assert step == pytest.approx(24, rel=0.15)


@pytest.mark.parametrize(
    ("year", "first"),
    [(2024, dt.date(2024, 7, 21)), (2025, dt.date(2025, 7, 20)), (2026, dt.date(2026, 7, 19))],
)
def test_the_construction_holiday_is_when_the_commission_sets_it(year, first):
    assert construction_holiday(year) == first


def test_the_calendar_knows_quebec_and_leaves_out_what_never_happens():
    names, columns = calendar_columns(world.panel(), "QC", "CAD")
    assert set(names) == {
        "public_holidays", "november_sales", "before_christmas", "after_christmas", "construction_holiday"
    }  # fmt: skip
    assert columns.max() == 1.0
    assert "construction_holiday" not in calendar_columns(world.panel(), "ON", "CAD")[0]
    assert calendar_columns(world.panel(periods=6), None, "EUR")[0] == ("november_sales", "before_christmas")


def claimed(conversions, revenue):
    panel = world.panel()
    share = np.full(panel.spend.shape, np.nan)
    share[:, 0] = revenue / panel.periods
    count = np.full(panel.spend.shape, np.nan)
    count[:, 0] = conversions / panel.periods
    return replace(panel, claimed_revenue=share, claimed_conversions=count)


def test_a_claim_is_revenue_over_the_spend_it_covers():
    claim = read_claim(claimed(1000, 900_000), 0)
    assert claim.roas == pytest.approx(900_000 / world.panel().spend[:, 0].sum())


def test_a_platform_that_counts_nothing_claims_nothing():
    assert read_claim(claimed(0, 0.0), 0) is None
    assert read_claim(claimed(2, 300.0), 0) is None
    assert read_claim(world.panel(), 0) is None


def test_a_claim_moves_the_prior_by_no_more_than_it_is_worth():
    prior = priors().of("generic_search")
    location, spread = informed(prior, Claim(roas=20.0, conversions=1e6))
    assert np.log(prior.median) < location < np.log(20 * prior.claim[0])
    assert spread < prior.spread
    assert informed(prior, None) == (np.log(prior.median), prior.spread)


def test_stops_and_steps_are_counted_but_a_closed_week_is_not():
    steady = np.full(60, 100.0)
    steady[30] = 0.0
    assert breaks(steady) == 0
    stopped = np.full(60, 100.0)
    stopped[20:30] = 0.0
    assert breaks(stopped) == 2


def test_a_budget_that_follows_last_weeks_sales_is_found():
    rng = np.random.default_rng(1)
    panel = world.panel()
    shock = rng.normal(0, 6000, panel.periods)
    spend = panel.spend.copy()
    spend[1:, 1] = 600 + 0.05 * shock[:-1] + rng.normal(0, 60, panel.periods - 1)
    chased = replace(panel, spend=spend, revenue=panel.revenue + shock)
    assert follows_sales(chased)[1] > FOLLOWS
    assert abs(follows_sales(panel)[0]) < FOLLOWS


def test_two_channels_that_always_move_together_are_twins():
    panel = world.panel()
    spend = panel.spend.copy()
    spend[:, 1] = spend[:, 0] * 0.5
    assert twins(replace(panel, spend=spend)) == {0: 1, 1: 0}
    assert twins(panel) == {}
