"""From an unknown table, what is guessed of it and what the owner says, to a mapping."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import click

from bascule.cli.map_asking import Asking
from bascule.company import MappingSettings
from bascule.ingest import habits
from bascule.ingest.guess import Guess, guess_as, guesses
from bascule.ingest.headers import plain
from bascule.ingest.mapping import lacks
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.profile import Profile
from bascule.ingest.source import Source
from bascule.ingest.unknown import UnknownTable
from bascule.locale import N_, Locale
from bascule.locale.wording.mapping import COLUMNS
from bascule.locale.wording.mapping import TABLES as MORE_TABLES
from bascule.locale.wording.vocabulary import TABLES

_LIKELY, _AHEAD = 0.35, 0.1
# Tables whose amounts may be returns or cancelled.
_PRICED = ("gross", "net", "cost")
_SELLING = ("orders", "sales")
NO_HEADER = N_("{file} has no column {header}. Its headers: {headers}")
NO_TABLE = N_("There is no table {table}. One of: {tables}.")
NO_COLUMN = N_("The table {table} has no column {column}. One of: {columns}.")


@dataclass
class Decided:
    """A mapping, whole or not, and what it was guessed from.

    `below` are the marks, by header, of returns whose amounts are below zero already: nothing is to be done.
    """

    table: str
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    drop: habits.Values = field(default_factory=dict)
    minus: habits.Values = field(default_factory=dict)
    below: habits.Values = field(default_factory=dict)
    lines: str | None = None
    quantity: str | None = None
    per_unit: tuple[str, ...] = ()
    guess: Guess | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing that the table needs is missing."""
        return not lacks(PLAIN[self.table], {*self.columns, *self.constants})

    def settings(self, **said: Any) -> MappingSettings:
        """Return the mapping as `bascule.toml` keeps it."""
        return MappingSettings.model_validate({
            "table": self.table, "columns": self.columns, "constants": self.constants, "drop": self.drop,
            "minus": self.minus, "lines": self.lines, "quantity": self.quantity, "per_unit": self.per_unit, **said,
        })  # fmt: skip


def words_of(column: str, locale: Locale) -> str:
    """Return what a canonical column is, in the words of people."""
    return locale.t(COLUMNS[column]) if column in COLUMNS else column


def table_words(table: str, locale: Locale) -> str:
    """Return what a canonical table is, in the words of people."""
    words = TABLES.get(table) or MORE_TABLES.get(table)
    return locale.t(words) if words else table


def decide(file: str, table: UnknownTable, given: dict[str, Any], asking: Asking) -> Decided:
    """Return the mapping of a table: what is sure, then what is said, then what is asked."""
    profiles = list(table.profiles)
    target = _table(profiles, given["table"], asking)
    base = PLAIN[target]
    fixed = _headers(file, given["columns"], profiles, asking.locale)
    constants = dict(given["constants"])
    _known_columns(target, (*fixed, *constants), asking.locale)
    guess = guess_as(target, profiles, fixed)
    decided = Decided(target, {}, constants, guess=guess)
    for name, choice in guess.choices.items():
        if name not in constants and (choice.sure or name in fixed):
            decided.columns[name] = choice.header
    _ask_columns(decided, base, guess, profiles, asking)
    _rows(decided, file, table, profiles, given, asking)
    return decided


def _table(profiles: list[Profile], asked: str | None, asking: Asking) -> str:
    if asked is not None:
        if asked not in PLAIN:
            raise click.UsageError(asking.locale.t(NO_TABLE, table=asked, tables=", ".join(PLAIN)))
        return asked
    found = guesses(profiles)
    if found[0].score >= _LIKELY and found[0].score - found[1].score >= _AHEAD:
        return found[0].table
    return asking.table([guess.table for guess in found], {name: table_words(name, asking.locale) for name in PLAIN})


def _headers(file: str, pairs: Iterable[tuple[str, str]], profiles: list[Profile], locale: Locale) -> dict[str, str]:
    return {name: _header(file, header, profiles, locale) for name, header in pairs}


