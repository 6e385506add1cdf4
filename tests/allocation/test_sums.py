"""Reachable totals: the same as those found by trying every amount of every channel."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.allocation.sums import MOST_PIECES, Allowed, Room, Sums

MOST = 60


def amounts(channel):
    """Every amount that one channel may spend, the long way."""
    own = range(channel.low, channel.high + 1)
    bounds = {max(channel.low, channel.useful), channel.high}
    tried = {x for x in own if channel.step == 1 or x % channel.step == 0 or x in bounds}
    tried |= {x for start, end in channel.extra for x in range(start, end + 1)}
    return {x for x in tried if x == 0 or x >= channel.useful}


def allowed_together(room, spent):
    run = {c for c, x in enumerate(spent) if x}
    return all(len(run & set(group)) <= 1 for group in room.either) and all(
        run >= set(group) or not run & set(group) for group in room.together
    )


def totals(room):
    every = product(*(sorted(amounts(channel)) for channel in room.channels))
    return {sum(spent) for spent in every if allowed_together(room, spent)}


@st.composite
def channels(draw):
    low = draw(st.integers(0, 9))
    extra = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=1))
    return Allowed(
        low, draw(st.integers(0, 12)), draw(st.sampled_from([1, 1, 2, 5])), draw(st.sampled_from([0, 0, 3, 8])),
        tuple((start, start + width) for start, width in extra),
    )  # fmt: skip


@st.composite
def rooms(draw):
    each = draw(st.lists(channels(), min_size=1, max_size=4))
    pairs = st.lists(st.integers(0, len(each) - 1), min_size=2, max_size=3, unique=True).map(tuple)
    groups = st.lists(pairs, max_size=2).map(tuple) if len(each) > 1 else st.just(())
    return Room(tuple(each), draw(groups), draw(groups))


@given(rooms())
def test_what_is_reachable_is_what_trying_everything_finds(room):
    reached = room.totals(MOST)
    assert {x for start, end in reached.tuples() for x in range(start, end + 1)} == totals(room)


@given(rooms(), st.integers(0, MOST))
def test_nothing_above_the_most_is_kept_and_nothing_below_is_lost(room, most):
    assert room.totals(most).tuples() == room.totals(MOST).upto(most).tuples()


@given(rooms(), st.integers(0, MOST))
def test_the_nearest_reachable_totals_are_found(room, wanted):
    found, every = room.totals(MOST), totals(room)
    assert found.below(wanted) == max((x for x in every if x <= wanted), default=None)
    assert found.above(wanted) == min((x for x in every if x >= wanted), default=None)


def test_forty_channels_of_a_trillion_dollars_take_no_time_and_no_memory():
    room = Room(tuple(Allowed(10**12, 10**14, 5000, 10**13) for _ in range(20)) + (Allowed(0, 10**14),) * 20)
    assert room.totals(10**16).tuples()[0][0] == 20 * 10**13


def test_steps_too_many_to_be_told_apart_lose_the_narrowest_gaps_only():
    reached = Allowed(0, 10**14, 7).sums().tuples()
    assert len(reached) <= MOST_PIECES
    assert (reached[0][0], reached[-1][1]) == (0, 10**14)


@pytest.mark.parametrize("amount", [-1, 0, 3, 8])
def test_an_empty_set_has_nothing_near(amount):
    assert Sums.of([]).below(amount) is None
    assert Sums.of([]).above(amount) is None
    assert not Sums.of([])
