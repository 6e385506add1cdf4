from types import SimpleNamespace

import numpy as np
import pytest

from bascule.company import Company
from bascule.customers import sums
from bascule.customers.bgnbd import BgnbdDraws
from bascule.customers.gamma_gamma import GammaGammaDraws
from bascule.customers.histories import Histories
from bascule.customers.sums import Alike, group_sums, own_chance
from bascule.customers.valued import valued
from customers import shop
from customers.naive_models import futures, lifetime_sums


@pytest.fixture(scope="module")
def model():
    return valued(Histories.of(shop.orders(700, seed=6)), Company(name="Essai", gross_margin=0.4), seed=1)


def grouped(model, groups=4):
    return np.random.default_rng(1).integers(0, groups, len(model.histories))


def test_sums_are_those_of_each_customer_added_up(model):
    group, of = grouped(model), model.timed
    alike = Alike.of(of)
    weeks = np.full(alike.age.size, 52.0)
    fast = group_sums(model.often_draws, model.much_draws, of, alike, weeks, 0.1, group, 4)
    few = 12
    often, much = model.often_draws.at(slice(few)), model.much_draws.at(slice(few))
    slow = lifetime_sums(often, much, of.frequency, of.recency, of.age, of.value, 1.0, 52.0, 0.1, group, 4)
    assert fast[:few] == pytest.approx(slow, rel=4e-3)


def test_draws_that_are_carried_over_are_near_those_worked_out(model, monkeypatch):
    group, alike = grouped(model), Alike.of(model.timed)
    given = (model.often_draws, model.much_draws, model.timed, alike, np.full(alike.age.size, 52.0), 0.1, group, 4)
    monkeypatch.setattr(sums, "WORKED_OUT", 10**9)
    whole = group_sums(*given)
    monkeypatch.setattr(sums, "WORKED_OUT", 0)
    carried = group_sums(*given)
    assert (carried[: sums.FEWEST] == whole[: sums.FEWEST]).all()
    for level in (0.05, 0.5, 0.95):
        assert np.quantile(carried, level, axis=0) == pytest.approx(np.quantile(whole, level, axis=0), rel=0.03)


def test_nothing_ahead_is_nothing(model):
    alike = Alike.of(model.timed)
    found = group_sums(
        model.often_draws, model.much_draws, model.timed, alike, np.zeros(alike.age.size), 0.1, grouped(model), 4
    )
    assert (found == 0).all()


def test_the_chance_of_each_customer_is_that_of_futures_played_out():
    often = BgnbdDraws(0.7, 9.0, 0.8, 2.5, "importance", 0.0)
    much = GammaGammaDraws(4.0, 9.0, 90.0, "importance", 0.0)
    people = [(0, 0.0, 20.0, 0.0), (1, 9.0, 60.0, 40.0), (6, 48.0, 55.0, 55.0), (3, 10.0, 70.0, 25.0)]
    x, last, end, value = (np.array(column, dtype=float) for column in zip(*people, strict=True))
    of = SimpleNamespace(frequency=x, recency=last, age=end, value=value)
    found = own_chance(often, much, of, Alike.of(of), np.full(4, 52.0), 0.0, np.zeros(4, np.int64), 2)
    rng = np.random.default_rng(3)
    together = sum(futures(often, much, who, 52.0, rng, 20_000) for who in people)
    assert found[0] == pytest.approx(together.var() / together.mean() ** 2, rel=0.06)
    assert found[1] == 0


def test_a_few_customers_are_told_less_surely_than_many(model):
    group = np.where(np.arange(len(model.histories)) < 10, 0, 1)
    low, middle, high = np.quantile(model.expected_sums(group, 2), [0.05, 0.5, 0.95], axis=0)
    width = (high - low) / middle
    assert width[0] > 3 * width[1]
    assert (model.expected_sums(group, 2) == model.expected_sums(group, 2)).all()
