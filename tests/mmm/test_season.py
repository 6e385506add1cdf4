from dataclasses import replace

import numpy as np
import pytest

import world
from bascule.mmm.season import LEAST_FACTOR, MOST_FACTOR, POWER, season, worth_of_weeks

AHEAD = np.datetime64("2026-11-30") + 7 * np.arange(52)


def christmas(share):
    return 0.3 * np.cos(2 * np.pi * (share - 0.95))


def calm(share):
    return 0 * share


@pytest.mark.parametrize("periods", [60, 104, 156])
def test_a_season_that_was_there_is_found_for_the_dates_to_come(periods):
    panel = world.seasonal_panel(christmas, periods)
    found = season(panel, AHEAD)
    assert found == pytest.approx(1 + christmas(world.time_of_year(AHEAD)), abs=0.07)


def test_a_season_of_months_is_found_too():
    panel = world.monthly_panel(36)
    found = season(panel, panel.dates[:12])
    assert np.argmax(found) in (2, 3, 4)
    assert np.argmin(found) in (8, 9, 10)
    assert np.ptp(found) == pytest.approx(2 * 17_000 / panel.revenue.mean(), rel=0.3)


def test_a_date_of_another_year_has_the_season_of_its_day():
    panel = world.seasonal_panel(christmas)
    days = np.array(["2027-03-15", "2031-03-15"], dtype="datetime64[D]")
    assert np.ptp(season(panel, days)) < 1e-3


@pytest.mark.parametrize(("periods", "monthly"), [(51, False), (11, True)])
def test_less_than_a_year_shows_no_season(periods, monthly):
    panel = world.monthly_panel(periods) if monthly else world.seasonal_panel(christmas, periods)
    assert (season(panel, AHEAD) == 1).all()


def test_sales_that_are_not_read_show_no_season():
    panel = replace(world.seasonal_panel(christmas), sales_read=False)
    assert (season(panel, AHEAD) == 1).all()


def test_periods_unknown_do_not_count_as_history_nor_spoil_it():
    panel = world.seasonal_panel(christmas, 104)
    holes = panel.revenue.copy()
    holes[5::9] = np.nan
    found = season(replace(panel, revenue=holes), AHEAD)
    assert found == pytest.approx(1 + christmas(world.time_of_year(AHEAD)), abs=0.07)
    holes[:60] = np.nan
    assert (season(replace(panel, revenue=holes), AHEAD) == 1).all()


def test_noise_alone_makes_hardly_any_season():
    spreads = [season(world.seasonal_panel(calm, noise=0.15, seed=s), AHEAD).std() for s in range(12)]
    assert np.median(spreads) < 0.02
    assert max(spreads) < 0.08


def test_the_noisier_the_sales_the_less_of_a_season_is_believed():
    seeds = range(12)
    depth = [
        np.mean([np.ptp(season(world.seasonal_panel(christmas, noise=noise, seed=s), AHEAD)) for s in seeds])
        for noise in (0.02, 0.4, 1.5)
    ]
    assert depth[0] > depth[1] > 0
    assert depth[0] == pytest.approx(0.6, abs=0.05)
    wide = [season(world.seasonal_panel(christmas, noise=0.4, seed=s), AHEAD) for s in seeds]
    truth = 1 + christmas(world.time_of_year(AHEAD))
    assert np.mean([np.mean((found - truth) ** 2) for found in wide]) < np.mean((truth - 1) ** 2)


def test_no_week_is_worth_less_than_half_nor_more_than_twice():
    panel = world.seasonal_panel(lambda share: 1.6 * np.cos(2 * np.pi * share))
    found = season(replace(panel, revenue=np.maximum(panel.revenue, 0)), AHEAD)
    assert found.min() == LEAST_FACTOR
    assert found.max() == MOST_FACTOR


def test_what_a_dollar_brings_follows_demand_halfway():
    panel = world.seasonal_panel(christmas)
    assert worth_of_weeks(panel, AHEAD) == pytest.approx(season(panel, AHEAD) ** POWER)


@pytest.mark.parametrize("factor", [0.01, 100])
def test_the_unit_of_money_does_not_matter(factor):
    panel = world.seasonal_panel(christmas, noise=0.2)
    other = replace(panel, revenue=factor * panel.revenue, spend=factor * panel.spend)
    assert season(other, AHEAD) == pytest.approx(season(panel, AHEAD), rel=1e-9)
