import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.chooser import TableChooser
from bascule.allocation.curves import Response
from bascule.allocation.optimum import Domain, best_split
from bascule.money import cents

DRAWS, MARGIN, WEEKS = 300, 0.45, 52
MONDAY = dt.date(2026, 11, 30)


def posterior(seed=0, channels=3, scale=1.0):
    """Channels of random concave curves, usual spends of 300 to 1 500."""
    rng = np.random.default_rng([seed, 9])
    usual = rng.uniform(300, 1500, channels)
    returns = rng.lognormal(0.6, 0.5, (DRAWS, channels))
    half = rng.lognormal(0.4, 0.5, (DRAWS, channels))
    height = returns * usual * (1 + half)
    return scenes.steady(
        channels=tuple(f"c{c}" for c in range(channels)), iroas=returns, mroas=returns * half / (1 + half),
        height=scale * height, half=half, slope=np.ones(channels), reference=scale * usual, usual=scale * usual,
    )  # fmt: skip


def chooser(made, multiple=1.5, stopped=frozenset()):
    budget = sum(cents(u) for u in made.usual)
    low, high = scenes.around(made.usual, multiple, stopped)
    return TableChooser.of(Response(made, MARGIN), WEEKS, made.usual, low, high, budget)


def weighings(seed, cases=5):
    return np.random.default_rng(seed).dirichlet(np.full(DRAWS, 0.5), cases)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), multiple=st.sampled_from([1.0, 1.5, 3.0]), channels=st.integers(1, 5))
def test_every_plan_spends_the_budget_to_the_cent_within_its_bounds(seed, multiple, channels):
    choose = chooser(posterior(seed, channels), multiple)
    plans = choose.best(weighings(seed))
    assert (plans.sum(axis=1) == choose.budget).all()
    assert (plans >= choose.floor).all()
    assert (plans <= choose.ceiling).all()


@pytest.mark.parametrize("seed", range(4))
def test_it_finds_what_the_optimiser_of_plans_finds(seed):
    made = posterior(seed)
    choose = chooser(made, 3.0)
    response = Response(made, MARGIN)
    for weights, plan in zip(weighings(seed), choose.best(weighings(seed)), strict=True):
        exact = best_split(
            lambda c, x, w=weights: WEEKS * (w @ response.margin(c, x)),
            Domain.between(choose.floor.tolist(), choose.ceiling.tolist()),
            choose.budget,
        )  # fmt: skip
        gains = weights @ choose.gains(np.stack([plan, exact.cents])).T
        assert gains[0] <= gains[1] + exact.gap + 1e-6
        assert gains[1] - gains[0] < 3.0


def test_a_gain_is_the_change_of_margin_over_the_horizon():
    made = posterior()
    choose = chooser(made)
    plan = choose.best(weighings(0, 1))
    response = Response(made, MARGIN)
    by_hand = sum(
        WEEKS * (response.margin(c, [x / 100])[:, 0] - response.margin(c, [made.usual[c]])[:, 0])
        for c, x in enumerate(plan[0])
    )
    assert choose.gains(plan)[0] == pytest.approx(by_hand)


def test_a_channel_to_stop_gets_nothing():
    assert (chooser(posterior(), 3.0, stopped={1}).best(weighings(1))[:, 1] == 0).all()


def test_many_weighings_at_once_are_each_alone():
    choose, weights = chooser(posterior(), 3.0), weighings(7)
    assert (choose.best(weights) == np.concatenate([choose.best(weights[k : k + 1]) for k in range(5)])).all()
