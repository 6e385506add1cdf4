"""How scattered the money is, and how many channels it could feed where an effect would show."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.diagnosis.transition import TransitionInputs
from bascule.diagnosis.transition.dispersion import (
    KEPT,
    WEEKS,
    Candidate,
    candidates,
    detectable,
    dispersion,
    effective_number,
    judged,
    needed_weekly,
    supported,
)
from bascule.experiments.power import history_noise
from bascule.mmm.model import prior_model
from bascule.warehouse.tables import Tables
from scenes import posterior
from world import CLASSES, company, panel

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def model():
    return prior_model(panel(), company(), CLASSES, seed=1)


def inputs(model, history=None, **changes):
    return TransitionInputs(Tables.of({}), company(), TODAY, panel() if history is None else history, model, **changes)


def one(name="a", weekly=100.0, needed=50.0, returns=1.0, shown=False, stopped=False):
    return Candidate(name, weekly, needed, returns, shown, stopped)


@given(st.lists(st.floats(1.0, 1e4), min_size=1, max_size=12))
def test_the_effective_number_is_between_one_and_the_number_of_channels(spend):
    found = effective_number(np.array(spend))
    assert 1 - 1e-9 <= found <= len(spend) + 1e-9
    assert effective_number(np.full(len(spend), 7.0)) == pytest.approx(len(spend))


@given(
    st.lists(st.one_of(st.none(), st.floats(1.0, 1000.0)), max_size=8), st.floats(0.0, 3000.0), st.floats(0.0, 500.0)
)
def test_more_money_never_supports_fewer_when_all_ask_alike(needed, budget, more):
    assert 1 <= supported(needed, budget) <= max(len(needed), 1)
    alike = [200.0] * len(needed)
    assert supported(alike, budget + more) >= supported(alike, budget)
    paid = [each for each in needed if each is not None]
    assert supported(needed, 1e9) == max(len(paid), 1)


def test_the_effect_that_shows_is_twice_the_error_of_an_even_test():
    """Noise without memory, an effect that comes at once: e = s · 2 / √n, and (z.9 + z.8) e would show."""
    noise = replace(history_noise(panel()), deviation=1500.0, memory=0.0, weekly=False)
    still = posterior(channels=1)
    still = replace(still, keep=np.zeros_like(still.keep), stages=np.ones(1), cycle=0.0)
    assert detectable(noise, still, 0) == pytest.approx(2.1232 * 1500 * 2 / WEEKS**0.5, rel=0.05)


def test_an_effect_that_lasts_takes_more_to_show():
    noise = history_noise(panel())
    short, long = (replace(posterior(channels=1), keep=np.full((60, 1), keep)) for keep in (0.1, 0.9))
    assert detectable(noise, long, 0) > detectable(noise, short, 0)


def test_the_spend_needed_brings_just_the_effect(model):
    found = model.posterior
    most = 10 * float(found.usual.sum())
    for c in range(3):
        needed = needed_weekly(found, c, 800.0, most)
        assert needed is not None
        brought = found.curve(c, np.array([needed]))[:, 0] * (1 - found.lasting_share[:, c])
        assert brought.mean() == pytest.approx(800.0, rel=0.02)
    assert needed_weekly(found, 2, 1e9, most) is None
    assert needed_weekly(found, 0, 1600.0, most) > needed_weekly(found, 0, 800.0, most)


def test_the_best_shown_to_pay_come_first_and_the_stopped_last():
    found = judged(sorted(
        [one("prior", returns=3.0), one("shown", returns=1.2, shown=True), one("loses", returns=0.4, shown=True),
         one("gone", returns=9.0, shown=True, stopped=True)],
        key=lambda each: each.rank, reverse=True,
    ))  # fmt: skip
    assert [kept.channel for kept in found.kept] == ["shown", "prior", "loses", "gone"]
    assert [kept.keep for kept in found.kept] == [True, True, False, False]
    assert (found.third, found.third_weekly, found.third_weeks, found.third_cost) == ("loses", 50.0, WEEKS, 650.0)


def test_a_channel_out_of_reach_is_never_supported_and_it_is_said():
    found = judged([one("a", needed=None), one("b", needed=None)])
    assert (found.supported, found.third, found.third_cost) == (1, None, None)
    assert {reason.code for kept in found.kept for reason in kept.reasons} >= {"dispersion_out_of_reach"}


def test_the_third_is_one_whose_effect_could_show_where_there_is_one():
    found = judged([one("a"), one("b"), one("c", needed=None), one("d", needed=90.0)])
    assert (found.third, found.third_weekly) == ("d", 90.0)


def test_a_budget_too_small_for_any_says_so(model):
    small = replace(panel(), spend=panel().spend / 500)
    found, notes = dispersion(inputs(prior_model(small, company(), CLASSES, seed=1), small))
    assert (found.supported, [note.code for note in notes]) == (1, ["dispersion_none_shows"])


def test_a_company_is_read_whole(model):
    found, notes = dispersion(inputs(model, stopped=frozenset({"radio"})))
    assert {note.code for note in notes} <= {"dispersion_none_shows"}
    assert bool(notes) == all((kept.needed_weekly or np.inf) > found.weekly_budget for kept in found.kept[:2])
    assert (found.channels, sum(kept.keep for kept in found.kept)) == (3, KEPT)
    assert 1 <= found.supported <= found.effective + 1 <= 4
    assert found.weekly_budget == pytest.approx(panel().spend[-52:].mean(axis=0).sum())
    assert found.kept[-1].channel == "radio"
    assert found.third is None


def test_noisier_sales_ask_for_more(model):
    calm = panel()
    rough = replace(calm, revenue=calm.revenue + np.random.default_rng(9).normal(0, 15_000, calm.periods))
    needs = [
        [
            each.needed or np.inf
            for each in sorted(candidates(model, history_noise(own), 1.0, 0.45, frozenset()), key=str)
        ]
        for own in (calm, rough)
    ]
    assert min(needs[1]) > min(needs[0])


def test_what_is_missing_is_said(model):
    assert dispersion(inputs(None))[1][0].code == "dispersion_no_model"
    unread = replace(panel(), sales_read=False)
    found, (note,) = dispersion(inputs(model, unread))
    assert (found, note.code) == (None, "dispersion_no_sales")
    assert 1 < note.params["effective"] <= 3
