"""The plan as it is written: lines, weeks, months, steps, cash, what it is worth, what would make it stop."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bascule.allocation.answer import Answer, answer, month_cash
from bascule.allocation.bounds import Bounds
from bascule.allocation.cash import cash_months, interval80
from bascule.allocation.choices import best_choice, domain_under
from bascule.allocation.costs import Fees, cost_decisions
from bascule.allocation.fewest import fewest
from bascule.allocation.ground import Ground
from bascule.allocation.limits_worth import bindings
from bascule.allocation.optimum import Cents, Domain
from bascule.allocation.outlook import Outlook
from bascule.allocation.risk import Total
from bascule.allocation.roadmap import Move, steps
from bascule.allocation.rounding import schedule
from bascule.allocation.stop_rule import WAIT, forecast, per_revenue, stop_rule
from bascule.allocation.tables import margin_path, tabulate
from bascule.allocation.whatif import returns_at
from bascule.company import Company
from bascule.mmm.density.response import TAIL
from bascule.mmm.posterior import Posterior
from bascule.mmm.season import POWER
from bascule.panel import Floats, Panel
from bascule.plans import Binding, CostDecision, FewMoves, Interval80, Plan, PlanLine, PlanMonth, PlanWeek, StopRule

# The plan is looked at again after a quarter, or when its stop rule is.
RECHECK_WEEKS = 13
FEWEST = 4
# A month that spends this share of its cash spends all of it: whole dollars leave some.
NEARLY = 0.995
# What is looked at to say what more money would bring, currency over the horizon.
THOUSAND = 1000.0


@dataclass(frozen=True)
class Made:
    """A plan, and what it was made from: the answer, and each channel's weekly spending and margin."""

    plan: Plan
    answer: Answer

    @property
    def posterior(self) -> Posterior:
        """The draws it was valued on, by week, new channels included."""
        return self.answer.ground.fresh


def make_plan(ground: Ground, panel: Panel, company: Company, stopped: set[int], fees: Fees) -> Made:
    """Return the best plan on half of the draws, valued on the other half.

    Parameters
    ----------
    ground : Ground
    panel : Panel
    company : Company
    stopped : set of int
        Channels whose verdict is `stop`.
    fees : Fees
        The company's fixed costs.

    Raises
    ------
    BasculeError
        `no_plan` or `too_many_choices`.
    """
    found = answer(ground, total_of(ground.bounds))
    outlook = found.ground.outlook
    spend = weekly_spend(found)
    paths = [margin_path(ground.fresh, outlook, ground.gross_margin, c, path) for c, path in enumerate(spend)]
    gains = found.gains(found.cents)
    gain = gains.sum(axis=0) + found.saved
    arrived = np.sum(paths, axis=0)[:, : outlook.weeks] + found.saved / outlook.weeks
    held = bindings(found, stopped)
    rule = _stop_rule(panel, found, company, paths, gain)
    plan = Plan(
        horizon_weeks=outlook.weeks,
        weekly_budget=int(found.cents.sum()) / 100,
        max_multiple=ground.wishes.max_multiple,
        lines=_lines(found, gains),
        months=plan_months(ground.fresh.channels, outlook, spend, gain),
        gain=interval80(gain),
        probability_gain=float((gain > 0).mean()),
        next_dollar=next_dollar(found),
        optimality_gap=found.chosen.optimum.gap,
        risk=ground.wishes.risk,
        free=ground.wishes.free,
        target_return=ground.wishes.target_return,
        next_thousand=None if ground.wishes.free else _next_thousand(found),
        schedule=_schedule(found, spend),
        steps=steps(outlook.starts, _moves(found, spend, panel, stopped, gains, held)),
        recheck=rule.date if rule is not None and rule.useful else _recheck(outlook.starts),
        stop_rule=rule,
        cash=cash_months(outlook, spend.sum(axis=0) - ground.usual.sum() / 100, arrived),
        binding=held,
        fewest=_fewest(found),
        costs=_costs(found, fees),
    )  # fmt: skip
    return Made(plan, found)


