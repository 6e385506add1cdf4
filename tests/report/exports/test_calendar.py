import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar

from bascule.locale import Locale
from bascule.report import plan_files
from bascule.report.brief import Brief
from bascule.report.exports import plan_calendar

NBSP = "\u00a0"


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def on(content, day):
    return [event for event in events(content) if event["dtstart"].dt == day]


@pytest.fixture(scope="module")
def french(study):
    return plan_files(study, "fr")["plan.ics"]


def test_every_event_is_a_whole_day_that_leaves_one_free(french):
    for event in events(french):
        assert type(event["dtstart"].dt) is dt.date
        assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"


def test_changes_months_and_dates_to_judge_by_are_all_there(study, french):
    plan = study.decisions.plan
    days = [event["dtstart"].dt for event in events(french)]
    assert days == sorted(days)
    assert {step.date for step in plan.steps} | {month.start for month in plan.months} <= set(days)
    assert {plan.recheck, plan.stop_rule.date} <= set(days)


def test_the_words_are_those_of_the_report(study, french):
    told = on(french, dt.date(2027, 1, 18))[0]
    assert told["summary"] == f"Marketing{NBSP}: poursuivre le plan, ou revenir en arrière?"
    assert told["description"].startswith(f"Si, le 18{NBSP}janvier{NBSP}2027, les commandes depuis le 30{NBSP}novembre")
    change, month = on(plan_files(study, "en")["plan.ics"], dt.date(2026, 11, 30))
    assert change["summary"] == "Marketing: change 5 budgets"
    assert f"Radio: ${620}" in month["description"]
    assert change["summary"].params["language"] == "en-CA"


def test_lines_are_folded_and_ended_as_the_standard_asks(french):
    assert french.endswith(b"END:VCALENDAR\r\n")
    lines = french.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line for line in lines)
    calendar = Calendar.from_ical(french)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"] == "-//Bascule//Bascule//FR"


def test_an_event_keeps_its_identity_from_one_study_to_the_next(study, french):
    uids = [event["uid"] for event in events(french)]
    assert len(uids) == len(set(uids))
    later = replace(study, made_on=study.made_on + dt.timedelta(days=3))
    again = plan_files(later, "en")["plan.ics"]
    assert [event["uid"] for event in events(again)] == uids
    assert {event["dtstamp"].dt.date() for event in events(again)} == {later.made_on}


def test_another_company_has_other_events(study, french):
    other = replace(study, company=study.company.model_copy(update={"name": "Autre; inc.\nBEGIN:VEVENT"}))
    content = plan_files(other, "fr")["plan.ics"]
    assert len(events(content)) == len(events(french))
    assert not {str(event["uid"]) for event in events(content)} & {str(event["uid"]) for event in events(french)}


def test_a_rule_that_decides_nothing_has_no_day_of_its_own(study):
    rule = study.decisions.plan.stop_rule.model_copy(update={"useful": False})
    plan = study.decisions.plan.model_copy(update={"stop_rule": rule})
    content = plan_calendar(Brief(study, Locale("en")), plan)
    assert on(content, rule.date) == []
    assert "cannot tell whether the plan works" in on(content, plan.recheck)[0]["description"]


def test_the_same_study_gives_the_same_calendar(french, make_results):
    assert plan_files(make_results(), "fr")["plan.ics"] == french
