"""Van Westendorp: curves counted one by one, crossings, order of prices, invariance."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.brand.van_westendorp import QUESTIONS, crossings, curve, in_order, van_westendorp
from bascule.ingest.tables import conform
from brand.naive_pricing import share

NAMES = ("too_cheap", "indifference", "optimal", "too_expensive")


def people(seed, count=60):
    rng = np.random.default_rng(seed)
    middle = 50 * np.exp(0.25 * rng.standard_normal(count))
    return np.round(middle[:, None] * np.sort(rng.uniform(0.4, 1.8, (count, 4)), axis=1))


def rows(prices, product=None):
    table = pl.DataFrame(prices, schema=list(QUESTIONS), orient="row").with_columns(
        pl.lit("van_westendorp").alias("method"), pl.lit(product, pl.String).alias("product")
    )
    return conform(table, "price_surveys")


def test_the_points_lie_where_the_curves_counted_one_by_one_cross():
    prices = people(1)
    found = crossings(prices, np.ones((1, len(prices))))
    pairs = {
        "too_cheap": ("too_cheap", "expensive"), "indifference": ("cheap", "expensive"),
        "optimal": ("too_cheap", "too_expensive"), "too_expensive": ("cheap", "too_expensive"),
    }  # fmt: skip
    for name, (falling, rising) in pairs.items():
        at = found[name][0]
        for price, sign in ((at * 0.8, -1), (at * 1.25, 1)):
            assert sign * (share(prices, price, rising) - share(prices, price, falling)) > 0, name
    assert found["too_cheap"][0] <= found["optimal"][0] <= found["too_expensive"][0]
    assert found["too_cheap"][0] <= found["indifference"][0] <= found["too_expensive"][0]


def test_the_curves_are_counted():
    prices = people(2, 12)
    for price, *shares in curve(prices):
        assert shares == pytest.approx([share(prices, price, question) for question in QUESTIONS])


def test_prices_out_of_order_or_missing_are_left_out_and_counted():
    prices = people(3, 40)
    broken = np.array([[60, 20, 30, 40], [1, np.nan, 3, 4], [5, 5, 5, 5], [10, 30, 20, 40]], dtype=float)
    assert not in_order(broken).any()
    found = van_westendorp(rows(np.concatenate([prices, broken])), 1)
    assert found is not None
    assert (found.respondents, found.refused) == (40, 4)
    assert found.optimal == van_westendorp(rows(prices), 1).optimal
    assert [reason.code for reason in found.reasons] == ["price_stated"]


def test_few_respondents_are_said_and_too_few_draw_nothing():
    found = van_westendorp(rows(people(4, 12)), 1)
    assert found is not None
    assert found.reasons[0].params == {"respondents": 12, "least": 30}
    assert van_westendorp(rows(people(4, 4)), 1) is None
    assert van_westendorp(conform(pl.DataFrame(), "price_surveys"), 1) is None


def test_the_product_with_most_answers_is_read_and_the_others_named():
    found = van_westendorp(pl.concat([rows(people(5, 40), "soap"), rows(people(6, 10), "candle")]), 1)
    assert found is not None
    assert (found.product, found.respondents) == ("soap", 40)
    assert found.reasons[0].params == {"product": "soap", "others": ["candle"]}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.01, 0.5, 3.0, 100.0]))
def test_the_order_of_respondents_changes_nothing_and_money_only_the_unit(seed, factor):
    prices = people(seed, 30)
    found = van_westendorp(rows(prices), 7)
    shuffled = np.random.default_rng(seed).permutation(prices)
    assert van_westendorp(rows(shuffled), 7) == found
    scaled = van_westendorp(rows(prices * factor), 7)
    for name in NAMES:
        one, other = getattr(found, name), getattr(scaled, name)
        assert [other.p05, other.p50, other.p95] == pytest.approx([factor * x for x in (one.p05, one.p50, one.p95)])


def test_more_respondents_narrow_the_interval():
    def width(count):
        found = van_westendorp(rows(people(8, count)), 1).optimal
        return found.p95 - found.p05

    assert width(400) < 0.7 * width(40)
