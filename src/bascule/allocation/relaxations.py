"""Ways out of limits that contradict one another: the smallest change of each alone, and of several together."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bascule.allocation.bounds import Bounds, Cash
from bascule.allocation.elastic import closest
from bascule.allocation.items import Code, Item, Move, Side, committed, endless, items, possible, room
from bascule.allocation.sums import Cents

# Moving one alike channel is as good as moving another: more than these, nobody would read.
MOST_RULES = 8


@dataclass(frozen=True)
class Change:
    """A limit moved from one amount to another.

    Attributes
    ----------
    code : str
    channels : tuple of str
        Empty for the whole plan; one; or those of a group.
    before : float or None
        Currency per week, per month for cash; None for a group.
    after : float or None
        None where the limit is done without.
    item : Item
    """

    code: Code
    channels: tuple[str, ...]
    before: float | None
    after: float | None
    item: Item


Way = tuple[Change, ...]


def ways_out(bounds: Bounds, core: Sequence[Item]) -> tuple[Way, ...]:
    """Return changes that are enough, the smallest first, those that do without a limit last.

    Parameters
    ----------
    bounds : Bounds
        No plan meets all of it.
    core : sequence of Item
        An irreducible set of its limits: a change that is enough alone is one of these.
    """
    every = items(bounds)
    tried = [item for item in core if item.rule is None] + [item for item in core if item.rule is not None][:MOST_RULES]
    alone: list[Way] = [(change,) for item in tried for change in _alone(bounds, every, item)]
    found = [way for way in alone if applied(bounds, way).possible()]
    together = _together(bounds)
    if together and (not found or size(bounds, together) < min(size(bounds, way) for way in found)):
        found.append(together)
    return tuple(sorted(found, key=lambda way: size(bounds, way)))


def size(bounds: Bounds, way: Way) -> float:
    """Return how much a way out changes in all, currency per week; infinite where it does without a limit."""
    return round(sum(_size(bounds, change) for change in way), 6)


def _size(bounds: Bounds, change: Change) -> float:
    if change.before is None or change.after is None:
        return float("inf")
    weekly = bounds.cash.span / bounds.weeks if change.code == "cash" and bounds.cash is not None else 1.0
    return abs(change.after - change.before) * weekly


def applied(bounds: Bounds, way: Way) -> Bounds:
    """Return the bounds once changed."""
    for change in way:
        bounds = _applied(bounds, change)
    return bounds


def _applied(bounds: Bounds, change: Change) -> Bounds:
    after = 0 if change.after is None else round(change.after * 100)
    place, rule = change.item.place, change.item.rule
    match change.code:
        case "budget":
            return replace(bounds, total=(0 if bounds.total[0] < bounds.total[1] else after, after), asked=True)
        case "cash":
            assert bounds.cash is not None
            cash = replace(bounds.cash, monthly=after)
            total = bounds.total if bounds.asked else (bounds.usual_within(cash),) * 2
            return replace(bounds, cash=cash, total=total)
        case "useful":
            return replace(bounds, useful=_put(bounds.useful, place, after))
        case "step":
            return replace(bounds, step=_put(bounds.step, place, 1))
        case "either":
            return replace(bounds, either=bounds.either[:place] + bounds.either[place + 1 :])
        case "together":
            return replace(bounds, together=bounds.together[:place] + bounds.together[place + 1 :])
    assert rule is not None
    moved = replace(rule, low=None if rule.low is None else after, high=None if rule.high is None else after)
    return replace(bounds, rules=tuple(moved if each is rule else each for each in bounds.rules))


def _put(values: Cents, place: int, value: int) -> Cents:
    out = values.copy()
    out[place] = value
    return out


def _alone(bounds: Bounds, every: Sequence[Item], item: Item) -> Iterator[Change]:
    if item.code == "contract":
        # What is signed is owed.
        return
    if item.code in ("step", "either", "together"):
        yield change_to(bounds, item, None)
    elif item.code == "budget":
        yield from _budgets(bounds, every, item)
    elif item.code == "cash":
        yield from _cash(bounds, every, item)
    else:
        for side in _sides(item):
            by = _smallest(bounds, every, item, side)
            if by is not None:
                yield change_to(bounds, item, before_of(bounds, item) + (by if side == "high" else -by))


def change_to(bounds: Bounds, item: Item, after: int | None) -> Change:
    """Return a limit moved to an amount in cents, or done without."""
    before = None if item.code in ("either", "together") else before_of(bounds, item) / 100
    return Change(item.code, channels_of(bounds, item), before, None if after is None else after / 100, item)


def channels_of(bounds: Bounds, item: Item) -> tuple[str, ...]:
    """Return the channels that a limit holds; none for the whole plan."""
    if item.code in ("either", "together"):
        group = (bounds.either if item.code == "either" else bounds.together)[item.place]
        return tuple(bounds.channels[c] for c in group)
    return () if item.code in ("budget", "cash") else (bounds.channels[item.place],)


def before_of(bounds: Bounds, item: Item) -> int:
    """Return the amount that a limit sets, cents."""
    if item.rule is not None:
        return (item.rule.high if item.rule.low is None else item.rule.low) or 0
    if item.code == "cash" and bounds.cash is not None:
        return bounds.cash.monthly
    if item.code == "budget":
        return bounds.total[1]
    return int((bounds.step if item.code == "step" else bounds.useful)[item.place])


def _sides(item: Item) -> tuple[Side, ...]:
    if item.rule is None or item.rule.high is None:
        return ("low",)
    return ("high",) if item.rule.low is None else ("low", "high")


def _smallest(bounds: Bounds, every: Sequence[Item], item: Item, side: Side) -> int | None:
    most = before_of(bounds, item) if side == "low" else endless(bounds)
    # With steps no less will do than without, which is far quicker to see, and most often as much.
    loose = [other for other in every if other.code != "step"]
    least = _bisected(lambda by: possible(bounds, loose, Move(item, side, by)), 0, most)
    if least is None or len(loose) == len(every):
        return least
    return _bisected(lambda by: possible(bounds, every, Move(item, side, by)), least - 1, most)


def _bisected(enough: Callable[[int], bool], short: int, most: int) -> int | None:
    """Return the least amount above `short` that is enough: too little stays too little."""
    if enough(short + 1):
        return short + 1
    if not enough(most):
        return None
    while most - short > 1:
        middle = (short + most) // 2
        short, most = (short, middle) if enough(middle) else (middle, most)
    return most


def _budgets(bounds: Bounds, every: Sequence[Item], item: Item) -> Iterator[Change]:
    if bounds.cash is not None and committed(bounds) > bounds.cash.monthly:
        return
    most = endless(bounds) if bounds.cash is None else bounds.cash.weekly
    totals = room(bounds, [other for other in every if other != item]).totals(most)
    for total in (totals.below(bounds.total[0]), totals.above(bounds.total[1])):
        if total is not None:
            yield change_to(bounds, item, total)


def _cash(bounds: Bounds, every: Sequence[Item], item: Item) -> Iterator[Change]:
    assert bounds.cash is not None
    totals = room(bounds, every).totals(max(bounds.total[1], bounds.usual_total))
    total = totals.above(bounds.total[0])
    if total is not None:
        yield change_to(bounds, item, max(_monthly(bounds.cash, total), bounds.cash.monthly, committed(bounds)))


def _monthly(cash: Cash, weekly: int) -> int:
    return math.ceil(weekly * sum(cash.months) / cash.span - 1e-6)


def _together(bounds: Bounds) -> Way | None:
    spent = closest(bounds)
    if spent is None:
        return None
    changes = [change_to(bounds, *moved) for item in items(bounds) if (moved := _moved(bounds, item, spent))]
    way = tuple(change for change in changes if change.before != change.after)
    return way if way and applied(bounds, way).possible() else None


def _moved(bounds: Bounds, item: Item, spent: list[int]) -> tuple[Item, int] | None:
    if item.rule is not None:
        x, rule = spent[item.place], item.rule
        outside = (rule.low is not None and x < rule.low) or (rule.high is not None and x > rule.high)
        return (item, x) if outside else None
    if item.code == "useful" and 0 < spent[item.place] < bounds.useful[item.place]:
        return item, spent[item.place]
    total = sum(spent)
    if item.code == "cash" and bounds.cash is not None:
        return item, max(_monthly(bounds.cash, total), bounds.cash.monthly, committed(bounds))
    if item.code == "budget" and not bounds.total[0] <= total <= _most(bounds):
        return item, total
    return None


def _most(bounds: Bounds) -> int:
    # A total that nobody asked for follows the cash up to the usual one.
    return bounds.total[1] if bounds.asked else bounds.usual_total
