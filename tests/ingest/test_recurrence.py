"""The days of recurring events, against a public library where it can be waited for, and bounded where it cannot."""

import datetime as dt
import time

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.ingest.recurrence import Steps, days_of, read_rule

START = dt.date(2024, 1, 31)
LAST = dt.date(2027, 12, 31)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _days(rule: str, start: dt.date = START, last: dt.date = LAST) -> list[dt.date]:
    return list(days_of(read_rule(rule), start, last, Steps()))


def _public(rule: str, start: dt.date, last: dt.date) -> list[dt.date]:
    begin = dt.datetime.combine(start, dt.time(9))
    found = rrulestr(f"RRULE:{rule}", dtstart=begin)
    return [each.date() for each in found.between(begin, dt.datetime.combine(last, dt.time(23)), inc=True)]


@st.composite
def _rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [
        f"FREQ={freq}",
        f"INTERVAL={draw(st.sampled_from([1, 1, 2, 3]))}",
        f"WKST={draw(st.sampled_from(['MO', 'SU']))}",
    ]
    # Ranked and unranked days are not mixed: the library then takes neither.
    ranked = freq in {"MONTHLY", "YEARLY"} and draw(st.booleans())
    ranks = st.sampled_from(["1", "2", "-1", "4"]) if ranked else st.just("")
    days = st.lists(st.tuples(ranks, st.sampled_from(_DAYS)), min_size=1, max_size=3, unique=True)
    if draw(st.booleans()):
        parts.append("BYDAY=" + ",".join(rank + day for rank, day in draw(days)))
    elif freq != "WEEKLY" and draw(st.booleans()):
        numbers = draw(st.lists(st.sampled_from([1, 15, 28, -1, -5]), min_size=1, max_size=3, unique=True))
        parts.append("BYMONTHDAY=" + ",".join(map(str, numbers)))
    if draw(st.booleans()) and not (freq == "MONTHLY" and "INTERVAL=1" not in parts):
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True))
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    return ";".join(parts)


@settings(max_examples=100, deadline=None)
@given(rule=_rules(), start=st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)), count=st.integers(1, 40))
def test_the_days_are_those_of_a_public_library(rule: str, start: dt.date, count: int) -> None:
    # Rules here all match sooner or later: for one that does not, the library goes on to the year 9999.
    found = _public(f"{rule};UNTIL=20271231T235900", start, LAST)
    assert _days(rule, start) == found
    assert _days(f"{rule};COUNT={count}", start) == found[:count]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYDAY=1MO;BYMONTH=9",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    ],
)
def test_the_rules_that_people_write(rule: str) -> None:
    assert _days(rule) == _public(f"{rule};UNTIL=20271231T235900", START, LAST)
    assert _days(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=HOURLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "COUNT=3", "",
        "FREQ=DAILY;COUNT=2;UNTIL=20260101", "FREQ=YEARLY;BYWEEKNO=3", "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=MONTHLY;BYMONTH=-1", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=40",
    ],
)  # fmt: skip
def test_what_is_no_rule_of_days_is_told(rule: str) -> None:
    with pytest.raises(ValueError, match=r".?"):
        read_rule(rule)


@pytest.mark.parametrize("freq", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_a_rule_that_never_matches_ends(freq: str) -> None:
    began = time.process_time()
    assert _days(f"FREQ={freq};BYMONTH=2;BYMONTHDAY=30") == [] if freq != "WEEKLY" else True
    assert _days(f"FREQ={freq};COUNT=99999999999999;INTERVAL=99999999") in ([START], [])
    assert time.process_time() - began < 0.5


def test_steps_run_out() -> None:
    with pytest.raises(OverflowError):
        list(days_of(read_rule("FREQ=DAILY"), START, LAST, Steps(10)))
