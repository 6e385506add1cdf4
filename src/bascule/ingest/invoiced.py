"""A bill that is both in the books and among the invoices is one cost, counted once."""

from dataclasses import replace

import polars as pl

from bascule.ingest.booked import DETAIL, STATEMENT
from bascule.ingest.headers import plain
from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.tables import total

_BILL = ["who", "month", "cents", "nth"]


def invoiced_once(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with the bills of the detail of transactions that an invoice tells too left out of it.

    They are the same when vendor, month and amount are, the n-th with the n-th. Bills of the same vendor and month
    whose amounts differ are both counted, and it is said: a vendor can send several.
    """
    reads = list(reads)
    invoices = [read for read in reads if "costs" in read.tables and read.report.source not in {DETAIL, STATEMENT}]
    for at, read in enumerate(reads):
        if read.report.source == DETAIL:
            for invoice in invoices:
                reads[at] = _without(reads[at], invoice)
    return reads


def _bills(read: FileRead) -> pl.DataFrame:
    costs = read.tables["costs"].with_row_index("rank")
    names = costs.select(pl.col("vendor").unique().drop_nulls())["vendor"].to_list()
    who = pl.col("vendor").replace_strict({name: plain(name) for name in names}, default=None, return_dtype=pl.String)
    bills = costs.select("rank", "vendor", who=who, month=pl.col("period_start").dt.truncate("1mo"),
                         cents=(pl.col("amount") * 100).round().cast(pl.Int64))  # fmt: skip
    return bills.with_columns(nth=pl.int_range(pl.len()).over("who", "month", "cents"))


def _without(read: FileRead, invoice: FileRead) -> FileRead:
    if "costs" not in read.tables:
        return read
    bills, theirs = _bills(read), _bills(invoice)
    twice = bills.join(theirs, on=_BILL, how="semi")
    unlike = bills.join(twice, on="rank", how="anti").join(theirs.join(bills, on=_BILL, how="anti"),
                                                           on=["who", "month"], how="semi")  # fmt: skip
    said: list[Message] = []
    if twice.height:
        said.append(("costs_booked_elsewhere", {"other": invoice.report.file, "rows": twice.height}))
    if unlike.height:
        names = unlike["vendor"].unique().sort().to_list()
        said.append(("costs_perhaps_twice", {"other": invoice.report.file, "vendors": names}))
    if not said:
        return read
    kept = read.tables["costs"].with_row_index("rank").join(twice, on="rank", how="anti").drop("rank")
    tables = {**read.tables, "costs": kept} if kept.height else {n: t for n, t in read.tables.items() if n != "costs"}
    report = replace(
        read.report,
        messages=(*read.report.messages, *said),
        total=total(tables),
        rows_kept=read.report.rows_kept - twice.height,
    )
    return replace(read, report=report, tables=tables)
