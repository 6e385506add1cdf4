import re

import pytest

from bascule.locale import Locale
from bascule.plans import Interval80, Reason
from bascule.report import compare_blocks, compare_lines, comparison, render_html, render_pdf
from bascule.report.blocks import Table

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"


@pytest.fixture
def named(study):
    plan = study.decisions.plan
    more = plan.model_copy(update={
        "weekly_budget": 3000.0, "gain": Interval80(p10=-300, p50=11_200, p90=21_000), "probability_gain": 0.88,
        "lines": [*plan.lines[:-1], plan.lines[-1].model_copy(update={"weekly": 1245.0})],
    })  # fmt: skip
    return [("tel quel", plan), ("plus", more)]


def test_plans_stand_side_by_side_in_columns(study, named):
    lines = compare_lines(named, study.company, FR)
    assert lines[0] == "Les plans côte à côte"
    cells = [re.split(" {2,}", line) for line in lines]
    assert ["Budget par semaine", f"2{NBSP}460{NBSP}$", f"3{NBSP}000{NBSP}$"] in cells
    assert ["Risque de faire moins bien qu’aujourd’hui", f"9{NBSP}%", f"12{NBSP}%"] in cells
    assert ["Recherche générique", f"410{NBSP}$", f"705{NBSP}$", f"1{NBSP}245{NBSP}$"] in cells
    assert len({len(line) for line in lines if line.endswith("$")}) == 1


def test_what_a_worst_case_is_stands_below_one_plan_as_below_two(study, named):
    for some in (named[:1], named):
        assert "worst and best cases happen one time in ten each" in compare_lines(some, study.company, EN)[-1]


def test_what_brings_the_most_and_what_is_surest_are_said(study, named):
    lines = compare_lines(named, study.company, EN)
    assert "In the median case, “plus” brings the most: about $11,000 of margin. " in "\n".join(lines)
    assert "“tel quel” is the least likely to do worse than today: 9%." in lines


def test_plans_of_unlike_lengths_and_attitudes_are_marked(study, named):
    unlike = [named[0], ("long", named[1][1].model_copy(update={"horizon_weeks": 52, "risk": "neutral"}))]
    said = "\n".join(compare_lines(unlike, study.company, EN))
    assert "do not run for the same number of weeks" in said
    assert "“long”: The plan is neutral to risk" in said
    assert "same number of weeks" not in "\n".join(compare_lines(named, study.company, EN))


def test_a_channel_that_only_one_plan_tries_is_a_dash_in_the_others(study, named):
    plan = named[1][1]
    new = plan.lines[0].model_copy(update={"channel": "tiktok", "usual_weekly": 0.0, "weekly": 100.0})
    tried = [named[0], ("essai", plan.model_copy(update={"lines": [*plan.lines, new]}))]
    split = next(b for b in compare_blocks(tried, study.company, EN) if isinstance(b, Table) and b.last_is_total)
    assert ("Tiktok", "$0", "–", "$100") in split.rows
    assert {len(row) for row in split.rows} == {4}


def test_a_value_that_is_not_known_is_a_dash(study, named):
    unknown = [("a", named[0][1].model_copy(update={"next_thousand": None}))]
    worth = next(b for b in compare_blocks(unknown, study.company, EN) if isinstance(b, Table))
    assert worth.rows[0][-1] == "–"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_comparison_is_a_page_and_a_pdf_of_its_own(study, named, lang):
    told = comparison(named, study, lang)
    page = render_html(told)
    assert "plus" in page
    assert "<nav" not in page
    assert render_pdf(told).startswith(b"%PDF")


def test_a_comparison_of_simulated_data_says_so(make_results, named):
    told = comparison(named, make_results(simulated=True), "fr")
    assert told.masthead.banner.startswith("Données simulées")
    assert told.footer[0] == "Données simulées."


def test_no_plan_makes_no_comparison(study):
    assert compare_lines([], study.company, FR) == []
    assert compare_blocks([], study.company, FR) == ()


def test_a_channel_that_is_only_supposed_is_said_to_have_no_history(study, named):
    name, plan = named[1]
    step = plan.steps[0].model_copy(update={"channel": "tiktok", "reasons": [Reason(code="step_new", params={})]})
    lines = compare_lines([named[0], (name, plan.model_copy(update={"steps": [step]}))], study.company, FR)
    assert f"Tiktok{NBSP}: sans aucun historique; seul parle ce que rapportent des canaux comparables." in lines
