"""The tables of one file, however they lie in it: one below its header, one a sheet, one a section, or made long."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bascule.errors import BasculeError
from bascule.ingest.cells import Cells, from_head, read_cells
from bascule.ingest.encoding import Content, decode, head_text
from bascule.ingest.layout import Head, Layout, find_layout, heads
from bascule.ingest.message import Message
from bascule.ingest.source import Long, Reading, Source
from bascule.ingest.spill import Blocks
from bascule.ingest.workbook import Sheet, sheets

_LOOKED_AT = 60
# Only small files are made of sections or are wide: a longer one is a list of records.
_WHOLE = 64 << 20
_SECTION = "# ---"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Found:
    """A table of a file: `name` tells it from the others of the file, and is empty where it is alone.

    `unfolded` says that a row of the file gave several, `by_lines` that rows are numbered by their last line; `sheet`
    is that of a workbook; `notes` is what is to be said of the file.
    """

    layout: Layout
    cells: Cells
    name: str = ""
    unfolded: bool = False
    sheet: str = ""
    by_lines: bool = False
    notes: tuple[Message, ...] = ()


def tables_of(path: Path, content: Content, sources: Sequence[Source], reading: Reading) -> list[Found]:
    """Return the tables of a file that a source recognises; none for an unknown file.

    A table that lacks a needed column is only returned where no other is whole.

    Raises
    ------
    BasculeError
        `workbook_unreadable`, `workbook_protected`, `workbook_too_large`, `sheets_all_hidden`, `quote_unclosed` or
        `file_unreadable`.
    """
    if content.nature == "workbook":
        return _in_workbook(path, sources)
    start = head_text(path, content)
    if layout := find_layout(heads(start), _mapped(sources)):
        return [Found(layout, read_cells(path, content, layout))]
    for source in sources:
        if source.begins_with and source.open_text and start.lstrip("\ufeff \r\n").startswith(source.begins_with):
            return _of_long(source.open_text(decode(path, content).lstrip("\ufeff"), reading), source)
    if wide := _wide(path, content, start, sources):
        return wide
    if _sectioned(path, start):
        return _best(_in_sections(decode(path, content), sources))
    layout = find_layout(heads(start), sources)
    if layout is None:
        return []
    return [Found(layout, Cells(Blocks()) if layout.missing else read_cells(path, content, layout, reading.watch))]


def _best(found: Iterable[Found]) -> list[Found]:
    tables = list(found)
    whole = [table for table in tables if not table.layout.missing]
    if not whole:
        return tables[:1]
    return whole if len(whole) > 1 else [replace(whole[0], name="")]


def _mapped(sources: Sequence[Source]) -> list[Source]:
    # What the owner described is looked for first: nothing built in may take such a file for its own.
    return [source for source in sources if source.mapped]


def _in_workbook(path: Path, sources: Sequence[Source]) -> list[Found]:
    """Return the tables of the sheets that show; a hidden one may be a draft or last year's, and is said."""
    found = [(sheet, list(_in_sheet(sheet, sources))) for sheet in sheets(path)]
    hidden = [sheet.name for sheet, tables in found if sheet.hidden and tables]
    shown = _best(table for sheet, tables in found if not sheet.hidden for table in tables)
    if not hidden:
        return shown
    if not shown:
        raise BasculeError("sheets_all_hidden", file=path.name, sheets=hidden)
    note: Message = ("sheets_hidden", {"sheets": hidden})
    return [replace(shown[0], notes=(note,)), *shown[1:]]


def _in_sheet(sheet: Sheet, sources: Sequence[Source]) -> Iterator[Found]:
    head, name = sheet.head, sheet.name
    start = Head(head.rows[:_LOOKED_AT], head.lines[:_LOOKED_AT])
    if layout := find_layout([start], _mapped(sources)):
        yield Found(layout, from_head(head, layout), name)
        return
    if long := _unfolded(head, sources):
        yield from (Found(each.layout, each.cells, name, each.unfolded) for each in long)
        return
    if layout := find_layout([start], sources):
        yield Found(layout, from_head(head, layout), name, sheet=name)


def _wide(path: Path, content: Content, start: str, sources: Sequence[Source]) -> list[Found]:
    if path.stat().st_size > _WHOLE:
        return []
    for head in heads(start):
        for source in sources:
            if source.unfold and source.unfold(head.rows, head.lines):
                return _unfolded(_rows(decode(path, content), head.delimiter or ","), [source])
    return []


def _unfolded(head: Head, sources: Sequence[Source]) -> list[Found]:
    for source in sources:
        if source.unfold and (long := source.unfold(head.rows, head.lines)):
            return _of_long(long, source)
    return []


def _of_long(long: Long, source: Source) -> list[Found]:
    head = Head(tuple(tuple(row) for row in long.rows), (0, *long.lines))
    layout = find_layout([Head(head.rows[:_LOOKED_AT], head.lines[:_LOOKED_AT])], [source])
    return [Found(layout, from_head(head, layout), unfolded=True)] if layout else []


def _rows(text: str, delimiter: str) -> Head:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    rows, lines = [], []
    try:
        for row in reader:
            rows.append(tuple(row))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise BasculeError("file_unreadable", detail=str(error)) from error
    return Head(tuple(rows), tuple(lines), delimiter)


def _sectioned(path: Path, start: str) -> bool:
    return start.lstrip("\ufeff").startswith(_SECTION) and path.stat().st_size <= _WHOLE


def _in_sections(text: str, sources: Sequence[Source]) -> Iterator[Found]:
    for rank, (above, first, lines) in enumerate(_sections(text), start=1):
        candidates = [
            Head(head.rows, tuple(first + line for line in head.lines), head.delimiter, above)
            for head in heads("\n".join(lines))
        ]
        if layout := find_layout(candidates, sources):
            whole = _rows("\n".join(lines), layout.delimiter or ",")
            head = Head(whole.rows, tuple(first + line for line in whole.lines), layout.delimiter)
            cells = Cells(Blocks()) if layout.missing else from_head(head, layout)
            yield Found(layout, cells, "" if rank == 1 else str(rank), by_lines=True)


def _sections(text: str) -> Iterator[tuple[tuple[str, ...], int, list[str]]]:
    # Comments accumulate: what the first block says of the period holds until another block says otherwise.
    above: list[str] = []
    body: list[str] = []
    first = 0
    for number, line in enumerate(_LINE_END.split(text.lstrip("\ufeff"))):
        if line.startswith("#") or not line.strip(" ,;\t"):
            if body:
                yield tuple(above), first, body
                body = []
            above += [line] if line.startswith("#") else []
            continue
        if not body:
            first = number
        body.append(line)
    if body:
        yield tuple(above), first, body
