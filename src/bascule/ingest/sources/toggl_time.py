"""Toggl Track: the detailed report of time entries (grade A); its French headers are a guess (grade C)."""

import polars as pl

from bascule.ingest.durations import hours_of
from bascule.ingest.hours import hours_checks, people_unassigned, time_tables
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("user", en=("User", "Member"), fr=("Utilisateur", "Membre")),
    Column("email", both=("Email",), fr=("E-mail", "Courriel", "Adresse e-mail")),
    Column("project", en=("Project",), fr=("Projet",)),
    Column("task", en=("Task",), fr=("Tâche",)),
    Column("description", both=("Description",)),
    Column("tags", en=("Tags",), fr=("Étiquettes", "Tags")),
    Column("start_date", "date", en=("Start date",), fr=("Date de début",), needed=True),
    Column("end_date", "date", en=("End date", "Stop date"), fr=("Date de fin",)),
    Column("duration", en=("Duration",), fr=("Durée",), needed=True),
)
_HOURS = hours_of(pl.col("duration"))


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `hours` of time entries, each on the day it began."""
    return time_tables(rows, reading, "start_date", _HOURS, "timer")


TOGGL_TIME = Source(
    kind="toggl_time",
    title="Toggl Track",
    columns=COLUMNS,
    # Without a start date, these are the summary or the weekly report: recognised to be refused clearly.
    identified_by=(("user", "start_date", "duration"), ("email", "start_date", "duration"), ("project", "duration")),
    needs=(("start_date",),),
    missing="time_report_without_days",
    canonical=canonical,
    remarks=people_unassigned,
    amount=None,
    checks=hours_checks("duration", _HOURS),
    menu_en="Reports › Detailed › Export › Download CSV",
)
