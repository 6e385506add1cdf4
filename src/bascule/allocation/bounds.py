"""What a plan may spend: floors, ceilings, steps and groups, from what the owner says and from the usual spending."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from bascule.allocation.places import Places
from bascule.allocation.sums import Allowed, Cents, Group, Room
from bascule.allocation.wishes import Wishes
from bascule.company import Company
from bascule.money import cents
from bascule.panel import Floats
from bascule.plans import Constraint


@dataclass(frozen=True)
class Fee:
    """A fixed cost (people, agency, tool …) as the optimiser sees it.

    Attributes
    ----------
    name : str
    kind : str or None
    weekly_cents : int
    carries : tuple of int
        Channels that stop without it.
    can_stop : bool
    monthly : float or None
        As invoiced, currency a month; None where only the week is known.
    """

    name: str
    kind: str | None
    weekly_cents: int
    carries: Group
    can_stop: bool
    monthly: float | None = None


@dataclass(frozen=True)
class Rule:
    """One reason why a channel spends no less than `low`, or no more than `high`: cents per week, None for neither."""

    code: Constraint
    channel: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Cash:
    """The most that may be spent in a calendar month, cents, and how many weeks of the plan begin in each month.

    A month that the plan covers in part has that part of its cash: `shares` of a month each, 1 where not said.
    """

    monthly: int
    months: tuple[int, ...]
    shares: tuple[float, ...] = ()

    @property
    def span(self) -> float:
        """How many months' cash there is."""
        return sum(self.shares) if self.shares else float(len(self.months))

    @property
    def weekly(self) -> int:
        """The most that the plan may spend a week on average, cents.

        Examples
        --------
        >>> Cash(400_000, (5, 4, 4)).weekly
        92307
        """
        return int(self.monthly * self.span / sum(self.months) + 1e-9)


@dataclass(frozen=True)
class Bounds:
    """All that holds a plan, in whole cents; weekly amounts are means over the horizon.

    Attributes
    ----------
    channels : tuple of str
    weeks : int
    rules : tuple of Rule
        Why each channel has its least and most. Where they contradict one another, `low` is above `high`.
    step, useful : arrays of shape (channels,), cents per week
        1 where any cent will do; 0 where any amount is of use. The bounds themselves are allowed off the steps.
    either, together : tuples of tuples of int
        Channels of which one at most runs; channels that all run, or none.
    total : pair of int
        Least and most of all channels together, cents per week; equal where the total is fixed.
    asked : bool
        Whether somebody gave that total, rather than it being the usual one.
    usual_total : int
        What all channels usually spend together, cents per week.
    cash : Cash or None
    fixed : array of shape (channels, weeks), cents
        What contracts commit, week by week.
    fees : tuple of Fee
    """

    channels: tuple[str, ...]
    weeks: int
    rules: tuple[Rule, ...]
    step: Cents
    useful: Cents
    either: tuple[Group, ...]
    together: tuple[Group, ...]
    total: tuple[int, int]
    asked: bool
    usual_total: int
    cash: Cash | None
    fixed: Cents
    fees: tuple[Fee, ...] = ()

    @property
    def low(self) -> Cents:
        """Least of each channel, cents per week, shape (channels,)."""
        return np.array([rule.low if rule else 0 for rule in self._lows()], dtype=np.int64)

    @property
    def high(self) -> Cents:
        """Most of each channel, cents per week, shape (channels,)."""
        return np.array([rule.high for rule in self._highs()], dtype=np.int64)

    @property
    def low_by(self) -> tuple[Constraint | None, ...]:
        """What sets each least; None where nothing does."""
        return tuple(rule.code if rule else None for rule in self._lows())

    @property
    def high_by(self) -> tuple[Constraint, ...]:
        """What sets each most."""
        return tuple(rule.code for rule in self._highs())

    @property
    def most(self) -> int:
        """The most that the whole plan may spend, cents per week: its total, held by the cash."""
        return self.total[1] if self.cash is None else min(self.total[1], self.cash.weekly)

    def usual_within(self, cash: Cash | None) -> int:
        """Return the usual total, lowered to what the cash of a month allows, cents per week."""
        return self.usual_total if cash is None else min(self.usual_total, cash.weekly)

    def room(self) -> Room:
        """Return what may be spent as sets of whole amounts."""
        each = zip(self.low.tolist(), self.high.tolist(), self.step.tolist(), self.useful.tolist(), strict=True)
        return Room(tuple(Allowed(*limits) for limits in each), self.either, self.together)

    def possible(self) -> bool:
        """Tell whether any plan meets all of it."""
        if self.cash is not None and committed_most(self.fixed, self.cash) > self.cash.monthly:
            return False
        return self.room().reaches(self.total[0], self.most)

    def _lows(self) -> list[Rule | None]:
        lows = [[rule for rule in self.rules if rule.channel == c and rule.low] for c in range(len(self.channels))]
        return [max(rules, key=lambda rule: rule.low or 0, default=None) for rules in lows]

    def _highs(self) -> list[Rule]:
        highs = [rule for rule in self.rules if rule.high is not None]
        own = [[rule for rule in highs if rule.channel == c] for c in range(len(self.channels))]
        return [min(rules, key=lambda rule: rule.high or 0) for rules in own]


