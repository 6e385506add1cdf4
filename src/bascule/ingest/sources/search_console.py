"""Google Search Console: what people searched before they saw the site, from the archive of its export (grade A).

Queries are told apart by whether they name the company, and then summed: none is kept. They have no date of their own,
so their period is that of the chart beside them. Blank cells are days without data yet, not zeros. Pages, countries,
devices and appearances repeat the same clicks and are left aside. Of a comparison (two columns a figure), the first
period is read; its layout is known by hearsay only (grade C).
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.encoding import decode, examine
from bascule.ingest.grain import spanned, too_long
from bascule.ingest.headers import plain
from bascule.ingest.message import Message
from bascule.ingest.series import summed
from bascule.ingest.source import Column, Long, Period, Reading, Rows, Source, Tables
from bascule.ingest.taxonomy import is_own_query
from bascule.ingest.workbook import by_name

DAY = Column("day", "date", both=("Date",), grain="day")
QUERY = Column(
    "query", en=("Top queries", "Query", "Queries"), fr=("Requêtes les plus fréquentes", "Requête", "Requêtes")
)
CLICKS = Column("clicks", "count", en=("Clicks",), fr=("Clics",))
IMPRESSIONS = Column("impressions", "count", both=("Impressions",))
# CTR and position tell these tables from other figures with clicks.
POSITION = Column("position", "number", both=("Position",))
CTR = Column("ctr", both=("CTR",))
DIMENSION = Column(
    "dimension",
    en=("Top pages", "Page", "Country", "Device", "Search Appearance", "Countries", "Devices"),
    fr=(
        "Pages les plus populaires",
        "Pages",
        "Pays",
        "Appareil",
        "Appareils",
        "Apparence dans les résultats de recherche",
    ),
)
FILTER = Column("filter", en=("Filter",), fr=("Filtre",))
VALUE = Column("value", en=("Value",), fr=("Valeur",))
_USUAL_FILTERS = {"search type", "type de recherche", "date"}
_FIRST_ROWS = 2000


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `search` rows: those of queries by brand or not, those of days for all queries (brand unknown)."""
    rows = rows.filter(pl.col("clicks").is_not_null() | pl.col("impressions").is_not_null())
    if "query" in reading.headers:
        rows = rows.with_columns(_brands(rows["query"], reading))
    else:
        rows = rows.with_columns(pl.lit(None, pl.Boolean).alias("brand"))
    rows = spanned(rows, reading)
    return {"search": summed(rows, ("date", "date_end", "grain", "brand"), ("impressions", "clicks"))}


def _brands(queries: pl.Series, reading: Reading) -> pl.Series:
    told = [is_own_query(query or "", reading.own_names) if reading.own_names else None for query in queries]
    return pl.Series("brand", told, dtype=pl.Boolean)


def remarks(rows: pl.DataFrame, reading: Reading) -> Sequence[Message]:
    """Say that nothing tells the company's queries, and which filters make the figures partial."""
    said: list[Message] = [*too_long(rows, reading)]
    if "query" in reading.headers and not reading.own_names:
        said.append(("own_names_unknown", {"file": reading.file}))
    narrowed = [f"{name}: {value}" for name, value in _filters(reading.beside)]
    if narrowed:
        said.append(("search_filtered", {"filters": narrowed}))
    return said


def period(_: Sequence[str], beside: Sequence[Path]) -> Period | None:
    """Return the first and last day with data of the chart exported with the queries."""
    known: set[Period] = set()
    for table in _tables(beside):
        days = [day for row in table[1:] if any(cell.strip() for cell in row[1:]) and (day := _day(row))]
        if days and _is_chart(table[0]):
            known.add((min(days), max(days)))
    return known.pop() if len(known) == 1 else None


def unfold(rows: Rows, lines: Sequence[int]) -> Long | None:
    """Return the first period of a comparison, whose columns bear the period before or after the figure's name."""
    if not rows or plain(rows[0][0] if rows[0] else "") not in {plain(name) for name in QUERY.names}:
        return None
    names = [plain(cell) for cell in rows[0]]
    first = {
        figure: [at for at, name in enumerate(names) if re.search(rf"(^|\W)({wording})(\W|$)", name)]
        for figure, wording in (("Clicks", "clicks|clics"), ("Impressions", "impressions"))
    }
    if not all(len(found) >= 2 for found in first.values()):
        return None
    taken = [0, first["Clicks"][0], first["Impressions"][0]]
    head = (rows[0][0], "Clicks", "Impressions", "CTR", "Position")
    kept = [(row, line) for row, line in zip(rows[1:], lines[1:], strict=True) if len(row) == len(names)]
    return Long([head, *((*(row[at] for at in taken), "", "") for row, _ in kept)], [line for _, line in kept])


def _filters(beside: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for table in _tables(beside):
        if [plain(cell) for cell in table[0]] in (["filter", "value"], ["filtre", "valeur"]):
            rows = (row for row in table[1:] if len(row) > 1 and plain(row[0]) not in _USUAL_FILTERS)
            yield from ((row[0], row[1]) for row in rows)


def _tables(paths: Sequence[Path]) -> Iterator[Sequence[Sequence[str]]]:
    for path in paths:
        try:
            content = examine(path)
            if content.nature == "workbook":
                yield from (head.rows for head in by_name(path).values() if head.rows)
            elif content.nature == "text":
                lines = decode(path, content).lstrip("\ufeff").splitlines()[:_FIRST_ROWS]
                if rows := list(csv.reader(lines)):
                    yield rows
        except (OSError, BasculeError, csv.Error):
            continue


def _is_chart(header: Sequence[str]) -> bool:
    names = [plain(cell) for cell in header]
    return names[:1] == ["date"] and bool({"clicks", "clics"} & set(names))


def _day(row: Sequence[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(row[0].strip())
    except ValueError:
        return None


SEARCH_CONSOLE = Source(
    kind="search_console",
    title="Google Search Console",
    columns=(DAY, QUERY, CLICKS, IMPRESSIONS, CTR, POSITION),
    identified_by=(("query", "clicks", "impressions", "position"), ("day", "clicks", "impressions", "position")),
    canonical=canonical,
    amount=None,
    asks_period=True,
    period=period,
    unfold=unfold,
    remarks=remarks,
    grade="A",
    menu_en="Performance › Search results › Export › Download CSV",
    menu_fr="Performances › Résultats de recherche › Exporter",
)
SEARCH_CONSOLE_ASIDE = Source(
    kind="search_console_aside",
    title="Google Search Console",
    columns=(DIMENSION, CLICKS, IMPRESSIONS, CTR, POSITION, FILTER, VALUE),
    identified_by=(("dimension", "clicks", "impressions", "position"), ("filter", "value")),
    canonical=lambda rows, reading: {},
    amount=None,
    aside="search_repeated",
    grade="A",
)
