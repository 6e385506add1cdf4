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


LONG_HEADER = f"{HEADER},Payment Method,Tags,Billing Province"


def _long(*rows: str) -> str:
    return "\n".join([LONG_HEADER, *rows]) + "\n"


def _row(
    order: str, status: str = "paid", payment: str = "Shopify Payments", tags: str = "", where: str = ",ON"
) -> str:
    shipping, billing = where.split(",")
    return (
        f"{order},a@b.ca,{status},CAD,10.00,0.00,0.00,10.00,0.00,2026-09-02 08:00:00 -0400,Savon,,,{shipping},"
        f'{payment},"{tags}",{billing}'
    )


@pytest.mark.parametrize(
    "row",
    [
        _row("#1", payment="Bogus Gateway"),
        _row("#1", payment="(for testing) Bogus Gateway"),
        _row("#1", tags="vip, Test"),
    ],
)
def test_test_orders_are_left_out_with_their_own_code(read: Read, row: str) -> None:
    imported = read(
        {"o.csv": _long(row, row.replace("paid", "").replace("Bogus", ""), _row("#2", tags="contest, latest"))}
    )
    assert imported.tables["orders"]["order_id"].to_list() == ["#2"]
    assert ("orders_test", {"rows": 2}) in imported.files[0].messages


@pytest.mark.parametrize("status", ["pending", "authorized", "partially_paid"])
def test_orders_not_paid_yet_are_kept_and_said(read: Read, status: str) -> None:
    imported = read({"o.csv": _long(_row("#1", status), _row("#2"))})
    assert imported.tables["orders"]["net"].to_list() == [10.0, 10.0]
    assert ("orders_unpaid", {"rows": 1}) in imported.files[0].messages


def test_drafts_are_left_out(read: Read) -> None:
    imported = read({"o.csv": _long(_row("#D12", ""), _row("#2"))})
    assert imported.tables["orders"]["order_id"].to_list() == ["#2"]
    assert ("orders_draft", {"rows": 1}) in imported.files[0].messages


def test_what_is_not_shipped_is_of_where_it_is_billed(read: Read) -> None:
    orders = read({"o.csv": _long(_row("#1", where="QC,ON"), _row("#2", where=",ON"))}).tables["orders"]
    assert orders["region"].to_list() == ["QC", "ON"]


def test_the_layout_of_79_columns_reads_alike(read: Read, exports: Path) -> None:
    lines = (exports / "shopify" / "orders_export.csv").read_text("utf-8").splitlines()
    more = "Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,"
    more += "Next Payment Due At,Payment References"
    wide = [f"{line},{more if at == 0 else ',' * 8}" for at, line in enumerate(lines)]
    assert len(wide[0].split(",")) == 79
    longer = read({"o.csv": "\n".join(wide) + "\n"}).tables["orders"]
    shorter = read({"o.csv": "\n".join(lines) + "\n"}).tables["orders"]
    assert longer.drop("customer_key", "import_id").equals(shorter.drop("customer_key", "import_id"))
