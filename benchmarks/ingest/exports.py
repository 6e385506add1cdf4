"""Exports as large as a busy shop's, made up row by row: a million orders in Shopify's layout, and in our own."""

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

ROWS = 1_000_000
_BLOCK = 20_000
# Shopify's own header, in its order.
SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,"
    "Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
    "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
    "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References"
)
ORDERS_HEADER = (
    "order_id,ordered_at,customer_key,currency,gross,discount,refunds,tax,shipping,net,cost,coupon,source_channel,"
    "region"
)
Row = Callable[[int, int, random.Random], str]
_FIRST = dt.datetime(2023, 1, 1, 0, 0, 7)


def shopify(path: Path, rows: int = ROWS, seed: int = 1) -> None:
    """Write an orders export of Shopify, 79 columns wide: about 500 bytes a row."""
    _write(path, SHOPIFY_HEADER, rows, seed, _shopify_row)


def orders(path: Path, rows: int = ROWS, seed: int = 1) -> None:
    """Write an `orders.csv`, 14 columns wide: about 130 bytes a row."""
    _write(path, ORDERS_HEADER, rows, seed, _orders_row)


def _write(path: Path, header: str, rows: int, seed: int, row: Row) -> None:
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        for first in range(0, rows, _BLOCK):
            file.write("".join(row(rank, rows, chance) for rank in range(first, min(first + _BLOCK, rows))))


def _moment(rank: int, rows: int) -> dt.datetime:
    # Three years of orders, in order.
    return _FIRST + dt.timedelta(seconds=rank * (3 * 365 * 86_400) // rows)


def _amounts(chance: random.Random) -> tuple[float, float, float, float]:
    gross = chance.randrange(900, 25_000) / 100
    discount = round(gross * 0.1, 2) if chance.random() < 0.2 else 0.0
    shipping = 0.0 if gross > 75 else 9.95
    return gross, discount, shipping, round((gross - discount) * 0.14975, 2)


def _shopify_row(rank: int, rows: int, chance: random.Random) -> str:
    gross, discount, shipping, tax = _amounts(chance)
    subtotal = round(gross - discount, 2)
    total = round(subtotal + shipping + tax, 2)
    when = f"{_moment(rank, rows)} -0500"
    buyer, street, town = chance.randrange(rows // 3 + 1), chance.randrange(9000), rank % 40
    address = f"Client {buyer},{street} rue Principale,{street} rue Principale,,,Ville {town},H{town % 9}X 1Y4,QC,CA,"
    refunded = subtotal if chance.random() < 0.02 else 0.0
    cancelled = when if chance.random() < 0.01 else ""
    return (
        f"#{rank + 1001},client{buyer}@exemple.ca,paid,{when},fulfilled,{when},no,CAD,{subtotal:.2f},{shipping:.2f},"
        f"{tax:.2f},{total:.2f},{'RENTREE10' if discount else ''},{discount:.2f},Standard,{when},1,"
        f"Bougie parfumée no {rank % 300},{gross:.2f},,BOU-{rank % 300},true,true,fulfilled,{address},{address},,,"
        f"{cancelled},Shopify Payments,c{rank:012d}.1,{refunded:.2f},Atelier Nordet,0.00,,,,{5_550_000_000_000 + rank},"
        f",Low,web,0.00,Canada GST 5%,{tax / 3:.2f},Quebec QST 9.975%,{tax * 2 / 3:.2f},,,,,,,,,,Québec,Québec,"
        f"p{rank:010d},,,\n"
    )


def _orders_row(rank: int, rows: int, chance: random.Random) -> str:
    gross, discount, shipping, tax = _amounts(chance)
    refunds = gross if chance.random() < 0.02 else 0.0
    return (
        f"{rank + 1001},{_moment(rank, rows)},client{chance.randrange(rows // 3 + 1)}@exemple.ca,CAD,{gross:.2f},"
        f"{discount:.2f},{refunds:.2f},{tax:.2f},{shipping:.2f},{gross - discount - refunds:.2f},{gross * 0.4:.2f},"
        f"{'RENTREE10' if discount else ''},{('google', 'direct', 'meta', 'email')[rank % 4]},QC\n"
    )
