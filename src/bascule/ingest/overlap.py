"""Two exports that cover the same days are never added up: one of them is kept, and it is said."""

import re
from collections.abc import Callable
from itertools import combinations

import polars as pl

from bascule.ingest.media import ACCOUNT_NUMBER
from bascule.ingest.overlap_grains import with_rows, without_coarser
from bascule.ingest.overlap_hours import settle_hours
from bascule.ingest.overlap_rules import RULES
from bascule.ingest.reader import FileRead, refused_after_all
from bascule.ingest.tables import START

_NTH = "nth"
_EXPORTED = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
# A platform restates a few figures from one export to the next; two stores or accounts differ everywhere.
_RESTATED = 0.1
_HALF_CENT = 0.005
# Tables whose days add up to their months.
_ADDED = frozenset({"media", "search", "web", "books"})


def settle_overlaps(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with what they have in common counted once.

    Of two exports of one source, the one that ends last keeps the rows that both have. When more than one in
    ten of these differ, they are not two exports of the same thing: the older is refused, nothing is guessed. What
    lives on (deals, customers, subscriptions, sendings) may differ: the newer export has it, by the dates in the names
    of the files where both have one, else by the latest date inside.
    """
    reads = _without_strangers(reads)
    for one, other in combinations(range(len(reads)), 2):
        tables = _compared(reads[one], reads[other])
        for table in tables:
            older, newer = _by_age(table, reads, one, other)
            reads[older] = _without_common(reads[older], reads[newer], table)
        for table in (table for table in tables if RULES[table].series):
            older, newer = sorted((one, other), key=lambda at: _recency(reads[at], -at))
            reads[older] = _without_crossing(reads[older], reads[newer], table)
            measure = RULES[table].measure if RULES[table].adds_up else None
            for coarse, fine in ((one, other), (other, one)):
                if table in reads[coarse].tables and table in reads[fine].tables:
                    series = _shared(RULES[table].series, reads[coarse].tables[table], reads[fine].tables[table])
                    reads[coarse], reads[fine] = without_coarser(reads[coarse], reads[fine], table, series, measure)
    return settle_hours(reads)


def _without_strangers(reads: list[FileRead]) -> list[FileRead]:
    """Refuse the older of two files that differ too much, all judged as they were read.

    None may have given way to a file that is then refused itself: its rows would be in neither.
    """
    refused: dict[int, FileRead] = {}
    for one, other in combinations(range(len(reads)), 2):
        for table in _compared(reads[one], reads[other]):
            older, newer = _by_age(table, reads, one, other)
            told = _differing(reads[older], reads[newer], table)
            if told and older not in refused:
                refused[older] = refused_after_all(reads[older], "file_overlaps", **told)
    return [refused.get(rank, read) for rank, read in enumerate(reads)]


def _compared(one: FileRead, other: FileRead) -> list[str]:
    same = one.report.source == other.report.source
    both = one.tables.keys() & other.tables.keys() & RULES.keys()
    apart = _apart(one, other)
    return sorted(
        table for table in both if (same or RULES[table].one_site) and not (apart and START[table] in RULES[table].key)
    )


def _apart(one: FileRead, other: FileRead) -> bool:
    # A year of daily exports is 66,000 pairs: those that share no day need no look at their rows.
    first, second = one.report, other.report
    if not (first.start and first.end and second.start and second.end):
        return False
    return first.end < second.start or second.end < first.start


def _recency(read: FileRead, rank: int) -> tuple[str, str, int]:
    return (str(read.report.end), str(read.report.start), rank)


def _by_age(table: str, reads: list[FileRead], one: int, other: int) -> tuple[int, int]:
    recency = _age_of(table, reads[one], reads[other])
    older, newer = sorted((one, other), key=lambda at: recency(reads[at], -at))
    return older, newer


def _age_of(table: str, one: FileRead, other: FileRead) -> Callable[[FileRead, int], tuple[str, str, int]]:
    if not RULES[table].lives_on:
        return _recency
    if _exported(one) and _exported(other):
        return lambda read, rank: (_exported(read), _latest(read, table), rank)
    return lambda read, rank: (_latest(read, table), str(read.report.start), rank)


def _exported(read: FileRead) -> str:
    found = _EXPORTED.search(read.report.file.rpartition("/")[2])
    return "-".join(found.groups()) if found else ""


def _latest(read: FileRead, table: str) -> str:
    rows, rule = read.tables[table], RULES[table]
    days = [rows[name].cast(pl.Date).max() for name in rule.told_by]
    filled = rows[rule.filled].count() if rule.filled else 0
    return f"{max((str(day) for day in days if day is not None), default='')} {filled:012}"


def _without_common(older: FileRead, newer: FileRead, table: str) -> FileRead:
    if _questions(older) != _questions(newer):
        return older
    if RULES[table].lives_on:
        return _without_renewed(older, newer, table)
    mine, theirs, keys = _side_by_side(older, newer, table)
    kept = mine.join(theirs, on=keys, how="anti", nulls_equal=True, maintain_order="left")
    if kept.height == mine.height:
        return older
    params: dict[str, object] = {
        "file": older.report.file, "other": newer.report.file, "rows": mine.height - kept.height,
    }  # fmt: skip
    return with_rows(older, table, kept.select(older.tables[table].columns), ("overlap_dropped", params))


def _differing(older: FileRead, newer: FileRead, table: str) -> dict[str, object] | None:
    """Return how much two files differ in what both have, where it is too much to be a restatement."""
    rule = RULES[table]
    if rule.lives_on or rule.corrected or _questions(older) != _questions(newer):
        return None
    mine, theirs, keys = _side_by_side(older, newer, table)
    both = mine.join(theirs, on=keys, how="inner", nulls_equal=True)
    apart = (pl.col(rule.measure).fill_null(0.0) - pl.col("theirs").fill_null(0.0)).abs() > _HALF_CENT
    differ = both.filter(apart).height
    if differ <= max(_RESTATED * both.height, 1):
        return None
    return {"other": newer.report.file, "rows": both.height, "differing": differ}


def _side_by_side(older: FileRead, newer: FileRead, table: str) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """Return the rows of one file, those of the other with their sum as `theirs`, and the key that both have."""
    rule = RULES[table]
    mine, theirs = older.tables[table], newer.tables[table]
    keys = _shared(rule.key, mine, theirs)
    if rule.counted:
        mine, theirs = (_numbered(rows, keys) for rows in (mine, theirs))
        keys.append(_NTH)
    theirs = theirs.with_columns(theirs=pl.col(rule.measure)).group_by(keys).agg(pl.col("theirs").sum())
    return mine, theirs, keys


def _numbered(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    return rows.with_columns(pl.int_range(pl.len()).over(keys).alias(_NTH))


def _shared(keys: tuple[str, ...], one: pl.DataFrame, other: pl.DataFrame) -> list[str]:
    # Two accounts can be told apart only where both files name them alike; a campaign is the same one whatever channel
    # it was taken for.
    kept = list(keys)
    if "account" in kept and _naming(one) != _naming(other):
        kept.remove("account")
    if "campaign" in kept and not one["campaign"].has_nulls() and not other["campaign"].has_nulls():
        kept.remove("channel")
    return kept


def _naming(rows: pl.DataFrame) -> list[bool | None]:
    return rows["account"].str.contains(ACCOUNT_NUMBER).unique().sort().to_list()


def _without_crossing(older: FileRead, newer: FileRead, table: str) -> FileRead:
    # Figures of two whole periods that cross cannot be cut where they do.
    if table not in older.tables or table not in newer.tables:
        return older
    rows, whole = older.tables[table].with_row_index("at"), pl.col("grain") == "range"
    series = _shared(RULES[table].series, rows, newer.tables[table])
    theirs = newer.tables[table].filter(whole).select(*series, first="date", last="date_end").unique()
    beside = rows.filter(whole).join(theirs, on=series, how="inner", nulls_equal=True)
    crossed = beside.filter((pl.col("date") <= pl.col("last")) & (pl.col("date_end") >= pl.col("first")))["at"].unique()
    if crossed.is_empty():
        return older
    params: dict[str, object] = {"file": older.report.file, "other": newer.report.file, "rows": crossed.len()}
    kept = rows.filter(~pl.col("at").is_in(crossed.implode())).drop("at")
    return with_rows(older, table, kept, ("periods_crossed", params))


def _questions(read: FileRead) -> object:
    # Forms that ask other questions, or in another language, are other forms.
    return dict(read.report.messages).get("questions_read")


def _without_renewed(older: FileRead, newer: FileRead, table: str) -> FileRead:
    keys, rows = list(RULES[table].key), older.tables[table]
    kept = rows.join(
        newer.tables[table].select(keys).unique(), on=keys, how="anti", nulls_equal=True, maintain_order="left"
    )
    if kept.height == rows.height:
        return older
    params: dict[str, object] = {
        "file": older.report.file, "other": newer.report.file, "rows": rows.height - kept.height,
    }  # fmt: skip
    return with_rows(older, table, kept, ("overlap_dropped", params))
