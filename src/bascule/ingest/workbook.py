"""Sheets of a workbook (.xlsx, .xls, .xlsb, .ods), whatever the file is called, as rows of text."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from bascule.errors import BasculeError
from bascule.ingest.archive import TROUBLE
from bascule.ingest.layout import Head
from bascule.ingest.workbook_apart import ReadingFailedError, read_apart
from bascule.ingest.workbook_size import check_size

_OLD, _CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 64 << 20


@dataclass(frozen=True)
class Sheet:
    """One sheet, and whether it is hidden from whoever opens the workbook."""

    name: str
    head: Head
    hidden: bool = False


def sheets(path: Path, number_mark: str = "") -> list[Sheet]:
    """Return every sheet's rows as text: ISO dates, durations on a clock, a point for decimals.

    A cell in error (#N/A, #REF!) is blank: what it holds is unknown. `number_mark` is put before the text of cells
    that the workbook holds as numbers.

    Raises
    ------
    BasculeError
        `workbook_unreadable` when the file begins as a workbook and is none, `workbook_protected`, or
        `workbook_too_large`.
    """
    check_size(path)
    _check_whole(path)
    if _is_encrypted(path):
        raise BasculeError("workbook_protected", file=path.name)
    try:
        return [Sheet(name, _head(rows), hidden) for name, hidden, rows in read_apart(path, number_mark)]
    except ReadingFailedError as error:
        if error.protected:
            raise BasculeError("workbook_protected", file=path.name) from error
        raise BasculeError("workbook_unreadable", file=path.name, detail=str(error)) from error


def by_name(path: Path) -> dict[str, Head]:
    """Return the rows of every sheet, hidden ones too, by name; raises as :func:`sheets`."""
    return {sheet.name: sheet.head for sheet in sheets(path)}


def _check_whole(path: Path) -> None:
    # A damaged part may still be read, with other figures: only its checksum tells.
    try:
        with zipfile.ZipFile(path) as book:
            damaged = book.testzip()
    except (*TROUBLE, OSError):
        return
    if damaged:
        raise BasculeError("workbook_unreadable", file=path.name, detail=damaged)


def _is_encrypted(path: Path) -> bool:
    # A workbook of today with a password is kept whole in a container of yesterday, under this name.
    with path.open("rb") as file:
        return file.read(len(_OLD)) == _OLD and "EncryptedPackage".encode("utf-16-le") in file.read(_CONTAINER)


def _head(rows: list[tuple[str, ...]]) -> Head:
    return Head(tuple(rows), tuple(range(1, len(rows) + 1)))
