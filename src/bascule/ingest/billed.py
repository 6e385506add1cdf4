"""Bills of ad platforms whose own export is there: kept to be compared with it, never counted twice."""

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from bascule.ingest.headers import plain
from bascule.ingest.imported import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.tables import conform, total

# Who bills the advertising of each platform, by the words of a vendor's name.
BILLERS: dict[str, str] = {
    "google_ads": r"\bgoogle\b(?!.*\b(workspace|cloud|one|play|domains)\b)|\badwords\b",
    "meta_ads": r"\b(meta|facebook|facebk|instagram)\b",
    "microsoft_ads": r"\b(microsoft (ads?|advertising|online)|bing)\b",
    "linkedin_ads": r"\blinkedin\b",
    "tiktok_ads": r"\b(tiktok|bytedance)\b",
}


def biller(vendor: str) -> str | None:
    """Return the ad platform that a vendor bills for, None when the name says no such thing.

    Examples
    --------
    >>> biller("Google Ireland Ltd"), biller("FACEBK *ADS"), biller("Google Workspace"), biller("Radio Nordet")
    ('google_ads', 'meta_ads', None, None)
    """
    words = plain(vendor)
    return next((platform for platform, pattern in BILLERS.items() if re.search(pattern, words)), None)


def settle_bills(reads: list[FileRead]) -> list[FileRead]:
    """Return the files with the bills of platforms moved aside where the platform's own export covers their days.

    A bill is only set aside when the export has spending in its stretch of time: what no export covers is still
    counted as spending.
    """
    reports = {
        (platform, read.report.file): read.tables["media"].filter(platform=platform)
        for read in reads
        if "media" in read.tables
        for platform in BILLERS
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
    message: Message = ("bills_not_spent", {"rows": bills.height, "names": bills["biller"].unique().sort().to_list()})
    report = replace(read.report, messages=(*read.report.messages, message), total=total(tables))
    return replace(read, report=report, tables=tables)
