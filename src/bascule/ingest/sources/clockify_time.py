"""Clockify: the detailed report of time entries, in English or French (grade B)."""

import polars as pl

from bascule.ingest.durations import hours_of
from bascule.ingest.hours import hours_checks, people_unassigned, time_tables
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("user", en=("User",), fr=("Utilisateur",)),
    Column("email", both=("Email",), fr=("E-mail",)),
    Column("project", en=("Project",), fr=("Projet",)),
    Column("task", en=("Task",), fr=("Tâche",)),
    Column("description", both=("Description",)),
    Column("tags", en=("Tags",), fr=("Étiquettes", "Tags", "Balises")),
    Column("start_date", "date", en=("Start Date",), fr=("Date de début",), needed=True),
    Column("start_time", en=("Start Time",), fr=("Heure de début",)),
    Column("end_date", "date", en=("End Date",), fr=("Date de fin",)),
    Column("clock", en=("Duration (h)", "Time (h)"), fr=("Durée (h)", "Temps (h)")),
    Column(
        "hours",
        "number",
        en=("Duration (decimal)", "Time (decimal)"),
        fr=("Durée (décimal)", "Durée (décimale)", "Temps (décimal)"),
        negative=True,
    ),
)
_CLOCK = hours_of(pl.col("clock"))
_HOURS = pl.coalesce(_CLOCK, pl.col("hours"))
# The decimal hours are rounded to two places.
_ROUNDED = 0.01 + 1e-9


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `hours` of time entries, each on the day it began."""
    return time_tables(rows, reading, "start_date", _HOURS, "timer")


def month_first_by_default(frame: pl.DataFrame) -> str | None:
    """Return the order of dates that goes with a clock of twelve hours, the tool's own setting; None for any other."""
    if "start_time" not in frame.columns:
        return None
    halves = frame["start_time"].str.to_lowercase().str.contains(r"\d\s*[ap]\.?m")
    return "month_first" if halves.len() and halves.all() else None


CLOCKIFY_TIME = Source(
    kind="clockify_time",
    title="Clockify",
    columns=COLUMNS,
    identified_by=(("project", "clock"), ("project", "hours"), ("user", "clock"), ("user", "hours")),
    needs=(("start_date",), ("clock", "hours")),
    missing="time_report_without_days",
    usual_date_order=month_first_by_default,
    canonical=canonical,
    remarks=people_unassigned,
    amount="hours",
    checks=(
        ("value_missing", "clock", pl.col("clock").is_null() & pl.col("hours").is_null()),
        *hours_checks("clock", _HOURS),
        ("durations_differ", "hours", (_CLOCK - pl.col("hours")).abs() > _ROUNDED),
    ),
    grade="B",
    menu_en="Reports › Time › Detailed › Export › Save as CSV",
    menu_fr="Rapports › Temps › Détaillé › Exporter › Enregistrer en CSV",
)
