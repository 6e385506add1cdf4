"""Shopify customers: keys that join the orders, and nobody's name, address or phone, but a postal area."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
SAID = {"*customers*": FileSettings(currency="CAD")}
OLD = (
    "First Name,Last Name,Email,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,"
    "Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt\n"
    "Ada,Exemple,ADA@example.com,,1 rue Test,,Montréal,Quebec,QC,Canada,CA,'H2X 1Y4,'+15145550100,no,127.45,2,,,no\n"
)


def test_a_customer_joins_its_orders(read: Read, exports: Path) -> None:
    files = {name: (exports / "shopify" / name).read_bytes() for name in ("customers_export.csv", "orders_export.csv")}
    tables = read(files, files=SAID).tables
    (customer,) = tables["customers"].to_dicts()
    keys = dict(tables["orders"].select("order_id", "customer_key").rows())
    assert customer["customer_key"] == keys["#1001"] != keys["#1002"]
    assert (customer["spent"], customer["orders"], customer["region"], customer["area"]) == (127.45, 1.0, "QC", "H2X")
    assert (customer["accepts_email"], customer["as_of"]) == (True, None)


def test_the_older_layout_gives_the_same_key(read: Read, exports: Path) -> None:
    orders = (exports / "shopify" / "orders_export.csv").read_bytes()
    tables = read({"customers.csv": OLD, "orders.csv": orders}, files=SAID).tables
    (customer,) = tables["customers"].to_dicts()
    assert customer["customer_key"] == tables["orders"]["customer_key"][0]
    assert (customer["orders"], customer["accepts_email"], customer["area"]) == (2.0, False, "H2X")


@pytest.mark.parametrize("secret", ["Ada", "Exemple", "example.com", "5145550100", "1Y4", "rue Test", "6001"])
def test_nothing_of_a_person_is_kept(read: Read, exports: Path, secret: str) -> None:
    imported = read({"customers.csv": (exports / "shopify/customers_export.csv").read_bytes()}, files=SAID)
    assert not any(secret in str(value) for row in imported.tables["customers"].rows() for value in row)


def test_a_customer_without_an_address_is_known_by_its_number(read: Read) -> None:
    head = "Customer ID,Email,Accepts Email Marketing,Total Spent,Total Orders\n"
    text = head + "'6001,,no,10.00,1\n'6002,,no,20.00,1\n"
    keys = read({"customers.csv": text}, files=SAID).tables["customers"]["customer_key"]
    assert keys.null_count() == 0
    assert keys.n_unique() == 2


def test_the_day_is_the_one_that_the_owner_states(read: Read) -> None:
    said = {"*": FileSettings(currency="CAD", period="2020-01-01/2026-08-31")}
    assert read({"customers.csv": OLD}, files=said).tables["customers"]["as_of"].to_list() == [dt.date(2026, 8, 31)]
