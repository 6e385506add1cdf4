"""Calendars: recurring, moved, cancelled, declined and all-day events; clocks; damage; and files made to hang."""

import datetime as dt
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.company import PersonSettings
from bascule.errors import BasculeError
from bascule.ingest import Imported
from bascule.ingest.source import Reading
from bascule.ingest.sources.calendar_ics import open_text

Read = Callable[..., Imported]
TODAY = dt.date(2026, 11, 23)
READING = Reading("a.ics", TODAY)


def _event(*lines: str, uid: str = "1") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"]) + "\n"


def _calendar(*events: str, head: str = "X-WR-CALNAME:Inès\n") -> str:
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + head + "".join(events) + "END:VCALENDAR\n"


def _minutes(text: str, zone: str = "America/Toronto") -> dict[str, float]:
    long = open_text(text, Reading("a.ics", TODAY, zone=zone))
    rows = [dict(zip(long.rows[0], row, strict=True)) for row in long.rows[1:]]
    days: dict[str, float] = {}
    for row in rows:
        if minutes := float(row["Minutes of VEVENT"]):
            days[row["DTSTART of VEVENT"]] = round(days.get(row["DTSTART of VEVENT"], 0.0) + minutes, 3)
    return dict(sorted(days.items()))


def _states(text: str) -> list[str]:
    long = open_text(text, READING)
    return [row[4] for row in long.rows[1:] if row[4]]


def test_a_french_calendar_with_everything(read_one: Read) -> None:
    people = {"marc@example.com": PersonSettings(role="seller", side="product")}
    imported = read_one("ics/agenda_fr.ics", people=people)
    (report,) = imported.files
    # Every second Monday and Wednesday of September: one excepted, one moved to Tuesday and made shorter.
    assert imported.tables["hours"].select("week", "minutes").sort("week").rows() == [
        (dt.date(2026, 8, 31), 180.0),
        (dt.date(2026, 9, 14), 60.0),
        (dt.date(2026, 9, 28), 90.0),
    ]
    assert imported.tables["hours"]["side"].unique().to_list() == ["sales"]
    assert imported.tables["hours"]["role"].unique().to_list() == ["seller"]
    assert (report.rows_kept, report.rows_left_out, report.rows_refused) == (2, 3, 0)
    assert {code for code, _ in report.messages} == {"events_cancelled", "events_free", "events_declined"}


def test_clocks() -> None:
    utc = _event("DTSTART:20260903T030000Z", "DTEND:20260903T040000Z")
    named = _event("DTSTART;TZID=Europe/Paris:20260903T050000", "DTEND;TZID=Europe/Paris:20260903T060000")
    windows = _event("DTSTART;TZID=Eastern Standard Time:20260902T230000", "DURATION:PT1H")
    pathed = _event("DTSTART;TZID=/example.org/2026/America/Toronto:20260902T230000", "DURATION:PT1H")
    floating = _event("DTSTART:20260902T230000", "DTEND:20260903T000000")
    for event in (utc, named, windows, pathed, floating):
        assert _minutes(_calendar(event)) == {"2026-09-02": 60.0}
    assert _minutes(_calendar(utc), zone="Europe/Paris") == {"2026-09-03": 60.0}


def test_an_unknown_clock_is_refused_and_the_rest_kept(read: Read) -> None:
    bad = _event("DTSTART;TZID=Mars/Olympus:20260902T230000", "DURATION:PT1H")
    good = _event("DTSTART:20260902T130000Z", "DURATION:PT1H", uid="2")
    imported = read({"a.ics": _calendar(bad, good)})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("event_unreadable", 4, "TZID=Mars/Olympus")
    assert imported.tables["hours"]["minutes"].to_list() == [60.0]


def test_midnight_and_the_changes_of_hour() -> None:
    night = _event("DTSTART;TZID=America/Toronto:20260906T230000", "DTEND;TZID=America/Toronto:20260907T013000")
    assert _minutes(_calendar(night)) == {"2026-09-06": 60.0, "2026-09-07": 90.0}
    spring = _event("DTSTART;TZID=America/Toronto:20260308T010000", "DTEND;TZID=America/Toronto:20260308T040000")
    autumn = _event("DTSTART;TZID=America/Toronto:20261101T003000", "DTEND;TZID=America/Toronto:20261101T033000")
    assert _minutes(_calendar(spring)) == {"2026-03-08": 120.0}
    assert _minutes(_calendar(autumn)) == {"2026-11-01": 240.0}
    weekly = _event("DTSTART;TZID=America/Toronto:20261030T233000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert _minutes(_calendar(weekly)) == {
        "2026-10-30": 30.0, "2026-10-31": 30.0, "2026-11-06": 30.0, "2026-11-07": 30.0,
    }  # fmt: skip


