"""A shop's orders and the payments of these orders are the same sales: they are never counted twice."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from bascule.company import FileSettings
from bascule.ingest.imported import Question
from bascule.ingest.reader import FileRead

_PAYMENTS = frozenset({"stripe_payments"})
# Tills that take their own payments: what another processor holds is not theirs.
_TILLS = frozenset({"square_transactions", "square_items"})
_SHOPS = frozenset({"shopify_orders", "woocommerce_orders"})
# Few customers pay an invoice on the day they also order in the shop; nearly all payments of a shop match an order.
_SAME, _SURELY = 0.5, 0.95
# Below this share of rows that name their customer, what the others would say is unknown.
_NAMED = 0.5
_SLACK_DAYS = 3  # a payment can follow its order
_LAST = {"paid": pl.Date, "ordered": pl.Date}
CHOICES = ("same", "other")


def settle_payments(reads: list[FileRead], settings: Callable[[str], FileSettings]) -> list[FileRead]:
    """Return the files, those left out whose payments are of orders that another file holds.

    A payment matches an order of the same customer on the same day. Where too few match to be sure, where the payments
    go on after the orders end, or where a file does not name its customers, it is asked: `sales = "same"` or `"other"`
    in `bascule.toml`. So it is of a table of one's own that holds the orders of a shop's export, by number or customer.
    """
    selling = [read for read in reads if "orders" in read.tables and read.report.source not in _PAYMENTS | _TILLS]
    shops = [read for read in selling if read.report.source in _SHOPS]
    settled = []
    for read in reads:
        said = settings(read.report.file).sales
        if read.report.source in _PAYMENTS and "orders" in read.tables:
            settled.append(_settled(read, selling, said))
        elif any(read is one for one in selling) and read.report.source not in _SHOPS:
            settled.append(_listed(read, shops, said))
        else:
            settled.append(read)
    return settled


def _settled(read: FileRead, shops: list[FileRead], said: str | None) -> FileRead:
    shops = [shop for shop in shops if _overlap(read, shop)]
    if not shops or said == "other":
        return read
    if said == "same":
        return _aside(read, "payments_said_same", {"file": read.report.file, "other": shops[0].report.file})
    shares = [(_matched(read, shop), shop) for shop in shops]
    known = [(share, shop) for share, shop in shares if share is not None]
    best, shop = max(known, key=lambda each: each[0], default=(0.0, shops[0]))
    params: dict[str, object] = {"file": read.report.file, "other": shop.report.file, "matched_share": best}
    if best >= _SURELY and _within(read, shop):
        return _aside(read, "payments_are_orders", params)
    if best >= _SAME:
        return _asked(read, "payments_mostly_orders", params)
    unknown = next((shop for share, shop in shares if share is None), None)
    if unknown is None:
        return read
    return _asked(read, "payments_uncompared", {"file": read.report.file, "other": unknown.report.file})


def _listed(read: FileRead, shops: list[FileRead], said: str | None) -> FileRead:
    """Return a table of orders of one's own, asked about where a shop's export seems to hold them too."""
    if said == "other":
        return read
    shares = [(max(_matched(read, shop) or 0.0, _numbered_alike(read, shop)), shop) for shop in shops]
    share, shop = max(shares, key=lambda each: each[0], default=(0.0, read))
    if share < _SAME:
        return read
    params: dict[str, object] = {"file": read.report.file, "other": shop.report.file, "matched_share": share}
    return _aside(read, "payments_said_same", params) if said else _asked(read, "orders_mostly_there", params)


def _days(read: FileRead) -> pl.Series:
    return read.tables["orders"]["ordered_at"].cast(pl.Date).drop_nulls()


def _during(read: FileRead, other: FileRead) -> pl.DataFrame:
    """Return the customer and the day of the file's orders, of the days that the other file covers."""
    days = _days(other)
    rows = read.tables["orders"].select("customer_key", pl.col("ordered_at").cast(pl.Date).alias("day"))
    return rows.filter(pl.col("day").is_between(days.min(), days.max()))


def _overlap(payments: FileRead, shop: FileRead) -> bool:
    return not _during(payments, shop).is_empty()


def _within(payments: FileRead, shop: FileRead) -> bool:
    later = pl.DataFrame({"paid": [_days(payments).max()], "ordered": [_days(shop).max()]}, schema=_LAST)
    return bool(later.select(pl.col("paid") - pl.col("ordered") <= dt.timedelta(days=_SLACK_DAYS)).item())


def _matched(payments: FileRead, shop: FileRead) -> float | None:
    """Return the share of customers and days of the payments that the shop has too; None when it cannot be told."""
    paid, ordered = _during(payments, shop), _during(shop, payments)
    if any(rows.is_empty() or rows["customer_key"].count() < _NAMED * rows.height for rows in (paid, ordered)):
        return None
    paid, ordered = paid.drop_nulls().unique(), ordered.drop_nulls().unique()
    return paid.join(ordered, on=["customer_key", "day"], how="semi").height / paid.height


def _numbered_alike(read: FileRead, shop: FileRead) -> float:
    """Return the share of orders that bear the number and the day of one of the shop's."""
    mine, theirs = (
        each.tables["orders"].select(
            pl.col("order_id").str.strip_prefix("#"), pl.col("ordered_at").cast(pl.Date).alias("day")
        )
        for each in (read, shop)
    )
    return mine.join(theirs, on=["order_id", "day"], how="semi").height / max(mine.height, 1)


def _aside(read: FileRead, code: str, params: dict[str, object]) -> FileRead:
    messages = (*read.report.messages, (code, params))
    report = replace(read.report, messages=messages, rows_kept=0, total=None, table=None)
    return replace(read, report=report, tables={})


def _asked(read: FileRead, code: str, params: dict[str, object]) -> FileRead:
    question = Question(read.report.file, "sales", code, params, CHOICES)
    return replace(_aside(read, code, params), questions=(*read.questions, question))
