"""Days and weeks of the same series in two exports: counted once, from the one that has the whole of them."""

from dataclasses import replace

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.tables import total

_FINENESS = {"day": 0, "week": 1, "month": 2, "range": 3}
_HALF_CENT = 0.005


def without_coarser(
    coarse: FileRead, fine: FileRead, table: str, series: list[str], measure: str | None
) -> tuple[FileRead, FileRead]:
    """Return two files with what the one says by longer periods than the other counted once.

    The finer wins wherever it has something, unless it ends before the period does, or begins after it, and what it
    has of it is less than the whole: a month is not what half of its days spent. `measure` is the column whose days
    add up to its months, None where they do not.
    """
    rows = coarse.tables[table].with_row_index("at")
    level = pl.col("grain").replace_strict(_FINENESS, default=0, return_dtype=pl.Int64)
    finer = fine.tables[table].with_row_index("their").select(
        "their", *series, first="date", last="date_end", level=level,
        measured=pl.col(measure) if measure else pl.lit(0.0),
    )  # fmt: skip
    spans = finer.group_by(series).agg(pl.col("first").min(), pl.col("last").max(), pl.col("level").min())
    touching = (pl.col("date") <= pl.col("last")) & (pl.col("date_end") >= pl.col("first")) & (level > pl.col("level"))
    twice = rows.join(spans, on=series, how="inner", nulls_equal=True).filter(touching)["at"]
    if twice.is_empty():
        return coarse, fine
    beside = rows.filter(pl.col("at").is_in(twice.implode())).join(finer, on=series, how="inner", nulls_equal=True)
    beside = beside.filter(touching)
    partly = _partly(beside, fine.tables[table], measure) if measure else []
    given = beside.filter(pl.col("at").is_in(partly))["their"].unique()
    named = {"file": coarse.report.file, "other": fine.report.file}
    dropped = twice.filter(~twice.is_in(partly))
    if not dropped.is_empty():
        kept = rows.filter(~pl.col("at").is_in(dropped.implode())).drop("at")
        coarse = with_rows(coarse, table, kept, ("coarser_dropped", {**named, "rows": dropped.len()}))
    if not given.is_empty():
        kept = fine.tables[table].with_row_index("their").filter(~pl.col("their").is_in(given.implode())).drop("their")
        named = {"file": fine.report.file, "other": coarse.report.file}
        fine = with_rows(fine, table, kept, ("finer_partial", {**named, "rows": given.len()}))
    return coarse, fine


def _partly(beside: pl.DataFrame, fine: pl.DataFrame, measure: str) -> list[int]:
    """Return the coarser rows of whose period the finer file has only a part, in days and in figures."""
    begins, ends = fine["date"].min(), fine["date_end"].max()
    inside = (pl.col("first") >= pl.col("date")) & (pl.col("last") <= pl.col("date_end"))
    each = beside.group_by("at").agg(
        pl.col("date", "date_end", measure).first(), inside.all().alias("inside"), pl.col("measured").sum()
    )  # fmt: skip
    uncovered = (pl.col("date") < pl.lit(begins)) | (pl.col("date_end") > pl.lit(ends))
    less = pl.col("measured").fill_null(0.0) + _HALF_CENT < pl.col(measure)
    return each.filter(pl.col("inside") & uncovered & less)["at"].to_list()


def with_rows(read: FileRead, table: str, rows: pl.DataFrame, message: Message) -> FileRead:
    """Return a file with other rows in a table, its report brought up to date and what happened said."""
    tables = {**read.tables, table: rows}
    if rows.is_empty():
        del tables[table]
    kept = sum(frame.height for frame in tables.values())
    messages, rows_kept = (*read.report.messages, message), min(kept, read.report.rows_kept)
    report = replace(read.report, messages=messages, rows_kept=rows_kept, total=total(tables))
    return replace(read, report=report, tables=tables)
