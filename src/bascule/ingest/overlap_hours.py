"""Hours that two files both have are counted once, day by day and person by person, before anything is stored."""

from dataclasses import replace
from itertools import combinations, permutations

import polars as pl

from bascule.ingest.hours import ENTRIES, by_week
from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.tables import conform, span

_SAME = ("person", "day")
_WEEK = ("week", "role")


def settle_hours(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with the hours that they share counted once, and said.

    Of two exports of one source, the one that ends last keeps the days of work of a person that both have: the last
    day of September and the first of October may share a week. A timer wins over a calendar for the weeks and roles
    that both have, since meetings are timed too. Hours declared beside either are kept, and it is said.
    """
    reads = list(reads)
    origins = {rank: _origin(read) for rank, read in enumerate(reads) if ENTRIES in read.aside}
    for one, other in combinations(origins, 2):
        if reads[one].report.source == reads[other].report.source:
            older, newer = sorted((one, other), key=lambda at: (*_days(reads[at]), -at))
            reads[older] = _without(reads[older], reads[newer], _SAME, "hours_again")
    for one, other in permutations(origins, 2):
        if origins[one] == "calendar" and origins[other] == "timer":
            reads[one] = _without(reads[one], reads[other], _WEEK, "calendar_beside_timer")
        if origins[one] == "declared" and origins[other] in {"calendar", "timer"}:
            reads[one] = _beside(reads[one], reads[other])
    return reads


def _entries(read: FileRead) -> pl.DataFrame:
    return read.aside[ENTRIES].filter(pl.col("minutes") > 0).with_columns(pl.col("day").dt.truncate("1w").alias("week"))


def _days(read: FileRead) -> tuple[str, str]:
    days = _entries(read)["day"]
    return str(days.max()), str(days.min())


def _origin(read: FileRead) -> str | None:
    origins = _entries(read)["origin"].unique()
    return str(origins[0]) if origins.len() == 1 else None


def _shared(read: FileRead, other: FileRead, keys: tuple[str, ...]) -> tuple[pl.DataFrame, dict[str, object]]:
    entries = _entries(read)
    shared = entries.join(_entries(other).select(keys).unique(), on=keys, how="semi")
    params: dict[str, object] = {
        "file": read.report.file,
        "other": other.report.file,
        "hours": round(float(shared["minutes"].sum()) / 60, 2),
    }
    return shared, params


def _without(read: FileRead, other: FileRead, keys: tuple[str, ...], code: str) -> FileRead:
    shared, params = _shared(read, other, keys)
    if shared.is_empty():
        return read
    entries = read.aside[ENTRIES]
    week = pl.col("day").dt.truncate("1w").alias("week")
    kept = entries.with_columns(week).join(shared.select(keys).unique(), on=keys, how="anti", maintain_order="left")
    return _with_entries(read, kept.drop("week"), (code, params))


def _beside(read: FileRead, other: FileRead) -> FileRead:
    shared, params = _shared(read, other, _WEEK)
    if shared.is_empty():
        return read
    messages = (*read.report.messages, ("hours_declared_beside", params))
    return replace(read, report=replace(read.report, messages=messages))


def _with_entries(read: FileRead, entries: pl.DataFrame, message: Message) -> FileRead:
    origin = read.tables["hours"].select("source_file", "import_id").head(1)
    rows = by_week(entries)
    tables = {name: rows for name, rows in read.tables.items() if name != "hours"}
    if not rows.is_empty():
        tables["hours"] = conform(rows.join(origin, how="cross"), "hours")
    start, end = span(tables)
    worked = entries.filter(pl.col("minutes") > 0)  # the others only mark events as read
    report = replace(
        read.report,
        messages=(*read.report.messages, message),
        rows_kept=min(worked["source_row"].n_unique(), read.report.rows_kept),
        start=start,
        end=end,
    )
    return replace(read, report=report, tables=tables, aside={**read.aside, ENTRIES: entries})
