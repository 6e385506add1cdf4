"""`bascule map FILE`: the preview, what is asked, what is written, and next month without a question."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import bascule.cli.map
from bascule.cli.map import command
from bascule.cli.verbs import Session
from bascule.company import Company
from bascule.ingest.folder import read_alone
from bascule.locale import Locale

RETAIL = Path(__file__).parents[1] / "data" / "online_retail_II" / "orders.csv"
SALES = (
    "Rapport de caisse\n\nNo facture;Date de facture;Courriel client;Montant;Type;Statut\n"
    "F-1;03/09/2026 10:15;ada@example.com;1 234,50;Vente;Payée\n"
    "F-2;13/09/2026 11:00;bob@example.com;45,25;Vente;Annulée\n"
    "F-3;14/09/2026 12:00;bob@example.com;20,00;Retour;Payée\n"
    "F-4;15/09/2026 12:00;bob@example.com;n. d.;Vente;Payée\n"
)
COMPANY = "name = 'Nordet'  # us\ngross_margin = 0.4\ncurrency = 'CAD'\n"


@pytest.fixture
def retail(tmp_path):
    return Path(shutil.copy(RETAIL, tmp_path / "orders.csv"))


@pytest.fixture
def sales(tmp_path):
    (tmp_path / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    path = tmp_path / "caisse 2026-09.csv"
    path.write_text(SALES, encoding="cp1252")
    return path


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_online_retail_comes_in_through_map_alone(call, retail):
    answer = call("map", retail, "--currency", "GBP", "--taxes", "out")
    assert answer.code == 0
    assert "300 orders of 250 customers; 53 below zero, −£1,810.84 in all" in answer.out
    assert "2009-12-01 07:45  →  December 1, 2009, 07:45" in spaced(answer.out)
    assert "-196.1  →  −£196.10" in answer.out
    assert "Returns, where is_return is True, are below zero already" in answer.out
    company = Company.read(retail.parent)
    assert company.currency == "GBP"
    assert "currency" not in company.assumed
    assert {"gross_margin", "name"} <= set(company.assumed)
    assert company.mappings["orders"].columns == {
        "order_id": "order_id", "ordered_at": "order_datetime", "customer": "customer_id", "net": "amount",
        "region": "country",
    }  # fmt: skip
    retail.rename(retail.with_name("next month.csv"))
    later = call("check", retail.parent)
    assert "300 rows kept" in later.out
    assert "Questions" not in later.out


def test_a_currency_is_asked_for_and_nothing_is_written_without_it(call, retail):
    answer = call("map", retail)
    assert answer.code == 2
    assert answer.err.strip().endswith("--currency CODE --taxes 'in|out'")
    assert not (retail.parent / "bascule.toml").exists()


def test_taxes_that_the_header_tells_of_are_not_asked(call, tmp_path):
    path = tmp_path / "caisse.csv"
    path.write_text("No facture,Date de facture,Montant TTC\n1,2026-09-01,114.98\n", encoding="utf-8")
    answer = call("map", path, "--currency", "CAD", "--column", "net=Montant TTC")
    assert answer.code == 0
    (orders,) = read_alone(path, Company.read(tmp_path), dt.date(2026, 11, 23)).tables.values()
    assert orders["net"].to_list() == [100.0]


@pytest.mark.parametrize(
    ("lang", "understood", "refused"),
    [
        ("fr", "03/09/2026 10:15  →  3 septembre 2026, 10 h 15", "n. d.  →  refusé : illisible"),
        ("en", "03/09/2026 10:15  →  September 3, 2026, 10:15", "n. d.  →  refused: cannot be read"),
    ],
)
def test_the_preview_speaks_both_languages(call, sales, lang, understood, refused):
    answer = call(
        "map", sales, "--currency", "CAD", "--taxes", "out", "--minus", "Type=Retour", "--dry-run", "--lang", lang
    )
    assert answer.code == 0
    assert understood in spaced(answer.out)
    assert refused in spaced(answer.out)
    assert (sales.parent / "bascule.toml").read_text(encoding="utf-8") == COMPANY


def test_returns_above_zero_are_asked_about(call, sales):
    answer = call("map", sales, "--currency", "CAD", "--taxes", "out", "--yes")
    assert answer.code == 2
    assert "--minus 'Type=Retour|none'" in answer.err
    answer = call("map", sales, "--currency", "CAD", "--taxes", "out", "--minus", "Type=Retour")
    assert answer.code == 0
    assert "2 orders of 2 customers; 1 below zero, −$20.00 in all" in answer.out
    assert "row 7, column Montant: n. d." in answer.out


def test_what_is_written_keeps_the_file_and_next_month_needs_nothing(call, sales):
    assert call("map", sales, "--currency", "CAD", "--taxes", "out", "--minus", "Type=Retour").code == 0
    text = (sales.parent / "bascule.toml").read_text(encoding="utf-8")
    assert text.startswith(COMPANY)
    mapping = Company.read(sales.parent).mappings["caisse"]
    assert mapping.drop == {"Statut": ("Annulée",)}
    assert mapping.minus == {"Type": ("Retour",)}
    later = sales.with_name("anything.csv")
    later.write_text(SALES.replace("F-", "G-").replace("/09/", "/10/"), encoding="utf-8")
    answer = call("check", sales.parent)
    assert answer.out.count("caisse → orders · 2 rows kept · 1 row refused") == 2


def test_a_shape_described_already_is_described_again_under_its_name(call, sales):
    call("map", sales, "--currency", "CAD", "--taxes", "out", "--minus", "Type=Retour")
    before = Company.read(sales.parent)
    assert call("map", sales).code == 0
    assert Company.read(sales.parent) == before
    assert call("map", sales, "--name", "other").code == 2


def test_questions_are_asked_on_a_terminal(sales, monkeypatch):
    monkeypatch.setattr(bascule.cli.map, "terminal", lambda: True)
    answers = "\n".join(["peut-être", "o", "dollars", "cad", "out", "o"]) + "\n"
    result = CliRunner().invoke(command, [str(sales)], obj=Session(Locale("fr")), input=answers)
    assert result.exit_code == 0, result.output
    said = spaced(result.output).replace("’", "'")
    assert "Les lignes où Type vaut Retour ressemblent à des retours" in said
    assert "En quelle devise sont les montants" in said
    assert "Est-ce bien ainsi qu'il faut comprendre le fichier" in said
    mapping = Company.read(sales.parent).mappings["caisse"]
    assert (mapping.currency, mapping.minus) == ("CAD", {"Type": ("Retour",)})


def test_no_on_a_terminal_writes_nothing(retail, monkeypatch):
    monkeypatch.setattr(bascule.cli.map, "terminal", lambda: True)
    result = CliRunner().invoke(command, [str(retail)], obj=Session(Locale("en")), input="GBP\nout\nn\n")
    assert result.exit_code == 0
    assert "Nothing is written." in result.output
    assert not (retail.parent / "bascule.toml").exists()


def test_a_table_and_a_column_are_asked_on_a_terminal(tmp_path, monkeypatch):
    path = tmp_path / "radio.csv"
    path.write_text("Jour,Truc,Zzz\n2026-09-01,x,500.50\n2026-09-02,y,30.25\n", encoding="utf-8")
    monkeypatch.setattr(bascule.cli.map, "terminal", lambda: True)
    answers = "\n".join(["media", "=radio", "nothing", "zzz", "CAD", "y"]) + "\n"
    result = CliRunner().invoke(command, [str(path)], obj=Session(Locale("en")), input=answers)
    assert result.exit_code == 0, result.output
    mapping = Company.read(tmp_path).mappings["radio"]
    assert mapping.table == "media"
    assert mapping.columns == {"date": "Jour", "spend": "Zzz"}
    assert mapping.constants == {"channel": "radio"}


def test_dates_that_can_be_read_in_two_ways_are_asked(call, sales):
    sales.write_text("No facture,Date,Total\nF-1,03/04/2026,5.25\nF-2,05/06/2026,6.50\n", encoding="utf-8")
    answer = call("map", sales, "--currency", "CAD", "--taxes", "out")
    assert answer.code == 2
    assert "--date-order 'day_first|month_first'" in answer.err
    answer = call("map", sales, "--currency", "CAD", "--taxes", "out", "--date-order", "day_first")
    assert answer.code == 0
    assert "03/04/2026  →  April 3, 2026" in spaced(answer.out)
    assert Company.read(sales.parent).mappings["caisse"].date_order == "day_first"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--column", "net=Nowhere"], "has no column Nowhere"),
        (["--column", "nett=Montant"], "has no column nett"),
        (["--table", "ordres"], "There is no table ordres"),
        (["--column", "net"], "Write NAME=VALUE"),
        (["--drop", "Nowhere=x"], "has no column Nowhere"),
        (["--name", "google_ads"], "Give it another name"),
        (["--currency", "dollars"], "Three letters, such as CAD"),
    ],
)
def test_what_is_passed_wrongly_is_said(call, sales, options, said):
    answer = call("map", sales, "--currency", "CAD", "--taxes", "out", *options)
    assert answer.code == 2
    assert said in spaced(answer.err)
    assert (sales.parent / "bascule.toml").read_text(encoding="utf-8") == COMPANY


def test_a_file_that_is_not_there_or_holds_no_table_is_said(call, tmp_path):
    assert "There is no file" in call("map", tmp_path / "none.csv").err
    path = tmp_path / "prose.txt"
    path.write_text("Bonjour,\nrien ici.\n", encoding="utf-8")
    answer = call("map", path)
    assert answer.code == 3
    assert "holds no table to map" in answer.err


def test_an_export_that_is_known_needs_no_description(call, tmp_path):
    path = tmp_path / "media.csv"
    path.write_text("date,channel,spend\n2026-09-01,radio,50\n", encoding="utf-8")
    answer = call("map", path)
    assert answer.code == 0
    assert "is recognised already, as media.csv" in answer.out
    assert not (tmp_path / "bascule.toml").exists()


def test_amounts_in_another_currency_are_refused_and_nothing_is_written(call, sales):
    answer = call("map", sales, "--currency", "USD", "--taxes", "out", "--minus", "none")
    assert answer.code == 3
    assert "are in USD" in answer.out
    assert (sales.parent / "bascule.toml").read_text(encoding="utf-8") == COMPANY


def test_a_currency_in_the_header_is_that_of_the_shape(call, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Order ID,Order date,Amount (USD)\n1,2026-09-01,5.25\n", encoding="utf-8")
    assert call("map", path, "--taxes", "out").code == 0
    company = Company.read(tmp_path)
    assert (company.currency, company.mappings["x"].currency) == ("USD", "USD")


def test_a_currency_that_the_rows_name_is_not_asked(call, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Order ID,Order date,Amount,Currency\n1,2026-09-01,5.25,EUR\n", encoding="utf-8")
    assert call("map", path, "--taxes", "out").code == 0
    company = Company.read(tmp_path)
    assert (company.currency, company.mappings["x"].currency) == ("EUR", None)


def test_a_folder_of_unknown_files_only_says_how_to_describe_them(call, retail):
    answer = call("check", retail.parent)
    assert answer.code == 3
    assert "run: bascule map FILE" in answer.err


def test_check_says_how_to_describe_a_file(call, retail):
    retail.with_name("media.csv").write_text("date,channel,spend\n2026-09-01,radio,50\n", encoding="utf-8")
    assert f"run: bascule map {retail}" in call("check", retail.parent).out
    assert f"lancez : bascule map {retail}" in spaced(call("check", retail.parent, "--lang", "fr").out)