def test_events_at_once_count_once(read: Read) -> None:
    one = _event("DTSTART:20260902T130000Z", "DTEND:20260902T150000Z", "SUMMARY:SEO")
    two = _event("DTSTART:20260902T140000Z", "DTEND:20260902T160000Z", "SUMMARY:Démo", uid="2")
    within = _event("DTSTART:20260902T131500Z", "DTEND:20260902T134500Z", uid="3")
    imported = read({"a.ics": _calendar(one, two, within)})
    assert imported.tables["hours"].select("side", "minutes").sort("side").rows() == [
        ("marketing", 120.0), ("sales", 60.0),
    ]  # fmt: skip
    assert ("events_merged", {"hours": 1.5}) in imported.files[0].messages
    assert imported.files[0].rows_kept == 3


def test_what_is_no_work_is_left_out() -> None:
    hour = ("DTSTART:20260902T130000Z", "DTEND:20260902T140000Z")
    head = "X-WR-CALNAME:ines@example.com\n"
    declined = 'ATTENDEE;CN="M, Inès";PARTSTAT=DECLINED:MAILTO:Ines@example.com'
    for line, state in (
        ("STATUS:CANCELLED", "cancelled"),
        ("TRANSP:TRANSPARENT", "free"),
        ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", "free"),
        (declined, "declined"),
    ):
        text = _calendar(_event(*hour, line), head=head)
        assert (_states(text), _minutes(text)) == ([state], {})
    other = _calendar(_event(*hour, "ATTENDEE;PARTSTAT=DECLINED:mailto:marc@example.com"), head=head)
    assert _minutes(other) == {"2026-09-02": 60.0}
    assert _states(_calendar(_event("DTSTART:20261201T130000Z", "DURATION:PT1H"))) == ["ahead"]
    assert _states(_calendar(_event("DTSTART;VALUE=DATE:20260907"))) == ["all_day"]


def test_a_recurring_event_stops_today_and_begins_ten_years_before(read: Read) -> None:
    event = _event(
        "DTSTART;TZID=America/Toronto:20100104T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"
    )
    imported = read({"a.ics": _calendar(event)})
    weeks = imported.tables["hours"]["week"].sort().to_list()
    assert weeks[-1] <= TODAY
    assert weeks[0] >= dt.date(2016, 11, 21)
    assert {(week - dt.date(2010, 1, 4)).days % 14 for week in weeks} == {0}
    assert ("events_cut", {"events": 1, "since": dt.date(2016, 11, 23)}) in imported.files[0].messages


