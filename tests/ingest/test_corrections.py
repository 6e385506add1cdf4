"""Refused → workbook → corrected → read again: kept once, totals right, the exports untouched."""

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from bascule.company import Company
from bascule.ingest import Imported, read_folder
from bascule.ingest.to_fix import refusals_workbook
from bascule.locale import Locale
from fixing import edited, fixed, saved, sheets_of

TODAY = dt.date(2026, 11, 23)
HEADER = "Jour,Campagne,Code de la devise,Coût,Étiquette\n"
GOOD = "".join(f'2026-09-{day:02d},Toitures,CAD,"{day},50",a\n' for day in range(1, 21))
BAD = (
    '31/31/2026,Toitures,CAD,"40,25",=cmd|x\n2026-09-22,Toitures,CAD,douze,"b\nc"\n2026-09-23,Toitures,CAD,"-3,00",d\n'
)
FILE = HEADER + GOOD + BAD
TOTAL = sum(day + 0.5 for day in range(1, 21))
FIXED = {(22, "Jour"): "2026-09-21", (23, "Coût"): "12,00"}


class Exports:
    """A folder of exports, its refused rows as a workbook, and its next reading."""

    def __init__(self, folder: Path, company: Company) -> None:
        self.folder, self.company = folder, company
        folder.mkdir(exist_ok=True)

    def put(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, today: dt.date = TODAY, every_row: bool = False) -> Imported:
        return read_folder(self.folder, self.company, today, every_row=every_row)

    def book(self, lang: str = "fr") -> bytes:
        return refusals_workbook(self.read(every_row=True), Locale("en" if lang == "en" else "fr"))


@pytest.fixture
def exports_of(tmp_path: Path, company: Company) -> Callable[..., Exports]:
    def make(**contents: str | bytes) -> Exports:
        exports = Exports(tmp_path / "exports", company)
        for name, content in contents.items():
            exports.put(name.replace("_", "."), content)
        return exports

    return make


Make = Callable[..., Exports]


def _spend(imported: Imported) -> float:
    return float(imported.tables["media"]["spend"].sum())


def _codes(imported: Imported, file: str) -> list[str]:
    return [refusal.code for refusal in imported.refusals if refusal.file == file]


def test_each_refused_row_is_listed_with_its_cells_reason_and_remedy(exports_of: Make) -> None:
    imported = exports_of(google_csv=FILE).read(every_row=True)
    (refused,) = imported.refused
    assert (refused.file, refused.total, refused.place is not None) == ("google.csv", 3, True)
    assert refused.rows.select("row", "code", "column", "value").rows() == [
        (22, "date_unreadable", "Jour", "31/31/2026"),
        (23, "number_unreadable", "Coût", "douze"),
        (24, "number_negative", "Coût", "-3,00"),
    ]
    assert refused.header == ("Jour", "Campagne", "Code de la devise", "Coût", "Étiquette")
    assert refused.cells[23] == ("2026-09-22", "Toitures", "CAD", "douze", "b\nc")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_workbook_says_what_to_do_and_is_the_same_each_time(exports_of: Make, lang: str) -> None:
    exports = exports_of(google_csv=FILE)
    book = exports.book(lang)
    time.sleep(1.1)  # the moment of writing is told to the second
    assert book == exports.book(lang)
    notes, rows = sheets_of(book).values()
    assert len([line for line in notes[1:4] if line[0]]) == 3
    assert rows[0][5:] == ["Jour", "Campagne", "Code de la devise", "Coût", "Étiquette"]
    assert rows[0][:2] == (
        ["Bascule\u00a0: fichier", "Bascule\u00a0: ligne"] if lang == "fr" else ["Bascule: file", "Bascule: row"]
    )
    assert rows[1][:2] == ["google.csv", 22]
    assert rows[1][5:] == ["31/31/2026", "Toitures", "CAD", "40,25", "=cmd|x"]
    assert "2026-11-23" in str(rows[1][4])
    assert all(row[3] and row[4] and row[3] != row[4] for row in rows[1:])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_corrected_rows_take_the_place_of_the_refused_ones(exports_of: Make, lang: str) -> None:
    exports = exports_of(google_csv=FILE)
    before = exports.read()
    assert _spend(before) == TOTAL
    exports.put("a-corriger.xlsx", fixed(exports.book(lang), FIXED))
    after = exports.read()
    assert _spend(after) == TOTAL + 40.25 + 12.0
    report = next(report for report in after.files if report.file == "google.csv")
    assert (report.rows_kept, report.rows_refused) == (22, 1)
    assert dict(report.messages)["rows_corrected"] == {"rows": 2, "others": ["a-corriger.xlsx"]}
    rows = after.tables["media"].select("date", "spend", "source_row").rows()
    assert (dt.date(2026, 9, 21), 40.25, 22) in rows
    assert [refusal.row for refusal in after.refusals] == [24]
    book = next(report for report in after.files if report.file == "a-corriger.xlsx")
    assert dict(book.messages)["corrections_read"] == {"rows": 2}
    assert exports.read().tables["media"].equals(after.tables["media"])
    assert {*before.tables["media"]["import_id"]}.isdisjoint(after.tables["media"]["import_id"])


