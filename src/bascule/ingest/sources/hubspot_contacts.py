"""HubSpot: the contacts export (grade B), recognised so that it can be left aside: it holds people and no figure."""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("contact", en=("Record ID",), fr=("ID de fiche d'informations",)),
    Column("first_name", en=("First Name",), fr=("Prénom",)),
    Column("last_name", en=("Last Name",), fr=("Nom", "Nom de famille")),
    Column("email", en=("Email",), fr=("E-mail", "Courriel")),
    Column("lifecycle", en=("Lifecycle Stage",), fr=("Phase du cycle de vie",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return nothing: no table of ours is made of contacts."""
    return {}


HUBSPOT_CONTACTS = Source(
    kind="hubspot_contacts",
    title="HubSpot",
    columns=COLUMNS,
    identified_by=(("contact", "email", "lifecycle"), ("contact", "email", "first_name", "last_name")),
    canonical=canonical,
    amount=None,
    left_out=(("contacts_left_aside", pl.col("source_row").is_not_null()),),
    repeats_refused=False,
    grade="B",
)
