"""Calendars (.ics) of Google, Outlook, Apple and others: the hours of their events, until today (grade A: RFC 5545)."""

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.agenda import YEARS, work_of
from bascule.ingest.hours import people_unassigned, time_tables
from bascule.ingest.ics import calendars_of
from bascule.ingest.message import Message
from bascule.ingest.recurrence import Steps
from bascule.ingest.source import Column, Long, Reading, Source, Tables

# Headers that no spreadsheet has: these rows are made here, of events.
COLUMNS = (
    Column("event", both=("VEVENT",)),
    Column("day", "date", both=("DTSTART of VEVENT",), needed=True, future=True),
    Column("minutes", "number", both=("Minutes of VEVENT",)),
    Column("merged", "number", both=("Minutes merged of VEVENT",)),
    Column("state", both=("State of VEVENT",)),
    Column("user", both=("X-WR-CALNAME",)),
    Column("description", both=("SUMMARY",)),
)
_MOST_BYTES = 64 << 20
_STATE = pl.col("state")


def open_text(text: str, reading: Reading) -> Long:
    """Return one row an event and day.

    Raises
    ------
    BasculeError
        `calendar_damaged` or `calendar_too_large`.
    """
    if len(text) > _MOST_BYTES:
        raise BasculeError("calendar_too_large", file=reading.file)
    steps = Steps()
    try:
        work = [each for calendar in calendars_of(text, reading.file) for each in work_of(calendar, reading, steps)]
    except OverflowError as error:
        raise BasculeError("calendar_too_large", file=reading.file) from error
    header = tuple(column.names[0] for column in COLUMNS)
    # A point before the title: no event called "Total" is a total.
    rows = [
        (each.written, each.day.isoformat(), f"{each.minutes:.4f}", f"{each.merged:.4f}", each.state, each.person,
         f"· {each.title}")
        for each in work
    ]  # fmt: skip
    return Long((header, *rows), [each.line for each in work])


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `hours` of the events; those of a whole day have none."""
    return time_tables(rows, reading, "day", pl.col("minutes") / 60, "calendar")


def remarks(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    """Say what was cut, merged or left without hours."""
    said: list[Message] = []
    whole_days, cut = (int((rows["state"] == state).sum()) for state in ("all_day", "cut"))
    if whole_days:
        said.append(("events_all_day", {"events": whole_days}))
    if cut:
        since = reading.today.replace(year=reading.today.year - YEARS, day=min(reading.today.day, 28))
        said.append(("events_cut", {"events": cut, "since": since}))
    if merged := float(rows["merged"].sum() or 0.0):
        said.append(("events_merged", {"hours": round(merged / 60, 2)}))
    return (*said, *people_unassigned(rows, reading))


CALENDAR_ICS = Source(
    kind="calendar_ics",
    title="iCalendar",
    columns=COLUMNS,
    identified_by=(("event", "day", "minutes", "state"),),
    begins_with="BEGIN:VCALENDAR",
    open_text=open_text,
    canonical=canonical,
    remarks=remarks,
    amount=None,
    repeats_refused=False,
    left_out=(
        ("events_cancelled", _STATE == "cancelled"),
        ("events_free", _STATE == "free"),
        ("events_declined", _STATE == "declined"),
        ("events_ahead", _STATE == "ahead"),
    ),
    checks=(
        ("event_unreadable", "event", _STATE == "broken"),
        ("duration_negative", "state", _STATE == "backwards"),
        ("duration_too_long", "state", _STATE == "too_long"),
    ),
    menu_en="Google Calendar › Settings › Import & export › Export",
    menu_fr="Google Agenda › Paramètres › Importer et exporter › Exporter",
)
