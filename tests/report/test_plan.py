import datetime as dt
from dataclasses import replace

import pytest

from bascule.decisions import Plan
from bascule.locale import Locale
from bascule.plans import Binding, Interval80
from bascule.report import document, render_html, render_pdf, summary
from bascule.report.blocks import Callout, Figure, Heading, Table
from bascule.report.brief import Brief
from bascule.report.sections import cash
from bascule.report.sections import costs as cost_titles
from bascule.report.sections import fewest as fewest_titles
from bascule.report.sections import limits as limit_titles
from bascule.report.sections import roadmap as roadmap_titles
from bascule.report.sections.costs import costs
from bascule.report.sections.fewest import fewest
from bascule.report.sections.hindsight import hindsight_section, hindsight_words
from bascule.report.sections.limits import free, held, limits, thousand
from bascule.report.sections.plan import choices_section, plan_section
from bascule.report.sections.roadmap import roadmap, rule_words

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"
EMPTY = {"schedule": [], "steps": [], "cash": [], "binding": [], "fewest": [], "costs": [], "stop_rule": None,
         "recheck": None, "next_thousand": None}  # fmt: skip


def told(study, lang="fr") -> Brief:
    return Brief(study, Locale(lang))


def changed(study, **of) -> Plan:
    return study.decisions.plan.model_copy(update=of)


def with_plan(study, plan):
    return replace(study, decisions=study.decisions.model_copy(update={"plan": plan}))


def with_left(study, p10, p50, p90, better):
    left = Interval80(p10=p10, p50=p50, p90=p90)
    past = study.decisions.hindsight.model_copy(update={"left": left, "probability_better": better})
    return replace(study, decisions=study.decisions.model_copy(update={"hindsight": past}))


def test_the_roadmap_says_when_what_why_and_how_much(study):
    table, seasons, *_ = roadmap(told(study), study.decisions.plan)
    assert isinstance(table, Table)
    assert len(table.rows) == 5
    day, channel, move, why, *margins = table.rows[0]
    assert (day, channel, move) == (
        f"30{NBSP}nov.{NBSP}2026", "Publications boostées", f"260{NBSP}${NBSP}→{NBSP}0{NBSP}$",
    )  # fmt: skip
    assert why == f"Chances que cette dépense se paie, à votre marge{NBSP}: 1{NBSP}%."
    assert len(margins) == 3
    ((_, because, moves),) = seasons.rows
    assert because.startswith("Saison")
    assert moves == f"Recherche générique 695{NBSP}$"


def test_the_stop_rule_is_a_sentence_with_a_day_a_count_and_what_to_do(study):
    first, usual, foreseen, chances = rule_words(told(study), study.decisions.plan)
    assert first == (
        f"Si, le 18{NBSP}janvier{NBSP}2027, les commandes depuis le 30{NBSP}novembre{NBSP}2026 sont moins de "
        f"1{NBSP}870, revenez à vos dépenses habituelles."
    )
    assert f"Recherche de marque 340{NBSP}$" in usual
    assert "Radio" not in usual
    assert f"de 1{NBSP}890 à 2{NBSP}090 sans le plan" in foreseen
    assert f"3{NBSP}%" in chances
    assert f"31{NBSP}%" in chances


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("new_customers", "les nouveaux clients depuis le"),
        ("orders", "les commandes depuis le"),
        ("revenue", f"n’atteignent pas 1{NBSP}870{NBSP}$"),
    ],
)
def test_what_is_measured_has_its_own_words(study, measure, said):
    rule = study.decisions.plan.stop_rule.model_copy(update={"measure": measure})
    assert said in rule_words(told(study), changed(study, stop_rule=rule))[0]


def test_a_rule_that_decides_nothing_says_so_and_the_re_check_stands(study):
    rule = study.decisions.plan.stop_rule.model_copy(update={"useful": False, "caught": 0.12, "false_alarm": 0.1})
    plan = changed(study, stop_rule=rule)
    callout = next(block for block in roadmap(told(study, "en"), plan) if isinstance(block, Callout))
    assert callout.title == "When to look again"
    unsure, again = (item[0] for item in callout.items)
    assert "cannot tell whether the plan works" in unsure
    assert "12%" in unsure
    assert "10%" in unsure
    assert "February" in again
    assert "go back" not in unsure


def test_cash_has_its_curve_and_its_months(study):
    blocks = plan_section(told(study)).blocks
    assert [block.chart.name for block in blocks if isinstance(block, Figure)] == ["cash"]
    months = next(block for block in blocks if isinstance(block, Table) and block.caption.startswith("Sorties"))
    assert len(months.rows) == len(study.decisions.plan.cash)


def test_a_plan_of_few_changes_says_which_and_what_it_keeps(study):
    _, lead, table = fewest(told(study), study.decisions.plan)
    assert lead.parts == (f"Ne changer que 2 canaux rapporte déjà 64{NBSP}% du gain.",)
    count, moves, share, *_ = table.rows[0]
    assert (count, share) == ("2", f"64{NBSP}%")
    assert moves.count("→") == 2


