"""A table of spending of one's own beside a platform's export of the same channel: said, since both are counted."""

from dataclasses import replace

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.reader import FileRead
from bascule.ingest.sources.media_csv import MEDIA_CSV


def said_twice(reads: list[FileRead]) -> list[FileRead]:
    """Return the files, and say of plain tables of spending which channels an export of a platform has on their days.

    Two platforms may share a channel; a table that names no platform may be the same spending, written by hand.
    """
    exports = [read for read in reads if "media" in read.tables and read.tables["media"]["platform"].count()]
    return [_told(read, exports) if read.report.source == MEDIA_CSV.kind else read for read in reads]


def _told(read: FileRead, exports: list[FileRead]) -> FileRead:
    if "media" not in read.tables:
        return read
    mine = _spans(read.tables["media"].filter(pl.col("platform").is_null()))
    said: list[Message] = []
    for other in exports:
        theirs = _spans(other.tables["media"].filter(pl.col("platform").is_not_null()))
        both = mine.join(theirs, on="channel", suffix="_theirs").filter(
            (pl.col("first") <= pl.col("last_theirs")) & (pl.col("last") >= pl.col("first_theirs"))
        )
        if not both.is_empty():
            channels = both["channel"].sort().to_list()
            said.append(
                (
                    "channel_told_twice",
                    {"file": read.report.file, "other": other.report.file, "channel_class": channels},
                )
            )
    return replace(read, report=replace(read.report, messages=(*read.report.messages, *said)))


def _spans(media: pl.DataFrame) -> pl.DataFrame:
    spending = media.filter(pl.col("spend") > 0).drop_nulls("channel")
    return spending.group_by("channel").agg(first=pl.col("date").min(), last=pl.col("date_end").max())
