"""Bills of ad platforms whose own export is there: kept to be compared with it, never counted twice."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.rules import rules
from bascule.ingest.sources import SOURCES
from bascule.ingest.tables import conform, total
from bascule.ingest.taxonomy import biller


def settle_bills(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with the bills of platforms moved aside where the platform's own export covers their days.

    A bill is only set aside when the export has spending in its stretch of time: what no export covers is still
    counted as spending.
    """
    reports = {
        (platform, read.report.file): read.tables["media"].filter(platform=platform)
        for read in reads
        if "media" in read.tables
        for platform in {rule.name for rule in rules("biller")}
    }
    spans = {key: (rows["date"].min(), rows["date_end"].max()) for key, rows in reports.items() if not rows.is_empty()}
    return [_settled(read, spans) if read.report.source == "costs" else read for read in reads]


def _settled(read: FileRead, spans: Mapping[tuple[str, str], tuple[object, object]]) -> FileRead:
    media = read.tables.get("media")
    if media is None:
        return read
    vendors = media["platform"].unique().drop_nulls().to_list()
    known = {vendor: biller(vendor) for vendor in vendors}
    rows = media.with_columns(
        pl.col("platform").replace_strict(known, default=None, return_dtype=pl.String).alias("biller")
    )
    covered = pl.lit(value=False)
    for (name, _), (first, last) in spans.items():
        touching = (pl.col("date") <= pl.lit(last)) & (pl.col("date_end") >= pl.lit(first))
        covered = covered | ((pl.col("biller") == name) & touching)
    bills = rows.filter(covered.fill_null(value=False))
    if bills.is_empty():
        return read
    return _apart(read, rows.filter(~covered.fill_null(value=False)).drop("biller"), bills)


def _apart(read: FileRead, media: pl.DataFrame, bills: pl.DataFrame) -> FileRead:
    aside = bills.select(
        "date", "date_end", "grain", pl.col("biller").alias("platform"), "currency", pl.col("spend").alias("amount"),
        "source_file", "source_row", "import_id",
    )  # fmt: skip
    tables = {**read.tables, "media": media, "billed": conform(aside, "billed")}
    if media.is_empty():
        del tables["media"]
    vendors = [SOURCES[name].title for name in bills["biller"].unique().sort()]
    message: Message = ("bills_not_spent", {"rows": bills.height, "vendors": vendors})
    report = replace(read.report, messages=(*read.report.messages, message), total=total(tables))
    return replace(read, report=report, tables=tables)
