"""Which table an unknown file is, and which column is which: guessed by name and by content, never taken for granted.

A guess that is not sure is a question to the owner; nothing is read on a guess alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from bascule.ingest.headers import plain, without_currency
from bascule.ingest.mapping import lacks
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.profile import Profile, fit
from bascule.ingest.source import Column, Source
from bascule.ingest.synonyms import names_of

Why = Literal["name", "content", "part of the name"]
SURE = 0.75
_POSSIBLE = 0.4
_APART = 0.05
_AGREES = 0.6
# Share of the cells that are addresses above which a column is one of addresses, and how likely another column then is
# to tell customers apart.
_EMAILS, _BESIDE_EMAILS = 0.8, 0.5
_NAMED, _MAYBE, _PARTLY = 1.0, 0.85, 0.55
# A bill to a customer is an order, a bill from a vendor is a cost: nothing else tells them apart.
_PARTY = {"orders_csv": "customer", "costs": "vendor"}
_ONCE = {"customers_csv": "customer", "sales_csv": "date"}
_WORDS = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Choice:
    """The header proposed for a canonical column, how likely it is (0 to 1), and why.

    `rivals` are the headers that may as well be meant.
    """

    column: str
    header: str
    confidence: float
    why: Why
    rivals: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it need not be asked."""
        return self.confidence >= SURE and not self.rivals


@dataclass(frozen=True)
class Guess:
    """What a file would be as one table.

    Attributes
    ----------
    table : str
    score : float
        How likely it is that table, 0 to 1.
    choices : dict
        Canonical column → the header proposed.
    lacking : tuple of str
        Columns without which the table says nothing, and that no header may be.
    """

    table: str
    score: float
    choices: dict[str, Choice] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()

    @property
    def unsure(self) -> tuple[str, ...]:
        """The columns to ask: needed ones that nothing tells, and those that several headers may be."""
        return (*self.lacking, *(name for name, choice in self.choices.items() if not choice.sure))


def guesses(profiles: Sequence[Profile]) -> list[Guess]:
    """Return what a file would be as each table, the likeliest first."""
    found = [guess_as(table, profiles) for table in PLAIN]
    return sorted(found, key=lambda guess: -guess.score)


def guess_as(table: str, profiles: Sequence[Profile], fixed: dict[str, str] | None = None) -> Guess:
    """Return what a file would be as one table.

    Parameters
    ----------
    table : str
    profiles : sequence of Profile
    fixed : dict, optional
        Canonical column → header that the owner has named already.
    """
    source, fixed = PLAIN[table], fixed or {}
    free = [seen for seen in profiles if seen.header not in fixed.values()]
    scores = {
        (column.name, seen.header): likely(table, column, seen)
        for column in source.columns if column.name not in fixed
        for seen in free
    }  # fmt: skip
    if addresses := {seen.header for seen in free if seen.emails > _EMAILS}:
        # Two customers may share a name, never an address.
        scores = {
            (name, seen): (score if name != "customer" or seen in addresses else min(score, _BESIDE_EMAILS), why)
            for (name, seen), (score, why) in scores.items()
        }
    choices = {name: Choice(name, header, 1.0, "name") for name, header in fixed.items()}
    for (name, header), (score, why) in sorted(scores.items(), key=lambda item: -item[1][0]):
        taken = {choice.header for choice in choices.values()}
        if score >= _POSSIBLE and name not in choices and header not in taken:
            choices[name] = Choice(name, header, round(score, 2), why)
    choices = {name: _with_rivals(choice, scores, choices) for name, choice in choices.items()}
    choices = _worth_asking(source, choices)
    lacking = lacks(source, set(choices))
    score = _score(source, choices, lacking, profiles)
    return Guess(table, score, _in_order(source, choices), lacking)


def likely(table: str, column: Column, seen: Profile) -> tuple[float, Why]:
    """Return how likely a header is a canonical column, by its name and its cells, and which of them told.

    Examples
    --------
    >>> import polars as pl
    >>> from bascule.ingest.profile import profile
    >>> seen = profile("Date de commande", 0, pl.Series(["2026-09-01"]))
    >>> likely("orders", PLAIN["orders"].column("ordered_at"), seen)
    (1.0, 'name')
    """
    agrees = fit(column, seen)
    if agrees <= _AGREES:
        return 0.0, "content"
    named, why = _named(table, column, seen.header)
    if named:
        return named * (0.7 + 0.3 * agrees), why
    return _by_content(column, seen) * agrees, "content"


