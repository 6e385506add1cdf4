"""A shape of file described in bascule.toml: recognised under any name, and never in silence when it changes."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.company import Company, FileSettings, MappingSettings
from bascule.errors import BasculeError
from bascule.ingest.folder import read_alone, sources_for
from bascule.ingest.mapping import settled_by, source_of
from bascule.ingest.mapping_text import name_for, with_mapping
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.sources import SOURCES
from bascule.ingest.tables import SCHEMAS
from bascule.ingest.understood import understood

TODAY = dt.date(2026, 11, 23)
SHAPE = {
    "table": "orders",
    "columns": {"order_id": "No", "ordered_at": "Quand", "customer": "Qui", "net": "Combien"},
    "currency": "CAD",
    "taxes": "out",
}
FILE = "No;Quand;Qui;Combien\nA1;2026-09-01 10:00;ada@example.com;1 200,50\nA2;2026-09-02;bob@example.com;-3,25\n"


def shape(**more):
    return {"caisse": MappingSettings.model_validate({**SHAPE, **more})}


def orders(imported):
    return imported.tables["orders"].sort("source_row")


def test_a_mapped_file_is_read_under_any_name(read):
    imported = read({"octobre.csv": FILE}, mappings=shape())
    assert orders(imported).select("order_id", "net", "currency").rows() == [
        ("A1", 1200.5, "CAD"), ("A2", -3.25, "CAD")
    ]  # fmt: skip
    assert orders(imported)["ordered_at"][0] == dt.datetime(2026, 9, 1, 10)
    assert orders(imported)["customer_key"].n_unique() == 2
    assert "ada" not in str(orders(imported).rows())
    (report,) = imported.files
    assert (report.source, report.rows_kept, report.total) == ("caisse", 2, 1197.25)
    assert imported.questions == ()


def test_next_month_needs_nothing_and_overlaps_are_counted_once(read):
    later = FILE.replace("A1", "A3") + "A4;2026-10-02;cle@example.com;7\n"
    imported = read({"ventes-09.csv": FILE, "autre nom.txt": later}, mappings=shape())
    assert sorted(imported.tables["orders"]["order_id"]) == ["A1", "A2", "A3", "A4"]
    assert imported.questions == ()


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(4)))
def test_the_order_of_columns_changes_nothing(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("permuted")
    company = Company(name="N", gross_margin=0.4, mappings=shape())
    path = folder / "x.csv"
    rows = [line.split(";") for line in FILE.splitlines()]
    path.write_text("\n".join(";".join(row[place] for place in order) for row in rows), encoding="utf-8")
    found = orders(read_alone(path, company, TODAY)).select("order_id", "ordered_at", "net").rows()
    assert found == [("A1", dt.datetime(2026, 9, 1, 10), 1200.5), ("A2", dt.datetime(2026, 9, 2), -3.25)]


def test_a_mapping_whose_headers_vanish_is_said(read):
    imported = read({"octobre.csv": FILE.replace("Combien", "Total")}, mappings=shape())
    assert imported.tables == {}
    (refusal,) = imported.refusals
    assert refusal.code == "mapping_headers_missing"
    assert refusal.params["mapping"] == "caisse"
    assert refusal.params["columns"] == ["Combien"]


def test_a_file_of_another_shape_is_only_unknown(read):
    media = "date,channel,spend\n2026-09-01,radio,50\n"
    imported = read({"a.csv": "x,y,z\n1,2,3\n", "media.csv": media}, mappings=shape())
    assert [report.messages[0][0] for report in imported.files if report.source is None] == ["file_unknown"]
    assert imported.refusals == ()


def test_a_mapping_goes_before_what_bascule_knows(read):
    given = {"table": "orders", "columns": {"order_id": "campaign", "ordered_at": "date", "net": "spend"}}
    content = "date,channel,campaign,spend\n2026-09-01,radio,A1,50\n"
    imported = read({"a.csv": content}, mappings={"mine": MappingSettings(**given, currency="CAD", taxes="out")})
    assert list(imported.tables) == ["orders"]
    assert list(read({"a.csv": content}).tables) == ["media"]


def test_a_currency_is_asked_and_never_assumed(read):
    imported = read({"a.csv": FILE}, mappings=shape(currency=None))
    assert [question.field for question in imported.questions] == ["currency"]
    assert imported.tables == {}
    said = read({"a.csv": FILE}, mappings=shape(currency=None), files={"a.csv": FileSettings(currency="CAD")})
    assert orders(said)["net"].sum() == 1197.25


def test_what_is_said_of_one_file_goes_before_its_shape():
    source = source_of("caisse", MappingSettings(**{**SHAPE, "date_order": "day_first", "decimal": ",", "taxes": "in"}))
    said = settled_by(source, FileSettings(date_order="month_first"))
    assert (said.currency, said.date_order, said.decimal, said.taxes) == ("CAD", "month_first", ",", "in")


def test_rows_are_left_out_and_returns_taken_off(read):
    content = (
        "No;Quand;Qui;Combien;Statut;Type\n"
        "A1;2026-09-01;a;10;payée;Vente\nA2;2026-09-01;b;20;ANNULÉE;Vente\nA3;2026-09-02;a;4;payée;Retour\n"
        "A4;2026-09-02;a;-1;payée;Retour\n"
    )
    imported = read({"a.csv": content}, mappings=shape(drop={"Statut": ("Annulée",)}, minus={"Type": ("retour",)}))
    assert orders(imported).select("order_id", "net").rows() == [("A1", 10.0), ("A3", -4.0), ("A4", -1.0)]
    (report,) = imported.files
    assert (report.rows_kept, report.rows_left_out) == (3, 1)
    assert ("rows_dropped", {"rows": 1}) in report.messages


LINES = (
    "No;Quand;Qui;Combien;Qté\nA1;2026-09-01;a;10;2\nA1;2026-09-01;a;10;2\nA1;2026-09-01;a;5;1\nA2;2026-09-02;b;7;-1\n"
)


def test_the_lines_of_an_order_are_added(read):
    imported = read({"a.csv": LINES}, mappings=shape(lines="add"))
    assert orders(imported).select("order_id", "net", "source_row").rows() == [("A1", 25.0, 2), ("A2", 7.0, 5)]


def test_the_price_of_one_unit_is_multiplied(read):
    imported = read({"a.csv": LINES}, mappings=shape(lines="add", quantity="Qté", per_unit=("net",)))
    assert orders(imported).select("order_id", "net").rows() == [("A1", 45.0), ("A2", -7.0)]


def test_amounts_repeated_on_each_line_are_counted_once_or_refused(read):
    same = LINES.replace(";5;1", ";10;1")
    imported = read({"a.csv": same}, mappings=shape(lines="once"))
    assert orders(imported).select("order_id", "net").rows() == [("A1", 10.0), ("A2", 7.0)]
    imported = read({"a.csv": LINES}, mappings=shape(lines="once"))
    assert orders(imported)["order_id"].to_list() == ["A2"]
    assert {refusal.code for refusal in imported.refusals} == {"order_amounts_differ"}
    assert imported.files[0].rows_refused == 3


def test_what_no_column_says_holds_for_every_row(read):
    given = {"table": "media", "columns": {"date": "Semaine", "spend": "Coût"}, "constants": {"channel": "radio"}}
    content = "Semaine;Coût\n2026-09-07;500\n2026-09-14;450\n2026-09-21;300\n"
    imported = read({"a.csv": content}, mappings={"radio": MappingSettings(**given, currency="CAD")})
    assert imported.tables["media"].select("channel", "grain", "spend").rows() == [
        ("radio", "week", 500.0), ("radio", "week", 450.0), ("radio", "week", 300.0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"table": "ordres"}, "mapping_table_unknown"),
        ({"columns": {**SHAPE["columns"], "nett": "x"}}, "mapping_column_unknown"),
        ({"columns": {"order_id": "No", "net": "Combien"}}, "mapping_incomplete"),
        ({"table": "sales", "columns": {"date": "x", "revenue": "y"}, "lines": "add"}, "mapping_lines_elsewhere"),
        ({"quantity": "Qté"}, "mapping_units"),
    ],
)
def test_a_mapping_that_says_nothing_sound_is_refused(given, code):
    with pytest.raises(BasculeError) as caught:
        source_of("caisse", MappingSettings.model_validate({**SHAPE, **given}))
    assert caught.value.code == code


def test_the_name_of_a_source_is_not_taken():
    with pytest.raises(BasculeError) as caught:
        source_of("google_ads", MappingSettings(**SHAPE))
    assert caught.value.code == "mapping_name_taken"


def test_a_file_may_be_said_to_be_of_a_mapping():
    company = Company(name="N", gross_margin=0.4, mappings=shape())
    (source,) = sources_for(FileSettings(source="caisse"), "a.csv", company)
    assert source.kind == "caisse"
    with pytest.raises(BasculeError):
        sources_for(FileSettings(source="caisse"), "a.csv", None)


@pytest.mark.parametrize("table", list(PLAIN))
def test_every_plain_table_can_be_mapped_and_gives_its_canonical_rows(tmp_path, table):
    cells = {
        "text": "x", "date": "2026-09-07", "time": "2026-09-07 10:00", "number": "12.5", "count": "3",
        "currency": "CAD",
    }  # fmt: skip
    words = {
        ("interest", "kind"): "marque", ("costs", "kind"): "tool",
            ("consents", "kind"): "exprès", "brand": "oui", "fixed": "non", "grain": "day",
        "survey": "NPS", "accepts_email": "oui", "interval": "month", "depth": "20 %",
        ("deals", "status"): "won", ("hours", "side"): "ventes", ("hours", "origin"): "calendrier",
        ("price_surveys", "answer"): "oui",
    }  # fmt: skip
    base = PLAIN[table]
    header = {column.name: f"Titre {rank}" for rank, column in enumerate(base.columns)}
    row = [words.get((table, c.name)) or words.get(c.name) or cells[c.kind] for c in base.columns]
    path = tmp_path / "any.csv"
    path.write_text(",".join(header.values()) + "\n" + ",".join(row) + "\n", encoding="utf-8")
    mapping = MappingSettings(table=table, columns=header, currency="CAD", taxes="out")
    company = Company(name="N", gross_margin=0.4, mappings={"mine": mapping})
    imported = read_alone(path, company, TODAY)
    assert imported.refusals == ()
    assert list(imported.tables) == [table]
    assert imported.tables[table].height == 1
    assert imported.tables[table].schema == pl.Schema(SCHEMAS[table])


def test_a_plain_table_of_the_sources_is_taken_from_there():
    assert PLAIN["orders"] is SOURCES["orders_csv"]
    assert PLAIN["costs"] is SOURCES["costs"]


def test_the_text_of_a_mapping_keeps_comments_and_reads_back():
    before = "# ours\nname = 'N'  # the name\ngross_margin = 0.4\n\n[files.\"a.csv\"]\ncurrency = 'CAD'\n"
    mapping = MappingSettings(**SHAPE, drop={"Statut": ("Annulée", "Void")}, minus={"Type": ("Retour",)})
    once = with_mapping(before, "caisse", mapping, "How\nand why")
    assert once.startswith(before)
    assert "# How\n# and why\n" in once
    changed = mapping.model_copy(update={"currency": "USD"})
    twice = with_mapping(once, "caisse", changed)
    assert twice.startswith(before)
    assert twice.count("[mappings.caisse]") == 1
    other = with_mapping(once, "Autre nom", changed)
    assert '[mappings."Autre nom"]' in other
    assert "[mappings.caisse]" in other


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(["order_id", "ordered_at", "net"]), st.text(min_size=1, max_size=9), min_size=1))
def test_any_header_reads_back_as_it_was_written(columns):
    mapping = MappingSettings(table="orders", columns=columns)
    assert with_mapping("", "x", mapping).startswith("[mappings.x]")


@pytest.mark.parametrize("text", ["mappings = 3\n", "not toml", "[mappings]\nx = 'y'\n[mappings.x.y]\n"])
def test_a_file_that_is_no_toml_is_refused(text):
    with pytest.raises(BasculeError) as caught:
        with_mapping(text, "x", MappingSettings(**SHAPE))
    assert caught.value.code == "company_unreadable"


def test_names_are_those_of_the_file_without_its_dates():
    assert name_for("Commandes (sept) 2026-09-30.xlsx", []) == "commandes_sept"
    assert name_for("orders.csv", ["orders", "orders_2"]) == "orders_3"


def test_cells_are_understood_as_they_will_be_read():
    column = PLAIN["orders"].column("ordered_at")
    cells = understood(["01/12/2009 07:45", "--", "demain"], column, ",", "day_first")
    assert [cell.fate for cell in cells] == ["read", "unknown", "refused"]
    assert cells[0].value == dt.datetime(2009, 12, 1, 7, 45)