def bounds_of(
    usual: Floats,
    channels: Sequence[str],
    company: Company,
    wishes: Wishes,
    stopped: set[int],
    fees: Sequence[Fee] = (),
) -> Bounds:
    """Return what the plan may spend.

    A channel stays between (2 - k) and k times its usual, unless its own floor, ceiling, lock or contract says
    otherwise: what the owner knows prevails over how far a guess may go, and a floor, a useful minimum or a group that
    needs more room than that takes it. A channel to stop may go to its explicit floor, and is held there where the
    others have room. A usual total that the cash of a month, or steps on every channel, do not allow is lowered to the
    next one that they do.

    Parameters
    ----------
    usual : array of shape (channels,), currency per week
        0 for a new channel.
    channels : sequence of str
    company : Company
        Its steps, useful minima, contracts and groups.
    wishes : Wishes
    stopped : set of int
        Channels whose verdict is `stop`.
    fees : sequence of Fee, optional

    Raises
    ------
    BasculeError
        `channel_unknown` for a name that is no channel's.

    Examples
    --------
    >>> wishes = Wishes(dt.date(2026, 11, 2), lock={"Flyers": 80}, most={"tv": 40})
    >>> found = bounds_of(
    ...     np.array([100.0, 50.0, 0.0]), ("radio", "flyers", "tv"), Company(name="N", gross_margin=0.4), wishes, set()
    ... )
    >>> found.low.tolist(), found.high.tolist(), found.high_by, found.total
    ([5000, 8000, 0], [15000, 8000, 4000], ('trust_region', 'lock', 'ceiling'), (15000, 15000))
    """
    find = Places(channels, company)
    weeks = wishes.horizon_weeks
    fixed = _fixed(len(channels), find, company, wishes)
    limits = {find(name): each.limits for name, each in company.channels.items() if each.limits is not None}
    useful = np.array([cents((limits[c].useful or 0) if c in limits else 0) for c in range(len(channels))], np.int64)
    own = _own_rules(find, wishes, fixed)
    either, together = find.groups(company.plan.either), find.groups(company.plan.together)
    trust = _trust(usual, wishes.max_multiple, own, useful, stopped, (either, together))
    cash = None if wishes.monthly_cash is None else cash_of(wishes)
    found = Bounds(
        channels=tuple(channels),
        weeks=weeks,
        rules=(*own, *trust),
        step=np.array(
            [cents((limits[c].step or 0) if c in limits else 0) or 1 for c in range(len(channels))], np.int64
        ),
        useful=useful,
        either=either,
        together=together,
        total=(0, 0),
        asked=wishes.free or wishes.budget is not None,
        usual_total=sum(cents(u) for u in usual.tolist()),
        cash=cash,
        fixed=fixed,
        fees=tuple(fees),
    )
    return _held(_on_steps(replace(found, total=_total(found, wishes))), stopped)


def months_of(start: dt.date, weeks: int) -> tuple[int, ...]:
    """Return how many weeks of a plan begin in each of its calendar months.

    Examples
    --------
    >>> months_of(dt.date(2026, 11, 2), 8)
    (5, 3)
    """
    days = [start + dt.timedelta(weeks=week) for week in range(weeks)]
    return tuple(len(list(own)) for _, own in groupby(days, key=lambda day: (day.year, day.month)))


def cash_of(wishes: Wishes) -> Cash:
    """Return the cash of the months of a plan, given what may be spent in a whole month."""
    months = months_of(wishes.start, wishes.horizon_weeks)
    shares = month_shares(wishes.start, wishes.horizon_weeks)
    return Cash(cents(wishes.monthly_cash or 0.0), months, tuple(shares))


