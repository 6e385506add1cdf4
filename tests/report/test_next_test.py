import datetime as dt

import pytest
from icalendar import Calendar

from bascule.experiments.designs import designs
from bascule.locale import Locale
from bascule.report import document, render_html, render_pdf
from bascule.report.brief import Brief
from bascule.report.protocol import CALENDAR_FILE, HOW, PAGE_FILE, READ_FILE, READ_HOW, protocol, protocol_files
from bascule.report.sections.next_test import MOST_SHOWN, next_test_section
from bascule.report.trial_words import answer
from proposed import MONDAY, next_test, proposal, with_test

NBSP = "\u00a0"
FR, EN = Locale("fr"), Locale("en")


def words(thing):
    return repr(thing).replace("\\xa0", NBSP)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", f"Test Radio: on and off, in turns, from Monday, November{NBSP}30, 2026, for 6{NBSP}weeks."),
        ("fr", f"Tester Radio{NBSP}: marche et arrêt, en alternance, à partir du lundi 30{NBSP}novembre{NBSP}2026"),
    ],
)
def test_the_test_to_run_is_said_with_its_cost_and_its_worth(study, lang, said):
    brief = Brief(with_test(study, next_test(proposal())), Locale(lang))
    found = answer(brief.results.decisions.next_test, brief)
    assert found.startswith(said)
    assert brief.locale.money_about(640) in found
    assert brief.locale.money_about(1840) in found


def test_a_test_that_saves_money_is_said_to_pay_for_itself(study):
    saving = proposal(forgone=-900.0, cost=-560.0)
    brief = Brief(with_test(study, next_test(saving)), EN)
    assert "It saves more than its work costs" in answer(brief.results.decisions.next_test, brief)


@pytest.mark.parametrize(
    ("forgone", "cost", "said"), [(300.0, 640.0, "cost about $640"), (-900.0, -560.0, "$340 of work")]
)
def test_none_worth_its_cost_is_said_with_the_figure(study, forgone, cost, said):
    found = next_test(proposal(forgone=forgone, cost=cost, value=150.0), worth=False)
    told = answer(found, Brief(with_test(study, found), EN))
    assert told.startswith("No test is worth its cost.")
    assert said in told
    assert "about $150" in told


def test_nothing_to_test_is_an_answer(study):
    found = next_test()
    assert answer(found, Brief(with_test(study, found), FR)).startswith("Aucun canal ne peut être testé")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report_has_its_section_on_screen_and_on_paper(study, lang):
    told = document(with_test(study, next_test(proposal(), proposal("newsletter", "list_holdout", share=0.2))), lang)
    anchors = [section.anchor for section in told.sections]
    assert anchors.index("plan") < anchors.index("next-test") < anchors.index("hindsight")
    assert 'id="next-test"' in render_html(told)
    assert render_pdf(told).startswith(b"%PDF")


def test_every_day_on_which_to_act_is_in_the_report(study):
    section = next_test_section(Brief(with_test(study, next_test(proposal())), EN))
    for entry in proposal().calendar:
        assert EN.weekday_date(entry.date) in words(section)
    assert "the answer is to stop already" in words(section)
    assert "70% of it shows" in words(section)


def test_where_none_could_be_worked_out_there_is_no_section(study):
    assert next_test_section(Brief(study, EN)) is None


def test_the_report_shows_the_best_ones_only(study):
    many = next_test(*(proposal(net_value=float(k)) for k in range(20, 0, -1)))
    section = next_test_section(Brief(with_test(study, many), EN))
    assert words(section).count("'on and off, in turns'") == MOST_SHOWN


@pytest.mark.parametrize("design", sorted(designs()))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_design_has_its_page(study, design, lang):
    test = proposal(design=design)
    told = protocol(Brief(with_test(study, next_test(test)), Locale(lang)), test)
    assert {"question", "do", "leave", "read", "money"} == {section.anchor for section in told.sections}
    for line in (*HOW[design], READ_FILE[design]):
        assert Locale(lang).t(line) in words(told).replace("\\'", "'")
    source, method, more = READ_HOW[design]
    command = f'bascule test read {source} --method {method} --channel "radio"'
    assert command in words(told)
    assert more in words(told)
    assert words(told).count("Le 11 janvier") == 0


def test_a_page_of_a_test_not_worth_it_says_so(study):
    test = proposal(worth=False)
    assert "is not worth its answer" in words(protocol(Brief(study, EN), test))
    assert "is not worth its answer" not in words(protocol(Brief(study, EN), proposal()))


def test_the_calendar_has_a_day_for_each_thing_to_do(study):
    test = proposal()
    content = protocol_files(with_test(study, next_test(test)), test, FR)[CALENDAR_FILE]
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [entry.date for entry in test.calendar]
    assert all(event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1) for event in events)
    assert str(events[1]["summary"]) == f"Radio{NBSP}: Arrêt{NBSP}: ne rien dépenser"
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_the_same_test_keeps_its_events_whatever_the_day_and_the_language(study):
    test = proposal()
    once, again = (
        [
            str(event["uid"])
            for event in Calendar.from_ical(protocol_files(study, test, lang)[CALENDAR_FILE]).walk("VEVENT")
        ]
        for lang in (FR, EN)
    )
    assert once == again
    assert protocol_files(study, test, FR) == protocol_files(study, test, FR)
    moved = [entry.model_copy(update={"date": entry.date + dt.timedelta(days=7)}) for entry in test.calendar]
    later = test.model_copy(update={"start": MONDAY + dt.timedelta(days=7), "calendar": moved})
    other = Calendar.from_ical(protocol_files(study, later, FR)[CALENDAR_FILE]).walk("VEVENT")
    assert not {str(event["uid"]) for event in other} & set(once)


def test_the_page_is_one_page_without_network(study):
    page = protocol_files(study, proposal(), EN)[PAGE_FILE].decode()
    assert "<script" not in page
    assert "Test of Radio" in page
