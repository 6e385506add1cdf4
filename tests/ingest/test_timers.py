"""Toggl Track, Harvest, Clockify and hours.csv: durations, roles, sides, and no one's name."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bascule.company import PersonSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
PEOPLE = {
    "ines@example.com": PersonSettings(role="coordinator", side="marketing"),
    "Marc D": PersonSettings(role="seller", side="sales"),
    "marc@example.com": PersonSettings(role="seller", side="sales"),
}
TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"
CLOCKIFY = "Project,Client,Description,Task,User,Email,Tags,Start Date,Start Time,Duration (h),Duration (decimal)\n"
HARVEST = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n"


def _toggl(*durations: str, day: str = "2026-09-02", email: str = "ines@example.com", what: str = "SEO") -> str:
    return TOGGL + "".join(
        f"Inès,{email},Secrète,{what},,Titre {rank},No,{day},09:00:00,,,{each},\n"
        for rank, each in enumerate(durations)
    )


def _hours(imported: Imported) -> list[tuple[object, ...]]:
    columns = ("week", "role", "side", "process", "minutes", "origin")
    return imported.tables["hours"].select(columns).sort("week", "role", "side").rows()


def test_a_french_toggl_export(read_one: Read) -> None:
    imported = read_one("toggl/Toggl_Track_detail_fr.csv", people=PEOPLE)
    week = dt.date(2026, 9, 28)
    assert _hours(imported) == [
        (week, "coordinator", "marketing", "R04", 75.0, "timer"),
        (week, "seller", "sales", "quotes", 120.0, "timer"),
    ]
    assert imported.files[0].language == "fr"
    assert imported.files[0].messages == ()


def test_a_harvest_export_saved_again_by_a_french_excel(read_one: Read) -> None:
    imported = read_one("harvest/harvest_time_report_fr_excel_resave.csv", people=PEOPLE)
    (report,) = imported.files
    assert (report.encoding, report.delimiter, report.decimal, report.rows_kept) == ("cp1252", ";", ",", 3)
    assert _hours(imported) == [
        (dt.date(2026, 8, 31), "seller", "sales", "prospecting", 150.0, "timer"),
        (dt.date(2026, 8, 31), "unassigned", "marketing", "C02", 150.0, "timer"),
    ]
    assert ("people_unassigned", {"people": 1}) in report.messages


def test_a_french_clockify_export(read_one: Read) -> None:
    imported = read_one("clockify/Clockify_Rapport_detaille_fr.csv", people=PEOPLE)
    assert _hours(imported) == [
        (dt.date(2026, 9, 14), "coordinator", "marketing", "R04", 150.0, "timer"),
        (dt.date(2026, 9, 14), "seller", "product", None, 20.0, "timer"),
    ]


@pytest.mark.parametrize("sample", ["hours/hours.csv", "hours/heures.csv"])
def test_hours_declared(read_one: Read, sample: str) -> None:
    rows = _hours(read_one(sample))
    assert rows[0][2:] == ("sales", "prospecting", 750.0, "declared")
    assert rows[1][0] == dt.date(2026, 9, 14)
    assert {row[5] for row in rows} == {"declared"}


def test_nothing_of_a_person_or_a_client_is_stored(read: Read) -> None:
    timer = _toggl("01:00:00")
    calendar = (
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Inès\nBEGIN:VEVENT\nDTSTART:20261002T130000Z\nDTEND:20261002T140000Z\n"
        "SUMMARY:Titre privé\nATTENDEE;CN=Secrète:mailto:secret@example.com\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    imported = read({"a.csv": timer, "ines@example.com.ics": calendar})
    written = str([table.rows() for table in imported.tables.values()]).lower()
    assert imported.tables["hours"].height == 2
    for secret in ("inès", "ines", "@", "secr", "titre"):
        assert secret not in written


def test_a_duration_may_pass_a_day_on_its_clock_and_is_then_no_work(read: Read) -> None:
    imported = read({"toggl.csv": _toggl("24:00:00", "26:30:00", "00:00:30")})
    assert imported.tables["hours"]["minutes"].sum() == pytest.approx(1440.5)
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("duration_too_long", 3, "26:30:00")


@pytest.mark.parametrize(
    ("cell", "code"), [("", "value_missing"), ("-01:00:00", "duration_negative"), ("bientôt", "duration_unreadable")]
)
def test_a_row_without_a_sound_duration_is_refused(read: Read, cell: str, code: str) -> None:
    imported = read({"toggl.csv": _toggl("01:00:00", cell)})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [(code, 3)]
    assert imported.files[0].rows_kept == 1


@pytest.mark.parametrize(
    ("cell", "code"),
    [("", "value_missing"), ("-1", "duration_negative"), ("25", "duration_too_long"), ("x", "duration_unreadable")],
)
def test_harvest_rows_are_held_to_the_same(read: Read, cell: str, code: str) -> None:
    imported = read({"h.csv": HARVEST + f"2026-09-02,,,,,1.5,Ada,L\n2026-09-02,,,,,{cell},Ada,L\n"})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [(code, 3)]
    assert imported.tables["hours"]["minutes"].to_list() == [90.0]


def test_the_two_durations_of_clockify_must_agree(read: Read) -> None:
    rows = (
        "SEO,,,,Ada,,,09/14/2026,09:00 AM,01:20:00,1.33\n"
        "SEO,,,,Ada,,,09/14/2026,09:00 AM,01:20:00,1.20\n"
        "SEO,,,,Ada,,,09/14/2026,09:00 AM,,0.50\n"
        "SEO,,,,Ada,,,09/14/2026,09:00 AM,,\n"
    )
    imported = read({"c.csv": CLOCKIFY + rows})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [
        ("value_missing", 5),
        ("durations_differ", 3),
    ]
    assert imported.tables["hours"]["minutes"].to_list() == [110.0]


def test_clockify_dates_go_with_its_clock_unless_told_otherwise(read: Read) -> None:
    row = "SEO,,,,Ada,,,09/02/2026,{},01:00:00,1.00\n"
    twelve = read({"c.csv": CLOCKIFY + row.format("09:00:00 AM")})
    assert twelve.tables["hours"]["week"].to_list() == [dt.date(2026, 8, 31)]
    assert "date_order_usual" in dict(twelve.files[0].messages)
    told = read({"c.csv": CLOCKIFY + row.format("09:00:00 AM")}, files={"c.csv": _day_first()})
    assert told.tables["hours"]["week"].to_list() == [dt.date(2026, 2, 9)]
    asked = read({"c.csv": CLOCKIFY + row.format("09:00:00")})
    assert [question.code for question in asked.questions] == ["date_order_unknown"]


def _day_first() -> object:
    from bascule.company import FileSettings

    return FileSettings(date_order="day_first")


def test_the_order_of_toggl_dates_is_decided_or_asked(read: Read) -> None:
    sure = read({"t.csv": _toggl("01:00:00", day="25/09/2026")})
    assert sure.tables["hours"]["week"].to_list() == [dt.date(2026, 9, 21)]
    asked = read({"t.csv": _toggl("01:00:00", day="03/09/2026")})
    assert [(question.field, question.code) for question in asked.questions] == [("date_order", "date_order_unknown")]


def test_a_summary_report_is_refused_with_what_to_export(read_one: Read) -> None:
    (refusal,) = read_one("toggl/REFUSE_summary_report.csv").refusals
    assert (refusal.code, refusal.row) == ("time_report_without_days", None)
    assert refusal.params["accepted"] == ["Start date", "Date de début"]


def test_a_summary_of_clockify_is_refused_too(read: Read) -> None:
    (refusal,) = read({"s.csv": "Project,Client,Time (h),Time (decimal),Amount (USD)\nA,B,01:00:00,1.00,0\n"}).refusals
    assert (refusal.code, refusal.params["source"]) == ("time_report_without_days", "Clockify")


def test_bad_rows_of_hours_are_refused_one_by_one(read: Read) -> None:
    text = (
        "week,role,side,minutes,origin\n2026-09-07,owner,sales,60,\n2026-09,owner,sales,60,\n"
        "2026-09-07,owner,legal,60,\n2026-09-07,owner,sales,,\n2026-09-07,owner,sales,-5,\n2026-09-07,owner,sales,6,x\n"
    )
    imported = read({"hours.csv": text})
    assert {(refusal.row, refusal.code) for refusal in imported.refusals} == {
        (3, "week_is_month"), (4, "side_unknown"), (5, "value_missing"), (6, "duration_negative"),
        (7, "hours_origin_unknown"),
    }  # fmt: skip
    assert imported.tables["hours"]["minutes"].to_list() == [60.0]


def test_two_months_that_share_a_week_add_up(read: Read) -> None:
    # The 30th of September and the 1st of October 2026 are of one week.
    september, october = _toggl("02:00:00", day="2026-09-30"), _toggl("03:00:00", day="2026-10-01")
    imported = read({"09.csv": september, "10.csv": october})
    assert imported.tables["hours"]["minutes"].sum() == 300


def test_of_two_exports_the_newer_keeps_the_days_both_have(read: Read) -> None:
    older = _toggl("02:00:00", day="2026-09-01") + _toggl("01:00:00", day="2026-09-02").removeprefix(TOGGL)
    newer = _toggl("04:00:00", day="2026-09-02") + _toggl("01:00:00", day="2026-09-03").removeprefix(TOGGL)
    imported = read({"new.csv": newer, "old.csv": older})
    assert imported.tables["hours"]["minutes"].sum() == 60 * (2 + 4 + 1)
    reports = {report.file: report for report in imported.files}
    assert ("hours_again", {"file": "old.csv", "other": "new.csv", "hours": 1.0}) in reports["old.csv"].messages
    assert reports["old.csv"].rows_kept == 1


def test_two_people_of_one_role_add_up(read: Read) -> None:
    one, two = _toggl("02:00:00", email="a@example.com"), _toggl("03:00:00", email="b@example.com")
    imported = read({"a.csv": one, "b.csv": two})
    assert imported.tables["hours"].group_by("role").agg(pl.col("minutes").sum()).rows() == [("unassigned", 300.0)]


def test_the_whole_of_an_older_export_may_be_in_the_newer(read: Read) -> None:
    one = _toggl("02:00:00")
    imported = read({"a.csv": one, "b.csv": one + "\n"})
    assert imported.tables["hours"]["minutes"].sum() == 120
    assert imported.tables["hours"].height == 1


def test_a_timer_wins_over_a_calendar_for_the_weeks_it_times(read: Read, exports: Path) -> None:
    people = {"inès": PersonSettings(role="coordinator"), "ines@example.com": PersonSettings(role="coordinator")}
    calendar = (exports / "ics/calendrier.ics").read_bytes()
    imported = read({"toggl.csv": _toggl("05:00:00"), "cal.ics": calendar}, people=people)
    minutes = imported.tables["hours"].group_by("origin", "week").agg(pl.col("minutes").sum()).sort("week")
    assert minutes.rows() == [
        ("timer", dt.date(2026, 8, 31), 300.0),
        ("calendar", dt.date(2026, 9, 7), 30.0),
        ("calendar", dt.date(2026, 9, 14), 30.0),
    ]
    report = next(report for report in imported.files if report.file == "cal.ics")
    assert ("calendar_beside_timer", {"file": "cal.ics", "other": "toggl.csv", "hours": 3.0}) in report.messages
    if "hours" not in imported.tables or "cal.ics" not in set(imported.tables["hours"]["source_file"]):
        assert report.rows_kept == 0


def test_hours_declared_beside_a_timer_are_said(read: Read) -> None:
    declared = "week,role,hours\n2026-08-31,coordinator,10\n2026-09-07,coordinator,10\n"
    imported = read({"toggl.csv": _toggl("05:00:00"), "hours.csv": declared}, people=PEOPLE)
    report = next(report for report in imported.files if report.file == "hours.csv")
    assert ("hours_declared_beside", {"file": "hours.csv", "other": "toggl.csv", "hours": 10.0}) in report.messages
    assert imported.tables["hours"]["minutes"].sum() == 25 * 60
