"""Square: sales without taxes and tips, refunds below zero on their day, on the company's own clock."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
SAID = {"*": FileSettings(currency="CAD")}
HEADER = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,"
    "Total Collected,Transaction ID,Payment ID,Event Type,Transaction Status,Customer ID"
)
EASTERN = "Eastern Time (US & Canada)"


def _sales(*rows: str) -> dict[str, str]:
    return {"square.csv": "\n".join([HEADER, *rows]) + "\n"}


def test_the_sample_has_a_sale_and_its_refund(read_one: Read) -> None:
    orders = read_one("square/transactions.csv", files=SAID).tables["orders"]
    sale, refund = orders.to_dicts()
    assert (sale["gross"], sale["discount"], sale["tax"], sale["net"]) == (1030.0, 3.0, 153.79, 1027.0)
    assert (refund["net"], refund["refunds"], refund["gross"]) == (-20.0, 20.0, 0.0)
    assert sale["ordered_at"] == dt.datetime(2026, 9, 1, 10, 2, 11)
    assert sale["customer_key"] == refund["customer_key"] is not None
    assert not any("Ada" in str(row) for row in orders.rows())


def test_a_refund_under_the_number_of_its_sale_is_a_row_of_its_own(read: Read) -> None:
    rows = (
        f"2026-09-13,10:00:00,{EASTERN},$30.00,$0.00,$0.00,$30.00,$0.00,$4.49,$0.00,$0.00,$34.49,TX1,P1,Payment,,",
        f"2026-09-20,09:00:00,{EASTERN},-$30.00,$0.00,$0.00,-$30.00,$0.00,-$4.49,$0.00,$0.00,-$34.49,TX1,P2,Refund,,",
    )
    orders = read(_sales(*rows), files=SAID).tables["orders"]
    assert orders.select("order_id", "net").rows() == [("TX1", 30.0), ("TX1 refund P2", -30.0)]


def test_a_payment_in_two_tenders_is_one_order(read: Read) -> None:
    rows = (
        f"2026-09-13,10:00:00,{EASTERN},$30.00,$0.00,$0.00,$30.00,$0.00,$4.49,$0.00,$0.00,$34.49,TX1,P1,Payment,,",
        f"2026-09-13,10:00:00,{EASTERN},$10.00,$0.00,$0.00,$10.00,$0.00,$1.50,$0.00,$0.00,$11.50,TX1,P2,Payment,,",
    )
    assert read(_sales(*rows), files=SAID).tables["orders"].select("order_id", "net").rows() == [("TX1", 40.0)]


def test_another_clock_is_brought_to_the_company_s(read: Read) -> None:
    amounts = "$3.00,$0.00,$0.00,$3.00,$0.00,$0.00,$0.00,$0.00,$3.00"
    rows = (
        f"2026-09-13,22:30:00,Pacific Time (US & Canada),{amounts},T,P,Payment,,",
        f"2026-09-13,22:30:00,,{amounts},U,P,Payment,,",
    )
    orders = read(_sales(*rows), files=SAID).tables["orders"]
    assert orders["ordered_at"].to_list() == [dt.datetime(2026, 9, 14, 1, 30), dt.datetime(2026, 9, 13, 22, 30)]


def test_a_clock_that_is_not_known_refuses_its_row(read: Read) -> None:
    rows = (
        "2026-09-13,10:00:00,Mars,$3.00,$0.00,$0.00,$3.00,$0.00,$0.00,$0.00,$0.00,$3.00,T,P,Payment,,",
        f"2026-09-13,10:00:00,{EASTERN},$5.00,$0.00,$0.00,$5.00,$0.00,$0.00,$0.00,$0.00,$5.00,U,P,Payment,,",
    )
    imported = read(_sales(*rows), files=SAID)
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("time_zone_unknown", 2, "Mars")
    assert imported.tables["orders"]["net"].to_list() == [5.0]


def test_a_refund_by_amount_has_its_taxes_taken_out(read: Read) -> None:
    row = f"2026-09-13,10:00:00,{EASTERN},$0.00,$0.00,$0.00,$0.00,$0.00,$0.00,$0.00,-$22.995,-$22.995,T,P,Refund,,"
    imported = read(_sales(row.replace("22.995", "23.00")), files=SAID)
    assert imported.tables["orders"]["net"].to_list() == [-20.0]
    assert dict(imported.files[0].messages)["taxes_taken_out"]["columns"] == ["Partial Refunds"]


@pytest.mark.parametrize(("total", "net"), [("$13.00", 13.0), ("$10.00", 10.0)])
def test_service_charges_count_where_net_sales_leave_them_out(read: Read, total: str, net: float) -> None:
    row = f"2026-09-13,10:00:00,{EASTERN},$10.00,$0.00,$3.00,$10.00,$0.00,$0.00,$0.00,$0.00,{total},T,P,Payment,,"
    assert read(_sales(row), files=SAID).tables["orders"]["net"].to_list() == [net]


def test_gift_cards_sold_and_tips_are_no_sales(read: Read) -> None:
    row = f"2026-09-13,10:00:00,{EASTERN},$10.00,$0.00,$0.00,$10.00,$50.00,$1.50,$2.00,$0.00,$63.50,T,P,Payment,,"
    assert read(_sales(row), files=SAID).tables["orders"]["net"].to_list() == [10.0]


def test_what_was_voided_is_left_out(read: Read) -> None:
    rows = (
        f"2026-09-13,10:00:00,{EASTERN},$3.00,$0.00,$0.00,$3.00,$0.00,$0.00,$0.00,$0.00,$3.00,T,P,Payment,Voided,",
        f"2026-09-13,10:00:00,{EASTERN},$5.00,$0.00,$0.00,$5.00,$0.00,$0.00,$0.00,$0.00,$5.00,U,P,Payment,Complete,",
    )
    imported = read(_sales(*rows), files=SAID)
    assert imported.tables["orders"]["net"].to_list() == [5.0]
    assert ("orders_cancelled", {"rows": 1}) in imported.files[0].messages


def test_the_items_detail_is_left_aside(read: Read) -> None:
    text = (
        "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,"
        "Tax,Transaction ID,Payment ID\n"
        f"2026-09-13,10:00:00,{EASTERN},Savons,Savon,1.0,Regular,,,$8.00,$0.00,$8.00,$1.20,TX1,P1\n"
    )
    (report,) = read({"items.csv": text}, files=SAID).files
    assert (report.source, report.rows_left_out) == ("square_items", 1)
    assert [code for code, _ in report.messages] == ["square_items_aside"]
