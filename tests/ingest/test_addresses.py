import datetime as dt
from pathlib import Path

from bascule.company import Company
from bascule.ingest import read_folder
from bascule.ingest.addresses import Addresses
from bascule.warehouse import Warehouse

TODAY = dt.date(2026, 11, 23)
COMPANY = Company(name="Essai", gross_margin=0.4)
ORDERS = (
    "order_id,ordered_at,email,net\n1,2026-01-05, Ada@Example.com ,10\n2,2026-01-06,A-77,10\n"
    "3,2026-01-07,ada@example.com,5\n4,2026-01-07,=cmd|x@y,5\n"
)


def test_addresses_are_found_again_under_the_key_of_their_orders(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    addresses = Addresses()
    imported = read_folder(tmp_path, COMPANY, TODAY, addresses=addresses)
    key = imported.tables["orders"].filter(order_id="1")["customer_key"][0]
    assert addresses.pairs().rows() == [(key, "ada@example.com")]
    assert imported.tables["orders"].filter(order_id="3")["customer_key"][0] == key


def test_they_are_found_though_the_snapshot_is_kept_and_are_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    Warehouse.open(tmp_path).add(read_folder(tmp_path, COMPANY, TODAY, keep=True))
    addresses = Addresses()
    Warehouse.open(tmp_path).add(read_folder(tmp_path, COMPANY, TODAY, addresses=addresses))
    assert addresses.pairs()["address"].to_list() == ["ada@example.com"]
    kept = b"".join(path.read_bytes() for path in (tmp_path / ".bascule").rglob("*") if path.is_file())
    assert b"ada@example" not in kept.lower()
    assert "ada" not in repr(addresses)


def test_without_an_address_there_is_none() -> None:
    assert Addresses().pairs().is_empty()
