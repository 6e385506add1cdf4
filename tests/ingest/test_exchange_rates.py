"""Dated rates: the Bank of Canada's file, a plain one, and what a day or a stretch of days is worth."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from bascule.ingest import Imported
from bascule.ingest.rates import Rates

Read = Callable[..., Imported]
BANK = "bank_of_canada/FX_RATES_DAILY.csv"
SEPTEMBER = dt.date(2026, 9, 1)


def _spans(*rows: tuple[str, dt.date, dt.date]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"currency": pl.String, "first": pl.Date, "last": pl.Date}, orient="row")


def _pairs(*rows: tuple[int, str, str, float]) -> pl.DataFrame:
    dated = [(dt.date(2026, 9, day), *rest) for day, *rest in rows]
    schema = {"date": pl.Date, "currency": pl.String, "base": pl.String, "rate": pl.Float64}
    return pl.DataFrame(dated, schema=schema, orient="row")


def test_the_bank_of_canada_s_file_is_read_and_holidays_have_no_rate(read_one: Read) -> None:
    imported = read_one(BANK)
    rates = imported.tables["rates"]
    assert imported.files[0].source == "exchange_rates"
    assert rates.height == 15
    assert not imported.refusals
    assert rates.filter(pl.col("date") == dt.date(2026, 9, 7)).is_empty()
    first = rates.filter((pl.col("date") == SEPTEMBER) & (pl.col("currency") == "USD")).row(0, named=True)
    assert (first["base"], first["rate"], first["source_row"]) == ("CAD", 1.38, 13)


def test_a_plain_file_of_rates_in_french(read: Read) -> None:
    rates = read({"taux.csv": "date;devise;base;taux\n2026-09-01;usd;CAD;1,3824\n2026-09-02;USD;CAD;1,3900\n"}).tables
    assert rates["rates"].select("currency", "base", "rate").rows() == [("USD", "CAD", 1.3824), ("USD", "CAD", 1.39)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-09-02,USD,CAD,abc", "rate_unreadable"),
        ("2026-09-02,USD,CAD,0", "rate_unreadable"),
        ("2026-09-02,USD,Canada,1.3800", "currency_code_unknown"),
        ("2026-09-02,dollar,CAD,1.3800", "value_missing"),
        ("2026-13-02,USD,CAD,1.3800", "date_unreadable"),
    ],
)
def test_a_rate_that_is_none_is_refused_alone(read: Read, row: str, code: str) -> None:
    imported = read({"rates.csv": f"date,currency,base,rate\n2026-09-01,USD,CAD,1.3824\n{row}\n"})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [(code, 3)]
    assert imported.tables["rates"].height == 1


def test_a_yearly_average_is_no_rate_of_a_day(read: Read) -> None:
    imported = read({"a.csv": '"date","FXAUSDCAD"\n"2025-01-01","1.3978"\n', "b.csv": "date,revenue\n2026-09-01,3\n"})
    assert "rates" not in imported.tables


def test_a_weekend_takes_the_rate_before_it_and_eight_days_are_too_many() -> None:
    rates = Rates("CAD", {}, _pairs((4, "USD", "CAD", 1.386)))
    days = [dt.date(2026, 9, day) for day in (3, 4, 6, 11, 12)]
    found = rates.of(_spans(*(("USD", day, day) for day in days)))["rate"].to_list()
    assert found == [None, 1.386, 1.386, 1.386, None]


def test_a_month_takes_the_mean_of_its_days() -> None:
    rates = Rates("CAD", {}, _pairs((1, "USD", "CAD", 1.0), (3, "USD", "CAD", 2.0)))
    found = rates.of(_spans(("USD", SEPTEMBER, dt.date(2026, 9, 4)), ("USD", SEPTEMBER, dt.date(2026, 9, 30))))
    assert found["rate"].to_list() == [1.5, None]


def test_a_company_in_us_dollars_crosses_through_the_canadian_one() -> None:
    rates = Rates("USD", {}, _pairs((1, "USD", "CAD", 1.38), (1, "EUR", "CAD", 1.61), (2, "EUR", "CAD", 1.60)))
    spans = [("EUR", SEPTEMBER, SEPTEMBER), ("CAD", SEPTEMBER, SEPTEMBER), ("USD", SEPTEMBER, SEPTEMBER)]
    assert rates.of(_spans(*spans))["rate"].to_list() == pytest.approx([1.61 / 1.38, 1 / 1.38, 1.0])
    assert not rates.knows("GBP")
    # The second day has no rate of its own in US dollars: it takes that of the day before, whole.
    second = dt.date(2026, 9, 2)
    assert rates.of(_spans(("EUR", second, second)))["rate"].to_list() == pytest.approx([1.61 / 1.38])


def test_a_published_pair_wins_over_a_crossed_one() -> None:
    rates = Rates("USD", {}, _pairs((1, "USD", "CAD", 1.38), (1, "EUR", "CAD", 1.61), (1, "EUR", "USD", 1.2)))
    assert rates.of(_spans(("EUR", SEPTEMBER, SEPTEMBER)))["rate"].to_list() == [1.2]


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(st.integers(0, 40), st.floats(0.5, 2.0), min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(-5, 55), st.integers(0, 40)), min_size=1, max_size=10),
)
def test_rates_are_those_of_a_loop_over_days(published: dict[int, float], asked: list[tuple[int, int]]) -> None:
    known = {SEPTEMBER + dt.timedelta(day): rate for day, rate in published.items()}
    spans = [(SEPTEMBER + dt.timedelta(day), SEPTEMBER + dt.timedelta(day + length)) for day, length in asked]
    pairs = pl.DataFrame([(day, "USD", "CAD", rate) for day, rate in known.items()],
                         schema=["date", "currency", "base", "rate"], orient="row")  # fmt: skip
    found = Rates("CAD", {}, pairs).of(_spans(*(("USD", *span) for span in spans)))["rate"].to_list()
    for rate, span in zip(found, spans, strict=True):
        expected = naive.rate_of(known, *span)
        assert (rate is None) == (expected is None)
        assert rate is None or rate == pytest.approx(expected)


def test_the_newer_of_two_files_of_rates_is_used(read: Read, exports: Path) -> None:
    old = "date,currency,base,rate\n2026-09-01,USD,CAD,1.3801\n2026-09-02,USD,CAD,1.3820\n2026-09-03,USD,CAD,1.3840\n"
    imported = read({"old.csv": old, "new.csv": (exports / BANK).read_bytes()})
    rates = imported.tables["rates"].filter((pl.col("currency") == "USD") & (pl.col("date") == SEPTEMBER))
    assert rates["rate"].to_list() == [1.38]
