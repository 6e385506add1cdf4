"""How many cells a workbook spreads over, counted before it is opened.

The reader takes memory for the whole rectangle from the first cell to the last: two cells, at A1 and XFD1048576, would
take 500 GB and end the program. Formatted cells without content take nothing and are not counted.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bascule.errors import BasculeError
from bascule.ingest.archive import TROUBLE

MOST_CELLS = 20_000_000
_MOST_BYTES = 1 << 30
_CHUNK = 4 << 20
_WIDEST = 16_384
# Beyond 26 columns or 999,999 rows, positions are looked at one by one; else the rectangle is small enough.
_FAR = re.compile(rb'<c r="(?:[A-Za-z]{2,3}\d|[A-Za-z]?\d{7})')
# Cells as nearly every program writes them, and every other way to write one.
_PLAIN_CELL = b'<c r="'
_ANY_CELL = (b"<c ", b"<c>", b"<c/", b"<c\t", b"<c\r", b"<c\n", b":c ", b":c>", b":c/", b":c\t", b":c\r", b":c\n")
_FILLED = re.compile(rb'<c r="([A-Za-z]{1,3})(\d{1,9})"[^>]*(?<!/)>')
_PART = re.compile(rb"<(?:[\w.-]+:)?(row|c)\b([^>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")
_ODS_PART = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d{1,9})["']""")
_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d{1,9})["']""")
_BINARY_ROW, _BINARY_CELLS = 0, range(2, 12)


@dataclass
class _Extent:
    """The last row and column with content, counted from 1."""

    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, min(column, _WIDEST))

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def check_size(path: Path) -> None:
    """Refuse a workbook that spreads over more cells than memory holds.

    Raises
    ------
    BasculeError
        `workbook_too_large`.
    """
    try:
        with zipfile.ZipFile(path) as book:
            listed = book.infolist()
            if sum(info.file_size for info in listed) > _MOST_BYTES or any(
                _cells(book, info) > MOST_CELLS for info in listed
            ):
                raise BasculeError("workbook_too_large", file=path.name, cells=MOST_CELLS)
    except (*TROUBLE, OSError):
        # Not a zip (.xls), damaged or protected: the reader says so.
        return


def _cells(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    name = info.filename.lower()
    if name == "content.xml":
        return _in_ods(book, info)
    if "sheets/" in name and name.endswith(".xml"):
        return _in_sheet(book, info)
    if "sheets/" in name and name.endswith(".bin"):
        with book.open(info) as file:
            return _in_binary(file.read())
    return 0


def _chunks(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces that end with a tag."""
    rest = b""
    with book.open(info) as file:
        while block := file.read(_CHUNK):
            whole, mark, rest = (rest + block).rpartition(b">")
            yield whole + mark
    yield rest


def _in_sheet(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    far = False
    for chunk in _chunks(book, info):
        if sum(map(chunk.count, _ANY_CELL)) != chunk.count(_PLAIN_CELL):
            return _measured(book, info)
        far = far or bool(_FAR.search(chunk))
    return _placed(book, info) if far else 0


def _placed(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    extent = _Extent()
    for chunk in _chunks(book, info):
        for letters, row in set(_FILLED.findall(chunk)):
            extent.reach(int(row), _column(letters))
    return extent.cells


def _measured(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    extent, row, column = _Extent(), 0, 0
    for chunk in _chunks(book, info):
        for kind, attributes in _PART.findall(chunk):
            place = _PLACE.search(attributes)
            if kind == b"row":
                row, column = (int(place[2]) if place else row + 1), 0
                continue
            column += 1
            if place and place[1]:
                row, column = int(place[2]), _column(place[1])
            if not attributes.endswith(b"/"):
                extent.reach(row, column)
    return extent.cells


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _in_ods(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    largest, extent, row, column, repeated, filled = 0, _Extent(), 0, 0, 1, False
    for chunk in _chunks(book, info):
        for closing, kind, attributes in _ODS_PART.findall(chunk):
            if kind == b"table":
                largest, extent, row = max(largest, extent.cells), _Extent(), 0
            elif kind == b"table-row" and not closing:
                column, filled, repeated = 0, False, _times(_ROWS, attributes)
                row += repeated if attributes.endswith(b"/") else 0
            elif kind == b"table-row":
                row += repeated
                extent.reach(row if filled else 0, 0)
            elif not closing:
                column += _times(_COLUMNS, attributes)
                if not attributes.endswith(b"/"):
                    filled = True
                    extent.reach(0, column)
    return max(largest, extent.cells)


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _in_binary(data: bytes) -> int:
    extent, row, at = _Extent(), 0, 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        first = int.from_bytes(data[at : at + 4], "little")
        if kind == _BINARY_ROW:
            row = first
        elif kind in _BINARY_CELLS:
            extent.reach(row + 1, first + 1)
        at += size
    return extent.cells


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for rank in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * rank)
        if byte < 0x80:
            break
    return number, at
