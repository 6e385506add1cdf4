"""An amount that bears the sign of another currency is never added to the others, nor is a currency that is none."""

from collections.abc import Callable

import pytest

from bascule.company import Company
from bascule.ingest import Imported

Read = Callable[..., Imported]
HEAD = "Day,Campaign,Currency code,Cost\n2026-09-01,Toitures,CAD,12.34\n"


@pytest.mark.parametrize("amount", ["US$10.00", "10.00 €", "USD 10.00", "£10.00", "10.00 $ US", "AU$10", "CAD 10 €"])
def test_the_sign_of_another_currency_refuses_the_row(read: Read, amount: str) -> None:
    imported = read({"a.csv": f"{HEAD}2026-09-02,Toitures,CAD,{amount}\n"})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [("amount_foreign", 3)]
    assert imported.files[0].total == pytest.approx(12.34)


@pytest.mark.parametrize("amount", ["$10.00", "CA$10.00", "10.00 $", "10.00 $ CA", "CAD 10.00", "C$10"])
def test_the_sign_of_the_currency_is_read(read: Read, amount: str) -> None:
    imported = read({"a.csv": f"{HEAD}2026-09-02,Toitures,CAD,{amount}\n"})
    assert not imported.refusals
    assert imported.files[0].total == pytest.approx(22.34)


def test_a_file_whose_amounts_all_bear_another_sign_is_refused_whole(read: Read) -> None:
    imported = read({"a.csv": "Day,Campaign,Cost\n2026-09-01,Toitures,12.34 €\n2026-09-02,Toitures,10.00 €\n"})
    assert [refusal.code for refusal in imported.refusals] == ["currency_differs"]
    assert imported.refusals[0].params["currency"] == "EUR"


def test_a_company_in_euros_reads_its_own_sign(read: Read) -> None:
    company = Company(name="Atelier", gross_margin=0.4, currency="EUR")
    imported = read(
        {"a.csv": "Day,Campaign,Cost\n2026-09-01,Toitures,12.34 €\n2026-09-02,Toitures,10.00 €\n"},
        **dict(company),
    )
    assert imported.files[0].total == pytest.approx(22.34)


@pytest.mark.parametrize("currency", ["dollars", "123", "CA", "−CAD", "C-D"])
def test_a_currency_that_is_none_refuses_the_row(read: Read, currency: str) -> None:
    imported = read({"a.csv": f"{HEAD}2026-09-02,Toitures,{currency},10.00\n"})
    assert [(r.code, r.row, r.value) for r in imported.refusals] == [("currency_code_unknown", 3, currency)]
    assert imported.files[0].total == pytest.approx(12.34)


@pytest.mark.parametrize("currency", ["", "--", "$", "cad", "CA$"])
def test_a_currency_that_says_nothing_or_the_same_keeps_the_row(read: Read, currency: str) -> None:
    imported = read({"a.csv": f"{HEAD}2026-09-02,Toitures,{currency},10.00\n"})
    assert not imported.refusals
    assert imported.files[0].total == pytest.approx(22.34)