def _lines(found: Answer, gains: Floats) -> list[PlanLine]:
    ground = found.ground
    return [
        PlanLine(channel=name, usual_weekly=usual / 100, weekly=weekly / 100, margin=interval80(own))
        for name, usual, weekly, own in zip(ground.fresh.channels, ground.usual, found.cents, gains, strict=True)
    ]


def _schedule(found: Answer, spend: Floats) -> list[PlanWeek]:
    names, starts = found.ground.fresh.channels, found.ground.outlook.starts
    return [
        PlanWeek(start=start, spend={name: float(round(x, 2)) for name, x in zip(names, week, strict=True)})
        for start, week in zip(starts, spend.T, strict=True)
    ]


def total_of(bounds: Bounds) -> Total:
    """Return what all channels may spend together; a ceiling that is none is left out."""
    low, most = bounds.total[0], bounds.most
    if low == bounds.total[1]:
        return Total(most)
    return Total(None) if most >= bounds.high.sum() else Total(most, exact=False)


def weekly_spend(found: Answer) -> Floats:
    """Return what to spend on each channel each week, (channels, weeks), currency to the cent."""
    outlook = found.ground.outlook
    fixed = np.round(outlook.fixed * 100).astype(np.int64)
    weights = np.where(outlook.shape.sum(axis=1, keepdims=True) > 0, outlook.shape, 1.0)
    months = np.repeat(np.arange(len(outlook.months)), [len(own) for own in outlook.months.values()])
    return np.asarray(schedule(outlook.weeks * found.cents, weights, fixed, months) / 100)


def plan_months(channels: Sequence[str], outlook: Outlook, spend: Floats, gain: Floats) -> list[PlanMonth]:
    """Return the plan by month; a week belongs to the month in which it starts, the gain (draws,) goes by weeks."""
    found = []
    for month, own in outlook.months.items():
        money = {name: round(float(path[own].sum()), 2) for name, path in zip(channels, spend, strict=True)}
        share = len(own) / outlook.weeks
        found.append(
            PlanMonth(
                month=month, start=outlook.starts[own[0]], weeks=len(own), spend=money, margin=interval80(gain * share)
            )
        )
    return found


def _domain(found: Answer) -> Domain:
    domain = domain_under(found.ground.bounds, found.ground.usual, found.chosen.choice)
    assert domain is not None
    return domain


def next_dollar(found: Answer) -> float:
    """Return the margin that one more dollar a week in total would bring, per dollar, spend not deducted."""
    weeks = found.ground.outlook.weeks
    room = found.cents < _domain(found).high
    return max(
        (1 + float(slope) / weeks for slope, free in zip(found.slopes(), room, strict=True) if free), default=0.0
    )


def _next_thousand(found: Answer) -> Interval80 | None:
    weeks = found.ground.outlook.weeks
    total, more = int(found.cents.sum()), round(100 * THOUSAND / weeks)
    richer = best_choice(found.aim, found.ground.bounds, found.ground.usual, Total(total + more), weeks, certify=False)
    if richer is None:
        return None
    before, after = (found.gains(cents).sum(axis=0) for cents in (found.cents, richer.optimum.cents))
    saved = weeks * (richer.saved - found.chosen.saved) / 100
    return interval80(after - before + saved + THOUSAND)


