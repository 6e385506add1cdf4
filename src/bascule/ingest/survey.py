"""A first look at every row of a table: which are totals, and all that the way to read the file is decided on."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from bascule.ingest.dates import read_dates, telling
from bascule.ingest.message import Message
from bascule.ingest.source import Column, Source
from bascule.ingest.spill import Blocks, Changed
from bascule.ingest.totals import is_total

# Distinct texts are put together once so many were met.
_TOGETHER = 200_000


@dataclass(frozen=True)
class Survey:
    """The rows of a table, without its totals rows.

    Attributes
    ----------
    blocks : Blocks
        Every row, as text.
    source : Source
    totals : DataFrame
        The totals rows, as text.
    evidence : DataFrame
        By column, the distinct texts that tell how the file is read; shorter columns end with nulls.
    compared : int
        Rows of the periods that the first one is compared with, left out.
    said : tuple of (code, params)
    """

    blocks: Blocks | Changed
    source: Source
    totals: pl.DataFrame
    evidence: pl.DataFrame
    compared: int
    said: tuple[Message, ...]
    _bodies: tuple[pl.Series | None, ...]

    def __iter__(self) -> Iterator[pl.DataFrame]:
        for block, body in zip(self.blocks, self._bodies, strict=True):
            yield block if body is None else block.filter(body)

    def whole(self) -> pl.DataFrame:
        """Return every row as text: for what only figures side by side can tell, in files that are never large."""
        return pl.concat(list(self))


def survey(blocks: Blocks | Changed, source: Source) -> Survey:
    """Go once through the rows of a table."""
    bodies: list[pl.Series | None] = []
    totals: list[pl.DataFrame] = []
    gathered: dict[str, _Distinct] = {}
    periods = _Periods(source)
    for block in blocks:
        total = total_rows(block, source)
        first = periods.first(block, total)
        totals.append(block.filter(total & first))
        body = first & ~total
        bodies.append(None if body.all() else body)
        rows = block if body.all() else block.filter(body)
        for column in source.columns:
            if column.name in rows.columns and column.kind != "text":
                gathered.setdefault(column.name, _Distinct(column)).add(rows[column.name])
    evidence = _side_by_side([each.texts() for each in gathered.values()])
    return Survey(blocks, source, pl.concat(totals), evidence, periods.left_out, periods.said(), tuple(bodies))


class _Periods:
    """The first of the periods that a report compares, if it does, and how many rows the others have."""

    def __init__(self, source: Source) -> None:
        self.left_out = 0
        self._others = False
        self._kept: str | None = None
        self._name = source.compared

    def first(self, block: pl.DataFrame, total: pl.Series) -> pl.Series:
        # Totals too: each compared period has its own, and a row that says how they changed is none of both.
        if self._name not in block.columns:
            return pl.repeat(True, block.height, dtype=pl.Boolean, eager=True)
        period = block[str(self._name)].str.strip_chars()
        if self._kept is None:
            self._kept = next(iter(period.filter(period != "").head(1)), None)
        first = period.is_in([text for text in ("", self._kept) if text is not None])
        self._others = self._others or not first.all()
        self.left_out += int((~first & ~total).sum())
        return first

    def said(self) -> tuple[Message, ...]:
        return (("periods_compared", {"rows": self.left_out, "kept": self._kept}),) if self._others else ()


def _side_by_side(columns: list[pl.Series]) -> pl.DataFrame:
    height = max((column.len() for column in columns), default=0)
    return pl.DataFrame([column.extend_constant(None, height - column.len()) for column in columns])


def total_rows(block: pl.DataFrame, source: Source) -> pl.Series:
    """Tell the totals rows among text cells; see :func:`bascule.ingest.totals.is_total`."""
    maybe = _totals(block.with_columns(pl.lit(value=True).alias("undated")), source)
    if not maybe.any():
        return maybe
    # Whether a row has a date of its own takes time to tell: only rows that would be totals without one are asked.
    few = _undated(block.filter(maybe), source)
    return pl.Series("is_total", maybe).scatter(maybe.arg_true(), _totals(few, source))


def _totals(block: pl.DataFrame, source: Source) -> pl.Series:
    return block.select(is_total(source, block).alias("is_total"))["is_total"]


def _undated(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    dated = [c.name for c in source.columns if c.kind in {"date", "time"} and c.name in frame.columns]
    undated = pl.lit(value=True)
    for name in dated:
        # Any order will do: whether the cell is a date at all is what matters here.
        known = pl.concat([read_dates(frame[name], order) for order in ("day_first", "month_first")])
        texts = known.drop_nulls("date")["text"].unique()
        undated = undated & ~pl.col(name).is_in(texts.implode())
    return frame.with_columns(undated.alias("undated"))


class _Distinct:
    """The distinct texts of a column that tell something, in the order they are met."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._parts: list[pl.Series] = []
        self._pending = self._known = 0

    def add(self, texts: pl.Series) -> None:
        part = self._telling(texts)
        self._parts.append(part)
        self._pending += part.len()
        if self._pending > max(_TOGETHER, self._known):
            self._parts = [self.texts()]
            self._known, self._pending = self._parts[0].len(), 0

    def texts(self) -> pl.Series:
        whole = pl.concat(self._parts)
        return telling(whole) if self._dated else whole.unique(maintain_order=True)

    @property
    def _dated(self) -> bool:
        return self._column.kind in {"date", "time"}

    def _telling(self, texts: pl.Series) -> pl.Series:
        if self._dated:
            return telling(texts)
        if self._column.kind in {"number", "count"}:
            # A number without any mark says nothing of the marks.
            texts = texts.filter(texts.str.contains("[.,]"))
        return texts.unique(maintain_order=True)
