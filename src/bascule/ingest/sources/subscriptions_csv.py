"""`subscriptions.csv`: one row a contract, with what it brings a month, or its amount and how often it is billed."""

import polars as pl

from bascule.ingest.contracts import interval, monthly
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.sources.customers_csv import CUSTOMER

COLUMNS = (
    Column(
        "subscription_id",
        en=("subscription_id", "contract_id"),
        fr=("id_abonnement", "id_contrat"),
        needed=True,
    ),
    CUSTOMER,
    Column("plan", en=("plan",), fr=("forfait", "formule")),
    Column("start", "date", en=("start", "start_date"), fr=("debut", "date_debut"), needed=True, future=True),
    Column("end", "date", en=("end", "end_date"), fr=("fin", "date_fin"), future=True),
    Column("status", en=("status",), fr=("statut",)),
    Column("currency", "currency", en=("currency",), fr=("devise",)),
    Column("mrr", "number", both=("mrr",), en=("monthly_amount",), fr=("montant_mensuel",), money=True),
    Column("amount", "number", en=("amount",), fr=("montant",), money=True),
    Column("interval", en=("interval", "billing"), fr=("intervalle", "frequence")),
)  # fmt: skip


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `subscriptions` rows."""
    billed = monthly(pl.col("amount"), pl.col("interval"), pl.lit(1.0))
    keys = reading.customer_key(rows["customer"]).alias("customer_key")
    return {"subscriptions": rows.with_columns(keys, pl.coalesce("mrr", billed).alias("mrr"))}


SUBSCRIPTIONS_CSV = Source(
    kind="subscriptions_csv",
    title="subscriptions.csv",
    columns=COLUMNS,
    identified_by=(("subscription_id", "start", "mrr"), ("subscription_id", "start", "amount", "interval")),
    canonical=canonical,
    amount="mrr",
    checks=(
        ("range_backwards", "end", pl.col("end") < pl.col("start")),
        ("interval_unknown", "interval", pl.col("interval").is_not_null() & interval(pl.col("interval")).is_null()),
        ("subscription_duplicated", "subscription_id", pl.col("subscription_id").is_duplicated()),
    ),
)
