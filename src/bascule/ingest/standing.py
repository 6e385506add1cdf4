"""Which rows stand, as only the whole table tells: pasted twice, checked by the totals, no business done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from bascule.ingest.cells import PARSING
from bascule.ingest.lines import HASH, ROW
from bascule.ingest.message import Message
from bascule.ingest.rows import typed
from bascule.ingest.source import Reading, Source
from bascule.ingest.survey import Survey
from bascule.ingest.totals import Checksum, checksum

_AT = "at"


@dataclass(frozen=True)
class Standing:
    """What the totals rows say, and how many rows do not stand.

    Attributes
    ----------
    checked : Checksum
    repeated, left_out : int
        Rows pasted twice, and rows that are true but no business done.
    said : tuple of (code, params)
        Why rows are left out.
    """

    checked: Checksum
    repeated: int
    left_out: int
    said: tuple[Message, ...]
    _surveyed: Survey
    _stands: pl.Series | None

    def rows(self, source: Source, reading: Reading) -> Iterator[pl.DataFrame]:
        """Yield the rows that stand, typed, block by block."""
        first = met = 0
        for block in self._surveyed:
            met += block.height
            if self._stands is not None:
                stands, first = self._stands.slice(first, block.height), first + block.height
                block = block if stands.all() else block.filter(stands)
            yield typed(block, source, reading)
            reading.watch(PARSING + (1 - PARSING) * met / max(self._surveyed.blocks.height, 1))


def standing(surveyed: Survey, source: Source, reading: Reading) -> Standing:
    """Tell which rows stand, from the few columns that it takes."""
    totals = typed(surveyed.totals, source, reading)
    needed = _needed(source, totals)
    if not (needed or source.repeats_refused):
        return Standing(Checksum("none"), 0, 0, (), surveyed, None)
    few = pl.concat(_some(surveyed, source, needed, reading)).with_row_index(_AT)
    rows, checked, repeated = _summed(few, totals, source)
    before = rows.height
    rows, said = _left_out(rows, source)
    whole = rows.height == few.height
    stands = None if whole else few[_AT].is_in(rows[_AT].implode())
    return Standing(checked, repeated, before - rows.height, said, surveyed, stands)


def _needed(source: Source, totals: pl.DataFrame) -> set[str]:
    names = {name for _, undone in source.left_out for name in undone.meta.root_names()}
    return names | ({source.amount} if source.amount and totals.height else set())


def _some(surveyed: Survey, source: Source, needed: set[str], reading: Reading) -> Iterator[pl.DataFrame]:
    declared = {column.name for column in source.columns}
    # A name that is not declared is made from others: all of them are then read.
    some = (
        source if needed - declared else replace(source, columns=tuple(c for c in source.columns if c.name in needed))
    )
    for block in surveyed:
        own = [column.name for column in some.columns if column.name in block.columns]
        rows = typed(block.select(*own, ROW, HASH, "first_cell"), some, reading)
        yield rows.select(*needed, HASH) if some is not source else rows


def _summed(rows: pl.DataFrame, totals: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, Checksum, int]:
    repeated = ~rows[HASH].is_first_distinct() if source.repeats_refused else pl.repeat(False, rows.height, eager=True)
    summed = source.amount and totals.height
    checked = checksum(rows, totals, str(source.amount), repeated, source.near) if summed else Checksum("none")
    if checked.outcome in {"agrees", "near"} or not repeated.any():
        return rows, checked, 0
    return rows.filter(~repeated), checked, int(repeated.sum())


def _left_out(rows: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, tuple[Message, ...]]:
    said: list[Message] = []
    for code, undone in source.left_out:
        out = rows.select(undone.fill_null(value=False).alias("out"))["out"]
        if out.any():
            said.append((code, {"rows": int(out.sum())}))
            rows = rows.filter(~out)
    return rows, tuple(said)
