"""WooCommerce: net sales by order, refunds on their own day, in English or French."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
SAID = {"*": FileSettings(currency="CAD")}
HEADER = "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales"


def _orders(*rows: tuple[str, str, str, float]) -> str:
    lines = [f"{day} 10:00:00,{order},$0,{status},Ada,new,Savon,1,,{net}" for day, order, status, net in rows]
    return "\n".join([HEADER, *lines]) + "\n"


def test_an_order_refunded_leaves_nothing(read_one: Read) -> None:
    orders = read_one("woocommerce/wc-orders-report-export.csv", files=SAID).tables["orders"]
    assert orders.select("order_id", "net").rows() == [("1001", 1020.5), ("1002", 40.0), ("1002 refund", -40.0)]
    first = orders.row(0, named=True)
    assert (first["coupon"], first["source_channel"]) == ("RENTREE10", "Organic: Google")
    assert orders["customer_key"].null_count() == 3


def test_a_refund_that_is_a_row_counts_once_on_its_day(read: Read) -> None:
    text = _orders(("2026-09-01", "7", "refunded", 40), ("2026-10-05", "7", "refunded", -40))
    orders = read({"a.csv": text}, files=SAID).tables["orders"]
    assert orders.select("order_id", "net", "refunds").rows() == [("7", 40.0, None), ("7 refund", -40.0, 40.0)]
    assert orders["ordered_at"][1] == dt.datetime(2026, 10, 5, 10)


@pytest.mark.parametrize("told", ["completed", "refunded"])
def test_a_refund_told_by_two_exports_counts_once(read: Read, told: str) -> None:
    september = _orders(("2026-09-01", "7", told, 40), ("2026-09-02", "8", "completed", 10))
    october = _orders(("2026-10-05", "7", "refunded", -40), ("2026-10-06", "9", "completed", 5))
    orders = read({"a.csv": september, "b.csv": october}, files=SAID).tables["orders"]
    assert orders["net"].sum() == 15.0


def test_parts_given_back_on_two_days_both_count(read: Read) -> None:
    rows = (
        ("2026-09-01", "7", "completed", 40),
        ("2026-09-02", "7", "completed", -5),
        ("2026-09-03", "7", "completed", -6),
    )
    orders = read({"a.csv": _orders(*rows)}, files=SAID).tables["orders"]
    assert orders["net"].to_list() == [40.0, -5.0, -6.0]
    assert orders["order_id"].n_unique() == 3


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("cancelled", "orders_cancelled"),
        ("Annulée", "orders_cancelled"),
        ("failed", "orders_unpaid_out"),
        ("Échouée", "orders_unpaid_out"),
        ("pending", "orders_unpaid_out"),
        ("Attente paiement", "orders_unpaid_out"),
    ],
)
def test_what_is_no_sale_is_left_out(read: Read, status: str, code: str) -> None:
    text = _orders(("2026-09-01", "7", status, 40), ("2026-09-02", "8", "processing", 10))
    imported = read({"a.csv": text}, files=SAID)
    assert imported.tables["orders"]["order_id"].to_list() == ["8"]
    assert (code, {"rows": 1}) in imported.files[0].messages
    assert (imported.files[0].rows_kept, imported.files[0].rows_left_out) == (1, 1)


def test_an_order_on_hold_is_kept_and_said(read: Read) -> None:
    imported = read({"a.csv": _orders(("2026-09-01", "7", "on-hold", 40))}, files=SAID)
    assert imported.tables["orders"]["net"].to_list() == [40.0]
    assert ("orders_unpaid", {"rows": 1}) in imported.files[0].messages


def test_a_french_export_saved_again_by_a_spreadsheet(read: Read) -> None:
    text = (
        "Date;Commande n°;État;Client;Type de client;Produit(s);Articles vendus;Code(s) promo;"
        "Ventes nettes;Attribution\r\n"
        "2026-09-13 10:00:00;1001;Terminée;Ada Exemple;nouveau;1× Bougie;1;RENTREE10;1 020,50;Direct\r\n"
        "2026-09-14 11:00:00;1002;Remboursée;Bob Exemple;fidèle;2× Savon;2;;40,00;Direct\r\n"
        "2026-09-15 11:00:00;1003;En cours;Bob Exemple;fidèle;2× Savon;2;;8,25;Direct\r\n"
    )
    imported = read({"commandes.csv": text.encode("cp1252")}, files=SAID)
    (report,) = imported.files
    assert (report.source, report.language, report.decimal) == ("woocommerce_orders", "fr", ",")
    assert imported.tables["orders"]["net"].to_list() == [1020.5, 40.0, 8.25, -40.0]
    assert not any("Exemple" in str(row) for row in imported.tables["orders"].rows())


def test_an_address_gives_a_key_where_the_file_has_it(read: Read) -> None:
    text = f"{HEADER},Email\n2026-09-01 10:00:00,1,$1,completed,Ada,new,Savon,1,,1.00,ada@example.com\n"
    assert read({"a.csv": text}, files=SAID).tables["orders"]["customer_key"].null_count() == 0


def test_the_same_number_in_two_shops_is_two_orders(read: Read) -> None:
    shopify = (
        "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name\n"
        "1001,a@b.ca,paid,CAD,10.00,2026-09-01 10:00:00 -0400,Savon\n"
    )
    imported = read({"s.csv": shopify, "w.csv": _orders(("2026-09-01", "1001", "completed", 40))}, files=SAID)
    assert sorted(imported.tables["orders"]["net"].to_list()) == [10.0, 40.0]