def test_few_changes_that_keep_little_are_not_advised(study):
    few = [one.model_copy(update={"share": 0.3}) for one in study.decisions.plan.fewest]
    lead = fewest(told(study, "en"), changed(study, fewest=few))[1]
    assert "fewer of them leave much of it aside" in lead.parts[0]


@pytest.mark.parametrize(
    ("low", "high", "said"), [(1100, 1400, "would pay"), (500, 900, "lost money"), (800, 1300, "may pay")]
)
def test_one_more_thousand_pays_loses_or_nobody_can_tell(study, low, high, said):
    plan = changed(study, next_thousand=Interval80(p10=low, p50=(low + high) / 2, p90=high))
    assert said in thousand(told(study, "en"), plan)


def test_limits_that_bind_are_told_by_what_they_cost(study):
    lines = held(told(study), study.decisions.plan)
    assert lines[0].startswith(f"Recherche générique{NBSP}: votre plafond de 760{NBSP}$ par semaine")
    assert f"0,44{NBSP}$" in lines[0]
    assert lines[1].startswith(f"Tous les canaux{NBSP}: votre encaisse")
    assert "dollar" not in lines[-1]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_limit_has_a_sentence(study, lang):
    constraints = Binding.model_fields["constraint"].annotation.__args__
    binding = [Binding(constraint=one, channel="radio", weekly=100, worth=0.1) for one in constraints]
    lines = held(told(study, lang), changed(study, binding=binding))
    assert len(set(lines)) == len(constraints)
    assert all(line.startswith("Radio") and "{" not in line for line in lines)


def test_a_total_left_to_the_plan_and_an_attitude_to_risk_are_said(study):
    plan = changed(study, free=True, target_return=1.3, risk="worst_case")
    assert free(told(study, "en"), plan).endswith(
        "one more dollar brings back $1.30 of margin, which comes to $2,460 a week."
    )
    assert "promises least" in repr(limits(told(study, "en"), plan))
    assert free(told(study), study.decisions.plan) == ""


def test_fixed_costs_say_what_they_carry_and_what_becomes_of_them(study):
    _, table, note = costs(told(study), study.decisions.plan)
    assert [row[2] for row in table.rows] == ["Arrêter", "Garder", "Personne n’a dit ce qu’il porte"]
    assert table.rows[1][:2] == ("Studio Nord (agence)", "Recherche générique et Meta – prospection")
    assert table.rows[2][4:] == ("–", "–", "–")
    assert "bascule.toml" in note.parts[0]


def test_hindsight_says_what_was_left_on_the_first_page_and_in_the_terminal(study):
    said = (
        f"En gardant le même budget, entre 8{NBSP}200{NBSP}$ et 25{NBSP}000{NBSP}$ de marge ont été laissés sur la "
        "table au cours des 52 dernières semaines (presque certain)."
    )
    assert hindsight_words(told(study)) == said
    assert said in summary(study, FR)
    assert said in repr(document(study, "fr").sections[0]).replace("\\xa0", NBSP)


def test_hindsight_that_may_be_nothing_is_not_sold_as_a_loss(study):
    unsure = hindsight_words(told(with_left(study, -3000, 1500, 6000, 0.6), "en"))
    assert "by −$3,000 to $6,000: your data cannot say" in unsure
    assert "(that it was: even odds)" in unsure
    none = hindsight_words(told(with_left(study, -5000, -2000, -10, 0.02), "en"))
    assert "no constant split would have done better" in none


def test_hindsight_compares_what_was_spent_with_the_best_split(study):
    table = next(block for block in hindsight_section(told(study)).blocks if isinstance(block, Table))
    assert table.rows[0] == ("Publications boostées", f"260{NBSP}$", f"0{NBSP}$", f"−260{NBSP}$")
    assert table.rows[-1][-1] == "="


def test_what_a_plan_lacks_is_absent(study):
    bare = with_plan(study, changed(study, **EMPTY))
    bare = replace(bare, decisions=bare.decisions.model_copy(update={"hindsight": None}))
    anchors = [section.anchor for section in document(bare, "fr").sections]
    assert anchors[:3] == ["answer", "plan", "unknown"]
    section = plan_section(told(bare))
    assert not any(isinstance(block, Figure | Callout | Heading) for block in section.blocks)
    assert choices_section(told(bare)) is None
    assert hindsight_words(told(bare)) == ""
    assert "What changes on Monday" in repr(plan_section(told(bare, "en")))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_part_is_in_the_page_and_in_the_pdf(study, lang):
    report = document(study, lang)
    assert [section.anchor for section in report.sections[:4]] == ["answer", "plan", "choices", "hindsight"]
    text = render_html(report)
    titles = (cash.TITLE, fewest_titles.TITLE, limit_titles.TITLE, cost_titles.TITLE, roadmap_titles.TITLE)
    assert all(f">{Locale(lang).t(title)}<" in text for title in titles)
    assert text.count("<svg role=") >= 24
    assert render_pdf(report).startswith(b"%PDF")


def test_the_first_change_is_that_of_the_first_step(study):
    later = study.decisions.plan.steps[-1]
    moved = with_plan(study, changed(study, steps=[later]))
    assert Brief(moved, EN).first_monday() == dt.date(2026, 12, 28)
