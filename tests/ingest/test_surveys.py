"""Answers to forms and surveys.csv: three questions are read, whatever else was asked, and nobody is named."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.ingest import Imported
from bascule.ingest.headers import plain
from bascule.ingest.questions import question

Read = Callable[..., Imported]


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("On a scale of 0–10, how likely are you to recommend us?", "nps question"),
        ("Recommanderiez-vous Nordet à un ami ? (0 à 10)", "nps question"),
        ("NPS", "nps question"),
        ("Score NPS", "nps question"),
        ("Note (0 à 10)", "score question"),
        ("How would you feel if you could no longer use our product?", "disappointed question"),
        ("Seriez-vous déçu si Nordet n'existait plus ?", "disappointed question"),
        ("Have you heard of Nordet?", "awareness question"),
        ("Connaissez-vous Nordet ?", "awareness question"),
        ("Horodateur", "form moment"),
        ("Submit Date (UTC)", "form moment utc"),
    ],
)
def test_a_question_is_known_by_what_it_asks(header: str, meant: str) -> None:
    assert question(plain(header)) == meant


@pytest.mark.parametrize(
    "header",
    [
        "How did you hear of us?", "Comment avez-vous entendu parler de Nordet ?", "What is the reason for your score?",
        "Pourquoi nous recommanderiez-vous, sur une échelle de 0 à 10 ?", "Commentaires", "Adresse e-mail", "Notes",
        "How do you feel about our prices?", "Which tools would you recommend?",
    ],
)  # fmt: skip
def test_another_question_is_not_taken_for_one_of_ours(header: str) -> None:
    assert question(plain(header)) == plain(header)


@given(st.text(max_size=60))
def test_any_header_is_either_known_or_left_as_it_is(header: str) -> None:
    known = {"form moment", "form moment utc", "nps question", "score question", "disappointed question"}
    assert question(plain(header)) in {plain(header), "awareness question", *known}


def test_google_forms_in_english(read_one: Read) -> None:
    imported = read_one("surveys/google_forms_en.csv")
    surveys = imported.tables["surveys"]
    assert surveys.filter(survey="nps").select("date", "score").rows() == [
        (dt.date(2026, 9, 15), 9.0), (dt.date(2026, 9, 16), 6.0), (dt.date(2026, 9, 18), 10.0),
    ]  # fmt: skip
    assert surveys.filter(survey="disappointed")["answer"].to_list() == ["very", "somewhat"]
    assert surveys.filter(survey="awareness")["answer"].to_list() == ["yes", "no"]
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("score_out_of_range", 4, "11")
    assert refusal.column is not None
    assert refusal.column.startswith("On a scale of")
    report = imported.files[0]
    assert (report.rows_kept, report.rows_refused) == (3, 1)
    assert len(dict(report.messages)["questions_read"]["questions"]) == 3  # type: ignore[arg-type]


def test_google_forms_in_french(read_one: Read) -> None:
    imported = read_one("surveys/google_forms_fr.csv")
    surveys = imported.tables["surveys"]
    assert surveys.filter(survey="nps")["score"].to_list() == [10.0, 7.0]
    assert surveys.filter(survey="disappointed")["answer"].to_list() == ["very", "somewhat", "not"]
    assert surveys.filter(survey="awareness")["answer"].to_list() == ["yes", "no", "yes"]
    assert surveys["respondents"].unique().to_list() == [1.0]
    assert not imported.refusals


def test_typeform_moments_are_brought_to_the_company_s_clock(read_one: Read) -> None:
    surveys = read_one("surveys/typeform_en.csv").tables["surveys"]
    # 2026-09-16 02:01 UTC is still the 15th in Québec.
    assert surveys.select("date", "score").rows() == [(dt.date(2026, 9, 15), 8.0), (dt.date(2026, 9, 17), 0.0)]


def test_microsoft_forms_as_a_workbook(read: Read, tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "forms.xlsx", {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet("Sheet1")
    question = "Quelle est la probabilité que vous nous recommandiez ?"
    sheet.write_row(0, 0, ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", question])
    for at, score in enumerate((9, 3), start=1):
        sheet.write_row(
            at, 0, [at, dt.datetime(2026, 9, at, 8, 30), dt.datetime(2026, 9, at, 8, 31), "anonymous", "", score]
        )
    book.close()
    surveys = read({"forms.xlsx": (tmp_path / "forms.xlsx").read_bytes()}).tables["surveys"]
    assert surveys.select("date", "score").rows() == [(dt.date(2026, 9, 1), 9.0), (dt.date(2026, 9, 2), 3.0)]


def test_an_answer_that_is_not_understood_is_refused_alone(read: Read) -> None:
    text = (
        "Timestamp,How would you feel if you could no longer use Nordet?,NPS\n"
        "2026-09-15 10:00:00,Meh,9\n2026-09-16 10:00:00,Very disappointed,8\n"
    )
    imported = read({"form.csv": text})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("answer_unknown", 2, "Meh")
    assert imported.tables["surveys"].height == 2


def test_two_people_who_answer_alike_at_once_are_two(read: Read) -> None:
    text = "Timestamp,NPS\n2026-09-15 10:00:00,9\n2026-09-15 10:00:00,9\n"
    assert read({"form.csv": text}).tables["surveys"].height == 2


def test_a_score_beside_a_plain_date_is_no_survey(read: Read) -> None:
    with pytest.raises(Exception, match="no_usable_file"):
        read({"grades.csv": "Date,Score\n2026-09-15,9\n"})


def test_a_day_that_two_exports_of_a_form_have_is_the_newer_s(read: Read) -> None:
    old = "Timestamp,NPS\n2026-09-14 10:00:00,1\n2026-09-15 10:00:00,9\n"
    new = "Timestamp,NPS\n2026-09-15 10:00:00,9\n2026-09-15 17:00:00,4\n2026-09-16 10:00:00,8\n"
    imported = read({"a.csv": new, "b.csv": old})
    assert sorted(imported.tables["surveys"]["score"].to_list()) == [1.0, 4.0, 8.0, 9.0]
    assert not imported.refusals


def test_a_form_in_each_language_is_two_forms(read: Read, exports: Path) -> None:
    names = ("google_forms_en.csv", "google_forms_fr.csv", "typeform_en.csv")
    imported = read({name: (exports / "surveys" / name).read_bytes() for name in names})
    assert imported.tables["surveys"].filter(survey="nps").height == 3 + 2 + 2


def test_one_form_under_two_names_is_counted_once(read: Read, exports: Path) -> None:
    data = (exports / "surveys/google_forms_fr.csv").read_bytes()
    assert read({"a.csv": data, "b.csv": data}).tables["surveys"].filter(survey="nps").height == 2


@pytest.mark.parametrize(
    "text",
    [
        "date,survey,answer,score,respondents\n2026-09-01,nps,,9,3\n2026-09-01,disappointed,very,,12\n"
        "2026-09-01,awareness,yes,,40\n2026-09-01,nps,,12,1\n2026-09-01,nps,,,1\n2026-09-01,awareness,peut-être,,1\n"
        "2026-09-01,taste,,5,1\n",
        "date,sondage,réponse,note,répondants\n2026-09-01,nps,,9,3\n2026-09-01,déception,très,,12\n"
        "2026-09-01,notoriété,oui,,40\n2026-09-01,nps,,12,1\n2026-09-01,nps,,,1\n2026-09-01,notoriété,peut-être,,1\n"
        "2026-09-01,goût,,5,1\n",
    ],
    ids=["en", "fr"],
)
def test_surveys_csv(read: Read, text: str) -> None:
    imported = read({"surveys.csv": text})
    rows = imported.tables["surveys"].select("survey", "answer", "score", "respondents").rows()
    assert rows == [("nps", None, 9.0, 3.0), ("disappointed", "very", None, 12.0), ("awareness", "yes", None, 40.0)]
    assert {(refusal.code, refusal.row) for refusal in imported.refusals} == {
        ("survey_unknown", 8), ("value_missing", 6), ("score_out_of_range", 5), ("answer_unknown", 7),
    }  # fmt: skip
