import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.experiments.carry import REACH, exposure, half_weeks, kernel, seen_share, wait_weeks

KEEPS = st.floats(0.0, 0.95)


def impulse(keep, stages, cycle):
    """The recursion of the model itself, fed one week of spending."""
    found, first, level, lead, sale = [], 0.0, 0.0, 0.0, 0.0
    for t in range(REACH):
        first = keep * first + (1 - keep) * (t == 0)
        level = keep * level + (1 - keep) * first if stages > 1 else first
        lead += (1 - cycle) * (level - lead)
        sale += (1 - cycle) * (lead - sale)
        found.append(sale)
    return np.array(found)


@given(keep=KEEPS, stages=st.sampled_from([1.0, 2.0]), cycle=st.floats(0.0, 0.8))
def test_the_effect_comes_as_in_the_model(keep, stages, cycle):
    assert kernel(keep, stages, cycle) == pytest.approx(impulse(keep, stages, cycle), abs=1e-12)


@given(keep=KEEPS)
def test_nothing_of_an_effect_is_lost_or_made(keep):
    shares = kernel(keep)
    assert (shares >= 0).all()
    assert shares.sum() == pytest.approx(1, abs=max(1e-9, 2 * keep**REACH))
    assert 1 <= half_weeks(shares) <= REACH
    assert 0 <= wait_weeks(shares) <= 4


@given(keep=KEEPS, levels=st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_exposure_is_what_each_week_held_back_leaves_later(keep, levels):
    shares = kernel(keep)
    found = exposure(np.array(levels), shares)
    for t, value in enumerate(found):
        each = [(level - 1) * shares[t - s] for s, level in enumerate(levels) if s <= t]
        assert value == pytest.approx(sum(each), abs=1e-12)
    assert len(found) == len(levels) + wait_weeks(shares)


def test_an_effect_that_lasts_shows_less_before_the_test_is_read():
    found = [seen_share(6, kernel(keep)) for keep in (0.0, 0.3, 0.6, 0.9)]
    assert found == sorted(found, reverse=True)
    assert seen_share(12, kernel(0.9)) > seen_share(4, kernel(0.9))
