"""How a source is declared: its columns under every name they bear, and what makes it that source."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import polars as pl

from bascule.company import FileSettings, PersonSettings
from bascule.ingest.dates import Order
from bascule.ingest.message import Message
from bascule.ingest.rates import Rates

Kind = Literal["text", "date", "time", "number", "count", "currency"]
Grain = Literal["day", "week", "month", "range"]
Tax = Literal["ask", "in", "out"]
Taken = Literal["rate", "columns"]
Period = tuple[dt.date, dt.date]
Grade = Literal["A", "B", "C"]
# What is wrong, in which column, and where.
Check = tuple[str, str, pl.Expr]


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
    passing : bool
        Whether it only tells which rows stand (`left_out`), or the `date` and the `grain` of rows: it is let go of once
        these are known.
    zone : str or None
        Time zone that a timestamp without an offset is written in, such as "UTC", where the platform says so: it is
        then brought to the company's own clock. None: it is the shop's own clock already.
    tax : {'ask', 'in', 'out'} or None
        Whether a money column holds sales taxes; `ask` where only the owner knows. None: no tax bears on it.
    tax_out, tax_in : tuple of str
        Headers, among its names, that say by themselves that taxes are out, or in.
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
    passing: bool = False
    zone: str | None = None
    tax: Tax | None = None
    tax_out: tuple[str, ...] = ()
    tax_in: tuple[str, ...] = ()

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


def unwatched(share: float) -> None:
    """Tell nobody how far the reading is.

    Examples
    --------
    >>> unwatched(0.5)
    """


@dataclass(frozen=True)
class Reading:
    """What has been decided about one file, once, before its rows are read.

    Attributes
    ----------
    file : str
        Name shown to people.
    today : datetime.date
    headers : dict
        Column name → header as written.
    decimal, date_order, currency : str or None
        Decided by :func:`bascule.ingest.settle.settle`.
    currencies : tuple of str
        Those that the rows name each for itself, where they are several; `currency` is then None.
    rates : Rates
        What other currencies are worth in the company's.
    period : (date, date) or None
        First and last day of the whole table, where the lines above it, a file beside it or the owner say so.
    zone, file_zone : str
        The company's time zone, and that of the file's timestamps where the owner says it.
    own_names : tuple of str
        How people name the company.
    people : dict
        Who works there (a name or an address, in lower case) → role and side.
    campaigns : dict
        Pattern of a campaign's name (`*` for anything) → the channel its owner says it is.
    terms : dict
        A term searched → brand, rival or category, as its owner says.
    above : tuple of str
        The lines above the header row.
    beside : tuple of Path
        The other files of the same archive, as unpacked.
    province : str or None
        The company's, whose rates sales taxes are taken out at; None outside Canada.
    taxed : dict
        Money column whose amounts hold sales taxes → how these are taken out: at the "rate" of the province, or by
        the "columns" of the file that give them.
    import_id : str
    customer_key : callable
    watch : callable
        Told how far the reading of a large file is, from 0 to 1.
    """

    file: str
    today: dt.date
    headers: dict[str, str] = field(default_factory=dict)
    decimal: str | None = None
    date_order: str | None = None
    currency: str | None = None
    currencies: tuple[str, ...] = ()
    rates: Rates = field(default_factory=Rates)
    period: Period | None = None
    zone: str = "America/Toronto"
    file_zone: str | None = None
    own_names: tuple[str, ...] = ()
    people: Mapping[str, PersonSettings] = field(default_factory=dict)
    campaigns: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    beside: tuple[Path, ...] = ()
    province: str | None = "QC"
    taxed: Mapping[str, Taken] = field(default_factory=dict)
    import_id: str = ""
    customer_key: Callable[[pl.Series], pl.Series] = unknown_customers
    watch: Callable[[float], None] = unwatched


Tables = dict[str, pl.DataFrame]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Long:
    """A wide table made long: rows of cells, the header row first, and the line in the file of each row after it."""

    rows: Rows
    lines: Sequence[int]


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
    left_out : tuple of (code, expression)
        Rows that are true but no business done, such as cancelled orders: left out, counted with that code.
    repeats_refused : bool
        Whether a row equal to an earlier one in every column is taken as pasted twice.
    amount : str or None
        The column that totals rows are checked against; None where nothing adds up (an index).
    checks : tuple of (code, column, expression)
        Rows where the expression is true are refused with that code.
    unfold : callable or None
        For a table that is no list of records (one column a month, a term or a currency): (rows of cells, their lines)
        → the same as a list with the headers declared here, or None where it is not this source's.
    begins_with : str
        Text that a file of a format of its own begins with; `open_text` (text, reading) then gives its rows.
    open_text : callable or None
    asks_period : bool
        Whether the file speaks of one stretch of time as a whole, asked where nothing tells it (no column that
        declares its grain, no line above).
    period : callable or None
        (lines above the header, files of the same archive) → the stretch; by default the lines above are read by
        :func:`bascule.ingest.period.stated_period`.
    date_order : {'day_first', 'month_first'} or None
        How the platform writes every date, whatever the language: used, and said, where the dates prove nothing.
    compared : str or None
        A column that tells compared periods apart: the rows of the first are read, the others are left out.
    near : float
        How far, as a share, rows may be from the total stated, where the platform counts by estimates.
    aside : str
        Code of what is said of tables of this kind, all left aside: they repeat others. Empty: they are read.
    read_header : callable or None
        A plain header → the plain header it is compared as: for prefixes that vary, for questions known by their words.
    ends : str
        Pattern of the first cell of the lines below the table that are no rows; what it captures is how many rows the
        file states, and a file with another number of them is refused.
    remarks : callable or None
        (rows kept, reading) → what there is to say of them.
    grade : {'A', 'B', 'C'}
        How well the layout is known: the vendor's own text or a real export; a public parser's exact headers; a guess.
    missing : str
        Code of the refusal of a file that lacks a column of `needs`.
    usual_date_order : callable or None
        (text columns) → the order of day and month that the tool writes by default where they can be read both ways,
        if the rest of the file shows its default settings; it is said. None: asked.
    menu_en, menu_fr : str
        Where in the tool's interface the export is asked for; empty where it is not known.
    taxes : callable or None
        (headers by column) → whether the amounts hold sales taxes, where several headers together say it.
    tax_columns : tuple of tuples
        Sets of columns that give the taxes of a row; the first set of which the file has one is used.
    tax_total : str or None
        The column that gives the amount with its taxes, beside the one without.
    mapped : bool
        Whether the owner described it (`[mappings.NAME]`): a file that it recognises is no other's.
    constants : mapping
        Column name → the text that stands for every row where the file has no such column.
    defaults : FileSettings
        What is said of every file of this source; what is said of one file prevails.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    identified_by: tuple[tuple[str, ...], ...]
    canonical: Callable[[pl.DataFrame, Reading], Tables]
    needs: tuple[tuple[str, ...], ...] = ()
    asks_currency: bool = False
    total_if_blank: str | None = None
    left_out: tuple[tuple[str, pl.Expr], ...] = ()
    repeats_refused: bool = True
    amount: str | None = "spend"
    checks: tuple[Check, ...] = ()
    unfold: Callable[[Rows, Sequence[int]], Long | None] | None = None
    begins_with: str = ""
    open_text: Callable[[str, Reading], Long] | None = None
    asks_period: bool = False
    period: Callable[[Sequence[str], Sequence[Path]], Period | None] | None = None
    date_order: Order | None = None
    compared: str | None = None
    near: float = 0.0
    aside: str = ""
    read_header: Callable[[str], str] | None = None
    ends: str = ""
    remarks: Callable[[pl.DataFrame, Reading], Sequence[Message]] | None = None
    grade: Grade = "A"
    missing: str = "column_missing"
    usual_date_order: Callable[[pl.DataFrame], str | None] | None = None
    menu_en: str = ""
    menu_fr: str = ""
    taxes: Callable[[Mapping[str, str]], Literal["in", "out"] | None] | None = None
    tax_columns: tuple[tuple[str, ...], ...] = ()
    tax_total: str | None = None
    mapped: bool = False
    constants: Mapping[str, str] = field(default_factory=dict)
    defaults: FileSettings = field(default_factory=FileSettings)

    def column(self, name: str) -> Column:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)
