"""HubSpot: the deals export. English labels are of grade B; the French ones were only seen in public code: grade C.

The labels are those of the portal's language, and the owner chooses which are exported. The deal's name, its owner, its
company and its contacts are never read.
"""

import polars as pl

from bascule.ingest.deals import NEGATIVE, deal_remarks, deals
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column(
        "deal_id",
        en=("Record ID", "Deal ID"),
        fr=("ID de fiche d'informations", "ID de l'enregistrement", "ID de la transaction"),
        needed=True,
    ),
    Column("stage", en=("Deal Stage",), fr=("Phase de la transaction", "Étape de la transaction")),
    Column("pipeline", both=("Pipeline",)),
    Column("amount", "number", en=("Amount",), fr=("Montant",), money=True, negative=True),
    Column("currency", "currency", en=("Currency",), fr=("Devise",)),
    Column("close_date", "date", en=("Close Date",), fr=("Date de fermeture", "Date de clôture"), future=True),
    Column("created", "date", en=("Create Date",), fr=("Date de création",)),
    Column(
        "origin",
        en=("Original Traffic Source", "Original Source Type", "Original Source"),
        fr=("Source de trafic d'origine", "Source d'origine", "Type de source d'origine"),
    ),
    Column(
        "lost_reason",
        en=("Closed Lost Reason",),
        fr=("Raison de la perte", "Motif de perte", "Raison de fermeture perdue"),
    ),
    Column("is_won", en=("Is Closed Won", "Is closed won"), fr=("Est fermée gagnée", "Est conclue")),
    Column("is_lost", en=("Is closed lost",), fr=("Est fermée perdue", "Est perdue")),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `deals` rows."""
    return {"deals": deals(rows, reading)}


HUBSPOT_DEALS = Source(
    kind="hubspot_deals",
    title="HubSpot",
    columns=COLUMNS,
    identified_by=(("deal_id", "stage", "pipeline"), ("deal_id", "stage", "created"), ("deal_id", "stage", "amount")),
    canonical=canonical,
    amount="amount",
    checks=(NEGATIVE, ("deal_duplicated", "deal_id", pl.col("deal_id").is_duplicated())),
    remarks=deal_remarks,
    grade="B",
    menu_en="CRM > Deals > Export",
    menu_fr="CRM > Transactions > Exporter",
)
