"""The cells of a recognised table as blocks of text columns, with the line each row stands on."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.encoding import Content, utf8_stream
from bascule.ingest.layout import Head, Layout
from bascule.ingest.lines import FOOTER, HASH, ROW, Lines, Ragged, split_line
from bascule.ingest.source import unwatched
from bascule.ingest.spill import Blocks

# The parser reads several of its own blocks ahead: small ones, put together to be worked on.
_PARSED = 1 << 20
_BLOCK = 6 << 20
# The part of the work that is over once the cells are parsed.
PARSING = 0.5
_NOTHING_BELOW = ("Empty CSV file", "file is too short")


@dataclass(frozen=True)
class Cells:
    """Text columns by name, `source_row`, a `row_hash` of every cell of the row, block by block; and rows set apart.

    Where the source has no use for the hash, it is that of nothing. `stated` is how many rows the lines that end the
    table say it has; None where they say nothing.
    """

    blocks: Blocks
    ragged: tuple[Ragged, ...] = ()
    footnotes: int = 0
    stated: int | None = None

    @property
    def frame(self) -> pl.DataFrame:
        """Every row at once, for a file known to be small."""
        return pl.concat(list(self.blocks))


def read_cells(path: Path, content: Content, layout: Layout, watch: Callable[[float], None] = unwatched) -> Cells:
    """Read the rows below the header of a text file, a block at a time; only the source's columns are kept.

    Parameters
    ----------
    path : Path
    content : Content
    layout : Layout
    watch : callable
        Told how far the reading is, after each block.

    Raises
    ------
    BasculeError
        `quote_unclosed` when a quotation mark that is never closed swallows rows; `file_unreadable`; `disk_full`.
    """
    import pyarrow as pa

    lines, body = Lines(layout), _Body(layout)
    size, parsed = path.stat().st_size, 0
    body.add(_rows(_framed([], layout), [], layout))
    try:
        for batch in _batches(path, content, layout, lines.apart):
            block = _kept_of(batch, layout).with_columns(pl.Series(ROW, lines.numbers(batch.num_rows)))
            body.add(_with_mended(block, lines.mended(), layout))
            parsed += batch.nbytes
            watch(PARSING * min(parsed / size, 1.0))
    except pa.ArrowInvalid as error:
        if not any(nothing in str(error) for nothing in _NOTHING_BELOW):
            code = "quote_unclosed" if "straddl" in str(error) else "file_unreadable"
            raise BasculeError(code, file=path.name, row=layout.before, detail=str(error)) from error
    mended = lines.mended(last=True)
    body.add(_rows(_framed(list(mended.values()), layout), list(mended), layout))
    return body.cells(*lines.closed())


def from_head(head: Head, layout: Layout) -> Cells:
    """Return the rows below the header of a table already read as cells, each with its line."""
    body = _Body(layout)
    rows = head.rows[layout.rows_before :]
    frame = _framed([(*row[: layout.width], *[""] * (layout.width - len(row))) for row in rows], layout)
    body.add(_rows(frame, head.lines[layout.rows_before :], layout))
    return body.cells((), 0)


class _Body:
    """The rows of a table, without blank ones and without the lines that end it."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._blocks = Blocks()
        self._ends: list[str] = []

    def add(self, block: pl.DataFrame) -> None:
        block = block.filter(~pl.col("blank_row")).drop("blank_row")
        if pattern := self._layout.source.ends:
            last = block["first_cell"].str.contains(pattern)
            self._ends += block["first_cell"].filter(last).to_list()
            block = block.filter(~last)
        self._blocks.add(block)

    def cells(self, ragged: tuple[Ragged, ...], footnotes: int) -> Cells:
        # The lines that end a table, whole rows of a workbook or short rows of a text, are no rows.
        pattern = self._layout.source.ends
        if not pattern:
            return Cells(self._blocks, ragged, footnotes)
        firsts = {row: next(iter(split_line(row.text, self._layout)), "") for row in ragged}
        ends = [*self._ends, *firsts.values()]
        counts = [found[1] for text in ends if (found := re.search(pattern, text)) and found.re.groups and found[1]]
        kept = tuple(row for row in ragged if not re.search(pattern, firsts[row]))
        return Cells(self._blocks, kept, footnotes, int(re.sub(r"\D", "", counts[0])) if counts else None)


def _rows(frame: pl.DataFrame, numbers: Sequence[int], layout: Layout) -> pl.DataFrame:
    return _kept(frame, layout).with_columns(pl.Series(ROW, numbers, dtype=pl.Int64))


