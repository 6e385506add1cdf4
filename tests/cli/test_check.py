import datetime as dt
import json
import tomllib
from dataclasses import replace

import polars as pl
import pytest

from bascule import study as studies
from bascule.ingest.imported import FileReport, Imported, Question, Refusal
from bascule.ingest.sources import SOURCES
from bascule.ingest.tables import conform
from fixing import fixed, sheets_of

MONDAY = {"date": [dt.date(2026, 1, 5)], "date_end": [dt.date(2026, 1, 11)], "grain": ["week"]}
MEDIA = conform(pl.DataFrame({**MONDAY, "channel": ["radio"], "spend": [5.0], "source_file": ["meta.csv"]}), "media")
SALES = conform(pl.DataFrame({**MONDAY, "revenue": [10.0], "source_file": ["sales.csv"]}), "sales")
REPORT = FileReport(
    "meta.csv", "meta_ads", "media", 40, 2, dt.date(2026, 1, 5), dt.date(2026, 2, 1), 1234.5, currency="CAD"
)


@pytest.fixture
def seen(monkeypatch, study):
    def give(imported):
        monkeypatch.setattr(studies, "check", lambda *_, **__: imported)
        monkeypatch.setattr(studies, "history", lambda *_: study.panel)

    return give


def test_it_says_what_each_file_is(call, tmp_path, seen):
    seen(Imported({"media": MEDIA, "sales": SALES}, (REPORT, FileReport("notes.csv"))))
    answer = call("check", tmp_path, "--lang", "fr")
    assert answer.code == 0
    out = answer.out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "meta.csv" in out
    assert "40 lignes gardées" in out
    assert "2 lignes refusées" in out
    assert "du 2026-01-05 au 2026-02-01" in out
    assert "1 234,50 $" in out
    assert "non reconnu" in out


def test_a_refused_row_is_located_and_does_not_block(call, tmp_path, seen):
    refusal = Refusal("meta.csv", 12, "Montant dépensé (CAD)", "-5", "number_negative", {})
    seen(Imported({"media": MEDIA}, (REPORT,), (refusal,)))
    answer = call("check", tmp_path)
    assert answer.code == 0
    assert "meta.csv, row 12, column Montant dépensé (CAD): -5" in answer.out


def test_a_refused_file_blocks(call, tmp_path, seen):
    seen(
        Imported(
            {"media": MEDIA}, (REPORT,), (Refusal("x.csv", None, None, None, "file_unreadable", {"file": "x.csv"}),)
        )
    )
    assert call("check", tmp_path).code == 3


def test_a_question_blocks_and_says_where_to_answer(call, tmp_path, seen):
    question = Question("g.csv", "date_order", "date_order_ambiguous", {}, ("day_first", "month_first"))
    seen(Imported({"media": MEDIA}, (REPORT,), (), (question,)))
    answer = call("check", tmp_path)
    assert answer.code == 3
    assert 'date_order = "day_first" | "month_first"' in answer.out


def test_nothing_recognised_blocks(call, tmp_path, seen):
    seen(Imported({}, (FileReport("notes.csv"),)))
    assert call("check", tmp_path).code == 3


def test_thousands_of_refusals_are_not_all_listed(call, tmp_path, seen):
    refusals = tuple(Refusal("m.csv", row, None, None, "number_negative", {}) for row in range(5000))
    seen(Imported({"media": MEDIA}, (REPORT,), refusals))
    out = call("check", tmp_path).out
    assert "4,980" in out
    assert out.count("m.csv, row") == 20


def test_it_says_what_is_missing_for_each_answer(call, tmp_path, seen):
    seen(Imported({"media": MEDIA}, (REPORT,)))
    out = call("check", tmp_path).out
    assert "not yet. Missing: your orders (Shopify" in out
    assert "your own contribution margin" in out
    assert "bascule init" in out
    (tmp_path / "bascule.toml").write_text('name = "N"\ngross_margin = 0.4\n', encoding="utf-8")
    seen(Imported({"media": MEDIA, "sales": SALES}, (REPORT,)))
    out = call("check", tmp_path).out
    assert "The plan: where the next dollars go: yes" in out
    assert "bascule init" not in out


def test_it_says_what_each_source_holds_and_how_old_it_is(call, tmp_path, seen):
    seen(Imported({"media": MEDIA, "sales": SALES}, (REPORT,)))
    out = call("check", tmp_path).out
    assert "Meta Ads → media spending · by week · 1 row · 2026-01-05 to 2026-01-11 · total $5.00" in out
    assert "days old: export it again before deciding" in out


def test_it_names_the_export_that_would_help_most_and_its_menu(call, tmp_path, seen, monkeypatch):
    source = replace(SOURCES["shopify_orders"], menu_en="Orders › Export", menu_fr="Commandes › Exporter")
    monkeypatch.setitem(SOURCES, "shopify_orders", source)
    seen(Imported({"media": MEDIA}, (REPORT,)))
    assert "The export that would help most: Shopify.\n  In its menus: Orders › Export" in call("check", tmp_path).out
    french = call("check", tmp_path, "--lang", "fr").out.replace("\u00a0", " ")
    assert "Dans ses menus : Commandes › Exporter (en anglais : Orders › Export)" in french


def test_the_data_report_is_written_as_json(call, tmp_path, seen):
    seen(Imported({"media": MEDIA, "sales": SALES}, (REPORT,)))
    call("check", tmp_path, "--json", tmp_path / "data.json")
    written = json.loads((tmp_path / "data.json").read_text(encoding="utf-8"))
    assert written["schema"] == "bascule/data-report/1"
    assert written["held"][0]["start"] == "2026-01-05"
    assert {name: written["answers"][2][name] for name in ("answer", "possible")} == {
        "answer": "How far the platforms over-claim",
        "possible": False,
    }


