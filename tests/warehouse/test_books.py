"""The margin that the books give, and what they leave out of it."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.ingest.tables import conform, empty
from bascule.warehouse.books import last_margin, read_books, yearly_margins


def _books(*rows: tuple[str, str, str, float]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["month", "section", "account", "amount"], orient="row")
    first = pl.col("month").str.to_date("%Y-%m")
    return conform(frame.with_columns(first.alias("date"), first.dt.month_end().alias("date_end")), "books")


def test_the_margin_is_what_sales_leave_once_paid_for() -> None:
    rows = _books(
        ("2026-01", "income", "Sales", 1000.0), ("2026-02", "income", "Sales", 3000.0),
        ("2026-01", "cost_of_sales", "Purchases", 400.0), ("2026-02", "cost_of_sales", "Freight in", 1200.0),
        ("2026-01", "expense", "Shipping", 100.0), ("2026-02", "expense", "Frais de carte", 300.0),
        ("2026-02", "expense", "Rent", 900.0), ("2026-02", "other", "Interest", 50.0),
    )  # fmt: skip
    margin = last_margin(rows)
    assert margin is not None
    assert (margin.start, margin.end, margin.months) == (dt.date(2026, 1, 1), dt.date(2026, 2, 28), 2)
    assert (margin.income, margin.cost_of_sales, margin.margin) == (4000.0, 1600.0, 0.6)
    assert margin.not_held == (("Frais de carte", 300.0), ("Shipping", 100.0))
    assert margin.margin_if_held == pytest.approx(0.5)


def test_only_the_last_twelve_months_count_and_each_year_has_its_own() -> None:
    months = [f"{2025 + n // 12}-{n % 12 + 1:02d}" for n in range(14)]
    costs = [500.0] * 2 + [600.0] * 12
    rows = _books(
        *((month, "income", "Sales", 1000.0) for month in months),
        *((month, "cost_of_sales", "Purchases", cost) for month, cost in zip(months, costs, strict=True)),
    )
    margin = last_margin(rows)
    assert margin is not None
    assert (margin.start, margin.end, margin.months) == (dt.date(2025, 3, 1), dt.date(2026, 2, 28), 12)
    assert margin.margin == pytest.approx(0.4)
    first, second = yearly_margins(rows)
    assert (first.months, second.months) == (12, 2)
    assert first.margin == pytest.approx(1 - (2 * 500 + 10 * 600) / 12000)
    assert second.margin == pytest.approx(0.4)


@pytest.mark.parametrize("cost", [None, 0.0, 1000.0, 1500.0])
def test_a_margin_that_tells_nothing_is_not_given(cost: float | None) -> None:
    rows = [("2026-01", "income", "Sales", 1000.0)]
    rows += [("2026-01", "cost_of_sales", "Purchases", cost)] if cost is not None else []
    margin = last_margin(_books(*rows))
    assert margin is not None
    assert margin.margin is None
    assert margin.margin_if_held is None


def test_without_income_there_is_no_margin(tmp_path: Path) -> None:
    assert last_margin(_books(("2026-01", "cost_of_sales", "Purchases", 10.0))) is None
    assert last_margin(read_books([])) is None
    path = tmp_path / "books.parquet"
    _books(("2026-01", "income", "Sales", 10.0)).write_parquet(path)
    assert read_books([path]).height == 1
    assert read_books([path]).schema == empty("books").schema


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 99)), min_size=1, max_size=12), st.integers(2, 50))
def test_a_margin_does_not_depend_on_the_unit_of_money(months: list[tuple[int, int]], scale: int) -> None:
    def margin(unit: int) -> float | None:
        rows = [(f"2026-{n:02d}", "income", "Sales", float(income * unit)) for n, (income, _) in enumerate(months, 1)]
        rows += [(f"2026-{n:02d}", "cost_of_sales", "P", income * unit * share / 100)
                 for n, (income, share) in enumerate(months, 1)]  # fmt: skip
        found = last_margin(_books(*rows))
        assert found is not None
        return found.margin

    one = margin(1)
    assert (one is None) == all(share == 0 for _, share in months)
    assert margin(scale) == (None if one is None else pytest.approx(one))
