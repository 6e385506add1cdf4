"""What each limit of a plan costs it: the margin that a dollar more of room would bring (a shadow price)."""

from collections.abc import Collection
from dataclasses import replace

from bascule.allocation.answer import Answer, answer, month_cash
from bascule.allocation.risk import Total
from bascule.plans import Binding

# Less than a cent of margin per dollar is nothing worth saying.
LEAST = 0.01
# More cash a month, as a share, to see what it would bring.
MORE_CASH = 0.02


def bindings(found: Answer, stopped: Collection[int] = ()) -> list[Binding]:
    """Return the limits that hold the plan back, the dearest first; a verdict that holds a channel at nothing is none.

    A channel held at a bound brings at the margin more (at a ceiling) or less (at a floor) than the last dollar placed
    freely; the difference, on draws not seen, is what a dollar of room would bring (a Lagrange multiplier). Where the
    total is free, that dollar comes from no other channel: it is set against itself, whatever return is aimed at.
    """
    ground = found.ground
    slopes = found.slopes() / ground.outlook.weeks
    low, high = ground.bounds.low, ground.bounds.high
    inside = (found.cents > low) & (found.cents < high)
    asked = ground.wishes.budget
    open_ended = ground.wishes.free and (asked is None or found.cents.sum() < 100 * asked - 0.5)
    price = 0.0 if open_ended else (float(slopes[inside].mean()) if inside.any() else None)
    if price is None:
        return []
    told = []
    for c, name in enumerate(ground.fresh.channels):
        for at, code, worth in (
            (low[c], ground.bounds.low_by[c], price - slopes[c]),
            (high[c], ground.bounds.high_by[c], slopes[c] - price),
        ):
            if found.cents[c] == at and worth > LEAST and code is not None and not (c in stopped and at == 0):
                told.append(Binding(constraint=code, channel=name, weekly=at / 100, worth=float(worth)))
    cash = _cash(found)
    told += [cash] if cash is not None and cash.worth > LEAST else []
    return sorted(told, key=lambda binding: -binding.worth)


def _cash(found: Answer) -> Binding | None:
    """Return what a dollar more of cash in every month would bring by moving money between months; None if no cap."""
    ground, cash = found.ground, found.ground.wishes.monthly_cash
    if cash is None or ground.outlook is found.plain:
        return None
    more = replace(ground.wishes, monthly_cash=(1 + MORE_CASH) * cash)
    richer = answer(replace(ground, outlook=found.plain, wishes=more), Total(int(found.cents.sum())))
    gained = richer.gains(richer.cents).sum(axis=0).mean() - found.gains(found.cents).sum(axis=0).mean()
    whole = float(month_cash(ground).sum())
    return Binding(
        constraint="cash", channel=None, weekly=whole / ground.outlook.weeks, worth=float(gained / (MORE_CASH * whole))
    )
