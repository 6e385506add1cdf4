"""What is wrong is said and refused; nothing else is lost, and nothing is raised but what a user can act on."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest import Imported, read_folder
from bascule.ingest.folder import settings_of
from bascule.locale import Locale
from bascule.locale.wording import explain, word

Read = Callable[..., Imported]
GOOD = "date,channel,spend\n2026-09-07,radio,100\n2026-09-14,radio,110\n"


def _codes(imported: Imported) -> list[str]:
    return [refusal.code for refusal in imported.refusals]


def test_a_folder_that_is_not_there(tmp_path: Path, company: Company) -> None:
    with pytest.raises(BasculeError, match="folder_missing"):
        read_folder(tmp_path / "nowhere", company, dt.date(2026, 11, 23))


def test_an_empty_folder(tmp_path: Path, company: Company) -> None:
    (tmp_path / "bascule.toml").write_text("")
    (tmp_path / ".hidden.csv").write_text(GOOD)
    with pytest.raises(BasculeError, match="folder_empty") as caught:
        read_folder(tmp_path, company, dt.date(2026, 11, 23))
    assert tmp_path.name in explain(caught.value, Locale("fr"))


def test_a_folder_where_nothing_is_recognised(read: Read) -> None:
    with pytest.raises(BasculeError, match="no_usable_file"):
        read({"README.md": "# Hello", "a.csv": "x,y\n1,2\n"})


def test_an_unknown_file_is_named_and_the_others_are_read(read: Read) -> None:
    imported = read({"a.csv": "x,y\n1,2\n", "media.csv": GOOD, "notes.txt": "hello", "p.pdf": b"%PDF"})
    assert [dict(report.messages).keys() for report in imported.files if not report.source] == [
        {"file_unknown"},
        {"file_ignored"},
        {"file_ignored"},
    ]
    assert imported.tables["media"].height == 2


@pytest.mark.parametrize("text", ["date,channel,spend\n", "date,channel,spend", "date,channel,spend\n\n\n"])
def test_a_header_without_rows(read: Read, text: str) -> None:
    (report, _) = read({"a.csv": text, "b.csv": GOOD}).files
    assert (report.source, dict(report.messages).keys()) == ("media_csv", {"file_without_rows"})


def test_an_empty_file(read: Read) -> None:
    (report, _) = read({"a.csv": b"", "b.csv": GOOD}).files
    assert "file_blank" in dict(report.messages)


def test_totals_that_do_not_add_up_refuse_the_file(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost\n2026-09-01,A,CAD,10.00\nTotal: Account,--,CAD,10.02\n"
    imported = read({"a.csv": text, "media.csv": GOOD})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row) == ("totals_differ", None)
    assert refusal.params["stated_money"] == 10.02
    assert refusal.params["apart_money"] == 0.02
    assert imported.tables["media"]["channel"].unique().to_list() == ["radio"]


def test_totals_within_a_cent_add_up(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost\n2026-09-01,A,CAD,10.00\nTotal: Account,--,CAD,10.01\n"
    assert not read({"a.csv": text}).refusals


def test_a_total_cannot_be_checked_against_rows_that_were_refused(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost\n2026-09-01,A,CAD,10.00\n2026-09-02,A,CAD,x\nTotal,,CAD,15.00\n"
    imported = read({"a.csv": text})
    assert _codes(imported) == ["number_unreadable"]
    assert "totals_unchecked" in dict(imported.files[0].messages)


def test_a_total_counts_the_rows_of_future_days(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost\n2026-09-01,A,CAD,10.00\n2026-12-02,A,CAD,5.00\nTotal,,CAD,15.00\n"
    imported = read({"a.csv": text})
    assert _codes(imported) == ["date_future"]
    assert "totals_agree" in dict(imported.files[0].messages)


def test_two_currencies_in_one_file(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost\n2026-09-01,A,CAD,10.00\n2026-09-02,A,USD,10.00\n"
    (refusal,) = read({"a.csv": text}).refusals
    assert (refusal.code, refusal.row) == ("currencies_mixed", None)
    assert refusal.params["currencies"] == ["CAD", "USD"]


def test_dates_in_the_future_are_refused_one_by_one(read: Read) -> None:
    imported = read({"a.csv": GOOD + "2026-11-23,radio,1\n2026-11-30,radio,120\n"})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.column, refusal.value) == ("date_future", 5, "date", "2026-11-30")
    assert imported.tables["media"].height == 3


def test_negative_spend_is_refused(read: Read) -> None:
    imported = read({"a.csv": GOOD + "2026-09-21,radio,-12.50\n"})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.column, refusal.value) == ("number_negative", "spend", "-12.50")
    assert imported.tables["media"]["spend"].sum() == 210


def test_a_file_cut_in_the_middle_of_a_character(read: Read) -> None:
    whole = (GOOD + "2026-09-21,publicité radio,50\n2026-09-28,journal Hebdo é").encode()
    imported = read({"a.csv": whole[:-1]})
    assert imported.tables["media"]["channel"].to_list() == ["radio", "radio", "publicité radio"]
    assert _codes(imported) == ["row_ragged"]
    assert "file_cut" in dict(imported.files[0].messages)


def test_a_damaged_character_costs_its_row_only(read: Read) -> None:
    data = (GOOD + "2026-09-21,été,50\n2026-09-28,hiver é,60\n2026-10-05,bon,70\n").encode()
    imported = read({"a.csv": data.replace("hiver é".encode(), b"hiver \xc3")})
    assert _codes(imported) == ["character_damaged"]
    assert imported.tables["media"]["spend"].to_list() == [100, 110, 50, 70]


def test_a_row_with_an_unquoted_decimal_comma_is_refused_not_shifted(read: Read) -> None:
    imported = read({"a.csv": GOOD + "2026-09-21,radio,12,50\n"})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row) == ("row_ragged", 4)
    assert imported.tables["media"].height == 2


def test_empty_cells_at_the_end_of_rows_do_no_harm(read: Read) -> None:
    imported = read({"a.csv": "date,channel,spend\n2026-09-07,radio,100,,\n2026-09-14,radio,110\n,,\n"})
    assert imported.tables["media"]["source_row"].to_list() == [2, 3]
    assert not imported.refusals


def test_rows_below_a_quotation_mark_never_closed_are_kept(read: Read) -> None:
    text = 'date,channel,spend\n2026-09-07,"radio,100\n2026-09-14,radio,110\n2026-09-21,radio,120\n'
    imported = read({"a.csv": text})
    assert imported.tables["media"]["spend"].to_list() == [110, 120]
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [("row_ragged", 2)]


def test_rows_swallowed_by_the_last_cell_refuse_the_file(read: Read) -> None:
    text = 'date,channel,spend\n2026-09-07,radio,"100\n2026-09-14,radio,110\n2026-09-21,radio,120\n'
    assert _codes(read({"a.csv": text, "b.csv": GOOD})) == ["quote_unclosed"]


def test_a_column_with_two_decimal_marks_refuses_the_file(read: Read) -> None:
    rows = "".join(f'2026-09-{day:02},radio,"{day},50"\n2026-09-{day:02},tv,{day}.25\n' for day in range(1, 20))
    assert _codes(read({"a.csv": "date,channel,spend\n" + rows})) == ["decimal_mixed"]


def test_dates_of_two_orders_refuse_the_file(read: Read) -> None:
    text = "date,channel,spend\n31/01/2026,radio,1\n02/28/2026,radio,1\n"
    assert _codes(read({"a.csv": text})) == ["date_order_mixed"]


def test_a_decimal_mark_that_cannot_be_told_is_asked_and_answered(read: Read) -> None:
    text = 'Day,Campaign,Currency code,Cost\n2026-09-01,A,CAD,"1,234"\n2026-09-02,A,CAD,"2,500"\n'
    (question,) = read({"a.csv": text}).questions
    assert (question.field, question.choices, question.params["value"]) == ("decimal", (",", "."), "1,234")
    answered = read({"a.csv": text}, files={"a.csv": FileSettings(decimal=",")})
    assert answered.tables["media"]["spend"].to_list() == [1.234, 2.5]


def test_thousands_of_impressions_tell_the_decimal_mark(read: Read) -> None:
    text = 'Day,Campaign,Currency code,Cost,Impr.\n2026-09-01,A,CAD,"1,234","10,500"\n'
    imported = read({"a.csv": text})
    assert imported.tables["media"].select("spend", "impressions").rows() == [(1234.0, 10500.0)]


def test_a_file_set_aside_in_the_settings_is_not_read(read: Read) -> None:
    imported = read({"a.csv": GOOD, "b.csv": GOOD + "2026-09-21,tv,1\n"}, files={"b*": FileSettings(ignore=True)})
    assert imported.tables["media"].height == 2


def test_an_unknown_source_in_the_settings_is_an_error(read: Read) -> None:
    with pytest.raises(BasculeError, match="source_unknown"):
        read({"a.csv": GOOD}, files={"a.csv": FileSettings(source="nowhere")})


def test_results_hidden_files_and_earlier_imports_are_not_read(read: Read) -> None:
    imported = read(
        {
            "media.csv": GOOD,
            "out/decisions.json": "{}",
            "out/table.csv": GOOD,
            ".bascule/x.csv": GOOD,
            "sub/b.csv": GOOD,
        }
    )
    assert [report.file for report in imported.files] == ["media.csv", "sub/b.csv"]
    assert "file_repeated" in dict(imported.files[1].messages)


def test_a_plan_written_among_the_exports_is_not_taken_for_one(read: Read) -> None:
    exports = {"media.csv": GOOD, "plan.csv": GOOD}
    assert [report.file for report in read(exports).files] == ["media.csv", "plan.csv"]
    beside = read({**exports, "decisions.json": "{}"})
    assert "plan.csv" not in [report.file for report in beside.files]


def test_thousands_of_bad_rows_are_counted_and_the_first_are_named(read: Read) -> None:
    imported = read({"a.csv": GOOD + "2026-09-21,radio,-1\n2026-09-21,radio,-2\n" * 3000})
    report = imported.files[0]
    assert report.rows_refused + dict(report.messages)["rows_repeated"]["rows"] == 6000
    rows = "".join(f"2026-09-21,radio,-{index}\n" for index in range(1, 5001))
    many = read({"a.csv": GOOD + rows})
    assert many.files[0].rows_refused == 5000
    assert [refusal.code for refusal in many.refusals] == ["file_mostly_refused", *["number_negative"] * 20]


def test_every_refusal_has_words_in_both_languages(read: Read) -> None:
    imported = read({"a.csv": GOOD + "2026-11-30,radio,-x\n", "b.csv": "Campaign,Cost\nA,1\n"})
    for refusal in imported.refusals:
        french, english = (word(refusal.code, refusal.params, Locale(lang)) for lang in ("fr", "en"))
        assert refusal.code not in french + english
        assert french != english
        assert "{" not in french + english


def test_an_answer_under_a_wider_pattern_holds_where_the_file_s_own_section_is_empty(read: Read) -> None:
    files = {
        "b.csv": FileSettings(),  # bascule init writes the questions as comments: an empty section
        "a.csv": FileSettings(currency="USD"),
        "*": FileSettings(currency="CAD", decimal=",", ignore=True),
    }
    company = Company(name="A", gross_margin=0.4, files=files)
    assert settings_of("b.csv", company) == files["*"]
    assert settings_of("a.csv", company) == FileSettings(currency="USD", decimal=",")


def test_a_title_over_two_columns_of_different_figures_refuses_the_file(read: Read) -> None:
    rows = "Jour;Campagne;Devise;Coût;Coût;Clics\n2026-09-01;H;CAD;10,00;{};3\n"
    (refusal,) = read({"a.csv": rows.format("99,00"), "b.csv": GOOD}).refusals
    assert (refusal.code, refusal.file, refusal.params["columns"]) == ("headers_doubled", "a.csv", ["Coût"])
    assert read({"a.csv": rows.format("10,00"), "b.csv": GOOD}).files[0].rows_kept == 1
