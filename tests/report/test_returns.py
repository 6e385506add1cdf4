import re

import pytest

import returned
from bascule.locale import Locale
from bascule.plans import Interval90, Reason
from bascule.report import render_html, render_pdf
from bascule.report.blocks import Callout, Details, Fact, Facts, Figure, Section, Table
from bascule.report.brief import Brief
from bascule.report.document import bound, masthead
from bascule.report.sections.acquisition import acquisition_section
from bascule.report.sections.first_page import first_page
from bascule.report.sections.returns import returns_section
from bascule.report.sections.returns_line import returns_line
from bascule.report.sections.structure import structure_section
from bascule.returns import Brand
from bascule.returns.brand import Desirability

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"
SECTIONS = (returns_section, acquisition_section, structure_section)


def told(section: Section | None) -> str:
    """All the words of a section, as text."""
    assert section is not None
    return repr(section.blocks).replace("\\xa0", " ").replace("\\n", " ")


def tables(section: Section) -> list[Table]:
    found = [block for block in section.blocks if isinstance(block, Table)]
    return found + [inner for block in section.blocks if isinstance(block, Details) for inner in block.blocks]


def facts(section: Section) -> list[Fact]:
    return [fact for block in section.blocks if isinstance(block, Facts) for fact in block.items]


@pytest.fixture(scope="module")
def shop(make_results):
    return returned.shop(make_results())


@pytest.fixture(scope="module")
def pages(shop):
    """The three sections of the shop, in English."""
    return [build(Brief(shop, EN)) for build in SECTIONS]


@pytest.fixture(scope="module")
def sparse(make_results):
    """Every variant with little to tell, by what it lacks."""
    study, with_returns = make_results(), returned.with_returns
    return {
        "no_new": with_returns(study, acquisition=returned.no_new_customers(), together=returned.same_verdicts()),
        "bare": with_returns(study, acquisition=returned.bare()),
        "no_customers": with_returns(
            study, acquisition=returned.acquisition(), together=returned.together(customers=False, brand=False)
        ),
        "one_cohort": with_returns(study, structure=returned.one_cohort()),
        "contracts": with_returns(study, structure=returned.contracts()),
        "deals": with_returns(
            study, acquisition=returned.acquisition().model_copy(update={"funnel": returned.funnel()})
        ),
    }


def test_the_page_says_what_comes_back_of_the_budget(pages):
    section = pages[0]
    assert section.anchor == "returns"
    assert section.starts_page
    assert [fact.value for fact in facts(section)] == ["$160,000", "$230,000", "$70,000", "$140,000"]
    words = told(section)
    assert "about $180,000 to $280,000 of margin comes back: it pays for itself (almost certain)" in words
    assert "Nothing is counted twice" in words
    rows = tables(section)[0].rows
    assert [row[0] for row in rows] == ["Acquisition", "Structure", "Brand", "All that comes back", "What is left"]
    assert [row[1] for row in rows[:3]] == ["your data", "your data", "published studies"]


def test_the_usual_target_is_never_without_the_companys_own_break_even(pages, shop):
    for words in (told(pages[0]), told(pages[1]), repr(returns_line(Brief(shop, EN)))):
        assert "3 to 5" in words
        assert "2.3" in words


@pytest.mark.parametrize(
    ("earns", "said"), [(0.2, "it does not pay for itself (probable)"), (0.5, "do not say whether")]
)
def test_a_budget_that_may_not_pay_is_said_to(shop, make_results, earns, said):
    together = returned.together().model_copy(update={"earns_share": earns})
    assert said in told(returns_section(Brief(returned.with_returns(make_results(), together=together), EN)))


def test_only_verdicts_that_change_are_listed(shop, sparse):
    changes = tables(returns_section(Brief(shop, FR)))[1]
    assert [row[:3] for row in changes.rows] == [
        ("Reciblage", f"●{NBSP}Garder", f"▲{NBSP}Accélérer"),
        ("Meta – prospection", f"●{NBSP}Garder", f"▲{NBSP}Accélérer"),
    ]
    unchanged = returns_section(Brief(sparse["no_new"], EN))
    assert len(tables(unchanged)) == 1
    assert "changes no verdict" in told(unchanged)


