"""Google Ads: campaign reports by day, week or month, in English or French (layouts of grade B)."""

import polars as pl

from bascule.ingest.grain import date_end
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.taxonomy import google_channel

COLUMNS = (
    Column("day", "date", en=("Day",), fr=("Jour",), grain="day"),
    Column("week", "date", en=("Week",), fr=("Semaine",), grain="week"),
    Column("month", "date", en=("Month",), fr=("Mois",), grain="month"),
    Column("campaign", en=("Campaign",), fr=("Campagne",)),
    Column("campaign_type", en=("Campaign type",), fr=("Type de campagne",)),
    Column("currency", "currency", en=("Currency code", "Currency"), fr=("Code de la devise", "Devise")),
    Column("spend", "number", en=("Cost",), fr=("Coût",), money=True),
    Column("impressions", "count", both=("Impr.", "Impressions")),
    Column("clicks", "count", en=("Clicks",), fr=("Clics",)),
    Column("platform_conversions", "number", both=("Conversions",)),
    Column(
        "platform_revenue",
        "number",
        en=("Conv. value", "Conversion value", "Total conv. value"),
        fr=("Valeur de conv.", "Valeur de conversion", "Valeur conv.", "Valeur de conv. totale"),
        money=True,
    ),
)  # fmt: skip


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `media` rows of a campaign report; segments of a campaign add up."""
    names = rows.select("campaign", "campaign_type").unique()
    channels = [google_channel(name or "", kind, reading.own_names) for name, kind in names.rows()]
    rows = with_channel(rows, names.with_columns(pl.Series("channel", channels, dtype=pl.String)))
    return {"media": add_up(rows.with_columns(date_end().alias("date_end"), platform=pl.lit("google_ads")))}


GOOGLE_ADS = Source(
    kind="google_ads",
    title="Google Ads",
    columns=COLUMNS,
    identified_by=(("campaign", "spend"),),
    needs=(("day", "week", "month"),),
    asks_currency=True,
    canonical=canonical,
)
