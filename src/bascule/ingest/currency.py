"""Currencies as files write them, and the amounts of other currencies told in the company's."""

from dataclasses import dataclass

import polars as pl

from bascule.ingest.imported import Refusal
from bascule.ingest.message import Message
from bascule.ingest.refused import EXAMPLES
from bascule.ingest.source import Reading
from bascule.ingest.tables import MONEY, RATED, SCHEMAS

_CODE = r"^[A-Z]{3}$"
_DOLLARS = {
    "CA$": "CAD",
    "$CA": "CAD",
    "CAD$": "CAD",
    "$CAD": "CAD",
    "C$": "CAD",
    "US$": "USD",
    "$US": "USD",
    "€": "EUR",
}


@dataclass(frozen=True)
class Converted:
    """Canonical tables in one currency, the rows refused for want of a rate, and what is said of it.

    `refused` counts rows of the file, each once however many rows it gave; `refusals` names the first; `mark` goes into
    the identity of the import; `currency` is that of all amounts, None where nothing was converted.
    """

    tables: dict[str, pl.DataFrame]
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    messages: tuple[Message, ...] = ()
    mark: str = ""
    currency: str | None = None


def code_of(text: pl.Expr) -> pl.Expr:
    """Return the code of three letters of a currency, however written; null where it is none.

    Examples
    --------
    >>> pl.DataFrame({"x": ["usd", "CA$", "$", None]}).select(code_of(pl.col("x")))["x"].to_list()
    ['USD', 'CAD', None, None]
    """
    code = text.str.strip_chars().str.to_uppercase().replace(_DOLLARS)
    return pl.when(code.str.contains(_CODE)).then(code)


def codes_of(frame: pl.DataFrame) -> list[str]:
    """Return the currencies that the rows of a file name, sorted.

    Examples
    --------
    >>> codes_of(pl.DataFrame({"currency": ["usd", "CAD", ""]}))
    ['CAD', 'USD']
    """
    if "currency" not in frame.columns:
        return []
    return sorted(frame.select(code_of(pl.col("currency")))["currency"].drop_nulls().unique().to_list())


def in_own_currency(tables: dict[str, pl.DataFrame], reading: Reading) -> Converted:
    """Return canonical rows with their amounts in the company's currency, each at the rate of its own days.

    A row whose currency has no rate then is refused; nothing is touched where every amount is in the company's
    currency already.

    Parameters
    ----------
    tables : dict
        Canonical table → rows, as a source makes them.
    reading : Reading
        With the rates, and the currency of rows that name none.
    """
    foreign = set(reading.currencies or (reading.currency,)) - {reading.rates.base, None}
    if not reading.rates.base or not foreign:
        return Converted(tables)
    done = {name: _converted(rows, name, reading) for name, rows in tables.items() if name in MONEY}
    lost = [part.lost["source_row"] for part in done.values()]
    return Converted(
        {**tables, **{name: part.kept for name, part in done.items()}},
        pl.concat(lost).n_unique() if lost else 0,
        tuple(refusal for part in done.values() for refusal in _refusals(part.lost, reading)),
        tuple(message for part in done.values() for message in part.messages),
        f"-{reading.rates.digest}",
        reading.rates.base,
    )


@dataclass(frozen=True)
class _Part:
    kept: pl.DataFrame
    lost: pl.DataFrame
    messages: tuple[Message, ...]


def _converted(rows: pl.DataFrame, table: str, reading: Reading) -> _Part:
    rates = reading.rates
    rows = _with_schema(rows, table).with_columns(
        pl.coalesce("currency", pl.lit(reading.currency, pl.String)).alias("currency")
    )
    first, last = RATED[table]
    spans = rows.select("currency", first.cast(pl.Date).alias("first"), last.cast(pl.Date).alias("last"))
    rows = rows.hstack(rates.of(spans)).with_columns(spans["first"])
    amounts = [name for name in MONEY[table] if name in rows.columns]
    wanting = pl.col("rate").is_null() & pl.any_horizontal(pl.col(name).is_not_null() for name in amounts)
    lost, rows = rows.filter(wanting), rows.filter(~wanting)
    abroad = rows.filter((pl.col("currency") != rates.base) & pl.col("rate").is_not_null())
    messages = tuple(
        _message(str(code), part, reading) for (code,), part in abroad.group_by("currency", maintain_order=True)
    )
    kept = rows.with_columns(
        *(pl.col(name) * pl.col("rate") for name in amounts), pl.lit(rates.base).alias("currency")
    ).drop("rate", "said", "first")
    return _Part(kept, lost, messages)


def _with_schema(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    absent = [pl.lit(None, kind).alias(name) for name, kind in SCHEMAS[table].items() if name not in rows.columns]
    return rows.with_columns(absent)


def _message(currency: str, rows: pl.DataFrame, reading: Reading) -> Message:
    said = bool(rows["said"].any())
    params = {
        "rows": rows.height,
        "currency": currency,
        "company_currency": reading.rates.base,
        "mean_rate": rows["rate"].mean(),
    }
    return ("currency_converted" if said else "currency_converted_by_day", {**params, "other": reading.rates.file})


def _refusals(lost: pl.DataFrame, reading: Reading) -> tuple[Refusal, ...]:
    header = reading.headers.get("currency")
    found = []
    for currency, row, day in lost.head(EXAMPLES).select("currency", "source_row", "first").rows():
        code = "currency_unnamed" if currency is None else "rate_missing"
        params = {"file": reading.file, "row": row, "currency": currency, "company_currency": reading.rates.base,
                  "rate_date": day}  # fmt: skip
        found.append(Refusal(reading.file, row, header, currency, code, params))
    return tuple(found)
