import datetime as dt

import numpy as np
import polars as pl
import pytest

from bascule.company import Company
from bascule.customers.reading import beside_contracts, came_by, read_customers
from bascule.ingest.tables import conform
from bascule.plans import Reason
from bascule.returns import Structure
from bascule.warehouse import Tables
from customers import shop

COMPANY = Company(name="Essai", gross_margin=0.4)
NOBODY, UNKNOWN = pl.lit(None, pl.String), pl.lit(None, pl.Float64)


def read(tables, company=COMPANY, end=None):
    end = end or tables["orders"]["ordered_at"].max().date()
    return read_customers(Tables.of(tables), company, end, end, seed=1)


@pytest.fixture(scope="module")
def of_shop():
    return read({"orders": shop.orders(1200, seed=7)})


@pytest.fixture(scope="module")
def of_contracts():
    rows, end = shop.contracts(seed=2)
    return read({"subscriptions": rows}, end=end)


def test_the_pillar_of_a_shop_is_whole_and_reads_back_equal(of_shop):
    pillar = of_shop.structure
    assert Structure.model_validate_json(pillar.model_dump_json()) == pillar
    assert pillar.kind == "orders"
    assert sum(line.customers for line in pillar.cohorts) == pillar.customers
    assert sum(line.customers for line in pillar.segments) == pillar.customers
    months = [line.margin.p50 for line in pillar.lifetime]
    assert pillar.lifetime[0].first < months[0] < months[1] < months[2]


def test_what_segments_should_leave_adds_up_to_what_all_should(of_shop):
    pillar = of_shop.structure
    assert sum(line.expected.p50 for line in pillar.segments) == pytest.approx(pillar.expected.p50, rel=0.02)


def test_cohorts_leave_about_what_new_customers_should(of_shop):
    known = [line for line in of_shop.structure.cohorts if line.customers >= 20]
    mean = np.average([line.lifetime_margin.p50 for line in known], weights=[line.customers for line in known])
    assert mean == pytest.approx(of_shop.structure.lifetime[2].margin.p50, rel=0.15)


def test_the_hidden_half_year_falls_within_what_was_forecast(of_shop):
    held = of_shop.structure.holdout
    assert held.weeks == 26
    assert held.forecast.p05 <= held.actual <= held.forecast.p95
    assert held.coverage >= 0.75
    assert sum(line.actual for line in held.cohorts) == held.actual


def test_margin_by_month_begins_with_the_first_purchase_and_grows(of_shop):
    by_month = of_shop.margin_by_month
    assert by_month.shape[1] == 37
    assert by_month[:, 0] == pytest.approx(of_shop.model.first_margin)
    assert (np.diff(by_month, axis=1) > 0).all()


def test_money_in_cents_is_a_hundred_times_that_in_dollars():
    orders = shop.orders(400, seed=8)
    cents = orders.with_columns(pl.col("net", "gross") * 100)
    dollars, cents = (
        read({"orders": rows}).with_leverage(cac, loaded=True) for rows, cac in ((orders, 30.0), (cents, 3000.0))
    )
    assert cents.lifetime[2].margin.p50 == pytest.approx(100 * dollars.lifetime[2].margin.p50, rel=0.02)
    one, other = (each.retention_against_acquisition for each in (dollars, cents))
    assert other.equal_cut.p50 == pytest.approx(one.equal_cut.p50, rel=0.02)
    assert cents.repeat_curve == dollars.repeat_curve


def test_retention_is_weighed_with_intervals_and_an_equal_cut(of_shop):
    found = of_shop.with_leverage(25.0, loaded=True).retention_against_acquisition
    tenth = next(case for case in found.retention if case.change == 0.1)
    assert found.equal_cut.p50 == pytest.approx(tenth.profit.p50 / found.acquisition[1].profit.p50 * 0.1, rel=1e-6)
    assert tenth.profit.p05 < tenth.profit.p50 < tenth.profit.p95
    assert 0 < found.kept.p50 < 1
    assert of_shop.with_leverage(0.0, loaded=True).retention_against_acquisition is None


