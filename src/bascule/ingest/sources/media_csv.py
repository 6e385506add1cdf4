"""`media.csv`: our own plain table of advertising, one row a channel (or campaign) and day, week or month."""

import polars as pl

from bascule.ingest.grain import date_end, infer_grain, off_grid
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("date", "date", both=("date",), needed=True),
    Column("date_end", "date", both=("date_end",), future=True),
    Column("grain", both=("grain",)),
    Column("platform", both=("platform",)),
    Column("channel", both=("channel",), needed=True),
    Column("campaign", both=("campaign",)),
    Column("currency", "currency", both=("currency",)),
    Column("spend", "number", both=("spend",), money=True),
    Column("impressions", "count", both=("impressions",)),
    Column("clicks", "count", both=("clicks",)),
    Column("platform_conversions", "number", both=("platform_conversions",)),
    Column("platform_revenue", "number", both=("platform_revenue",), money=True),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `media` rows; a grain that is not given is told by the spacing of the dates."""
    rows = rows.with_columns(pl.col("grain").str.to_lowercase().fill_null(infer_grain(rows["date"])))
    rows = rows.with_columns(pl.coalesce(pl.col("date_end"), date_end()).alias("date_end"))
    rows = with_channel(rows.with_columns(pl.col("channel").str.strip_chars()), reading, lambda _, own: own, "channel")
    return {"media": add_up(rows)}


MEDIA_CSV = Source(
    kind="media_csv",
    title="media.csv",
    columns=COLUMNS,
    identified_by=(("date", "channel", "spend"),),
    canonical=canonical,
    checks=(("week_off_grid", "date", pl.col("date").map_batches(off_grid, return_dtype=pl.Boolean)),),
)
