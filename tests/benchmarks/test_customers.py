"""What both tools are given: histories of customers from orders."""

import datetime as dt

import numpy as np
import polars as pl

from benchmarks.customers.histories import histories, resampled

DAY = dt.date(2024, 1, 1)


def orders():
    rows = [(1, 0, 10.0), (1, 7, 20.0), (1, 7, 30.0), (1, 21, 50.0), (1, 22, -22.0), (2, 3, 8.0), (2, 40, 9.0)]
    return pl.DataFrame(
        [(who, DAY + dt.timedelta(days=days), amount) for who, days, amount in rows],
        schema=["customer", "day", "amount"], orient="row",
    )  # fmt: skip


def test_orders_of_a_day_are_one_purchase_and_returns_lower_the_value():
    found = histories(orders(), DAY + dt.timedelta(days=28))
    assert found.frequency.tolist() == [2, 0]
    assert found.recency.tolist() == [3, 0]
    np.testing.assert_allclose(found.age, [4, 25 / 7])
    # Two repeat days of 50 each, less a fifth of all that was bought.
    np.testing.assert_allclose(found.value, [50 * (1 - 22 / 110), 0])


def test_customers_shifted_in_time_are_still_possible():
    found = resampled(histories(orders(), DAY + dt.timedelta(days=60)), 500, 1, jitter=True)
    assert np.all((found["recency"] >= 0) & (found["recency"] <= found["age"]))
    assert np.all((found["recency"] > 0) == (found["frequency"] > 0))
