"""Levels, the score and the rules to pass next: whatever the states, passing more never lowers and advice raises."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.diagnosis.maturity import scored
from bascule.diagnosis.maturity.rules import DIMENSIONS, LEVELS, RULES
from bascule.diagnosis.maturity.score import OTHERS, level_of, overall, to_raise
from bascule.returns.maturity import Maturity, RuleLine

STATES = st.sampled_from(["pass", "fail", "not_applicable", "not_measured"])
JUDGED = st.fixed_dictionaries(dict.fromkeys(RULES, STATES))


def lines(states):
    found = {name: [] for name in DIMENSIONS}
    for code, rule in RULES.items():
        found[rule.dimension].append(RuleLine(rule=code, level=rule.level, state=states[code]))
    return found


def score(states):
    return scored(lines(states)).level


def naive_level(rules):
    """Level by level, each held only when every rule up to it is met or does not apply."""
    level = 0
    while level < LEVELS and all(r.state in ("pass", "not_applicable") for r in rules if r.level <= level + 1):
        level += 1
    return level


@given(JUDGED)
def test_a_level_is_held_with_all_the_lower_ones(states):
    assert all(level_of(rules) == naive_level(rules) for rules in lines(states).values())


@settings(max_examples=50)
@given(JUDGED, st.sampled_from(sorted(RULES)))
def test_passing_one_more_rule_never_lowers_anything(states, code):
    before, after = scored(lines(states)), scored(lines({**states, code: "pass"}))
    assert after.level >= before.level
    assert all(a.level >= b.level for a, b in zip(after.dimensions, before.dimensions, strict=True))


@settings(max_examples=50)
@given(JUDGED)
def test_not_measured_is_worth_no_more_than_failed(states):
    failed = {code: "fail" if state == "not_measured" else state for code, state in states.items()}
    assert score(states) == score(failed)
    assert scored(lines(states)).not_measured == sum(state == "not_measured" for state in states.values())


@settings(max_examples=50)
@given(JUDGED)
def test_what_is_to_be_passed_raises_the_score_by_one_and_all_of_it_is_needed(states):
    before = score(states)
    needed = [code for _, code in to_raise(lines(states))]
    assert bool(needed) == (before < LEVELS)
    if needed:
        assert score({**states, **dict.fromkeys(needed, "pass")}) > before
    for code in needed:
        assert score({**states, **dict.fromkeys(set(needed) - {code}, "pass")}) == before


@settings(max_examples=30)
@given(JUDGED)
def test_following_the_two_next_rules_leads_to_the_top(states):
    reached = [score(states)]
    for _ in RULES:
        following = scored(lines(states)).next_rules
        if not following:
            break
        assert all(states[code] in ("fail", "not_measured") for _, code in following)
        states = {**states, **{code: "pass" for _, code in following}}
        reached.append(score(states))
    assert reached[-1] == LEVELS
    assert reached == sorted(reached)


def test_no_other_set_of_rules_raises_the_score_for_less_work():
    states = dict.fromkeys(RULES, "pass")
    open_rules = ["budget_set", "owners_named", "officer_published", "registers_used", "consent_expires", "continuity"]
    states |= dict.fromkeys(open_rules, "fail")
    target = score(states) + 1
    work = [
        sum(RULES[code].hours for code in chosen)
        for size in range(1, len(open_rules) + 1)
        for chosen in itertools.combinations(open_rules, size)
        if score({**states, **dict.fromkeys(chosen, "pass")}) >= target
    ]
    assert sum(RULES[code].hours for _, code in to_raise(lines(states))) == min(work)


@pytest.mark.parametrize(
    ("others", "expected"), [((0, 0, 4, 4), 2), ((1, 2, 3, 4), 2), ((0, 1, 1, 4), 1), ((4, 4, 4, 0), 4)]
)
def test_the_median_of_the_four_others_lowers_the_score(others, expected):
    levels = dict(zip(OTHERS, others, strict=True))
    assert overall({"data": 4, "measurement": 4, **levels}) == expected
    assert overall({"data": 1, "measurement": 4, **levels}) == min(1, expected)


def test_data_and_measurement_come_first_then_the_least_work():
    found = scored(lines(dict.fromkeys(RULES, "fail")))
    assert found.next_rules == (("data", "sales_export"), ("measurement", "spend_known"))
    assert [line.level for line in found.dimensions] == [0, 0, 1, 0, 0, 0]
    assert Maturity.model_validate(json.loads(found.model_dump_json())) == found
