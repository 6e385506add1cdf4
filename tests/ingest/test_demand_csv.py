"""search.csv, interest.csv, web.csv and drivers.csv: dated figures that no money is spent on."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from bascule.ingest import Imported
from bascule.locale import Locale
from bascule.locale.wording import word

Read = Callable[..., Imported]
DAY = dt.date(2026, 9, 7)
HEADS = {
    "search": "date,brand,impressions,clicks",
    "interest": "date,term,kind,value",
    "web": "date,channel,sessions",
    "drivers": "date,driver,value",
}


def _csv(head: str, *rows: tuple[Any, ...], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([head.split(","), *rows])
    return buffer.getvalue()


def _rows(imported: Imported, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return imported.tables[table].select(*columns).rows()


def test_queries_of_a_day_are_summed_by_whether_they_name_the_brand(read: Read) -> None:
    head = "date,query,brand,impressions,clicks"
    rows = [(DAY, "nordet", "true", 30, 9), (DAY, "nordet avis", "TRUE", 5, 1), (DAY, "toiture", "false", 80, 2)]
    imported = read({"gsc.csv": _csv(head, *rows)})
    assert _rows(imported, "search", "brand", "impressions", "clicks") == [(True, 35.0, 10.0), (False, 80.0, 2.0)]
    (report,) = imported.files
    assert (report.source, report.table, report.rows_kept, report.total) == ("search_csv", "search", 3, None)
    assert "query" not in imported.tables["search"].columns
    assert not report.messages


@pytest.mark.parametrize(("yes", "no"), [("oui", "non"), ("1", "0"), ("Vrai", "Faux"), ("yes", "no"), (True, False)])
def test_yes_and_no_are_read_in_both_languages(read: Read, yes: object, no: object) -> None:
    imported = read({"s.csv": _csv("date,brand,clicks", (DAY, yes, 3), (DAY, no, 4))})
    assert _rows(imported, "search", "brand", "clicks") == [(True, 3.0), (False, 4.0)]


def test_french_figures_and_dates_are_the_same_as_english_ones(read: Read) -> None:
    english = _csv(
        "date,driver,value", ("2026-09-14", "temperature", "-1.5"), ("2026-09-15", "temperature", "1,020.25")
    )
    french = _csv(
        "date,driver,value",
        ("14/09/2026", "temperature", "−1,5"),
        ("15/09/2026", "temperature", "1 020,25"),
        delimiter=";",
    )
    one, other = (read({"d.csv": text}).tables["drivers"].drop("import_id") for text in (english, french))
    assert one.equals(other)
    assert one["value"].to_list() == [-1.5, 1020.25]


def test_thousands_of_visits_are_read_in_both_languages(read: Read) -> None:
    for delimiter, figure in ((",", "1,234"), (";", "1 234"), (";", "1.234")):
        imported = read({"w.csv": _csv(HEADS["web"], (DAY, "organic", figure), delimiter=delimiter)})
        assert imported.tables["web"]["sessions"].to_list() == [1234.0]


def test_visits_are_summed_by_channel_under_one_name(read: Read) -> None:
    rows = [(DAY, "Organic Search", 30), (DAY, "organique", 12), (DAY, "(direct)", 7), (DAY, "Referral", 5)]
    imported = read({"ga.csv": _csv(HEADS["web"], *rows)})
    assert _rows(imported, "web", "channel", "sessions") == [("organic", 42.0), ("direct", 7.0), ("Referral", 5.0)]


def test_an_index_under_one_is_unknown_and_not_zero(read: Read) -> None:
    rows = [(DAY, "nordet", "Marque", "<1"), (DAY, "toiture", "catégorie", 0), (DAY, "autre", "concurrent", 55.5)]
    imported = read({"trends.csv": _csv(HEADS["interest"], *rows)})
    assert _rows(imported, "interest", "term", "kind", "value") == [
        ("nordet", "brand", None),
        ("toiture", "category", 0.0),
        ("autre", "rival", 55.5),
    ]
    assert imported.files[0].messages == ()


def test_each_driver_has_the_grain_of_its_own_dates(read: Read) -> None:
    rows = [(f"2026-0{month}-01", "price", 9.5) for month in (6, 7, 8)]
    rows += [(DAY + dt.timedelta(weeks=week), "demand", week) for week in range(4)]
    rows += [(DAY + dt.timedelta(days=day), "snow", 0) for day in range(3)]
    drivers = read({"d.csv": _csv(HEADS["drivers"], *rows)}).tables["drivers"]
    assert dict(drivers.select("driver", "grain").unique().rows()) == {
        "price": "month",
        "demand": "week",
        "snow": "day",
    }
    assert drivers.filter(driver="price")["date_end"].to_list()[1] == dt.date(2026, 7, 31)


@pytest.mark.parametrize(("given", "last"), [("month", 30), ("Mois", 30), ("semaine", 13), ("jour", 7)])
def test_a_grain_that_is_given_wins(read: Read, given: str, last: int) -> None:
    imported = read({"w.csv": _csv("date,grain,channel,sessions", (DAY, given, "direct", 9))})
    assert imported.tables["web"]["date_end"].to_list() == [dt.date(2026, 9, last)]


@pytest.mark.parametrize(
    ("head", "row", "code", "column", "value"),
    [
        (HEADS["search"], (DAY, "maybe", 1, 1), "flag_unknown", "brand", "maybe"),
        (HEADS["search"], (DAY, "", 1, 1), "value_missing", "brand", None),
        (HEADS["search"], (DAY, "yes", -4, 1), "figure_negative", "impressions", "-4"),
        (HEADS["search"], ("soon", "yes", 4, 1), "date_unreadable", "date", "soon"),
        (HEADS["interest"], (DAY, "nordet", "ours", 4), "interest_kind_unknown", "kind", "ours"),
        (HEADS["interest"], (DAY, "", "brand", 4), "value_missing", "term", None),
        (HEADS["interest"], (DAY, "nordet", "brand", -1), "figure_negative", "value", "-1"),
        (HEADS["web"], (DAY, "direct", -1), "figure_negative", "sessions", "-1"),
        (HEADS["web"], (DAY, "", 3), "value_missing", "channel", None),
        (HEADS["web"], ("2027-01-01", "direct", 3), "date_future", "date", "2027-01-01"),
        (HEADS["drivers"], ("", "snow", 3), "date_missing", "date", ""),
        ("date,grain,driver,value", (DAY, "hourly", "snow", 3), "grain_unknown", "grain", "hourly"),
    ],
)
def test_a_bad_cell_is_refused_where_it_stands_and_loses_no_other(
    read: Read, head: str, row: tuple[Any, ...], code: str, column: str, value: str | None
) -> None:
    good = tuple({"brand": "yes", "kind": "brand", "grain": "day"}.get(name, 8) for name in head.split(",")[1:])
    imported = read({"x.csv": _csv(head, (DAY + dt.timedelta(days=1), *good), row)})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.column, refusal.value) == (code, 3, column, value)
    assert imported.files[0].rows_kept == 1
    for lang in ("fr", "en"):
        assert code not in word(code, refusal.params, Locale(lang))


@pytest.mark.parametrize("table", ["interest", "drivers"])
def test_a_series_given_twice_for_a_day_is_kept_by_neither(read: Read, table: str) -> None:
    kind = ("brand",) if table == "interest" else ()
    rows = [(DAY, "a", *kind, 5), (DAY, "b", *kind, 6), (DAY, "a", *kind, 7)]
    imported = read({"x.csv": _csv(HEADS[table], *rows)})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [
        ("series_duplicated", 2),
        ("series_duplicated", 4),
    ]
    assert imported.tables[table]["value"].to_list() == [6.0]


def test_a_stray_date_in_a_weekly_series_is_refused_beside_a_daily_one(read: Read) -> None:
    weekly = [(DAY - dt.timedelta(weeks=week), "demand", 10 + week) for week in range(20)]
    daily = [(DAY - dt.timedelta(days=day), "snow", day) for day in range(20)]
    imported = read({"d.csv": _csv(HEADS["drivers"], *weekly, ("2026-06-03", "demand", 3), *daily)})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("week_off_grid", 22, "2026-06-03")


def test_a_totals_row_is_checked_in_visits_and_not_in_dollars(read: Read) -> None:
    rows = [(DAY, "direct", 3000), (DAY, "organic", 4000)]
    imported = read({"w.csv": _csv(HEADS["web"], *rows, ("Total", "", 7000))})
    assert imported.files[0].messages == (("counts_agree", {"stated": 7000.0}),)
    (refusal,) = read({"w.csv": _csv(HEADS["web"], *rows, ("Total", "", 9000))}).refusals
    assert (refusal.code, refusal.params["stated"], refusal.params["apart"]) == ("counts_differ", 9000.0, 2000.0)
    assert "$" not in word(refusal.code, refusal.params, Locale("en"))


def test_visits_by_week_and_by_day_are_not_both_counted(read: Read) -> None:
    daily = [(DAY + dt.timedelta(days=day), "direct", 10) for day in range(14)]
    weekly = [(DAY + dt.timedelta(weeks=week), "direct", 70) for week in (-1, 0, 1)]
    imported = read({"days.csv": _csv(HEADS["web"], *daily), "weeks.csv": _csv(HEADS["web"], *weekly)})
    assert imported.tables["web"]["sessions"].sum() == 210
    assert dict(imported.files[1].messages)["coarser_dropped"]["rows"] == 2


def test_two_exports_of_one_index_on_two_scales_are_not_mixed(read: Read) -> None:
    days = [DAY + dt.timedelta(days=day) for day in range(10)]
    texts = (
        _csv(HEADS["interest"], *((day, "nordet", "brand", scale + at) for at, day in enumerate(days)))
        for scale in (10, 60)
    )
    imported = read(dict(zip(("a.csv", "b.csv"), texts, strict=True)))
    assert [(refusal.file, refusal.code) for refusal in imported.refusals] == [("b.csv", "file_overlaps")]
    assert imported.tables["interest"]["value"].to_list() == [float(10 + at) for at in range(10)]


def test_the_company_s_currency_is_not_put_on_figures_without_money(read: Read) -> None:
    imported = read({f"{table}.csv": _csv(head, *_example(head)) for table, head in HEADS.items()})
    assert {report.currency for report in imported.files} == {None}
    assert all(report.messages == () and report.total is None for report in imported.files)
    assert set(imported.tables) == set(HEADS)
    assert all(isinstance(frame, pl.DataFrame) and frame.height == 1 for frame in imported.tables.values())


def _example(head: str) -> list[tuple[Any, ...]]:
    return [tuple({"date": DAY, "brand": "yes", "kind": "brand"}.get(name, 8) for name in head.split(","))]
