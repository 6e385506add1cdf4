"""Deals of HubSpot, Pipedrive and Salesforce in both languages: won, lost or open, and never a guess."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest import Imported
from bascule.ingest.deals import outcome

Read = Callable[..., Imported]
TODAY = dt.date(2026, 11, 23)


def _messages(imported: Imported, file: str = "export.csv") -> dict[str, dict[str, object]]:
    return dict(next(report.messages for report in imported.files if report.file == file))


@pytest.mark.parametrize(
    ("stage", "meant"),
    [
        ("Closed Won", "won"), ("closedwon", "won"), ("Closed - Won", "won"), ("Fermé gagné", "won"),
        ("Fermée et gagnée", "won"), ("Conclue", "won"), ("🎉 Gagnée", "won"), ("Affaire conclue", "won"),
        ("Closed Lost", "lost"), ("Fermé perdu", "lost"), ("Perdue", "lost"), ("Non conclue", "lost"),
        ("En cours", "open"), ("Prospecting", "open"), ("Rendez-vous planifié", "open"),
        ("Not won", None), ("Gagner du temps", None), ("Perdu mais à relancer", None), ("Dépôt reçu", None),
    ],
)  # fmt: skip
def test_a_stage_is_understood_whole_or_not_at_all(stage: str, meant: str | None) -> None:
    assert pl.DataFrame({"x": [stage]}).select(outcome(pl.col("x"))).to_series().to_list() == [meant]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -", min_size=1, max_size=12))
def test_a_word_more_makes_another_stage(extra: str) -> None:
    words = extra.replace("-", " ").split()
    meant = pl.DataFrame({"x": [f"Won {extra}"]}).select(outcome(pl.col("x"))).item()
    assert (meant == "won") == (not words)


def test_hubspot_in_french(read_one: Read) -> None:
    imported = read_one("hubspot/deals_fr.csv")
    deals = imported.tables["deals"]
    assert deals["deal_id"].to_list() == ["7001", "7002", "7003", "7004"]
    assert deals["outcome"].to_list() == ["won", "open", "lost", "open"]
    assert deals["closed"].to_list() == [dt.date(2026, 9, 15), None, dt.date(2026, 10, 2), None]
    assert deals["censored_at"].to_list() == [dt.date(2026, 9, 15), TODAY, dt.date(2026, 10, 2), TODAY]
    assert deals["origin"].to_list() == ["paid_search", "direct", "email", "salon habitat"]
    assert deals["amount"].to_list() == [5000.0, None, 1200.0, 800.0]
    assert imported.files[0].language == "fr"


def test_a_stage_that_is_not_understood_is_named_and_left_open(read_one: Read) -> None:
    # Its closing date is past, those of the others are not or their stage is known.
    assert _messages(read_one("hubspot/deals_fr.csv"))["deals_stage_unknown"] == {"rows": 1, "stages": ["Dépôt reçu"]}
    assert "deals_stage_unknown" not in _messages(read_one("hubspot/deals_en.csv"))


def test_hubspot_s_own_flags_decide_before_the_stage(read: Read) -> None:
    text = (
        "Record ID,Deal Stage,Pipeline,Amount,Close Date,Create Date,Is Closed Won,Is closed lost\n"
        "1,Dépôt reçu,P,10,2026-09-02,2026-09-01,true,false\n2,Oublié,P,10,2026-09-03,2026-09-01,false,true\n"
    )
    imported = read({"export.csv": text})
    assert imported.tables["deals"]["outcome"].to_list() == ["won", "lost"]
    assert "deals_stage_unknown" not in _messages(imported)


def test_hubspot_contacts_are_left_aside(read_one: Read) -> None:
    imported = read_one("hubspot/contacts_en.csv")
    (report,) = imported.files
    assert (report.source, report.rows_kept, report.rows_left_out) == ("hubspot_contacts", 0, 2)
    assert report.messages == (("contacts_left_aside", {"rows": 2}),)
    assert not imported.tables
    assert not imported.refusals


def test_pipedrive_in_french_saved_again_by_excel(read_one: Read) -> None:
    imported = read_one("pipedrive/deals_fr_excel_resave.csv")
    deals = imported.tables["deals"]
    assert deals["outcome"].to_list() == ["won", "open", "lost"]
    assert deals["amount"].to_list() == [5000.5, 900.0, 1250.0]
    assert deals["closed"].to_list() == [dt.date(2026, 9, 15), None, dt.date(2026, 10, 2)]
    report = imported.files[0]
    assert (report.language, report.encoding, report.delimiter, report.decimal) == ("fr", "cp1252", ";", ",")


@pytest.mark.parametrize("prefix", ["Deal", "Affaire", "Opportunité", "Soumission"])
def test_pipedrive_with_any_name_for_a_deal(read: Read, exports: Path, prefix: str) -> None:
    text = (exports / "pipedrive/deals.csv").read_text("utf-8").replace("Deal - ", f"{prefix} - ")
    imported = read({"export.csv": text.replace("5000", "abc")})
    assert imported.files[0].source == "pipedrive_deals"
    assert imported.tables["deals"]["deal_id"].to_list() == ["2"]
    # A refusal names the column as the file does.
    assert imported.refusals[0].column == f"{prefix} - Value"


def test_people_exported_from_pipedrive_are_no_deals(read: Read) -> None:
    text = "Person - ID,Person - Name,Person - Status,Person - Value\n1,Ada,Open,5\n"
    with pytest.raises(Exception, match="no_usable_file"):
        read({"export.csv": text})


@pytest.mark.parametrize(
    ("sample", "language", "outcomes"),
    [
        ("salesforce/opportunities_report.csv", "en", ["won", "open"]),
        ("salesforce/opportunities_report_fr.csv", "fr", ["won", "open", "lost"]),
    ],
)
def test_salesforce_reports(read_one: Read, sample: str, language: str, outcomes: list[str]) -> None:
    imported = read_one(sample)
    deals = imported.tables["deals"]
    assert deals["outcome"].to_list() == outcomes
    assert deals["amount"].to_list()[:2] == [5000.0, 900.0]
    assert deals["currency"].unique().to_list() == ["CAD"]
    assert deals["deal_id"].is_unique().all()
    assert not imported.refusals
    report = imported.files[0]
    assert (report.language, report.rows_kept) == (language, len(outcomes))
    # The currency is told by the file, not assumed.
    assert "currency_assumed" not in _messages(imported)


def test_a_salesforce_report_cut_short_is_refused_whole(read: Read, exports: Path) -> None:
    data = (exports / "salesforce/opportunities_report.csv").read_bytes().splitlines(keepends=True)
    (refusal,) = read({"export.csv": b"".join(data[:2] + data[3:])}).refusals
    assert (refusal.row, refusal.code) == (None, "records_differ")
    assert (refusal.params["stated"], refusal.params["counted"]) == (2, 1)


def test_amounts_in_another_currency_are_not_taken_for_dollars(read: Read, exports: Path) -> None:
    text = (exports / "salesforce/opportunities_report.csv").read_text("cp1252")
    (refusal,) = read({"export.csv": text.replace("CAD 5", "USD 5").replace("CAD 9", "USD 9")}).refusals
    assert (refusal.code, refusal.params["currency"]) == ("currency_differs", "USD")
    (mixed,) = read({"export.csv": text.replace("CAD 9", "USD 9")}).refusals
    assert (mixed.code, mixed.column) == ("currencies_mixed", "Amount")


def test_a_salesforce_report_as_a_workbook(read: Read, exports: Path, tmp_path: Path) -> None:
    import csv

    import xlsxwriter

    with (exports / "salesforce/opportunities_report.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file))
    book = xlsxwriter.Workbook(tmp_path / "report.xlsx")
    sheet = book.add_worksheet("Report")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    imported = read({"report.xlsx": (tmp_path / "report.xlsx").read_bytes()})
    assert imported.tables["deals"]["outcome"].to_list() == ["won", "open"]
    assert not imported.refusals


def test_a_deal_closed_before_it_was_created_has_no_known_creation(read: Read) -> None:
    text = (
        "Record ID,Deal Stage,Pipeline,Amount,Close Date,Create Date\n"
        "1,Closed Won,P,10,2026-01-05,2026-09-01\n2,Closed Won,P,10,2027-01-05,2026-09-01\n"
    )
    imported = read({"export.csv": text})
    deals = imported.tables["deals"]
    assert deals["created"].to_list() == [None, dt.date(2026, 9, 1)]
    # A closing date that is still to come is no fact.
    assert deals["closed"].to_list() == [dt.date(2026, 1, 5), None]
    assert _messages(imported)["deals_created_unknown"] == {"rows": 1}


def test_the_history_of_stages_is_no_list_of_deals(read: Read) -> None:
    text = "Record ID,Deal Stage,Pipeline,Amount\n1,Proposal,P,10\n1,Closed Won,P,10\n2,Closed Won,P,-5\n"
    imported = read({"export.csv": text})
    assert [refusal.code for refusal in imported.refusals] == [
        "file_mostly_refused",
        "amount_below_zero",
        "deal_duplicated",
        "deal_duplicated",
    ]
    assert not imported.tables


def _hubspot(*rows: str) -> str:
    return "\n".join(["Record ID,Deal Stage,Pipeline,Amount,Close Date,Create Date", *rows]) + "\n"


def test_the_newer_export_of_deals_wins_however_much_changed(read: Read) -> None:
    old = _hubspot(*(f"{deal},Proposal,P,100,,2026-08-0{deal}" for deal in range(1, 6)))
    new = _hubspot(*(f"{deal},Closed Won,P,250,2026-09-1{deal},2026-08-0{deal}" for deal in range(2, 7)))
    for names in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        imported = read(dict(zip(names, (old, new), strict=True)))
        deals = imported.tables["deals"].sort("deal_id")
        assert deals["deal_id"].to_list() == ["1", "2", "3", "4", "5", "6"]
        assert deals["outcome"].to_list() == ["open", *["won"] * 5]
        assert not imported.refusals
        assert _messages(imported, names[0])["overlap_dropped"]["rows"] == 4


def test_the_dates_in_the_names_of_exports_tell_which_is_the_newer(read: Read) -> None:
    # Reopened since: what is inside would say that the first is the newer.
    old = _hubspot("1,Closed Won,P,100,2026-09-10,2026-08-01")
    new = _hubspot("1,Proposal,P,100,,2026-08-01")
    imported = read({"deals-2026-10-01.csv": old, "deals-2026-11-01.csv": new})
    assert imported.tables["deals"]["outcome"].to_list() == ["open"]


def test_an_address_given_as_an_origin_is_not_kept(read: Read) -> None:
    head = "deal_id,created,stage,origin\n"
    rows = "1,2026-08-01,Won,ada@example.com\n2,2026-08-01,Won,418 555-0101\n3,2026-08-01,Won,Salon 2026\n"
    origins = read({"deals.csv": head + rows + "4,2026-08-01,Won,Salon Habitat\n"}).tables["deals"]["origin"]
    assert origins.to_list() == [None, None, None, "salon habitat"]


def test_two_tools_are_never_merged(read: Read, exports: Path) -> None:
    hubspot = _hubspot("1,Closed Won,P,10,2026-09-10,2026-08-01")
    imported = read({"h.csv": hubspot, "p.csv": (exports / "pipedrive/deals.csv").read_bytes()})
    assert sorted(imported.tables["deals"]["deal_id"].to_list()) == ["1", "1", "2"]
