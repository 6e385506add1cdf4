"""Google Analytics 4: visits by channel, by source and medium, by landing page or by day, one table or several a file.

Landing pages are summed by channel; a table without a channel counts all visits. Without a column of dates, the rows
are of the whole period that the comments state. Google counts sessions by estimate, so a total may be a little away
from its rows. The layout of comparisons ("Date range") is known by hearsay only (grade C).
"""

import polars as pl

from bascule.ingest.grain import date_end, infer_grain, over_period, too_long
from bascule.ingest.series import summed
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.visits import channel_of_medium, visit_channel

COLUMNS = (
    Column("day", "date", both=("Date",), en=("Day",), fr=("Jour",), grain="day"),
    Column(
        "channel",
        en=(
            "Session primary channel group (Default channel group)",
            "Session default channel group",
            "Session primary channel group",
            "Default channel group",
            "Session channel group",
            "Channel group",
            "Channel",
        ),
        fr=(
            "Groupe de canaux principal de la session (groupe de canaux par défaut)",
            "Groupe de canaux par défaut de la session",
            "Groupe de canaux principal de la session",
            "Groupe de canaux par défaut",
            "Groupe de canaux",
            "Canal",
        ),
    ),
    Column(
        "source_medium",
        en=("Session source / medium", "Session source/medium", "Source / medium", "Source/medium"),
        fr=(
            "Source/support de la session",
            "Source / support de la session",
            "Source/Support",
            "Source / Support",
        ),
    ),
    Column("origin", en=("Session source",), fr=("Source de la session",)),
    Column("medium", en=("Session medium",), fr=("Support de la session",)),
    Column(
        "page",
        en=("Landing page", "Landing page + query string"),
        fr=("Page de destination", "Page de destination + chaîne de requête"),
    ),
    Column("range", en=("Date range", "Date ranges"), fr=("Plage de dates", "Plages de dates")),
    Column("sessions", "count", both=("Sessions",)),
    Column("engaged_sessions", "count", en=("Engaged sessions",), fr=("Sessions avec engagement",)),
    Column("key_events", "number", en=("Key events", "Conversions"), fr=("Événements clés", "Conversions")),
    Column(
        "revenue", "number", en=("Total revenue",), fr=("Revenu total", "Revenus totaux"), money=True, negative=True
    ),
)
MEASURES = ("sessions", "engaged_sessions", "key_events", "revenue")
_SAYS_ITS_PERIOD = "#"


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `web` rows, one a channel and stretch of time; the channel is null where all visits are counted."""
    rows = rows.with_columns(_channels(rows, reading))
    if "grain" not in rows.columns:
        rows = over_period(rows, reading)
    else:
        # A table of Google's own is by day; one made by hand may be by week.
        exported = any(line.startswith(_SAYS_ITS_PERIOD) for line in reading.above)
        grain = "day" if exported else infer_grain(rows["date"])
        rows = rows.with_columns(pl.lit(grain).alias("grain")).with_columns(date_end().alias("date_end"))
    return {"web": summed(rows, ("date", "date_end", "grain", "channel", "currency"), MEASURES)}


def _channels(rows: pl.DataFrame, reading: Reading) -> pl.Series:
    if "channel" in reading.headers:
        found = [visit_channel(text or "unassigned") for text in rows["channel"]]
    elif "source_medium" in reading.headers:
        split = [(text or "").partition(" / ") for text in rows["source_medium"]]
        found = [channel_of_medium(source, medium) for source, _, medium in split]
    elif "medium" in reading.headers:
        found = [
            channel_of_medium(source or "", medium or "") for source, medium in rows.select("origin", "medium").rows()
        ]
    else:
        return pl.Series("channel", [None] * rows.height, dtype=pl.String)
    return pl.Series("channel", found, dtype=pl.String)


GA4 = Source(
    kind="ga4",
    title="Google Analytics 4",
    columns=COLUMNS,
    identified_by=(
        ("channel", "sessions"),
        ("source_medium", "sessions"),
        ("origin", "medium", "sessions"),
        ("medium", "sessions"),
        ("page", "sessions"),
        ("day", "sessions"),
    ),
    canonical=canonical,
    remarks=too_long,
    total_if_blank="first_cell",
    amount="sessions",
    asks_period=True,
    near=0.02,
    compared="range",
    grade="B",
    menu_en="Reports › Acquisition › Traffic acquisition › Share this report › Download file › Download CSV",
    menu_fr="Rapports › Acquisition › Acquisition de trafic › Partager ce rapport › Télécharger le fichier",
)
