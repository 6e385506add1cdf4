"""Tests that could be run, made by hand, for a study that shows them."""

import datetime as dt
from dataclasses import replace

from bascule.plans import Reason
from bascule.proposals import CalendarEntry, NextTest, TestProposal
from bascule.results import Results

MONDAY = dt.date(2026, 11, 30)


def proposal(channel="radio", design="switchback", **changes) -> TestProposal:
    """Six weeks on and off, worth 1 840 $ for 640 $, unless it is said otherwise."""
    days = [("on", 1, 620.0), ("off", 2, 0.0), ("on", 2, 620.0), ("off", 1, 0.0), ("usual", 1, 620.0)]
    calendar, at = [], 0
    for action, weeks, weekly in days:
        date = MONDAY + dt.timedelta(weeks=at)
        calendar.append(CalendarEntry(date=date, action=action, weeks=weeks, weekly=weekly))
        at += weeks
    read = MONDAY + dt.timedelta(weeks=at)
    calendar.append(CalendarEntry(date=read, action="read", weeks=0, weekly=620.0))
    found = TestProposal(
        channel=channel, design=design, start=MONDAY, end=MONDAY + dt.timedelta(days=41), weeks=6, share=1.0,
        off_weeks=3.0, spend=1860.0, error=0.8, error_from="placebo", power=0.72, forgone=300.0, fees=340.0,
        cost=640.0, value=1840.0, most=4100.0, net_value=1200.0, worth=True, calendar=calendar,
        reasons=[Reason(code="test_lags", params={"seen_share": 0.7})],
    )  # fmt: skip
    return found.model_copy(update=changes)


def next_test(*candidates: TestProposal, worth: bool = True) -> NextTest:
    """What is found among these; none is worth its cost unless `worth`."""
    tests = [test.model_copy(update={"worth": worth}) for test in candidates]
    return NextTest(
        recommended=tests[0] if worth and tests else None,
        candidates=tests,
        best_value=max((test.value for test in tests), default=0.0),
        horizon_weeks=52,
        left_out=[Reason(code="test_decided", params={"channel": "boosted_posts"})],
    )


def with_test(study: Results, found: NextTest | None) -> Results:
    """The study with these tests found."""
    return replace(study, decisions=study.decisions.model_copy(update={"next_test": found}))
