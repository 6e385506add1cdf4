"""The pages of brand, transition and maturity: the answer first, dollars a year, and what is not measured."""

import json
import re
from types import MappingProxyType

import pytest

import ripened
from bascule.decisions import Decisions
from bascule.locale import Locale, wording
from bascule.plans import Interval90, Reason
from bascule.report import document, render_html, render_pdf
from bascule.report.blocks import Callout, Details, Facts, Figure, Section, Table
from bascule.report.brief import Brief
from bascule.report.document import bound, masthead
from bascule.report.sections.brand import brand_section
from bascule.report.sections.maturity import maturity_section
from bascule.report.sections.transition import transition_section

EN = Locale("en")
NBSP = "\u00a0"
PAGES = ("brand", "transition", "maturity")
SAID = {
    "signal_brand_search_share": "searches that name you",
    "need_interest_export": "Export Google Trends.",
    "price_hardly_moved": "Your prices moved {changes} time.",
    "friction_discounts": "Discounts: export the orders.",
    "system_never_stopped": "it never stopped",
    "maturity_data_3_1": "Sales and books agree every month.",
    "maturity_data_3_1_do": "Add the books of {count} months.",
    "maturity_seen": "{count} files show it.",
}


@pytest.fixture(scope="module", autouse=True)
def worded():
    """Wordings that the sections ask of other rooms, whatever these hold."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "WORDINGS", MappingProxyType({**wording.WORDINGS, **SAID}))
        yield


@pytest.fixture(scope="module")
def brand_page(study, worded) -> Section:
    """The page of a brand of which a lot is known."""
    return of_brand(study)


@pytest.fixture(scope="module")
def transition_page(study, worded) -> Section:
    """The page of a company whose signs do not settle."""
    return of_transition(study)


@pytest.fixture(scope="module")
def maturity_page(study, worded) -> Section:
    """The page of mixed levels."""
    return of_maturity(study)


def words(section: Section | None) -> str:
    return json.dumps(repr(section), ensure_ascii=False).replace("\\\\xa0", " ").replace("\\\\u202f", " ")


def blocks(section: Section, kind: type) -> list:
    return [block for block in section.blocks if isinstance(block, kind)]


def table(section: Section, caption: str) -> Table:
    return next(block for block in blocks(section, Table) if block.caption == caption)


def of_brand(study, **changes) -> Section:
    section = brand_section(Brief(ripened.ripened(study, brand=ripened.brand(**changes)), EN))
    assert section is not None
    return section


def of_transition(study, **changes) -> Section:
    section = transition_section(Brief(ripened.ripened(study, transition=ripened.transition(**changes)), EN))
    assert section is not None
    return section


def of_maturity(study, *shape) -> Section:
    section = maturity_section(Brief(ripened.ripened(study, maturity=ripened.maturity(*shape)), EN))
    assert section is not None
    return section


def cases(study):
    """The same study with a lot, some, and nothing known."""
    return (
        ripened.ripened(study),
        ripened.ripened(study, brand=ripened.unsure_brand(), transition=ripened.thin_transition()),
        ripened.ripened(
            study,
            brand=ripened.silent_brand(),
            transition=ripened.silent_transition(),
            maturity=ripened.maturity(ripened.EMPTY, 0, ()),
        ),
    )


def test_without_these_readings_there_is_no_such_page(study):
    brief = Brief(study, EN)
    assert [page(brief) for page in (brand_section, transition_section, maturity_section)] == [None, None, None]


def test_the_pages_stand_between_the_plan_and_the_evidence(one_channel_study):
    quiet = ripened.ripened(one_channel_study, brand=ripened.silent_brand(), transition=ripened.silent_transition())
    anchors = [section.anchor for section in document(quiet, "fr").sections]
    assert [anchor for anchor in anchors if anchor in PAGES] == list(PAGES)
    assert anchors.index("hindsight") < anchors.index("brand") < anchors.index("channels")


@pytest.mark.parametrize(("lang", "rank"), [("fr", 0), ("en", 1), ("fr", 2)])
def test_every_case_makes_its_three_pages_on_screen_and_on_paper(study, lang, rank):
    brief = Brief(cases(study)[rank], Locale(lang))
    sections = tuple(page(brief) for page in (brand_section, transition_section, maturity_section))
    whole = bound(brief, masthead(brief), sections)
    text = render_html(whole)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(PAGES) < set(ids)
    if lang == "fr":
        shown = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", " ", text, flags=re.DOTALL)
        assert not re.search(r"\d [$%]", shown)
    assert render_pdf(whole).startswith(b"%PDF")


def test_the_fabricated_readings_read_back_equal_from_the_json(study):
    for case in cases(study):
        assert Decisions.model_validate_json(case.decisions.to_json()) == case.decisions


def test_a_code_without_a_wording_is_said_as_such(brand_page):
    assert "need_nps_survey ()" in words(brand_page)


def test_the_brand_answers_in_dollars_a_year(brand_page):
    section = brand_page
    said = words(section)
    assert "you would still sell about $690,000 to $770,000 a year" in said
    assert "It is about $3,000 to $45,000 a year more than the year before" in said
    values = {fact.label: (fact.value, fact.note) for fact in blocks(section, Facts)[0].items}
    assert values["Desirability over 12 months"] == ("+6 points", "rising: almost certain")
    assert values["Margin a year, prices +5%"][0] == "+$15,000"
    assert values["Given as discounts, a year"] == ("$37,000", "4.2% of gross sales")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Interval90(p05=-45_000, p50=-24_000, p95=-3_000), "It is about $3,000 to $45,000 a year less than"),
        (
            Interval90(p05=-16_000, p50=3_000, p95=22_000),
            "it moved by −$16,000 to $22,000 a year: your data do not say",
        ),
    ],
)
def test_a_base_that_fell_or_that_cannot_be_told_is_said_so(study, change, said):
    assert said in words(of_brand(study, base_change=change))


def test_signals_show_their_weight_their_way_and_their_own_unit(brand_page):
    rows = {row[0]: row[1:] for row in table(brand_page, "What the index is made of").rows}
    assert rows["Searches that name you"] == ("rises", "28%", "34%", "29%")
    assert rows["Days to sign a deal"] == ("falls", "12%", "34 days", "31 days")
    assert rows["Sales without advertising"] == ("rises", "25%", "$15,900", "$15,200")


def test_what_is_not_measured_comes_with_the_easiest_way_to_measure_it(brand_page):
    section = brand_page
    rows = table(section, "What is not measured yet, and the easiest way to measure it").rows
    assert rows[0][1:] == ("not measured", "Export Google Trends.")
    assert rows[1][1] == "followed for 5 periods: too short"
    assert blocks(section, Callout)[0].items == (("Export Google Trends.",),)


def test_prices_that_no_data_tell_of_are_never_told_as_the_companys_own(study):
    section = of_brand(study, pricing=ripened.pricing(identified=False))
    said = words(section)
    assert "For sellers like you, prices 1% higher lose 0.7% to 2.9% of the units." in said
    assert "Your prices moved 1 time." in said
    assert "This rests on" not in said
    fact = blocks(section, Facts)[0].items[2]
    assert (fact.value, fact.note) == ("unknown", "your data do not say")


def test_prices_say_what_they_rest_on(study, brand_page):
    assert "fall by 1.0% to 1.8%. This rests on 7 changes of price of yours" in words(brand_page)
    surveyed = ripened.pricing(evidence="survey", elasticity=ripened.around(-0.2, 0.5))
    assert "move by −0.7% to +0.3%. This rests on your price survey" in words(of_brand(study, pricing=surveyed))


def test_a_promotion_says_what_it_does_beyond_the_lower_price(study, brand_page):
    assert "it sells 12% to 39% more units" in words(brand_page)
    unsure = ripened.pricing(promotion=ripened.around(0.02, 0.1))
    assert "your data do not say (−8% to +13%)" in words(of_brand(study, pricing=unsure))


def test_friction_is_in_dollars_and_says_what_it_lacks(study, brand_page):
    rows = table(brand_page, "What friction costs").rows
    assert rows == (
        ("Discounts", "4.2% of gross sales", "$37,000"),
        ("Quotes lost on price", "12 to 28% of quotes", "$41,000"),
        ("Time to sign", "34 days, against 31 days a year before", "$9,800, once"),
    )
    section = brand_section(Brief(ripened.ripened(study, brand=ripened.unsure_brand()), EN))
    assert "Discounts: export the orders." in words(section)


def test_a_brand_of_which_nothing_is_measured_shows_no_figure_and_no_fact(study):
    section = brand_section(Brief(ripened.ripened(study, brand=ripened.silent_brand()), EN))
    assert section is not None
    assert not blocks(section, Figure)
    assert not blocks(section, Facts)
    assert "Your data do not say yet what your brand brings by itself." in words(section)
    assert len(table(section, "What is not measured yet, and the easiest way to measure it").rows) == 9


def test_the_transition_begins_with_what_to_do_on_monday(study):
    def lead(**changes):
        return of_transition(study, **changes).blocks[0].parts[0]

    assert lead().startswith("Keep Meta – prospection and Recherche générique, and leave the rest aside for now")
    assert lead(dispersion=ripened.thin_transition().dispersion).startswith("Gather your $2,460 a week")
    kept = tuple(line.model_copy(update={"keep": True}) for line in ripened.dispersion().kept)
    assert lead(dispersion=ripened.dispersion(kept=kept)).endswith("keep it so.")
    assert lead(dispersion=None).startswith("Before spending more")
    assert lead(dispersion=None, fit=ripened.market_fit(state="yes")).startswith("The market wants what you sell")


def test_the_signs_of_fit_are_told_by_their_reasons_else_in_our_words(study, transition_page):
    assert "fit_few_answers (respondents=41)" in words(transition_page)
    said = words(of_transition(study, fit=ripened.market_fit(state="yes", reasons=())))
    assert "41 customers said how they would feel without you. Above the usual mark of 40%: improbable." in said
    assert "the share who still buy levels off" in said
    asked = "The question to ask your customers"
    assert asked in words(transition_page)
    assert asked not in said


def test_notes_stand_beside_what_they_are_about(study):
    notes = tuple(Reason(code=f"{part}_note") for part in ("dispersion", "director", "transition"))
    section = of_transition(study, notes=notes, dispersion=None, director=None)
    kinds = [type(block).__name__ for block in section.blocks[-5:]]
    assert kinds == ["Heading", "Bullets", "Heading", "Bullets", "Paragraph"]
    assert section.blocks[-1].parts == ("transition_note ()",)
    weighed = words(of_transition(study, notes=notes))
    assert "director_note ()" in weighed
    assert "before it brings anything" not in weighed


def test_a_reason_that_several_ways_share_is_said_once(study):
    ways = tuple(
        way.model_copy(update={"reasons": (Reason(code="system_never_stopped"),)}) for way in ripened.systems()
    )
    said = words(of_transition(study, systems=ways))
    assert "Recherche générique, Infolettre, Radio and Organic search'), ' – it never stopped'" in said


def test_many_postal_areas_are_summed_beyond_the_largest(study):
    names = [*(f"J{rank}A" for rank in range(19)), "other"]
    areas = tuple(
        ripened.Area(area=name, customers=100 - rank, penetration=None, share=0.05) for rank, name in enumerate(names)
    )
    rows = table(of_transition(study, fit=ripened.market_fit(areas=areas)), "Where your customers are").rows
    assert len(rows) == 9
    assert rows[-1] == ("Other areas", "1,038", "60%", "–")


def test_ways_in_have_a_shape_and_a_word(transition_page):
    section = transition_page
    rows = {row[0]: row[1:] for row in table(section, "The ways that customers come in").rows}
    assert rows["Infolettre"] == (f"●{NBSP}yes", f"?{NBSP}unknown", "your data")
    assert rows["Organic search"] == (f"○{NBSP}no", f"–{NBSP}not{NBSP}measured", "what you said")
    assert "Strong(text='Radio'), ' – it never stopped'" in words(section)
    assert "1 of 4 ways in can be measured; 2 are automatic." in words(section)


def test_a_third_channel_has_its_price(study, transition_page):
    said = words(transition_page)
    assert "Reciblage comes next: $620 a week, on half of the time over 26 weeks, $8,060 in all." in said
    unknown = ripened.dispersion(third_weekly=None, third_weeks=None, third_cost=None)
    assert "what it would take is not known yet" in words(of_transition(study, dispersion=unknown))


def test_the_director_is_weighed_in_margin(study, transition_page):
    section = transition_page
    said = words(section)
    assert "Why not a permanent marketing director yet?" in said
    assert "about $9,000 to $36,000 of margin a year: less than what the post costs" in said
    assert [fact.value for fact in blocks(section, Facts)[0].items] == ["$121,800", "$361,200", "$280,000"]
    assert "no longer rule it out" in words(of_transition(study, director=ripened.director(not_yet=False)))
    assert "director" not in words(of_transition(study, director=None))


def test_maturity_says_its_level_and_the_next_rules_with_what_to_do(maturity_page):
    section = maturity_page
    assert section.blocks[0].parts == ("Your measurement is at level 1 of 4: nascent.",)
    callout = blocks(section, Callout)[0]
    assert callout.title == "The next rules to meet"
    first = "".join(part if isinstance(part, str) else part.text for part in callout.items[0])
    assert first == "Data, level 3: Sales and books agree every month. Add the books of 3 months."


def test_rules_say_their_state_and_what_is_not_measured_is_apart(maturity_page):
    section = maturity_page
    details = {block.summary: block.blocks[0] for block in blocks(section, Details)}
    assert len(details) == 6
    rows = details["Data: level 2 of 4"].rows
    assert ("3", "Sales and books agree every month.", f"○{NBSP}not{NBSP}met", "3 files show it.") in rows
    assert {row[2].replace(NBSP, " ") for row in details["Compliance: level 0 of 4"].rows} == {
        "○ not met", "● met", "? not measured", "– n.a.",
    }  # fmt: skip
    assert "10 rules are not measured: they are counted apart" in words(section)


def test_a_company_that_has_met_everything_has_no_next_rule(study):
    ladders = dict.fromkeys(ripened.LADDERS, ("P", "P", "P", "P"))
    section = of_maturity(study, ladders, 4, ())
    assert not blocks(section, Callout)
    assert "at level 4 of 4: mastered" in words(section)
    assert "not measured" not in words(section)


def test_a_survey_says_what_was_asked_and_what_to_think_of_it(study):
    asked = {"product": "Coffret", "reasons": (Reason(code="odd_survey"),)}
    found = ripened.gabor_granger().model_copy(update=asked)
    said = words(of_brand(study, gabor_granger=found))
    assert "Asked about: Coffret. 86 people answered. odd_survey ()" in said


def test_notes_are_told(study):
    assert "odd_note (count=3)" in words(of_brand(study, notes=(Reason(code="odd_note", params={"count": 3}),)))
    assert "odd_note" in words(of_transition(study, notes=(Reason(code="odd_note"),)))
