import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.customers.histories import Histories
from bascule.customers.segments import SEGMENTS, Rhythm, segment_lines, segmented, to_call
from customers.test_histories import canonical, day

RHYTHM = Rhythm(usual=8.0, patience=20.0, assumed=False)
WEEKS = st.floats(0, 200)
CUSTOMERS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), WEEKS, WEEKS), min_size=1, max_size=30)


def of(alive: float, frequency: int, recency: float, age: float) -> str:
    arrays = (np.array([value], dtype=float) for value in (alive, frequency, recency, age))
    return str(segmented(*arrays, RHYTHM)[0])


@pytest.mark.parametrize(
    ("customer", "segment"),
    [
        ((1.0, 0, 0.0, 5.0), "new"),
        ((1.0, 0, 0.0, 30.0), "at_risk"),
        ((1.0, 0, 0.0, 41.0), "lost"),  # the model never loses who bought once
        ((0.95, 6, 60.0, 62.0), "loyal"),
        ((0.95, 1, 60.0, 62.0), "occasional"),
        ((0.5, 6, 60.0, 62.0), "loyal"),  # where most leave soon, the chance is low the day they buy
        ((0.5, 6, 60.0, 70.0), "at_risk"),
        ((0.15, 6, 60.0, 70.0), "lost"),
        ((0.9, 6, 12.0, 17.0), "loyal"),  # fast, and silent for less than is usual here
        ((0.9, 6, 12.0, 21.0), "at_risk"),  # fast: a silence of nine weeks is not theirs
        ((0.9, 3, 180.0, 220.0), "loyal"),  # slow: forty weeks are nothing to them
        ((0.9, 6, 12.0, 60.0), "lost"),
    ],
)
def test_the_rules_in_their_order(customer: tuple[float, int, float, float], segment: str) -> None:
    assert of(*customer) == segment


@given(CUSTOMERS)
def test_everyone_is_in_one_segment_and_a_better_chance_never_loses_anyone(
    customers: list[tuple[float, int, float, float]],
) -> None:
    alive, frequency, one, other = (np.array(part, dtype=float) for part in zip(*customers, strict=True))
    recency, age = np.where(frequency > 0, np.minimum(one, other), 0.0), np.maximum(one, other)
    found = segmented(alive, frequency, recency, age, RHYTHM)
    assert set(found) <= set(SEGMENTS)
    better = segmented(np.minimum(alive + 0.3, 1.0), frequency, recency, age, RHYTHM)
    assert not ((better == "lost") & (found != "lost")).any()


@given(CUSTOMERS, st.integers(1, 8))
def test_who_is_called_is_at_risk_and_worth_the_most(
    customers: list[tuple[float, int, float, float]], most: int
) -> None:
    alive, frequency, one, other = (np.array(part, dtype=float) for part in zip(*customers, strict=True))
    recency, age = np.where(frequency > 0, np.minimum(one, other), 0.0), np.maximum(one, other)
    segments, expected = segmented(alive, frequency, recency, age, RHYTHM), one
    called = to_call(segments, expected, limit=most)
    assert len(called) <= most
    assert set(segments[called]) <= {"at_risk"}
    left = np.setdiff1d(np.flatnonzero((segments == "at_risk") & (expected > 0)), called)
    assert len(left) == 0 or expected[left].max() <= expected[called].min()


def test_who_may_not_be_reached_is_not_called() -> None:
    segments = np.array(["at_risk"] * 3)
    assert to_call(segments, np.array([3.0, 2.0, 1.0]), np.array([False, True, True])).tolist() == [1, 2]


def test_lines_add_up_to_all_customers() -> None:
    segments = np.array(["new", "loyal", "at_risk", "loyal"])
    worth = np.array([10.0, 20.0, 30.0, 40.0])

    def expected(who: np.ndarray) -> np.ndarray:
        return np.array([0.9, 1.0, 1.1]) * worth[who].sum()

    alive, contactable = np.array([1, 0.8, 0.5, 1.0]), np.array([True, False, True, True])
    lines = segment_lines(segments, alive, worth / 10, expected, np.array([2]), contactable)
    assert [line.segment for line in lines] == ["new", "loyal", "at_risk"]
    assert sum(line.customers for line in lines) == 4
    loyal, at_risk = lines[1], lines[2]
    assert (loyal.buying, loyal.expected.p50, loyal.past_margin, loyal.contactable) == (0.9, 60.0, 6.0, 1)
    assert (at_risk.to_call, loyal.to_call) == (1, 0)
    assert segment_lines(segments, alive, worth, expected, np.array([2]))[0].contactable is None


def test_the_rhythm_is_that_of_those_who_came_back() -> None:
    orders = [(str(who), day(after), 10.0) for who in range(30) for after in (0, 70)]
    orders += [(f"once-{who}", day(0), 10.0) for who in range(50)]
    assert Rhythm.of(Histories.of(canonical(orders))) == Rhythm(10.0, 10.0, assumed=False)
    assert Rhythm.of(Histories.of(canonical(orders[:20]))).assumed
