"""Invoices and costs: bought space becomes media, the rest becomes costs, in English or French."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]


def test_a_french_list_of_invoices_splits_into_media_and_costs(read: Read) -> None:
    text = (
        "Factures 2026\n"
        "Date;Fournisseur;Description;Canal;Nature;Montant avant taxes\n"
        '15/03/2026;Boréale FM;Campagne printemps;Radio;Média;"1 909,44 $"\n'
        "31/03/2026;Agence Nordet;Honoraires de mars;;;1450,00\n"
        "31/03/2026;Infolettre inc.;Abonnement;;Outil;89,00\n"
        "Total;;;;;3 448,44\n"
    )
    imported = read({"factures.csv": text.encode("cp1252")})
    media, costs = imported.tables["media"], imported.tables["costs"]
    assert media.select("date", "date_end", "grain", "platform", "channel", "spend").rows() == [
        (dt.date(2026, 3, 1), dt.date(2026, 3, 31), "month", "Boréale FM", "radio", 1909.44)
    ]
    assert costs.select("vendor", "kind", "amount").rows() == [
        ("Agence Nordet", "agency", 1450.0),
        ("Infolettre inc.", "tool", 89.0),
    ]
    (report,) = imported.files
    assert (report.source, report.language, report.rows_kept) == ("costs", "fr", 3)
    assert ("totals_agree", {"stated_money": 3448.44}) in report.messages
    assert ("currency_assumed", {"currency": "CAD"}) in report.messages


def test_an_english_list_gives_the_same(read: Read) -> None:
    text = (
        "Start,End,Vendor,Description,Channel,Type,Amount before tax\n"
        "2026-03-02,2026-03-15,Boréale FM,Spring,Radio,Media,1909.44\n"
        "2026-03-01,2026-03-31,Nordet,Retainer,,Agency,1450.00\n"
    )
    imported = read({"invoices.csv": text})
    assert imported.tables["media"].select("date", "date_end", "grain", "channel").rows() == [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 15), "range", "radio")
    ]
    assert imported.tables["costs"]["kind"].to_list() == ["agency"]


def test_the_plain_table_of_costs_is_read(read: Read) -> None:
    text = (
        "period_start,period_end,vendor,kind,channel,amount,fixed\n"
        "2026-01-01,2026-01-31,Julie,freelance,,800,false\n"
        "2026-01-01,2026-12-31,Suite,tool,,1200,true\n"
    )
    costs = read({"costs.csv": text}).tables["costs"]
    assert costs.select("period_end", "kind", "amount", "fixed", "source_row").rows() == [
        (dt.date(2026, 1, 31), "freelance", 800.0, False, 2),
        (dt.date(2026, 12, 31), "tool", 1200.0, True, 3),
    ]


def test_a_week_of_an_invoice_is_a_range(read: Read) -> None:
    text = "Début,Fin,Fournisseur,Canal,Montant avant taxes\n2026-03-03,2026-03-09,Publi,Circulaires,200\n"
    assert read({"a.csv": text}).tables["media"].select("grain", "channel").rows() == [("range", "flyers")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-03-03,Nordet,Divers,,,10", "cost_kind_unknown"),
        ("2026-03-03,Nordet,Placement,,Média,10", "cost_channel_unknown"),
        ("2026-03-03,Boréale FM,,Radio,Média,-10", "number_negative"),
        ("2027-03-03,Boréale FM,,Radio,Média,10", "date_future"),
        ("2026-03-03,Boréale FM,,Radio,Média,dix", "number_unreadable"),
        (",Boréale FM,,Radio,Média,10", "date_missing"),
    ],
)
def test_a_wrong_invoice_never_loses_the_others(read: Read, row: str, code: str) -> None:
    text = (
        f"Date,Fournisseur,Description,Canal,Nature,Montant avant taxes\n{row}\n2026-04-01,Boréale FM,,Radio,Média,50\n"
    )
    imported = read({"a.csv": text})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.file) == (code, 2, "a.csv")
    assert imported.tables["media"]["spend"].to_list() == [50.0]
    assert (imported.files[0].rows_kept, imported.files[0].rows_refused) == (1, 1)


def test_a_credit_of_an_agency_is_a_cost_below_zero(read: Read) -> None:
    text = "Date,Fournisseur,Nature,Montant avant taxes\n2026-03-03,Nordet,Agence,-100\n"
    assert read({"a.csv": text}).tables["costs"]["amount"].to_list() == [-100.0]


def test_a_period_that_ends_before_it_begins_is_refused(read: Read) -> None:
    text = "Début,Fin,Fournisseur,Canal,Montant avant taxes\n2026-03-09,2026-03-03,Publi,Radio,200\n"
    whole, refusal = read({"a.csv": text}).refusals
    assert (whole.code, whole.row) == ("file_mostly_refused", None)
    assert (refusal.code, refusal.column, refusal.value) == ("range_backwards", "Fin", "2026-03-03")


def test_a_note_of_credit_and_a_payment(read: Read) -> None:
    text = (
        "Date,Échéance,Fournisseur,Description,Type,Sous-total,TPS,TVQ,Total\n"
        "2026-03-03,2026-04-02,Agence Nordet,Honoraires,Facture,1000.00,50.00,99.75,1149.75\n"
        "2026-03-09,2026-04-08,Agence Nordet,Honoraires,Note de crédit,100.00,5.00,9.98,114.98\n"
        "2026-04-02,,Agence Nordet,Virement,Paiement,1034.77,0,0,1034.77\n"
    )
    imported = read({"factures.csv": text})
    costs = imported.tables["costs"]
    assert costs.select("kind", "amount").rows() == [("agency", 1000.0), ("agency", -100.0)]
    assert costs["period_start"].unique().to_list() == [dt.date(2026, 3, 1)]
    assert ("invoices_paid", {"rows": 1}) in imported.files[0].messages


def test_the_day_of_an_invoice_is_not_the_day_it_falls_due(read: Read) -> None:
    text = "Due date,Invoice date,Vendor,Type,Subtotal\n2026-05-02,2026-03-03,Suite,Tool,10\n"
    assert read({"a.csv": text}).tables["costs"]["period_start"].to_list() == [dt.date(2026, 3, 1)]


def test_a_note_of_credit_for_space_is_refused_as_one_below_zero_is(read: Read) -> None:
    text = "Date,Fournisseur,Canal,Description,Type,Sous-total\n2026-03-09,Boréale FM,,Radio,Avoir,100.00\n"
    assert [refusal.code for refusal in read({"a.csv": text}).refusals] == ["file_mostly_refused", "number_negative"]
