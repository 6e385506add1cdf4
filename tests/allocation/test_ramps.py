from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.ramps import LEAST, RAMPS, best_ramps, ramped
from bascule.allocation.tables import tabulate


@settings(max_examples=80, deadline=None)
@given(st.integers(9, 60), st.sampled_from(RAMPS), st.floats(0, 3000), st.floats(0, 3000), st.integers(0, 99))
def test_a_ramp_spends_as_much_as_the_move_at_once_and_leaves_contracts_alone(weeks, length, usual, weekly, seed):
    rng = np.random.default_rng(seed)
    held = np.arange(weeks) < rng.integers(0, weeks)
    flat = scenes.outlook(
        channels=1, weeks=weeks, fixed=np.where(held, 400.0, 0.0)[None], shape=np.where(held, 0.0, 1.0)[None]
    )
    found = ramped(flat, np.array([usual]), length)
    course = found.course(0, weekly)
    assert course.mean() == pytest.approx(weekly, abs=1e-6)
    assert (course[held] == 400.0).all()


@pytest.mark.parametrize("length", RAMPS)
def test_a_ramp_goes_from_usual_to_its_level_by_equal_steps_and_stays_there(length):
    course = ramped(scenes.outlook(channels=1), np.array([500.0]), length).course(0, 800.0)
    assert np.diff(course[:length]) == pytest.approx(np.full(length - 1, course[0] - 500.0))
    assert course[length - 1 :] == pytest.approx(np.full(27 - length, course[-1]))
    assert course[-1] > 800


def gains(ground, outlook, cents):
    """The mean gain of each channel, (channels,)."""
    return np.array([
        table.gain[:, 0].mean()
        for table in tabulate(ground.seen, outlook, ground.gross_margin, cents / 100, cents / 100)
    ])  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("move", [1.5, 0.5, 0.0])
def test_each_channel_goes_at_once_or_by_the_ramp_that_brings_most(seed, move):
    rng = np.random.default_rng(seed)
    own = scenes.posterior(seed=seed)
    state = np.ones_like(own.state) * rng.choice([0.0, 0.5, 2.0, 5.0], (3, 1, 1))
    own = replace(own, keep=np.clip(own.keep * 1.6, 0, 0.95), state=state)
    ground = scenes.ground(own, same=True)
    cents = (move * ground.usual).astype(np.int64)
    found = best_ramps(ground, cents)
    tried = [ground.outlook, *(ramped(ground.outlook, ground.usual / 100, weeks) for weeks in RAMPS)]
    courses = np.array([[one.course(c, cents[c] / 100).min() for c in range(3)] for one in tried])
    worth = np.where(courses >= -1e-9, [gains(ground, one, cents) for one in tried], -np.inf)
    moved = np.abs(cents - ground.usual) / 100 * 26
    expected = np.where(worth.max(axis=0) - worth[0] > LEAST * moved, worth.max(axis=0), worth[0])
    assert gains(ground, found or ground.outlook, cents) == pytest.approx(expected, abs=1e-6)
    assert (found is None) == (expected == worth[0]).all()


def test_what_does_not_move_goes_by_no_ramp():
    ground = scenes.ground(same=True)
    assert best_ramps(ground, ground.usual) is None


def test_a_plan_of_one_week_has_no_ramp():
    ground = scenes.ground(ahead=scenes.outlook(weeks=1), same=True)
    assert best_ramps(ground, 2 * ground.usual) is None


def test_one_channel_may_go_by_a_ramp_while_the_others_go_at_once():
    own = scenes.posterior()
    state = np.ones_like(own.state) * np.array([6.0, 1.0, 1.0])[:, None, None]
    own = replace(own, keep=np.full_like(own.keep, 0.9), state=state, half=np.full_like(own.half, 1.0))
    ground = scenes.ground(own, same=True)
    found = best_ramps(ground, np.array([180_000, 60_000, 45_000]))
    assert not np.array_equal(found.shape[0], ground.outlook.shape[0])
    assert np.array_equal(found.shape[1:], ground.outlook.shape[1:])
