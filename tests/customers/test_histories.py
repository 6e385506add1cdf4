import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.customers.histories import Histories
from bascule.ingest.tables import conform, empty
from customers.naive_histories import Order, history

START = dt.date(2025, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: START + dt.timedelta(days=days))
ORDERS = st.lists(st.tuples(st.sampled_from("abcd"), DAYS, st.integers(-80, 120).map(float)), min_size=1, max_size=40)


def canonical(orders: list[Order], **columns: object) -> pl.DataFrame:
    rows = pl.DataFrame(orders, schema=["customer_key", "ordered_at", "net"], orient="row")
    return conform(rows.with_columns(**{name: pl.Series(values) for name, values in columns.items()}), "orders")


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def told(histories: Histories) -> dict[str, dict[str, float]]:
    names = ("frequency", "recency", "age", "value", "first_value", "net")
    return {key: {name: getattr(histories, name)[place] for name in names} for place, key in enumerate(histories.keys)}


@given(ORDERS, DAYS)
def test_histories_are_those_told_one_order_at_a_time(orders: list[Order], end: dt.date) -> None:
    found, expected = told(Histories.of(canonical(orders), end)), history(orders, end)
    assert list(found) == sorted(expected)
    for key, figures in expected.items():
        assert found[key] == pytest.approx(figures, nan_ok=True)


@given(ORDERS, DAYS)
def test_what_was_known_on_an_earlier_day_is_what_the_orders_until_then_tell(orders: list[Order], end: dt.date) -> None:
    known = Histories.of(canonical(orders), day(61)).until(end)
    afresh = Histories.of(canonical(orders), end)
    assert told(known).keys() == told(afresh).keys()
    np.testing.assert_allclose(known.value, afresh.value)
    assert (known.anonymous_share, known.returned_share) == (afresh.anonymous_share, afresh.returned_share)


@given(ORDERS, DAYS)
def test_purchases_before_and_after_a_day_add_up_to_all_of_them(orders: list[Order], split: dt.date) -> None:
    whole = Histories.of(canonical(orders), day(61))
    before, after = whole.until(split), whole.purchases_after(split)
    frequency = dict(zip(whole.keys, whole.frequency, strict=True))
    assert [frequency[key] for key in before.keys] == (before.frequency + after).tolist()
    assert whole.purchases.height == whole.frequency.sum() + len(whole)


def test_several_orders_of_a_day_are_one_purchase() -> None:
    histories = Histories.of(canonical([("a", day(0), 10.0), ("a", day(0), 20.0), ("a", day(7), 5.0)]))
    assert (histories.frequency[0], histories.first_value[0], histories.value[0]) == (1.0, 30.0, 5.0)


def test_a_return_is_taken_off_the_purchase_before_it_and_counts_as_none() -> None:
    orders = [("a", day(0), 100.0), ("a", day(3), -40.0), ("a", day(10), 50.0), ("a", day(12), -5.0)]
    histories = Histories.of(canonical(orders))
    assert histories.frequency.tolist() == [1.0]
    assert (histories.first_value[0], histories.value[0], histories.net[0]) == (60.0, 45.0, 105.0)
    assert histories.returned_share == pytest.approx(45 / 150)


def test_a_purchase_cancelled_the_same_day_is_none() -> None:
    histories = Histories.of(canonical([("a", day(0), 10.1), ("a", day(5), 0.3), ("a", day(5), -0.3)]))
    assert (histories.frequency[0], histories.recency[0]) == (0.0, 0.0)


def test_who_only_brought_back_is_counted_and_is_no_customer() -> None:
    histories = Histories.of(canonical([("a", day(0), -10.0), ("b", day(0), 10.0), ("c", day(1), 0.0)]))
    assert histories.keys.to_list() == ["b"]
    assert histories.returners == 2


def test_orders_of_nobody_known_are_a_share_of_the_revenue() -> None:
    histories = Histories.of(canonical([("a", day(0), 30.0), (None, day(1), 10.0), (None, day(1), -10.0)]))
    assert len(histories) == 1
    assert histories.anonymous_share == pytest.approx(0.25)


def test_refunds_written_on_orders_count_as_returned() -> None:
    histories = Histories.of(canonical([("a", day(0), 80.0)], refunds=[20.0]))
    assert histories.returned_share == pytest.approx(0.2)


def test_an_order_without_a_net_amount_is_left_out_and_counted() -> None:
    histories = Histories.of(canonical([("a", day(0), 80.0), ("a", day(9), None)]))
    assert (histories.unvalued, histories.frequency[0]) == (1, 0.0)


def test_no_order_gives_no_customer() -> None:
    histories = Histories.of(empty("orders"), START)
    assert len(histories) == histories.returners == 0
    assert histories.anonymous_share is histories.returned_share is None
    with pytest.raises(ValueError, match="last day"):
        Histories.of(empty("orders"))


def test_days_before_1970_are_days_like_others() -> None:
    histories = Histories.of(canonical([("a", dt.date(1969, 12, 25), 80.0), ("b", dt.date(1970, 1, 1), 5.0)]))
    assert histories.first.tolist() == [dt.date(1969, 12, 25), dt.date(1970, 1, 1)]
    assert histories.age.tolist() == [1.0, 0.0]
