"""A shape of file that the owner described (`[mappings.NAME]`), as a source like any other.

A mapped file is a canonical table under other headers: its columns, checks and rows are those of the table's plain
form, and only the names of the headers are the file's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from bascule.company import FileSettings, MappingSettings
from bascule.errors import BasculeError
from bascule.ingest.encoding import Content, head_text
from bascule.ingest.headers import plain
from bascule.ingest.layout import heads
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.rules import words
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.sources import SOURCES
from bascule.ingest.taxonomy import bare, says
from bascule.ingest.words import folded
from bascule.ingest.workbook import by_name

_LINES = "order_amounts_differ"
_UNITS = Column("units:", "number", money=True, needed=True, negative=True)
_SOLD = {"orders": frozenset({"gross", "discount", "refunds", "net"}), "sales": frozenset({"revenue"})}
_SAID = ("currency", "date_order", "decimal", "taxes")


def mapped_sources(mappings: Mapping[str, MappingSettings]) -> dict[str, Source]:
    """Return the sources that an owner described, by name.

    Raises
    ------
    BasculeError
        As :func:`source_of`.
    """
    return {name: source_of(name, mapping) for name, mapping in mappings.items()}


def source_of(name: str, mapping: MappingSettings) -> Source:
    """Return the source of one mapping; it recognises a file by all its headers, whatever the file is called.

    Raises
    ------
    BasculeError
        `mapping_name_taken`, `mapping_table_unknown`, `mapping_column_unknown`, `mapping_incomplete`,
        `mapping_lines_elsewhere` or `mapping_units`.

    Examples
    --------
    >>> mapping = MappingSettings(table="sales", columns={"date": "Jour", "revenue": "Ventes"})
    >>> source = source_of("caisse", mapping)
    >>> source.column("revenue").names, source.identified_by
    (('Ventes',), (('date', 'revenue'),))
    """
    base = _base(name, mapping)
    columns = tuple(_renamed(column, mapping.columns.get(column.name), mapping.table) for column in base.columns)
    marks = tuple(Column(_mark(header), both=(header,)) for header in dict.fromkeys((*mapping.drop, *mapping.minus)))
    units = (replace(_UNITS, both=(mapping.quantity,)),) if mapping.quantity else ()
    as_written = mapping.lines != "once" and not mapping.per_unit
    return replace(
        base,
        kind=name,
        title=name,
        columns=(*columns, *marks, *units),
        identified_by=((*mapping.columns, *(column.name for column in (*marks, *units))),),
        needs=(),
        canonical=_Canonical(base, mapping),
        asks_currency=any(column.money and column.name in mapping.columns for column in base.columns),
        left_out=tuple(("rows_dropped", _holds(header, values)) for header, values in mapping.drop.items()),
        repeats_refused=base.repeats_refused and mapping.lines is None,
        checks=_checks(base, mapping),
        amount=base.amount if base.amount in mapping.columns and as_written else None,
        mapped=True,
        constants=mapping.constants,
        defaults=FileSettings(**mapping.model_dump(include=set(_SAID))),
    )


def settled_by(source: Source, settings: FileSettings) -> FileSettings:
    """Return what is said of a file: of itself first, then of every file of its shape.

    Examples
    --------
    >>> mapping = MappingSettings(table="sales", columns={"date": "J", "revenue": "V"}, currency="GBP", decimal=",")
    >>> said = settled_by(source_of("caisse", mapping), FileSettings(currency="CAD"))
    >>> said.currency, said.decimal
    ('CAD', ',')
    """
    own = {name: value for name, value in settings if value is not None}
    return source.defaults.model_copy(update=own)


def lacks(base: Source, given: set[str]) -> tuple[str, ...]:
    """Return the columns without which a table says nothing, of the set nearest to what is given; empty when whole.

    Examples
    --------
    >>> lacks(PLAIN["orders"], {"order_id", "net"})
    ('ordered_at',)
    """
    groups = tuple(group[0] for group in base.needs if not given & set(group))
    sets = [dict.fromkeys((*needed, *groups)) for needed in base.identified_by]
    lacking: list[tuple[str, ...]] = [tuple(name for name in each if name not in given) for each in sets]
    return min(lacking, key=len)


@dataclass(frozen=True)
class Unmet:
    """A mapping that a file nearly answers, and the headers that it lacks."""

    name: str
    missing: tuple[str, ...]


def unmet(path: Path, content: Content, sources: Sequence[Source]) -> Unmet | None:
    """Return the mapping that an unrecognised file comes nearest to, when half of its headers or more are there."""
    found: list[tuple[float, Unmet]] = []
    mapped = [source for source in sources if source.mapped]
    for row in _rows(path, content) if mapped else ():
        there = {plain(cell) for cell in row}
        for source in mapped:
            asked = [header for column in source.columns for header in column.names]
            missing = tuple(header for header in asked if plain(header) not in there)
            if len(missing) <= len(asked) / 2:
                found.append((len(missing) / len(asked), Unmet(source.kind, missing)))
    return min(found, key=lambda each: each[0])[1] if found else None


def _rows(path: Path, content: Content) -> Iterator[tuple[str, ...]]:
    candidates = by_name(path).values() if content.nature == "workbook" else heads(head_text(path, content))
    for head in candidates:
        yield from head.rows[:60]


def _base(name: str, mapping: MappingSettings) -> Source:
    if name in SOURCES:
        raise BasculeError("mapping_name_taken", mapping=name)
    if mapping.table not in PLAIN:
        raise BasculeError("mapping_table_unknown", mapping=name, value=mapping.table, accepted=list(PLAIN))
    base = PLAIN[mapping.table]
    known = [column.name for column in base.columns]
    for column in (*mapping.columns, *mapping.constants, *mapping.per_unit):
        if column not in known:
            raise BasculeError("mapping_column_unknown", mapping=name, column=column, accepted=known)
    if lacking := lacks(base, {*mapping.columns, *mapping.constants}):
        raise BasculeError("mapping_incomplete", mapping=name, columns=list(lacking))
    if (mapping.lines or mapping.quantity or mapping.per_unit) and mapping.table != "orders":
        raise BasculeError("mapping_lines_elsewhere", mapping=name)
    if bool(mapping.quantity) != bool(mapping.per_unit):
        raise BasculeError("mapping_units", mapping=name)
    return base


def _renamed(column: Column, header: str | None, table: str) -> Column:
    # A till writes its amounts with or without taxes, and only its owner knows, unless the header says it.
    asked = table in _SOLD and column.name in _SOLD[table]
    told = bare(header or "")
    return replace(
        column,
        both=(header,) if header else (),
        en=(),
        fr=(),
        tax="ask" if asked else column.tax,
        tax_in=(header,) if header and says(told, words("taxes_in")) else (),
        tax_out=(header,) if header and says(told, words("taxes_out")) else (),
    )


def _mark(header: str) -> str:
    return f"mark:{header}"


def _holds(header: str, values: tuple[str, ...]) -> pl.Expr:
    wanted = pl.Series(values, dtype=pl.String).to_frame("v").select(folded(pl.col("v")))["v"].to_list()
    return folded(pl.col(_mark(header))).is_in(wanted)


def _checks(base: Source, mapping: MappingSettings) -> tuple[tuple[str, str, pl.Expr], ...]:
    if mapping.lines is None:
        return base.checks
    kept = tuple(check for check in base.checks if check[0] != "order_duplicated")
    if mapping.lines == "add":
        return kept
    amounts = [c.name for c in base.columns if c.money and c.name in mapping.columns]
    differ = pl.any_horizontal(pl.col(name).n_unique().over("order_id") > 1 for name in amounts)
    return (*kept, (_LINES, amounts[0], differ))


@dataclass(frozen=True)
class _Canonical:
    """What a mapping does to the rows before the table's own plain form makes them canonical."""

    base: Source
    mapping: MappingSettings

    def __call__(self, rows: pl.DataFrame, reading: Reading) -> Tables:
        money = [c.name for c in self.base.columns if c.money and c.negative]
        rows = rows.with_columns(pl.col(name) * pl.col(_UNITS.name) for name in self.mapping.per_unit)
        for header, values in self.mapping.minus.items():
            off = _holds(header, values).fill_null(value=False)
            rows = rows.with_columns(pl.when(off).then(-pl.col(n).abs()).otherwise(pl.col(n)).alias(n) for n in money)
        if self.mapping.lines:
            rows = _by_order(rows, money if self.mapping.lines == "add" else [])
        return self.base.canonical(rows, reading)


def _by_order(rows: pl.DataFrame, added: Sequence[str]) -> pl.DataFrame:
    # The sum of nothing known stays unknown; what is said of the order itself is on its first row.
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in added]
    rest = [name for name in rows.columns if name not in {*added, "order_id", "source_row"}]
    first = [pl.col(name).drop_nulls().first() for name in rest]
    return rows.group_by("order_id", maintain_order=True).agg(*sums, *first, pl.col("source_row").min())
