"""Pipedrive: the deals export, "Deal - Title" or « Affaire - Titre » (grade B in both languages).

What stands before " - " is the company's or the language's own name for a deal, and is not compared. Two French
labels were not seen anywhere (the currency and the date of creation under other names): grade C for these. Titles,
owners, organisations and people are never read.
"""

import polars as pl

from bascule.ingest.deals import NEGATIVE, deal_remarks, deals
from bascule.ingest.source import Column, Reading, Source, Tables

_PARTED = (" - ", " – ")
# Another entity's columns stand in the same export: "Person - Name" is not the deal's.
_OTHERS = frozenset({
    "person", "personne", "organization", "organisation", "lead", "prospect", "activity", "activite", "product",
    "produit",
})  # fmt: skip
COLUMNS = (
    Column("deal_id", both=("deal: id",), needed=True),
    Column("stage", both=("deal: stage", "deal: stage (pipeline)"), fr=("deal: étape",)),
    Column("status", en=("deal: status",), fr=("deal: statut",), needed=True),
    Column("pipeline", both=("deal: pipeline",)),
    Column("amount", "number", en=("deal: value",), fr=("deal: valeur",), money=True, negative=True),
    Column(
        "currency",
        "currency",
        en=("deal: currency of value", "deal: currency"),
        fr=("deal: devise de la valeur", "deal: devise de valeur", "deal: devise"),
    ),
    Column(
        "created",
        "date",
        en=("deal: deal created", "deal: add time", "deal: created"),
        fr=("deal: affaire créée", "deal: affaire créée le", "deal: date de création"),
        needed=True,
    ),
    Column("won_at", "date", en=("deal: won time",), fr=("deal: date de gain", "deal: heure de gain")),
    Column("lost_at", "date", en=("deal: lost time",), fr=("deal: date de perte", "deal: heure de perte")),
    Column(
        "close_date",
        "date",
        en=("deal: deal closed on", "deal: closed on"),
        fr=("deal: affaire conclue le", "deal: affaire fermée le"),
    ),
    Column(
        "origin",
        en=("deal: source channel", "deal: source origin", "deal: lead source"),
        fr=("deal: canal source", "deal: origine de la source", "deal: source du lead"),
    ),
    Column("lost_reason", en=("deal: lost reason",), fr=("deal: raison de la perte", "deal: raison de perte")),
)  # fmt: skip


def without_prefix(header: str) -> str:
    """Return a plain header with whatever stands for the deal before " - " under one name.

    Examples
    --------
    >>> without_prefix("affaire - titre"), without_prefix("opportunite - titre"), without_prefix("person - name")
    ('deal: titre', 'deal: titre', 'person - name')
    """
    for parting in _PARTED:
        before, found, after = header.partition(parting)
        if found and before not in _OTHERS:
            return f"deal: {after}"
    return header


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `deals` rows."""
    return {"deals": deals(rows, reading)}


PIPEDRIVE_DEALS = Source(
    kind="pipedrive_deals",
    title="Pipedrive",
    columns=COLUMNS,
    identified_by=(("deal_id", "status", "amount"), ("deal_id", "status", "stage")),
    canonical=canonical,
    amount="amount",
    checks=(NEGATIVE, ("deal_duplicated", "deal_id", pl.col("deal_id").is_duplicated())),
    read_header=without_prefix,
    remarks=deal_remarks,
    grade="B",
    menu_en="Deals > List view > … > Export filter results",
)
