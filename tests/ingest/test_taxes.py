"""Taxes in or out of amounts: told, shown or asked, then taken out; never guessed."""

import datetime as dt
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.company import FileSettings, MappingSettings
from bascule.ingest import Imported
from bascule.ingest.source import Column, Reading, Source
from bascule.ingest.taxes import without_taxes

Read = Callable[..., Imported]
TODAY = dt.date(2026, 11, 23)
INVOICE = "2026-09-02,Suite,Outil"


def _costs(header: str, *rows: str) -> dict[str, str]:
    return {"a.csv": "\n".join([f"Date,Fournisseur,Nature,{header}", *rows]) + "\n"}


@pytest.mark.parametrize("header", ["Montant", "Coût", "Amount", "Cost"])
def test_a_header_that_does_not_say_is_asked(read: Read, header: str) -> None:
    imported = read(_costs(header, f"{INVOICE},114.98"))
    (question,) = imported.questions
    assert (question.field, question.code, question.choices) == ("taxes", "taxes_unknown", ("in", "out"))
    assert question.params["column"] == header
    assert "costs" not in imported.tables


@pytest.mark.parametrize(("answer", "amount"), [("in", 100.0), ("out", 114.98)])
def test_the_owner_answers_for_a_file(read: Read, answer: str, amount: float) -> None:
    said = {"*.csv": FileSettings(taxes=answer)}
    imported = read(_costs("Montant", f"{INVOICE},114.98"), files=said)
    assert imported.tables["costs"]["amount"].to_list() == [amount]
    told = dict(imported.files[0].messages).get("taxes_taken_out")
    assert told == ({"columns": ["Montant"], "province": "QC", "sales_percent": [0.14975]} if answer == "in" else None)


def test_what_a_mapping_says_holds_where_the_file_says_nothing(read: Read) -> None:
    columns = {"start": "Jour de facture", "vendor": "De", "kind": "Sorte", "amount": "Somme due"}
    mapping = {"nos_factures": MappingSettings(table="costs", columns=columns, currency="CAD", taxes="in")}
    text = "Jour de facture,De,Sorte,Somme due\n2026-03-03,Suite,Outil,114.98\n"
    imported = read({"a.csv": text}, mappings=mapping)
    assert imported.tables["costs"]["amount"].to_list() == [100.0]


@pytest.mark.parametrize(
    ("header", "amount"),
    [
        ("Montant avant taxes", 114.98),
        ("Sous-total", 114.98),
        ("Montant HT", 114.98),
        ("Subtotal", 114.98),
        ("Total", 100.0),
        ("Total TTC", 100.0),
        ("Montant taxes incluses", 100.0),
        ("Amount including tax (CAD)", 100.0),
    ],
)
def test_a_header_that_says_is_believed(read: Read, header: str, amount: float) -> None:
    imported = read(_costs(header, f"{INVOICE},114.98"))
    assert imported.tables["costs"]["amount"].to_list() == [amount]


@pytest.mark.parametrize(
    ("header", "rows", "amounts"),
    [
        ("Montant,TPS,TVQ,Total", ("100.00,5.00,9.98,114.98", "40.00,0.00,0.00,40.00"), [100.0, 40.0]),
        ("Montant,TPS,TVQ", ("100.00,5.00,9.98", "200.00,10.00,19.95"), [100.0, 200.0]),
        ("Montant,TPS,TVQ", ("114.98,5.00,9.98", "40.00,0.00,0.00"), [100.0, 40.0]),
        ("Total,TPS,TVQ", ("114.98,5.00,9.98", "40.00,,"), [100.0, 40.0]),
        ("Montant,TPS,Total", ("100.00,5.00,105.00",), [100.0]),
        ("Montant,Total", ("100.00,114.98",), [100.0]),
        ("Amount,Tax", ("100.00,14.98",), [100.0]),
    ],
)
def test_the_taxes_beside_an_amount_show_it(
    read: Read, header: str, rows: tuple[str, ...], amounts: list[float]
) -> None:
    imported = read(_costs(header, *(f"{INVOICE},{row}" for row in rows)))
    assert not imported.questions
    assert imported.tables["costs"]["amount"].to_list() == amounts


def test_taxes_that_prove_nothing_leave_the_question(read: Read) -> None:
    imported = read(_costs("Montant,TPS,TVQ", f"{INVOICE},100.00,1.00,2.00"))
    assert [question.code for question in imported.questions] == ["taxes_unknown"]


def test_our_own_table_is_before_taxes_and_asks_nothing(read: Read) -> None:
    text = "period_start,vendor,kind,amount\n2026-09-01,Suite,tool,114.98\n"
    imported = read({"costs.csv": text})
    assert imported.tables["costs"]["amount"].to_list() == [114.98]
    assert not imported.questions


def test_the_rate_is_that_of_the_day(read: Read) -> None:
    rows = ("2025-03-31,Suite,Outil,115.00", "2025-04-01,Suite,Outil,114.00")
    imported = read(_costs("Total", *rows), province="NS")
    assert imported.tables["costs"]["amount"].to_list() == [100.0, 100.0]
    assert dict(imported.files[0].messages)["taxes_taken_out"]["sales_percent"] == [0.15, 0.14]


@pytest.mark.parametrize(
    ("row", "province", "code"),
    [(INVOICE, None, "taxes_rate_unknown"), ("2012-09-02,Suite,Outil", "QC", "taxes_rate_too_old")],
)
def test_a_rate_that_is_not_known_refuses_the_file(read: Read, row: str, province: str | None, code: str) -> None:
    imported = read(_costs("Total", f"{row},114.98"), province=province)
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.column, refusal.row) == (code, "Total", None)
    assert "costs" not in imported.tables


def test_a_total_is_checked_before_taxes_are_taken_out(read: Read) -> None:
    imported = read(_costs("Total", f"{INVOICE},114.98", "2026-09-03,Suite,Outil,57.49", "Total,,,172.47"))
    assert imported.tables["costs"]["amount"].to_list() == [100.0, 50.0]
    assert "totals_agree" in dict(imported.files[0].messages)


@given(cents=st.lists(st.integers(min_value=-10_000_000, max_value=10_000_000), min_size=1, max_size=20))
def test_taking_taxes_out_undoes_putting_them_in(cents: list[int]) -> None:
    before = [value / 100 for value in cents]
    after = pl.DataFrame({"amount": [round(value * 1.14975, 2) for value in before]})
    source = Source("x", "x", (Column("amount", "number"),), (("amount",),), canonical=lambda rows, reading: {})
    found = without_taxes(after, source, Reading("x.csv", TODAY, taxed={"amount": "rate"}))["amount"].to_list()
    assert found == pytest.approx(before, abs=0.0051)
