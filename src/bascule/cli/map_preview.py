"""How each cell of a file is understood, printed before anything is written."""

import datetime as dt
from collections.abc import Iterator

import click
import polars as pl

from bascule.cli.map_deciding import Decided, table_words, words_of
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.source import Column
from bascule.ingest.understood import Cell, telling
from bascule.ingest.unknown import UnknownTable
from bascule.locale import N_, Locale

HEAD = N_("{file}: {table}")
BY_CONTENT = N_("guessed from the cells")
BY_PART = N_("guessed from a part of the name")
TO_TELL = N_("to be told")
EVERY_ROW = N_("{text}, on every row")
ASIDE = N_("Columns left aside: {headers}")
DROPPED = N_("Rows left out: those where {header} is {values}.")
BELOW = N_("Returns, where {header} is {values}, are below zero already: they are kept as they are.")
TAKEN_OFF = N_("Amounts taken off: those of the rows where {header} is {values}.")
UNITS = N_("{column} is the price of one unit: it is multiplied by {header}.")
ADDED = N_("An order has several rows: their amounts are added.")
ONCE = N_("An order has several rows, which repeat its amounts: they are taken once.")
AT = N_("{date}, {hour}:{minute}")
REFUSED = N_("refused: cannot be read")
UNKNOWN = N_("unknown")
KEY = N_("a key, which names nobody")


def preview(
    file: str, table: UnknownTable, decided: Decided, decimal: str, order: str | None, locale: Locale
) -> Iterator[str]:
    """Yield the lines of the preview.

    Parameters
    ----------
    decimal, order : str, str or None
        The decimal mark and the order of day and month decided for the file.
    locale : Locale
        With the currency of the file; an empty currency where it is not known.
    """
    shown = f"{file} › {table.name}" if table.name else file
    yield click.style(locale.t(HEAD, file=shown, table=table_words(decided.table, locale)), bold=True)
    columns = {column.name: column for column in PLAIN[decided.table].columns}
    for name, header in _proposed(decided).items():
        yield f"  {header}  →  {name}, {words_of(name, locale)}{_doubt(decided, name, locale)}"
        for cell in telling(table.cells(header), columns[name], decimal, order):
            yield f"      {cell.text.strip()}  →  {said(cell, columns[name], locale)}"
    for name, text in decided.constants.items():
        yield f"  {name}, {words_of(name, locale)}  =  {locale.t(EVERY_ROW, text=text)}"
    yield from _notes(table, decided, locale)


def _proposed(decided: Decided) -> dict[str, str]:
    guessed = decided.guess.choices if decided.guess else {}
    unsaid = {n: c.header for n, c in guessed.items() if n not in decided.columns and n not in decided.constants}
    return {**decided.columns, **unsaid}


def _doubt(decided: Decided, name: str, locale: Locale) -> str:
    if name not in decided.columns:
        return f" ({locale.t(TO_TELL)})"
    choice = decided.guess.choices.get(name) if decided.guess else None
    if choice is None or choice.header != decided.columns[name] or choice.why == "name":
        return ""
    return f" ({locale.t(BY_CONTENT if choice.why == 'content' else BY_PART)})"


def _notes(table: UnknownTable, decided: Decided, locale: Locale) -> Iterator[str]:
    used = {*_proposed(decided).values(), *decided.drop, *decided.minus, *decided.below, decided.quantity}
    aside = [header for header in table.headers if header and header not in used]
    if aside:
        yield "  " + locale.t(ASIDE, headers=", ".join(aside))
    for message, marks in ((DROPPED, decided.drop), (TAKEN_OFF, decided.minus), (BELOW, decided.below)):
        for header, values in marks.items():
            yield "  " + locale.t(message, header=header, values=", ".join(values))
    for name in decided.per_unit:
        yield "  " + locale.t(UNITS, column=decided.columns[name], header=decided.quantity)
    if decided.lines:
        yield "  " + locale.t(ADDED if decided.lines == "add" else ONCE)


def said(cell: Cell, column: Column, locale: Locale) -> str:
    """Return how a cell is understood, in words.

    Examples
    --------
    >>> when = Cell("01/12/2009 07:45", dt.datetime(2009, 12, 1, 7, 45))
    >>> said(when, Column("ordered_at", "time"), Locale("en")).replace("\u00a0", " ")
    'December 1, 2009, 07:45'
    """
    if cell.fate == "refused":
        return locale.t(REFUSED)
    if cell.value is None:
        return locale.t(UNKNOWN)
    if column.name == "customer":
        return locale.t(KEY)
    if isinstance(cell.value, dt.datetime) and cell.value.time() != dt.time.min:
        clock = {"hour": f"{cell.value:%H}", "minute": f"{cell.value:%M}"}
        return locale.t(AT, date=locale.date(cell.value.date()), **clock)
    if isinstance(cell.value, dt.date):
        return locale.date(cell.value)
    if isinstance(cell.value, float):
        return figure(cell.value, column, locale)
    return str(cell.value)


def figure(value: float, column: Column, locale: Locale) -> str:
    """Return a number as people write it, as money where its currency is known."""
    if column.money:
        return locale.money(value, 2) if locale.currency else locale.number(value, 2)
    return locale.number(value, 0 if value == round(value) else 2)


def decided_on(table: UnknownTable, decided: Decided) -> tuple[str | None, str | None]:
    """Return the decimal mark and the order of day and month that the cells prove by themselves, or None."""
    from bascule.ingest.dates import ORDERS, decide_order
    from bascule.ingest.numbers import MARKS, decide

    headers = _proposed(decided)
    plain_columns = PLAIN[decided.table].columns
    columns = [(column, table.cells(headers[column.name])) for column in plain_columns if column.name in headers]
    numbers = [(column, cells) for column, cells in columns if column.kind in {"number", "count"}]
    numbers.sort(key=lambda pair: (not pair[0].money, pair[0].kind == "count"))
    mark = decide((cells, column.kind == "count") for column, cells in numbers)
    dates = [cells.alias("x") for column, cells in columns if column.kind in {"date", "time"}]
    order = decide_order(pl.concat(dates)) if dates else "any"
    return (mark if mark in MARKS else None, order if order in ORDERS else None)
