"""Two exports that cover the same days are never added up: one of them is kept, and it is said."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import polars as pl

from bascule.ingest.imported import Refusal
from bascule.ingest.media import ACCOUNT_NUMBER, KEY
from bascule.ingest.message import Message
from bascule.ingest.overlap_hours import settle_hours
from bascule.ingest.reader import FileRead
from bascule.ingest.tables import AMOUNT, total

_KEYS: dict[str, tuple[str, ...]] = {
    "media": KEY,
    "sales": ("date", "grain"),
    "orders": ("order_id",),
    "search": ("date", "grain", "brand"),
    "interest": ("date", "grain", "term"),
    "web": ("date", "grain", "channel"),
    "experiments": ("channel", "start", "end"),
    "drivers": ("date", "grain", "driver"),
    "books": ("date", "grain", "section", "account"),
    "rates": ("date", "currency", "base"),
    "prices": ("date", "grain", "item"),
    "promos": ("start", "end", "name"),
    "events": ("start", "end", "kind", "channel"),
    "customers": ("customer_key",),
    "subscriptions": ("subscription_id",),
    "deals": ("deal_id",),
    "emails": ("platform", "campaign", "sent_at"),
    # Answers have no key of their own: of a day that two exports of a form have, the newer keeps every answer.
    "surveys": ("date", "survey"),
    "costs": ("vendor", "period_start", "period_end", "kind", "channel", "amount"),
}
# Tables where equal rows of one file are as many things: the n-th is matched with the n-th of the other file.
_COUNTED = frozenset({"costs"})
_NTH = "nth"
_MEASURES = {
    **AMOUNT,
    "search": "impressions",
    "interest": "value",
    "web": "sessions",
    "experiments": "lift",
    "drivers": "value",
    "books": "amount",
    "rates": "rate",
    "prices": "price",
    "promos": "depth",
}
# What changes as a matter of course from one export to the next: the newer is right, however much they differ. With the
# dates that tell which is the newer; the end of what is still open is the day of the reading, and tells nothing.
_LIVING: dict[str, tuple[str, ...]] = {
    "customers": ("as_of", "first_order_at"),
    "subscriptions": ("start",),
    "deals": ("created", "closed"),
    "emails": ("sent_at",),
    "surveys": ("date",),
    "events": ("end",),
}
# What is filled in as time goes: of two exports with the same latest date, the one that knows more is the newer.
_FILLED = {"subscriptions": "end", "deals": "closed"}
_EXPORTED = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
# What makes a series, so that its weeks and its days are not both counted.
_SERIES: dict[str, tuple[str, ...]] = {
    "media": ("platform", "account", "channel", "campaign"),
    "search": ("brand",),
    "interest": ("term",),
    "web": ("channel",),
    "drivers": ("driver",),
    "books": ("section", "account"),
    "prices": ("item",),
}
# An accountant corrects months long past: there the newer is right, however much of it differs.
_CORRECTED = frozenset({"books"})
# A company has one site: its visits and its searches are the same whichever tool exports them.
_ONE_SITE = frozenset({"web", "search"})
# A platform restates a few figures from one export to the next; two stores or accounts differ everywhere.
_RESTATED = 0.1
_HALF_CENT = 0.005
_FINENESS = {"day": 0, "week": 1, "month": 2, "range": 3}


def settle_overlaps(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with what they have in common counted once.

    Of two exports of one source, the one that ends last keeps the rows that both have. When more than one in
    ten of these differ, they are not two exports of the same thing: the older is refused, nothing is guessed. What
    lives on (deals, customers, subscriptions, sendings) may differ: the newer export has it, by the dates in the names
    of the files where both have one, else by the latest date inside.
    """
    reads = list(reads)
    for one, other in combinations(range(len(reads)), 2):
        same = reads[one].report.source == reads[other].report.source
        tables = sorted(table for table in _KEYS if same or table in _ONE_SITE)
        for table in (table for table in tables if table in reads[one].tables and table in reads[other].tables):
            recency = _age_of(table, reads[one], reads[other])
            older, newer = sorted((one, other), key=lambda at: recency(reads[at], -at))
            reads[older] = _without_common(reads[older], reads[newer], table)
        for table in (table for table in _SERIES if table in tables):
            older, newer = sorted((one, other), key=lambda at: _recency(reads[at], -at))
            reads[older] = _without_crossing(reads[older], reads[newer], table)
            reads[one] = _without_coarser(reads[one], reads[other], table)
            reads[other] = _without_coarser(reads[other], reads[one], table)
    return settle_hours(reads)


def _recency(read: FileRead, rank: int) -> tuple[str, str, int]:
    return (str(read.report.end), str(read.report.start), rank)


def _age_of(table: str, one: FileRead, other: FileRead) -> Callable[[FileRead, int], tuple[str, str, int]]:
    if table not in _LIVING:
        return _recency
    if _exported(one) and _exported(other):
        return lambda read, rank: (_exported(read), _latest(read, table), rank)
    return lambda read, rank: (_latest(read, table), str(read.report.start), rank)


def _exported(read: FileRead) -> str:
    found = _EXPORTED.search(read.report.file.rpartition("/")[2])
    return "-".join(found.groups()) if found else ""


