"""hours.csv: working time by week and role as any company can write it, in English or French."""

import polars as pl

from bascule.ingest.hours import ENTRIES, by_week
from bascule.ingest.people import mark
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import folded, meaning

COLUMNS = (
    Column("week", "date", en=("Week", "Date", "Week of"), fr=("Semaine", "Semaine du"), needed=True),
    Column("role", en=("Role",), fr=("Rôle", "Fonction", "Poste"), needed=True),
    Column("side", en=("Side",), fr=("Côté", "Volet")),
    Column("process", en=("Process",), fr=("Processus",)),
    Column("minutes", "number", both=("Minutes",), negative=True),
    Column("hours", "number", en=("Hours",), fr=("Heures",), negative=True),
    Column("origin", en=("Origin",), fr=("Origine", "Provenance")),
)
_SIDES = {
    "marketing": ("marketing", "mkt"),
    "sales": ("sales", "vente", "ventes"),
    "product": ("product", "produit", "produits"),
}
_ORIGINS = {
    "timer": ("timer", "minuterie", "chronometre", "minuteur"),
    "calendar": ("calendar", "calendrier", "agenda"),
    "declared": ("declared", "declare", "declarees", "declaree", "estimate", "estimation"),
}
_MINUTES = pl.coalesce(pl.col("minutes"), pl.col("hours") * 60)
_SIDE, _ORIGIN = meaning(pl.col("side"), _SIDES), meaning(pl.col("origin"), _ORIGINS)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `hours` of a week, whichever of its days is given; declared unless said otherwise."""
    entries = rows.select(
        pl.col("week").dt.truncate("1w").alias("day"),
        folded(pl.col("role")).map_elements(lambda role: mark([role]), return_dtype=pl.String).alias("person"),
        pl.col("role").str.to_lowercase(),
        _SIDE.alias("side"),
        "process",
        _MINUTES.alias("minutes"),
        _ORIGIN.fill_null("declared").alias("origin"),
        "source_row",
    )
    return {"hours": by_week(entries), ENTRIES: entries}


HOURS_CSV = Source(
    kind="hours_csv",
    title="hours.csv",
    columns=COLUMNS,
    identified_by=(("role", "minutes"), ("role", "hours")),
    needs=(("week",),),
    canonical=canonical,
    amount=None,
    checks=(
        ("week_is_month", "week", pl.col("month:week")),
        ("value_missing", "minutes", _MINUTES.is_null()),
        ("duration_negative", "minutes", _MINUTES < 0),
        ("side_unknown", "side", pl.col("side").is_not_null() & _SIDE.is_null()),
        ("hours_origin_unknown", "origin", pl.col("origin").is_not_null() & _ORIGIN.is_null()),
    ),
)
