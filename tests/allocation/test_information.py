import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from bascule.allocation.information import (
    ANSWERS,
    LEAST_DRAWS,
    after_answers,
    answer_spread,
    answers,
    evppi,
    evsi,
    present_gains,
    worths,
)
from bascule.mmm.trials import LEAST_RETURN, TRANSFER, trial_error
from bascule.panel import Experiment

DRAWS = 2000
MEAN, SPREAD = 1.2, 0.8
RETURNS = MEAN + SPREAD * norm.ppf((np.arange(DRAWS) + 0.5) / DRAWS)


class TwoActions:
    """Do nothing, or act and gain so much per unit of return above a bar."""

    def __init__(self, returns, bar, gain=1000.0):
        self.worth = gain * (returns - bar)

    def best(self, weights):
        return (weights @ self.worth > 0).astype(np.int64)[:, None]

    def gains(self, cents):
        return cents * self.worth


def closed_form(error, bar, gain=1000.0):
    """Raiffa & Schlaifer 1961: the unit normal linear loss integral of the mean after the test."""
    moves = SPREAD**2 / np.hypot(SPREAD, error)
    away = abs(MEAN - bar) / moves
    return gain * moves * (norm.pdf(away) - away * norm.sf(away))


def value(error, bar, returns=RETURNS):
    chooser = TwoActions(returns, bar)
    return evsi(returns, error, chooser, present_gains(chooser, len(returns)), transfer=0.0)


@pytest.mark.parametrize("error", [0.1, 0.4, 0.8, 1.6, 4.0])
@pytest.mark.parametrize("bar", [0.4, 1.2, 2.0])
def test_two_actions_and_normal_beliefs_give_the_value_of_the_textbook(error, bar):
    assert value(error, bar) == pytest.approx(closed_form(error, bar), abs=6.0, rel=0.04)


@pytest.mark.parametrize("bar", [0.4, 1.2, 2.0])
def test_knowing_exactly_is_worth_what_a_test_without_error_would_be(bar):
    chooser = TwoActions(RETURNS, bar)
    most = evppi(RETURNS, chooser, present_gains(chooser, DRAWS))
    assert most == pytest.approx(closed_form(0.0, bar), rel=0.03)


@settings(max_examples=40, deadline=None)
@given(error=st.floats(0.05, 20), bar=st.floats(-1, 4), seed=st.integers(0, 20))
def test_no_test_is_worth_less_than_nothing_nor_more_than_the_truth(error, bar, seed):
    returns = np.random.default_rng(seed).lognormal(0.2, 0.7, 1000)
    chooser = TwoActions(returns, bar)
    present = present_gains(chooser, len(returns))
    most = evppi(returns, chooser, present)
    assert 0 <= evsi(returns, error, chooser, present) <= most + 0.02 * 1000 * returns.std()


def test_a_sharper_test_is_worth_more():
    found = [value(error, 1.5) for error in (0.2, 0.5, 1.0, 3.0, 30.0)]
    assert found == sorted(found, reverse=True)
    assert found[-1] < 1


def test_what_settles_nothing_is_worth_nothing():
    assert value(0.3, -50.0) == 0.0


@given(order=st.permutations(range(60)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_draws_changes_nothing(order):
    returns = np.random.default_rng(3).lognormal(0.2, 0.7, 60)
    assert value(0.5, 1.2, returns[list(order)]) == pytest.approx(value(0.5, 1.2, returns))


def test_answers_have_the_mean_and_the_spread_of_belief_and_noise():
    found = answers(RETURNS, answer_spread(RETURNS, 0.6, transfer=0.0))
    assert len(found) == ANSWERS
    assert found.mean() == pytest.approx(MEAN, abs=0.01)
    assert found.std() == pytest.approx(1.0, rel=0.05)


def test_an_answer_is_as_wrong_as_the_model_takes_a_test_to_be():
    trial = Experiment("radio", None, None, 9000.0, 3000.0, 6000.0)
    assert answer_spread(np.array([trial.iroas]), trial.iroas_error)[0] == pytest.approx(trial_error(trial))
    assert answer_spread(np.array([0.0]), 0.0)[0] == pytest.approx(TRANSFER * LEAST_RETURN)


def test_an_answer_moves_belief_towards_itself_as_bayes_rule_says():
    spread = answer_spread(RETURNS, 0.8, transfer=0.0)
    after = after_answers(RETURNS, 0.8, transfer=0.0) @ RETURNS
    assert after == pytest.approx((MEAN + answers(RETURNS, spread)) / 2, abs=0.02)


@pytest.mark.parametrize("error", [0.0, 1e-6, 0.01])
def test_no_answer_rests_on_a_handful_of_draws(error):
    weights = after_answers(RETURNS, error, transfer=0.0)
    assert weights.sum(axis=1) == pytest.approx(1)
    assert (1 / (weights**2).sum(axis=1)).min() >= LEAST_DRAWS


def test_asking_for_all_errors_at_once_is_asking_for_each():
    chooser = TwoActions(RETURNS, 1.5)
    present = present_gains(chooser, DRAWS)
    found, most = worths(RETURNS, np.array([0.3, 1.0]), chooser, present)
    assert found == pytest.approx([evsi(RETURNS, error, chooser, present) for error in (0.3, 1.0)])
    assert most == pytest.approx(evppi(RETURNS, chooser, present))


def test_a_return_that_is_known_already_leaves_nothing_to_learn():
    known = np.full(200, 1.5)
    chooser = TwoActions(known, 1.0)
    assert evsi(known, 0.5, chooser, present_gains(chooser, 200)) == pytest.approx(0.0, abs=1e-9)
