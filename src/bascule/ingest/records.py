"""The rows of a file as they lie in it, found again by number, and a copy of the file with some of them replaced."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from bascule.errors import BasculeError
from bascule.ingest.encoding import Content
from bascule.ingest.refused import Place
from bascule.ingest.workbook import by_name

Cells = Sequence[str]
_LONGEST = 32_767  # letters that a workbook's cell holds


def find_rows(
    path: Path, content: Content, place: Place, wanted: Collection[int]
) -> tuple[tuple[str, ...], dict[int, Cells]]:
    """Return the header row of a table and the cells of some of its rows, by number; those not found are absent."""
    numbers = set(wanted)
    header: tuple[str, ...] = ()
    found: dict[int, Cells] = {}
    for number, cells in _rows(path, content, place):
        if number == place.before:
            header = tuple(cells)
        elif number in numbers:
            found[number] = cells
    return header, found


def _rows(path: Path, content: Content, place: Place) -> Iterator[tuple[int, Cells]]:
    if content.nature == "workbook":
        yield from enumerate(by_name(path)[place.sheet].rows, start=1)
        return
    try:
        for number, _, cells in numbered(path, content, place):
            yield number, cells
    except csv.Error:
        return  # what cannot be parsed again is corrected in the file itself


def numbered(path: Path, content: Content, place: Place) -> Iterator[tuple[int, str, list[str]]]:
    """Yield every row of a text file: its number as the reader gives it, its text, its cells."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in file:
            taken.append(line)
            yield line

    below = 0
    with path.open(encoding=content.encoding, errors="replace", newline="") as file:
        reader = csv.reader(lines(), delimiter=place.delimiter or ",")
        for cells in reader:
            below += reader.line_num > place.before
            number = reader.line_num if place.by_lines or not below else place.before + below
            yield number, "".join(taken), cells
            taken.clear()


def rewrite_text(
    path: Path, content: Content, place: Place, corrected: Mapping[int, Cells], target: Path
) -> dict[int, Cells]:
    """Write in UTF-8 a copy of a text file with some rows replaced; return those whose cells really changed."""
    changed: dict[int, Cells] = {}
    with target.open("w", encoding="utf-8", errors="replace", newline="") as copy:
        for number, text, cells in numbered(path, content, place):
            new = corrected.get(number)
            if new is None or _same(new, cells):
                copy.write(text)
                continue
            changed[number] = new
            copy.write(_line(new, text, place))
    return changed


def _line(cells: Cells, text: str, place: Place) -> str:
    ending = text[len(text.rstrip("\r\n")) :] or "\n"
    written = _row(cells, place, ending)
    if not place.by_lines:
        return written
    # The row, and those below, keep their numbers, which are those of lines.
    return _row((), place, ending) * (len(text.splitlines()) - len(written.splitlines())) + written


def _row(cells: Cells, place: Place, ending: str) -> str:
    # A line of bare separators would part two tables in some files; blanks in quotation marks never do.
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL if any(cell.strip() for cell in cells) else csv.QUOTE_ALL
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=place.delimiter or ",", lineterminator=ending, quoting=quoting)
    writer.writerow([*cells, *[""] * (place.width - len(cells))])
    return buffer.getvalue()


def rewrite_workbook(path: Path, corrected: Mapping[str, Mapping[int, Cells]], target: Path) -> dict[str, list[int]]:
    """Write a copy of a workbook, every cell as text, with rows of its sheets replaced; return those that changed.

    Raises
    ------
    BasculeError
        `workbook_unreadable` when the copy would not say what the workbook does (names or texts too long).
    """
    changed: dict[str, list[int]] = {}
    whole: dict[str, list[Cells]] = {}
    for name, head in by_name(path).items():
        rows: list[Cells] = [*head.rows]
        for number, new in corrected.get(name, {}).items():
            if number <= len(rows) and not _same(new, rows[number - 1]):
                rows[number - 1] = new
                changed.setdefault(name, []).append(number)
        whole[name] = rows
    _write_texts(whole, target)
    copied = {name: head.rows for name, head in by_name(target).items()}
    if {name: _bare(rows) for name, rows in whole.items()} != {name: _bare(rows) for name, rows in copied.items()}:
        raise BasculeError("workbook_unreadable", file=path.name, detail="")
    return changed


def _write_texts(whole: Mapping[str, Sequence[Cells]], target: Path) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        with Workbook(str(target)) as book:
            for name, rows in whole.items():
                sheet = book.add_worksheet(name)
                for number, cells in enumerate(rows):
                    for at, text in enumerate(cells):
                        if text:
                            sheet.write_string(number, at, text[: _LONGEST + 1])
    except XlsxWriterException as error:
        raise BasculeError("workbook_unreadable", file=target.name, detail=str(error)) from error


def _same(one: Cells, other: Cells) -> bool:
    return _trimmed(one) == _trimmed(other)


def _bare(rows: Sequence[Cells]) -> list[list[str]]:
    bare = [_trimmed(row) for row in rows]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def _trimmed(cells: Cells) -> list[str]:
    bare = list(cells)
    while bare and not bare[-1].strip():
        bare.pop()
    return bare
