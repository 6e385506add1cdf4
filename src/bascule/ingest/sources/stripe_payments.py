"""Stripe: the payments export, one row a charge; its owner chooses the columns (grade A for those named here).

Times are in UTC; amounts in units, in the currency of the customer. Where that is not the company's, Stripe's own
conversion is taken. What a customer pays may hold sales taxes: it is asked. Fees are not read: paying is part of what
the gross margin has already taken out.
"""

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.headers import plain
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import flag, folded

_CONVERTED = "Converted Currency"
COLUMNS = (
    Column("order_id", both=("id",), needed=True),
    Column("ordered_at", "time", both=("Created date (UTC)", "Created (UTC)"), needed=True, zone="UTC"),
    Column("currency", "currency", both=(_CONVERTED, "Currency")),
    Column("own_currency", both=("Currency",)),
    Column("amount", "number", both=("Amount",), money=True, tax="ask"),
    Column("refunded", "number", both=("Amount Refunded",), money=True, tax="ask"),
    Column("converted", "number", both=("Converted Amount",), money=True, tax="ask"),
    Column("converted_refunded", "number", both=("Converted Amount Refunded",), money=True, tax="ask"),
    Column("status", both=("Status",), needed=True),
    Column("captured", both=("Captured",)),
    Column("mode", both=("Mode",)),
    Column("customer_id", both=("Customer ID",)),
    Column("email", both=("Customer Email",)),
)
_STATUS = folded(pl.col("status"))
_UNPAID = _STATUS.str.contains(r"^(?:failed|blocked|cancell?ed|incomplete|uncaptured|expired|pending|requires)")
_FOREIGN = pl.col("own_currency").is_not_null() & (pl.col("own_currency").str.to_uppercase() != pl.col("currency"))
# One converted amount shows that the file gives them.
_UNCONVERTED = _FOREIGN & pl.col("converted").is_null() & pl.col("converted").is_not_null().any()


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `orders` rows: what was paid, less what was given back.

    Raises
    ------
    BasculeError
        `stripe_unconverted` when the file names the currency that Stripe converted to but not the amounts.
    """
    converts = plain(reading.headers.get("currency", "")) == plain(_CONVERTED)
    if converts and "converted" not in reading.headers:
        raise BasculeError("stripe_unconverted", file=reading.file)
    foreign = _FOREIGN | pl.col("own_currency").is_null() if converts else pl.lit(value=False)
    paid = pl.when(foreign).then("converted").otherwise("amount")
    back = pl.when(foreign).then("converted_refunded").otherwise("refunded").fill_null(0.0)
    identity = rows.select(pl.coalesce("email", "customer_id").alias("identity"))["identity"]
    orders = rows.with_columns(
        paid.alias("gross"),
        back.alias("refunds"),
        (paid - back).alias("net"),
        reading.customer_key(identity).alias("customer_key"),
    )
    return {"orders": orders}


STRIPE_PAYMENTS = Source(
    kind="stripe_payments",
    title="Stripe",
    columns=COLUMNS,
    identified_by=(("order_id", "ordered_at", "amount", "status"), ("order_id", "ordered_at", "converted", "status")),
    canonical=canonical,
    asks_currency=True,
    left_out=(
        ("orders_test", folded(pl.col("mode")) == "test"),
        ("payments_failed", _UNPAID | (flag(pl.col("captured")) == pl.lit(value=False))),
    ),
    amount=None,
    checks=(
        ("amount_unconverted", "own_currency", _UNCONVERTED),
        ("order_duplicated", "order_id", pl.col("order_id").is_duplicated()),
    ),
    menu_en="Payments › Export",
    menu_fr="Paiements › Exporter",
)
