"""Google Trends: one column a term becomes one row a date and term; what a term is, is said or told."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
BOREAL = ("Atelier Boréal",)


def _rows(imported: Imported) -> list[tuple[Any, ...]]:
    return imported.tables["interest"].select("date", "date_end", "grain", "term", "kind", "value").rows()


@pytest.mark.parametrize("sample", ["multiTimeline_en.csv", "multiTimeline_fr.csv"])
def test_each_term_has_its_rows_and_less_than_one_is_unknown(read_one: Read, sample: str) -> None:
    imported = read_one(f"google_trends/{sample}", own_names=BOREAL)
    weeks = [(dt.date(2026, 8, 30), dt.date(2026, 9, 5), "week"), (dt.date(2026, 9, 6), dt.date(2026, 9, 12), "week")]
    assert _rows(imported) == [
        (*weeks[0], "Atelier Boréal", "brand", 12.0),
        (*weeks[0], "Concurrent X", "rival", None),
        (*weeks[1], "Atelier Boréal", "brand", 15.0),
        (*weeks[1], "Concurrent X", "rival", 3.0),
    ]
    (report,) = imported.files
    assert report.rows_kept == 2
    assert report.messages == (("terms_rival", {"terms": ["Concurrent X"], "first": "Concurrent X"}),)


def test_what_the_owner_says_of_a_term_goes_first(read_one: Read) -> None:
    terms = {"concurrent x": "category"}
    imported = read_one("google_trends/multiTimeline_en.csv", own_names=BOREAL, terms=terms)
    assert [row[4] for row in _rows(imported)] == ["brand", "category", "brand", "category"]
    assert not imported.files[0].messages


def test_without_the_company_s_names_nothing_is_guessed(read_one: Read) -> None:
    imported = read_one("google_trends/multiTimeline_en.csv", own_names=())
    assert {row[4] for row in _rows(imported)} == {None}
    assert imported.files[0].messages == (("terms_untold", {"terms": ["Atelier Boréal", "Concurrent X"]}),)


@pytest.mark.parametrize(
    ("unit", "first", "grain", "end"),
    [
        ("semaine", "2026-08-30", "week", dt.date(2026, 9, 5)),
        ("Mois", "2026-08", "month", dt.date(2026, 8, 31)),
        ("Month", "2026-08", "month", dt.date(2026, 8, 31)),
        ("Jour", "2026-08-30", "day", dt.date(2026, 8, 30)),
        ("Day", "2026-08-30", "day", dt.date(2026, 8, 30)),
    ],
)
def test_interfaces_are_mixed(read: Read, unit: str, first: str, grain: str, end: dt.date) -> None:
    text = f"类别：所有类别\r\n\r\n{unit},nordet : (Canada)\r\n{first},40\r\n"
    (row,) = _rows(read({"t.csv": text}))
    assert row[1:] == (end, grain, "nordet", "brand", 40.0)


def test_one_term_in_two_regions_is_two_terms(read: Read) -> None:
    text = "Category: All categories\n\nWeek,nordet: (Quebec),nordet: (Canada)\n2026-08-30,40,9\n"
    assert [(row[3], row[5]) for row in _rows(read({"t.csv": text}))] == [
        ("nordet (Quebec)", 40.0),
        ("nordet (Canada)", 9.0),
    ]


def test_a_week_that_is_not_over_is_unknown(read: Read) -> None:
    text = "Category: All categories\n\nWeek,nordet: (Canada)\n2026-11-15,40\n2026-11-22,6\n"
    assert [row[5] for row in _rows(read({"t.csv": text}))] == [40.0, None]
