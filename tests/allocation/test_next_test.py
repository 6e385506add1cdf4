import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
import world
from bascule.allocation.chooser import TableChooser
from bascule.allocation.curves import Response
from bascule.allocation.next_test import HORIZON_WEEKS, Asked, choose, known, next_test
from bascule.company import ChannelSettings
from bascule.errors import BasculeError, ExitCode
from bascule.experiments import drafts as drafting
from bascule.experiments.carry import kernel
from bascule.experiments.drafts import Candidate, drafts
from bascule.experiments.power import Noise
from bascule.limits import Contract, Limits
from bascule.mmm.model import fit_model, prior_model
from bascule.money import cents
from bascule.proposals import NextTest

MONDAY = dt.date(2026, 11, 30)
CLASSES = ("generic_search", "radio", "email", "display")


@pytest.fixture(scope="module")
def model():
    return fit_model(world.panel(), world.company(), world.CLASSES, seed=1)


def ask(model, company=None, panel=None, stopped=(), **asked):
    chosen = company or world.company()
    seen = panel or world.panel()
    ground = scenes.asked_ground(model, seen, chosen, stopped, MONDAY)
    return next_test(model, seen, chosen, ground, set(stopped), Asked(**asked))


def codes(found):
    return {reason.code for reason in found.left_out}


def made_up(order=(0, 1, 2, 3), scale=1.0, seed=0):
    """Four channels of known curves and quiet sales: the drafts of each, and what chooses plans."""
    rng = np.random.default_rng([seed, 4])
    usual = np.array([1200.0, 800.0, 150.0, 600.0])
    returns = rng.lognormal([0.8, 0.6, 1.2, 0.7], 0.6, (600, 4))
    half = rng.lognormal(0.3, 0.4, (600, 4))
    columns = list(order)
    posterior = scenes.steady(
        channels=tuple(f"c{c}" for c in columns), iroas=returns[:, columns], mroas=returns[:, columns],
        height=scale * (returns * usual * (1 + half))[:, columns], half=half[:, columns], slope=np.ones(4),
        reference=scale * usual[columns], usual=scale * usual[columns],
    )  # fmt: skip
    noise = Noise(scale * rng.normal(0, 900, 104), np.eye(104) - 1 / 104, scale * 900.0, 0.1, weekly=True)
    found = []
    for c in columns:
        one = Candidate(f"c{c}", CLASSES[c], scale * usual[c], returns[:, c], kernel(0.2))
        found.append(drafts(one, noise, 4e4 * scale**2, 0.45, seed=1)[0])
    budget = sum(cents(u) for u in posterior.usual)
    low, high = scenes.around(posterior.usual, 3.0)
    response = Response(posterior, 0.45)
    return found, TableChooser.of(response, HORIZON_WEEKS, posterior.usual, low, high, budget)


def test_it_recommends_the_test_worth_most_above_its_cost():
    found = choose(*made_up(), MONDAY)
    assert found.recommended == found.candidates[0]
    assert found.recommended.worth
    nets = [test.net_value for test in found.candidates]
    assert nets == sorted(nets, reverse=True)
    assert found.best_value == max(test.value for test in found.candidates)


def test_every_figure_is_what_its_name_says():
    for test in choose(*made_up(), MONDAY).candidates:
        assert test.cost == pytest.approx(test.forgone + test.fees)
        assert test.net_value == pytest.approx(test.value - max(test.cost, test.fees))
        assert test.worth == (test.net_value > 0)
        assert 0 <= test.value <= test.most
        assert 0 < test.power < 1
        assert (test.end - test.start).days == 7 * test.weeks - 1
        assert test.start == test.calendar[0].date == MONDAY
        assert test.calendar[-1].action == "read"
        assert test.calendar[-1].date > test.end


def test_what_is_held_back_costs_its_margin_and_saves_its_spending_where_it_is_not_paid():
    groups, _ = made_up()
    for group in groups:
        for draft in group:
            mean = 0.45 * draft.candidate.returns.mean()
            saved = 0.0 if draft.form.design.name == "list_holdout" else 1.0
            assert draft.forgone == pytest.approx((mean - saved) * draft.candidate.weekly * draft.off_weeks)


def test_a_test_not_worth_its_cost_is_not_recommended_and_its_figure_is_kept(monkeypatch):
    monkeypatch.setattr(drafting, "hourly", lambda: 1e5)
    found = choose(*made_up(), MONDAY)
    assert found.recommended is None
    assert found.best_value > 0
    assert all(not test.worth for test in found.candidates)


