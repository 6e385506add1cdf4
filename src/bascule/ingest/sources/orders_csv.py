"""`orders.csv`: our own plain table of orders, one row an order."""

import polars as pl

from bascule.ingest.areas import HEADERS, area
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("order_id", both=("order_id",), needed=True),
    Column(
        "ordered_at",
        "time",
        both=(
            "ordered_at",
            "date",
        ),
        needed=True,
    ),
    Column(
        "customer",
        both=(
            "customer_key",
            "customer_id",
            "email",
        ),
    ),
    Column("currency", "currency", both=("currency",)),
    Column("gross", "number", both=("gross",), money=True, negative=True),
    Column("discount", "number", both=("discount",), money=True, negative=True),
    Column("refunds", "number", both=("refunds",), money=True, negative=True),
    Column("tax", "number", both=("tax",), money=True, negative=True),
    Column("shipping", "number", both=("shipping",), money=True, negative=True),
    Column("net", "number", both=("net",), money=True, negative=True),
    Column("cost", "number", both=("cost",), money=True, negative=True),
    Column("coupon", both=("coupon",)),
    Column("source_channel", both=("source_channel",)),
    Column("region", both=("region",)),
    Column("area", both=HEADERS),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `orders` rows; a net that is not given is gross less discount and refunds."""
    reckoned = pl.col("gross") - pl.col("discount").fill_null(0.0) - pl.col("refunds").fill_null(0.0)
    keys = reading.customer_key(rows["customer"]).alias("customer_key")
    return {"orders": rows.with_columns(pl.coalesce(pl.col("net"), reckoned).alias("net"), keys, area(pl.col("area")))}


ORDERS_CSV = Source(
    kind="orders_csv",
    title="orders.csv",
    columns=COLUMNS,
    identified_by=(("order_id", "ordered_at", "net"), ("order_id", "ordered_at", "gross")),
    canonical=canonical,
    amount="net",
    checks=(("order_duplicated", "order_id", pl.col("order_id").is_duplicated()),),
)