def month_shares(start: dt.date, weeks: int) -> list[float]:
    """Return which share of each of its calendar months a plan covers, by the weeks that begin in it.

    Examples
    --------
    >>> month_shares(dt.date(2026, 11, 30), 5)
    [0.2, 1.0]
    """
    days = [start + dt.timedelta(weeks=week) for week in range(-5, weeks + 5)]
    whole = Counter((day.year, day.month) for day in days)
    own = Counter((day.year, day.month) for day in days[5:-5])
    return [count / whole[month] for month, count in own.items()]


def committed_most(fixed: Cents, cash: Cash) -> int:
    """Return the most that contracts commit in one month, cents."""
    ends = np.cumsum(cash.months)
    return max((int(part.sum()) for part in np.split(fixed, ends[:-1], axis=1)), default=0)


def _fixed(count: int, find: Places, company: Company, wishes: Wishes) -> Cents:
    fixed = np.zeros((count, wishes.horizon_weeks), dtype=np.int64)
    for name, channel in company.channels.items():
        if channel.contract is not None:
            # A week that has begun under the contract is owed whole.
            owed = (channel.contract.until - wishes.start).days // 7 + 1
            fixed[find(name), : max(owed, 0)] = cents(channel.contract.weekly)
    return fixed


def _own_rules(find: Places, wishes: Wishes, fixed: Cents) -> list[Rule]:
    rules = [Rule("lock", c, amount, amount) for c, amount in find.amounts(wishes.lock).items()]
    owed = -(-fixed.sum(axis=1) // fixed.shape[1])
    rules += [Rule("contract", c, low=int(owed[c])) for c in np.flatnonzero(owed).tolist()]
    rules += [Rule("floor", c, low=amount) for c, amount in find.amounts(wishes.least).items()]
    rules += [Rule("ceiling", c, high=amount) for c, amount in find.amounts(wishes.most).items()]
    return rules


def _trust(
    usual: Floats,
    multiple: float,
    own: list[Rule],
    useful: Cents,
    stopped: set[int],
    groups: tuple[tuple[Group, ...], tuple[Group, ...]],
) -> list[Rule]:
    low = [_least_trusted(u, multiple) for u in usual.tolist()]
    high = [max(int(np.floor(round(100 * u * multiple, 6))), cents(u)) for u in usual.tolist()]
    for rule in own:
        high[rule.channel] = max(high[rule.channel], rule.low or 0)
        low[rule.channel] = min(low[rule.channel], rule.high if rule.high is not None else low[rule.channel])
    topped = {rule.channel: rule.high for rule in own if rule.high is not None}
    small = {c for c, least in enumerate(useful.tolist()) if least > topped.get(c, high[c])}
    for c in small:
        high[c] = max(high[c], int(useful[c]))
    idle = {c for c in range(len(low)) if (topped.get(c, high[c]) or 0) == 0}
    apart = {c for group in groups[0] for c in group}
    apart |= {c for group in groups[1] if idle.intersection(group) for c in group}
    floored = {rule.channel for rule in own if rule.code in ("floor", "lock")}
    free = stopped | small | apart | floored
    rules = [Rule("trust_region", c, low=least) for c, least in enumerate(low) if least and c not in free]
    return rules + [Rule("trust_region", c, high=most) for c, most in enumerate(high) if c not in topped]


def _least_trusted(usual: float, multiple: float) -> int:
    return min(int(np.ceil(round(100 * usual * max(0.0, 2.0 - multiple), 6))), cents(usual))


def _total(bounds: Bounds, wishes: Wishes) -> tuple[int, int]:
    if wishes.free:
        room = int(np.maximum(bounds.low, bounds.high).sum())
        return 0, room if wishes.budget is None else cents(wishes.budget)
    if wishes.budget is not None:
        return (cents(wishes.budget),) * 2
    return (bounds.usual_within(bounds.cash),) * 2


def _on_steps(bounds: Bounds) -> Bounds:
    total = bounds.total[1]
    if bounds.asked or bounds.step.max(initial=1) == 1:
        return bounds
    near = bounds.room().totals(total).below(total)
    if near is None or total - near > bounds.step.max():
        return bounds
    return replace(bounds, total=(near, near))


def _held(bounds: Bounds, stopped: set[int]) -> Bounds:
    """Return the bounds with channels to stop held at their least, where that leaves a plan possible."""
    tops = [Rule("trust_region", c, high=_least_run(bounds, c)) for c in sorted(stopped)]
    held = _on_steps(replace(bounds, rules=(*bounds.rules, *tops)))
    return held if held.possible() else bounds


def _least_run(bounds: Bounds, channel: int) -> int:
    low = int(bounds.low[channel])
    return max(low, int(bounds.useful[channel])) if low else 0
