import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.cash import cash_months, interval80
from bascule.allocation.outlook import week_starts


def test_a_week_belongs_to_the_month_in_which_it_starts():
    # Mondays from 7 December 2026: four in December, four in January, two in February.
    ahead = scenes.outlook(weeks=10)
    spend = np.arange(10.0)
    found = cash_months(ahead, spend, np.zeros((5, 10)))
    assert [month.month for month in found] == ["2026-12", "2027-01", "2027-02"]
    assert [month.start for month in found] == [dt.date(2026, 12, 7), dt.date(2027, 1, 4), dt.date(2027, 2, 1)]
    assert [month.spend_change for month in found] == [0 + 1 + 2 + 3, 4 + 5 + 6 + 7, 8 + 9]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), st.integers(0, 400), st.integers(0, 10**6))
def test_what_is_cumulative_is_the_sum_of_margins_less_spending_draw_by_draw(weeks, day, seed):
    rng = np.random.default_rng(seed)
    starts = week_starts(scenes.START + dt.timedelta(days=day), weeks)
    margin, spend = rng.normal(100, 400, (40, weeks + 5)), rng.normal(0, 300, weeks)
    found = cash_months(scenes.outlook(weeks=weeks, starts=starts), spend, margin)
    for month in found:
        until = sum(f"{start:%Y-%m}" <= month.month for start in starts)
        since = interval80(margin[:, :until].sum(axis=1) - spend[:until].sum())
        assert month.cumulative.model_dump() == pytest.approx(since.model_dump())
        own = [week for week, start in enumerate(starts) if f"{start:%Y-%m}" == month.month]
        assert month.margin.p50 == pytest.approx(np.median(margin[:, own].sum(axis=1)))
    assert sum(month.spend_change for month in found) == pytest.approx(spend.sum(), abs=0.01 * len(found))


def test_margin_that_arrives_after_the_plan_is_not_in_its_cash():
    late = np.zeros((3, 20))
    late[:, 10:] = 1000.0
    found = cash_months(scenes.outlook(weeks=10), np.full(10, 50.0), late)
    assert found[-1].cumulative.p90 == -500.0


def test_the_same_month_of_two_years_is_two_months():
    found = cash_months(scenes.outlook(weeks=60), np.ones(60), np.ones((2, 60)))
    labels = [month.month for month in found]
    assert labels[0] == "2026-12"
    assert labels[12] == "2027-12"
    assert len(set(labels)) == len(labels)
