"""Stripe: the export of subscriptions, in English whatever the language of the account (grade B).

The clock is UTC. `Amount` is the price of one unit of the plan, in units of the currency, so it is multiplied by the
quantity. A subscription is ended when Stripe says so, not when its end was asked for; the customer's name, address and
description are never read.
"""

import polars as pl

from bascule.ingest.contracts import interval, monthly
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("subscription_id", both=("id", "Subscription ID"), needed=True),
    Column("customer", both=("Customer ID",), needed=True),
    Column("plan", both=("Plan", "Product")),
    Column("quantity", "number", both=("Quantity",)),
    Column("interval", both=("Interval",)),
    Column("interval_count", "number", both=("Interval Count",)),
    Column("currency", "currency", both=("Currency",)),
    Column("amount", "number", both=("Amount",), money=True),
    Column("status", both=("Status",)),
    Column(
        "started",
        "time",
        both=("Start (UTC)", "Start Date (UTC)", "Created (UTC)"),
        needed=True,
        future=True,
        zone="UTC",
    ),
    Column("ended", "time", both=("Ended At (UTC)",), zone="UTC"),
)  # fmt: skip


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `subscriptions` rows."""
    amount = pl.col("amount") * pl.col("quantity").fill_null(1.0)
    return {
        "subscriptions": rows.with_columns(
            reading.customer_key(rows["customer"]).alias("customer_key"),
            pl.col("started").dt.date().alias("start"),
            pl.col("ended").dt.date().alias("end"),
            monthly(amount, pl.col("interval"), pl.col("interval_count")).alias("mrr"),
        )
    }


STRIPE_SUBSCRIPTIONS = Source(
    kind="stripe_subscriptions",
    title="Stripe",
    columns=COLUMNS,
    identified_by=(("subscription_id", "customer", "plan", "status", "started"),),
    canonical=canonical,
    amount=None,
    asks_currency=True,
    checks=(
        ("range_backwards", "ended", pl.col("ended") < pl.col("started")),
        ("interval_unknown", "interval", pl.col("interval").is_not_null() & interval(pl.col("interval")).is_null()),
        ("subscription_duplicated", "subscription_id", pl.col("subscription_id").is_duplicated()),
    ),
    grade="B",
    menu_en="Billing > Subscriptions > Export",
)
