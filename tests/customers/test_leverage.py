from itertools import pairwise

import numpy as np
import pytest

from bascule.customers.leverage import MONTHS, Buyers, Leverage, Subscribers
from bascule.panel import WEEKS_PER_MONTH

DRAWS = 3
ONE = np.ones(DRAWS)


def buyers(customers=4):
    rng = np.random.default_rng(5)
    return Buyers(
        r=np.array([0.243, 0.6, 1.1]), alpha=np.array([4.4, 9.0, 12.0]), a=np.array([0.8, 0.5, 1.4]),
        b=np.array([2.4, 3.0, 2.0]), alive=rng.uniform(0.2, 0.9, (DRAWS, customers)),
        frequency=np.array([0.0, 1.0, 3.0, 9.0])[:customers], age=np.array([30.0, 60.0, 52.0, 90.0])[:customers],
        weight=np.ones(customers),
    )  # fmt: skip


def subscribers():
    return Subscribers(
        alpha=np.array([0.668, 0.7, 2.0]), beta=np.array([3.8, 1.2, 9.0]), months=1,
        survived=np.array([0.0, 5.0, 20.0]), elapsed=np.array([0.75, 0.75, 0.75]), count=np.array([10.0, 6.0, 2.0]),
    )  # fmt: skip


def played(r, alpha, a, b, k, rng, customers=300_000):
    """Customers one by one: when each buys and after which purchase it leaves, over three years, in weeks."""
    rate, leaving = rng.gamma(r, 1 / alpha, customers), k * rng.beta(a, b, customers)
    upto = MONTHS * WEEKS_PER_MONTH
    clock, here = np.zeros(customers), np.ones(customers, bool)
    bought = np.zeros((customers, MONTHS), dtype=np.int32)
    while here.any():
        clock[here] += rng.exponential(1 / rate[here])
        here &= clock < upto
        bought[np.flatnonzero(here), (clock[here] / WEEKS_PER_MONTH).astype(int)] += 1
        here[here] = rng.random(here.sum()) >= leaving[here]
    return bought


@pytest.mark.parametrize("k", [1.0, 0.6])
def test_new_customers_buy_as_if_each_had_been_played(k):
    habits = buyers()
    for d, rng in enumerate(np.random.default_rng(2).spawn(DRAWS)):
        seen = played(habits.r[d], habits.alpha[d], habits.a[d], habits.b[d], k, rng)
        assert habits.new(k * ONE)[d].sum() == pytest.approx(seen.sum(axis=1).mean(), rel=0.02)
        assert habits.new(k * ONE)[d, 12:24].sum() == pytest.approx(seen[:, 12:24].sum(axis=1).mean(), rel=0.03)
        assert habits.kept(k * ONE)[d] == pytest.approx((seen[:, 12:24].sum(axis=1) > 0).mean(), rel=0.03)


def test_present_customers_buy_by_their_own_past():
    habits, rng = buyers(), np.random.default_rng(8)
    for i in range(4):
        alone = Buyers(
            habits.r, habits.alpha, habits.a, habits.b, habits.alive[:, i : i + 1], habits.frequency[i : i + 1],
            habits.age[i : i + 1], np.ones(1),
        )  # fmt: skip
        x, age = habits.frequency[i], habits.age[i]
        seen = played(habits.r[1] + x, habits.alpha[1] + age, habits.a[1], habits.b[1] + x, 1.0, rng).sum(axis=1).mean()
        assert alone.present(ONE)[1].sum() == pytest.approx(habits.alive[1, i] * seen, rel=0.03)


def test_contracts_are_paid_while_they_run():
    habits = subscribers()
    theta = np.random.default_rng(3).beta(0.7, 1.2, 400_000)
    assert habits.kept(ONE)[1] == pytest.approx(((1 - theta) ** 12).mean(), rel=0.02)
    assert habits.new(ONE)[1, 0] == 0
    assert habits.new(ONE)[1, 5] == pytest.approx(((1 - theta) ** 5).mean(), rel=0.01)
    older = np.random.default_rng(4).beta(0.7, 1.2 + 20, 400_000)
    last = Subscribers(habits.alpha, habits.beta, 1, np.array([20.0]), np.array([0.75]), np.array([2.0]))
    assert last.present(ONE)[1, 3] == pytest.approx(2 * ((1 - older) ** 4).mean(), rel=0.01)


def test_a_year_that_is_under_way_is_run_to_its_end():
    yearly = Subscribers(np.array([1.0]), np.array([4.0]), 12, np.array([0.0]), np.array([7.5]), np.array([10.0]))
    months = yearly.present(np.ones(1))[0]
    assert (months[:4] == 10).all()
    assert months[4:16] == pytest.approx(8.0, rel=0.01)
    assert (yearly.present(np.zeros(1)) == 10).all()


def leverage(habits, **changes):
    return Leverage(
        **({"habits": habits, "margin": 20.0 * ONE, "yearly_new": 600.0, "cac": 40.0, "discount": 0.1} | changes)
    )


@pytest.mark.parametrize("habits", [buyers(), subscribers()])
def test_the_share_kept_changes_as_asked(habits):
    case = leverage(habits)
    for change in (-0.2, 0.05, 0.1):
        assert habits.kept(case.factor(change)) == pytest.approx(habits.kept(ONE) * (1 + change), rel=1e-6)


@pytest.mark.parametrize("habits", [buyers(), subscribers()])
def test_more_retention_brings_more_and_less_brings_less(habits):
    case = leverage(habits)
    gains = [case.by_retention(change) for change in (-0.1, 0.0, 0.05, 0.1)]
    assert gains[1] == pytest.approx(0.0, abs=1e-3)
    assert all((low < high).all() for low, high in pairwise(gains))


def test_what_cannot_be_reached_is_nobody_leaving():
    habits = buyers()
    assert leverage(habits).factor(50.0) == pytest.approx(0.0, abs=1e-6)


def test_gains_are_in_the_unit_of_the_money():
    habits = buyers()
    dollars, cents = leverage(habits), leverage(habits, margin=2000.0 * ONE, cac=4000.0)
    assert cents.by_retention(0.1) == pytest.approx(100 * dollars.by_retention(0.1))
    assert cents.by_acquisition(0.1) == pytest.approx(100 * dollars.by_acquisition(0.1))


def test_without_discount_a_tenth_of_the_cost_is_three_years_of_it():
    case = leverage(buyers(), discount=0.0)
    assert case.by_acquisition(0.1) == pytest.approx(0.1 * 600 * 40 * 3)
    assert leverage(buyers()).spent < case.spent
