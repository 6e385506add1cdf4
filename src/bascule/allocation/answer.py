"""The plan found: its cents, its certificate, and the tables that value it on draws it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.bounds import month_shares
from bascule.allocation.choices import Choice, Chosen, best_choice, domain_of
from bascule.allocation.ground import Ground
from bascule.allocation.optimum import Cents, Optimum
from bascule.allocation.outlook import Outlook
from bascule.allocation.ramps import best_ramps
from bascule.allocation.risk import Aim, Total, aim_at
from bascule.allocation.tables import Table
from bascule.errors import BasculeError, ExitCode
from bascule.panel import Floats

Bools = NDArray[np.bool_]

# A cap on a month's cash, or a ramp, changes the best split, and that the months and ramps: so many times at most.
TRIES = 12
# Rounds to fit money into months, and the currency by which a month may be over.
FITS, WITHIN = 4000, 0.005


@dataclass(frozen=True)
class Answer:
    """A plan.

    Attributes
    ----------
    ground : Ground
        Its outlook is the one the plan follows.
    aim : Aim
        What was maximised, on the draws seen.
    chosen : Chosen
    fresh : list of Table
        The channels on the draws not seen.
    plain : Outlook
        How money would be spread if no month's cash were capped, and every channel moved at once.
    """

    ground: Ground
    aim: Aim
    chosen: Chosen
    fresh: list[Table]
    plain: Outlook

    @property
    def cents(self) -> Cents:
        """Spending of each channel, cents per week (mean over the horizon)."""
        return self.chosen.optimum.cents

    def gains(self, cents: Cents) -> Floats:
        """Return the gain of each channel on the fresh draws at `cents` a week, (channels, draws), currency."""
        gains = np.stack([table.at(np.array([x / 100]))[:, 0] for table, x in zip(self.fresh, cents, strict=True)])
        # What stays as it is gains nothing, to the last digit: the chance of a gain counts on it.
        gains[[self._still(c, int(x)) for c, x in enumerate(cents)]] = 0.0
        return gains

    def _still(self, channel: int, cents: int) -> bool:
        usual = self.ground.usual[channel]
        course = self.ground.outlook.course(channel, cents / 100)
        return bool(cents == usual and (np.abs(course - usual / 100) < 0.005).all())

    def slopes(self) -> Floats:
        """Return the expected gain of one more dollar a week on each channel, over the horizon, (channels,)."""
        tables = zip(self.fresh, self.cents, strict=True)
        return np.array([np.interp(x / 100, table.spend, table.slope.mean(axis=0)) for table, x in tables])

    @property
    def saved(self) -> float:
        """Fees that the plan drops, currency over the horizon."""
        return self.ground.outlook.weeks * self.chosen.saved / 100


def answer(ground: Ground, total: Total) -> Answer:
    """Return the best plan of a total.

    Raises
    ------
    BasculeError
        `no_plan` when nothing meets the limits together, `too_many_choices`.
    """
    plain, ramps_tried = ground.outlook, False
    for _ in range(TRIES):
        aim = _aim(ground)
        found = choose(aim, ground, total)
        cents = found.optimum.cents
        if ground.wishes.monthly_cash is not None:
            # A ramp moves money between months: it is not looked for where their cash is capped.
            better = within_cash(ground.outlook, cents, month_cash(ground), ground.locked)
        elif ramps_tried:
            better = _without_impossible(ground.outlook, plain, cents)
        else:
            better, ramps_tried = best_ramps(ground, cents), True
        if better is None:
            return better_still(Answer(ground, aim, found, ground.tables(ground.fresh), plain), total)
        ground = ground.with_outlook(better)
    return _kept(ground, total, found, plain)


def better_still(found: Answer, total: Total) -> Answer:
    """Return the plan found, or no change at all where that is worth more: as much every week as today.

    A plan spreads money over the months; by as little as that may lose in bad cases, staying put is then the plan.
    """
    ground, optimum = found.ground, found.chosen.optimum
    kept = total.cents is None or (
        ground.usual.sum() == total.cents if total.exact else ground.usual.sum() <= total.cents
    )
    domain = domain_of(ground.bounds)
    able = all(domain.holds(c, ground.usual[c : c + 1])[0] for c in range(len(ground.usual)))
    groups = ground.bounds.either or ground.bounds.together
    capped = ground.wishes.monthly_cash is not None
    if optimum.value >= 0 or not kept or not able or groups or capped or (ground.outlook.fixed > 0).any():
        return found
    even = replace(ground.outlook, fixed=0 * ground.outlook.fixed, shape=np.ones_like(ground.outlook.shape))
    still = ground.with_outlook(even)
    chosen = Chosen(Optimum(ground.usual, 0.0, max(optimum.value + optimum.gap, 0.0)), Choice(), 0)
    return Answer(still, _aim(still), chosen, still.tables(still.fresh), found.plain)


def _kept(ground: Ground, total: Total, found: Chosen, plain: Outlook) -> Answer:
    """Return the last split where splits and courses answer one another without end."""
    aim, cents = _aim(ground), found.optimum.cents
    free = choose(aim, ground, total).optimum
    value = aim.worth(cents) + ground.outlook.weeks * found.saved / 100
    kept = replace(found, optimum=Optimum(cents, value, max(free.value + free.gap - value, 0.0)))
    return Answer(ground, aim, kept, ground.tables(ground.fresh), plain)


def _without_impossible(outlook: Outlook, plain: Outlook, cents: Cents) -> Outlook | None:
    """Return an outlook where channels whose ramp would spend less than nothing go at once; None where none would."""
    under = np.array([outlook.course(c, x / 100).min() < -0.005 for c, x in enumerate(cents)])[:, None]
    if not (under & (outlook.shape != plain.shape)).any():
        return None
    fixed, shape = np.where(under, plain.fixed, outlook.fixed), np.where(under, plain.shape, outlook.shape)
    return replace(outlook, fixed=fixed, shape=shape)


def _aim(ground: Ground) -> Aim:
    wishes = ground.wishes
    variants = [ground.tables(variant) for variant in ground.variants] if wishes.risk == "worst_case" else []
    aim = aim_at(ground.tables(ground.seen), wishes.risk, variants)
    return aim if not wishes.free else replace(aim, tables=dearer(aim.tables, ground))


def dearer(tables: Sequence[Table], ground: Ground) -> list[Table]:
    """Return tables where a dollar must bring `target_return` of margin to be worth spending."""
    more = (ground.wishes.target_return - 1) * ground.outlook.weeks
    return [
        Table(table.spend, table.gain - more * (table.spend - usual / 100), table.slope - more)
        for table, usual in zip(tables, ground.usual, strict=True)
    ]


def choose(aim: Aim, ground: Ground, total: Total) -> Chosen:
    """Return the best plan of a total, money spread over the weeks as the ground's outlook has it."""
    found = best_choice(aim, ground.bounds, ground.usual, total, ground.outlook.weeks)
    if found is None:
        raise BasculeError("no_plan", exit_code=ExitCode.USAGE)
    return found


