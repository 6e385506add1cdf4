from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.optimum import Domain
from bascule.allocation.risk import PRUDENCE, Total, aim_at, best, worst_weights

RISKS = ("prudent", "neutral", "cautious", "worst_case")
HIGH = 200_000


def aims(seed):
    tables = scenes.tables(seed=seed)
    others = [scenes.tables(seed=seed + 50), scenes.tables(seed=seed + 90)]
    return {risk: aim_at(tables, risk, others) for risk in RISKS}


def worths(aim, splits):
    """What each split (splits, channels) is worth, straight from the definitions."""
    gains = [table.at(weekly / 100) for table, weekly in zip(aim.tables, np.transpose(splits), strict=True)]
    if aim.prudence:
        return sum(gain.mean(axis=0) - PRUDENCE * gain.std(axis=0) for gain in gains)
    cases = np.sort(np.sum(gains, axis=0), axis=0)
    return cases[: round(aim.share * len(cases))].mean(axis=0)


@pytest.mark.parametrize("risk", RISKS)
@pytest.mark.parametrize("seed", range(3))
def test_no_random_plan_beats_the_best_by_more_than_its_gap(risk, seed):
    aim = aims(seed)[risk]
    total = Total(250_000)
    found = best(aim, Domain.between([0] * 3, [HIGH] * 3), total)
    assert found.cents.sum() == 250_000
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.ones(3), 1500) * 250_000
    shares = shares[(shares <= HIGH).all(axis=1)]
    others = worths(aim, shares).max()
    mine = worths(aim, found.cents[None])[0]
    assert aim.worth(found.cents) == pytest.approx(mine)
    assert others <= mine + 0.01 * abs(mine)
    assert others <= mine + found.gap + 1e-6 * abs(mine)
    assert found.gap <= 0.03 * abs(mine)


def test_a_cautious_plan_has_better_bad_cases_and_no_better_mean():
    tables = scenes.tables(seed=4)
    domain, total = Domain.between([0] * 3, [HIGH] * 3), Total(250_000)
    neutral, cautious = (best(aim_at(tables, risk), domain, total).cents for risk in ("neutral", "cautious"))
    mean, bad = aim_at(tables, "neutral"), aim_at(tables, "cautious")
    assert bad.worth(cautious) >= bad.worth(neutral) - 1e-6
    assert mean.worth(cautious) <= mean.worth(neutral) + 1e-6


def test_with_one_model_the_worst_case_is_its_mean():
    tables = scenes.tables(seed=5)
    domain, total = Domain.between([0] * 3, [HIGH] * 3), Total(250_000)
    alone = best(aim_at(tables, "worst_case"), domain, total)
    assert alone.value == pytest.approx(best(aim_at(tables, "neutral"), domain, total).value)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=40), st.floats(0.05, 1.0))
def test_the_weights_of_bad_cases_sum_to_one_and_never_exceed_their_share(cases, share):
    weights = worst_weights(np.array(cases), share)
    assert weights.sum() == pytest.approx(1.0)
    assert (weights >= -1e-12).all()
    assert (weights <= max(1 / (share * len(cases)), 1.0) + 1e-9).all()
    assert weights @ np.array(cases) <= np.mean(cases) + 1e-9 * (1 + abs(np.mean(cases)))


@pytest.mark.parametrize("risk", ["neutral", "prudent", "cautious"])
def test_at_most_a_budget_is_spent_where_no_more_pays(risk):
    aim = aims(2)[risk]
    domain = Domain.between([0] * 3, [HIGH] * 3)
    free = best(aim, domain, Total(None))
    plenty, little = (best(aim, domain, Total(most, exact=False)) for most in (3 * HIGH, 60_000))
    assert plenty.cents == pytest.approx(free.cents, abs=0.01 * HIGH)
    assert plenty.value == pytest.approx(free.value, rel=5e-3)
    assert little.cents.sum() == 60_000
    assert little.value <= plenty.value


def test_steps_that_do_not_meet_the_most_leave_some_of_it():
    aim = aims(2)["neutral"]
    domain = replace(Domain.between([0] * 3, [HIGH] * 3), step=np.full(3, 7_000))
    found = best(aim, domain, Total(60_001, exact=False))
    assert found.cents.sum() == 56_000
    assert best(aim, domain, Total(0, exact=False)).cents.tolist() == [0, 0, 0]
