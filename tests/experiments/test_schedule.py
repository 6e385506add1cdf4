import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.experiments.designs import Form, designs
from bascule.experiments.schedule import calendar, changes, levels, stopping, switching

MONDAY = dt.date(2026, 11, 30)
NAMES = sorted(designs())


@given(pairs=st.integers(3, 8), block=st.sampled_from([1, 2]), seed=st.integers(0, 2**31 - 1))
def test_half_of_the_weeks_are_on_whatever_the_order(pairs, block, seed):
    on = switching(2 * pairs * block, block, seed)
    assert on.sum() == pairs * block
    blocks = on.reshape(-1, block)
    assert (blocks == blocks[:, :1]).all()
    assert (blocks[:, 0].reshape(-1, 2).sum(axis=1) == 1).all()
    assert (switching(2 * pairs * block, block, seed) == on).all()


def test_the_order_is_drawn():
    assert len({tuple(switching(8, 1, seed)) for seed in range(30)}) > 8


@pytest.mark.parametrize("weeks", [2, 4, 6, 8, 12])
def test_a_stop_comes_and_goes_in_two_steps(weeks):
    found = stopping(weeks)
    assert found[0] == found[-1] == 0.5
    assert (found == found[::-1]).all()
    assert found[1:-1].min(initial=0.5) == (0.0 if weeks > 2 else 0.5)


@given(name=st.sampled_from(NAMES), weeks=st.sampled_from([4, 8, 12]), seed=st.integers(0, 99), wait=st.integers(0, 4))
def test_the_calendar_tells_every_week_once_then_when_to_read(name, weeks, seed, wait):
    form = Form(designs()[name], weeks, 1, designs()[name].shares[0])
    path = levels(form, seed)
    days = calendar(form, path, MONDAY, wait, 1234.567)
    told = np.repeat([d.weekly for d in days if d.weeks], [d.weeks for d in days if d.weeks])
    spent = 1234.567 * (np.ones(weeks) if name == "list_holdout" else path)
    assert told[:weeks] == pytest.approx(spent, abs=0.01)
    assert [d.date.weekday() for d in days] == [0] * len(days)
    assert [d.date for d in days] == sorted({d.date for d in days})
    assert [d.action for d in days].count("read") == 1
    assert (days[-1].action, days[-1].date) == ("read", MONDAY + dt.timedelta(weeks=weeks + max(wait, 1)))
    assert days[0].date == MONDAY
    assert changes(path) == sum(d.action != "read" for d in days)


def test_a_floor_is_never_gone_under():
    form = Form(designs()["switchback"], 8, 1, 0.6)
    assert set(levels(form, 1).round(6)) == {0.4, 1.0}
