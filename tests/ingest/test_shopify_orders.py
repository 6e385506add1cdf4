"""Shopify: one row an order, what the shop keeps of it, and nobody's address."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.company import Company
from bascule.ingest import Imported, read_folder

Read = Callable[..., Imported]
HEADER = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem name,"
    "Refunded Amount,Cancelled at,Shipping Province"
)


def _orders(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def test_line_items_make_one_order_and_voided_orders_are_left_out(read_one: Read) -> None:
    imported = read_one("shopify/orders_export.csv")
    orders = imported.tables["orders"]
    assert orders["order_id"].to_list() == ["#1001", "#1002"]
    assert orders["ordered_at"].to_list() == [dt.datetime(2026, 9, 1, 9, 59), dt.datetime(2026, 9, 2, 8, 0)]
    first = orders.row(0, named=True)
    assert (first["gross"], first["discount"], first["net"]) == pytest.approx((112.11, 11.21, 100.90))
    assert (first["tax"], first["shipping"], first["coupon"]) == (16.6, 9.95, "RENTREE10")
    assert ("orders_cancelled", {"rows": 1}) in imported.files[0].messages


def test_a_refund_takes_its_share_of_taxes_with_it(read_one: Read) -> None:
    second = read_one("shopify/orders_export.csv").tables["orders"].row(1, named=True)
    assert second["net"] == pytest.approx(40 * (1 - 20 / 45.99))
    assert second["refunds"] + second["net"] == pytest.approx(40)


def test_an_order_refunded_in_full_leaves_nothing(read: Read) -> None:
    row = "#1,a@b.ca,refunded,CAD,40.00,5.00,5.99,50.99,,2026-09-02 08:00:00 -0400,Savon,50.99,,QC"
    assert read({"o.csv": _orders(row)}).tables["orders"]["net"].to_list() == [0.0]


def test_taxes_in_the_prices_are_taken_out(read: Read) -> None:
    row = "#1,a@b.ca,paid,CAD,115.00,0.00,15.00,115.00,0.00,2026-09-02 08:00:00 -0400,Savon,0.00,,QC"
    order = read({"o.csv": _orders(row)}).tables["orders"].row(0, named=True)
    assert (order["net"], order["region"]) == (pytest.approx(100.0), "QC")


def test_cancelled_orders_are_left_out_with_all_their_lines(read: Read) -> None:
    rows = (
        "#1,a@b.ca,paid,CAD,10.00,,,10.00,,2026-09-02 08:00:00 -0400,A,,2026-09-03 08:00:00 -0400,",
        "#1,,,,,,,,,2026-09-02 08:00:00 -0400,B,,,",
        "#2,a@b.ca,paid,CAD,7.00,,,7.00,,2026-09-02 08:00:00 -0400,A,,,",
    )
    imported = read({"o.csv": _orders(*rows)})
    assert imported.tables["orders"]["order_id"].to_list() == ["#2"]
    assert ("orders_cancelled", {"rows": 2}) in imported.files[0].messages


def test_addresses_are_hashed_with_the_folder_s_salt(tmp_path: Path, exports: Path, company: Company) -> None:
    row = "#9,ADA@example.com ,paid,CAD,7.00,,,7.00,,2026-09-05 08:00:00 -0400,A,,,"
    keys = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.csv").write_bytes((exports / "shopify" / "orders_export.csv").read_bytes())
        (folder / "b.csv").write_text(_orders(row))
        orders = read_folder(folder, company, dt.date(2026, 11, 23)).tables["orders"]
        keys.append(dict(orders.select("order_id", "customer_key").rows()))
        assert not any("example.com" in str(value) for value in orders.rows())
    assert keys[0]["#1001"] == keys[0]["#9"] != keys[0]["#1002"]
    assert keys[0]["#1001"] != keys[1]["#1001"]


def test_an_order_without_an_address_has_no_customer(read: Read) -> None:
    row = "#1,,paid,CAD,10.00,,,10.00,,2026-09-02 08:00:00 -0400,A,,,"
    assert read({"o.csv": _orders(row)}).tables["orders"]["customer_key"].to_list() == [None]
