"""How a source is declared: its columns under every name they bear, and what makes it that source."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Kind = Literal["text", "date", "time", "number", "count", "currency"]
Grain = Literal["day", "week", "month", "range"]


@dataclass(frozen=True)
class Column:
    """One column of an export.

    Attributes
    ----------
    name : str
        What the rest of the source calls it.
    kind : {'text', 'date', 'time', 'number', 'count', 'currency'}
        A count is a number that is never a fraction, so its separator can only part thousands.
    both, en, fr : tuple of str
        The header as the platform writes it in any language, in English, in French, best first; compared
        exactly after :func:`bascule.ingest.headers.plain`.
    money : bool
        The decimal mark of the file is decided on these columns; `(CAD)` may follow the header.
    needed : bool
        A row without a readable value here is refused.
    negative : bool
        Whether values below zero are accepted.
    future : bool
        Whether dates after today are accepted, as for the end of a period.
    grain : {'day', 'week', 'month'} or None
        What a date of this column stands for.
    """

    name: str
    kind: Kind = "text"
    both: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    money: bool = False
    needed: bool = False
    negative: bool = False
    future: bool = False
    grain: Grain | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every accepted header, best first."""
        return tuple(dict.fromkeys(self.both + self.en + self.fr))


def unknown_customers(identities: pl.Series) -> pl.Series:
    """Return no key for anyone: what is done where nothing may be kept of customers.

    Examples
    --------
    >>> unknown_customers(pl.Series(["ada@example.com"])).to_list()
    [None]
    """
    return pl.Series(identities.name, [None] * identities.len(), dtype=pl.String)


@dataclass(frozen=True)
class Reading:
    """What has been decided about one file, once, before its rows are read.

    `headers` gives, by column name, the header as written; `own_names` how people name the company.
    """

    file: str
    today: dt.date
    headers: dict[str, str] = field(default_factory=dict)
    decimal: str | None = None
    date_order: str | None = None
    currency: str | None = None
    own_names: tuple[str, ...] = ()
    import_id: str = ""
    customer_key: Callable[[pl.Series], pl.Series] = unknown_customers


Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Source:
    """A kind of export: what recognises it and how its rows become canonical.

    Attributes
    ----------
    kind : str
        Name of the source, also accepted as `source` in `bascule.toml`.
    title : str
        What people call it: a proper name, the same in every language.
    columns : tuple of Column
    identified_by : tuple of tuples
        Sets of columns; a header row that has all of any set is this source's.
    canonical : callable
        (rows, reading) → tables, by canonical name. `rows` has every declared column, typed and null where
        the file has none, `source_row`, and `date` and `grain` when a column declares its grain.
    needs : tuple of tuples
        Of each, the file must have at least one column, or it is refused and the column is named.
    asks_currency : bool
        Whether a missing currency is asked; otherwise amounts are in the company's currency.
    total_if_blank : str or None
        A row where this column is blank is a total.
    left_out : tuple of (code, expression) or None
        Rows that are true but no business done, such as cancelled orders: left out, counted with that code.
    repeats_refused : bool
        Whether a row equal to an earlier one in every column is taken as pasted twice.
    amount : str or None
        The column that totals rows are checked against; None where nothing adds up (an index).
    checks : tuple of (code, column, expression)
        Rows where the expression is true are refused with that code.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    identified_by: tuple[tuple[str, ...], ...]
    canonical: Callable[[pl.DataFrame, Reading], Tables]
    needs: tuple[tuple[str, ...], ...] = ()
    asks_currency: bool = False
    total_if_blank: str | None = None
    left_out: tuple[str, pl.Expr] | None = None
    repeats_refused: bool = True
    amount: str | None = "spend"
    checks: tuple[tuple[str, str, pl.Expr], ...] = ()

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)
