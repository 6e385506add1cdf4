import dataclasses

import numpy as np
import pytest

import world
from bascule.mmm.model import fit_model
from bascule.mmm.sensitivity import bias_factor, dollar_paths, hidden_shifts


@pytest.fixture(scope="module")
def model():
    return fit_model(world.panel(), world.company(), world.CLASSES, seed=1)


def test_a_confounder_of_known_strength_biases_a_regression_by_the_factor():
    rng = np.random.default_rng(1)
    cause, own, noise = rng.standard_normal((3, 400_000))
    spend, sales = np.sqrt(0.1) * cause + np.sqrt(0.9) * own, np.sqrt(0.1) * cause + np.sqrt(0.9) * noise
    slope = np.cov(spend, sales)[0, 1] / spend.var()
    # Given the spending, the cause explains a tenth of what is left of sales (nearly: the spending explains 1 %).
    assert slope == pytest.approx(0.1, abs=0.005)
    assert bias_factor(0.1) == pytest.approx(0.1 / np.sqrt(0.9))


def test_the_paths_are_the_spending_in_dollars(model):
    paths, spend = dollar_paths(model, world.panel()), world.panel().spend
    assert paths.shape == spend.T.shape
    assert paths.sum(axis=1) == pytest.approx(spend.sum(axis=0), rel=0.02)


def test_a_stronger_hidden_cause_moves_more_and_none_moves_nothing(model):
    weak, strong = (hidden_shifts(model, world.panel(), strength) for strength in (0.05, 0.3))
    assert (weak > 0).all()
    assert (strong > weak).all()
    assert hidden_shifts(model, world.panel(), 0.0) == pytest.approx(0)


def test_what_rests_on_the_prior_alone_cannot_be_misled_by_sales(model):
    unlearnt = dataclasses.replace(model, learnt=[dataclasses.replace(rests, variance=-0.05) for rests in model.learnt])
    assert hidden_shifts(unlearnt, world.panel()) == pytest.approx(0)
