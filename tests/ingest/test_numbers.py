"""Numbers: what a person writes is what is read, in either language."""

from typing import Literal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest.numbers import decide, evidence, is_blank, read_numbers

CENTS = st.integers(-10_000_000_00, 10_000_000_00)
SPACES = ("", " ", "\u00a0", "\u202f")


def _written(cents: int, decimal: str, thousands: str) -> str:
    whole, part = divmod(abs(cents), 100)
    groups = f"{whole:,}".replace(",", thousands)
    return f"{'-' if cents < 0 else ''}{groups}{decimal}{part:02}"


@given(st.lists(CENTS, min_size=1), st.sampled_from((*SPACES, ",", "'")))
def test_english_amounts_round_trip(cents: list[int], thousands: str) -> None:
    texts = pl.Series([_written(cent, ".", thousands) for cent in cents])
    assert decide([(texts, False)]) == "."
    assert read_numbers(texts, ".").to_list() == [cent / 100 for cent in cents]


@given(st.lists(CENTS, min_size=1), st.sampled_from((*SPACES, ".")), st.sampled_from(("", " $", "\u00a0$", " $ CA")))
def test_french_amounts_round_trip(cents: list[int], thousands: str, sign: str) -> None:
    texts = pl.Series([_written(cent, ",", thousands) + sign for cent in cents])
    assert decide([(texts, False)]) == ","
    assert read_numbers(texts, ",").to_list() == [cent / 100 for cent in cents]


@given(st.lists(st.floats(-1e12, 1e12), min_size=1))
def test_numbers_as_programs_write_them_round_trip(values: list[float]) -> None:
    assert read_numbers(pl.Series([repr(value) for value in values]), ".").to_list() == values


@pytest.mark.parametrize("text", ["", " ", "--", "—", "<5", "< 10", "<1", "n/a", "N/A", "s.o.", "null", "nan"])
def test_what_says_nothing_is_blank(text: str) -> None:
    assert pl.DataFrame({"x": [text]}).select(is_blank(pl.col("x")))["x"].to_list() == [True]
    assert read_numbers(pl.Series([text]), ".").to_list() == [None]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("$1,030.00", ".", 1030.0),
        ("CA$12.50", ".", 12.5),
        ("(12.50)", ".", -12.5),
        ("−3,5", ",", -3.5),
        ("1.234.567,8", ",", 1234567.8),
        ("12,34", ".", None),
        ("1,23,456.0", ".", None),
        ("12.34", ",", None),
        ("12abc", ".", None),
        ("inf", ".", None),
        ("1_000", ".", None),
        ("=1+1", ".", None),
        ("1 2", ".", None),
        (".5", ".", 0.5),
    ],
)
def test_only_numbers_are_numbers(text: str, decimal: str, value: float | None) -> None:
    assert read_numbers(pl.Series([text]), decimal).to_list() == [value]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1234", "5"], "any"),
        (["1,234"], "unknown"),
        (["1,234", "0,5"], ","),
        (["1,234,567"], "."),
        (["1.234", "1234.5"], "."),
        (["1 234,567"], ","),
        (["0.125"], "."),
        (["1,5", "1.5"], "mixed"),
    ],
)
def test_the_decimal_mark_is_decided_over_the_whole_column(texts: list[str], expected: str) -> None:
    assert decide([(pl.Series(texts), False)]) == expected


def test_money_decides_before_counts() -> None:
    money, counts = pl.Series(["12.34"]), pl.Series(["1.234"])
    assert decide([(money, False), (counts, True)]) == "."


def test_a_count_is_never_a_fraction() -> None:
    assert evidence(pl.Series(["1,234"]), count=True) == (0, 1, 0)
    assert evidence(pl.Series(["1.234"]), count=True) == (1, 0, 0)


@pytest.mark.parametrize("decimal", [",", "."])
def test_digits_that_a_spreadsheet_left_out_are_not_made_up(decimal: Literal[",", "."]) -> None:
    cells = pl.Series(["1E+03", f"1{decimal}23E+05", f"-1{decimal}5E+02", f"1{decimal}5e2", "1e-05"])
    assert read_numbers(cells, decimal).to_list() == [None, None, None, 150.0, 1e-05]
