"""Dates: every way the platforms write them, and the doubt when there is one."""

import datetime as dt
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bascule.company import FileSettings
from bascule.ingest import Imported
from bascule.ingest.dates import decide_order, read_clock, read_dates

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31))
SEPTEMBER = dt.date(2026, 9, 1)


@given(st.lists(DAYS, min_size=1), st.sampled_from(("/", "-", ".")))
def test_days_first_round_trip(days: list[dt.date], mark: str) -> None:
    texts = pl.Series([day.strftime(f"%d{mark}%m{mark}%Y") for day in days])
    assert decide_order(texts) in {"day_first", "unknown", "any"}
    assert set(read_dates(texts, "day_first")["date"]) == set(days)


@given(st.lists(DAYS, min_size=1))
def test_months_first_round_trip(days: list[dt.date]) -> None:
    texts = pl.Series([f"{day.month}/{day.day}/{day.year}" for day in days])
    assert decide_order(texts) in {"month_first", "unknown", "any"}
    assert set(read_dates(texts, "month_first")["date"]) == set(days)


@given(st.lists(DAYS, min_size=1))
def test_iso_dates_need_no_order(days: list[dt.date]) -> None:
    texts = pl.Series([day.isoformat() for day in days])
    assert decide_order(texts) == "any"
    assert set(read_dates(texts)["date"]) == set(days)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-01", "2026/9/1", "20260901", "2026-09-01 10:00:00 -0400", "2026-09-01T10:00:00Z", "Sep 1, 2026",
        "September 1, 2026", "1 sept. 2026", "1er septembre 2026", "1 Sep 2026", "mar. 1 sept. 2026",
        "Tue, Sep 1, 2026", "01-Sep-2026", " 2026-09-01 ", "1\u00a0sept.\u00a02026",
    ],
)  # fmt: skip
def test_every_way_of_writing_one_day(text: str) -> None:
    assert read_dates(pl.Series([text]))["date"].to_list() == [SEPTEMBER]


@pytest.mark.parametrize("text", ["2026-09", "sept. 2026", "September 2026", "septembre 2026"])
def test_a_month_alone_is_told_as_such(text: str) -> None:
    assert read_dates(pl.Series([text])).select("date", "month_only").rows() == [(SEPTEMBER, True)]


@pytest.mark.parametrize("text", ["2026-02-31", "hier", "45901", "", "32/01/2026", "Total", "2026-13-01"])
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_dates(pl.Series([text]), "day_first")["date"].to_list() == [None]


@pytest.mark.parametrize("month", ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "déc."])
def test_french_months_are_known(month: str) -> None:
    assert read_dates(pl.Series([f"3 {month} 2026"]))["date"].null_count() == 0


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["03/04/2026", "04/03/2026"], "unknown"),
        (["03/04/2026", "13/04/2026"], "day_first"),
        (["03/04/2026", "04/13/2026"], "month_first"),
        (["13/04/2026", "04/13/2026"], "mixed"),
        (["01/01/2026", "2026-05-03"], "any"),
    ],
)
def test_the_order_is_decided_over_the_whole_column(texts: list[str], expected: str) -> None:
    assert decide_order(pl.Series(texts)) == expected


def test_the_shop_s_own_clock_is_kept() -> None:
    texts = ["2026-09-01 23:30:05 -0400", "2026-09-01", "9/1/2026 12:15 AM"]
    seconds = pl.DataFrame({"x": texts}).select(read_clock(pl.col("x")).dt.total_seconds()).to_series()
    assert seconds.to_list() == [84605, 0, 900]


def test_the_clock_of_a_file_is_brought_to_the_company_s(read: Callable[..., Imported]) -> None:
    text = "order_id,ordered_at,net\n1,2026-09-02 02:30,10\n2,2026-09-02,10\n"
    files = {"orders.csv": FileSettings(time_zone="UTC")}
    orders = read({"orders.csv": text}, files=files).tables["orders"]
    assert orders["ordered_at"].to_list() == [dt.datetime(2026, 9, 1, 22, 30), dt.datetime(2026, 9, 2)]


def test_a_clock_that_is_nowhere_is_refused() -> None:
    with pytest.raises(ValidationError):
        FileSettings(time_zone="Eastern")
