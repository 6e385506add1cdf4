"""Google Trends: how much terms are searched, one column a term; read from real files (grade A).

"<1" is below one, and unknown: neither zero nor one. A term that names the company is its brand; any other is a rival,
which is said, unless `bascule.toml` says what it is under [terms].
"""

import re
from collections.abc import Sequence

import polars as pl

from bascule.ingest.grain import date_end
from bascule.ingest.headers import plain
from bascule.ingest.message import Message
from bascule.ingest.series import summed
from bascule.ingest.source import Column, Long, Reading, Rows, Source, Tables
from bascule.ingest.taxonomy import is_own_query

_UNITS = {"week": "Week", "semaine": "Week", "month": "Month", "mois": "Month", "day": "Day", "jour": "Day"}
_TERM = re.compile(r"^(?P<term>.*\S)\s*: *\((?P<place>[^()]*(?:\([^()]*\))?[^()]*)\)$", re.DOTALL)
_HEADER_WITHIN = 6
_LONGEST_TERM = 200
COLUMNS = (
    Column("day", "date", both=("Day",), grain="day"),
    Column("week", "date", both=("Week",), grain="week"),
    Column("month", "date", both=("Month",), grain="month"),
    Column("term", both=("Trends term",), needed=True),
    Column("value", "count", both=("Trends index",)),
)


def unfold(rows: Rows, lines: Sequence[int]) -> Long | None:
    """Return one row a date and term; the region is kept in the name of a term asked for in several."""
    at = next((index for index, row in enumerate(rows[:_HEADER_WITHIN]) if _is_header(row)), None)
    if at is None:
        return None
    header = rows[at]
    found = [_TERM.match(cell.strip()) for cell in header[1:]]
    terms = [(match["term"].strip(), match["place"].strip()) for match in found if match]
    several = len({term for term, _ in terms}) < len(terms)
    names = [f"{term} ({place})" if several else term for term, place in terms]
    long = [(_UNITS[plain(header[0])], "Trends term", "Trends index")]
    kept: list[int] = []
    for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True):
        for name, cell in zip(names, row[1:], strict=False):
            long.append((row[0], name, cell))
            kept.append(line)
    return Long(long, kept)


def _is_header(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row[1:]]
    return (
        len(row) > 1
        and plain(row[0]) in _UNITS
        and all(len(cell) <= _LONGEST_TERM and _TERM.match(cell) for cell in filled)
    )


def kind_of(term: str, reading: Reading) -> str | None:
    """Return what a term is: what its owner says, else brand or rival; None where the company's names are unknown."""
    said = next((kind for name, kind in reading.terms.items() if plain(name) == plain(term)), None)
    if said or not reading.own_names:
        return said
    return "brand" if is_own_query(term, reading.own_names) else "rival"


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `interest` rows."""
    kinds = {term: kind_of(term, reading) for term in rows["term"].unique()}
    kind = pl.col("term").replace_strict(kinds, default=None, return_dtype=pl.String)
    rows = rows.with_columns(kind.alias("kind"), date_end().alias("date_end"))
    # A week that is not over is searched less only because it is not over.
    over = pl.when(pl.col("date_end") <= reading.today).then("value")
    rows = rows.with_columns(over.alias("value"))
    return {"interest": summed(rows, ("date", "date_end", "grain", "term", "kind"), ("value",))}


def remarks(rows: pl.DataFrame, reading: Reading) -> Sequence[Message]:
    """Say which terms are taken for rivals, or that nothing tells the brand."""
    terms = rows["term"].drop_nulls().unique(maintain_order=True).to_list()
    said = {plain(name) for name in reading.terms}
    unsaid = [term for term in terms if plain(term) not in said]
    if not unsaid:
        return ()
    if not reading.own_names:
        return (("terms_untold", {"terms": unsaid}),)
    rivals = [term for term in unsaid if not is_own_query(term, reading.own_names)]
    return (("terms_rival", {"terms": rivals, "first": rivals[0]}),) if rivals else ()


GOOGLE_TRENDS = Source(
    kind="google_trends",
    title="Google Trends",
    columns=COLUMNS,
    identified_by=(("day", "term", "value"), ("week", "term", "value"), ("month", "term", "value")),
    canonical=canonical,
    amount=None,
    unfold=unfold,
    remarks=remarks,
    grade="A",
    menu_en="Explore › Interest over time › Download (CSV)",
)
