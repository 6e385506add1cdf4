"""The plan: usual spend to proposed spend, what it should bring, month by month."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from bascule.allocation.curves import Response
from bascule.allocation.optimum import best_split
from bascule.decisions import Interval80, Plan, PlanLine, PlanMonth
from bascule.errors import BasculeError, ExitCode
from bascule.mmm.posterior import Posterior
from bascule.money import cents
from bascule.panel import Floats


@dataclass(frozen=True)
class Question:
    """What plan is asked for: weekly budget (None: the usual), weeks, how far from the usual, from when."""

    budget: float | None
    horizon_weeks: int
    max_multiple: float
    start: dt.date


def bounds(usual: Floats, max_multiple: float, stopped: set[int], budget: int) -> tuple[list[int], list[int]]:
    """Return the least and most of each channel, cents a week: as far down as up, and nothing where it must stop.

    Where the other channels have no room for the whole `budget` (cents a week), a channel to stop may keep some.

    Examples
    --------
    >>> import numpy as np
    >>> bounds(np.array([100.0, 50.0]), 1.5, {1}, 15_000)
    ([5000, 0], [15000, 0])
    >>> bounds(np.array([100.0]), 3.0, set(), 10_000)
    ([0], [30000])
    """
    down = max(0.0, 2.0 - max_multiple)
    low = [0 if c in stopped else min(int(np.ceil(round(100 * u * down, 6))), cents(u)) for c, u in enumerate(usual)]
    high = [max(int(np.floor(round(100 * u * max_multiple, 6))), cents(u)) for u in usual]
    if sum(top for c, top in enumerate(high) if c not in stopped) >= budget:
        high = [0 if c in stopped else top for c, top in enumerate(high)]
    return low, high


def check_budget(usual: Floats, question: Question) -> int:
    """Return the weekly budget in cents.

    Raises
    ------
    BasculeError
        `budget_out_of_bounds` when no plan within the bounds spends it exactly.
    """
    budget = sum(cents(u) for u in usual) if question.budget is None else cents(question.budget)
    low, high = bounds(usual, question.max_multiple, set(), budget)
    if not sum(low) <= budget <= sum(high):
        raise BasculeError(
            "budget_out_of_bounds", exit_code=ExitCode.USAGE, budget_money=budget / 100, low_money=sum(low) / 100,
            high_money=sum(high) / 100, max_multiple=question.max_multiple,
        )  # fmt: skip
    return budget


def make_plan(
    posterior: Posterior, gross_margin: float, question: Question, stopped: set[int], per_week: float
) -> Plan:
    """Return the best plan on half of the draws, valued on the other half (the optimiser's curse).

    Parameters
    ----------
    posterior : Posterior
    gross_margin : float
    question : Question
    stopped : set of int
        Channels whose verdict is `stop`: they may go to zero whatever the trust region.
    per_week : float
        Share of a period of the posterior that a week is.
    """
    usual = posterior.usual * per_week
    budget = check_budget(usual, question)
    low, high = bounds(usual, question.max_multiple, stopped, budget)
    seen = Response(posterior, slice(0, None, 2), gross_margin, per_week)
    fresh = Response(posterior, slice(1, None, 2), gross_margin, per_week)
    weeks = question.horizon_weeks
    base = np.array([cents(u) / 100 for u in usual])
    found = best_split(lambda c, x: weeks * seen.prudent(c, x, base[c]), low, high, budget)
    weekly = found.cents / 100
    change = weeks * np.array([_change(fresh, c, base[c], weekly[c]) for c in range(len(usual))])
    lines = [
        PlanLine(channel=name, usual_weekly=base[c], weekly=weekly[c], margin=interval80(change[c]))
        for c, name in enumerate(posterior.channels)
    ]
    gain = change.sum(axis=0)
    return Plan(
        horizon_weeks=weeks,
        weekly_budget=budget / 100,
        max_multiple=question.max_multiple,
        lines=lines,
        months=months(posterior.channels, weekly, gain / weeks, question),
        gain=interval80(gain),
        probability_gain=float((gain > 0).mean()),
        next_dollar=_next_dollar(fresh, found.cents, high),
        optimality_gap=found.gap,
    )


def interval80(draws: Floats) -> Interval80:
    """Return median and 80 % interval of draws (n,)."""
    low, middle, high = np.quantile(draws, [0.1, 0.5, 0.9])
    return Interval80(p10=float(low), p50=float(middle), p90=float(high))


def _change(response: Response, channel: int, usual: float, weekly: float) -> Floats:
    values = response.margin(channel, np.array([usual, weekly]))
    return np.asarray(values[:, 1] - values[:, 0])


def _next_dollar(response: Response, chosen: "np.ndarray[tuple[int], np.dtype[np.int64]]", high: list[int]) -> float:
    room = [c for c, x in enumerate(chosen) if x < high[c]]
    return max((response.next_dollar(c, chosen[c] / 100) for c in room), default=0.0)


def months(channels: tuple[str, ...], weekly: Floats, gain: Floats, question: Question) -> list[PlanMonth]:
    """Return the plan by month; a week belongs to the month in which it starts; `gain` (draws,) is weekly."""
    starts = [question.start + dt.timedelta(weeks=i) for i in range(question.horizon_weeks)]
    out = []
    for month in sorted({d.strftime("%Y-%m") for d in starts}):
        own = [d for d in starts if d.strftime("%Y-%m") == month]
        spend = {name: round(float(x) * len(own), 2) for name, x in zip(channels, weekly, strict=True)}
        out.append(
            PlanMonth(month=month, start=own[0], weeks=len(own), spend=spend, margin=interval80(gain * len(own)))
        )
    return out
