"""What the cells of one column are: the share that reads as dates, numbers, addresses or flags."""

from dataclasses import dataclass

import polars as pl

from bascule.ingest.dates import read_dates
from bascule.ingest.numbers import is_blank, number, tidy
from bascule.ingest.source import Column
from bascule.ingest.taxonomy import guess_class
from bascule.ingest.words import flag

_EMAIL = r"^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$"
_MONEY = r"(?i)[$€£]|\b(?:cad|usd|eur|gbp)\b"
_CODES = ("CAD", "USD", "EUR", "GBP", "AUD", "CHF", "JPY", "MXN", "NZD", "SEK", "NOK", "DKK", "INR", "CNY", "BRL")
_FEW = 30
_ENOUGH = 2000
_FLAGS = frozenset({"fixed", "accepts_email", "brand"})
_KEYS = frozenset({"order_id", "deal_id", "subscription_id"})


@dataclass(frozen=True)
class Profile:
    """The cells of one column; every share is of the first distinct values that say something, from 0 to 1.

    `distinct` is how many there are, `filled` the share of rows that say something, `values` the distinct values
    where they are few.
    """

    header: str
    position: int
    filled: float
    distinct: int
    unique: float
    dates: float
    numbers: float
    integers: float
    money: float
    emails: float
    flags: float
    codes: float
    channels: float
    values: tuple[str, ...] = ()


def profile(header: str, position: int, cells: pl.Series) -> Profile:
    """Return the profile of a column.

    Examples
    --------
    >>> seen = profile("Montant", 0, pl.Series(["1 234,50 $", "12,00 $", ""]))
    >>> seen.numbers, seen.money, seen.dates, round(seen.filled, 2)
    (1.0, 1.0, 0.0, 0.67)
    """
    text = pl.col("x")
    said = cells.alias("x").to_frame().filter(~is_blank(text)).select(text.str.strip_chars())
    distinct = said.unique(maintain_order=True)
    values = distinct.head(_ENOUGH)
    dates = max(_share(read_dates(values["x"], order)["date"].is_not_null()) for order in ("day_first", "month_first"))
    told = values.select(
        numbers=number(text, ".").is_not_null() | number(text, ",").is_not_null(),
        integers=tidy(text).str.contains(r"^[+-]?(?:\d+|\d{1,3}(?:[ ,.]\d{3})+)$"),
        money=text.str.contains(_MONEY),
        emails=text.str.contains(_EMAIL),
        flags=flag(text).is_not_null(),
        codes=text.str.to_uppercase().is_in(_CODES),
    )
    shares = {name: _share(told[name]) for name in told.columns}
    few = tuple(values["x"].to_list()) if distinct.height <= _FEW else ()
    known = [not guess_class(value)[1] for value in few]
    return Profile(
        header, position,
        filled=said.height / max(cells.len(), 1),
        distinct=distinct.height,
        unique=distinct.height / max(said.height, 1),
        dates=dates,
        channels=sum(known) / max(len(known), 1),
        values=few,
        **shares,
    )  # fmt: skip


def fit(column: Column, seen: Profile) -> float:
    """Return how well the cells agree with a canonical column, from 0 to 1; 0.5 and less is no.

    Examples
    --------
    >>> fit(Column("date", "date"), profile("Jour", 0, pl.Series(["2026-09-01", "2026-09-02"])))
    1.0
    """
    if seen.distinct == 0:
        return 0.0
    if column.kind in {"date", "time"}:
        return seen.dates
    if column.kind == "currency":
        return seen.codes
    if column.kind == "count":
        return seen.integers
    if column.kind == "number":
        return seen.numbers if seen.dates < 0.9 else 0.0
    if column.name in _FLAGS:
        return seen.flags
    dated = seen.dates if seen.numbers < 0.9 else 0.0  # 20091201 may be a number of order
    if column.name in _KEYS or column.name == "customer":
        return 1.0 - max(dated, seen.money)
    return 1.0 - max(dated, seen.money, seen.numbers)


def _share(told: pl.Series) -> float:
    return float(told.mean() or 0.0) if told.len() else 0.0  # type: ignore[arg-type]
