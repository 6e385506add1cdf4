"""LinkedIn Campaign Manager: campaign performance reports, in UTF-8 or UTF-16.

Dates are written month first, whatever the language. Without a breakdown by time, every row bears the first day of
the report: it then stands for the whole range on the second line, not for that day.
"""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from bascule.ingest.dates import decide_order, read_dates
from bascule.ingest.grain import date_end, infer_grain, over_period, span_grain
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.period import stated_period
from bascule.ingest.source import Column, Grain, Period, Reading, Source, Tables
from bascule.ingest.taxonomy import social_channel

COLUMNS = (
    Column("start", "date", en=("Start Date (in UTC)", "Start Date"), needed=True, grain="day"),
    Column("account", en=("Account Name",)),
    Column("account_id", en=("Account ID",)),
    Column("campaign", en=("Campaign Name",)),
    Column("currency", "currency", en=("Currency",)),
    Column("spend", "number", en=("Total Spent",), money=True),
    Column("impressions", "count", both=("Impressions",)),
    Column("clicks", "count", both=("Clicks",)),
    Column("platform_conversions", "number", both=("Conversions",)),
    Column("platform_revenue", "number", both=("Total Conversion Value",), money=True),
)
_RANGE = re.compile(r"report start: *(\d{1,2}/\d{1,2}/\d{4}),? *report end: *(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `media` rows; what their dates stand for is told by their spacing and by the report's range."""
    if _is_whole(rows["date"], reading.period):
        rows = over_period(rows, reading)
    else:
        grain = _grain(rows["date"], reading.period)
        rows = rows.with_columns(
            pl.when(pl.col("grain") == "month").then("grain").otherwise(pl.lit(grain)).alias("grain")
        )
        rows = _within(rows.with_columns(date_end().alias("date_end")), reading.period)
    rows = with_channel(rows, reading, lambda name: social_channel(name, "linkedin"))
    return {"media": add_up(rows.with_columns(platform=pl.lit("linkedin_ads")))}


def period(above: Sequence[str], _: Sequence[Path]) -> Period | None:
    """Return the range on the second line, its dates read month first unless they prove otherwise."""
    found = next((match for line in above if (match := _RANGE.search(line))), None)
    if found is None:
        return stated_period(above)
    texts = pl.Series(found.groups(), dtype=pl.String)
    order = "day_first" if decide_order(texts) == "day_first" else "month_first"
    days: dict[str, dt.date | None] = dict(read_dates(texts, order).select("text", "date").rows())
    start, end = (days[text] for text in found.groups())
    return (start, end) if start and end and start <= end else None


def _is_whole(dates: pl.Series, stated: Period | None) -> bool:
    return stated is not None and stated[0] < stated[1] and (dates == stated[0]).all()


def _grain(dates: pl.Series, stated: Period | None) -> Grain:
    # A breakdown by month begins on the report's first day, then on the first of each month, and ends within one.
    distinct = dates.unique().sort()
    if stated and distinct.len() > 1 and distinct[0] == stated[0] and distinct[-1] < stated[1]:
        distinct = pl.concat([distinct[:1].dt.month_start(), distinct[1:]])
    return infer_grain(distinct)


def _within(rows: pl.DataFrame, stated: Period | None) -> pl.DataFrame:
    if stated is None:
        return rows
    end = pl.max_horizontal("date", pl.min_horizontal("date_end", pl.lit(stated[1])))
    rows = rows.with_columns(end.alias("date_end"))
    return rows.with_columns(pl.when(pl.col("grain") == "day").then("grain").otherwise(span_grain("date", "date_end")))


LINKEDIN_ADS = Source(
    kind="linkedin_ads",
    title="LinkedIn Ads",
    columns=COLUMNS,
    total_if_blank="campaign",
    identified_by=(("campaign", "spend"),),
    needs=(("start",),),
    canonical=canonical,
    asks_currency=True,
    date_order="month_first",
    period=period,
    grade="B",
    menu_en="Campaign Manager › Export › Campaign Performance, Daily",
)
