import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.customers.cohorts import LEAST_PEOPLE, Cohorts, cohort_lines
from bascule.customers.histories import Histories
from bascule.plans import Interval90
from customers.test_histories import canonical

DAY = dt.timedelta(days=1)
END = dt.date(2025, 12, 31)
DAYS = st.integers(0, 364).map(lambda days: dt.date(2025, 1, 1) + days * DAY)
BOUGHT = st.lists(st.tuples(st.integers(0, 30).map(str), DAYS), min_size=1, max_size=120)


def told(orders: list[tuple[str, dt.date]], end: dt.date = END, net: float = 10.0) -> Histories:
    return Histories.of(canonical([(key, day, net) for key, day in orders]), end)


def monthly(day: int, months: range) -> list[tuple[str, dt.date]]:
    """Return twenty customers each month, who all bought that day."""
    return [(f"{month}-{who}", dt.date(2025, month, day)) for month in months for who in range(20)]


@given(BOUGHT)
def test_no_cohort_is_of_fewer_than_five_and_everyone_is_in_one(orders: list[tuple[str, dt.date]]) -> None:
    histories = told(orders)
    lines = cohort_lines(histories, Cohorts.of_histories(histories), 0.4)
    if len(histories) < LEAST_PEOPLE:
        assert lines == ()
        return
    assert sum(line.customers for line in lines) == len(histories)
    assert min(line.customers for line in lines) >= LEAST_PEOPLE
    assert sum(line.margin * line.customers for line in lines) == pytest.approx(0.4 * 10 * len(orders))


@given(BOUGHT)
def test_shares_are_those_counted_one_customer_at_a_time(orders: list[tuple[str, dt.date]]) -> None:
    histories = told(orders)
    cohorts = Cohorts.of_histories(histories)
    months: dict[str, set[int]] = {}
    for key, day in orders:
        months.setdefault(key, set()).add((day.month - 1) // cohorts.months)
    for place, line in enumerate(cohort_lines(histories, cohorts, 0.4)):
        members = [months[key] for key, of in zip(histories.keys, cohorts.of, strict=True) if of == place]
        whole = 12 // cohorts.months - max(min(bought) for bought in members)
        for since in range(whole):
            active = sum(min(bought) + since in bought for bought in members)
            assert line.active[since] == pytest.approx(active / len(members))
        assert len(line.active) == whole


def test_twenty_a_month_are_shown_by_month_and_fewer_by_quarter() -> None:
    many = monthly(3, range(1, 13))
    assert Cohorts.of_histories(told(many)).starts == tuple(dt.date(2025, month, 1) for month in range(1, 13))
    few = Cohorts.of_histories(told(many[1:]))
    assert few.starts == tuple(dt.date(2025, month, 1) for month in (1, 4, 7, 10))


def test_a_period_that_is_not_over_has_no_share() -> None:
    orders = [*monthly(3, range(1, 4)), *((f"1-{who}", dt.date(2025, 3, 20)) for who in range(10))]
    unfinished = told(orders, dt.date(2025, 3, 30))
    lines = cohort_lines(unfinished, Cohorts.of_histories(unfinished), 0.4)
    assert [line.active for line in lines] == [(1.0, 0.0), (1.0,), (1.0,)]
    over = told(orders, dt.date(2025, 3, 31))
    assert cohort_lines(over, Cohorts.of_histories(over), 0.4)[0].active == (1.0, 0.0, 0.5)


def test_a_small_cohort_is_merged_with_the_next_and_the_last_with_the_one_before() -> None:
    orders = [
        ("a", dt.date(2025, 1, 5)),
        *monthly(3, range(2, 5)),
        *monthly(3, range(2, 5)),
        ("z", dt.date(2025, 5, 1)),
    ]
    orders += [(f"more-{who}", dt.date(2025, 2, 3)) for who in range(60)]
    cohorts = Cohorts.of_histories(told(orders))
    assert cohorts.starts == (dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 4, 1))
    assert np.bincount(cohorts.of).tolist() == [81, 20, 21]


def test_lifetime_margins_are_put_where_they_belong() -> None:
    histories = told(monthly(3, range(1, 3)))
    worth = [Interval90(p05=1, p50=2, p95=3), None]
    lines = cohort_lines(histories, Cohorts.of_histories(histories), 0.4, worth)
    assert [line.lifetime_margin for line in lines] == worth
