"""Search Console: the queries of an archive, their period told by the chart beside them, nothing counted twice."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.company import FileSettings
from bascule.ingest import Imported
from bascule.ingest.taxonomy import is_own_query

Read = Callable[..., Imported]
SAMPLE = "gsc/atelierboreal.example-Performance-on-Search-2026-10-01_{}.zip"
BOREAL = ("Atelier Boréal",)
CHART = "Date,Clicks,Impressions,CTR,Position\n2026-09-01,12,400,3%,8.1\n2026-09-30,10,300,3%,8\n2026-10-01,,,,\n"
QUERIES = "Top queries,Clicks,Impressions,CTR,Position\nnordet,30,90,33.33%,1.2\ntoit,4,800,0.5%,14.6\n"


def _zip(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return buffer.getvalue()


def _rows(imported: Imported) -> list[tuple[Any, ...]]:
    return imported.tables["search"].select("date", "date_end", "grain", "brand", "impressions", "clicks").rows()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_archive_in_either_language_gives_the_same(read: Read, exports: Any, language: str) -> None:
    name = SAMPLE.format(language)
    imported = read({"gsc.zip": (exports / name).read_bytes()}, own_names=BOREAL)
    day = (dt.date(2026, 9, 1), dt.date(2026, 9, 1), "day")
    assert _rows(imported) == [(*day, None, 400.0, 12.0), (*day, True, 90.0, 30.0), (*day, False, 800.0, 4.0)]
    assert len(imported.files) == 7
    aside = [report for report in imported.files if report.source == "search_console_aside"]
    assert [code for report in aside for code, _ in report.messages] == ["search_repeated"] * 5
    assert not imported.refusals
    assert not imported.questions


def test_queries_are_of_the_days_that_the_chart_has(read: Read) -> None:
    imported = read({"gsc.zip": _zip(Chart=CHART, Queries=QUERIES)})
    september = (dt.date(2026, 9, 1), dt.date(2026, 9, 30), "month")
    assert _rows(imported)[-2:] == [(*september, True, 90.0, 30.0), (*september, False, 800.0, 4.0)]


def test_a_blank_day_has_no_data_and_is_not_zero(read: Read) -> None:
    imported = read({"gsc.zip": _zip(Chart=CHART, Queries=QUERIES)})
    assert dt.date(2026, 10, 1) not in imported.tables["search"]["date"].to_list()


def test_a_workbook_is_an_archive_of_sheets(read: Read) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": True}) as book:
        for name, text in (("Chart", CHART), ("Queries", QUERIES), ("Filters", "Filter,Value\nSearch type,Web\n")):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(csv.reader(io.StringIO(text))):
                sheet.write_row(at, 0, row)
    imported = read({"gsc.xlsx": buffer.getvalue()})
    assert [row[1:] for row in _rows(imported)[-2:]] == [
        (dt.date(2026, 9, 30), "month", True, 90.0, 30.0),
        (dt.date(2026, 9, 30), "month", False, 800.0, 4.0),
    ]


def test_queries_alone_ask_for_their_period(read: Read) -> None:
    (question,) = read({"q.csv": QUERIES}).questions
    assert question.field == "period"
    answered = read({"q.csv": QUERIES}, files={"q.csv": FileSettings(period="2026-09-01/2026-09-30")})
    assert [row[3:] for row in _rows(answered)] == [(True, 90.0, 30.0), (False, 800.0, 4.0)]


def test_without_the_company_s_names_the_brand_is_unknown_and_it_is_said(read: Read) -> None:
    imported = read({"gsc.zip": _zip(Chart=CHART, Queries=QUERIES)}, own_names=())
    # Queries that nothing tells apart are all searches, which the chart gives day by day.
    assert {row[2:4] for row in _rows(imported)} == {("day", None)}
    said = {report.file: [code for code, _ in report.messages] for report in imported.files}
    assert said == {"gsc.zip/Chart.csv": [], "gsc.zip/Queries.csv": ["own_names_unknown", "coarser_dropped"]}


def test_filters_that_narrow_the_export_are_said(read: Read) -> None:
    filters = "Filter,Value\nSearch type,Web\nDate,Last 28 days\nCountry,France\n"
    imported = read({"gsc.zip": _zip(Chart=CHART, Queries=QUERIES, Filters=filters)})
    said = {report.file: dict(report.messages) for report in imported.files}
    assert said["gsc.zip/Queries.csv"]["search_filtered"] == {"filters": ["Country: France"]}


def test_of_a_comparison_the_first_period_is_read(read: Read) -> None:
    head = "Top queries,9/1/26 - 9/30/26 Clicks,8/1/26 - 8/31/26 Clicks,9/1/26 - 9/30/26 Impressions,"
    text = head + "8/1/26 - 8/31/26 Impressions\nnordet,30,99,90,999\ntoit,4,99,800,999\n"
    imported = read({"q.csv": text}, files={"q.csv": FileSettings(period="2026-09-01/2026-09-30")})
    assert [row[3:] for row in _rows(imported)] == [(True, 90.0, 30.0), (False, 800.0, 4.0)]
    assert imported.files[0].rows_kept == 2


def test_stretches_that_cross_are_not_added_up(read: Read) -> None:
    summer = CHART.replace("2026-09-01", "2026-07-01")
    later = CHART.replace("2026-09-01", "2026-08-01").replace("2026-09-30", "2026-10-31")
    imported = read(
        {"a.zip": _zip(Chart=summer, Queries=QUERIES), "b.zip": _zip(Chart=later, Queries=QUERIES + "x,1,1,1%,1\n")}
    )
    named = imported.tables["search"].drop_nulls("brand")
    assert named.select("date", "brand", "impressions").rows() == [
        (dt.date(2026, 8, 1), True, 90.0),
        (dt.date(2026, 8, 1), False, 801.0),
    ]
    dropped = next(report for report in imported.files if report.file == "a.zip/Queries.csv")
    assert dict(dropped.messages)["periods_crossed"]["rows"] == 2


@pytest.mark.parametrize(
    ("query", "own"),
    [
        ("atelier boréal", True),
        ("ATELIER BOREAL avis", True),
        ("atelierboreal", True),
        ("www.atelierboreal.ca", True),
        ("atelier-boreal québec", True),
        ("l'atelier boréal", True),
        ("boreal atelier", False),
        ("ateliers boréaux", False),
        ("atelier", False),
        ("", False),
    ],
)
def test_a_query_names_the_company_by_whole_words(query: str, own: bool) -> None:
    assert is_own_query(query, BOREAL) is own


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_surrounds_the_name_it_is_found_and_without_names_nothing_is(before: str, after: str) -> None:
    assert is_own_query(f"{before} Atelier Boréal {after}", BOREAL)
    assert not is_own_query(f"{before} {after}", ())
