import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from bascule.customers.survival import kaplan_meier
from customers.naive_survival import still_there

PEOPLE = st.lists(st.tuples(st.integers(0, 12).map(float), st.booleans()), min_size=1, max_size=30)
TIMES = np.arange(0.0, 14.0)


@given(PEOPLE)
def test_the_share_is_the_one_told_one_customer_at_a_time(people: list[tuple[float, bool]]) -> None:
    durations, happened = (np.array(part) for part in zip(*people, strict=True))
    survival = kaplan_meier(durations, happened, TIMES)
    expected = [still_there(durations.tolist(), happened.tolist(), time) for time in TIMES]
    np.testing.assert_allclose(survival.share, expected, atol=1e-12)
    assert survival.at_risk.tolist() == [int((durations >= time).sum()) for time in TIMES]


@given(PEOPLE)
def test_the_interval_holds_the_share_and_never_widens_upward(people: list[tuple[float, bool]]) -> None:
    durations, happened = (np.array(part) for part in zip(*people, strict=True))
    survival = kaplan_meier(durations, happened, TIMES)
    assert (survival.low <= survival.share).all()
    assert (survival.share <= survival.high).all()
    assert (survival.low >= 0).all()
    assert (survival.high <= 1).all()
    assert (np.diff(survival.high) <= 1e-9).all()


@pytest.mark.parametrize(("gone", "of"), [(0, 8), (1, 8), (3, 8), (8, 8), (40, 100)])
def test_without_censoring_the_interval_is_clopper_and_pearsons(gone: int, of: int) -> None:
    durations = np.concatenate([np.linspace(0.1, 0.9, gone), np.full(of - gone, 5.0)])
    survival = kaplan_meier(durations, durations < 1, np.array([1.0]))
    left = of - gone
    low = 0.0 if left == 0 else beta.ppf(0.05, left, gone + 1)
    high = 1.0 if gone == 0 else beta.ppf(0.95, left + 1, gone)
    assert survival.low[0] == pytest.approx(low, abs=1e-9)
    assert survival.high[0] == pytest.approx(high, abs=1e-9)


def test_ties_give_the_same_interval_as_events_one_after_the_other() -> None:
    apart = kaplan_meier(np.array([1.0, 1.1, 1.2, 9, 9, 9]), np.array([1, 1, 1, 0, 0, 0], bool), np.array([2.0]))
    tied = kaplan_meier(np.array([1.0, 1.0, 1.0, 9, 9, 9]), np.array([1, 1, 1, 0, 0, 0], bool), np.array([2.0]))
    assert tied.low == pytest.approx(apart.low)
    assert tied.high == pytest.approx(apart.high)


def test_nine_intervals_in_ten_hold_the_truth_of_a_small_censored_group() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        event, censored = rng.exponential(10.0, 15), rng.uniform(2.0, 12.0, 15)
        survival = kaplan_meier(np.minimum(event, censored), event <= censored, np.array([5.0]))
        held += survival.low[0] <= np.exp(-0.5) <= survival.high[0]
    assert held / 400 >= 0.88


def test_the_interval_of_what_happened_is_its_complement() -> None:
    survival = kaplan_meier(np.array([1.0, 2, 3, 4]), np.array([True, True, False, False]), np.array([2.5]))
    there, gone = survival.interval(0), survival.interval(0, happened=True)
    assert (gone.p05, gone.p50, gone.p95) == pytest.approx((1 - there.p95, 0.5, 1 - there.p05))