def _with_mended(block: pl.DataFrame, mended: dict[int, list[str]], layout: Layout) -> pl.DataFrame:
    if not mended:
        return block
    rows = _kept(_framed(list(mended.values()), layout), layout)
    return pl.concat([block, rows.with_columns(pl.Series(ROW, list(mended), dtype=pl.Int64))]).sort(
        ROW, maintain_order=True
    )


def _batches(path: Path, content: Content, layout: Layout, apart: list[tuple[int, str]]) -> Iterator[Any]:
    import pyarrow as pa
    from pyarrow import csv as arrow

    def set_apart(row: Any) -> str:
        apart.append((row.number, row.text))
        return "skip"

    names = _names(layout)
    with utf8_stream(path, content) as source, arrow.open_csv(
        source,
        arrow.ReadOptions(use_threads=False, skip_rows=layout.before, column_names=names, block_size=_PARSED),
        arrow.ParseOptions(
            delimiter=layout.delimiter or ",", newlines_in_values=True, ignore_empty_lines=False,
            invalid_row_handler=set_apart,
        ),
        arrow.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    ) as reader:  # fmt: skip
        yield from _together(reader)


def _together(reader: Iterable[Any]) -> Iterator[Any]:
    import pyarrow as pa

    batches: list[Any] = []
    for batch in reader:
        batches.append(batch)
        if sum(each.nbytes for each in batches) >= _BLOCK:
            yield pa.Table.from_batches(batches)
            batches = []
    if batches:
        yield pa.Table.from_batches(batches)


def _names(layout: Layout) -> list[str]:
    return [f"c{position}" for position in range(layout.width)]


def _framed(rows: Sequence[Sequence[str]], layout: Layout) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(_names(layout), pl.String), orient="row")


def _kept_of(batch: Any, layout: Layout) -> pl.DataFrame:
    # What only needs a look is looked at as parsed: giving 79 columns another form takes longer than parsing them.
    own = [f"c{at}" for at in sorted({0, *layout.columns.values()})]
    if any(_holds_lines(column) for column in batch.columns):
        return _kept(_polars(batch), layout)
    if layout.source.repeats_refused:
        return _selected(_polars(batch), layout)
    block = _polars(batch.select(own))
    return _kept(_polars(batch), layout) if _blank_but_first(block).any() else _selected(block, layout)


def _polars(batch: Any) -> pl.DataFrame:
    return pl.DataFrame(pl.from_arrow(batch))


def _holds_lines(column: Any) -> bool:
    texts = (chunk.buffers()[-1] for chunk in column.chunks)
    return any(text is not None and b"\n" in text.to_pybytes() for text in texts)


def _kept(block: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    _refuse_swallowed(block, layout)
    return _selected(block, layout)


def _selected(block: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    kept = [pl.col(f"c{position}").alias(name) for name, position in layout.columns.items()]
    # Only a row pasted twice is told by its hash: where rows may repeat, there is none to reckon.
    whole = block.hash_rows(seed=0) if layout.source.repeats_refused else pl.repeat(0, block.height, eager=True)
    hashed = whole.cast(pl.UInt64).alias(HASH)
    return block.select(*kept, pl.col("c0").alias("first_cell"), _blank_rows(block).alias("blank_row"), hashed)


def _blank_rows(block: pl.DataFrame) -> pl.Series:
    first = block["c0"]
    return _blank_but_first(block) & ((first.str.strip_chars() == "") | first.str.contains(FOOTER))


def _blank_but_first(block: pl.DataFrame) -> pl.Series:
    # Nearly every row has something in one of its first cells: the later ones are seldom looked at.
    blank = pl.repeat(True, block.height, dtype=pl.Boolean, eager=True)
    for name in block.columns:
        if not blank.any():
            break
        if name != "c0":
            blank = blank & (block[name].str.strip_chars() == "")
    return blank


def _refuse_swallowed(block: pl.DataFrame, layout: Layout) -> None:
    # A cell may hold lines of its own (a note); lines that are rows of this table were swallowed.
    folded = block.filter(pl.any_horizontal(pl.all().str.contains("\n", literal=True)))
    for row in folded.iter_rows():
        for cell in row:
            lines = cell.splitlines()[1:]
            if any(_is_row(line, layout) for line in lines):
                raise BasculeError("quote_unclosed", value=lines[0][:80])


def _is_row(line: str, layout: Layout) -> bool:
    # Counting first spares the reading of a million lines of a note.
    if not 2 < layout.width <= line.count(layout.delimiter or ",") + 1:
        return False
    return len(split_line(line, layout)) == layout.width
