import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from bascule.customers.bgnbd import fit_bgnbd
from bascule.customers.histories import Histories
from bascule.customers.holdout import MODEL_ERROR, learnt
from bascule.customers.own_time import in_own_time, surely_new
from bascule.customers.season import clock, plain
from bascule.plans import Interval90
from bascule.returns.structure import Holdout
from customers import shop

PACE = np.array([0.7, 0.7, 0.8, 0.9, 1.0, 1.0, 0.9, 0.9, 1.0, 1.1, 1.3, 1.7])


def read(orders):
    histories = Histories.of(orders)
    known = surely_new(histories)
    return histories, known, fit_bgnbd(histories.frequency[known], histories.recency[known], histories.age[known])


def test_a_season_that_all_customers_share_is_found():
    found = clock(*read(shop.orders(2500, seed=1, pace=PACE)))
    assert found.pace == pytest.approx(PACE / PACE.mean(), abs=0.22)
    assert np.corrcoef(found.pace, PACE)[0, 1] > 0.85
    assert found.months >= 24


def test_without_a_season_time_stays_nearly_plain():
    found = clock(*read(shop.orders(2500, seed=2)))
    assert np.abs(found.pace - 1).max() < 0.12


def test_few_months_show_no_season_and_leave_the_usual_surprise():
    found = clock(*read(shop.orders(300, weeks=40, seed=3)))
    assert found.months == 0
    assert (found.pace == 1).all()
    assert found.shock(dt.date(2026, 1, 1), 26.0) == plain().shock(dt.date(2026, 1, 1), 26.0)


def test_a_year_is_a_year_whatever_its_seasons():
    found = clock(*read(shop.orders(2500, seed=1, pace=PACE)))
    day = np.array(["2025-03-05"], dtype="datetime64[D]")
    assert found.weeks(day, day + np.timedelta64(1461, "D")) == pytest.approx(1461 / 7, rel=1e-3)
    month, quarter = day + np.timedelta64(30, "D"), day + np.timedelta64(90, "D")
    assert found.weeks(day, month) + found.weeks(month, quarter) == pytest.approx(found.weeks(day, quarter))


def test_what_months_bring_to_all_evens_out_slowly():
    one, half, year, years = (plain().shock(dt.date(2026, 1, 1), weeks) for weeks in (4.3, 26.0, 52.18, 156.5))
    assert one > half > year > years > 0


def test_half_a_years_surprise_is_that_of_six_months_that_hang_together():
    phi, spread = plain().lasts, plain().monthly
    cover = spread**2 * phi ** np.abs(np.subtract.outer(np.arange(6), np.arange(6)))
    known = replace(plain(), doubt=np.zeros((12, 12)))
    assert known.shock(dt.date(2026, 1, 1), 26.09) == pytest.approx(np.sqrt(cover.mean()))


def test_a_season_nobody_has_seen_evens_out_over_a_year_alone():
    known = replace(plain(), doubt=np.zeros((12, 12)))
    year, half = (plain().shock(dt.date(2026, 1, 1), weeks) for weeks in (52.18, 26.09))
    assert year == pytest.approx(known.shock(dt.date(2026, 1, 1), 52.18))
    assert half > 1.5 * known.shock(dt.date(2026, 1, 1), 26.09)


def test_own_time_keeps_who_bought_what():
    histories, known, _ = read(shop.orders(900, seed=4, pace=PACE))
    timed, pace, fit = in_own_time(histories, known)
    assert pace.months > 0
    assert (timed.frequency == histories.frequency).all()
    assert (timed.recency <= timed.age).all()
    assert ((timed.recency > 0) == (histories.recency > 0)).all()
    assert fit.converged


def test_a_shop_whose_first_day_is_known_alone_is_no_shop():
    orders = shop.orders(60, weeks=30, seed=5).head(1)
    histories = Histories.of(orders)
    assert surely_new(histories).tolist() == [True]
    assert surely_new(Histories.of(orders.filter(pl.lit(value=False)), dt.date(2026, 1, 1))).size == 0


def test_a_trial_teaches_as_much_as_its_forecast_was_sure():
    def trial(half):
        told = Interval90(p05=1000 * np.exp(-half), p50=1000, p95=1000 * np.exp(half))
        return Holdout(split=dt.date(2026, 1, 1), weeks=26, forecast=told, actual=1300, coverage=1.0, cohorts=())

    sure, unsure = learnt(trial(0.02)), learnt(trial(0.8))
    assert sure[0] == pytest.approx(np.log(1.3), rel=0.01)
    assert 0 < unsure[0] < 0.3 * sure[0]
    assert sure[1] < 0.02 < 0.2 < unsure[1] < MODEL_ERROR
    error = 0.8 / 1.6449
    assert unsure[1] == pytest.approx((1 / (1 / MODEL_ERROR**2 + 1 / error**2)) ** 0.5, rel=0.01)