def month_cash(ground: Ground) -> Floats:
    """Return the most that may be spent in each month of the plan, currency: a part of a month has its part."""
    starts, cash = ground.outlook.starts, ground.wishes.monthly_cash
    shares = np.array(month_shares(starts[0], len(starts)))
    return np.full(len(shares), np.inf) if cash is None else cash * shares


def within_cash(outlook: Outlook, cents: Cents, cash: Floats | float, locked: Bools) -> Outlook | None:
    """Return an outlook that moves money out of months whose cash (currency) is exceeded, or None where none is.

    What the owner locked (channels,) stays, as what contracts commit does.

    Notes
    -----
    Months over their cash are scaled down to it and channels back to their totals, in turn: iterative proportional
    fitting (Deming & Stephan 1940), which moves no more between months than it must.

    Raises
    ------
    BasculeError
        `no_plan` where these channels do not fit into the months at all.
    """
    weeks = np.arange(outlook.weeks)
    of_month = np.array([np.isin(weeks, own) for own in outlook.months.values()]).T.astype(float)
    spend = np.stack([outlook.course(c, x / 100) for c, x in enumerate(cents)])
    if (spend.sum(axis=0) @ of_month <= cash + WITHIN).all():
        return None
    held = np.where(locked[:, None], spend, outlook.fixed)
    fixed, free = held.sum(axis=0) @ of_month, (spend - held) @ of_month
    # Whole dollars are made later, a month of a channel at a time: leave them room where there is some.
    most = np.broadcast_to(cash, of_month.shape[1])
    spare = (most.sum() - spend.sum()) / len(most)
    room = most - min(float(len(cents)), max(spare, 0.0)) - fixed
    totals, scale = free.sum(axis=1, keepdims=True), np.ones(of_month.shape[1])
    for _ in range(FITS):
        placed = free * scale
        placed = placed * np.divide(totals, placed.sum(axis=1, keepdims=True), out=0 * totals, where=totals > 0)
        over = placed.sum(axis=0) / np.maximum(room, 1e-9)
        if (placed.sum(axis=0) <= np.maximum(room, 0.0) + WITHIN).all():
            return replace(outlook, shape=np.where(locked[:, None], outlook.shape, outlook.shape * (of_month @ scale)))
        scale = scale / np.maximum(over, 1.0)
        scale = scale / scale.max()
    raise BasculeError("no_plan", exit_code=ExitCode.USAGE)
