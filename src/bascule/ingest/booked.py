"""Costs told by the books and by something finer, or by two exports of the books, are counted once, and it is said."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import polars as pl

from bascule.ingest.marketing import TAKEN, marketing_kind
from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.tables import total

STATEMENT, DETAIL = "quickbooks_profit_and_loss", "quickbooks_transactions"
_SHOWN = 12


def booked_once(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with each cost of the books counted once, and with what was taken as marketing said.

    Of the same months, the detail of transactions and invoices win over a profit and loss, a finer profit and loss
    over a coarser, then a newer export over an older.
    """
    reads = list(reads)
    for one, other in permutations(range(len(reads)), 2):
        if _gives_way(reads[one], reads[other], one < other):
            reads[one] = _without(reads[one], reads[other])
    return [_told(read) for read in reads]


def _gives_way(read: FileRead, other: FileRead, first: bool) -> bool:
    kind, theirs = read.report.source, other.report.source
    if "costs" not in read.tables or ("books" if theirs == STATEMENT else "costs") not in other.tables:
        return False
    if kind == STATEMENT:
        return theirs != STATEMENT or _rank(read, first) < _rank(other, not first)
    return kind == theirs == DETAIL and _rank(read, first) < _rank(other, not first)


def _rank(read: FileRead, first: bool) -> tuple[int, str, str, bool]:
    """Return what the better of two exports of one report has more of: fineness, recency, then the first name."""
    longest = 0
    if "books" in read.tables:
        days = (pl.col("date_end") - pl.col("date")).dt.total_days()
        # Months are alike; a whole year is coarser.
        longest = int(read.tables["books"].select(days.max()).item()) // 31
    return -longest, str(read.report.end), str(read.report.start), first


def _without(read: FileRead, winner: FileRead) -> FileRead:
    costs, spans = read.tables["costs"], _spans(winner)
    by = "vendor" if "vendor" in spans.columns else "kind"
    twice = costs.with_row_index("rank").join(spans, on=by, how="inner").filter(
        (pl.col("period_start") <= pl.col("last")) & (pl.col("period_end") >= pl.col("first"))
    )  # fmt: skip
    kept = costs.with_row_index("rank").join(twice.select("rank"), on="rank", how="anti").drop("rank")
    if kept.height == costs.height:
        return read
    params: dict[str, object] = {"other": winner.report.file, "rows": costs.height - kept.height}
    tables = {**read.tables, "costs": kept} if kept.height else {n: t for n, t in read.tables.items() if n != "costs"}
    report = replace(
        read.report,
        messages=(*read.report.messages, ("costs_booked_elsewhere", params)),
        total=total(tables),
        rows_kept=min(read.report.rows_kept, sum(frame.height for frame in tables.values())),
    )
    return replace(read, report=report, tables=tables)


def _spans(winner: FileRead) -> pl.DataFrame:
    """Return the stretches for which a file speaks, by account (a cost's vendor) or by kind of cost."""
    source = winner.report.source
    if source not in {STATEMENT, DETAIL}:
        return winner.tables["costs"].select("kind", first="period_start", last="period_end").unique()
    if source == STATEMENT:
        return winner.tables["books"].select(vendor="account", first="date", last="date_end").unique()
    # The same books, line by line: what they do not call marketing in a month, they do not.
    days = winner.tables["costs"].select(first=pl.col("period_start").min(), last=pl.col("period_end").max())
    return days.join(pl.DataFrame({"kind": sorted(TAKEN)}), how="cross")


def _told(read: FileRead) -> FileRead:
    if read.report.source != STATEMENT or "books" not in read.tables:
        return read
    books = read.tables["books"].filter((pl.col("section") == "expense") & (pl.col("amount") != 0))
    names = books.group_by("account").agg(pl.col("amount").sum()).sort("amount", "account", descending=[True, False])
    taken = [name for name in names["account"] if marketing_kind(name)]
    others = [name for name in names["account"] if not marketing_kind(name)]
    said = (*_message("books_marketing", taken), *_message("books_not_marketing", others))
    return replace(read, report=replace(read.report, messages=(*read.report.messages, *said)))


def _message(code: str, names: Iterable[str]) -> tuple[Message, ...]:
    listed = list(names)
    if not listed:
        return ()
    more = [f"+ {len(listed) - _SHOWN}"] if len(listed) > _SHOWN else []
    return ((code, {"accounts": [*listed[:_SHOWN], *more]}),)
