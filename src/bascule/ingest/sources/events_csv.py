"""`events.csv`: what happened that moved sales or their measurement: a stockout, a site down, a holiday, a tag broken.

`kind` is free; `channel` says whom it concerns, and left blank, everyone.
"""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import folded

COLUMNS = (
    Column("start", "date", both=("start", "date"), fr=("debut", "date_debut"), needed=True, future=True),
    Column("end", "date", en=("end", "end_date"), fr=("fin", "date_fin"), future=True),
    Column("kind", en=("kind", "event"), fr=("nature", "evenement"), needed=True),
    Column("channel", en=("channel",), fr=("canal",)),
    Column("note", both=("note",), en=("notes", "comment"), fr=("commentaire",)),
)  # fmt: skip


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `events` rows; without an end, an event lasts its first day."""
    kind, last = folded(pl.col("kind")).alias("kind"), pl.coalesce("end", "start").alias("end")
    return {"events": rows.with_columns(kind, last)}


EVENTS_CSV = Source(
    kind="events_csv",
    title="events.csv",
    columns=COLUMNS,
    identified_by=(("start", "end", "kind"), ("start", "kind", "note")),
    canonical=canonical,
    amount=None,
    checks=(("range_backwards", "end", pl.col("end") < pl.col("start")),),
)