def test_a_workbook_put_back_as_it_was_changes_nothing(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    before = exports.read()
    exports.put("a-corriger.xlsx", exports.book())
    after = exports.read()
    assert after.tables["media"].equals(before.tables["media"])
    assert [refusal.row for refusal in after.refusals] == [22, 23, 24]


def test_an_emptied_row_is_left_out(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    exports.put("a.xlsx", fixed(exports.book(), {(24, ""): ""}))
    after = exports.read()
    assert _spend(after) == TOTAL
    assert [refusal.row for refusal in after.refusals] == [22, 23]
    assert after.tables["media"]["source_row"].max() == 21


def test_numbers_and_dates_typed_as_such_are_written_as_the_file_writes_them(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    changes = {(22, "Jour"): "2026-09-21", (22, "Coût"): 1.125, (23, "Coût"): 12, (24, "Coût"): 3.5}
    exports.put("a.xlsx", fixed(exports.book(), changes))
    after = exports.read()
    assert after.refusals == ()
    assert _spend(after) == TOTAL + 1.125 + 12 + 3.5


def test_a_correction_that_is_wrong_too_is_corrected_in_turn(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    exports.put("un.xlsx", fixed(exports.book(), {**FIXED, (24, "Coût"): "trois"}))
    again = exports.book()
    assert [row[8] for row in list(sheets_of(again).values())[1][1:]] == ["trois"]
    exports.put("deux.xlsx", fixed(again, {(24, "Coût"): "3,00"}))
    after = exports.read()
    assert after.refusals == ()
    assert _spend(after) == TOTAL + 40.25 + 12.0 + 3.0


def test_two_corrections_that_differ_are_both_refused(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    book = exports.book()
    exports.put("un.xlsx", fixed(book, FIXED))
    exports.put("deux.xlsx", fixed(book, {**FIXED, (23, "Coût"): "13,00"}))
    after = exports.read()
    assert _codes(after, "un.xlsx") == _codes(after, "deux.xlsx") == ["correction_rivals"]
    assert _spend(after) == TOTAL + 40.25


def test_corrections_of_another_version_or_of_a_file_gone_are_refused(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    exports.put("a.xlsx", fixed(exports.book(), FIXED))
    exports.put("google.csv", FILE + '2026-09-25,Toitures,CAD,"5,00",e\n')
    changed = exports.read()
    assert _codes(changed, "a.xlsx") == ["correction_other_version"] * 3
    assert _spend(changed) == TOTAL + 5.0
    (exports.folder / "google.csv").rename(exports.folder / "autre.csv")
    assert _codes(exports.read(), "a.xlsx") == ["correction_file_gone"] * 3


def test_a_row_that_was_not_refused_cannot_be_replaced(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)

    def forge(rows: list[list[object]]) -> None:
        rows[1][1] = 5.0
        rows[2][2] = ""

    exports.put("a.xlsx", edited(exports.book(), 1, forge))
    after = exports.read()
    assert _codes(after, "a.xlsx") == ["correction_not_refused"] * 2
    assert [refusal.params["other_row"] for refusal in after.refusals if refusal.file == "a.xlsx"] == [5, 23]
    assert _spend(after) == TOTAL


def test_no_cell_of_the_workbook_is_a_formula(exports_of: Make) -> None:
    names = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-2", "=1+1"]
    bad = "".join(f'2026-09-21,{name},CAD,=2+3,"=A1"\n' for name in names)
    exports = exports_of(google_csv=HEADER.replace("Étiquette", "=B2") + GOOD * 1 + bad)
    book = exports.book()
    _, rows = sheets_of(book).values()
    assert [row[6] for row in rows[1:]] == names
    assert [*rows[0][9:], rows[1][9]] == ["=B2", "=A1"]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in parts.namelist())


def test_the_value_of_a_formula_is_what_is_read(exports_of: Make) -> None:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Feuille 1")
        sheet.write_row(0, 0, ["Jour", "Campagne", "Code de la devise", "Coût"])
        sheet.write_row(1, 0, ["2026-09-01", "Toitures", "CAD"])
        sheet.write_formula(1, 3, "=10+2.5", None, 12.5)
    assert _spend(exports_of(google_xlsx=content.getvalue()).read()) == 12.5


def test_a_sheet_saved_as_csv_is_corrections_all_the_same(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    rows = list(sheets_of(fixed(exports.book(), FIXED)).values())[1]
    text = "\n".join(
        ";".join('"' + str(cell).replace(".0", "").replace('"', '""') + '"' for cell in row) for row in rows
    )
    exports.put("a.csv", text.encode("utf-8-sig"))
    assert _spend(exports.read()) == TOTAL + 40.25 + 12.0


def test_rows_of_a_workbook_are_corrected_too(exports_of: Make) -> None:
    rows: list[list[object]] = [["Rapport"], ["Jour", "Campagne", "Code de la devise", "Coût"]]
    rows += [[f"2026-09-{day:02d}", "Toitures", "CAD", float(day)] for day in range(1, 13)]
    rows += [["2026-09-13", "Toitures", "CAD", "treize"]]
    exports = exports_of(google_xlsx=saved({"Feuille 1": rows}))
    assert _spend(exports.read()) == 78.0
    exports.put("a.xlsx", fixed(exports.book(), {(15, "Coût"): 13.25}))
    after = exports.read()
    assert _spend(after) == 91.25
    assert after.refusals == ()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_corrections_keep_the_letters_of_any_encoding(exports_of: Make, encoding: str) -> None:
    exports = exports_of(google_csv=FILE.replace("Toitures", "Été").encode(encoding))
    exports.put("a.xlsx", fixed(exports.book(), FIXED))
    after = exports.read()
    assert _spend(after) == TOTAL + 40.25 + 12.0
    assert {*after.tables["media"]["campaign"]} == {"Été"}
    (report,) = (report for report in after.files if report.file == "google.csv")
    assert report.encoding == encoding


def test_a_row_of_too_many_cells_is_put_right(exports_of: Make) -> None:
    exports = exports_of(google_csv=HEADER + GOOD + "2026-09-21,Toitures,CAD,40,25,a,\n")
    book = exports.book()
    row = list(sheets_of(book).values())[1][1]
    assert row[5:11] == ["2026-09-21", "Toitures", "CAD", "40", "25", "a"]

    def shift(rows: list[list[object]]) -> None:
        rows[1][5:] = ["2026-09-21", "Toitures", "CAD", "40,25", "a", "", ""]

    exports.put("a.xlsx", edited(book, 1, shift))
    after = exports.read()
    assert after.refusals == ()
    assert _spend(after) == TOTAL + 40.25


def test_a_file_of_an_archive_is_corrected_and_archived_corrections_are_refused(exports_of: Make) -> None:
    def zipped(name: str, content: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, content)
        return buffer.getvalue()

    exports = exports_of(juin_zip=zipped("google.csv", FILE.encode()))
    book = fixed(exports.book(), FIXED)
    exports.put("a.xlsx", book)
    assert _spend(exports.read()) == TOTAL + 40.25 + 12.0
    (exports.folder / "a.xlsx").unlink()
    exports.put("b.zip", zipped("a.xlsx", book))
    after = exports.read()
    assert _codes(after, "b.zip/a.xlsx") == ["corrections_archived"]
    assert _spend(after) == TOTAL


def test_a_correction_holds_when_time_has_passed(exports_of: Make) -> None:
    exports = exports_of(google_csv=HEADER + GOOD + '2026-12-05,Toitures,CAD,"8,00",a\n')
    exports.put("a.xlsx", fixed(exports.book(), {(22, "Jour"): "2026-11-05"}))
    for today in (TODAY, dt.date(2027, 1, 5)):
        after = exports.read(today)
        assert after.refusals == ()
        assert after.tables["media"]["date"].max() == dt.date(2026, 11, 5)


def test_a_table_among_others_in_a_file_is_corrected(exports_of: Make) -> None:
    table = HEADER + GOOD + "2026-09-21,Toitures,CAD,douze,\n" + '2026-09-22,Toitures,CAD,treize,"a\nb"\n'
    more = '2026-09-23,Toitures,CAD,"1,00",z\n'
    exports = exports_of(
        g_csv="# ---\n# Rapport\n# ---\n" + table + more + "\n# Suite\n" + table.replace("Toitures", "Murs")
    )
    before = exports.read()
    assert [report.rows_kept for report in before.files] == [21, 20]
    book = exports.book()
    book = fixed(fixed(book, {(25, "Coût"): "12,00", (27, ""): ""}), {(54, "Coût"): "13,00"}, sheet=2)
    exports.put("a.xlsx", book)
    after = exports.read()
    assert [refusal.row for refusal in after.refusals] == [52]
    assert [report.rows_kept for report in after.files] == [22, 21, 0]
    assert _spend(after) == 2 * TOTAL + 1.0 + 12.0 + 13.0
    rows = after.tables["media"].filter(after.tables["media"]["spend"].is_in([1.0, 12.0, 13.0]))["source_row"].to_list()
    assert rows == [25, 28, 54]


def test_a_row_too_long_for_a_workbook_is_told_to_be_fixed_in_the_file(exports_of: Make) -> None:
    exports = exports_of(google_csv=HEADER + GOOD + f'2026-09-21,Toitures,CAD,douze,"{"x" * 40_000}"\n')
    (notes,) = sheets_of(exports.book("en")).values()
    said = [row for row in notes if row[0] == "google.csv"]
    assert said[0][1:4] == ["22", "Coût", "douze"]


def test_nothing_of_a_broken_workbook_of_corrections_is_lost_or_raised(exports_of: Make) -> None:
    exports = exports_of(google_csv=FILE)
    sheets = sheets_of(exports.book())
    name = list(sheets)[1]
    header, row, *_ = sheets[name]
    wrong: list[list[object]] = [
        ["", "", "", "", "", "x"], ["google.csv", "vingt", row[2]], ["google.csv", -3.0, "{}"],
        ["google.csv", 22.0, "[1]"], [7.5, True, '{"seal": 1}'], ["google.csv", 22.0, '{"seal": 1, "digest": 3}'],
    ]  # fmt: skip
    exports.put("a.xlsx", saved({name: [header, *wrong]}))
    after = exports.read()
    assert _codes(after, "a.xlsx") == ["correction_not_refused"] * 6
    assert _spend(after) == TOTAL


amounts = st.lists(st.one_of(st.integers(0, 9999), st.just(None)), min_size=12, max_size=30)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=amounts)
def test_the_total_is_that_of_the_file_as_if_it_had_been_right(
    amounts: list[int | None], company: Company, tmp_path_factory: pytest.TempPathFactory
) -> None:
    exports = Exports(tmp_path_factory.mktemp("exports"), company.model_copy(update={"files": {}}))
    lines = [
        f"2026-01-01,C{rank},CAD,{'?' if amount is None else f'{amount / 100:.2f}'}"
        for rank, amount in enumerate(amounts)
    ]
    exports.put("g.csv", "Day,Campaign,Currency code,Cost\n" + "\n".join(lines) + "\n")
    wrong = [rank + 2 for rank, amount in enumerate(amounts) if amount is None]
    if len(wrong) > 9 or len(wrong) == len(amounts):
        return
    if wrong:
        exports.put("a.xlsx", fixed(exports.book(), {(row, "Cost"): f"{row}.25" for row in wrong}))
    after = exports.read()
    expected = sum(amount or 0 for amount in amounts) / 100 + sum(row + 0.25 for row in wrong)
    assert _spend(after) == pytest.approx(expected)
    assert after.files[0].rows_kept == len(amounts)
