"""Stripe: payouts and balance history, left aside: they hold the same money as the payments (grade A)."""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("id", both=("id", "balance_transaction_id")),
    Column("created", both=("Created (UTC)", "Created date (UTC)", "created_utc", "Created")),
    Column("arrival", both=("Arrival Date (UTC)", "Arrival Date")),
    Column("available", both=("Available On (UTC)", "available_on_utc")),
    Column("category", both=("reporting_category",)),
    Column("amount", both=("Amount", "gross")),
    Column("fee", both=("Fee",)),
    Column("net", both=("Net",)),
    Column("status", both=("Status",)),
    Column("currency", both=("Currency",)),
    Column("type", both=("Type",)),
    Column("source", both=("Source", "source_id")),
    Column("description", both=("Description",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return no table: nothing of the file is counted."""
    return {}


STRIPE_BALANCE = Source(
    kind="stripe_balance",
    title="Stripe",
    columns=COLUMNS,
    identified_by=(("id", "arrival", "amount"), ("id", "available", "net"), ("id", "category", "net")),
    canonical=canonical,
    amount=None,
    aside="stripe_money_twice",
)
