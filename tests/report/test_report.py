import html as entities
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bascule.locale import Locale
from bascule.report import document, render_html, render_pdf, summary
from bascule.report.brief import Brief
from bascule.report.headline import headline

FR, EN = Locale("fr"), Locale("en")
NBSP = "\u00a0"
VOID = {"meta", "br", "link", "img", "input", "hr"}
DRAWN = {"path", "rect", "line", "circle", "stop", "use"}


class Page(HTMLParser):
    """What a test asks of a page: its ids, its links, its words, its landmarks, and whether tags balance."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        if tag not in VOID | DRAWN:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID | DRAWN:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID | DRAWN:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"[ \n]+", " ", " ".join(self.words))


@pytest.fixture(scope="session")
def page(study) -> Page:
    return Page(render_html(document(study, "fr")))


def test_the_page_needs_no_network_and_no_script(study):
    text = render_html(document(study, "fr"))
    assert "<script" not in text
    assert "@import" not in text
    assert not re.findall(r'(?:src|href)="(?!#|https://(?:doi\.org|research\.google)/)[^"]*"', text)
    assert set(re.findall(r"url\((?!#)([^,)]{0,22})", text)) == {"data:font/woff2;base64"}


def test_every_id_is_unique_and_every_inner_link_leads_somewhere(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_the_page_has_landmarks_one_title_and_balanced_tags(page):
    assert page.open == []
    assert {"header", "main", "nav", "footer"} <= set(page.tags)
    assert page.tags.count("h1") == 1
    assert page.tags.count("figure") == page.tags.count("figcaption")
    assert ("html", {"lang": "fr-CA"}) in page.attributes


def test_every_table_says_what_it_is_and_every_head_its_scope(page):
    assert page.tags.count("table") == page.tags.count("caption")
    assert all("scope" in found for tag, found in page.attributes if tag == "th")


def test_every_picture_has_words(page):
    pictures = [found for tag, found in page.attributes if tag == "svg" and "aria-hidden" not in found]
    assert len(pictures) >= 11
    assert all(found["role"] == "img" and len(found["aria-label"]) > 60 for found in pictures)


def test_figures_are_typeset_in_french(page):
    assert not re.search(r"\d [$%:]", page.text)
    assert not re.search(r" [;!?]", page.text)
    assert f"127{NBSP}920{NBSP}$" in page.text


def test_the_answer_comes_first_with_dollars_and_how_sure(page):
    assert f"À budget égal, déplacer 18{NBSP}% des dépenses rapporterait environ 5{NBSP}200{NBSP}$ à" in page.text
    assert page.text.index("À budget égal") < page.text.index("Arrêter") < page.text.index("Le plan en détail")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_usual_target_never_goes_without_the_break_even(study, lang):
    for section in document(study, lang).sections:
        words = repr(section)
        if re.search(r"3 (to|à) 5", words):
            assert Locale(lang).ratio(study.company.break_even_iroas) in words.replace("\\xa0", NBSP)


def test_simulated_data_say_so_at_the_top_and_at_the_bottom(make_results, study):
    text = Page(render_html(document(make_results(simulated=True), "fr"))).text
    assert text.count("Données simulées") >= 2
    assert "Données simulées" not in Page(render_html(document(study, "fr"))).text


def test_a_margin_that_is_assumed_is_said_wherever_it_weighs(make_results):
    assumed = make_results(assumed=("gross_margin",))
    text = Page(render_html(document(assumed, "en"))).text
    assert "1 ÷ a margin of 43%, assumed" in text
    assert "The contribution margin of 43% is assumed" in text
    assert any("assumed margin" in line for line in summary(assumed, EN))


def test_without_a_plan_the_page_says_why(undecided_study):
    text = Page(render_html(document(undecided_study, "fr"))).text
    assert "Vos données ne permettent pas encore de plan" in text
    assert "Aucun plan n’est proposé" in text
    assert "Le plan en détail" not in text


def test_what_rests_on_comparable_channels_is_never_told_as_the_companys_own(undecided_study):
    lines = [line for line in summary(undecided_study, FR) if line.startswith("◇")]
    assert len(lines) == 7
    assert all("vos données ne le disent pas" in line for line in lines)


def test_one_channel_makes_a_whole_report(one_channel_study):
    text = Page(render_html(document(one_channel_study, "en"))).text
    assert "With $705 a week instead of $410" in text


def test_a_loss_that_may_happen_is_said(study):
    gain = study.decisions.plan.gain.model_copy(update={"p10": -3000.0})
    plan = study.decisions.plan.model_copy(update={"gain": gain, "probability_gain": 0.6})
    worse = replace(study, decisions=study.decisions.model_copy(update={"plan": plan}))
    said = headline(Brief(worse, EN))
    assert said == (
        "At the same budget, moving 18% of the spending could cost about $3,000 of margin or bring about $17,000 over "
        f"26{NBSP}weeks (gain: even odds)."
    )
    assert any("A gain is not assured" in line for line in summary(worse, EN))


def test_a_plan_never_starts_in_the_past(study):
    late = replace(study, made_on=study.decisions.plan.months[0].start)
    assert Brief(late, EN).first_monday() > late.made_on
    assert Brief(late, EN).first_monday().weekday() == 0


def test_us_dollars_are_us_dollars_everywhere(make_results):
    text = Page(render_html(document(make_results(currency="USD"), "fr"))).text
    assert not re.search(rf"\d{NBSP}\$(?!{NBSP}US)", text)


def test_names_that_look_like_markup_are_only_words(make_results):
    study = make_results()
    nasty = study.company.model_copy(update={"name": '<script>alert("x")</script> #set [*]'})
    told = replace(study, company=nasty)
    text = render_html(document(told, "en"))
    assert "<script>" not in text
    assert entities.escape('<script>alert("x")</script>', quote=True).replace("&quot;", "&#34;") in text
    assert render_pdf(document(told, "en")).startswith(b"%PDF")


def test_the_same_study_gives_the_same_page_and_the_same_pdf(study, make_results):
    assert render_html(document(study, "en")) == render_html(document(make_results(), "en"))
    assert render_pdf(document(study, "en")) == render_pdf(document(make_results(), "en"))


@pytest.mark.parametrize("case", ["study", "one_channel_study", "undecided_study"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_study_makes_a_pdf(case, lang, request):
    content = render_pdf(document(request.getfixturevalue(case), lang))
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type/Page") >= 1


def test_the_summary_says_the_first_page_in_lines(study):
    lines = summary(study, FR)
    assert lines[0].startswith("Maison Boréale · Bilan au 23\u00a0novembre\u00a02026")
    assert [line[0] for line in lines if line[:1] in "■◇●▲" and line] == ["■", "◇", "◇", "●", "●", "▲", "▲"]
    assert len(lines) <= 20
    assert f"Premier changement{NBSP}: lundi 30{NBSP}novembre{NBSP}2026." in lines


def test_verdicts_come_by_kind_then_by_money(study):
    ranked = Brief(study, EN).ranked()
    assert [channel.channel for channel in ranked][:3] == ["boosted_posts", "brand_search", "radio"]
    assert ranked[-2].money_at_stake > ranked[-1].money_at_stake
