"""Harvest: the detailed time report, in decimal hours (grade B); the interface and its headers are English only."""

import polars as pl

from bascule.ingest.hours import hours_checks, people_unassigned, time_tables
from bascule.ingest.message import Message
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("day", "date", both=("Date",), needed=True),
    Column("project", both=("Project",)),
    Column("task", both=("Task",)),
    Column("description", both=("Notes",)),
    Column("hours", "number", both=("Hours",), needed=True, negative=True),
    Column("first_name", both=("First Name",)),
    Column("last_name", both=("Last Name",)),
)
_HOURS = pl.col("hours")


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    full = pl.concat_str("first_name", "last_name", separator=" ", ignore_nulls=True)
    return rows.with_columns(pl.when(full != "").then(full).alias("user"))


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `hours` of time entries."""
    return time_tables(_named(rows), reading, "day", _HOURS, "timer")


def _remarks(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    return people_unassigned(_named(rows), reading)


HARVEST_TIME = Source(
    kind="harvest_time",
    title="Harvest",
    columns=COLUMNS,
    identified_by=(("hours", "first_name", "last_name"),),
    needs=(("day",),),
    missing="time_report_without_days",
    canonical=canonical,
    remarks=_remarks,
    amount="hours",
    # Two meetings of half an hour on one day are two equal rows, and true.
    repeats_refused=False,
    checks=hours_checks("hours", _HOURS),
    grade="B",
    menu_en="Reports › Detailed time › Export › CSV",
)
