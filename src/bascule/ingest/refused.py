"""Every refused row of a table, in a compact list; its cells as the file has them, where they are asked for."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from bascule.ingest.layout import Layout
from bascule.ingest.lines import ROW, Ragged

# Of rows refused for one reason, so many are named one by one.
EXAMPLES = 20
# Beyond this nobody corrects by hand: the others are counted.
MOST = 100_000
LISTED = pl.Schema({
    "row": pl.Int64, "code": pl.String, "column": pl.String, "at": pl.Int64, "value": pl.String, "cells": pl.Int64,
})  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a table lies in its file, enough to find a row again by its number.

    Attributes
    ----------
    before : int
        Lines up to the header row, it included.
    width : int
        Cells of a whole row.
    delimiter : str or None
        None in a workbook.
    sheet : str
        Of a workbook.
    by_lines : bool
        Whether rows are numbered by their last line; otherwise by their rank below the header, whatever lines they
        take.
    """

    before: int
    width: int
    delimiter: str | None = None
    sheet: str = ""
    by_lines: bool = False


@dataclass(frozen=True)
class Refused:
    """The refused rows of one table.

    Attributes
    ----------
    file : str
        As shown to people.
    rows : DataFrame
        One a refused row, of schema :data:`LISTED`: its number, the code of the reason, the header and position of the
        cell (null where no single cell is at fault), its text, how many cells the row has (where that is at fault).
    total : int
        Refused rows, those beyond :data:`MOST` included.
    place : Place or None
        None where rows of the table are no rows of the file (a calendar, a wide table made long).
    today : datetime.date
        The day of the reading.
    header : tuple of str
        The file's own header row; empty until the cells are asked for.
    cells : dict
        Row number → cells, for the rows found again; empty until they are asked for.
    decimal : str or None
        The file's decimal mark.
    digest : str
        Of the file as it lies in the folder, before any correction.
    generation : int
        How many corrections of this file, one upon the other, were already there.
    """

    file: str
    rows: pl.DataFrame
    total: int
    place: Place | None
    today: dt.date
    header: tuple[str, ...] = ()
    cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    decimal: str | None = None
    digest: str = ""
    generation: int = 0

    def params(self, row: Mapping[str, object]) -> dict[str, object]:
        """Return what the wording of a row's reason names."""
        width = self.place.width if self.place else None
        return {"file": self.file, "today": self.today, "expected": width, **row, "value": row["value"] or ""}


def listed(rows: pl.DataFrame, code: str, column: str, shown: str | None, layout: Layout) -> pl.DataFrame:
    """Return the list of rows refused with one code; `shown` names the column that has the cell as written."""
    value = pl.col(shown).cast(pl.String) if shown else pl.lit(None, pl.String)
    return rows.head(MOST).select(
        pl.col(ROW).cast(pl.Int64).alias("row"),
        pl.lit(code).alias("code"),
        pl.lit(layout.headers.get(column, column) or None, pl.String).alias("column"),
        pl.lit(layout.columns.get(column), pl.Int64).alias("at"),
        value.alias("value"),
        pl.lit(None, pl.Int64).alias("cells"),
    )


def together(lists: Iterable[pl.DataFrame], ragged: Sequence[Ragged] = ()) -> pl.DataFrame:
    """Return one list in the order of the file, with the rows of too few or too many cells.

    Examples
    --------
    >>> together([], [Ragged(4, "a,b,c", 3)]).select("row", "code", "value", "cells").rows()
    [(4, 'row_ragged', 'a,b,c', 3)]
    """
    apart = [(row.row, "row_ragged", None, None, row.text[:80], row.cells) for row in ragged[:MOST]]
    return pl.concat([pl.DataFrame(apart, schema=LISTED, orient="row"), *lists]).sort("row").head(MOST)


def with_cells(refused: Refused, header: Sequence[str], cells: Mapping[int, Sequence[str]]) -> Refused:
    """Return the refused rows with the cells of those that are where their number says.

    A row whose refused cell is not the one found there is not taken: it is corrected in the file itself.
    """
    found: dict[int, tuple[str, ...]] = {}
    for number, at, value, count in refused.rows.select("row", "at", "value", "cells").iter_rows():
        row = cells.get(number)
        if row is None or (count is not None and len(row) != count):
            continue
        there = row[at] if at is not None and at < len(row) else ""
        if at is None or there.strip() == (value or "").strip():
            found[number] = tuple(row)
    return replace(refused, header=tuple(header), cells=found)
