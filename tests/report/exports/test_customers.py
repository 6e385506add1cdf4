"""Customers as files: why each is on the list, and cells that spreadsheets of both languages read."""

import csv
import datetime as dt
import io

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from bascule.locale import Locale
from bascule.report.exports.customers import call_rows, call_workbook, customers_rows, why

ROW = {
    "customer_key": "0a1b", "first": dt.date(2026, 1, 5), "last": dt.date(2026, 9, 1), "purchases": 4, "silence": 12.0,
    "rhythm": 5.0, "alive": 0.4567, "expected": 1234.5, "segment": "at_risk", "address": "ada@example.com",
    "kind": "purchase", "expires": dt.date(2028, 9, 1),
}  # fmt: skip
DAY = dt.date(2026, 11, 24)


def frame(*changes):
    return pl.DataFrame([{**ROW, **change} for change in changes], infer_schema_length=None)


def cells(data, delimiter):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Bought about every 5 weeks; silent for 12 weeks."),
        ({"silence": 8.0}, "4 purchases, the last 8 weeks ago: the chance that they are still a customer is falling."),
        (
            {"purchases": 1, "rhythm": None, "silence": 30.0},
            "Bought once, 30 weeks ago: who comes back here has mostly done so by then.",
        ),
        ({"segment": "new", "silence": 0.6}, "First purchase 4 days ago: the second one is won now."),
        ({"segment": "loyal"}, "A loyal customer, 4 purchases: thank them, ask for a word to others."),
        ({"segment": "occasional"}, "Still a customer, 4 purchases: what would they need next?"),
    ],
)
def test_each_is_on_the_list_for_a_reason(change, said):
    assert why({**ROW, **change}, Locale("en")).replace("\u00a0", " ") == said


def test_figures_are_those_of_the_language():
    english, french = call_rows(frame({}), Locale("en")), call_rows(frame({}), Locale("fr"))
    assert cells(english, ",")[1][4:] == ["4", "1234.5", "implied by a purchase", "2028-09-01"]
    assert cells(french, ";")[1][4:] == ["4", "1234,5", "présumé par un achat", "2028-09-01"]
    assert french.startswith(b"\xef\xbb\xbf")


def test_an_express_consent_has_no_end():
    assert (
        cells(call_rows(frame({"kind": "express", "expires": None}), Locale("en")), ",")[1][7]
        == "never, unless withdrawn"
    )


def test_the_chance_of_who_bought_once_is_blank():
    rows = cells(customers_rows(frame({}, {"purchases": 1}), Locale("en")), ",")
    assert [row[4] for row in rows] == ["Chance of being still a customer", "0.457", ""]
    assert not any("@" in cell for row in rows for cell in row)


def test_no_cell_is_ever_a_formula():
    address = "=cmd|'/c calc'!a0@example.com"
    assert cells(call_rows(frame({"address": address}), Locale("en")), ",")[1][0] == f"'{address}"
    book = CalamineWorkbook.from_filelike(io.BytesIO(call_workbook(frame({"address": address}), Locale("fr"), DAY)))
    assert book.get_sheet_by_index(0).to_python()[4][0] == address


def test_the_same_list_gives_the_same_bytes():
    assert call_workbook(frame({}), Locale("fr"), DAY) == call_workbook(frame({}), Locale("fr"), DAY)
