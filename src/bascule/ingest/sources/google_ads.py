"""Google Ads: campaign reports by day, week, month, or for the range on their second line, in English or French."""

import polars as pl

from bascule.ingest.grain import spanned
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.taxonomy import google_channel

COLUMNS = (
    Column("day", "date", en=("Day",), fr=("Jour",), grain="day", passing=True),
    Column("week", "date", en=("Week",), fr=("Semaine",), grain="week", passing=True),
    Column("month", "date", en=("Month",), fr=("Mois",), grain="month", passing=True),
    Column("account", en=("Account name", "Account"), fr=("Nom du compte", "Compte")),
    Column("account_id", en=("Customer ID", "External customer ID"), fr=("Numéro client", "ID client")),
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
    rows = with_channel(
        rows, reading, lambda name, kind: google_channel(name, kind, reading.own_names), "campaign_type"
    )
    rows = spanned(rows, reading)
    return {"media": add_up(rows.with_columns(platform=pl.lit("google_ads")))}


GOOGLE_ADS = Source(
    kind="google_ads",
    title="Google Ads",
    columns=COLUMNS,
    total_if_blank="campaign",
    identified_by=(("campaign", "spend"),),
    asks_currency=True,
    asks_period=True,
    canonical=canonical,
    grade="B",
    menu_en="Campaigns › Segment › Time › Day, then Download › .csv",
)