def test_until_exceptions_and_moved_instances() -> None:
    weekly = "DTSTART;TZID=America/Toronto:20260901T090000"
    until = _event(weekly, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260915T130000Z")
    assert list(_minutes(_calendar(until))) == ["2026-09-01", "2026-09-08", "2026-09-15"]
    sooner = _event(weekly, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260915T125959Z")
    assert list(_minutes(_calendar(sooner))) == ["2026-09-01", "2026-09-08"]
    dated = _event(weekly, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260915", "EXDATE;VALUE=DATE:20260908")
    assert list(_minutes(_calendar(dated))) == ["2026-09-01", "2026-09-15"]
    series = _event(weekly, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260908T130000Z")
    added = _event(weekly, "DURATION:PT1H", "RDATE;TZID=America/Toronto:20260903T090000,20260904T090000")
    assert list(_minutes(_calendar(series))) == ["2026-09-01"]
    assert list(_minutes(_calendar(added))) == ["2026-09-01", "2026-09-03", "2026-09-04"]
    gone = _event("RECURRENCE-ID;TZID=America/Toronto:20260901T090000", weekly, "DURATION:PT1H", "STATUS:CANCELLED")
    counted = _event(weekly, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert list(_minutes(_calendar(counted, gone))) == ["2026-09-08"]


def test_the_last_state_of_an_event_counts() -> None:
    old = _event("SEQUENCE:1", "DTSTART:20260901T130000Z", "DURATION:PT1H")
    new = _event("SEQUENCE:2", "DTSTART:20260902T130000Z", "DURATION:PT1H")
    assert list(_minutes(_calendar(new, old))) == ["2026-09-02"]


def test_whose_calendar_it_is(read: Read) -> None:
    event = _event("DTSTART:20260902T130000Z", "DURATION:PT1H", "ORGANIZER;CN=Marc D:mailto:marc@example.com")
    people = {"marc d": PersonSettings(role="seller"), "ines@example.com": PersonSettings(role="coordinator")}
    for name, head, role in (
        ("a.ics", "X-WR-CALNAME:INES@example.com\n", "coordinator"),
        ("ines@example.com.ics", "X-WR-CALNAME:Travail\n", "coordinator"),
        ("b.ics", "", "unassigned"),
        ("c.ics", "X-WR-CALNAME:Équipe\n", "unassigned"),
    ):
        imported = read({name: _calendar(event, head=head)}, people=people, files={"zz": {}})
        assert imported.tables["hours"].filter(pl.col("role") == role).height >= 1


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260902T130000Z\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n",
        "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 5000 + "END:VEVENT\n" * 5000 + "END:VCALENDAR\n",
    ],
)
def test_a_damaged_calendar_is_refused(read: Read, text: str) -> None:
    (refusal,) = read({"a.ics": text}).refusals
    assert (refusal.code, refusal.row) == ("calendar_damaged", None)
    assert refusal.params["row"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DTSTART:2026-09-02 13:00", "event_unreadable"),
        ("DTSTART:20260231T130000Z", "event_unreadable"),
        ("DTSTART:20260902T250000Z", "event_unreadable"),
        ("SUMMARY:sans date", "event_unreadable"),
        ("DTSTART:20260902T130000Z\nDTEND:20260902T120000Z", "duration_negative"),
        ("DTSTART:20260902T130000Z\nDTEND:20260904T120000Z", "duration_too_long"),
        ("DTSTART:20260902T130000Z\nDTEND;VALUE=DATE:20260902", "event_unreadable"),
        ("DTSTART:20260902T130000Z\nDURATION:P1Y", "event_unreadable"),
        ("DTSTART:20260902T130000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY", "event_unreadable"),
        ("DTSTART:20260902T130000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=soon", "event_unreadable"),
        ("DTSTART:20260902T130000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260902T130000Z", "event_unreadable"),
    ],
)
def test_an_event_that_cannot_be_read_is_refused_alone(read: Read, line: str, said: str) -> None:
    good = _event("DTSTART:20260903T130000Z", "DURATION:PT1H", uid="2")
    imported = read({"a.ics": _calendar(_event(line), good)})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [(said, 4)]
    assert imported.tables["hours"]["minutes"].to_list() == [60.0]


def test_an_empty_calendar_is_said(read: Read) -> None:
    good = _calendar(_event("DTSTART:20260903T130000Z", "DURATION:PT1H"))
    imported = read({"empty.ics": _calendar(), "a.ics": good})
    reports = {report.file: report for report in imported.files}
    assert reports["empty.ics"].messages == (("file_without_rows", {"file": "empty.ics"}),)


_HOUR = ("DTSTART:20200101T130000Z", "DURATION:PT1H")
HOSTILE = {
    "secondly": _calendar(*[_event(*_HOUR, "RRULE:FREQ=SECONDLY", uid=str(at)) for at in range(500)]),
    "count": _calendar(*[_event(*_HOUR, f"RRULE:FREQ=DAILY;COUNT={10**15}", uid=str(at)) for at in range(100)]),
    "never": _calendar(*[_event(*_HOUR, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(at)) for at in range(80)]),
    "far": _calendar(
        _event("DTSTART:99991231T235959Z", "DTEND:99991231T235959Z", "RRULE:FREQ=DAILY"),
        _event("DTSTART:00010101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", uid="2"),
        _event(*_HOUR, "RRULE:FREQ=YEARLY;INTERVAL=99999999999999999999", "EXDATE:99991231T235959Z", uid="3"),
    ),
    "nested": "BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 200_000 + "END:X\n" * 200_000 + "END:VCALENDAR\n",
    "line": _calendar(_event(*_HOUR, "SUMMARY:" + "a" * (10 << 20))),
    "folded": _calendar(_event(*_HOUR, "SUMMARY:a" + "\n a" * 500_000)),
    "parameters": _calendar(_event("DTSTART" + ";A=b" * 20_000 + ":20200101T130000Z")),
    "unquoted": _calendar(_event('DTSTART;TZID="' + '";"' * 20_000, *_HOUR)),
    "dates": _calendar(_event(*_HOUR, "RDATE:" + ",".join(["20200102T130000Z"] * 300_000))),
}

REFUSED = {"count": "calendar_too_large", "nested": "calendar_damaged"}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_calendar_is_left_quickly(name: str) -> None:
    began = time.process_time()
    if name in REFUSED:
        with pytest.raises(BasculeError) as refused:
            open_text(HOSTILE[name], READING)
        assert refused.value.code == REFUSED[name]
    else:
        assert 1 <= len(open_text(HOSTILE[name], READING).rows) < 1000
    assert time.process_time() - began < 2


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 11, 20)), st.integers(1, 1400)),
        min_size=1,
        max_size=12,
    )
)
def test_minutes_are_those_of_the_union_of_the_events(events: list[tuple[dt.datetime, int]]) -> None:
    spans = [(start.replace(second=0, microsecond=0), minutes) for start, minutes in events]
    text = _calendar(
        *[
            _event(f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DURATION:PT{minutes}M", uid=str(at))
            for at, (start, minutes) in enumerate(spans)
        ]
    )
    busy = {start + dt.timedelta(minutes=at) for start, minutes in spans for at in range(minutes)}
    own = ZoneInfo("America/Toronto")
    days: dict[str, float] = {}
    for minute in busy:
        day = minute.replace(tzinfo=dt.UTC).astimezone(own).date().isoformat()
        days[day] = days.get(day, 0.0) + 1
    assert _minutes(text) == dict(sorted(days.items()))
