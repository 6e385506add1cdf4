import dataclasses

import numpy as np
import pytest

import world
from bascule.mmm.build import set_up
from bascule.mmm.evidence import prior_draws
from bascule.mmm.fit import sample
from bascule.mmm.model import fit_model
from bascule.mmm.posterior import read


@pytest.fixture(scope="module")
def model():
    return fit_model(world.panel(), world.company(), world.CLASSES, seed=1)


def medians(model):
    return np.median(model.posterior.iroas, axis=0)


def test_it_converges_and_says_so(model):
    assert model.sample.converged
    assert model.sample.rhat < 1.01
    assert model.sample.ess > 400


def test_its_intervals_hold_the_true_returns(model):
    low, high = np.quantile(model.posterior.iroas, [0.05, 0.95], axis=0)
    assert (low <= world.TRUE_RETURNS).all()
    assert (high >= world.TRUE_RETURNS).all()


def test_sales_teach_it_more_than_the_prior_knew(model):
    assert all(learnt.rung in ("model", "natural") for learnt in model.learnt)
    assert model.learnt[2].breaks == 4
    assert model.learnt[0].breaks == 0
    assert medians(model)[0] > medians(model)[2]


def test_the_same_seed_gives_the_same_figures(model):
    again = fit_model(world.panel(), world.company(), world.CLASSES, seed=1)
    assert np.array_equal(again.posterior.iroas, model.posterior.iroas)


def test_dollars_or_cents_give_the_same_returns(model):
    panel = world.panel()
    cents = dataclasses.replace(panel, spend=panel.spend * 100, revenue=panel.revenue * 100)
    scaled = fit_model(cents, world.company(), world.CLASSES, seed=1)
    assert medians(scaled) == pytest.approx(medians(model), rel=0.1, abs=0.1)
    usual, hundred = model.posterior.usual[0], scaled.posterior.usual[0]
    assert np.median(scaled.posterior.curve(0, [hundred])) == pytest.approx(
        100 * np.median(model.posterior.curve(0, [usual])), rel=0.1
    )


def test_the_order_of_channels_does_not_matter(model):
    panel, order = world.panel(), [2, 0, 1]
    turned = dataclasses.replace(panel, spend=panel.spend[:, order], channels=tuple(panel.channels[c] for c in order))
    other = fit_model(turned, world.company(), tuple(world.CLASSES[c] for c in order), seed=1)
    assert medians(other) == pytest.approx(medians(model)[order], rel=0.12, abs=0.15)


def test_a_week_without_known_revenue_is_left_out_not_read_as_zero(model):
    panel = world.panel()
    revenue = panel.revenue.copy()
    revenue[40:44] = np.nan
    holed = fit_model(dataclasses.replace(panel, revenue=revenue), world.company(), world.CLASSES, seed=1)
    assert medians(holed) == pytest.approx(medians(model), rel=0.25, abs=0.2)
    assert np.isfinite(holed.predictive.expected).all()


def test_twelve_weeks_answer_with_the_prior_and_say_so():
    few = fit_model(world.panel(periods=12, seed=4), world.company(), world.CLASSES, seed=1)
    assert few.sample.converged
    assert np.isfinite(few.posterior.iroas).all()
    width = np.quantile(few.posterior.iroas, 0.95, axis=0) / np.maximum(medians(few), 0.1)
    assert (width > 2).all()


def test_what_it_replicates_looks_like_what_happened(model):
    low, high = np.quantile(model.predictive.replicated, [0.05, 0.95], axis=0)
    revenue = world.panel().revenue
    assert 0.8 <= ((low <= revenue) & (revenue <= high)).mean() <= 1.0


def test_before_any_sale_the_reading_is_the_class_prior():
    panel = world.panel()
    setup = set_up(panel, world.company(), world.CLASSES)
    prior = read(setup, prior_draws(setup, 1), panel, 1)
    assert 0.7 < np.median(prior.iroas[:, 0]) < 4.0
    assert (prior.iroas == 0).mean() > 0.01


def test_a_random_channel_comes_out_as_little():
    panel = world.panel(periods=156, seed=8)
    rng = np.random.default_rng(8)
    spend = panel.spend.copy()
    revenue = panel.revenue - spend[:, 1] * world.TRUE_RETURNS[1]
    spend[:, 1] = rng.permutation(spend[:, 1])
    drawn = sample(
        set_up(dataclasses.replace(panel, spend=spend, revenue=revenue), world.company(), world.CLASSES).problem,
        3,
    )
    before = world.panel(periods=156, seed=8)
    setup = set_up(dataclasses.replace(before, spend=spend, revenue=revenue), world.company(), world.CLASSES)
    assert drawn.flat[:, 1].mean() < prior_draws(setup, 1)[:, 1].mean() - 0.5