def _moves(
    found: Answer, spend: Floats, panel: Panel, stopped: set[int], gains: Floats, held: list[Binding]
) -> list[Move]:
    ground, outlook, fresh = found.ground, found.ground.outlook, found.ground.fresh
    limit = {binding.channel: binding.constraint for binding in held}
    limit |= {name: "lock" for name, code in zip(fresh.channels, ground.bounds.high_by, strict=True) if code == "lock"}
    usual = ground.usual / 100
    whole, following = returns_at(fresh, outlook.price)
    earns = (whole * ground.gross_margin > 1).mean(axis=0)
    return [
        Move(
            channel=name, usual=usual[c], spend=spend[c], held_until=_held_until(outlook, c),
            next_money=ground.gross_margin * float(following[:, c].mean()), earns=float(earns[c]),
            stopped=c in stopped, new=name not in panel.channels, limit=limit.get(name),
            season=outlook.worth[: outlook.weeks] ** (1 / POWER), capped=_capped(found, spend),
            margin=interval80(gains[c]),
        )
        for c, name in enumerate(fresh.channels)
    ]  # fmt: skip


def _held_until(outlook: Outlook, channel: int) -> dt.date | None:
    held = np.flatnonzero(outlook.fixed[channel] > 0)
    return (
        outlook.starts[held[-1]] + dt.timedelta(days=6) if held.size and outlook.shape[channel, held[-1]] == 0 else None
    )


def _capped(found: Answer, spend: Floats) -> bool:
    """Tell whether a month spends all its cash, but for a few dollars."""
    spent = np.array([spend[:, own].sum() for own in found.ground.outlook.months.values()])
    return bool((spent >= NEARLY * month_cash(found.ground)).any())


def _recheck(starts: Sequence[dt.date]) -> dt.date:
    return starts[0] + dt.timedelta(weeks=min(RECHECK_WEEKS, len(starts)))


def _stop_rule(panel: Panel, found: Answer, company: Company, paths: list[Floats], gain: Floats) -> StopRule | None:
    """Return when to go back; None if sales are not read or too few, nothing changes, or no gain is expected."""
    starts = found.ground.outlook.starts
    periods = WAIT[panel.period]
    weeks = min(round(periods / panel.week_share), len(starts) + TAIL)
    if not panel.sales_read or (found.cents == found.ground.usual).all() or gain.mean() <= 0:
        return None
    told = forecast(panel, periods, starts[0])
    if told is None:
        return None
    revenue = np.sum([path[:, :weeks].sum(axis=1) for path in paths], axis=0) / found.ground.gross_margin
    change = revenue * per_revenue(panel, told.measure)
    return stop_rule(told, change, gain, weeks, starts[0] + dt.timedelta(weeks=weeks))


def _costs(found: Answer, fees: Fees) -> list[CostDecision]:
    if not fees.known:
        return cost_decisions((), fees.unknown, set(), lambda _: np.zeros(1), found.ground.outlook.weeks, ())
    ground, outlook = found.ground, found.ground.outlook
    low = outlook.fixed.mean(axis=1)
    whole = tabulate(ground.fresh, outlook, ground.gross_margin, low, np.maximum(found.cents / 100, low))

    def worth(places: tuple[int, ...]) -> Floats:
        return np.asarray(np.sum([whole[c].gain[:, -1] - whole[c].gain[:, 0] for c in places], axis=0))

    kept = {fee.name for rank, fee in enumerate(fees.known) if rank not in found.chosen.choice.dropped}
    return cost_decisions(fees.known, fees.unknown, kept, worth, outlook.weeks, ground.fresh.channels)


def _fewest(found: Answer) -> list[FewMoves]:
    names, usual = found.ground.fresh.channels, found.ground.usual
    whole = found.gains(found.cents).sum(axis=0)
    if whole.mean() <= 0 or found.aim.share < 1 or found.chosen.choice.dropped:
        return []
    few = fewest(found.aim, _domain(found), usual, found.cents, FEWEST)
    return [_few(found, names, one.cents, len(one.changed), float(whole.mean())) for one in few]


def _few(found: Answer, names: Sequence[str], cents: Cents, changes: int, whole: float) -> FewMoves:
    gain = found.gains(cents).sum(axis=0)
    weekly = dict(zip(names, (cents / 100).tolist(), strict=True))
    return FewMoves(changes=changes, weekly=weekly, gain=interval80(gain), share=float(gain.mean()) / whole)
