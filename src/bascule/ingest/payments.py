"""A shop's orders and the payments of these orders are the same sales: they are never counted twice."""

from dataclasses import replace

import polars as pl

from bascule.ingest.imported import Refusal
from bascule.ingest.reader import FileRead

_PAYMENTS = frozenset({"stripe_payments"})
_SHOPS = frozenset({"shopify_orders", "woocommerce_orders", "orders_csv"})
# Few customers pay an invoice on the day they also order in the shop; nearly all payments of a shop match an order.
_SAME = 0.5


def settle_payments(reads: list[FileRead]) -> list[FileRead]:
    """Return the files, those left out whose payments are of orders that another file holds.

    A payment matches an order of the same customer on the same day. Only what names its customers can be compared.
    """
    shops = [read for read in reads if read.report.source in _SHOPS and "orders" in read.tables]
    return [_settled(read, shops) if read.report.source in _PAYMENTS else read for read in reads]


def _settled(read: FileRead, shops: list[FileRead]) -> FileRead:
    if "orders" not in read.tables:
        return read
    for shop in shops:
        share = _matched(_bought(read), _bought(shop))
        if share >= _SAME:
            return _refused(read, {"file": read.report.file, "other": shop.report.file, "matched_share": share})
    return read


def _bought(read: FileRead) -> pl.DataFrame:
    rows = read.tables["orders"].select("customer_key", pl.col("ordered_at").cast(pl.Date).alias("day"))
    return rows.drop_nulls().unique()


def _matched(payments: pl.DataFrame, orders: pl.DataFrame) -> float:
    within = payments.filter(pl.col("day").is_between(orders["day"].min(), orders["day"].max()))
    if within.is_empty():
        return 0.0
    return within.join(orders, on=["customer_key", "day"], how="semi").height / within.height


def _refused(read: FileRead, params: dict[str, object]) -> FileRead:
    refusal = Refusal(read.report.file, None, None, None, "payments_are_orders", params)
    messages = (*read.report.messages, ("payments_are_orders", params))
    report = replace(read.report, messages=messages, rows_kept=0, total=None, table=None)
    return replace(read, report=report, tables={}, refusals=(*read.refusals, refusal))
