"""Meta Ads Manager: exports in English or French; the currency is in the header.

Ad sets and ads are summed by campaign. "Results" is whatever each campaign was set to seek, so it is no conversion.
"""

import polars as pl

from bascule.ingest.grain import span_grain
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.taxonomy import meta_channel

COLUMNS = (
    Column("day", "date", en=("Day",), fr=("Jour",), grain="day"),
    Column("start", "date", en=("Reporting starts",), fr=("Début des rapports",), needed=True),
    Column("end", "date", en=("Reporting ends",), fr=("Fin des rapports",), future=True),
    Column("account", en=("Account name",), fr=("Nom du compte",)),
    Column("account_id", en=("Account ID",), fr=("ID du compte", "Identifiant du compte")),
    Column("campaign", en=("Campaign name",), fr=("Nom de la campagne",)),
    Column("currency", "currency", en=("Currency",), fr=("Devise",)),
    Column("spend", "number", en=("Amount spent",), fr=("Montant dépensé",), money=True),
    Column("impressions", "count", both=("Impressions",)),
    Column("clicks", "count", en=("Link clicks", "Clicks (all)"), fr=("Clics sur un lien", "Clics (tous)")),
    Column(
        "platform_conversions", "number", en=("Purchases", "Website purchases"), fr=("Achats", "Achats sur le site web")
    ),
    Column(
        "platform_revenue",
        "number",
        en=("Purchases conversion value", "Purchase conversion value", "Website purchases conversion value"),
        fr=("Valeur de conversion des achats", "Valeur de conversion des achats sur le site web"),
        money=True,
    ),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `media` rows; without a breakdown by day, a row keeps the range it reports on."""
    if "grain" in rows.columns:
        rows = rows.with_columns(pl.col("date").alias("date_end"))
    else:
        rows = rows.with_columns(pl.col("start").alias("date"), pl.coalesce("end", "start").alias("date_end"))
        grain = span_grain("date", "date_end")
        if rows["start"].n_unique() == 1:  # one stretch of seven days is the report's, not a weekly breakdown
            grain = grain.replace("week", "range")
        rows = rows.with_columns(grain.alias("grain"))
    rows = with_channel(rows, reading, meta_channel)
    return {"media": add_up(rows.with_columns(platform=pl.lit("meta_ads")))}


META_ADS = Source(
    kind="meta_ads",
    title="Meta Ads",
    columns=COLUMNS,
    identified_by=(("campaign", "spend"),),
    needs=(("day", "start"),),
    asks_currency=True,
    total_if_blank="campaign",
    canonical=canonical,
    grade="B",
    menu_en="Ads Manager › Campaigns › Breakdown › By time › Day, then Reports › Export table data",
)