def test_a_pillar_that_is_missing_says_why_and_how_to_know(make_results):
    brand = Brand(signals=(), desirability=None, base_revenue=None, base_change=None, pricing=None,
                  cheapest=Reason(code="near_break_even"))  # fmt: skip
    study = returned.with_returns(make_results(), together=returned.together(brand=False), brand=brand)
    brief = Brief(study, EN)
    section = returns_section(brief)
    callout = next(block for block in section.blocks if isinstance(block, Callout))
    assert callout.items == (
        (f"Brand: {brief.reason(Reason(code='never_varied'))}",),
        (f"The cheapest way to know: {brief.reason(Reason(code='near_break_even'))}",),
    )


def test_acquisition_counts_all_costs_and_every_channel(pages):
    section = pages[1]
    costs, channels, customers = tables(section)
    assert costs.rows[0] == ("Media", "your files", "$127,920", "80%")
    assert costs.rows[-1] == ("In all", "", "$160,000", "100%")
    assert channels.rows[0][:4] == ("Radio", "$40,325", "–", "2.2 (0.6 to 6.1)")
    assert len(channels.rows) == 7
    # The newsletter brought no new customer: it has no cost of one.
    assert len(customers.rows) == 6
    assert ("Paid back in", "15\u00a0months") in [(fact.label, fact.value) for fact in facts(section)]
    assert "$145 ($138 to $153), all costs counted: $116 of media" in told(section)


def test_customers_that_are_never_paid_back_are_said_to(make_results):
    lost = returned.acquisition().model_copy(update={"payback_months": None, "never_share": 1.0})
    found = facts(acquisition_section(Brief(returned.with_returns(make_results(), acquisition=lost), EN)))
    assert found[-1].value == "not within 36\u00a0months"


def test_without_new_customers_no_cost_of_one_is_told(sparse):
    section = acquisition_section(Brief(sparse["no_new"], EN))
    assert "your data do not say how many customers are new" in told(section)
    assert not any(isinstance(block, Figure) for block in section.blocks)
    assert len(tables(section)) == 2


def test_spending_alone_makes_a_short_section(sparse):
    section = acquisition_section(Brief(sparse["bare"], EN))
    assert "No cost but media is known" in told(section)
    assert [fact.value for fact in facts(section)] == ["$127,920"]
    assert returns_section(Brief(sparse["bare"], EN)) is None
    assert structure_section(Brief(sparse["bare"], EN)) is None


def test_deals_are_told_by_stage_and_by_origin(sparse):
    section = acquisition_section(Brief(sparse["deals"], FR))
    names = [block.chart.name for block in section.blocks if isinstance(block, Figure)]
    assert names == ["quarters", "stages", "origins"]
    words = told(section)
    assert "Sur 212 affaires, 66 ont été signées et 115 perdues; 31 sont encore ouvertes." in words
    assert "26 % des affaires perdues (18 % à 35 %) l’ont été sur le prix." in words
    assert "Bouche-à-oreille et recommandations" in words


def test_structure_says_what_a_customer_is_worth_and_whom_to_call(pages):
    section = pages[2]
    names = [block.chart.name for block in section.blocks if isinstance(block, Figure)]
    assert names == ["lifetime", "repeat", "cohorts", "leverage"]
    words = told(section)
    assert "leaves $214 ($196 to $234) of margin over 36 months, $37 of it at the first purchase" in words
    assert "Call 41 customers" in words
    assert "bascule customers" in words
    assert (
        "as cutting the cost of winning customers by 13% (9% to 21%). That it brings more than a cut of 10%: probable"
        in words
    )
    assert "within what it foresaw 80% of the time" in words
    assert "1,108: it was right" in words
    assert "hardly linked (correlation of 0.06)" in words
    assert ("gamma", "61.000") in tables(section)[-1].rows
    segments = tables(section)[0]
    assert segments.rows[-1][1] == "6,712"


