"""Columns of unknown files guessed by name and by content; what is not sure is never taken for granted."""

import gzip
import zipfile

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.ingest import habits
from bascule.ingest.guess import guess_as, guesses
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.profile import fit, profile
from bascule.ingest.source import Column
from bascule.ingest.sources import SOURCES
from bascule.ingest.unknown import tables_in

HEADER = ("No facture", "Date de facture", "Courriel client", "Montant", "Ville", "Note interne")
ROWS = [
    (f"F-{1000 + rank}", f"{rank + 1:02d}/09/2026", f"c{rank % 7}@example.com", f"1 {rank:03d},50 $", "Lévis", "")
    for rank in range(28)
]

UNDERSTOOD = {
    "order_id": "No facture",
    "ordered_at": "Date de facture",
    "customer": "Courriel client",
    "net": "Montant",
    "region": "Ville",
}


def text(header=HEADER, rows=ROWS, delimiter=";", above=""):
    return above + "\n".join(delimiter.join(row) for row in (header, *rows)) + "\n"


def one(tmp_path, content, name="x.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (table,) = tables_in(path, list(SOURCES.values()))
    return table


def named(guess):
    return {name: choice.header for name, choice in guess.choices.items()}


def test_a_french_file_of_orders_is_understood_by_its_headers(tmp_path):
    best, second, *_ = guesses(one(tmp_path, text()).profiles)
    assert best.table == "orders"
    assert best.score > second.score + 0.1
    assert named(best) == UNDERSTOOD
    assert best.unsure == ()


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(len(HEADER))))
def test_the_order_of_columns_changes_nothing(tmp_path_factory, order):
    def permuted(row):
        return tuple(row[place] for place in order)

    folder = tmp_path_factory.mktemp("permuted")
    table = one(folder, text(permuted(HEADER), [permuted(row) for row in ROWS]))
    found = guesses(table.profiles)[0]
    assert (found.table, named(found), found.unsure) == ("orders", UNDERSTOOD, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_encoding_and_preamble(tmp_path, encoding, delimiter):
    rows = [[f'"{cell}"' for cell in row] for row in ROWS]
    above = f"Rapport des ventes{delimiter}Septembre\n\n"
    table = one(tmp_path, text(HEADER, rows, delimiter, above).encode(encoding))
    assert table.headers == HEADER
    assert table.rows.height == len(ROWS)


def test_sheets_and_members_of_archives_are_looked_at(tmp_path):
    book = tmp_path / "ventes.xlsx"
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet("Notes")
        sheet.write_row(0, 0, ["à", "lire"])
        sheet = made.add_worksheet("Ventes")
        sheet.write_row(0, 0, ["Ventes de la boutique"])
        for place, row in enumerate([("Jour", "Ventes"), ("2026-09-01", 12.5), ("2026-09-02", 14)]):
            sheet.write_row(place + 2, 0, row)
    (table,) = tables_in(book, [])
    assert (table.headers, table.rows.height) == (("Jour", "Ventes"), 2)
    packed = tmp_path / "mois.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(book, "septembre/ventes.xlsx")
        archive.writestr("factures.csv", text())
    assert {table.name for table in tables_in(packed, [])} == {"septembre/ventes.xlsx", "factures.csv"}
    squeezed = tmp_path / "factures.csv.gz"
    squeezed.write_bytes(gzip.compress(text().encode()))
    (table,) = tables_in(squeezed, [])
    assert (table.name, table.headers) == ("", HEADER)


def test_a_known_export_is_said_to_be_known(tmp_path):
    assert one(tmp_path, "date,channel,spend\n2026-09-01,radio,50\n").known_as == "media_csv"


@pytest.mark.parametrize(
    ("header", "row", "table", "expected"),
    [
        (("Mois", "Fournisseur", "Nature", "Montant HT"), ("2026-09", "Canva", "logiciel", "12,99"), "costs",
         {"start": "Mois", "vendor": "Fournisseur", "kind": "Nature", "amount": "Montant HT"}),
        (("Semaine", "Canal", "Dépense publicitaire", "Clics"), ("2026-09-07", "radio", "500", "12"), "media",
         {"date": "Semaine", "channel": "Canal", "spend": "Dépense publicitaire", "clicks": "Clics"}),
        (("DealID", "Created Date", "Deal Stage", "Deal Amount"), ("7", "2026-09-07", "Won", "500"), "deals",
         {"deal_id": "DealID", "created": "Created Date", "stage": "Deal Stage", "amount": "Deal Amount"}),
        (("Day", "Net sales", "Transactions"), ("2026-09-07", "812.40", "12"), "sales",
         {"date": "Day", "revenue": "Net sales", "orders": "Transactions"}),
        (("Send date", "Subject", "Recipients", "Unique opens"), ("2026-09-07", "Soldes", "800", "300"), "emails",
         {"sent_at": "Send date", "campaign": "Subject", "recipients": "Recipients", "opens": "Unique opens"}),
    ],
)  # fmt: skip
def test_other_tables(tmp_path, header, row, table, expected):
    found = guesses(one(tmp_path, text(header, [row], ";")).profiles)[0]
    assert (found.table, named(found), found.unsure) == (table, expected, ())


def test_two_headers_that_may_be_the_amount_are_asked(tmp_path):
    header = ("Order ID", "Order date", "Total", "Amount")
    found = guess_as("orders", one(tmp_path, text(header, [("1", "2026-09-01", "5", "6")])).profiles)
    assert found.unsure == ("net",)
    assert {found.choices["net"].header, *found.choices["net"].rivals} == {"Total", "Amount"}


def test_a_header_says_nothing_that_its_cells_deny(tmp_path):
    header = ("Order ID", "Order date", "Amount")
    found = guess_as("orders", one(tmp_path, text(header, [("1", "soon", "5"), ("2", "later", "6")])).profiles)
    assert "ordered_at" not in found.choices
    assert "ordered_at" in found.lacking


def test_a_date_column_without_a_telling_name_is_offered_and_not_taken(tmp_path):
    header = ("Order ID", "Zzz", "Amount")
    found = guess_as("orders", one(tmp_path, text(header, [("1", "2026-09-01", "5")])).profiles)
    assert (found.choices["ordered_at"].header, found.choices["ordered_at"].why) == ("Zzz", "content")
    assert not found.choices["ordered_at"].sure


@pytest.mark.parametrize(("party", "table"), [("Client", "orders"), ("Fournisseur", "costs")])
def test_a_bill_to_a_customer_is_an_order_and_one_from_a_vendor_a_cost(tmp_path, party, table):
    header = ("No facture", "Date de facture", party, "Montant")
    best, second, *_ = guesses(one(tmp_path, text(header, [("F-1", "2026-09-01", "Ada", "12,50")])).profiles)
    assert best.table == table
    assert best.score - second.score > 0.1


def test_no_header_is_two_columns(tmp_path):
    profiles = one(tmp_path, text()).profiles
    for table in PLAIN:
        headers = [choice.header for choice in guess_as(table, profiles).choices.values()]
        assert len(headers) == len(set(headers))


def test_the_cells_of_a_column_are_told(tmp_path):
    flags = profile("x", 0, pl.Series(["Oui", "Non", ""]))
    assert (flags.flags, flags.values, round(flags.filled, 2)) == (1.0, ("Oui", "Non"), 0.67)
    assert profile("x", 0, pl.Series(["cad", "USD"])).codes == 1.0
    assert profile("x", 0, pl.Series(["radio", "zzz"])).channels == 0.5
    assert fit(Column("n", "count"), profile("x", 0, pl.Series(["1 234", "12"]))) == 1.0
    assert fit(Column("n", "count"), profile("x", 0, pl.Series(["1,25", "12,5"]))) == 0.0
    assert fit(Column("n", "number"), profile("x", 0, pl.Series(["2026-09-01", "2026-09-02"]))) == 0.0


def test_cancelled_orders_are_known_by_their_status():
    status = profile("État", 0, pl.Series(["Payée", "Annulée", "Void", "Expédiée"]))
    assert habits.undone([status]) == {"État": ("Annulée", "Void")}
    assert habits.undone([profile("Cancelled?", 0, pl.Series(["true", "false"]))]) == {"Cancelled?": ("true",)}
    assert habits.undone([profile("Type", 0, pl.Series(["test"]))]) == {}


@pytest.mark.parametrize(("amount", "asked"), [("-5", {}), ("5", {"retour": ("oui",)})])
def test_returns_below_zero_are_not_asked_about(amount, asked):
    cells = {"retour": pl.Series(["non", "oui"]), "montant": pl.Series(["12", amount])}
    marks = habits.returned([profile("retour", 0, cells["retour"])])
    assert marks == {"retour": ("oui",)}
    assert habits.positive(cells, marks, ["montant"]) == asked


def test_customers_are_told_by_their_addresses_rather_than_their_names(tmp_path):
    header = ("No facture", "Date de facture", "Client", "Courriel", "Montant")
    rows = [(f"F-{rank}", f"{rank + 1:02d}/09/2026", "Ada Roy", f"c{rank}@example.com", "1,50 $") for rank in range(28)]
    guess = guesses(one(tmp_path, text(header, rows)).profiles)[0]
    assert named(guess)["customer"] == "Courriel"
    assert guess.choices["customer"].sure
