"""Working time reduced to a role, a side and a process before it is anyone's: what every time source shares."""

from collections.abc import Sequence

import polars as pl

from bascule.ingest.activities import process_of, side_of
from bascule.ingest.message import Message
from bascule.ingest.people import UNASSIGNED, mark, person_of
from bascule.ingest.source import Check, Reading, Tables

# Who did it, and what for: the columns that a time source fills where it can, and that go no further.
WHO = ("email", "user")
WHAT = ("project", "tags", "task", "description")
# What is compared between files, in memory only: `person` is a mark that cannot be read back.
ENTRIES = "hours:entries"
_ENTRY = ("day", "person", "role", "side", "process", "minutes", "origin", "source_row")
_KEY = ("week", "role", "side", "process", "origin")
_LONGEST = 24.0
_ROUNDING = 1e-9


def hours_checks(column: str, hours: pl.Expr) -> tuple[Check, ...]:
    """Return the checks of a duration: readable, not negative, no longer than a day."""
    return (
        ("duration_unreadable", column, hours.is_null()),
        ("duration_negative", column, hours < 0),
        ("duration_too_long", column, hours > _LONGEST + _ROUNDING),
    )


def time_tables(rows: pl.DataFrame, reading: Reading, day: str, hours: pl.Expr, origin: str) -> Tables:
    """Return the `hours` of time entries, and the entries themselves without anyone's name, to compare files by.

    Parameters
    ----------
    rows : DataFrame
        One row an entry, with the columns of :data:`WHO` and :data:`WHAT` that the source has.
    day : str
        Name of the column with the day.
    hours : expression
    origin : {'timer', 'calendar'}
    """
    entries = rows.with_columns(pl.col(day).cast(pl.Date).alias("day"), (hours * 60).alias("minutes"))
    entries = _reduced(entries, reading).with_columns(pl.lit(origin).alias("origin")).select(_ENTRY)
    return {"hours": by_week(entries), ENTRIES: entries}


def by_week(entries: pl.DataFrame) -> pl.DataFrame:
    """Return entries added up by week (its Monday), role, side, process and origin.

    Examples
    --------
    >>> import datetime as dt
    >>> same = {"person": "1", "role": "owner", "side": None, "process": None, "origin": "timer", "source_row": 2}
    >>> days = [{"day": dt.date(2026, 9, day), "minutes": 30.0, **same} for day in (1, 6)]
    >>> by_week(pl.DataFrame(days)).select("week", "minutes").rows()
    [(datetime.date(2026, 8, 31), 60.0)]
    """
    weeks = entries.filter(pl.col("minutes") > 0).with_columns(pl.col("day").dt.truncate("1w").alias("week"))
    return weeks.group_by(_KEY, maintain_order=True).agg(pl.col("minutes").sum(), pl.col("source_row").min())


def people_unassigned(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    """Say how many people have no role in `bascule.toml`; they are counted, not named."""
    names = _columns(rows, WHO).unique()
    unknown = {mark(row) for row in names.rows() if person_of(row, reading.people) is None}
    return (("people_unassigned", {"people": len(unknown)}),) if unknown else ()


def _reduced(rows: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    names, texts = _columns(rows, WHO), _columns(rows, WHAT)
    people = names.unique()
    found = [person_of(row, reading.people) for row in people.rows()]
    people = people.with_columns(
        _text("person", [mark(row) for row in people.rows()]),
        _text("role", [person.role if person else UNASSIGNED for person in found]),
        _text("usual_side", [person.side if person else None for person in found]),
    )
    told = texts.unique()
    told = told.with_columns(
        _text("told_side", [side_of(row) for row in told.rows()]),
        _text("process", [process_of(row) for row in told.rows()]),
    )
    rows = rows.select("day", "minutes", "source_row").hstack(names).hstack(texts)
    rows = rows.join(people, on=WHO, how="left", nulls_equal=True, maintain_order="left")
    rows = rows.join(told, on=WHAT, how="left", nulls_equal=True, maintain_order="left")
    return rows.with_columns(pl.coalesce("told_side", "usual_side").alias("side"))


def _columns(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    absent = pl.lit(None, pl.String)
    return rows.select((pl.col(name) if name in rows.columns else absent.alias(name)) for name in names)


def _text(name: str, values: Sequence[str | None]) -> pl.Series:
    return pl.Series(name, values, dtype=pl.String)