def _latest(read: FileRead, table: str) -> str:
    rows = read.tables[table]
    days = [rows[name].cast(pl.Date).max() for name in _LIVING[table]]
    filled = rows[_FILLED[table]].count() if table in _FILLED else 0
    return f"{max((str(day) for day in days if day is not None), default='')} {filled:012}"


def _without_common(older: FileRead, newer: FileRead, table: str) -> FileRead:
    if _questions(older) != _questions(newer):
        return older
    if table in _LIVING:
        return _without_renewed(older, newer, table)
    mine, theirs, amount = older.tables[table], newer.tables[table], _MEASURES[table]
    keys = _shared(_KEYS[table], mine, theirs)
    if table in _COUNTED:
        mine, theirs = (_numbered(rows, keys) for rows in (mine, theirs))
        keys.append(_NTH)
    theirs = theirs.with_columns(theirs=pl.col(amount)).group_by(keys).agg(pl.col("theirs").sum())
    both = mine.join(theirs, on=keys, how="inner", nulls_equal=True)
    if both.is_empty():
        return older
    differ = both.filter((pl.col(amount).fill_null(0.0) - pl.col("theirs").fill_null(0.0)).abs() > _HALF_CENT).height
    params: dict[str, object] = {"file": older.report.file, "other": newer.report.file, "rows": both.height}
    if table not in _CORRECTED and differ > max(_RESTATED * both.height, 1):
        return _refused(older, {**params, "differing": differ})
    kept = mine.join(theirs, on=keys, how="anti", nulls_equal=True, maintain_order="left")
    return _with_rows(older, table, kept.select(older.tables[table].columns), ("overlap_dropped", params))


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
    series = _shared(_SERIES[table], rows, newer.tables[table])
    theirs = newer.tables[table].filter(whole).select(*series, first="date", last="date_end").unique()
    beside = rows.filter(whole).join(theirs, on=series, how="inner", nulls_equal=True)
    crossed = beside.filter((pl.col("date") <= pl.col("last")) & (pl.col("date_end") >= pl.col("first")))["at"].unique()
    if crossed.is_empty():
        return older
    params: dict[str, object] = {"file": older.report.file, "other": newer.report.file, "rows": crossed.len()}
    kept = rows.filter(~pl.col("at").is_in(crossed.implode())).drop("at")
    return _with_rows(older, table, kept, ("periods_crossed", params))


def _questions(read: FileRead) -> object:
    # Forms that ask other questions, or in another language, are other forms.
    return dict(read.report.messages).get("questions_read")


def _without_renewed(older: FileRead, newer: FileRead, table: str) -> FileRead:
    keys, rows = list(_KEYS[table]), older.tables[table]
    kept = rows.join(
        newer.tables[table].select(keys).unique(), on=keys, how="anti", nulls_equal=True, maintain_order="left"
    )
    if kept.height == rows.height:
        return older
    params: dict[str, object] = {
        "file": older.report.file, "other": newer.report.file, "rows": rows.height - kept.height,
    }  # fmt: skip
    return _with_rows(older, table, kept, ("overlap_dropped", params))


def _without_coarser(coarse: FileRead, fine: FileRead, table: str) -> FileRead:
    # Weekly and daily exports of the same campaigns: the finer is kept wherever it has something.
    if table not in coarse.tables or table not in fine.tables:
        return coarse
    rows = coarse.tables[table]
    series = _shared(_SERIES[table], rows, fine.tables[table])
    level = pl.col("grain").replace_strict(_FINENESS, default=0, return_dtype=pl.Int64)
    spans = fine.tables[table].group_by(series).agg(
        pl.col("date").min().alias("first"),
        pl.col("date_end").max().alias("last"),
        level.min().alias("level"),
    )  # fmt: skip
    beside = rows.join(spans, on=series, how="left", nulls_equal=True, maintain_order="left")
    touching = (pl.col("date") <= pl.col("last")) & (pl.col("date_end") >= pl.col("first"))
    twice = beside.select(
        (touching & (level > pl.col("level"))).fill_null(value=False).alias("twice")
    )["twice"]  # fmt: skip
    if not twice.any():
        return coarse
    params: dict[str, object] = {
        "file": coarse.report.file,
        "other": fine.report.file,
        "rows": int(twice.sum()),
    }
    return _with_rows(coarse, table, rows.filter(~twice), ("coarser_dropped", params))


def _with_rows(read: FileRead, table: str, rows: pl.DataFrame, message: Message) -> FileRead:
    tables = {**read.tables, table: rows}
    if rows.is_empty():
        del tables[table]
    kept = sum(frame.height for frame in tables.values())
    messages, rows_kept = (*read.report.messages, message), min(kept, read.report.rows_kept)
    report = replace(read.report, messages=messages, rows_kept=rows_kept, total=total(tables))
    return replace(read, report=report, tables=tables)


def _refused(read: FileRead, params: dict[str, object]) -> FileRead:
    refusal = Refusal(read.report.file, None, None, None, "file_overlaps", params)
    report = replace(
        read.report,
        messages=(*read.report.messages, ("file_overlaps", params)),
        rows_kept=0,
        total=None,
        table=None,
    )
    return replace(read, report=report, tables={}, refusals=(*read.refusals, refusal))
