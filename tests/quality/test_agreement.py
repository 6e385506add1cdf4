"""Claims beside sales, spending beside bills: totals by calendar month."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.company import Company
from bascule.ingest.imported import Imported
from bascule.ingest.tables import conform
from bascule.quality import data_report
from bascule.quality.billed import billed_months, booked_months
from bascule.quality.claims import claimed_months, overclaim
from bascule.quality.months import by_month

AUGUST, SEPTEMBER = dt.date(2026, 8, 1), dt.date(2026, 9, 1)


def _spans(table: str, rows: list[tuple[dt.date, dt.date]], **columns: list[object]) -> pl.DataFrame:
    starts, ends = zip(*rows, strict=True)
    return conform(pl.DataFrame({"date": starts, "date_end": ends, **columns}), table)


def test_only_months_that_both_cover_wholly_are_compared() -> None:
    media = _spans(
        "media",
        [(AUGUST, dt.date(2026, 8, 31)), (SEPTEMBER, dt.date(2026, 9, 30))],
        platform_revenue=[300.0, 600.0],
        platform_conversions=[3.0, 6.0],
    )
    sales = _spans("sales", [(dt.date(2026, 8, 2), dt.date(2026, 9, 30))], revenue=[1200.0], orders=[None])
    (month,) = claimed_months(Imported({"media": media, "sales": sales}))
    assert month.month == SEPTEMBER
    assert (month.claimed_revenue, month.claimed_conversions, month.orders) == (600.0, 6.0, None)
    assert month.revenue == pytest.approx(1200 * 30 / 60)
    assert overclaim((month,)) == pytest.approx(1.0)


def test_orders_are_counted_where_there_are_no_sales() -> None:
    days = [SEPTEMBER, dt.date(2026, 9, 30)]
    orders = conform(pl.DataFrame({"ordered_at": days, "net": [40.0, 60.0]}), "orders")
    media = _spans("media", [(SEPTEMBER, dt.date(2026, 9, 30))], platform_revenue=[250.0], platform_conversions=[None])
    (month,) = claimed_months(Imported({"media": media, "orders": orders}))
    assert (month.revenue, month.orders, month.claimed_conversions) == (100.0, 2.0, None)
    assert month.claimed_share == pytest.approx(2.5)


def test_without_claims_or_sales_nothing_is_compared() -> None:
    media = _spans("media", [(SEPTEMBER, dt.date(2026, 9, 30))], spend=[5.0])
    sales = _spans("sales", [(SEPTEMBER, dt.date(2026, 9, 30))], revenue=[5.0])
    assert claimed_months(Imported({"media": media, "sales": sales})) == ()
    assert claimed_months(Imported({"media": media})) == ()
    assert overclaim(()) is None


def test_bills_and_books_are_set_beside_what_platforms_report() -> None:
    month = [(SEPTEMBER, dt.date(2026, 9, 30))]
    media = _spans("media", month * 2, platform=["google_ads", "radio"], spend=[1000.0, 500.0])
    billed = _spans("billed", month, platform=["google_ads"], amount=[1050.0])
    books = _spans("books", month * 2, kind=["media", None], amount=[1500.0, 9000.0])
    imported = Imported({"media": media, "billed": billed, "books": books})
    (bill,) = billed_months(imported)
    assert (bill.platform, bill.reported, bill.billed) == ("google_ads", pytest.approx(1000.0), pytest.approx(1050.0))
    assert bill.apart == pytest.approx(0.05)
    (booked,) = booked_months(imported)
    assert (booked.reported, booked.billed) == (pytest.approx(1500.0), pytest.approx(1500.0))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60), st.floats(-1e4, 1e4)), min_size=1, max_size=20))
def test_spreading_over_months_keeps_the_sum(rows: list[tuple[int, int, float]]) -> None:
    starts = [dt.date(2025, 1, 1) + dt.timedelta(days=first) for first, _, _ in rows]
    ends = [start + dt.timedelta(days=width) for start, (_, width, _) in zip(starts, rows, strict=True)]
    frame = pl.DataFrame({"date": starts, "date_end": ends, "spend": [value for _, _, value in rows]})
    spread = by_month(frame, ["spend"])
    assert spread["spend"].sum() == pytest.approx(sum(value for _, _, value in rows), abs=1e-6)
    assert (spread["month"].dt.day() == 1).all()


def test_the_cheapest_missing_export_is_of_a_tool_already_used() -> None:
    media = _spans("media", [(SEPTEMBER, dt.date(2026, 9, 30))], spend=[5.0])
    company = Company(name="A", gross_margin=0.4)
    report = data_report(Imported({"media": media}), company, dt.date(2026, 10, 2))
    assert report.cheapest == "shopify_orders"
    lacking = {need.name: source for need, source in report.supports[0].lacking}
    assert list(lacking.values()) == ["shopify_orders"]