def _named(table: str, column: Column, header: str) -> tuple[float, Why]:
    words = _words(header)
    strong, weak = names_of(table, column.name)
    own = {_words(name) for name in (*strong, *column.names)}
    if words in own:
        return _NAMED, "name"
    maybe = {_words(name) for name in weak}
    if words in maybe:
        return _MAYBE, "name"
    parts = [name for name in own if name and set(name) <= set(words)]
    if parts:
        return _PARTLY + 0.2 * max(len(name) for name in parts) / len(words), "part of the name"
    if column.kind != "text" and any(name and set(name) <= set(words) for name in maybe):
        return _PARTLY - 0.1, "part of the name"
    return 0.0, "content"


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    bare = without_currency(plain(_CAMEL.sub(" ", text)))[0]
    words = [word for word in _WORDS.split(bare) if word]
    return tuple(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
                 for word in words)  # fmt: skip


def _by_content(column: Column, seen: Profile) -> float:
    if column.kind in {"date", "time"} and column.needed:
        return 0.5
    if column.name == "customer" and seen.emails > _EMAILS:
        return 0.7
    if column.kind == "currency":
        return 0.8
    if column.name == "channel" and seen.channels > 0.5 and seen.distinct > 1:
        return 0.5
    if column.money and seen.money > 0.8:
        return 0.45
    return 0.0


Scores = dict[tuple[str, str], tuple[float, Why]]


def _with_rivals(choice: Choice, scores: Scores, choices: dict[str, Choice]) -> Choice:
    # A header that is surely another column is no rival; nor is one that another column needs as much.
    taken = {each.header for each in choices.values() if each.column != choice.column and each.confidence >= SURE}
    near = [
        header for (name, header), (score, _) in scores.items()
        if name == choice.column and header not in taken | {choice.header} and score >= choice.confidence - _APART
    ]  # fmt: skip
    return Choice(choice.column, choice.header, choice.confidence, choice.why, tuple(near))


def _worth_asking(source: Source, choices: dict[str, Choice]) -> dict[str, Choice]:
    # A column that nothing needs and nothing tells for sure is left alone rather than asked.
    best = min(source.identified_by, key=lambda names: sum(name not in choices for name in names))
    needed = {*best, *(name for group in source.needs for name in group)}
    return {name: choice for name, choice in choices.items() if choice.sure or name in needed}


def _score(source: Source, choices: dict[str, Choice], lacking: tuple[str, ...], profiles: Sequence[Profile]) -> float:
    best = max(source.identified_by, key=lambda names: sum(name in choices for name in names) / len(names))
    told = sum(choices[name].confidence for name in best if name in choices) / len(best)
    explained = sum(choice.confidence for choice in choices.values()) / max(len(profiles), 1)
    # A text that is the same on every row may be said by the owner; a date or an amount may not.
    texts = all(source.column(name).kind == "text" for name in lacking)
    whole = 1.0 if not lacking else 0.8 if texts and len(lacking) == 1 else 0.5
    score = told * (0.5 + 0.5 * explained) * whole * _one_row_each(source, choices, profiles)
    party = choices.get(_PARTY.get(source.kind, ""))
    return round(min(score * (1.2 if party and party.sure else 1.0), 1.0), 3)


def _one_row_each(source: Source, choices: dict[str, Choice], profiles: Sequence[Profile]) -> float:
    # A list of customers names each once, a table of sales each day once; a list of orders does neither.
    choice = choices.get(_ONCE.get(source.kind, ""))
    unique = next((seen.unique for seen in profiles if choice and seen.header == choice.header), 1.0)
    return 1.0 if unique > 0.95 else 0.5


def _in_order(source: Source, choices: dict[str, Choice]) -> dict[str, Choice]:
    return {column.name: choices[column.name] for column in source.columns if column.name in choices}
