from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
from bascule.allocation.exchanges import climbed
from bascule.allocation.optimum import Domain
from bascule.allocation.risk import Total, aim_at, best, worst_weights


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.booleans())
def test_no_move_of_any_size_between_two_channels_is_left(seed, exact):
    tables = scenes.tables(draws=30, seed=seed)
    aim = aim_at(tables, "cautious")
    worst = worst_weights(np.arange(float(aim.rows)), aim.share)
    domain = Domain.between([0] * 3, [200_000] * 3)
    start = np.array([70_000, 90_000, 90_000])
    found = climbed(tables, worst, domain, exact, start)
    assert aim.worth(found) >= aim.worth(start)
    assert not exact or found.sum() == start.sum()
    for step in (1, 10, 1000):
        for giver, taker in permutations(range(3), 2):
            moved = found.copy()
            moved[giver] -= step
            moved[taker] += step
            if moved.min() >= 0 and moved.max() <= 200_000:
                # A step between those tried may still gain a hair.
                assert aim.worth(moved) <= aim.worth(found) + 1e-3 * (1 + abs(aim.worth(found)))


@pytest.mark.parametrize("seed", range(4))
def test_steps_are_kept_and_bad_cases_are_those_of_an_exhaustive_search(seed):
    tables = scenes.tables(draws=30, seed=seed)
    aim = aim_at(tables, "cautious")
    domain = Domain(np.zeros(3, np.int64), np.full(3, 200_000), np.full(3, 20_000), np.zeros(3, bool))
    found = best(aim, domain, Total(300_000))
    every = [(a, b, 300_000 - a - b) for a in range(0, 200_001, 20_000) for b in range(0, 200_001, 20_000)]
    worths = [aim.worth(np.array(split)) for split in every if 0 <= split[2] <= 200_000]
    assert (found.cents % 20_000 == 0).all()
    assert found.value >= max(worths) - found.gap - 1e-6
    assert found.value >= max(worths) - 0.03 * abs(max(worths))
