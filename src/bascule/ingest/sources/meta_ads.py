"""Meta Ads Manager: campaign exports in English or French; the currency is in the header (grade B)."""

import polars as pl

from bascule.ingest.grain import span_grain
from bascule.ingest.media import add_up, with_channel
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.taxonomy import meta_channel

COLUMNS = (
    Column("day", "date", en=("Day",), fr=("Jour",), grain="day"),
    Column("start", "date", en=("Reporting starts",), fr=("Début des rapports",), needed=True),
    Column("end", "date", en=("Reporting ends",), fr=("Fin des rapports",), future=True),
    Column("campaign", en=("Campaign name",), fr=("Nom de la campagne",)),
    Column("currency", "currency", en=("Currency",), fr=("Devise",)),
    Column("spend", "number", en=("Amount spent",), fr=("Montant dépensé",), money=True),
    Column("impressions", "count", both=("Impressions",)),
    Column("clicks", "count", en=("Link clicks", "Clicks (all)"), fr=("Clics sur un lien", "Clics (tous)")),
    Column("platform_conversions", "number", en=("Purchases",), fr=("Achats",)),
    Column(
        "platform_revenue",
        "number",
        en=("Purchases conversion value", "Purchase conversion value"),
        fr=("Valeur de conversion des achats",),
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
    names = rows.select("campaign").unique()
    channels = [meta_channel(name or "") for name in names["campaign"]]
    rows = with_channel(rows, names.with_columns(pl.Series("channel", channels, dtype=pl.String)))
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
)