def _header(file: str, header: str, profiles: list[Profile], locale: Locale) -> str:
    known = {plain(seen.header): seen.header for seen in profiles}
    if plain(header) not in known:
        headers = ", ".join(known.values())
        raise click.UsageError(locale.t(NO_HEADER, file=file, header=header, headers=headers))
    return known[plain(header)]


def _known_columns(table: str, names: Iterable[str], locale: Locale) -> None:
    accepted = [column.name for column in PLAIN[table].columns]
    for name in names:
        if name not in accepted:
            columns = ", ".join(accepted)
            raise click.UsageError(locale.t(NO_COLUMN, table=table, column=name, columns=columns))


def _ask_columns(decided: Decided, base: Source, guess: Guess, profiles: list[Profile], asking: Asking) -> None:
    headers = [seen.header for seen in profiles]
    for name in guess.unsure:
        if name in decided.columns or name in decided.constants:
            continue
        choice = guess.choices.get(name)
        likely = [choice.header, *choice.rivals] if choice else []
        text = base.column(name).kind == "text"
        answer = asking.column(name, words_of(name, asking.locale), headers, likely, text)
        if answer is not None:
            kind, value = answer
            (decided.columns if kind == "column" else decided.constants)[name] = value


def _rows(
    decided: Decided, file: str, table: UnknownTable, profiles: list[Profile], given: dict[str, Any], asking: Asking
) -> None:
    base = PLAIN[decided.table]
    amounts = [decided.columns[c.name] for c in base.columns if c.money and c.name in decided.columns]
    decided.drop = _values(file, given["drop"], profiles, asking.locale)
    decided.minus = _values(file, given["minus"], profiles, asking.locale)
    if decided.table in _SELLING:
        if not given["drop"]:
            decided.drop = habits.undone(profiles)
        if not given["minus"]:
            _returns(decided, table, amounts, asking)
    if decided.table == "orders":
        decided.lines = given["lines"] or _lines(decided, table, amounts, asking)
        _units(decided, file, given["quantity"], profiles, asking)


def _returns(decided: Decided, table: UnknownTable, amounts: list[str], asking: Asking) -> None:
    marks = {name: values for name, values in habits.returned(table.profiles).items() if name not in decided.drop}
    cells = {name: table.cells(name) for name in (*marks, *amounts)}
    above = habits.positive(cells, marks, amounts)
    decided.below = {name: values for name, values in marks.items() if name not in above}
    decided.minus = {name: values for name, values in above.items() if asking.minus(name, values)}


def _units(decided: Decided, file: str, asked: str | None, profiles: list[Profile], asking: Asking) -> None:
    if asked == "none":
        return
    header = _header(file, asked, profiles, asking.locale) if asked else habits.quantity(profiles)
    if header is None:
        return
    told = {name: habits.of_one_unit(decided.columns[name]) for name in _PRICED if name in decided.columns}
    sure = tuple(name for name, one in told.items() if one == "yes" or (asked and one == "perhaps"))
    doubtful = tuple(name for name, one in told.items() if one == "perhaps" and name not in sure)
    if doubtful and asking.per_unit(decided.columns[doubtful[0]], header):
        sure = (*sure, *doubtful)
    if sure:
        decided.quantity, decided.per_unit = header, sure


def _lines(decided: Decided, table: UnknownTable, amounts: list[str], asking: Asking) -> str | None:
    if "order_id" not in decided.columns:
        return None
    told = habits.lines(table.cells(decided.columns["order_id"]), [table.cells(header) for header in amounts])
    return asking.lines() if told == "ask" else told


def _values(
    file: str, pairs: Iterable[tuple[str, str]], profiles: list[Profile], locale: Locale
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for header, value in pairs:
        if header:
            name = _header(file, header, profiles, locale)
            found[name] = (*found.get(name, ()), value)
    return found
