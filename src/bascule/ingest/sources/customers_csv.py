"""`customers.csv`: one row a customer, known by a salted hash only; `spent` is since ever, up to the day `as_of`."""

import polars as pl

from bascule.ingest.areas import HEADERS, area
from bascule.ingest.origins import origin
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import flag

CUSTOMER = Column(
    "customer",
    both=("customer_key", "client_id"),
    en=("customer_id", "customer", "email"),
    fr=("cle_client", "id_client", "client", "courriel"),
)
COLUMNS = (
    CUSTOMER,
    Column("as_of", "date", both=("as_of",), fr=("en_date_du", "a_la_date")),
    Column(
        "first_order_at",
        "time",
        en=("first_order_at", "first_order", "customer_since"),
        fr=("premiere_commande", "client_depuis"),
    ),
    Column("orders", "count", en=("orders",), fr=("commandes", "nb_commandes")),
    Column("currency", "currency", en=("currency",), fr=("devise",)),
    Column("spent", "number", en=("spent", "total_spent"), fr=("depense", "total_depense"), money=True, negative=True),
    Column("region", both=("region",), en=("province",)),
    Column("area", both=HEADERS),
    Column("accepts_email", en=("accepts_email",), fr=("accepte_courriels", "consent_courriel")),
    Column("acquisition_channel", en=("acquisition_channel",), fr=("canal_acquisition",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `customers` rows."""
    return {
        "customers": rows.with_columns(
            reading.customer_key(rows["customer"]).alias("customer_key"),
            area(pl.col("area")),
            flag(pl.col("accepts_email")).alias("accepts_email"),
            origin(pl.col("acquisition_channel")).alias("acquisition_channel"),
        )
    }


_FLAG = pl.col("accepts_email")
_KEY = pl.col("customer").str.strip_chars().str.to_lowercase()

CUSTOMERS_CSV = Source(
    kind="customers_csv",
    title="customers.csv",
    columns=COLUMNS,
    identified_by=(
        ("customer", "first_order_at"),
        ("customer", "spent", "orders"),
        ("customer", "acquisition_channel"),
    ),
    canonical=canonical,
    amount="spent",
    checks=(
        ("value_missing", "customer", pl.col("customer").is_null()),
        ("flag_unknown", "accepts_email", _FLAG.is_not_null() & flag(_FLAG).is_null()),
        ("customer_duplicated", "customer", _KEY.is_duplicated()),
    ),
)
