"""`consents.csv`: the register of consents to e-mail, one row a consent, its proof, or its withdrawal.

`kind` is express, purchase, contract (its date is the end of the contract), inquiry or withdrawn; `source` where it was
given. What a purchase or a contract implies is worked out from the orders and contracts where these are known.
"""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.sources.customers_csv import CUSTOMER
from bascule.ingest.words import meaning

KINDS: dict[str, tuple[str, ...]] = {
    "express": ("express", "expres", "explicit", "explicite", "opt in", "opt-in", "double opt-in", "subscribed",
                "abonne", "inscrit"),
    "purchase": ("purchase", "achat", "order", "commande"),
    "contract": ("contract", "contrat", "subscription", "abonnement"),
    "inquiry": ("inquiry", "enquiry", "quote request", "demande", "demande d'information", "demande de renseignements",
                "demande de soumission"),
    "withdrawn": ("withdrawn", "withdrawal", "unsubscribed", "unsubscribe", "opt out", "opt-out", "retire", "retrait",
                  "desabonne", "desabonnement", "desinscrit", "desinscription"),
}  # fmt: skip
COLUMNS = (
    CUSTOMER,
    Column(
        "kind",
        en=("consent", "consent_kind", "consent_type", "consent type", "kind"),
        fr=("consentement", "type_consentement", "type de consentement", "nature"),
        needed=True,
    ),
    Column(
        "given",
        "date",
        both=("date",),
        en=("given", "given_at", "consent_date", "consent date"),
        fr=("donne_le", "donne le", "date_consentement", "date du consentement"),
    ),
    Column("source", both=("source",), en=("consent_source",), fr=("source_consentement", "origine", "preuve")),
)
_KIND = meaning(pl.col("kind"), KINDS)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `consents` rows."""
    keys = reading.customer_key(rows["customer"]).alias("customer_key")
    return {"consents": rows.with_columns(keys, _KIND.alias("kind"))}


CONSENTS_CSV = Source(
    kind="consents_csv",
    title="consents.csv",
    columns=COLUMNS,
    identified_by=(("customer", "kind", "given"),),
    canonical=canonical,
    amount=None,
    checks=(
        ("value_missing", "customer", pl.col("customer").is_null()),
        ("consent_kind_unknown", "kind", _KIND.is_null()),
        ("consent_undated", "given", pl.col("given").is_null() & _KIND.is_in(["purchase", "contract", "inquiry"])),
    ),
)
