"""How single cells of a mapped file are understood, before anything is imported."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from bascule.ingest.dates import read_clock, read_dates
from bascule.ingest.numbers import is_blank, number
from bascule.ingest.source import Column

Value = dt.date | dt.datetime | float | str | None
Fate = Literal["read", "unknown", "refused"]
_SHOWN = 3


@dataclass(frozen=True)
class Cell:
    """A cell as written, and its value; `fate` tells a blank (unknown) from what cannot be read (refused)."""

    text: str
    value: Value
    fate: Fate = "read"


def telling(
    cells: pl.Series, column: Column | None, decimal: str, order: str | None, shown: int = _SHOWN
) -> list[Cell]:
    """Return the cells that tell most of a column, as they come: one that cannot be read, one below zero, the first.

    Parameters
    ----------
    cells : series of text
    column : Column or None
        What the column is mapped onto; None where it is left aside.
    decimal, order : str, str or None
        The decimal mark and the order of day and month decided for the file.

    Examples
    --------
    >>> spend = Column("spend", "number", money=True)
    >>> [(cell.value, cell.fate) for cell in telling(pl.Series(["1 234,50", "n. d.", "-2"]), spend, ",", None)]
    [(1234.5, 'read'), (None, 'refused'), (-2.0, 'read')]
    """
    said = cells.alias("x").to_frame().filter(~is_blank(pl.col("x")))["x"].unique(maintain_order=True)
    read = understood(said.head(20000).to_list(), column, decimal, order)
    odd = [next((cell for cell in read if told(cell)), None) for told in (_refused, _below)]
    chosen = list(dict.fromkeys([*(cell for cell in odd if cell), *read[:shown]]))[:shown]
    return sorted(chosen, key=read.index)


def understood(texts: Sequence[str], column: Column | None, decimal: str, order: str | None) -> list[Cell]:
    """Return cells with the values that they stand for.

    Examples
    --------
    >>> understood(["01/12/2009 07:45"], Column("ordered_at", "time"), ".", "day_first")[0].value
    datetime.datetime(2009, 12, 1, 7, 45)
    """
    frame = pl.DataFrame({"text": list(texts)}, schema={"text": pl.String})
    values = _values(frame, column, decimal, order)
    blank = frame.select(is_blank(pl.col("text")))["text"]
    must = column is not None and (column.kind in {"date", "time"} or column.money)
    return [
        Cell(text, value, "unknown" if none else "refused" if value is None and must else "read")
        for text, value, none in zip(texts, values, blank, strict=True)
    ]


def _values(frame: pl.DataFrame, column: Column | None, decimal: str, order: str | None) -> list[Value]:
    if column is not None and column.kind in {"date", "time"}:
        dates = read_dates(frame["text"], order)
        if column.kind == "time":
            dates = dates.with_columns(pl.col("date").cast(pl.Datetime("us")) + read_clock(pl.col("text")))
        return frame.join(dates, on="text", how="left", maintain_order="left")["date"].to_list()
    if column is not None and column.kind in {"number", "count"}:
        return frame.select(number(pl.col("text"), decimal))["text"].to_list()
    return frame["text"].str.strip_chars().to_list()


def _refused(cell: Cell) -> bool:
    return cell.fate == "refused"


def _below(cell: Cell) -> bool:
    return isinstance(cell.value, float) and cell.value < 0
