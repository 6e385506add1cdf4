"""Cells become typed columns; each row keeps its line, and the text of what could not be read."""

import polars as pl

from bascule.ingest.currency import code_of
from bascule.ingest.dates import own_clock, plain_day, plain_moment, read_clock, read_dates
from bascule.ingest.lines import HASH, ROW
from bascule.ingest.numbers import is_blank, read_numbers
from bascule.ingest.source import Column, Reading, Source
from bascule.locale.spreadsheet import MADE_INERT

_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "currency": pl.String(),
    "date": pl.Date(),
    "time": pl.Datetime("us"),
    "number": pl.Float64(),
    "count": pl.Float64(),
}


def raw(name: str) -> str:
    """Return the name of the column that keeps a cell as it was written."""
    return f"raw:{name}"


def typed(frame: pl.DataFrame, source: Source, reading: Reading) -> pl.DataFrame:
    """Return every declared column with its type, and `raw:` text beside dates and numbers.

    Parameters
    ----------
    frame : DataFrame
        Text columns by name, with `source_row` and `row_hash`.
    """
    found = [column for column in source.columns if column.name in frame.columns]
    for column in found:
        if column.kind in {"date", "time"}:
            frame = _with_date(frame, column, reading)
        if column.kind in {"number", "count"}:
            numbers = read_numbers(frame[column.name], reading.decimal or ".")
            frame = frame.with_columns(numbers.alias(f"read:{column.name}"))
    expressions = [expression for column in found for expression in _expressions(column)]
    absent = [pl.lit(None, _TYPES[column.kind]).alias(column.name) for column in source.columns if column not in found]
    rows = frame.select(*expressions, *absent, ROW, HASH, "first_cell", *_month_only(found))
    rows = rows.with_columns(_currency(rows, reading))
    return _with_grain(rows, found)


def _expressions(column: Column) -> list[pl.Expr]:
    text = pl.col(column.name)
    if column.kind in {"number", "count", "date", "time"}:
        return [pl.col(f"read:{column.name}").alias(column.name), text.alias(raw(column.name))]
    # An apostrophe before a sign keeps a spreadsheet from running the cell: it is no part of the name.
    kept = [text.alias(raw(column.name))] if column.kind == "currency" else []
    stripped = text.str.strip_chars().str.replace(MADE_INERT, "$1").str.strip_chars()
    return [pl.when(~is_blank(text)).then(stripped).alias(column.name), *kept]


def _with_date(frame: pl.DataFrame, column: Column, reading: Reading) -> pl.DataFrame:
    name, read, month = column.name, f"read:{column.name}", f"month:{column.name}"
    plain = plain_moment if column.kind == "time" else plain_day
    frame = frame.with_columns(plain(pl.col(name)).alias(read), pl.lit(value=False).alias(month))
    rest = frame.filter(pl.col(read).is_null())[name]
    if rest.len():
        slow = _read_slowly(rest, column, reading).rename({"text": name, "date": "slow"})
        frame = frame.join(slow, on=name, how="left", maintain_order="left")
        frame = frame.with_columns(pl.coalesce(read, "slow").alias(read), pl.coalesce("month_only", month).alias(month))
        frame = frame.drop("slow", "month_only")
    if column.kind == "time" and (zone := reading.file_zone or column.zone):
        # A day without a time of day is that day on every clock.
        timed = pl.col(name).str.contains(":", literal=True)
        own = own_clock(pl.col(read), zone, reading.zone)
        frame = frame.with_columns(pl.when(timed).then(own).otherwise(pl.col(read)).alias(read))
    return frame


def _read_slowly(texts: pl.Series, column: Column, reading: Reading) -> pl.DataFrame:
    dates = read_dates(texts, reading.date_order)
    if column.kind == "time":
        dates = dates.with_columns(pl.col("date").cast(pl.Datetime("us")) + read_clock(pl.col("text")))
    return dates


def _currency(rows: pl.DataFrame, reading: Reading) -> pl.Expr:
    own = code_of(pl.col("currency")) if "currency" in rows.columns else pl.lit(None, pl.String)
    return pl.coalesce(own, pl.lit(reading.currency, pl.String)).alias("currency")


def _month_only(found: list[Column]) -> list[pl.Expr]:
    return [pl.col(f"month:{column.name}") for column in found if column.kind == "date"]


def _with_grain(rows: pl.DataFrame, found: list[Column]) -> pl.DataFrame:
    column = next((column for column in found if column.grain), None)
    if column is None:
        return rows
    grain = pl.when(pl.col(f"month:{column.name}")).then(pl.lit("month")).otherwise(pl.lit(column.grain))
    return rows.with_columns(pl.col(column.name).alias("date"), grain.alias("grain"))
