import datetime as dt
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

import scenes
from bascule.allocation.outlook import LEAST_SHARE, MOST_SHARE, look_ahead, profile, together, week_starts
from bascule.allocation.tables import tabulate
from bascule.mmm.density.response import TAIL

STARTS = week_starts(scenes.START, 26)
MONTHS = np.unique([start.year * 12 + start.month for start in STARTS], return_inverse=True)[1]


def by_month(shares):
    return np.append(np.asarray(shares)[MONTHS], np.ones(TAIL))


def test_without_carry_over_the_profile_is_the_best_of_all_monthly_shares():
    own = scenes.posterior()
    own = replace(own, keep=np.full_like(own.keep, 1e-9))
    worth = by_month([1.6, 0.8, 1.2, 0.7, 1.3, 1.0])
    for c in range(2):
        levels = np.linspace(0.5, 2, 301) * own.usual[c]
        revenue = own.curve(c, levels).mean(axis=0)

        def lost(shares, c=c, levels=levels, revenue=revenue):
            return -(worth[:26] * np.interp(shares[MONTHS] * own.usual[c], levels, revenue)).sum()

        kept = {"type": "eq", "fun": lambda shares: shares[MONTHS].mean() - 1}
        found = minimize(lost, np.ones(6), bounds=[(LEAST_SHARE, MOST_SHARE)] * 6, constraints=kept)
        own_shares = profile(own, c, STARTS, worth)
        assert own_shares.mean() == pytest.approx(1.0)
        gained = -lost(own_shares[np.unique(MONTHS, return_index=True)[1]]) + lost(np.ones(6))
        assert gained >= 0.97 * (lost(np.ones(6)) - found.fun)


def test_with_carry_over_the_profile_keeps_most_of_what_the_best_shares_would_add():
    own = scenes.posterior(draws=20)
    worth = by_month([1.5, 0.8, 0.9, 1.1, 1.0, 0.9])
    for c in range(2):
        alone = scenes.subset(own, [c])

        def gain(shares, alone=alone):
            course = (shares / shares.mean())[None]
            ahead = scenes.outlook(channels=1, worth=worth, shape=course)
            return tabulate(alone, ahead, 0.4, alone.usual, alone.usual)[0].gain[:, 0].mean()

        found = minimize(
            lambda shares, gain=gain: -gain(shares[MONTHS]),
            np.ones(6),
            bounds=[(LEAST_SHARE, MOST_SHARE)] * 6,
            method="Powell",
            options={"maxfev": 400},
        )
        even, best = gain(np.ones(26)), -found.fun
        assert gain(profile(own, c, STARTS, worth)) - even >= 0.7 * (best - even) > 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_profile_keeps_the_mean_stays_within_its_shares_and_changes_by_month_and_clearly(data):
    own = scenes.posterior(draws=6, seed=data.draw(st.integers(0, 9)))
    weeks = data.draw(st.integers(1, 156))
    starts = week_starts(scenes.START + dt.timedelta(days=data.draw(st.integers(0, 365))), weeks)
    worth = np.random.default_rng(data.draw(st.integers(0, 99))).uniform(0.5, 2.0, weeks + TAIL)
    c = data.draw(st.integers(0, 2))
    shares = together(profile(own, c, starts, worth)[None], np.ones(1))[0]
    assert shares.mean() == pytest.approx(1.0)
    # The mean is restored once shares are held to their bounds.
    assert shares.min() >= LEAST_SHARE * 0.85
    assert shares.max() <= MOST_SHARE * 1.15
    changes = np.abs(np.diff(shares))
    same_month = [a.month == b.month for a, b in pairwise(starts)]
    assert (changes[same_month] == 0).all()
    # What a month starts differs by that much from its first month, though joined months move its mean.
    assert (changes > 0).sum() <= len({(day.year, day.month) for day in starts}) - 1


def test_a_channel_without_recent_spending_or_below_its_bend_is_spread_evenly():
    worth = by_month([1.5, 0.8, 0.9, 1.1, 1.0, 0.9])
    own = scenes.posterior()
    nothing = replace(own, usual=own.usual * [0, 1, 1])
    assert (profile(nothing, 0, STARTS, worth) == 1).all()
    bent = replace(own, slope=np.array([1.0, 1.0, 3.0]), half=own.half + 3)
    assert (profile(bent, 2, STARTS, worth) == 1).all()


def committed(weeks):
    fixed = np.zeros((3, 26))
    fixed[0, :weeks] = 700.0
    return fixed


def test_nothing_more_is_spent_in_a_week_under_contract():
    own = scenes.posterior()
    for held in (0, 3, 26):
        ahead = look_ahead(own, STARTS, np.ones(26 + TAIL), committed(held))
        assert (ahead.fixed[0] > 0).sum() == held
        assert (ahead.shape[0] == 0).sum() == held
        assert (ahead.shape[1:] > 0).all()


def test_a_contract_of_the_whole_plan_leaves_nothing_to_place():
    ahead = look_ahead(scenes.posterior(), STARTS, np.ones(26 + TAIL), committed(26))
    assert ahead.course(0, 700.0).tolist() == [700.0] * 26
    found = tabulate(scenes.posterior(), ahead, 0.4, np.full(3, 700.0), np.full(3, 700.0))[0]
    steady = tabulate(scenes.posterior(), scenes.outlook(), 0.4, np.full(3, 700.0), np.full(3, 700.0))[0]
    assert found.gain[:, 0] == pytest.approx(steady.gain[:, 0], abs=0.1)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 5000), st.integers(0, 10**6))
def test_a_course_has_the_mean_asked_for_whatever_its_shape(weekly, seed):
    rng = np.random.default_rng(seed)
    ahead = scenes.outlook(shape=rng.uniform(0, 2, (3, 26)), fixed=rng.uniform(0, 300, (3, 26)))
    assert ahead.course(1, weekly).mean() == pytest.approx(weekly, abs=1e-6)


def test_dearer_clicks_buy_less():
    own = scenes.posterior()
    dear = scenes.outlook(price=np.array([2.0, 1.0, 1.0]))
    one, other = (tabulate(own, ahead, 0.4, 0 * own.usual, 2 * own.usual) for ahead in (scenes.outlook(), dear))
    same = tabulate(
        replace(own, reference=own.reference * [2, 1, 1]), scenes.outlook(), 0.4, 0 * own.usual, 2 * own.usual
    )
    assert other[0].gain == pytest.approx(same[0].gain)
    assert np.array_equal(other[1].gain, one[1].gain)
