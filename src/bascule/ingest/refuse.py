"""Rows that cannot be imported are refused one by one, with the reason; the others are kept."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from bascule.ingest.currency import code_of
from bascule.ingest.imported import Refusal
from bascule.ingest.layout import Layout
from bascule.ingest.lines import HASH, ROW, Ragged
from bascule.ingest.message import Message
from bascule.ingest.numbers import is_blank, names_another
from bascule.ingest.refused import EXAMPLES, MOST, listed, together
from bascule.ingest.rows import raw
from bascule.ingest.source import Check, Column, Reading, Source

_OLDEST = dt.date(1900, 1, 1)
_AT = "at"


@dataclass
class Sifted:
    """Rows kept, how many were refused, the first refusals of each kind, and cells set to unknown.

    `listed` has every refused row, as :func:`bascule.ingest.refused.listed` lists them.
    """

    kept: pl.DataFrame
    refused: int
    refusals: tuple[Refusal, ...]
    messages: tuple[Message, ...] = ()
    listed: pl.DataFrame = field(default_factory=lambda: together([]))

    def hand_over(self) -> pl.DataFrame:
        """Return the rows kept and let them go, so that those who need them last hold them last."""
        kept, self.kept = self.kept, self.kept.clear()
        return kept


def sift(rows: Iterable[pl.DataFrame], source: Source, layout: Layout, reading: Reading, damaged: bool) -> Sifted:
    """Separate the rows to keep from those to refuse; a row is refused for the first check it fails.

    Parameters
    ----------
    rows : iterable of DataFrame
        Typed rows, a block at a time; of those kept, the text of cells goes no further than their block.

    Returns
    -------
    Sifted
        `refused` counts every bad row; `refusals` names the first of each kind.
    """
    found = [column for column in source.columns if column.name in layout.columns]
    dated_by = next((column.name for column in found if column.grain), None)
    checks = [check for column in found for check in _checks(column, reading, dated_by)]
    sieve = _Sieve(layout, reading)
    unread = _Unread(source, layout)
    kept: list[pl.DataFrame] = []
    for block in rows:
        damage: list[Check] = [("character_damaged", "", _damage(block))] if damaged else []
        passed = sieve.passed(block.with_columns(pl.int_range(pl.len()).add(unread.met).alias(_AT)), [*damage, *checks])
        unread.look(passed, block.height)
        kept.append(passed.drop(_done_with(passed, source)))
    sound = sieve.passed(_joined(kept), source.checks)
    messages = unread.messages(sound)
    written = [name for name in sound.columns if name.startswith(raw("")) or name == _AT]
    return Sifted(sound.drop(written), sieve.refused, sieve.refusals(), messages, sieve.listed())


def _joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    # Column by column, letting go of the parts: the whole is never there twice, nor copied again to be of one piece.
    names = parts[0].columns
    columns = [list(part.get_columns()) for part in parts]
    parts.clear()
    return pl.DataFrame(pl.concat([each.pop(0) for each in columns], rechunk=True) for _ in names)


class _Sieve:
    """Checks carried out block by block: how many rows fail, and the first of each check, in the order of checks."""

    def __init__(self, layout: Layout, reading: Reading) -> None:
        self.refused = 0
        self._layout, self._reading = layout, reading
        self._first: dict[tuple[str, str], list[Refusal]] = {}
        self._lists: list[pl.DataFrame] = []

    def passed(self, rows: pl.DataFrame, checks: Sequence[Check]) -> pl.DataFrame:
        for code, column, wrong in checks:
            first = self._first.setdefault((code, column), [])
            bad = rows.select(wrong.fill_null(False).alias("bad"))["bad"]
            if bad.any():
                out = rows.filter(bad)
                first += _refusals(out.head(EXAMPLES - len(first)), code, column, self._layout, self._reading)
                if self.refused < MOST:
                    self._lists.append(listed(out, code, column, _shown(out, column), self._layout))
                self.refused += int(bad.sum())
                rows = rows.filter(~bad)
        return rows

    def refusals(self) -> tuple[Refusal, ...]:
        return tuple(refusal for first in self._first.values() for refusal in first)

    def listed(self) -> pl.DataFrame:
        return together(self._lists)


class _Unread:
    """Figures set to unknown because their text is no number, in rows that are kept."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.met = 0
        self._layout = layout
        figures = (column for column in source.columns if column.kind in {"number", "count"} and not column.money)
        self._lost: dict[str, list[pl.DataFrame]] = {column.name: [] for column in figures}

    def look(self, rows: pl.DataFrame, height: int) -> None:
        self.met += height
        for name, lost in self._lost.items():
            if raw(name) in rows.columns:
                unread = pl.col(name).is_null() & ~is_blank(pl.col(raw(name)))
                found = rows.filter(unread).select(_AT, pl.col(ROW).alias("row"), pl.col(raw(name)).alias("value"))
                lost += [found] if found.height else []

    def messages(self, kept: pl.DataFrame) -> tuple[Message, ...]:
        said: list[Message] = []
        for name, parts in self._lost.items():
            lost = pl.concat(parts).filter(pl.col(_AT).is_in(kept[_AT].implode())) if parts else None
            if lost is not None and lost.height:
                first = {"row": lost["row"][0], "value": lost["value"][0]}
                column = self._layout.headers[name]
                said.append(("cells_unread", {"column": column, "cells": lost.height, **first}))
        return tuple(said)


