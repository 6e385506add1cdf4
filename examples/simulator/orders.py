"""The orders of one life of the shop, as Shopify exports them: one row a line item."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from catalogue import FULL_REFUND, HALF_REFUND, LINES, PICK, PRODUCTS, QUANTITIES, Product
from history import Life

HEADER = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at",
    "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
    "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping",
    "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing Street", "Billing Address1",
    "Billing Address2", "Billing Company", "Billing City", "Billing Zip", "Billing Province",
    "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street", "Shipping Address1",
    "Shipping Address2", "Shipping Company", "Shipping City", "Shipping Zip", "Shipping Province",
    "Shipping Country", "Shipping Phone", "Notes", "Note Attributes", "Cancelled at", "Payment Method",
    "Payment Reference", "Refunded Amount", "Vendor", "Outstanding Balance", "Employee", "Location",
    "Device ID", "Id", "Tags", "Risk Level", "Source", "Lineitem discount", "Tax 1 Name", "Tax 1 Value",
    "Tax 2 Name", "Tax 2 Value", "Tax 3 Name", "Tax 3 Value", "Tax 4 Name", "Tax 4 Value", "Tax 5 Name",
    "Tax 5 Value",
)  # fmt: skip
MONTREAL = ZoneInfo("America/Toronto")
GST, QST = 0.05, 0.09975
FREE_SHIPPING_FROM, SHIPPING = 100.0, 9.95
CODES = {11: "VENDREDI20", 12: "APRESNOEL25", 5: "MAMAN15", 9: "RENTREE10"}
PLACES = (
    ("Montréal", "'H2X 1Y4"),
    ("Québec", "'G1R 2B5"),
    ("Saguenay", "'G7H 3P1"),
    ("Sherbrooke", "'J1H 4A2"),
)
FIRST_NUMBER = 10001


@dataclass
class Register:
    """Who bought before, in the order they came; the recent ones come back more often."""

    known: int = 5200
    generator: np.random.Generator = field(default_factory=np.random.default_rng)

    def newcomer(self) -> str:
        """Return the address of a new customer."""
        self.known += 1
        return address(self.known)

    def regular(self) -> str:
        """Return the address of a customer who comes back."""
        back = int(self.generator.exponential(3800.0)) % self.known
        return address(self.known - back)


def address(number: int) -> str:
    """Return an invented address at a domain kept for examples."""
    return f"client{number:05d}@example.com"


def write_orders(life: Life, first: dt.date, last: dt.date, folder: Path, seed: int) -> None:
    """Draw the orders of the window and write one export a year, newest first as Shopify does."""
    generator = np.random.default_rng([seed, 7])
    register = Register(generator=generator)
    exports: dict[str, list[list[list[str]]]] = {}
    number = FIRST_NUMBER
    for place in range(*life.between(first, last).indices(len(life.dates))):
        date, day = life.dates[place], life.traffic[place]
        emails = [register.newcomer() for _ in range(generator.poisson(day.new_orders))]
        emails += [register.regular() for _ in range(generator.poisson(day.repeat_orders))]
        generator.shuffle(emails)
        moments = sorted(moment(date, generator) for _ in emails)
        name = "orders_export_1.csv" if date <= last - dt.timedelta(days=364) else "orders_export_2.csv"
        for email, at in zip(emails, moments, strict=True):
            exports.setdefault(name, []).append(order(number, email, at, float(life.promo[place]), generator))
            number += 1
    for name, orders in exports.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            for rows in reversed(orders):
                writer.writerows(rows)


def moment(date: dt.date, generator: np.random.Generator) -> dt.datetime:
    """Return an hour of the day when people buy, in Montréal."""
    seconds = int(np.clip(generator.normal(15.2, 4.1), 0.1, 23.9) * 3600)
    return dt.datetime.combine(date, dt.time(), MONTREAL) + dt.timedelta(seconds=seconds)


def order(number: int, email: str, at: dt.datetime, promo: float, generator: np.random.Generator) -> list[list[str]]:
    """Return the rows of one order: all of it on the first line item, the others bare."""
    items = basket(generator)
    full = sum(product.price * quantity for product, quantity in items)
    discount = round(full * promo, 2)
    subtotal = full - discount
    shipping = 0.0 if subtotal >= FREE_SHIPPING_FROM else SHIPPING
    gst, qst = round((subtotal + shipping) * GST, 2), round((subtotal + shipping) * QST, 2)
    total = subtotal + shipping + gst + qst
    status, refunded = fate(total, generator)
    stamp = at.strftime("%Y-%m-%d %H:%M:%S %z")
    city, postcode = PLACES[int(generator.integers(len(PLACES)))]
    cells = {
        "Financial Status": status, "Paid at": stamp, "Fulfillment Status": "fulfilled",
        "Accepts Marketing": "yes" if number % 3 else "no", "Currency": "CAD", "Subtotal": money(subtotal),
        "Shipping": money(shipping), "Taxes": money(gst + qst), "Total": money(total),
        "Discount Code": CODES.get(at.month, "") if promo else "", "Discount Amount": money(discount),
        "Refunded Amount": money(refunded),
        "Billing City": city, "Billing Zip": postcode, "Billing Province": "QC", "Billing Country": "CA",
        "Shipping City": city, "Shipping Zip": postcode, "Shipping Province": "QC", "Shipping Country": "CA",
        "Id": str(5_550_000_000_000 + number), "Source": "web", "Tax 1 Name": "GST 5%",
        "Tax 1 Value": money(gst), "Tax 2 Name": "QST 9.975%", "Tax 2 Value": money(qst),
    }  # fmt: skip
    shared = {"Name": f"#{number}", "Email": email, "Created at": stamp}
    return [line(shared | (cells if place == 0 else {}), *item) for place, item in enumerate(items)]


def basket(generator: np.random.Generator) -> list[tuple[Product, int]]:
    """Return the line items of one order."""
    count = generator.choice([lines for lines, _ in LINES], p=[share for _, share in LINES])
    picked = generator.choice(len(PRODUCTS), size=count, p=PICK)
    quantities = generator.choice([much for much, _ in QUANTITIES], size=count, p=[share for _, share in QUANTITIES])
    return [(PRODUCTS[place], int(much)) for place, much in zip(picked, quantities, strict=True)]


def fate(total: float, generator: np.random.Generator) -> tuple[str, float]:
    """Return what became of an order: its status, and the dollars given back."""
    luck = generator.random()
    if luck < FULL_REFUND:
        return "refunded", total
    if luck < FULL_REFUND + HALF_REFUND:
        return "partially_refunded", round(total / 2, 2)
    return "paid", 0.0


def line(cells: dict[str, str], product: Product, quantity: int) -> list[str]:
    """Return one row of the export."""
    item = {
        "Lineitem quantity": str(quantity), "Lineitem name": product.name,
        "Lineitem price": money(product.price), "Lineitem sku": product.sku,
        "Lineitem requires shipping": "true", "Lineitem taxable": "true",
        "Lineitem fulfillment status": "fulfilled", "Vendor": "Maison Boréale",
    }  # fmt: skip
    row = cells | item
    return [row.get(name, "") for name in HEADER]


def money(amount: float) -> str:
    """Return an amount as Shopify writes it."""
    return f"{amount:.2f}"
