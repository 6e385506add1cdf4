"""Sheets of a workbook (.xlsx, .xls), whatever the file is called, as rows of text."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from bascule.errors import BasculeError
from bascule.ingest.layout import Head


def sheets(path: Path) -> dict[str, Head]:
    """Return every sheet's rows as text: ISO dates, a point for decimals.

    Raises
    ------
    BasculeError
        `workbook_unreadable` when the file begins as a workbook and is none, or is protected.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            return {
                name: _head(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
            }
    except (CalamineError, ValueError, OverflowError) as error:
        raise BasculeError("workbook_unreadable", file=path.name, detail=str(error)) from error


def _head(rows: Sequence[Sequence[object]]) -> Head:
    texts = tuple(tuple(_text(cell) for cell in row) for row in rows)
    return Head(texts, tuple(range(1, len(texts) + 1)))


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    if isinstance(cell, float):
        return format(cell, ".15g")
    return str(cell)
