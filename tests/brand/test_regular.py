"""The regular price among prices paid, and the list of prices as an index."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.brand.price_list import price_index
from bascule.brand.regular import changes_at, regular_price
from bascule.ingest.tables import conform

UNKNOWN = np.full(20, np.nan)


def paid(*levels):
    return np.log(np.concatenate([np.full(count, float(level)) for level, count in levels]))


def test_a_cut_that_is_taken_back_is_a_promotion_and_one_that_stays_a_change():
    values = paid((10, 6), (8, 2), (10, 4), (9, 8))
    regular = np.exp(regular_price(values, UNKNOWN, 4))
    assert regular.round(2).tolist() == [10.0] * 12 + [9.0] * 8
    places, moves = changes_at(np.log(regular))
    assert places.tolist() == [12]
    assert moves == pytest.approx([np.log(0.9)])


def test_a_regular_price_that_changes_under_a_promotion_is_seen_after_it():
    regular = np.exp(regular_price(paid((10, 8), (7.6, 2), (9.5, 10)), UNKNOWN, 4))
    assert regular.round(2).tolist() == [10.0] * 10 + [9.5] * 10


def test_a_long_promotion_is_one_where_its_dates_are_known():
    promo = np.zeros(20)
    promo[5:14] = 1
    values = paid((10, 5), (8, 9), (10, 6))
    assert np.ptp(regular_price(values, promo, 4)) == 0
    assert len(changes_at(regular_price(values, UNKNOWN, 4))[0]) == 2


@given(st.lists(st.sampled_from([8.0, 9.0, 10.0, 11.0]), min_size=20, max_size=20), st.floats(0.01, 1000))
def test_the_regular_price_does_not_depend_on_the_unit_of_money(prices, factor):
    one = regular_price(np.log(prices), UNKNOWN, 4)
    other = regular_price(np.log(np.array(prices) * factor), UNKNOWN, 4)
    assert other == pytest.approx(one + np.log(factor), abs=1e-9)
    assert changes_at(one)[0].tolist() == changes_at(other)[0].tolist()


def listed(*rows):
    columns = ("date", "date_end", "item", "price", "regular_price")
    return conform(pl.DataFrame(rows, schema=columns, orient="row"), "prices")


MONDAYS = np.datetime64("2026-01-05") + np.arange(8) * np.timedelta64(7, "D")
SUNDAYS = MONDAYS + np.timedelta64(6, "D")


def test_a_list_is_chained_over_the_items_known_on_both_sides():
    day = dt.date(2026, 1, 5)
    week = dt.timedelta(days=7)
    rows = [
        (day, day + 3 * week, "a", 10.0, 10.0), (day + 4 * week, day + 8 * week, "a", 11.0, 11.0),
        (day, day + 8 * week, "b", 100.0, 100.0), (day + 5 * week, day + 8 * week, "new", 3.0, 3.0),
    ]  # fmt: skip
    found = price_index(listed(*rows), MONDAYS, SUNDAYS, 4)
    assert (found.items, found.given) == (3, True)
    assert found.regular[0] == 0
    # One of two items rose by a tenth; the new one, which is cheaper, moves nothing.
    assert found.regular[-1] == pytest.approx(np.log(1.1) / 2)
    assert not found.depth.any()


def test_what_is_taken_off_the_regular_price_is_a_promotion():
    day = dt.date(2026, 1, 5)
    rows = [(day + dt.timedelta(days=7 * k), None, "a", 8.0 if k == 3 else 10.0, 10.0) for k in range(8)]
    found = price_index(listed(*rows), MONDAYS, SUNDAYS, 4)
    assert found.depth.round(2).tolist() == [0, 0, 0, 0.2, 0, 0, 0, 0]
    assert np.ptp(found.regular) == 0


def test_a_list_whose_items_are_all_replaced_keeps_its_longest_piece():
    day = dt.date(2026, 1, 5)
    rows = [
        (day + dt.timedelta(days=7 * k), None, "old" if k < 3 else "new", 10.0 + 5 * (k > 5), None) for k in range(8)
    ]
    found = price_index(listed(*rows), MONDAYS, SUNDAYS, 1)
    assert np.isnan(found.regular[:3]).all()
    assert found.regular[-1] == pytest.approx(np.log(1.5))
