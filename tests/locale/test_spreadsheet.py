"""A name written for a spreadsheet is never run, and reads back as it was."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.locale.spreadsheet import MADE_INERT, as_meant, inert

NAMES = st.text(st.sampled_from("=+-@\t\r\n '\"A1,;\u00a0\uff1d"), max_size=8)


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\t=1", "-2+3", "\r=1", " =1", "\u00a0@x", "\uff1d1+1"]
)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(name: str) -> None:
    assert inert(name) == f"'{name}"


@pytest.mark.parametrize("name", ["Radio", "a=b", "l'été", "", "'t Hof", "1+1", "(x)"])
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert inert(name) == as_meant(name) == name


@given(NAMES.filter(lambda name: as_meant(name) == name))
def test_a_name_comes_back_as_it_was(name: str) -> None:
    assert as_meant(inert(name)) == name
    assert inert(name).lstrip(" \u00a0")[:1] not in tuple("=+-@\t\r\n\uff1d")


@given(NAMES)
def test_a_column_of_names_is_read_as_one_name_is(name: str) -> None:
    read = pl.Series([name]).str.replace(MADE_INERT, "$1")[0]
    assert read == as_meant(name)