BOOKS = conform(
    pl.DataFrame(
        {
            "date": [dt.date(2026, 1, 1)] * 3, "date_end": [dt.date(2026, 1, 31)] * 3,
            "section": ["income", "cost_of_sales", "expense"], "account": ["Ventes", "Achats", "Livraison"],
            "amount": [1000.0, 570.0, 30.0], "source_file": ["pl.csv"] * 3,
        }
    ),
    "books",
)  # fmt: skip


def test_it_says_the_margin_of_the_books_and_what_it_leaves_out(call, tmp_path, seen):
    (tmp_path / "bascule.toml").write_text('name = "N"\ngross_margin = 0.5\nassumed = ["gross_margin"]\n', "utf-8")
    seen(Imported({"media": MEDIA, "books": BOOKS}, (REPORT,)))
    out = call("check", tmp_path).out
    assert "a contribution margin of 43.0% before marketing" in out
    assert "Left out of it: Livraison ($30). If each sale brings these costs, the margin is 40.0%." in out
    assert "bascule.toml says 50.0%, which nobody has confirmed." in out


def test_books_without_cost_of_sales_tell_no_margin(call, tmp_path, seen):
    seen(Imported({"media": MEDIA, "books": BOOKS.filter(section="income")}, (REPORT,)))
    assert "they do not tell the margin" in call("check", tmp_path).out


def test_a_description_that_cannot_be_read_is_refused(call, tmp_path):
    (tmp_path / "bascule.toml").write_text("name = ", encoding="utf-8")
    answer = call("check", tmp_path)
    assert answer.code == 3
    assert "bascule.toml" in answer.err


ROWS = "Day,Campaign,Currency code,Cost\n" + "".join(f"2026-09-{day:02d},A,CAD,{day}.50\n" for day in range(1, 21))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_all_refused_rows_are_written_to_a_workbook_on_request(call, tmp_path, lang):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "g.csv").write_text(ROWS + "2026-09-21,A,CAD,twelve\n")
    told = call("check", folder, "--lang", lang).out
    name = "a-corriger.xlsx" if lang == "fr" else "to-fix.xlsx"
    assert f"bascule check {folder} --refusals {name}" in told
    book = folder / name
    answer = call("check", folder, "--refusals", book, "--lang", lang)
    assert str(book) in answer.out
    (notes, rows) = sheets_of(book.read_bytes()).values()
    assert notes[0][0] == ("À corriger" if lang == "fr" else "To fix")
    assert rows[1][5:] == ["2026-09-21", "A", "CAD", "twelve"]
    book.write_bytes(fixed(book.read_bytes(), {(22, "Cost"): "12.00"}))
    after = call("check", folder, "--lang", lang).out
    assert "--refusals" not in after
    assert ("corrections de lignes refusées" if lang == "fr" else "corrections of refused rows") in after
    assert "232" in after


def test_refused_rows_only_go_to_a_workbook(call, tmp_path):
    answer = call("check", tmp_path, "--refusals", tmp_path / "a.csv")
    assert answer.code == 2
    assert ".xlsx" in answer.err
    assert not (tmp_path / "a.csv").exists()


def test_commands_and_keys_it_gives_can_be_typed_as_they_are(call, tmp_path):
    folder = tmp_path / "Boutique été"
    folder.mkdir()
    (folder / "caisse du mois.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / 'ads "1".csv').write_text("Day,Campaign,Cost\n2026-09-01,A,12.34\n", encoding="utf-8")
    out = call("check", folder).out
    assert f'bascule map "{folder / "caisse du mois.csv"}"' in out
    assert f'bascule init "{folder}"' in out
    key = next(line for line in out.splitlines() if "[files." in line)
    said = key[key.index("[") : key.rindex("]") + 1]
    assert tomllib.loads(said) == {"files": {'ads "1".csv': {}}}


def test_the_channels_of_the_history_are_named_in_words(call, tmp_path):
    rows = "".join(f"2026-0{month}-{day:02},brand_search,10\n" for month in (8, 9) for day in range(1, 29))
    (tmp_path / "media.csv").write_text("date,channel,spend\n" + rows, encoding="utf-8")
    sales = "".join(f"2026-0{month}-{day:02},100\n" for month in (8, 9) for day in range(1, 29))
    (tmp_path / "sales.csv").write_text("date,revenue\n" + sales, encoding="utf-8")
    toml = 'name = "N"\ngross_margin = 0.4\n'
    (tmp_path / "bascule.toml").write_text(toml, encoding="utf-8")
    assert "recherche de marque." in call("check", tmp_path, "--lang", "fr").out
    (tmp_path / "bascule.toml").write_text(toml + '[channels.brand_search]\nlabel = "Notre nom"\n', encoding="utf-8")
    assert "Notre nom." in call("check", tmp_path).out


def test_a_file_that_is_known_and_left_aside_is_not_called_unknown(call, tmp_path):
    rows = "date,channel,spend\n2026-09-01,radio,10\n"
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(rows, encoding="utf-8")
    (tmp_path / "c.csv").write_text(rows + "2026-09-02,radio,10\n", encoding="utf-8")
    (tmp_path / "bascule.toml").write_text(
        'name = "N"\ngross_margin = 0.4\n[files."c.csv"]\nignore = true\n', encoding="utf-8"
    )
    out = call("check", tmp_path).out
    assert out.count("  left aside\n") == 2
    assert "not recognised" not in out
