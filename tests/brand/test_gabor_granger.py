"""Gabor–Granger: shares against pooling and Beta, prices asked of some only, contradictions, the best price."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from bascule.brand.gabor_granger import bounds, gabor_granger, turnbull
from bascule.company import Company
from bascule.ingest.tables import conform
from brand.naive_pricing import monotone

COMPANY = Company(name="Atelier Nordet", gross_margin=0.5)
LADDER = (10.0, 15.0, 20.0, 30.0)


def rows(answers, product=None):
    table = pl.DataFrame(answers, schema=["respondent", "price", "answer"], orient="row").with_columns(
        pl.lit("gabor_granger").alias("method"), pl.lit(product, pl.String).alias("product")
    )
    return conform(table, "price_surveys")


def priced(price):
    table = {"date": [dt.date(2026, 1, 5)], "item": ["plan"], "currency": ["CAD"], "price": [price]}
    return conform(pl.DataFrame(table), "prices")


def ladder(most, prices=LADDER):
    """Return the answers of people who would pay so much at most, each asked at every price."""
    return [(str(n), price, "yes" if price <= paid else "no") for n, paid in enumerate(most) for price in prices]


def test_one_price_each_gives_the_monotone_regression_of_shares():
    asked = [(10, 5, 5), (15, 8, 2), (20, 4, 6), (30, 1, 9)]
    kinds, weights = [], []
    for place, (_, yes, no) in enumerate(asked):
        kinds += [(place + 1, 4), (0, place)]
        weights += [yes, no]
    found = turnbull(np.array(kinds), np.array([weights], dtype=float))[0]
    shares = [yes / (yes + no) for _, yes, no in asked]
    assert found == pytest.approx(monotone(shares, [10] * 4), abs=2e-3)


def test_one_price_has_the_interval_of_beta():
    most = [20.0] * 12 + [5.0] * 8
    found = gabor_granger(rows(ladder(most, (10.0, 30.0))), COMPANY, 3)
    assert found is not None
    # Half of an imaginary buyer and half of another who never buys: Jeffreys.
    expected = beta.ppf([0.05, 0.5, 0.95], 12.5, 8.5)
    share = found.points[0].share
    assert [share.p05, share.p50, share.p95] == pytest.approx(expected, abs=0.02)


def test_a_price_asked_only_of_those_who_accepted_a_lower_one_is_not_overstated():
    most = [12.0] * 60 + [40.0] * 40
    whole = ladder(most)
    asked = [answer for answer in whole if answer[1] <= 15 or most[int(answer[0])] >= 15]
    found = gabor_granger(rows(asked), COMPANY, 1)
    assert found is not None
    assert found.points[-1].asked == 40
    assert found.points[-1].share.p50 == pytest.approx(0.4, abs=0.02)


def test_best_prices_and_the_cost_of_a_unit():
    most = [12.0] * 10 + [16.0] * 20 + [22.0] * 50 + [35.0] * 10
    found = gabor_granger(rows(ladder(most)), COMPANY, 1, prices=priced(20.0))
    assert found is not None
    assert found.best_revenue.p50 == 20
    assert found.best_margin is not None
    assert found.best_margin.p50 == 20
    point = found.points[2]
    assert point.revenue == pytest.approx(100 * 20 * point.share.p50)
    assert point.margin == pytest.approx(100 * 10 * point.share.p50)
    without = gabor_granger(rows(ladder(most)), COMPANY, 1)
    assert without is not None
    assert without.best_margin is None
    assert "unit_cost_unknown" in [reason.code for reason in without.reasons]


def test_who_would_buy_dearer_but_not_cheaper_is_left_out_and_counted():
    answers = [*ladder([16.0] * 40), ("x", 10.0, "no"), ("x", 20.0, "yes")]
    found = gabor_granger(rows(answers), COMPANY, 1)
    assert found is not None
    assert found.respondents == 40
    assert [point.asked for point in found.points] == [40] * 4
    first = found.reasons[0]
    assert (first.code, first.params) == ("price_answers_contrary", {"respondents": 1})


def test_maybe_is_no_and_too_few_give_nothing():
    answers = [(str(n), price, "maybe" if price > 10 else "yes") for n in range(40) for price in LADDER]
    found = gabor_granger(rows(answers), COMPANY, 1)
    assert found is not None
    assert found.points[1].share.p50 < 0.05
    assert gabor_granger(rows(ladder([16.0] * 4)), COMPANY, 1) is None
    assert gabor_granger(rows(ladder([16.0] * 9, (10.0,))), COMPANY, 1) is None


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.floats(5, 40), min_size=8, max_size=40), st.randoms(use_true_random=False), st.sampled_from([0.5, 7.0])
)
def test_the_order_of_answers_changes_nothing_and_money_only_the_unit(most, random, factor):
    answers = ladder(most)
    found = gabor_granger(rows(answers), COMPANY, 5, prices=priced(20.0))
    shuffled = list(answers)
    random.shuffle(shuffled)
    assert gabor_granger(rows(shuffled), COMPANY, 5, prices=priced(20.0)) == found
    scaled = gabor_granger(
        rows([(who, factor * price, said) for who, price, said in answers]), COMPANY, 5, prices=priced(20.0 * factor)
    )
    assert found is not None
    assert scaled is not None
    assert scaled.best_revenue.p50 == pytest.approx(factor * found.best_revenue.p50)
    middle = [point.share.p50 for point in found.points]
    assert middle == sorted(middle, reverse=True)
    assert bounds(rows(answers)).refused == 0
