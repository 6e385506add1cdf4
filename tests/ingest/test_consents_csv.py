"""`consents.csv`: the register of consents, in English and in French."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]


@pytest.mark.parametrize(
    ("head", "words", "cut"),
    [
        ("email,consent,date,source", ("express", "Unsubscribed", "inquiry", "purchase", "soon"), ","),
        ("courriel;consentement;donné le;preuve", ("exprès", "Désabonné", "demande", "achat", "bientôt"), ";"),
        (
            "id_client;type_consentement;date_consentement;origine",
            ("Explicite", "Retrait", "demande", "achat", "x"),
            ";",
        ),
    ],
)
def test_consents_in_both_languages(read: Read, head: str, words: tuple[str, ...], cut: str) -> None:
    express, withdrawn, inquiry, purchase, unknown = words
    rows = [
        ("Ada@example.com", express, "", "checkout"), ("bo@example.com", withdrawn, "2026-05-03", ""),
        ("bo@example.com", inquiry, "2026-05-01", ""), ("cy@example.com", purchase, "", ""),
        ("cy@example.com", unknown, "2026-05-01", ""), ("", express, "2026-05-01", ""),
    ]  # fmt: skip
    imported = read({"registre.csv": "\n".join([head, *(cut.join(row) for row in rows)])})
    assert imported.files[0].source == "consents_csv"
    assert imported.tables["consents"].select("kind", "given", "source").rows() == [
        ("express", None, "checkout"), ("withdrawn", dt.date(2026, 5, 3), None), ("inquiry", dt.date(2026, 5, 1), None),
    ]  # fmt: skip
    assert {(refusal.code, refusal.row) for refusal in imported.refusals} == {
        ("consent_undated", 5), ("consent_kind_unknown", 6), ("value_missing", 7),
    }  # fmt: skip


def test_a_register_saved_again_by_excel_in_french_gives_the_same(read: Read) -> None:
    text = (
        "Courriel;Consentement;Date;Source\nada@example.com;exprès;03/05/2026;salon\nbo@example.com;achat;25/05/2026;\n"
    )
    imported = read({"registre.csv": text.encode("cp1252")})
    assert imported.tables["consents"].select("kind", "given").rows() == [
        ("express", dt.date(2026, 5, 3)), ("purchase", dt.date(2026, 5, 25)),
    ]  # fmt: skip


def test_a_withdrawal_of_one_file_is_kept_beside_a_consent_of_another(read: Read) -> None:
    imported = read({
        "a.csv": "email,consent,date\nada@example.com,express,2026-05-01\nbo@example.com,express,2026-05-02\n",
        "b.csv": "email,consent,date\nada@example.com,withdrawn,2026-05-01\nbo@example.com,express,2026-05-02\n",
    })  # fmt: skip
    consents = imported.tables["consents"]
    assert consents.select("kind", "given").sort("kind", "given").rows() == [
        ("express", dt.date(2026, 5, 1)), ("express", dt.date(2026, 5, 2)), ("withdrawn", dt.date(2026, 5, 1)),
    ]  # fmt: skip
    assert not imported.questions


def test_the_key_is_that_of_the_orders(read: Read) -> None:
    imported = read({
        "c.csv": "email,consent,date\nAda@Example.com ,express,2026-05-01\n",
        "o.csv": "order_id,ordered_at,email,net\n1,2026-01-05,ada@example.com,10\n",
    })  # fmt: skip
    assert imported.tables["consents"]["customer_key"][0] == imported.tables["orders"]["customer_key"][0]