def test_a_model_that_was_wrong_is_said_to_be(make_results):
    structure = returned.structure()
    holdout = structure.holdout.model_copy(update={"actual": 2_000, "coverage": 0.4})
    wrong = structure.model_copy(update={"holdout": holdout, "value_correlation": 0.41})
    words = told(structure_section(Brief(returned.with_returns(make_results(), structure=wrong), EN)))
    assert "it was wrong" in words
    assert "too narrow" in words
    assert "are linked (correlation of 0.41)" in words


def test_contracts_are_told_by_who_stays(sparse):
    section = structure_section(Brief(sparse["contracts"], EN))
    names = [block.chart.name for block in section.blocks if isinstance(block, Figure)]
    assert names == ["lifetime", "retention", "cohorts", "leverage"]
    assert "leave at each renewal" in told(section)
    assert "Bought more than once" not in told(section)


def test_one_cohort_tells_that_it_is_too_early(sparse):
    section = structure_section(Brief(sparse["one_cohort"], EN))
    assert "do not yet say what a customer is worth" in told(section)
    assert not any(isinstance(block, Figure | Table | Details) for block in section.blocks)


def line(results, locale=FR) -> str:
    return "".join(repr(block.parts) for block in returns_line(Brief(results, locale))).replace("\\xa0", " ")


def test_the_first_page_says_the_returns_in_one_line(shop, study, sparse):
    words = line(shop)
    assert "Rendement : " in words
    assert "acquisition 1,9 : 1 (cible 3 à 5; seuil 2,3)" in words
    assert "un client vaut 214 $ sur 3 ans" in words
    assert "#returns" in words
    assert "214 $" in told(first_page(Brief(shop, FR)))
    assert line(study) == ""
    assert line(sparse["bare"]) == ""


@pytest.mark.parametrize(("rising", "said"), [(0.9, "marque : +4 sur 12 mois"), (0.5, "pas de changement net")])
def test_the_first_page_says_how_the_brand_moved(make_results, rising, said):
    moved = Desirability(points=(), change=Interval90(p05=-2, p50=4, p95=9), rising_share=rising)
    brand = Brand(signals=(), desirability=moved, base_revenue=None, base_change=None, pricing=None)
    assert said in line(returned.with_returns(make_results(), brand=brand))


@pytest.mark.parametrize("case", ["no_new", "bare", "no_customers", "one_cohort", "contracts", "deals"])
def test_links_lead_only_to_what_is_there(sparse, case):
    brief = Brief(sparse[case], EN)
    sections = [section for build in SECTIONS if (section := build(brief))]
    links = re.findall(r"target='#([^']+)'", repr((sections, returns_line(brief))))
    assert set(links) <= {section.anchor for section in sections}
    assert sections


def test_nothing_is_left_in_english_on_a_french_page(shop, sparse):
    for study in (shop, sparse["contracts"], sparse["deals"], sparse["no_customers"]):
        sections = [section for build in SECTIONS if (section := build(Brief(study, FR)))]
        words = " ".join(section.title + told(section) for section in sections)
        assert not re.search(r"\b(the|of|and|with|spent|once|cost|costs|months)\b", words)


def test_the_three_returns_make_a_page_of_the_screen_and_one_of_paper(shop):
    brief = Brief(shop, FR)
    page = returns_section(brief)
    before = Section("answer", "answer", tuple(returns_line(brief)))
    after = [Section(anchor, anchor, (), starts_page=True) for anchor in ("acquisition", "structure")]
    told_ = bound(brief, masthead(brief), (before, page, *after))
    screen = render_html(told_)
    assert screen.count('role="img"') == 2
    assert 'href="#returns"' in screen
    # The first page, the returns, then the two that come after: had the returns run over, there would be one more.
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", render_pdf(told_))) == 4


def test_a_channel_that_costs_without_media_is_called_by_what_it_is(study):
    brief = Brief(study, Locale("fr"))
    assert brief.label("email") == "Courriel"
    assert "Courriel" in brief.note("channel_return_unknown", {"channels": ["email"]})
