"""`deals.csv`: one row a deal, quote or tender, from any tool; `outcome` is won, lost or open.

Without an outcome, the stage tells it. `closed` is the day a deal was won or lost; `lost_reason` why it was lost.
"""

import polars as pl

from bascule.ingest.deals import NEGATIVE, deal_remarks, deals, outcome
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("deal_id", en=("deal_id",), fr=("id_affaire", "no_affaire", "no_soumission"), needed=True),
    Column("created", "date", en=("created", "created_at"), fr=("cree", "creee", "date_creation"), needed=True),
    Column("close_date", "date", en=("closed", "closed_at"), fr=("fermee", "date_fermeture"), future=True),
    Column("stage", en=("stage",), fr=("etape",)),
    Column("pipeline", both=("pipeline",)),
    Column("status", en=("outcome",), fr=("issue", "resultat")),
    Column("currency", "currency", en=("currency",), fr=("devise",)),
    Column("amount", "number", en=("amount",), fr=("montant",), money=True, negative=True),
    Column("origin", en=("origin", "source"), fr=("origine", "provenance")),
    Column("lost_reason", en=("lost_reason", "loss_reason"), fr=("raison_perte", "motif_perte", "raison_de_la_perte")),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `deals` rows."""
    return {"deals": deals(rows, reading)}


_SAID = pl.col("status")
DEALS_CSV = Source(
    kind="deals_csv",
    title="deals.csv",
    columns=COLUMNS,
    identified_by=(("deal_id", "created", "status"), ("deal_id", "created", "stage")),
    canonical=canonical,
    amount="amount",
    checks=(
        NEGATIVE,
        ("outcome_unknown", "status", _SAID.is_not_null() & outcome(_SAID).is_null()),
        ("range_backwards", "close_date", pl.col("close_date") < pl.col("created")),
        ("deal_duplicated", "deal_id", pl.col("deal_id").is_duplicated()),
    ),
    remarks=deal_remarks,
)