def _done_with(rows: pl.DataFrame, source: Source) -> list[str]:
    """Return the columns that no check of the whole table, and no source, looks at."""
    wanted = {raw(column) for _, column, _ in source.checks}
    wanted |= {name for _, _, wrong in source.checks for name in wrong.meta.root_names()}
    done = {
        "first_cell",
        HASH,
        *(c.name for c in source.columns if c.passing),
        *(name for name in rows.columns if name.startswith(raw(""))),
    }
    return sorted(done - wanted)


def ragged_refusals(ragged: tuple[Ragged, ...], layout: Layout, reading: Reading) -> tuple[Refusal, ...]:
    """Return the refusals of rows with too few or too many cells."""
    return tuple(
        Refusal(
            reading.file, row.row, None, row.text[:80], "row_ragged",
            {"file": reading.file, "row": row.row, "value": row.text[:80], "cells": row.cells,
             "expected": layout.width},
        )
        for row in ragged[:EXAMPLES]
    )  # fmt: skip


def _checks(column: Column, reading: Reading, dated_by: str | None) -> list[Check]:
    name, value = column.name, pl.col(column.name)
    if column.kind in {"date", "time"}:
        written = ~is_blank(pl.col(raw(name)))
        checks = [("date_unreadable", name, written & (value.is_null() | (value < _OLDEST)))]
        if column.needed or name == dated_by:
            checks.append(("date_missing", name, ~written))
        if not column.future:
            checks.append(("date_future", name, value >= reading.today + dt.timedelta(days=1)))
        return checks
    if column.kind in {"number", "count"}:
        unreadable = value.is_null() & ~is_blank(pl.col(raw(name)))
        checks = [("number_unreadable", name, unreadable)] if column.money else []
        if column.money:
            own = None if reading.currencies else reading.currency
            checks.append(("amount_foreign", name, names_another(pl.col(raw(name)), pl.col("currency"), own)))
        if column.needed:
            checks.append(("value_missing", name, is_blank(pl.col(raw(name)))))
        if not column.negative:
            checks.append(("number_negative" if column.money else "figure_negative", name, value < 0))
        return checks
    checks = [("value_missing", name, value.is_null())] if column.needed else []
    if column.kind == "currency":
        said = pl.col(raw(name)).str.strip_chars()
        # A dollar sign alone says nothing.
        checks.append(("currency_code_unknown", name, ~is_blank(said) & (said != "$") & code_of(said).is_null()))
    return checks


def _damage(rows: pl.DataFrame) -> pl.Expr:
    texts = [name for name, kind in rows.schema.items() if kind == pl.String]
    return pl.any_horizontal(pl.col(name).str.contains("\ufffd", literal=True) for name in texts)


def _refusals(bad: pl.DataFrame, code: str, column: str, layout: Layout, reading: Reading) -> list[Refusal]:
    shown = _shown(bad, column)
    header = layout.headers.get(column)
    values = bad[shown].cast(pl.String).to_list() if shown else [None] * bad.height
    common = {"file": reading.file, "column": header or column, "today": reading.today}
    return [
        Refusal(reading.file, row, header, value, code, {**common, "row": row, "value": value or ""})
        for row, value in zip(bad[ROW].to_list(), values, strict=True)
    ]


def _shown(rows: pl.DataFrame, column: str) -> str | None:
    return next((name for name in (raw(column), column) if name in rows.columns), None)
