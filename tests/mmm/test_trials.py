import dataclasses
import datetime as dt

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

import world
from bascule.mmm.model import fit_model, prior_model
from bascule.mmm.trials import after_trials, found_by_trials, trial_error
from bascule.panel import Experiment

PRIOR = np.array([[0.8, np.log(1.4), 0.8], [0.2, np.log(0.1), 1.0]])


def trial(lift, error, spend=6000.0, channel="radio"):
    return Experiment(channel, dt.date(2025, 3, 3), dt.date(2025, 3, 30), lift, error, spend)


def dense_mean(prior, trials):
    """Mean of the log return given the tests, by quadrature on the mixture itself."""

    def joint(log_return):
        weight = sum(share * norm.pdf(log_return, location, spread) for share, location, spread in prior)
        return weight * np.prod([norm.pdf(t.iroas, np.exp(log_return), trial_error(t)) for t in trials])

    total = quad(joint, -8, 6, limit=400)[0]
    return quad(lambda x: x * joint(x), -8, 6, limit=400)[0] / total


@pytest.mark.parametrize("trials", [[trial(9000, 1500)], [trial(0, 600)], [trial(-900, 900)], [trial(9000, 1500)] * 2])
def test_tests_move_the_prior_as_bayes_rule_says(trials):
    found = after_trials(PRIOR, trials)
    assert found[:, 0].sum() == pytest.approx(1)
    assert float(found[:, 0] @ found[:, 1]) == pytest.approx(dense_mean(PRIOR, trials), abs=0.01)


def test_a_test_that_finds_nothing_makes_nothing_likely_and_one_that_finds_much_the_reverse():
    assert after_trials(PRIOR, [trial(0, 600)])[1, 0] > 0.8
    assert after_trials(PRIOR, [trial(12_000, 1200)])[1, 0] < 0.01


def test_without_a_test_or_its_spending_nothing_moves():
    assert after_trials(PRIOR, []) is PRIOR
    assert after_trials(PRIOR, [trial(9000, 1500, spend=None)]) is PRIOR
    assert found_by_trials([trial(9000, 1500, spend=None)]) is None


def test_two_tests_say_more_than_one():
    once, twice = (after_trials(PRIOR, [trial(9000, 1500)] * n) for n in (1, 2))
    assert twice[0, 2] < once[0, 2] < PRIOR[0, 2]
    assert found_by_trials([trial(9000, 600), trial(3000, 6000)]) > 1.2


def test_a_tested_channel_rests_on_its_experiment_and_is_narrower():
    tested = dataclasses.replace(world.panel(), experiments=(trial(1500, 900),))
    plain, better = (fit_model(p, world.company(), world.CLASSES, seed=1) for p in (world.panel(), tested))
    assert better.learnt[2].rung == "experiment"
    assert plain.learnt[2].rung != "experiment"
    widths = [np.ptp(np.quantile(model.posterior.iroas[:, 2], [0.05, 0.95])) for model in (plain, better)]
    assert widths[1] < widths[0]
    assert np.quantile(better.posterior.iroas[:, 2], 0.05) <= world.TRUE_RETURNS[2]


def test_before_any_sale_a_test_is_evidence_enough():
    tested = dataclasses.replace(world.panel(), experiments=(trial(0, 300),))
    model = prior_model(tested, world.company(), world.CLASSES, seed=1)
    assert [learnt.rung for learnt in model.learnt] == ["prior", "prior", "experiment"]
    untested = prior_model(world.panel(), world.company(), world.CLASSES, seed=1)
    assert np.median(model.posterior.iroas[:, 2]) < 0.5 * np.median(untested.posterior.iroas[:, 2])


def test_a_test_that_finds_nothing_is_evidence_as_well():
    claimed = dataclasses.replace(world.panel(), experiments=(trial(0, 900, spend=12_000.0, channel="meta"),))
    model = prior_model(claimed, world.company(), world.CLASSES, seed=1)
    assert model.learnt[0].rung == "experiment"