@pytest.mark.parametrize(("order", "seed"), [((3, 1, 0, 2), 0), ((2, 3, 1, 0), 1)])
def test_the_order_of_channels_changes_nothing(order, seed):
    one, other = (choose(*made_up(way, seed=seed), MONDAY) for way in (range(4), order))
    named = {(test.channel, test.design): test for test in other.candidates}
    assert len(named) == len(one.candidates)
    for test in one.candidates:
        twin = named[test.channel, test.design]
        assert (twin.weeks, twin.error, twin.cost) == pytest.approx((test.weeks, test.error, test.cost))
        assert twin.value == pytest.approx(test.value, rel=0.01, abs=2)


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10))
def test_dollars_or_cents_give_the_same_test(seed):
    one = choose(*made_up(seed=seed), MONDAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafting, "hourly", lambda: 6000.0)
        other = choose(*made_up(scale=100.0, seed=seed), MONDAY)
    assert [(t.channel, t.design, t.weeks) for t in other.candidates] == [
        (t.channel, t.design, t.weeks) for t in one.candidates
    ]
    for test, twin in zip(one.candidates, other.candidates, strict=True):
        assert (twin.error, twin.power) == pytest.approx((test.error, test.power), rel=1e-6)
        assert (twin.cost, twin.spend) == pytest.approx((100 * test.cost, 100 * test.spend), rel=1e-6)
        assert twin.value == pytest.approx(100 * test.value, rel=0.02, abs=100)


def test_a_fitted_company_gets_its_tests_and_their_reasons(model):
    found = ask(model)
    assert {test.channel for test in found.candidates} == {"meta", "google", "radio"}
    assert {test.design for test in found.candidates if test.channel == "radio"} == {"staggered_stop"}
    assert all(test.error_from == "placebo" for test in found.candidates if test.design != "postal_split")
    assert codes(found) == {"test_needs_regions"}
    assert NextTest.model_validate_json(found.model_dump_json()) == found


def test_the_same_seed_gives_the_same_test_and_another_another_order(model):
    assert ask(model, seed=4) == ask(model, seed=4)
    orders = {
        tuple(day.action for day in test.calendar)
        for seed in range(6)
        for test in ask(model, seed=seed, channel="meta", weeks=8).candidates
        if test.design == "switchback"
    }
    assert len(orders) > 1


def test_sales_without_any_noise_are_no_error(model):
    panel = world.panel()
    found = ask(model, panel=replace(panel, revenue=np.full(panel.periods, 5e4)))
    assert all(test.error > 0 and test.value <= test.most for test in found.candidates)


def test_one_channel_and_one_duration_may_be_asked_for(model):
    found = ask(model, channel="google", weeks=10)
    assert {(test.channel, test.weeks) for test in found.candidates} == {("google", 10)}
    assert ask(model, channel="radio", weeks=3).candidates[0].weeks == 3
    labelled = world.company(channels={"google": ChannelSettings(label="Recherche")})
    assert known(Asked("RECHERCHE", 8), ("google", "radio"), labelled) == Asked("google", 8)
    with pytest.raises(BasculeError) as caught:
        known(Asked("tv"), ("google", "radio"), world.company())
    assert (caught.value.code, caught.value.exit_code) == ("test_channel_unknown", ExitCode.USAGE)


def test_what_cannot_be_tested_is_said_with_its_reason(model):
    settings = {
        "meta": ChannelSettings(contract=Contract(weekly=1000, until=dt.date(2027, 3, 31))),
        "google": ChannelSettings(limits=Limits(least=2200)),
    }
    found = ask(model, world.company(channels=settings), stopped={2})
    assert found.candidates == []
    assert codes(found) == {"test_contract", "test_floor", "test_decided"}
    assert found.recommended is None
    assert found.best_value == 0.0


def test_a_floor_is_kept_and_less_is_tested(model):
    floor = {"google": ChannelSettings(limits=Limits(least=900))}
    whole, part = (
        {test.design: test for test in ask(model, company, channel="google", weeks=8).candidates}["switchback"]
        for company in (None, world.company(channels=floor))
    )
    assert part.share < whole.share == 1.0
    assert part.error > whole.error
    assert min(day.weekly for day in part.calendar) == pytest.approx(900, abs=0.01)
    assert "test_keeps_floor" in {reason.code for reason in part.reasons}


def test_a_list_is_held_out_where_orders_are_counted(model):
    setup = replace(model.setup, classes=("email", "generic_search", "agency"))
    mailed = replace(model, setup=setup)
    found = ask(mailed)
    assert codes(found) == {"test_needs_orders", "test_no_design", "test_needs_regions"}
    counted = ask(mailed, panel=world.with_orders(world.panel()), channel="meta")
    assert {test.design for test in counted.candidates} == {"list_holdout"}
    assert counted.candidates[0].error_from == "orders"
    assert counted.candidates[0].forgone > 0


def test_a_channel_that_was_not_spent_on_is_not_tested(model):
    returns = model.posterior.iroas.copy()
    returns[:, 1] = np.nan
    usual = model.posterior.usual * np.array([1, 0, 1])
    idle = replace(model, posterior=replace(model.posterior, iroas=returns, usual=usual))
    assert "test_not_spent" in codes(ask(idle))


def test_without_sales_there_is_none(model):
    panel = replace(world.panel(), sales_read=False)
    prior = prior_model(panel, world.company(), world.CLASSES, seed=1)
    assert ask(prior, panel=panel) is None
    short = world.panel(periods=10)
    assert ask(prior, panel=short) is None
