"""`web.csv`: visits of the site by where they came from, one row a channel and day, week or month."""

import polars as pl

from bascule.ingest.series import DATE, GRAIN, dated, grain_checks, summed
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import meaning

# What Google Analytics and people call the two channels that nobody pays for by the visit.
UNPAID = {
    "organic": (
        "organic",
        "organic search",
        "organique",
        "recherche organique",
        "recherche naturelle",
        "referencement naturel",
    ),
    "direct": ("direct", "(direct)", "direct traffic", "acces direct", "trafic direct"),
}
COLUMNS = (
    DATE,
    GRAIN,
    Column("channel", both=("channel",), needed=True),
    Column("sessions", "count", both=("sessions",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `web` rows; what is broken down further is summed by channel."""
    rows = dated(rows.with_columns(pl.coalesce(meaning(pl.col("channel"), UNPAID), "channel").alias("channel")))
    return {"web": summed(rows, ("date", "date_end", "grain", "channel"), ("sessions",))}


WEB_CSV = Source(
    kind="web_csv",
    title="web.csv",
    columns=COLUMNS,
    identified_by=(("date", "channel", "sessions"),),
    canonical=canonical,
    amount="sessions",
    checks=grain_checks(),
)
