import datetime as dt

import numpy as np
import polars as pl
import pytest

from bascule.customers.contracts import Contracts
from bascule.customers.curves import MONTH, repeat_curve, retention_curve
from bascule.customers.histories import Histories
from bascule.ingest.tables import conform
from customers.test_histories import canonical, day


def made(gaps: list[list[int]], end: int) -> Histories:
    """Return one customer a list, who first bought on day 0 and then after these many days."""
    orders = [(f"{who:03}", day(after), 10.0) for who, days in enumerate(gaps) for after in [0, *days]]
    return Histories.of(canonical(orders), day(end))


def test_who_came_back_within_a_month_is_counted_from_the_first_month() -> None:
    curve = repeat_curve(made([[10], [20], [45], [], []], 100))
    assert [point.rate.p50 for point in curve] == pytest.approx([0.4, 0.6, 0.6])
    assert [point.customers for point in curve] == [5, 5, 5]


def test_who_is_not_known_for_long_does_not_pull_the_repeat_curve_down() -> None:
    long_known = [(f"a{who}", day(0), 10.0) for who in range(6)] + [(f"a{who}", day(50), 10.0) for who in range(3)]
    just_come = [(f"b{who}", day(60), 10.0) for who in range(50)]
    curve = repeat_curve(Histories.of(canonical(long_known + just_come), day(70)))
    assert curve[1].rate.p50 == pytest.approx(0.5)
    assert curve[1].customers == 6


def test_a_curve_stops_where_fewer_than_five_are_known() -> None:
    assert repeat_curve(made([[10]] * 4, 400)) == ()
    assert retention_curve(made([[10]] * 4, 400)) == ()


def test_the_repeat_curve_finds_the_truth_under_censoring() -> None:
    rng = np.random.default_rng(5)
    orders = []
    for who in range(1500):
        start, wait = int(rng.integers(0, 300)), int(rng.exponential(200)) + 1
        orders.append((f"{who:04}", day(start), 10.0))
        if start + wait <= 300:
            orders.append((f"{who:04}", day(start + wait), 10.0))
    curve = repeat_curve(Histories.of(canonical(orders), day(300)))
    for point in curve[:8]:
        # A wait is a whole number of days, one at least.
        truth = 1 - np.exp(-np.floor(point.month * MONTH) / 200)
        assert point.rate.p05 - 0.02 <= truth <= point.rate.p95 + 0.02


def test_retention_of_orders_is_the_share_that_bought_in_that_month() -> None:
    curve = retention_curve(made([[35], [40, 70], [], [65], [200]], 95))
    assert [point.month for point in curve] == [1, 2]
    assert [point.rate.p50 for point in curve] == pytest.approx([0.4, 0.4])
    assert all(point.rate.p05 < point.rate.p50 < point.rate.p95 for point in curve)


def test_nobody_back_is_a_share_of_zero_whose_interval_says_how_few_they_are() -> None:
    few, many = retention_curve(made([[]] * 5, 70)), retention_curve(made([[]] * 200, 70))
    assert few[0].rate.p05 == few[0].rate.p50 == 0.0
    assert few[0].rate.p95 > 0.2 > 0.02 > many[0].rate.p95


def test_retention_of_contracts_is_their_survival() -> None:
    start = dt.date(2025, 1, 1)
    ends = [start + dt.timedelta(days=days) for days in (20, 50)] + [None] * 6
    rows = pl.DataFrame({"customer_key": [str(n) for n in range(8)], "start": [start] * 8, "end": ends})
    contracts = Contracts.of(conform(rows, "subscriptions"), start + dt.timedelta(days=100))
    assert [point.rate.p50 for point in retention_curve(contracts)] == pytest.approx([7 / 8, 6 / 8, 6 / 8])
