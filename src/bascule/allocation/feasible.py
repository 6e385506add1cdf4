"""Whether any plan meets all that holds it; if not, which limits contradict one another, and the least that would do.

The limits named are irreducible: without any one of them, the others can be met together (deletion filter, Chinneck
2008, Feasibility and Infeasibility in Optimization, section 6.1). Each answer is exact, to the cent
(:mod:`bascule.allocation.sums`).
"""

from dataclasses import asdict, dataclass

from bascule.allocation.bounds import Bounds
from bascule.allocation.items import ORDER, Code, Item, Side, endless, irreducible, items, possible, room
from bascule.allocation.relaxations import Change, Way, before_of, channels_of, ways_out
from bascule.errors import BasculeError, ExitCode

# What is told: no more ways than can be read, and no more changes at once than can be made.
MOST_WAYS = 4
MOST_TOGETHER = 3


@dataclass(frozen=True)
class Limit:
    """One of the limits that contradict one another.

    Attributes
    ----------
    code : str
    channels : tuple of str
        Empty for the whole plan; one; or those of a group.
    amount : float or None
        Currency per week, per month for cash; None for a group.
    side : {'low', 'high', None}
        Which side of the channel's spending it holds; None for both, or neither.
    """

    code: Code
    channels: tuple[str, ...]
    amount: float | None
    side: Side | None = None


@dataclass(frozen=True)
class Conflict:
    """Limits that no plan can meet together, and ways out.

    Attributes
    ----------
    constraints : tuple of Limit
        Irreducible: without any one of them, the others can be met.
    relaxations : tuple of tuple of Change
        Each way out is enough by itself, all of its changes made together; the smallest sum of changes first, those
        that do without a limit last.
    """

    constraints: tuple[Limit, ...]
    relaxations: tuple[Way, ...]


def check(bounds: Bounds, max_multiple: float) -> None:
    """Refuse what no plan can meet.

    Raises
    ------
    BasculeError
        `budget_out_of_bounds` where the budget is too small or too large for channels held near their usual, else
        `plan_impossible`, with the limits that contradict one another and the ways out.
    """
    if bounds.possible():
        return
    core = _core(bounds)
    others = room(bounds, [item for item in items(bounds) if item.code != "budget"]).totals(endless(bounds)).tuples()
    if others and {item.code for item in core} <= {"budget", "trust_region"}:
        raise BasculeError(
            "budget_out_of_bounds", exit_code=ExitCode.USAGE, budget_money=bounds.total[1] / 100,
            low_money=others[0][0] / 100, high_money=others[-1][1] / 100, max_multiple=max_multiple,
        )  # fmt: skip
    ways = ways_out(bounds, core)
    short = [way for way in ways if len(way) <= MOST_TOGETHER] or ways[:1]
    raise BasculeError(
        "plan_impossible",
        exit_code=ExitCode.USAGE,
        conflict=[asdict(_limit(bounds, item)) for item in core],
        ways=[[_told(change) for change in way] for way in short[:MOST_WAYS]],
    )


def _told(change: Change) -> dict[str, object]:
    return {"code": change.code, "channels": change.channels, "before": change.before, "after": change.after}


def conflict(bounds: Bounds) -> Conflict | None:
    """Return what makes every plan impossible; None where there is one.

    Examples
    --------
    >>> import datetime as dt, numpy as np
    >>> from bascule.allocation.bounds import bounds_of
    >>> from bascule.allocation.wishes import Wishes
    >>> from bascule.company import Company
    >>> wishes = Wishes(dt.date(2026, 11, 2), budget=280, least={"radio": 200, "flyers": 200})
    >>> names, usual = ("radio", "flyers"), np.array([200.0, 100.0])
    >>> found = conflict(bounds_of(usual, names, Company(name="N", gross_margin=0.4), wishes, set()))
    >>> [(limit.code, limit.channels, limit.amount) for limit in found.constraints]
    [('budget', (), 280.0), ('floor', ('radio',), 200.0), ('floor', ('flyers',), 200.0)]
    >>> [(change.code, change.channels, change.before, change.after) for (change,) in found.relaxations]
    [('budget', (), 280.0, 400.0), ('floor', ('radio',), 200.0, 80.0), ('floor', ('flyers',), 200.0, 80.0)]
    """
    if bounds.possible():
        return None
    core = _core(bounds)
    return Conflict(tuple(_limit(bounds, item) for item in core), ways_out(bounds, core))


def _core(bounds: Bounds) -> list[Item]:
    core = irreducible(items(bounds), lambda kept: possible(bounds, kept), bounds.asked)
    return sorted(core, key=lambda item: (-ORDER.index(item.code), item.place))


def _limit(bounds: Bounds, item: Item) -> Limit:
    grouped = item.code in ("either", "together")
    side: Side | None = None
    if item.rule is not None and (item.rule.low is None or item.rule.high is None):
        side = "high" if item.rule.low is None else "low"
    amount = None if grouped else before_of(bounds, item) / 100
    return Limit(item.code, channels_of(bounds, item), amount, side)
