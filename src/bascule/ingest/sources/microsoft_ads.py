"""Microsoft Advertising: campaign reports, their lines above and their footer included.

The vendor writes the month first, says in "Report Aggregation" what a date stands for, and in "Rows" how many rows
follow: fewer, and the end of the file is missing.
"""

import re
from collections.abc import Sequence

import polars as pl

from bascule.ingest.grain import date_end, infer_grain
from bascule.ingest.headers import plain
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.message import Message
from bascule.ingest.source import Column, Grain, Reading, Source, Tables
from bascule.ingest.taxonomy import microsoft_channel

COLUMNS = (
    Column(
        "day", "date", en=("Gregorian date", "GregorianDate", "Time period", "TimePeriod"), needed=True, grain="day"
    ),
    Column("week", "date", en=("Week",), grain="week"),
    Column("month", "date", en=("Month",), grain="month"),
    Column("account", en=("Account name", "AccountName")),
    Column("account_id", en=("Account number", "AccountNumber", "Account ID", "AccountId")),
    Column("campaign", en=("Campaign name", "CampaignName")),
    Column("campaign_type", en=("Campaign type", "CampaignType")),
    Column("currency", "currency", en=("Currency code", "CurrencyCode")),
    Column("spend", "number", both=("Spend",), money=True),
    Column("impressions", "count", both=("Impressions",)),
    Column("clicks", "count", both=("Clicks",)),
    Column("platform_conversions", "number", both=("Conversions", "All conversions", "AllConversions")),
    Column("platform_revenue", "number", both=("Revenue", "All revenue", "AllRevenue"), money=True),
)
_GRAINS: dict[str, Grain] = {"hourly": "day", "daily": "day", "weekly": "week", "monthly": "month"}
_AGGREGATION = re.compile(r"report aggregation: *([a-z]+)")
_ROWS = re.compile(r"^rows: *([\d, ]{0,12}\d)")


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `media` rows; a date is a day, a week or a month as the lines above say."""
    if "day" in reading.headers:
        rows = rows.with_columns(_grain(rows, reading))
    rows = with_channel(
        rows, reading, lambda name, kind: microsoft_channel(name, kind, reading.own_names), "campaign_type"
    )
    return {"media": add_up(rows.with_columns(date_end().alias("date_end"), platform=pl.lit("microsoft_ads")))}


def _grain(rows: pl.DataFrame, reading: Reading) -> pl.Expr:
    said = next((found[1] for line in reading.above if (found := _AGGREGATION.search(plain(line)))), "")
    grain = _GRAINS.get(said) or infer_grain(rows["date"])
    return pl.when(pl.col("grain") == "month").then("grain").otherwise(pl.lit(grain)).alias("grain")


def remarks(rows: pl.DataFrame, reading: Reading) -> Sequence[Message]:
    """Say it when the file has fewer rows than it states."""
    stated = next((found[1] for line in reading.above if (found := _ROWS.match(plain(line)))), None)
    expected = int(re.sub(r"\D", "", stated)) if stated else 0
    if rows.height >= expected:
        return ()
    return (("rows_missing", {"file": reading.file, "stated": expected, "found": rows.height}),)


MICROSOFT_ADS = Source(
    kind="microsoft_ads",
    title="Microsoft Advertising",
    columns=COLUMNS,
    total_if_blank="campaign",
    identified_by=tuple((date, "campaign", "spend") for date in ("day", "week", "month")),
    canonical=canonical,
    asks_currency=True,
    date_order="month_first",
    remarks=remarks,
    grade="A",
    menu_en="Reports › Performance › Campaign › Download",
)
