"""The limits of a plan one by one: which can be met together, with any of them left out or moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bascule.allocation.bounds import Bounds, Rule, committed_most
from bascule.allocation.sums import Allowed, Room
from bascule.plans import Constraint

Code = Constraint | Literal["budget"]
Side = Literal["low", "high"]
# The filter tries to do without the first ones first, so that what the owner asked in so many words is what is named;
# and without steps before all, as they take the longest.
ORDER: tuple[Code, ...] = (
    "step", "useful", "trust_region", "ceiling", "floor", "together", "either", "lock", "cash", "contract", "budget",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A limit of a channel (by a `rule`, or its step or useful minimum), of a group or of the whole plan.

    `place` is that of the channel, or of the group among those of its kind.
    """

    code: Code
    place: int = 0
    rule: Rule | None = None


@dataclass(frozen=True)
class Move:
    """A limit moved by any amount up to `by` cents: down at its `low` side, up at its `high` side."""

    item: Item
    side: Side
    by: int


def items(bounds: Bounds) -> list[Item]:
    """Return the limits of a plan one by one."""
    out = [Item(rule.code, rule.channel, rule) for rule in bounds.rules]
    out += [Item("step", c) for c, step in enumerate(bounds.step.tolist()) if step > 1]
    out += [Item("useful", c) for c, useful in enumerate(bounds.useful.tolist()) if useful]
    out += [Item("either", g) for g in range(len(bounds.either))]
    out += [Item("together", g) for g in range(len(bounds.together))]
    out += [Item("cash")] if bounds.cash is not None else []
    return [*out, Item("budget")]


def irreducible(every: Sequence[Item], possible: Callable[[Sequence[Item]], bool], asked: bool = True) -> list[Item]:
    """Return limits that cannot be met together, none of which can be left out (deletion filter).

    Parameters
    ----------
    every : sequence of Item
        They cannot be met together.
    possible : callable
        Whether some limits can.
    asked : bool
        Whether the total was asked for: if not, the filter would rather do without it.
    """
    order = ORDER if asked else ("budget", *ORDER[:-1])
    kept = sorted(every, key=lambda item: order.index(item.code))
    for item in list(kept):
        fewer = [other for other in kept if other is not item]
        if not possible(fewer):
            kept = fewer
    return kept


def possible(bounds: Bounds, kept: Sequence[Item], move: Move | None = None) -> bool:
    """Tell whether some plan meets these limits of `bounds`, one of them moved, those not kept left out."""
    codes = {item.code for item in kept}
    low, high = bounds.total if "budget" in codes else (0, endless(bounds))
    if "cash" in codes and bounds.cash is not None:
        owing = [item.place for item in kept if item.code == "contract"]
        if committed_most(bounds.fixed[owing], bounds.cash) > bounds.cash.monthly:
            return False
        high = min(high, bounds.cash.weekly)
    return room(bounds, kept, move).reaches(low, high)


def endless(bounds: Bounds) -> int:
    """Return an amount that no limit of a plan comes near, cents."""
    ruled = sum((rule.low or 0) + (rule.high or 0) for rule in bounds.rules)
    return 2 * (ruled + sum(map(abs, bounds.total)) + int(bounds.useful.sum() + bounds.step.sum())) + 100


def room(bounds: Bounds, kept: Sequence[Item], move: Move | None = None) -> Room:
    """Return what may be spent under these limits alone."""
    own: list[list[Item]] = [[] for _ in bounds.channels]
    for item in kept:
        if item.code not in ("either", "together", "cash", "budget"):
            own[item.place].append(item)
    most = endless(bounds)
    channels = tuple(_allowed(bounds, each, move, c, most) for c, each in enumerate(own))
    groups = (
        tuple(named[item.place] for item in kept if item.code == code)
        for code, named in (("either", bounds.either), ("together", bounds.together))
    )
    return Room(channels, *groups)


def _allowed(bounds: Bounds, own: Sequence[Item], move: Move | None, channel: int, most: int) -> Allowed:
    rules = [item.rule for item in own if item.rule is not None]
    codes = {item.code for item in own if item.rule is None}
    low, high = _span(rules, most)
    step = int(bounds.step[channel]) if "step" in codes else 1
    useful = int(bounds.useful[channel]) if "useful" in codes else 0
    if move is None or move.item not in own:
        return Allowed(low, high, step, useful)
    if move.item.code == "useful":
        # Whatever the useful minimum becomes is a bound, allowed off the steps.
        return Allowed(low, high, step, useful - move.by, ((max(useful - move.by, low), min(useful, high)),))
    others = _span([rule for rule in rules if rule is not move.item.rule], most)
    return Allowed(low, high, step, useful, (_between(move, others),))


def _span(rules: Sequence[Rule], most: int) -> tuple[int, int]:
    low = max((rule.low for rule in rules if rule.low is not None), default=0)
    return low, min((rule.high for rule in rules if rule.high is not None), default=most)


def _between(move: Move, others: tuple[int, int]) -> tuple[int, int]:
    rule = move.item.rule
    assert rule is not None
    if move.side == "low":
        at = rule.low or 0
        return max(at - move.by, others[0]), min(at, others[1])
    at = rule.high or 0
    return max(at, others[0]), min(at + move.by, others[1])


def committed(bounds: Bounds) -> int:
    """Return the most that contracts commit in one month, cents; 0 without cash to hold them to."""
    return 0 if bounds.cash is None else committed_most(np.asarray(bounds.fixed), bounds.cash)
