"""TikTok Ads Manager: campaign reports, most often a workbook; their last row is a total.

Counts masked as "<5" are unknown. Only the English interface's headers are known.
"""

import polars as pl

from bascule.ingest.grain import spanned
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.taxonomy import social_channel

COLUMNS = (
    Column("day", "date", en=("By Day", "Day", "Date"), grain="day"),
    Column("week", "date", en=("By Week", "Week"), grain="week"),
    Column("month", "date", en=("By Month", "Month"), grain="month"),
    Column("account", en=("Account name", "Advertiser name")),
    Column("account_id", en=("Account ID", "Advertiser ID")),
    Column("campaign", en=("Campaign name",)),
    Column("currency", "currency", en=("Currency",)),
    Column("spend", "number", en=("Cost",), money=True),
    Column("impressions", "count", both=("Impressions",)),
    Column("clicks", "count", en=("Clicks (destination)", "Clicks (all)", "Clicks")),
    Column("platform_conversions", "number", both=("Conversions",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `media` rows; ad groups and ads of a campaign add up."""
    rows = with_channel(rows, reading, lambda name: social_channel(name, "tiktok"))
    rows = spanned(rows, reading)
    return {"media": add_up(rows.with_columns(platform=pl.lit("tiktok_ads")))}


TIKTOK_ADS = Source(
    kind="tiktok_ads",
    title="TikTok Ads",
    columns=COLUMNS,
    total_if_blank="campaign",
    identified_by=(("campaign", "spend"),),
    canonical=canonical,
    asks_currency=True,
    asks_period=True,
    grade="B",
    menu_en="Reporting › Custom reports › Export",
)
