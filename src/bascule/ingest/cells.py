"""The cells of a recognised table as text columns, with the line each row stands on."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.encoding import Content, decode
from bascule.ingest.layout import Head, Layout

ROW = "source_row"
HASH = "row_hash"
_BLOCK = 2 << 20
# A line of a vendor's own below the figures; no row that was cut begins like it.
_FOOTER = r"^\s*(?:©|\(c\) ?\d{4}|Copyright\b)"
_NOTHING_BELOW = ("Empty CSV file", "file is too short")


@dataclass(frozen=True)
class Ragged:
    """A row that has not as many cells as the header."""

    row: int
    text: str
    cells: int


@dataclass(frozen=True)
class Cells:
    """Text columns by name, `source_row`, a `row_hash` of every cell of the row, and rows set apart.

    `stated` is how many rows the lines that end the table say it has; None where they say nothing.
    """

    frame: pl.DataFrame
    ragged: tuple[Ragged, ...] = ()
    footnotes: int = 0
    stated: int | None = None


def read_cells(path: Path, content: Content, layout: Layout) -> Cells:
    """Read the rows below the header of a text file, a block at a time; only the source's columns are kept.

    Raises
    ------
    BasculeError
        `quote_unclosed` when a quotation mark that is never closed swallows rows; `file_unreadable`.
    """
    import pyarrow as pa

    apart: list[tuple[int, str]] = []
    blocks = [_kept(_nothing(layout), layout)]
    try:
        blocks += [_kept(block, layout) for block in _blocks(path, content, layout, apart)]
    except pa.ArrowInvalid as error:
        if not any(nothing in str(error) for nothing in _NOTHING_BELOW):
            code = "quote_unclosed" if "straddl" in str(error) else "file_unreadable"
            raise BasculeError(code, file=path.name, row=layout.before, detail=str(error)) from error
    frame = pl.concat(blocks, rechunk=True)
    blocks.clear()
    frame = frame.with_columns(_numbered(frame.height, apart, layout))
    return _assembled(frame, apart, layout)


def _blocks(path: Path, content: Content, layout: Layout, apart: list[tuple[int, str]]) -> Iterator[pl.DataFrame]:
    import pyarrow as pa
    from pyarrow import csv as arrow

    def set_apart(row: Any) -> str:
        apart.append((row.number, row.text))
        return "skip"

    names = _names(layout)
    source = path if content.streams else io.BytesIO(decode(path, content).lstrip("\ufeff").encode())
    with arrow.open_csv(
        source,
        arrow.ReadOptions(use_threads=False, skip_rows=layout.before, column_names=names, block_size=_BLOCK),
        arrow.ParseOptions(
            delimiter=layout.delimiter or ",", newlines_in_values=True, ignore_empty_lines=False,
            invalid_row_handler=set_apart,
        ),
        arrow.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    ) as reader:  # fmt: skip
        for batch in reader:
            yield pl.DataFrame(pl.from_arrow(batch))


def from_head(head: Head, layout: Layout) -> Cells:
    """Return the rows below the header of a table already read as cells, each with its line."""
    body = head.rows[layout.rows_before :]
    frame = _framed([(*row[: layout.width], *[""] * (layout.width - len(row))) for row in body], layout)
    numbers = pl.Series(ROW, head.lines[layout.rows_before :], dtype=pl.Int64)
    return _ended(_without_blank_rows(_kept(frame, layout).with_columns(numbers)), layout)


def _ended(frame: pl.DataFrame, layout: Layout, ragged: tuple[Ragged, ...] = (), footnotes: int = 0) -> Cells:
    # The lines that end a table, whole rows of a workbook or short rows of a text, are no rows.
    pattern = layout.source.ends
    if not pattern:
        return Cells(frame, ragged, footnotes)
    last = pl.col("first_cell").str.contains(pattern)
    firsts = {row: next(iter(_split(row.text, layout)), "") for row in ragged}
    ends = [*frame.filter(last)["first_cell"].to_list(), *firsts.values()]
    counts = [found[1] for text in ends if (found := re.search(pattern, text)) and found.re.groups and found[1]]
    kept = tuple(row for row in ragged if not re.search(pattern, firsts[row]))
    stated = int(re.sub(r"\D", "", counts[0])) if counts else None
    return Cells(frame.filter(~last), kept, footnotes, stated)


def _is_footnote(cells: Sequence[str], text: str, within: bool, layout: Layout) -> bool:
    # A lone cell inside the table is a note; below it, only what is known to end a report is.
    if len(cells) > 1 or _ends(cells, layout):
        return False
    return within or re.match(_FOOTER, text.lstrip('" ')) is not None


def _ends(cells: Sequence[str], layout: Layout) -> bool:
    return bool(layout.source.ends and cells and re.search(layout.source.ends, cells[0]))


def _names(layout: Layout) -> list[str]:
    return [f"c{position}" for position in range(layout.width)]


def _framed(rows: Sequence[Sequence[str]], layout: Layout) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(_names(layout), pl.String), orient="row")


def _nothing(layout: Layout) -> pl.DataFrame:
    return _framed([], layout)


def _kept(block: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    _refuse_swallowed(block, layout)
    cells = pl.all().str.strip_chars() == ""
    below = pl.all_horizontal(pl.exclude("c0").str.strip_chars() == "") & pl.col("c0").str.contains(_FOOTER)
    kept = [pl.col(f"c{position}").alias(name) for name, position in layout.columns.items()]
    return block.select(
        *kept,
        pl.col("c0").alias("first_cell"),
        (pl.all_horizontal(cells) | below).alias("blank_row"),
    ).with_columns(block.hash_rows(seed=0).alias(HASH))


def _refuse_swallowed(block: pl.DataFrame, layout: Layout) -> None:
    # A cell may hold lines of its own (a note); lines that are rows of this table were swallowed.
    folded = block.filter(pl.any_horizontal(pl.all().str.contains("\n", literal=True)))
    for row in folded.iter_rows():
        for cell in row:
            lines = cell.splitlines()[1:]
            if any(len(_split(line, layout)) == layout.width > 2 for line in lines):
                raise BasculeError("quote_unclosed", value=lines[0][:80])


def _split(line: str, layout: Layout) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=layout.delimiter or ","), [])


def _numbered(height: int, apart: list[tuple[int, str]], layout: Layout) -> pl.Series:
    # Rows set apart keep their place in the count, so that a number is the line a spreadsheet shows.
    total = height + len(apart)
    numbers = np.arange(layout.before + 1, layout.before + total + 1, dtype=np.int64)
    gone = np.array([number for number, _ in apart], dtype=np.int64) - (layout.before + 1)
    return pl.Series(ROW, np.delete(numbers, gone))


def _assembled(frame: pl.DataFrame, apart: list[tuple[int, str]], layout: Layout) -> Cells:
    mended: dict[int, list[str]] = {}
    ragged, footnotes = [], 0
    last = layout.before + frame.height + len(apart)
    for number, text in _unfolded(apart):
        cells = _split(text, layout)
        if len(cells) >= layout.least and not any(cell.strip() for cell in cells[layout.width :]):
            mended[number] = [*cells, *[""] * layout.width][: layout.width]
        elif _is_footnote(cells, text, number < last, layout):
            footnotes += bool(text.strip())
        else:
            ragged.append(Ragged(number, text, len(cells)))
    if mended:
        rows = _kept(_framed(list(mended.values()), layout), layout)
        frame = pl.concat([frame, rows.with_columns(pl.Series(ROW, list(mended), dtype=pl.Int64))]).sort(ROW)
    return _ended(_without_blank_rows(frame), layout, tuple(ragged), footnotes)


def _unfolded(apart: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    # A quotation mark never closed folds the rows below into one: they are rows all the same.
    for number, text in apart:
        for offset, line in enumerate(text.splitlines() or [""]):
            yield number + offset, line


def _without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(~pl.col("blank_row")).drop("blank_row")
