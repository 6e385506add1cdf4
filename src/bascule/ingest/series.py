"""What the plain tables of dated figures have in common: a date, a grain, a check of both, and sums."""

from collections.abc import Sequence

import polars as pl

from bascule.ingest.grain import date_end, infer_grain, off_grid
from bascule.ingest.source import Check, Column
from bascule.ingest.words import meaning

DATE = Column("date", "date", both=("date",), needed=True)
GRAIN = Column("grain", both=("grain",))
_GRAINS = {"day": ("day", "jour"), "week": ("week", "semaine"), "month": ("month", "mois")}


def dated(rows: pl.DataFrame, *series: str) -> pl.DataFrame:
    """Return the rows with `grain` and `date_end`; a grain not given is told by the spacing of the dates.

    Parameters
    ----------
    rows : DataFrame
        With `date` and `grain` (null where the file says nothing).
    *series : str
        Columns that tell series of different origins apart: each has a spacing of its own.

    Examples
    --------
    >>> import datetime as dt
    >>> days = [dt.date(2026, 8, 1), dt.date(2026, 9, 1), dt.date(2026, 9, 1), dt.date(2026, 9, 2)]
    >>> rows = pl.DataFrame({"date": days, "grain": [None] * 4, "driver": ["price", "price", "snow", "snow"]})
    >>> dated(rows, "driver")["grain"].to_list()
    ['month', 'month', 'day', 'day']
    """
    told = pl.col("date").map_batches(_spacing, return_dtype=pl.String)
    told = told.over(series) if series else told
    rows = rows.with_columns(pl.coalesce(_given(), told).alias("grain"))
    return rows.with_columns(date_end().alias("date_end"))


def grain_checks(*series: str) -> tuple[Check, ...]:
    """Return the checks of a dated table: a grain that is not known, a stray date in a weekly series."""
    said = pl.col("grain").cast(pl.String)
    stray = pl.col("date").map_batches(off_grid, return_dtype=pl.Boolean).over([*series, "grain"])
    weekly = said.is_null() | (_given() == "week")
    return (
        ("grain_unknown", "grain", said.is_not_null() & _given().is_null()),
        ("week_off_grid", "date", weekly & stray),
    )


def summed(rows: pl.DataFrame, keys: Sequence[str], measures: Sequence[str]) -> pl.DataFrame:
    """Return one row a set of keys; a measure that no part knows stays null.

    Examples
    --------
    >>> parts = pl.DataFrame({"k": ["a", "a"], "sessions": [3, 4], "source_row": [2, 3]})
    >>> summed(parts, ["k"], ["sessions"]).rows()
    [('a', 7, 2)]
    """
    known = [known_sum(name) for name in measures]
    needed = rows.lazy().select(*keys, *measures, "source_row")
    return needed.group_by(keys, maintain_order=True).agg(*known, pl.col("source_row").min()).collect()


def known_sum(name: str) -> pl.Expr:
    """Return the sum of a column; null where no row knows it.

    Examples
    --------
    >>> pl.DataFrame({"a": [None, 2], "b": [None, None]}).select(known_sum("a"), known_sum("b")).row(0)
    (2, None)
    """
    return pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)


def _given() -> pl.Expr:
    return meaning(pl.col("grain").cast(pl.String), _GRAINS)


def _spacing(dates: pl.Series) -> pl.Series:
    return pl.repeat(infer_grain(dates), dates.len(), dtype=pl.String, eager=True)
