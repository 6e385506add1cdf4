"""Whether amounts hold sales taxes: told by a header, shown by the columns of taxes, or asked; then taken out."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from bascule.ingest.dates import read_dates
from bascule.ingest.headers import plain, without_currency
from bascule.ingest.layout import Layout
from bascule.ingest.message import Message
from bascule.ingest.numbers import read_numbers
from bascule.ingest.sales_tax import RATES, SINCE, rates_between, sales_tax_rate
from bascule.ingest.source import Column, Reading, Source, Taken

Side = Literal["in", "out"]
_CENTS = 0.021  # two taxes, each rounded to the cent
_MOST = 0.9
_GST = 0.05
_WAYS: tuple[Taken, Taken] = ("columns", "rate")


@dataclass(frozen=True)
class TaxDecision:
    """Which columns hold taxes and how these are taken out, or what stands in the way.

    `asked` is the header of a column that only the owner can tell of; `refused` a code and a header.
    """

    taxed: Mapping[str, Taken] = field(default_factory=dict)
    asked: str | None = None
    refused: tuple[str, str] | None = None
    notes: tuple[Message, ...] = ()


def decide_taxes(frame: pl.DataFrame, layout: Layout, said: Side | None, reading: Reading) -> TaxDecision:
    """Decide which money columns hold sales taxes; a column without one figure raises no question.

    Parameters
    ----------
    frame : DataFrame of text columns
        The rows of the file.
    said : {'in', 'out'} or None
        What the owner says of a file whose headers do not.
    """
    taxed: dict[str, Taken] = {}
    for column in layout.source.columns:
        if column.tax in (None, "out") or column.name not in frame.columns or not _figures(frame, column, reading):
            continue
        side, taken = _side(frame, layout, column, reading)
        side = side or said
        if side is None:
            return TaxDecision(asked=layout.headers[column.name])
        if side == "in":
            taxed[column.name] = taken
    return _with_rates(frame, layout, taxed, reading)


def without_taxes(rows: pl.DataFrame, source: Source, reading: Reading) -> pl.DataFrame:
    """Return typed rows whose money columns no longer hold sales taxes, to the cent.

    Parameters
    ----------
    rows : DataFrame
        Typed rows of the source.
    reading : Reading
        With the columns concerned and the province.

    Examples
    --------
    >>> column = Column("amount", "number", money=True, tax="ask")
    >>> source = Source("x", "x", (column,), (("amount",),), canonical=lambda rows, reading: {})
    >>> reading = Reading("x.csv", dt.date(2026, 11, 24), taxed={"amount": "rate"})
    >>> without_taxes(pl.DataFrame({"amount": [114.98]}), source, reading)["amount"].to_list()
    [100.0]
    """
    for name, taken in reading.taxed.items():
        amount = pl.col(name)
        if taken == "columns":
            held = [pl.col(each).fill_null(0.0) for each in _tax_columns(source, reading.headers)]
            rows = rows.with_columns((amount - pl.sum_horizontal(held)).round(2))
        elif reading.province:
            rate = sales_tax_rate(reading.province, _day(source, reading))
            rows = rows.with_columns((amount / (1 + rate)).round(2))
    return rows


def _side(frame: pl.DataFrame, layout: Layout, column: Column, reading: Reading) -> tuple[Side | None, Taken]:
    header = without_currency(plain(layout.headers[column.name]))[0]
    shown, taken = _shown(frame, layout, column, reading)
    if column.tax == "in" or header in map(plain, column.tax_in):
        return "in", taken
    if header in map(plain, column.tax_out):
        return "out", taken
    together = layout.source.taxes(layout.headers) if layout.source.taxes else None
    return together or shown, taken


def _shown(frame: pl.DataFrame, layout: Layout, column: Column, reading: Reading) -> tuple[Side | None, Taken]:
    """Tell from the taxes (and the total) beside an amount whether it holds them, and whether they are all there."""
    source = layout.source
    columns = [name for name in _tax_columns(source, layout.columns) if name in frame.columns]
    apart = source.tax_total in layout.columns and layout.columns[source.tax_total] != layout.columns[column.name]
    if not columns and not apart:
        return None, "rate"
    amount, total = (pl.Series(name, _read(frame, each, reading)) for name, each in _pair(column, source, apart))
    taxes = pl.select(pl.sum_horizontal(_read(frame, each, reading).fill_null(0.0) for each in columns)).to_series() \
        if columns else total - amount  # fmt: skip
    known = pl.DataFrame({"amount": amount, "taxes": taxes, "total": total}).filter(
        pl.col("amount").is_not_null() & (pl.col("taxes").abs() > _CENTS)
    )
    if known.is_empty():
        return None, "rate"
    whole = RATES[reading.province][-1][1] if reading.province else None
    out, held, complete = known.select(*_proofs(apart, whole)).mean().row(0)
    side: Side | None = "out" if out >= _MOST > held else "in" if held >= _MOST > out else None
    return side, "columns" if columns and complete >= _MOST else "rate"


def _pair(column: Column, source: Source, apart: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("amount", column.name), ("total", str(source.tax_total) if apart else column.name)


def _proofs(apart: bool, whole: float | None) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    amount, taxes, total = pl.col("amount"), pl.col("taxes"), pl.col("total")
    rates = [rate for rate in (whole, _GST) if rate]
    out = pl.any_horizontal((taxes - amount * rate).abs() <= _CENTS for rate in rates)
    held = pl.any_horizontal((taxes - (amount - taxes) * rate).abs() <= _CENTS for rate in rates)
    complete = ((taxes - (amount - taxes) * whole).abs() <= _CENTS) if whole else pl.lit(value=False)
    if apart:
        out, held = (amount + taxes - total).abs() <= _CENTS, (amount - total).abs() <= _CENTS
    return out.alias("out"), held.alias("held"), complete.alias("complete")


def _with_rates(frame: pl.DataFrame, layout: Layout, taxed: dict[str, Taken], reading: Reading) -> TaxDecision:
    subtracted, divided = ([layout.headers[name] for name, taken in taxed.items() if taken == way] for way in _WAYS)
    notes: list[Message] = [("taxes_subtracted", {"columns": subtracted})] if subtracted else []
    if divided:
        first, last = _span(frame, layout, reading)
        if reading.province is None:
            return TaxDecision(refused=("taxes_rate_unknown", divided[0]))
        if first < SINCE:
            return TaxDecision(refused=("taxes_rate_too_old", divided[0]))
        rates = rates_between(reading.province, first, last)
        notes.append(("taxes_taken_out", {"columns": divided, "province": reading.province, "sales_percent": rates}))
    return TaxDecision(taxed, notes=tuple(notes))


def _tax_columns(source: Source, there: Iterable[str]) -> tuple[str, ...]:
    names = set(there)
    found = (tuple(name for name in group if name in names) for group in source.tax_columns)
    return next((group for group in found if group), ())


def _read(frame: pl.DataFrame, name: str, reading: Reading) -> pl.Series:
    return read_numbers(frame[name], reading.decimal or ".")


def _figures(frame: pl.DataFrame, column: Column, reading: Reading) -> bool:
    return bool((_read(frame, column.name, reading).fill_null(0.0) != 0).any())


def _dated(source: Source, there: Iterable[str]) -> str | None:
    names = set(there)
    return next((c.name for c in source.columns if c.kind in {"date", "time"} and c.name in names), None)


def _day(source: Source, reading: Reading) -> pl.Expr:
    name = _dated(source, reading.headers)
    return pl.col(name).cast(pl.Date).fill_null(reading.today) if name else pl.lit(reading.today)


def _span(frame: pl.DataFrame, layout: Layout, reading: Reading) -> tuple[dt.date, dt.date]:
    name = _dated(layout.source, frame.columns)
    dates = read_dates(frame[name], reading.date_order)["date"].drop_nulls() if name else pl.Series(dtype=pl.Date)
    first, last = dates.min(), dates.max()
    if not isinstance(first, dt.date) or not isinstance(last, dt.date):
        return reading.today, reading.today
    return first, last
