"""Stripe: what was paid on the company's own clock, in its currency, without taxes; the same money never twice."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
OUT, IN = ({"*": FileSettings(taxes=side)} for side in ("out", "in"))
HEADER = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Customer Email"


def _payments(*rows: str, header: str = HEADER) -> dict[str, str]:
    return {"stripe.csv": "\n".join([header, *rows]) + "\n"}


def test_the_sample_is_converted_by_stripe_itself(read_one: Read) -> None:
    imported = read_one("stripe/unified_payments.csv", files=OUT)
    orders = imported.tables["orders"]
    assert orders.select("order_id", "currency", "gross", "refunds", "net").rows() == [
        ("ch_1", "CAD", 129.0, 0.0, 129.0),
        ("ch_2", "CAD", 1523.0, 174.0, 1349.0),
    ]
    assert ("payments_failed", {"rows": 1}) in imported.files[0].messages
    assert imported.files[0].currency == "CAD"


def test_utc_is_brought_to_the_company_s_clock(read_one: Read) -> None:
    orders = read_one("stripe/unified_payments.csv", files=OUT).tables["orders"]
    assert orders["ordered_at"].to_list() == [dt.datetime(2026, 9, 1, 5, 12, 33), dt.datetime(2026, 9, 2, 3, 5, 10)]


def test_seconds_may_be_absent_and_midnight_changes_the_day(read: Read) -> None:
    orders = read(_payments("ch_1,2026-09-02 02:30,10.00,0.00,cad,Paid,cus_1,"), files=OUT).tables["orders"]
    assert orders["ordered_at"].to_list() == [dt.datetime(2026, 9, 1, 22, 30)]


def test_taxes_in_the_amounts_are_taken_out(read_one: Read) -> None:
    imported = read_one("stripe/unified_payments.csv", files=IN)
    assert imported.tables["orders"]["net"].to_list() == [112.2, pytest.approx(1324.64 - 151.34)]
    assert dict(imported.files[0].messages)["taxes_taken_out"]["sales_percent"] == [0.14975]


@pytest.mark.parametrize("status", ["Failed", "Blocked", "Canceled", "Incomplete", "Uncaptured", "requires_action"])
def test_what_was_not_paid_is_left_out(read: Read, status: str) -> None:
    rows = (f"ch_1,2026-09-02 12:00,10.00,0.00,cad,{status},c1,", "ch_2,2026-09-02 12:00,7.00,0.00,cad,Paid,c2,")
    imported = read(_payments(*rows), files=OUT)
    assert imported.tables["orders"]["order_id"].to_list() == ["ch_2"]
    assert ("payments_failed", {"rows": 1}) in imported.files[0].messages


def test_refunds_in_full_and_in_part(read: Read) -> None:
    rows = (
        "ch_1,2026-09-02 12:00,10.00,10.00,cad,Refunded,c1,",
        "ch_2,2026-09-02 12:00,10.00,2.50,cad,Partially refunded,c1,",
    )
    assert read(_payments(*rows), files=OUT).tables["orders"]["net"].to_list() == [0.0, 7.5]


def test_the_address_is_the_key_or_else_the_number(read: Read) -> None:
    rows = (
        "ch_1,2026-09-02 12:00,10.00,0.00,cad,Paid,c1,ada@example.com",
        "ch_2,2026-09-02 12:00,10.00,0.00,cad,Paid,c2,ADA@example.com",
        "ch_3,2026-09-02 12:00,10.00,0.00,cad,Paid,c3,",
    )
    keys = read(_payments(*rows), files=OUT).tables["orders"]["customer_key"].to_list()
    assert keys[0] == keys[1] != keys[2]
    assert keys[2]


def test_test_payments_are_left_out(read: Read) -> None:
    rows = ("ch_1,2026-09-02 12:00,10.00,cad,Paid,Test", "ch_2,2026-09-02 12:00,7.00,cad,Paid,Live")
    imported = read(_payments(*rows, header="id,Created (UTC),Amount,Currency,Status,Mode"), files=OUT)
    assert imported.tables["orders"]["net"].to_list() == [7.0]
    assert ("orders_test", {"rows": 1}) in imported.files[0].messages


def test_a_payment_without_its_conversion_is_refused(read: Read) -> None:
    header = "id,Created (UTC),Amount,Currency,Converted Amount,Converted Currency,Status"
    rows = ("ch_1,2026-09-02 12:00,10.00,usd,13.50,cad,Paid", "ch_2,2026-09-02 12:00,7.00,usd,,cad,Paid")
    imported = read(_payments(*rows, header=header), files=OUT)
    assert imported.tables["orders"]["net"].to_list() == [13.5]
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.column, refusal.value) == ("amount_unconverted", 3, "Currency", "usd")


def test_a_currency_converted_to_without_its_amounts_refuses_the_file(read: Read) -> None:
    header = "id,Created (UTC),Amount,Currency,Converted Currency,Status"
    imported = read(_payments("ch_1,2026-09-02 12:00,10.00,usd,cad,Paid", header=header), files=OUT)
    assert [refusal.code for refusal in imported.refusals] == ["stripe_unconverted"]
    assert not imported.tables


@pytest.mark.parametrize(
    "text",
    [
        "id,Amount,Created (UTC),Currency,Arrival Date (UTC),Status,Type\n"
        "po_1,96.22,2026-09-04 02:59,cad,2026-09-05 00:00,paid,bank_account\n",
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"
        "txn_1,charge,ch_1,30.00,1.17,28.83,cad,2026-09-04 21:56,2026-09-11 00:00,Facture\n",
        "balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,description\n"
        "txn_1,2026-09-01 09:12:00,2026-09-03 00:00:00,cad,45.91,0.94,44.97,charge,Commande\n",
    ],
)
def test_payouts_and_the_balance_are_left_aside(read: Read, exports: Path, text: str) -> None:
    payments = (exports / "stripe/unified_payments.csv").read_bytes()
    imported = read({"other.csv": text, "payments.csv": payments}, files=OUT)
    report = next(report for report in imported.files if report.file == "other.csv")
    assert (report.source, report.rows_kept, report.rows_left_out) == ("stripe_balance", 0, 1)
    assert [code for code, _ in report.messages] == ["stripe_money_twice"]
    assert imported.tables["orders"]["source_file"].unique().to_list() == ["payments.csv"]
    assert not imported.questions
    assert not imported.refusals


def test_two_exports_that_overlap_count_a_payment_once(read: Read) -> None:
    rows = [f"ch_{n},2026-09-{n:02} 12:00,10.00,0.00,cad,Paid,c{n}," for n in range(1, 21)]
    first = "\n".join([HEADER, *rows[:15]]) + "\n"
    second = "\n".join([HEADER, *rows[10:]]) + "\n"
    assert read({"a.csv": first, "b.csv": second}, files=OUT).tables["orders"]["net"].sum() == 200.0
