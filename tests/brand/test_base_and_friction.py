"""Base sales and friction, against sums by hand; what cannot be told says how to measure it."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from bascule.brand.base import base_revenue
from bascule.brand.friction import friction
from bascule.company import Company
from bascule.customers.shares import jeffreys
from bascule.ingest.tables import conform
from bascule.locale.wording import WORDINGS
from bascule.panel import Panel
from bascule.returns.brand import Friction
from bascule.warehouse.tables import Tables

END = dt.date(2026, 10, 31)
COMPANY = Company(name="Essai", gross_margin=0.4)


def _panel(weeks: int, *, sales_read: bool = True) -> Panel:
    grid, line = np.full((weeks, 1), np.nan), np.full(weeks, np.nan)
    dates = np.datetime64("2024-01-01") + 7 * np.arange(weeks)
    return Panel(
        dates, "week", ("radio",), grid, grid, grid, grid, grid, line, line, line, line, line, sales_read=sales_read
    )  # fmt: skip


def test_the_season_does_not_make_a_change_of_base_sales() -> None:
    season = 1000 * (1 + 0.5 * np.sin(2 * np.pi * np.arange(104) / 52))
    grown = np.concatenate([season[:52], 1.1 * season[52:]])
    base, change = base_revenue(_panel(104), np.tile(grown, (20, 1)))
    assert base is not None
    assert change is not None
    assert base.p50 == pytest.approx(57_200)
    assert change.p50 == pytest.approx(5_200)
    # Twenty weeks of the year before: the same tenth more.
    _, short = base_revenue(_panel(72), np.tile(grown[32:], (20, 1)))
    assert short is not None
    assert short.p50 == pytest.approx(5_200)


def test_draws_make_the_interval_of_base_sales() -> None:
    draws = np.random.default_rng(1).normal(1000, 100, (2000, 1)) * np.ones(104)
    base, change = base_revenue(_panel(104), draws)
    assert base is not None
    assert change is not None
    assert base.p95 - base.p05 == pytest.approx(52 * 100 * 2 * 1.645, rel=0.1)
    # The level is unsure, not the change.
    assert change.p95 - change.p05 < 1e-6


@pytest.mark.parametrize("weeks", [51, 64])
def test_too_short_a_history_tells_no_change(weeks: int) -> None:
    base, change = base_revenue(_panel(weeks), np.full((5, weeks), 10.0))
    assert (base is None) == (weeks < 52)
    assert change is None
    assert base_revenue(_panel(104, sales_read=False), np.full((5, 104), 10.0)) == (None, None)


def _orders(first: dt.date) -> pl.DataFrame:
    days = pl.date_range(first, END, "1d", eager=True)
    return conform(
        pl.DataFrame({"ordered_at": days.cast(pl.Datetime("us")), "gross": 100.0, "discount": 8.0, "net": 92.0}),
        "orders",
    )


def test_discounts_a_year() -> None:
    found = friction(Tables.of({"orders": _orders(dt.date(2025, 1, 1))}), COMPANY, END)
    assert found.discount_share == pytest.approx(0.08)
    assert found.discounts == pytest.approx(365 * 8)
    # A shop has no quote to lose.
    assert found.missing == ()
    short = friction(Tables.of({"orders": _orders(dt.date(2026, 6, 1))}), COMPANY, END)
    assert short.discount_share == pytest.approx(0.08)
    assert short.discounts is None
    assert short.missing[0].code == "friction_year_short"
    unknown = _orders(dt.date(2025, 1, 1)).with_columns(discount=pl.lit(None, pl.Float64))
    assert friction(Tables.of({"orders": unknown}), COMPANY, END).missing[0].code == "friction_discounts_missing"


def _deals(reasons: list[str | None], amount: float | None = 10_000.0) -> pl.DataFrame:
    rows = []
    for month in range(34):
        created = dt.date(2024, 1, 10) + dt.timedelta(30 * month)
        days = 20 if month < 20 else 30
        rows.append((created, created + dt.timedelta(days), "won", amount, None))
    rows += [(dt.date(2026, 5, 1), dt.date(2026, 6, 1), "lost", 1_000.0, reason) for reason in reasons]
    names = ("created", "closed", "outcome", "amount", "lost_reason")
    return conform(pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None), "deals")


def test_the_cycle_and_what_a_shorter_one_brings_once() -> None:
    deals = _deals(["Trop cher", "Price", "Délai", None])
    found = friction(Tables.of({"deals": deals}), COMPANY, END)
    assert (found.cycle_days, found.cycle_days_year_ago) == (30, 20)
    year = deals.filter(pl.col("outcome") == "won", pl.col("closed") > END - dt.timedelta(365), pl.col("closed") <= END)
    a_day = year["amount"].sum() / 365
    assert found.cycle_money == pytest.approx(a_day * 0.1 * 30 * 0.4)
    assert found.lost_on_price_share == jeffreys(2, 3)
    assert found.lost_on_price == 2_000
    codes = [reason.code for reason in found.missing]
    assert codes == ["friction_reasons_few"]


def test_what_cannot_be_told_says_how_to_measure_it() -> None:
    found = friction(Tables.of({"deals": _deals([None], None)}), COMPANY, END)
    assert (found.cycle_days, found.cycle_money, found.lost_on_price) == (30, None, None)
    codes = [reason.code for reason in found.missing]
    assert codes == ["friction_amounts_missing", "friction_reasons_missing"]
    assert set(codes) <= set(WORDINGS)
    assert Friction.model_validate_json(found.model_dump_json()) == found


def test_the_interval_of_a_share_covers_as_it_says() -> None:
    rng = np.random.default_rng(3)
    hits = [
        interval.p05 <= 0.3 <= interval.p95
        for interval in (jeffreys(int(k), 40) for k in rng.binomial(40, 0.3, 400))
    ]  # fmt: skip
    assert 0.86 <= np.mean(hits) <= 0.95
