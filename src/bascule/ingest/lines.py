"""On which line each row stands, and what becomes of the rows that have not as many cells as the header."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bascule.ingest.layout import Layout

ROW = "source_row"
HASH = "row_hash"
# A line of a vendor's own below the figures; no row that was cut begins like it.
FOOTER = r"^\s*(?:©|\(c\) ?\d{4}|Copyright\b)"


@dataclass(frozen=True)
class Ragged:
    """A row that has not as many cells as the header."""

    row: int
    text: str
    cells: int


@dataclass
class Lines:
    """The lines of a table while its rows are read in their order, block by block.

    Attributes
    ----------
    layout : Layout
    apart : list of (line, text)
        Rows with too few or too many cells, put here as they are met, no later than the block they stand in.
    """

    layout: Layout
    apart: list[tuple[int, str]] = field(default_factory=list)
    _rows: int = 0
    _met: int = 0
    _gone: list[int] = field(default_factory=list)
    _waiting: list[tuple[int, str]] = field(default_factory=list)
    _ragged: list[Ragged] = field(default_factory=list)
    _lone: list[tuple[int, str]] = field(default_factory=list)
    _next: int = 0

    def __post_init__(self) -> None:
        self._next = self.layout.before + 1

    def numbers(self, height: int) -> NDArray[np.int64]:
        """Return the lines of the next rows; rows set apart keep their place, as a spreadsheet shows them."""
        self._take()
        numbers = np.arange(self._next, self._next + height + len(self._gone), dtype=np.int64)
        numbers = numbers[~np.isin(numbers, self._gone)][:height] if self._gone else numbers
        self._rows += height
        if height:
            self._next = int(numbers[-1]) + 1
            self._gone = [number for number in self._gone if number >= self._next]
        return numbers

    def mended(self, *, last: bool = False) -> dict[int, list[str]]:
        """Return the rows set apart, up to the rows just numbered, that only lack or only add empty cells at the end.

        Parameters
        ----------
        last : bool
            There are no more rows.
        """
        self._take()
        layout, due = self.layout, self._waiting
        if not last:
            due = [line for line in due if line[0] < self._next]
            self._waiting = [line for line in self._waiting if line[0] >= self._next]
        mended: dict[int, list[str]] = {}
        for number, text in due:
            cells = split_line(text, layout)
            if len(cells) >= layout.least and not any(cell.strip() for cell in cells[layout.width :]):
                mended[number] = [*cells, *[""] * layout.width][: layout.width]
            elif len(cells) <= 1 and not _ends(cells, layout):
                self._lone.append((number, text))
            else:
                self._ragged.append(Ragged(number, text, len(cells)))
        return mended

    def closed(self) -> tuple[tuple[Ragged, ...], int]:
        """Return the rows that cannot be mended, and how many lines below or between the rows are notes."""
        last = self.layout.before + self._rows + self._met
        # A lone cell inside the table is a note; below it, only what is known to end a report is.
        within = [number < last or re.match(FOOTER, text.lstrip('" ')) is not None for number, text in self._lone]
        notes = sum(bool(text.strip()) for (_, text), inside in zip(self._lone, within, strict=True) if inside)
        cut = [
            Ragged(number, text, len(split_line(text, self.layout)))
            for (number, text), inside in zip(self._lone, within, strict=True)
            if not inside
        ]
        return tuple(sorted([*self._ragged, *cut], key=lambda ragged: ragged.row)), notes

    def _take(self) -> None:
        self._met += len(self.apart)
        self._gone += [number for number, _ in self.apart]
        self._waiting += _unfolded(self.apart)
        self.apart.clear()


def split_line(line: str, layout: Layout) -> list[str]:
    """Return the cells of one line."""
    delimiter = layout.delimiter or ","
    if delimiter not in line and '"' not in line and "\n" not in line and "\r" not in line:
        # One cell: a quotation mark never closed can fold half a million such lines into one.
        return [line] if line else []
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])


def _ends(cells: list[str], layout: Layout) -> bool:
    return bool(layout.source.ends and cells and re.search(layout.source.ends, cells[0]))


def _unfolded(apart: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    # A quotation mark never closed folds the rows below into one: they are rows all the same.
    for number, text in apart:
        for offset, line in enumerate(text.splitlines() or [""]):
            yield number + offset, line
