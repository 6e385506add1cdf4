"""Rows that cannot be imported are refused one by one, with the reason; the others are kept."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from bascule.ingest.cells import ROW, Ragged
from bascule.ingest.imported import Message, Refusal
from bascule.ingest.layout import Layout
from bascule.ingest.numbers import is_blank
from bascule.ingest.rows import raw
from bascule.ingest.source import Column, Reading, Source

EXAMPLES = 20
_OLDEST = dt.date(1900, 1, 1)
Check = tuple[str, str, pl.Expr]


@dataclass(frozen=True)
class Sifted:
    """Rows kept, how many were refused, the first refusals of each kind, and cells set to unknown."""

    kept: pl.DataFrame
    refused: int
    refusals: tuple[Refusal, ...]
    messages: tuple[Message, ...] = ()


def sift(rows: pl.DataFrame, source: Source, layout: Layout, reading: Reading, damaged: bool) -> Sifted:
    """Separate the rows to keep from those to refuse; a row is refused for the first check it fails.

    `refused` counts every bad row; `refusals` names the first of each kind.
    """
    found = [column for column in source.columns if column.name in layout.columns]
    dated_by = next((column.name for column in found if column.grain), None)
    checks = [check for column in found for check in _checks(column, reading, dated_by)]
    if damaged:
        checks.insert(0, ("character_damaged", "", _damage(rows)))
    kept, refusals, refused = rows, [], 0
    for code, column, wrong in (*checks, *source.checks):
        bad = kept.select(wrong.fill_null(False).alias("bad"))["bad"]
        if bad.any():
            refusals += _refusals(kept.filter(bad), code, column, layout, reading)
            refused += int(bad.sum())
            kept = kept.filter(~bad)
    unread = _unread(kept, source, layout)
    written = [name for name in kept.columns if name.startswith(raw(""))]
    return Sifted(kept.drop(written), refused, tuple(refusals), unread)


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
        if column.needed:
            checks.append(("value_missing", name, is_blank(pl.col(raw(name)))))
        if not column.negative:
            checks.append(("number_negative" if column.money else "figure_negative", name, value < 0))
        return checks
    return [("value_missing", name, value.is_null())] if column.needed else []


def _damage(rows: pl.DataFrame) -> pl.Expr:
    texts = [name for name, kind in rows.schema.items() if kind == pl.String]
    return pl.any_horizontal(pl.col(name).str.contains("\ufffd", literal=True) for name in texts)


def _refusals(bad: pl.DataFrame, code: str, column: str, layout: Layout, reading: Reading) -> list[Refusal]:
    shown = next((name for name in (raw(column), column) if name in bad.columns), None)
    header = layout.headers.get(column)
    examples = bad.head(EXAMPLES)
    values = examples[shown].cast(pl.String).to_list() if shown else [None] * examples.height
    common = {"file": reading.file, "column": header or column, "today": reading.today}
    return [
        Refusal(reading.file, row, header, value, code, {**common, "row": row, "value": value or ""})
        for row, value in zip(examples[ROW].to_list(), values, strict=True)
    ]


def _unread(rows: pl.DataFrame, source: Source, layout: Layout) -> tuple[Message, ...]:
    messages: list[Message] = []
    for column in source.columns:
        if column.kind not in {"number", "count"} or column.money or raw(column.name) not in rows.columns:
            continue
        lost = rows.filter(pl.col(column.name).is_null() & ~is_blank(pl.col(raw(column.name))))
        if lost.height:
            first = {"row": lost[ROW][0], "value": lost[raw(column.name)][0]}
            messages.append(("cells_unread", {"column": layout.headers[column.name], "cells": lost.height, **first}))
    return tuple(messages)
