"""Dated exchange rates: the Bank of Canada's CSV, one column a pair of currencies, or a plain `rates.csv`.

The Bank's file has "TERMS AND CONDITIONS", then the list of its "SERIES", then "OBSERVATIONS": a header "date",
"FXUSDCAD" … and one row a day of business. FXUSDCAD is what one US dollar is worth in Canadian dollars. A blank cell
is a holiday: no rate, and never zero. Averages of a month (FXMUSDCAD) or a year (FXAUSDCAD) are no rates of a day and
are not read.
"""

import re
from collections.abc import Sequence

import polars as pl

from bascule.ingest.headers import plain
from bascule.ingest.source import Column, Long, Reading, Rows, Source, Tables

_PAIR = re.compile(r"^FX([A-Z]{3})([A-Z]{3})$")
_HEADER = ("date", "currency", "base", "rate")

COLUMNS = (
    Column("date", "date", both=("date",), needed=True),
    Column("currency", "currency", both=("currency",), en=("from",), fr=("devise",), needed=True),
    Column("base", "currency", both=("base",), en=("base currency", "to"), fr=("devise de base",), needed=True),
    Column("rate", "number", both=("rate",), en=("exchange rate",), fr=("taux", "taux de change"), needed=True),
)


def unfold(rows: Rows, lines: Sequence[int]) -> Long | None:
    """Return one row a day and pair of the Bank's table; None for any other."""
    at, pairs = _header(rows)
    if not pairs:
        return None
    long, numbers = [_HEADER], []
    for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True):
        for position, (currency, base) in pairs.items():
            if position < len(row) and row[position].strip():
                long.append((row[0], currency, base, row[position]))
                numbers.append(line)
    return Long(long, numbers)


def _header(rows: Rows) -> tuple[int, dict[int, tuple[str, str]]]:
    for at, row in enumerate(rows):
        if row and plain(row[0]) == "date":
            found = {position: _PAIR.match(cell.strip()) for position, cell in enumerate(row)}
            return at, {position: (pair[1], pair[2]) for position, pair in found.items() if pair}
    return 0, {}


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `rates` rows, what one unit of `currency` was worth in `base` that day."""
    codes = [pl.col(name).str.to_uppercase() for name in ("currency", "base")]
    return {"rates": rows.with_columns(codes)}


def _no_code(name: str) -> pl.Expr:
    return ~pl.col(name).str.contains(r"(?i)^[a-z]{3}$")


EXCHANGE_RATES = Source(
    kind="exchange_rates",
    title="Bank of Canada",
    columns=COLUMNS,
    identified_by=(_HEADER,),
    canonical=canonical,
    amount=None,
    checks=(
        ("rate_unreadable", "rate", pl.col("rate").is_null() | (pl.col("rate") <= 0)),
        ("currency_code_unknown", "base", _no_code("base")),
    ),
    unfold=unfold,
    menu_en="bankofcanada.ca › Rates › Exchange",
    menu_fr="banqueducanada.ca › Taux › Taux de change",
)
