"""Shopify: the customers export, in its layout of today and the older one without Customer ID (grade A).

Nobody's name, address or phone is kept, but for the first three characters of the postal code: the e-mail becomes the
same key as in the orders export, so that customers join their orders. The file bears no date; `as_of` is the last day
of the period that the owner states, if any.
"""

import polars as pl

from bascule.ingest.areas import area
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import flag

COLUMNS = (
    Column("customer_id", both=("Customer ID",)),
    Column("email", both=("Email",)),
    Column("accepts", both=("Accepts Email Marketing", "Accepts Marketing")),
    Column("region", both=("Default Address Province Code", "Province Code")),
    Column("postal_code", both=("Default Address Zip", "Zip")),
    Column("spent", "number", both=("Total Spent",), money=True, negative=True),
    Column("orders", "count", both=("Total Orders",), needed=True),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `customers` rows; a customer without an e-mail is known by the shop's own number."""
    number = pl.col("customer_id").str.strip_chars(" '")
    identity = rows.select(pl.coalesce("email", number).alias("identity"))["identity"]
    customers = rows.with_columns(
        reading.customer_key(identity).alias("customer_key"),
        pl.lit(reading.period[1] if reading.period else None, pl.Date).alias("as_of"),
        area(pl.col("postal_code")).alias("area"),
        flag(pl.col("accepts")).alias("accepts_email"),
    )
    return {"customers": customers}


SHOPIFY_CUSTOMERS = Source(
    kind="shopify_customers",
    title="Shopify",
    columns=COLUMNS,
    identified_by=(("email", "spent", "orders"),),
    canonical=canonical,
    asks_currency=True,
    amount="spent",
    menu_en="Customers › Export",
    menu_fr="Clients › Exporter",
)
