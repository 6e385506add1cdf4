"""Workbooks of corrections: told from exports by their columns, read into corrected rows."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bascule.errors import BasculeError
from bascule.ingest.encoding import decode, examine, head_text
from bascule.ingest.keys import FILE, KEY, ROW, Key, own_columns
from bascule.ingest.layout import Head, heads
from bascule.ingest.workbook import sheets

_HEAD = 1 << 16
_CHUNK = 1 << 20
_MOST = 1 << 30  # bytes unpacked in search of our name: an archive made to fill a disk stops there
_MARK = "Bascule"
_MARKS = tuple(_MARK.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_PARTS = ("sharedstrings.xml", "content.xml")
# Before the text of a cell that the workbook holds as a number: a file may write its decimals with a comma.
_NUMBER = "\ufdd0"


@dataclass(frozen=True)
class Correction:
    """A corrected row: `line` of the workbook `book` replaces `row` of `file`; no cells where it is to be left out.

    `key` is None where nothing proves that the row was refused.
    """

    book: str
    line: int
    file: str
    row: int
    key: Key | None
    cells: tuple[str, ...] = ()


def is_fixed(path: Path) -> bool:
    """Return whether a file is one of corrections; one that cannot be read is not."""
    try:
        return _mentions(path) and any(_headed(head) for head in _tables(path))
    except (OSError, BasculeError):
        return False


def corrections_of(path: Path, book: str) -> Iterator[Correction]:
    """Yield the rows of a file of corrections, those left as they were refused included.

    Raises
    ------
    BasculeError
        `workbook_unreadable` or `file_unreadable`.
    """
    for head in _tables(path):
        columns: dict[str, int] = {}
        for line, row in zip(head.lines, head.rows, strict=True):
            if found := own_columns(row):
                columns = found
            elif columns and any(cell.strip() for cell in row):
                yield _correction(book, line, row, columns)


def _correction(book: str, line: int, row: tuple[str, ...], columns: dict[str, int]) -> Correction:
    told = {name: row[at].removeprefix(_NUMBER).strip() if at < len(row) else "" for name, at in columns.items()}
    file, number = told[FILE["en"]], told[ROW["en"]]
    at = int(number) if number.isascii() and number.isdigit() else 0
    key = Key.unsealed(told.get(KEY["en"], ""), file, at)
    cells = [_written(cell, key.decimal if key else None) for cell in row[max(columns.values()) + 1 :]]
    while cells and not cells[-1].strip():
        cells.pop()
    return Correction(book, line, file, at, key, tuple(cells))


def _written(cell: str, decimal: str | None) -> str:
    """Return a cell as the file would write it; three decimals get a fourth, lest they be taken for thousands."""
    if not cell.startswith(_NUMBER):
        return cell
    whole, mark, parts = cell.removeprefix(_NUMBER).partition(".")
    if not mark:
        return whole
    return f"{whole}{decimal or '.'}{parts}{'0' if len(parts) == 3 else ''}"


def _tables(path: Path) -> list[Head]:
    content = examine(path)
    if content.nature == "workbook":
        return [sheet.head for sheet in sheets(path, _NUMBER)]
    if content.nature != "text":
        return []
    start = head_text(path, content).lstrip("\ufeff")
    delimiter = next((head.delimiter for head in heads(start) if _headed(head)), None)
    if delimiter is None:
        return []
    text = decode(path, content).lstrip("\ufeff")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        lined = [(reader.line_num, tuple(row)) for row in reader]
    except csv.Error as error:
        raise BasculeError("file_unreadable", detail=str(error)) from error
    return [Head(tuple(row for _, row in lined), tuple(line for line, _ in lined), delimiter)]


def _headed(head: Head) -> bool:
    return any(own_columns(row) for row in head.rows)


def _mentions(path: Path) -> bool:
    # Looked for in the bytes first: every workbook of a folder is looked at, and few are ours.
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            return any(mark in head + file.read() for mark in _MARKS)
    if not head.startswith(b"PK\x03\x04"):
        return any(mark in head for mark in _MARKS)
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_part_mentions(archive, info) for info in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False


def _part_mentions(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    name = info.filename.lower()
    if not (name.endswith(_PARTS) or "worksheets/sheet" in name):
        return False
    tail, read = b"", 0
    with archive.open(info) as part:
        while (block := part.read(_CHUNK)) and read < _MOST:
            if _MARKS[0] in tail + block:
                return True
            tail, read = block[-len(_MARK) :], read + len(block)
    return False
