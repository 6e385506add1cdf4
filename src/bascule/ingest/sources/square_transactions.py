"""Square: the transactions export, one row a payment or a refund (grade A; its French headers are a guess, grade C).

Net sales are after discounts, without taxes and tips. Gift cards sold are owed, not earned: they count when they are
spent. A refund is a row of its own, below zero, on the day it was made; one made by amount is given with its taxes in
it. Service charges are added where the total shows that net sales leave them out.
"""

import polars as pl

from bascule.ingest.dates import read_clock
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import folded
from bascule.ingest.zones import to_own_clock, zone_of


def _money(name: str, english: str, *french: str, **more: bool) -> Column:
    return Column(name, "number", en=(english,), fr=french, money=True, negative=True, **more)  # type: ignore[arg-type]


COLUMNS = (
    Column("date", "date", both=("Date",), needed=True),
    Column("time", en=("Time",), fr=("Heure",)),
    Column("zone", en=("Time Zone",), fr=("Fuseau horaire",)),
    _money("gross", "Gross Sales", "Ventes brutes"),
    _money("discount", "Discounts", "Rabais", "Remises"),
    _money("service", "Service Charges", "Frais de service"),
    _money("net", "Net Sales", "Ventes nettes", needed=True),
    _money("gift_cards", "Gift Card Sales", "Ventes de cartes-cadeaux"),
    _money("tax", "Tax", "Taxe", "Taxes"),
    _money("tip", "Tip", "Pourboire"),
    Column(
        "partial",
        "number",
        en=("Partial Refunds",),
        fr=("Remboursements partiels",),
        money=True,
        negative=True,
        tax="in",
    ),
    _money("total", "Total Collected", "Total perçu", "Total encaissé"),
    Column("order_id", en=("Transaction ID",), fr=("ID de transaction", "Identifiant de transaction"), needed=True),
    Column("payment_id", en=("Payment ID",), fr=("ID de paiement", "Identifiant de paiement")),
    Column("event", en=("Event Type",), fr=("Type d'événement", "Type d'activité")),
    Column("status", en=("Transaction Status",), fr=("État de la transaction",)),
    Column("customer_id", en=("Customer ID",), fr=("ID client", "Identifiant du client")),
)
_REFUND = folded(pl.col("event")).str.contains(r"^(?:refund|remboursement)").fill_null(value=False)
_VOID = folded(pl.col("status")).str.contains(r"^(?:void|cancel|fail|annul|echou|pending|en attente)")
_SUMMED = ("gross", "discount", "service", "net", "gift_cards", "tax", "tip", "partial", "total")
_CENT = 0.005


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `orders` rows; the parts of a payment in several tenders make one order."""
    told = (pl.col("date").cast(pl.Datetime("us")) + read_clock(pl.lit(" ") + pl.col("time").fill_null(""))).alias(
        "told"
    )
    clock = to_own_clock(rows.select(told)["told"], rows.select(zone_of(pl.col("zone")))["zone"], reading.zone)
    number = pl.when(_REFUND).then(pl.concat_str("order_id", pl.lit(" refund "), pl.col("payment_id").fill_null("")))
    rows = rows.with_columns(
        clock.alias("ordered_at"),
        number.otherwise("order_id").str.strip_chars().alias("order_id"),
        reading.customer_key(rows["customer_id"]).alias("customer_key"),
        *(pl.col(name).fill_null(0.0) for name in _SUMMED if name != "total"),
    )
    orders = rows.group_by("order_id", maintain_order=True).agg(
        pl.col(*_SUMMED).sum(),
        pl.col("ordered_at", "currency", "customer_key").drop_nulls().first(),
        _REFUND.any().alias("refund"),
        pl.col("source_row").min(),
    )
    return {"orders": _amounts(orders)}


def _amounts(orders: pl.DataFrame) -> pl.DataFrame:
    inside = pl.sum_horizontal("net", "gift_cards", "tax", "tip", "partial")
    outside = (pl.col("total") - inside - pl.col("service")).abs() < _CENT
    sold = pl.col("net") + pl.when(outside).then("service").otherwise(0.0)
    net = (sold + pl.col("partial")).round(2)
    back = pl.when("refund").then(-net).otherwise(0.0 - pl.col("partial"))
    return orders.with_columns(
        net.alias("net"),
        back.alias("refunds"),
        pl.when("refund").then(0.0).otherwise("gross").alias("gross"),
        pl.when("refund").then(0.0).otherwise(0.0 - pl.col("discount")).alias("discount"),
    )


SQUARE_TRANSACTIONS = Source(
    kind="square_transactions",
    title="Square",
    columns=COLUMNS,
    identified_by=(("date", "net", "total", "order_id"),),
    canonical=canonical,
    asks_currency=True,
    left_out=(("orders_cancelled", _VOID),),
    amount="total",
    checks=(("time_zone_unknown", "zone", pl.col("zone").is_not_null() & zone_of(pl.col("zone")).is_null()),),
    menu_en="Transactions › Export › Transactions CSV",
    menu_fr="Transactions › Exporter",
)
