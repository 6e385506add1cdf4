"""Shopify: the orders export, one row a line item; its headers are English in every language (grade A).

Orders not paid yet are sales in Shopify's own reports and here too: they are kept and it is said how many there are.
Voided, expired and cancelled orders are no sales; nor are test orders, nor drafts, which bear a number such as #D12.
"""

import polars as pl

from bascule.ingest.areas import area
from bascule.ingest.message import Message
from bascule.ingest.orders import one_row_each
from bascule.ingest.source import Column, Reading, Source, Tables

_UNDONE = pl.col("status").str.to_lowercase().is_in(["voided", "expired"]) | pl.col("cancelled_at").is_not_null()
_TEST = pl.col("payment").str.to_lowercase().str.contains("bogus gateway", literal=True) | pl.col(
    "tags"
).str.to_lowercase().str.contains(r"(?:^|,) *test *(?:,|$)")
_DRAFT = pl.col("order_id").str.contains(r"^#?D\d+$")
_UNPAID = pl.col("status").str.to_lowercase().is_in(["pending", "authorized", "partially_paid", "unpaid"])
COLUMNS = (
    Column("order_id", both=("Name",), needed=True),
    Column("email", both=("Email",)),
    Column("status", both=("Financial Status",)),
    Column("currency", "currency", both=("Currency",)),
    Column("subtotal", "number", both=("Subtotal",), money=True, negative=True),
    Column("shipping", "number", both=("Shipping",), money=True, negative=True),
    Column("taxes", "number", both=("Taxes",), money=True, negative=True),
    Column("total", "number", both=("Total",), money=True, negative=True),
    Column("coupon", both=("Discount Code",)),
    Column("discount", "number", both=("Discount Amount",), money=True, negative=True),
    Column("ordered_at", "time", both=("Created at",), needed=True),
    Column("cancelled_at", both=("Cancelled at",), passing=True),
    Column("refunded", "number", both=("Refunded Amount",), money=True, negative=True),
    Column("source_channel", both=("Source",)),
    Column("region", both=("Shipping Province",)),
    Column("billing_region", both=("Billing Province",)),
    Column("postal_code", both=("Shipping Zip",)),
    Column("billing_postal_code", both=("Billing Zip",)),
    Column("payment", both=("Payment Method",), passing=True),
    Column("tags", both=("Tags",), passing=True),
    Column("item", both=("Lineitem name",), passing=True),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return one row an order.

    A refund is given with its taxes and shipping in it, so it takes the same share off the merchandise as off
    the order's total: net = merchandise x (1 - refunded / total). Where prices include taxes (the total is
    subtotal + shipping), the taxes are taken out of the merchandise in the same proportion.
    """
    orders = one_row_each(rows.drop("status"), "order_id")
    # What is not shipped (a service, a gift card) is of where it is billed.
    region = pl.coalesce("region", "billing_region").alias("region")
    near = area(pl.coalesce("postal_code", "billing_postal_code")).alias("area")
    return {"orders": _amounts(orders).with_columns(region, near, customer_key=_keys(orders, reading))}


def _amounts(orders: pl.DataFrame) -> pl.DataFrame:
    number = {name: pl.col(name).fill_null(0.0) for name in ("shipping", "taxes", "discount", "refunded")}
    subtotal, total = pl.col("subtotal"), pl.col("total")
    before_tax = subtotal + number["shipping"]
    included = ((total - before_tax).abs() <= 0.01) & (number["taxes"] > 0)
    tax_share = pl.when(included & (before_tax > 0)).then(number["taxes"] / before_tax).otherwise(0.0)
    merchandise = subtotal * (1 - tax_share)
    refunded = pl.when(total > 0).then((number["refunded"] / total).clip(0, 1)).otherwise(0.0)
    return orders.with_columns(
        (merchandise + number["discount"] * (1 - tax_share)).alias("gross"),
        (number["discount"] * (1 - tax_share)).alias("discount"),
        (merchandise * refunded).alias("refunds"),
        number["taxes"].alias("tax"),
        number["shipping"].alias("shipping"),
        (merchandise * (1 - refunded)).alias("net"),
    )


def _whole(said: pl.Expr) -> pl.Expr:
    # Only the first line of an order bears its status, its payment and its tags.
    return said.fill_null(value=False).any().over("order_id")


def _keys(orders: pl.DataFrame, reading: Reading) -> pl.Series:
    return reading.customer_key(orders["email"])


def _remarks(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    unpaid = rows.filter(_UNPAID).height
    return (("orders_unpaid", {"rows": unpaid}),) if unpaid else ()


SHOPIFY_ORDERS = Source(
    kind="shopify_orders",
    title="Shopify",
    columns=COLUMNS,
    identified_by=(("order_id", "status", "subtotal", "ordered_at", "item"),),
    canonical=canonical,
    asks_currency=True,
    left_out=(
        ("orders_cancelled", _whole(_UNDONE)),
        ("orders_test", _whole(_TEST)),
        ("orders_draft", _DRAFT),
    ),
    remarks=_remarks,
    repeats_refused=False,
    amount="subtotal",
    menu_en="Orders › Export › Plain CSV file",
    menu_fr="Commandes › Exporter › Fichier CSV simple",
)
