import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest
from python_calamine import CalamineWorkbook

from bascule.locale import Locale
from bascule.report import plan_files
from bascule.report.brief import Brief
from bascule.report.exports import budget_workbook
from bascule.report.exports.look import change_code, money_code

FRENCH = ["Budget", "Par mois", "Réel", "Changements", "Marge attendue", "Trésorerie"]
ENGLISH = ["Budget", "By month", "Actual", "Changes", "Expected margin", "Cash"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEAD, USUAL, FIRST, CHANNEL = 3, 4, 5, 2


def book(results, lang="fr"):
    return plan_files(results, lang)["budget.xlsx"]


def sheets(content):
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def french(study):
    return sheets(book(study))


@pytest.mark.parametrize(("lang", "names"), [("fr", FRENCH), ("en", ENGLISH)])
def test_sheets_are_named_in_the_language(study, lang, names):
    assert list(sheets(book(study, lang))) == names


def test_weeks_are_real_dates_with_the_planned_amounts(study, french):
    plan, rows = study.decisions.plan, french["Budget"]
    for week, row in zip(plan.schedule, rows[FIRST:], strict=False):
        assert row[0] == week.start
        assert row[1] == week.start.replace(day=1)
        assert row[CHANNEL : CHANNEL + len(plan.lines)] == [week.spend[line.channel] for line in plan.lines]
        assert row[-2] == pytest.approx(sum(week.spend.values()))


def test_totals_are_written_for_readers_that_work_nothing_out(study, french):
    plan, rows = study.decisions.plan, french["Budget"]
    total, usual, change, share = rows[FIRST + 26 : FIRST + 30]
    whole = plan.weekly_budget * plan.horizon_weeks
    assert total[0] == "Total du plan"
    assert total[-2] == pytest.approx(whole)
    assert usual[-2] == pytest.approx(sum(line.usual_weekly for line in plan.lines) * 26)
    assert change[CHANNEL] == pytest.approx(-260 * 26)
    assert sum(share[CHANNEL:-2]) == pytest.approx(1)


def test_the_budget_is_met_to_the_cent_and_says_so(french):
    check = next(row for row in french["Budget"] if str(row[0]).startswith("Prévu moins budget"))
    assert check[2] == 0
    assert check[3] == "Au cent près"


def test_a_budget_that_is_not_met_is_said(study):
    week = study.decisions.plan.schedule[0]
    less = week.model_copy(update={"spend": week.spend | {"radio": 619.99}})
    plan = study.decisions.plan.model_copy(update={"schedule": [less, *study.decisions.plan.schedule[1:]]})
    rows = sheets(budget_workbook(Brief(study, Locale("en")), plan))["Budget"]
    check = next(row for row in rows if str(row[0]).startswith("Planned less budget"))
    assert check[2:4] == [-0.01, "To be checked"]


def test_months_add_up_the_weeks(study, french):
    plan, rows = study.decisions.plan, french["Par mois"]
    for month, row in zip(plan.months, rows[HEAD + 1 :], strict=False):
        assert row[0] == dt.date.fromisoformat(f"{month.month}-01")
        assert row[1] == month.weeks
        assert row[CHANNEL : CHANNEL + len(plan.lines)] == pytest.approx([month.spend[x.channel] for x in plan.lines])
    total = rows[HEAD + 1 + len(plan.months)]
    assert total[1] == 26
    assert total[CHANNEL + len(plan.lines)] == pytest.approx(plan.weekly_budget * 26)


def test_every_total_is_a_formula(study):
    found = parts(book(study))
    weeks = ET.fromstring(found["xl/worksheets/sheet1.xml"])
    formulas = {cell.get("r"): cell.findtext(f"{MAIN}f") for cell in weeks.iter(f"{MAIN}c")}
    assert formulas["J6"] == "SUM(C6:I6)"
    assert formulas["J32"] == "SUM($J$6:$J$31)"
    assert all(formulas[f"{column}{row}"] for column in "CDEFGHIJ" for row in (32, 33, 34, 35))
    assert not any(formulas[f"{column}6"] for column in "CDEFGHI")
    months = ET.fromstring(found["xl/worksheets/sheet2.xml"])
    assert "SUMIFS(Budget!$C$6:$C$31,Budget!$B$6:$B$31,$A5)" in [cell.findtext(f"{MAIN}f") for cell in months.iter()]


def test_what_is_really_spent_is_left_blank_beside_formulas_that_wait(study, french):
    blank = french["Réel"][FIRST]
    assert blank[0] == dt.date(2026, 11, 30)
    assert set(blank[CHANNEL:]) == {""}
    formulas = parts(book(study))["xl/worksheets/sheet3.xml"].decode()
    assert "SUMPRODUCT(--ISNUMBER(C6:I6),Budget!C6:I6)" in formulas
    assert '<dataValidation type="decimal" operator="greaterThanOrEqual"' in formulas


def test_cash_is_added_up_by_formulas(study, french):
    cash = study.decisions.plan.cash
    last = french["Trésorerie"][HEAD + len(cash)]
    assert last[6] == pytest.approx(sum(month.margin.p50 - month.spend_change for month in cash))
    assert last[7:9] == pytest.approx([cash[-1].cumulative.p10, cash[-1].cumulative.p90])
    assert "SUM(F$5:F6)" in parts(book(study))["xl/worksheets/sheet6.xml"].decode()


def test_changes_say_what_and_why(french):
    first, *_, later = (row for row in french["Changements"][HEAD + 1 :] if isinstance(row[0], dt.date))
    assert first[:5] == [dt.date(2026, 11, 30), "Publications boostées", 260, 0, -260]
    assert "Saison" in later[8]
    assert later[5:8] == ["", "", ""]
    assert any("revenez à vos dépenses habituelles" in str(row[0]) for row in french["Changements"])


def test_heads_stay_in_sight_and_pages_are_set_to_print(study):
    found = parts(book(study))
    weeks = found["xl/worksheets/sheet1.xml"].decode()
    assert '<pane xSplit="2" ySplit="5" topLeftCell="C6"' in weeks
    assert 'orientation="landscape"' in weeks
    assert 'fitToHeight="0"' in weeks
    assert "Print_Titles" in found["xl/workbook.xml"].decode()


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("case", ["study", "one_channel_study"])
def test_every_part_is_well_formed_and_every_formula_names_sheets_that_exist(case, lang, request):
    content = book(request.getfixturevalue(case), lang)
    names, found = set(sheets(content)), parts(content)
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(part)
    for name in (name for name in found if name.startswith("xl/worksheets/sheet")):
        for cell in ET.fromstring(found[name]).iter(f"{MAIN}f"):
            assert set(re.findall(r"'?([^'!(,=*+-]+)'?!", cell.text or "")) <= names
            assert not re.search(r"#REF|#NAME|nan|inf", cell.text or "")


def test_amounts_are_written_as_the_language_and_the_currency_ask():
    assert money_code(Locale("fr", "USD")) == "#,##0.00\\ [$$ US-C0C]"
    assert money_code(Locale("en", "USD")) == "[$US$-1009]#,##0.00"
    assert change_code(Locale("fr")).startswith("+#,##0.00")


def test_the_same_study_gives_the_same_workbook(study, make_results):
    assert book(study) == book(make_results())


@pytest.mark.parametrize("label", ['=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\t=1", "{=1+1}"])
def test_a_name_that_looks_like_a_formula_is_only_a_name(make_results, label):
    study = make_results()
    channels = dict(study.company.channels)
    channels["radio"] = channels["radio"].model_copy(update={"label": label})
    named = replace(study, company=study.company.model_copy(update={"channels": channels, "name": "=1+1 & fils"}))
    content = book(named)
    assert sheets(content)["Budget"][HEAD][4] == label
    formulas = [
        formula
        for name, part in parts(content).items()
        if "worksheets/s" in name
        for formula in re.findall(r"<f>(.*?)</f>", part.decode())
    ]
    assert formulas
    assert not [formula for formula in formulas if escape(label) in formula or "1+1" in formula]


def test_a_plan_without_a_schedule_spends_the_same_every_week(study):
    plan = study.decisions.plan.model_copy(update={"schedule": [], "steps": [], "cash": []})
    rows = sheets(budget_workbook(Brief(study, Locale("fr")), plan))
    assert list(rows) == ["Budget", "Par mois", "Réel", "Marge attendue"]
    assert rows["Budget"][FIRST][CHANNEL:9] == rows["Budget"][FIRST + 25][CHANNEL:9] == [x.weekly for x in plan.lines]


def test_without_a_plan_there_is_nothing_to_export(undecided_study):
    assert plan_files(undecided_study, "fr") == {}
