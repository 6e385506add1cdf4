"""The tables of a file that no source recognises: where each begins, its headers, its first rows as text."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import polars as pl

from bascule.ingest.archive import DEEPEST, Scratch, unpacked
from bascule.ingest.dates import read_dates
from bascule.ingest.encoding import Content, examine, head_text
from bascule.ingest.headers import plain
from bascule.ingest.layout import DELIMITERS, Head, find_layout
from bascule.ingest.numbers import is_blank, number
from bascule.ingest.profile import Profile, profile
from bascule.ingest.source import Source
from bascule.ingest.workbook import by_name

# Enough rows to tell what a column holds, whatever the size of the file.
_LOOKED_AT = 4 << 20
_ROWS_BELOW = 20
_HEADER_WITHIN = 60


@dataclass(frozen=True)
class UnknownTable:
    """A table: the name of its sheet or of its file in an archive (empty where alone), headers, and text rows.

    `whole` tells whether `rows` are all of them; `known_as` the kind of the source that recognises it already.
    """

    name: str
    headers: tuple[str, ...]
    rows: pl.DataFrame
    whole: bool = True
    known_as: str | None = None

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """The profile of every named column; of two columns of one name, the first."""
        seen: dict[str, Profile] = {}
        for place, header in enumerate(self.headers):
            if header and plain(header) not in seen:
                seen[plain(header)] = profile(header, place, self.rows[f"c{place}"])
        return tuple(seen.values())

    def cells(self, header: str) -> pl.Series:
        """Return the cells below a header."""
        return self.rows[f"c{next(seen.position for seen in self.profiles if seen.header == header)}"]


def tables_in(path: Path, sources: Sequence[Source]) -> list[UnknownTable]:
    """Return the tables of a file or an archive, those without a header row left out.

    Raises
    ------
    BasculeError
        `workbook_unreadable`, `archive_unreadable` or `archive_too_large`.
    OSError
        The file cannot be read.
    """
    with TemporaryDirectory(prefix="bascule-") as aside:
        return list(_tables(path, "", sources, Scratch(Path(aside)), 0))


def _tables(path: Path, name: str, sources: Sequence[Source], scratch: Scratch, depth: int) -> Iterator[UnknownTable]:
    content = examine(path)
    if content.nature == "archive" and depth < DEEPEST:
        alone = path.suffix.lower() == ".gz"
        for member in unpacked(path, scratch):
            inner = name if alone else "/".join(part for part in (name, member.name) if part)
            yield from _tables(member.path, inner, sources, scratch, depth + 1)
    elif content.nature == "workbook":
        found = [(sheet, table) for sheet, head in by_name(path).items() if (table := _table(head, "", sources))]
        for sheet, table in found:
            inner = " › ".join(part for part in (name, sheet if len(found) > 1 else "") if part)
            yield UnknownTable(inner, table.headers, table.rows, True, table.known_as)
    elif content.nature == "text" and PurePosixPath(path.name).suffix.lower() != ".ics":
        yield from _in_text(path, name, content, sources)


def _in_text(path: Path, name: str, content: Content, sources: Sequence[Source]) -> Iterator[UnknownTable]:
    text = head_text(path, content, _LOOKED_AT).lstrip("\ufeff")
    whole = path.stat().st_size <= _LOOKED_AT
    if not whole:
        text = text[: text.rfind("\n") + 1]
    found = [table for delimiter in DELIMITERS if (table := _table(_rows(text, delimiter), name, sources, whole))]
    if found:
        yield max(found, key=lambda table: len(table.headers))


def _rows(text: str, delimiter: str) -> Head:
    rows: list[tuple[str, ...]] = []
    # What comes before a trouble is enough to tell the columns; the reading itself will say what the trouble is.
    with suppress(csv.Error):
        rows.extend(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return Head(tuple(rows), tuple(range(1, len(rows) + 1)), delimiter)


def _table(head: Head, name: str, sources: Sequence[Source], whole: bool = True) -> UnknownTable | None:
    at = header_at(head.rows)
    if at is None:
        return None
    header = tuple(cell.strip() for cell in head.rows[at])
    width = max(place + 1 for place, cell in enumerate(header) if cell)
    body = [
        (*row[:width], *[""] * (width - len(row)))
        for row in head.rows[at + 1 :]
        if any(cell.strip() for cell in row) and not any(cell.strip() for cell in row[width:])
    ]
    schema = {f"c{place}": pl.String() for place in range(width)}
    known = find_layout([Head(head.rows[:_HEADER_WITHIN], head.lines[:_HEADER_WITHIN], head.delimiter)], sources)
    frame = pl.DataFrame(body, schema=schema, orient="row")
    return UnknownTable(name, header[:width], frame, whole, known.source.kind if known else None)


def header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that can be a header: two texts or more, above rows of the same width that hold figures.

    Examples
    --------
    >>> header_at([["Ventes de juin"], [""], ["Jour", "Ventes"], ["2026-06-01", "12,50"]])
    2
    >>> header_at([["a", "b"], ["c", "d"]]) is None
    True
    """
    figures = _figures(rows[: _HEADER_WITHIN + 1 + _ROWS_BELOW])
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < 2 or len(set(cells)) < 2 or not figures.isdisjoint(cells):
            continue
        below = [each for each in rows[at + 1 : at + 1 + _ROWS_BELOW] if any(cell.strip() for cell in each)]
        alike = [each for each in below if _filled(each) <= _filled(row) and len(each) >= len(cells)]
        told = any(cell.strip() in figures for each in alike for cell in each)
        if told and len(alike) >= 0.6 * len(below):
            return at
    return None


def _filled(row: Sequence[str]) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell.strip()), default=0)


def _figures(rows: Sequence[Sequence[str]]) -> set[str]:
    """Return the cells that are a number or a date."""
    cells = list(dict.fromkeys(cell.strip() for row in rows for cell in row))
    text = pl.col("x")
    said = pl.DataFrame({"x": cells}, schema={"x": pl.String}).filter(~is_blank(text))
    numeric = said.filter(number(text, ".").is_not_null() | number(text, ",").is_not_null())["x"].to_list()
    dated = [
        read_dates(said["x"], order).drop_nulls("date")["text"].to_list() for order in ("day_first", "month_first")
    ]
    return {*numeric, *dated[0], *dated[1]}