def test_contracts_are_read_where_they_bring_more_than_orders(of_contracts):
    pillar = of_contracts.structure
    assert pillar.kind == "contracts"
    assert Structure.model_validate_json(pillar.model_dump_json()) == pillar
    theta = np.random.default_rng(1).beta(0.8, 6.0, 400_000)
    year = 0.4 * 50 * ((1 - theta[:, None]) ** np.arange(12)).sum(axis=1).mean()
    assert pillar.lifetime[0].margin.p05 / 0.97 < year < pillar.lifetime[0].margin.p95 * 1.08
    assert pillar.holdout.coverage >= 0.7
    assert sum(line.customers for line in pillar.segments) == 500
    few, _ = shop.contracts(seed=2)
    both = read({"subscriptions": few.head(40), "orders": shop.orders(400, seed=8)})
    assert both.structure.kind == "orders"


def test_contracts_of_a_few_do_not_tell_what_all_new_customers_leave():
    rows, end = shop.contracts(seed=2)
    subscribers = read({"subscriptions": rows}, end=end)
    signed = subscribers.new_a_year
    assert beside_contracts(subscribers, 1.2 * signed) is None
    assert beside_contracts(subscribers, 5 * signed).params == {"customers": round(5 * signed), "contracts": signed}
    assert beside_contracts(read({"orders": shop.orders(400, seed=8)}), 1e6) is None


def test_contracts_renewed_by_the_year_are_seen_as_such():
    rows, end = shop.contracts(300, months=72, seed=3, alpha=1.0, beta=3.0)
    start = pl.col("start")
    years = ((pl.col("end") - start).dt.total_days() / 365.25).ceil().clip(1)
    yearly = rows.with_columns((start + pl.duration(days=(years * 365.25).round())).cast(pl.Date).alias("end"))
    yearly = yearly.with_columns(pl.when(pl.col("end") <= end).then("end").alias("end"))
    assert read({"subscriptions": yearly}, end=end).model.months == 12


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({}, "customers_absent"),
        ({"orders": shop.orders(30, seed=1)}, "customers_too_few"),
        ({"orders": shop.orders(200, weeks=20, seed=1)}, "customers_too_short"),
        ({"orders": shop.orders(200, seed=1).with_columns(customer_key=NOBODY)}, "customers_anonymous"),
        ({"orders": shop.orders(200, seed=1).with_columns(net=-pl.col("net"))}, "customers_no_purchase"),
        ({"subscriptions": shop.contracts(12)[0]}, "contracts_too_few"),
        ({"subscriptions": shop.contracts(90)[0].with_columns(mrr=UNKNOWN)}, "contracts_without_amount"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_says_why(tables, code):
    found = read(tables, end=None if code == "customers_too_short" else dt.date(2026, 10, 31))
    assert isinstance(found, Reason)
    assert found.code == code


def test_orders_that_end_long_before_the_rest_lose_no_customer():
    orders = shop.orders(400, seed=8)
    last = orders["ordered_at"].max().date()
    then, later = (read({"orders": orders}, end=last + dt.timedelta(days=late)).structure for late in (0, 300))
    assert [note.code for note in later.notes if note not in then.notes] == ["orders_end"]
    assert (later.end, later.active, later.expected) == (last, then.active, then.expected)
    assert read({"orders": orders}, end=last + dt.timedelta(days=1)).structure.end == last + dt.timedelta(days=1)


def test_customers_came_as_the_list_says_else_as_their_first_order_does():
    orders = shop.orders(60, seed=9).with_columns(source_channel=pl.lit("web"))
    assert set(came_by(Tables.of({"orders": orders}))["channel"]) == {"web"}
    listed = conform(pl.DataFrame({"customer_key": ["c00001"], "acquisition_channel": ["google"]}), "customers")
    assert came_by(Tables.of({"orders": orders, "customers": listed})).rows() == [("c00001", "google")]


def test_channels_that_bring_customers_are_told_apart():
    orders = shop.orders(500, seed=10)
    even = pl.col("customer_key").str.slice(1).cast(pl.Int64) % 2 == 0
    told = orders.with_columns(
        pl.when(even).then(pl.lit("google")).otherwise(pl.lit("meta")).alias("source_channel"),
        pl.when(even).then(pl.col("net") * 3).otherwise("net").alias("net"),
    )
    best, other = read({"orders": told}).structure.by_channel
    assert (best.channel, other.channel) == ("google", "meta")
    assert best.lifetime.p05 > 1.5 * other.lifetime.p95
