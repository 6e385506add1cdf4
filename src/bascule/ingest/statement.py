"""A profit and loss statement as laid out on a sheet: sections, accounts under accounts, and totals that must agree."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from bascule.ingest.headers import plain
from bascule.ingest.numbers import MARKS, decide, read_numbers

_CENT = 0.005
# The French words are a guess: no such export is published.
SECTIONS: dict[str, str] = {
    name: section
    for section, names in {
        "income": ("income", "revenue", "revenues", "revenus", "revenu", "produits"),
        "cost_of_sales": (
            "cost of goods sold", "cost of sales", "cout des marchandises vendues", "cout des ventes",
            "cout des produits vendus",
        ),
        "expense": (
            "expenses", "expense", "operating expenses", "depenses", "charges", "frais", "frais d'exploitation",
        ),
        "other_income": ("other income", "autres revenus", "autres produits"),
        "other_expense": ("other expenses", "other expense", "autres depenses", "autres charges", "autres frais"),
    }.items()
    for name in names
}  # fmt: skip
_GROSS = {"income": 1, "cost_of_sales": -1}
_OPERATING = {**_GROSS, "expense": -1}
_OTHER = {"other_income": 1, "other_expense": -1}
_RESULTS: dict[str, dict[str, int]] = {
    name: signs
    for names, signs in (
        (("gross profit", "benefice brut", "marge brute", "profit brut"), _GROSS),
        (
            ("net operating income", "benefice d'exploitation net", "benefice net d'exploitation",
             "revenu d'exploitation net"),
            _OPERATING,
        ),
        (("net other income", "autres revenus nets"), _OTHER),
        (
            ("net income", "net earnings", "profit", "benefice net", "resultat net", "revenu net"),
            {**_OPERATING, **_OTHER},
        ),
    )
    for name in names
}  # fmt: skip
_TOTAL = re.compile(r"^total (?P<named>(?:(?:for|pour|de|des|du) |d'|de l')?(?P<bare>.+))$")


@dataclass(frozen=True)
class Line:
    """A row of the statement: its name, how far it is indented, and what is written under each column that counts."""

    name: str
    depth: int
    amounts: Mapping[int, str]
    line: int

    @cached_property
    def key(self) -> str:
        """The name as it is compared."""
        return plain(self.name)


@dataclass(frozen=True)
class Account:
    """An account that holds amounts: its section (None where none is above it) and its name under its parents."""

    section: str | None
    path: str
    line: Line


@dataclass(frozen=True)
class Disagreement:
    """A total that is not the sum of its accounts in one column."""

    name: str
    column: int
    stated: float
    reckoned: float


class Statement:
    """The accounts of a statement, told from its headings, totals and results."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._results = {rank for rank, line in enumerate(lines) if line.key in _RESULTS and line.amounts}
        self._scopes = self._closed()
        totals = {total for _, total in self._scopes}
        self._held = [rank for rank, line in enumerate(lines)
                      if line.amounts and rank not in totals and rank not in self._results]  # fmt: skip
        self._sections = self._in_force()

    def accounts(self) -> Iterator[Account]:
        """Yield the accounts that hold amounts, in order."""
        for rank in self._held:
            parents = [self._lines[opener] for opener, total in self._scopes if opener < rank < total]
            names = [line.name for line in parents if line.key not in SECTIONS]
            line = self._lines[rank]
            yield Account(self._sections[rank], ":".join([*names, line.name]), line)

    def disagreement(self) -> Disagreement | None:
        """Return the first total, or result, that its accounts do not add up to; None when all agree to the cent.

        Where nothing tells the decimal mark, a total disagrees only if it does with either mark.
        """
        texts = pl.Series([text for line in self._lines for text in line.amounts.values()], dtype=pl.String)
        found = decide([(texts, False)])
        wrong = [self._wrong(texts, mark) for mark in ((found,) if found in MARKS else MARKS)]
        return None if None in wrong else wrong[0]

    def unclosed(self) -> str | None:
        """Return the first section with amounts that no total and no result checks, as in a file cut short."""
        closed = {self._sections[opener] for opener, _ in self._scopes if self._lines[opener].key in SECTIONS}
        closed |= {section for rank in self._results for section in _RESULTS[self._lines[rank].key]}
        loose = {self._sections[rank] for rank in self._held} - closed - {None}
        return next((line.name for line in self._lines if SECTIONS.get(line.key) in loose), None)

    def _closed(self) -> list[tuple[int, int]]:
        """Return (heading, total) of each heading that a total closes, outer ones first."""
        scopes: list[tuple[int, int]] = []
        still_open: list[int] = []
        for rank, line in enumerate(self._lines):
            opener = self._opener(line, still_open)
            if opener is None:
                still_open += [rank] if rank not in self._results else []
                continue
            scopes.append((opener, rank))
            still_open = [each for each in still_open if each < opener]
        return sorted(scopes, key=lambda scope: (scope[0], -scope[1]))

    def _opener(self, total: Line, still_open: Sequence[int]) -> int | None:
        said = _TOTAL.match(total.key)
        if said is None or not total.amounts:
            return None
        named = [rank for rank in still_open if self._lines[rank].key in {said["named"], said["bare"]}]
        # An account may bear its parent's name: the heading is indented alike, and most often has no amount.
        return max(
            named,
            key=lambda rank: (self._lines[rank].depth == total.depth, not self._lines[rank].amounts, rank),
            default=None,
        )

    def _in_force(self) -> list[str | None]:
        sections: list[str | None] = []
        current: str | None = None
        for rank, line in enumerate(self._lines):
            outermost = not any(opener < rank < total for opener, total in self._scopes)
            if outermost and line.key in SECTIONS and not line.amounts:
                current = SECTIONS[line.key]
            sections.append(current)
        return sections

    def _wrong(self, texts: pl.Series, mark: str) -> Disagreement | None:
        values = iter(read_numbers(texts, mark).to_list())
        read = [{column: next(values) for column in line.amounts} for line in self._lines]
        for name, column, stated, reckoned in self._compared(read):
            if stated is not None and abs(stated - reckoned) > _CENT:
                return Disagreement(name, column, stated, round(reckoned, 2))
        return None

    def _compared(self, read: Sequence[Mapping[int, float | None]]) -> Iterator[tuple[str, int, float | None, float]]:
        for opener, total in sorted(self._scopes, key=lambda scope: scope[1]):
            within = [read[rank] for rank in self._held if opener <= rank < total]
            for column, stated in read[total].items():
                yield self._lines[opener].name, column, stated, sum(row.get(column) or 0.0 for row in within)
        sums: dict[tuple[str | None, int], float] = defaultdict(float)
        for rank in self._held:
            for column, value in read[rank].items():
                sums[self._sections[rank], column] += value or 0.0
        for rank in sorted(self._results):
            line = self._lines[rank]
            for column, stated in read[rank].items():
                reckoned = sum(sign * sums[section, column] for section, sign in _RESULTS[line.key].items())
                yield line.name, column, stated, reckoned
