"""What to do and when: each change of a channel's weekly amount, from what to what, why, and what it should bring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bascule.panel import Floats
from bascule.plans import Constraint, Interval80, Reason, Step

# A change below this share of what was spent, or below this amount a week, is not worth anybody's Monday.
LEAST_CHANGE, LEAST_AMOUNT = 0.05, 5.0


@dataclass(frozen=True)
class Move:
    """What a channel's steps are told from.

    Attributes
    ----------
    channel : str
    usual : float, currency per week
    spend : array of shape (weeks,), currency
    season : array of shape (weeks,)
        Sales of the time of year over those of a mean week.
    capped : bool
        Whether a month's cash limits what is spent.
    held_until : datetime.date or None
        Last day of a contract.
    limit : str or None
        The limit that holds the channel where it is.
    next_money : float
        Margin that the next dollar brings at the usual spending.
    earns : float
        P(what it brings pays for it).
    stopped : bool
        Whether its verdict is `stop`.
    new : bool
        Whether it has no history: only comparable channels speak for it.
    margin : Interval80
    """

    channel: str
    usual: float
    spend: Floats
    season: Floats
    capped: bool
    held_until: dt.date | None
    limit: Constraint | None
    next_money: float
    earns: float
    stopped: bool
    new: bool
    margin: Interval80


def steps(starts: Sequence[dt.date], moves: Sequence[Move]) -> list[Step]:
    """Return every change by date, the largest first on each.

    Parameters
    ----------
    starts : sequence of datetime.date
        First day of each week of the horizon.
    moves : sequence of Move
    """
    found = [step for move in moves for step in _of_channel(starts, move)]
    return sorted(found, key=lambda step: (step.date, -abs(step.after - step.before), step.channel))


def _of_channel(starts: Sequence[dt.date], move: Move) -> list[Step]:
    found: list[Step] = []
    before, told = move.usual, False
    since: int | None = None
    for week, (start, now) in enumerate(zip(starts, _by_month(starts, move), strict=True)):
        if not _moved(before, now):
            continue
        held = move.held_until is not None and start <= move.held_until
        first = not held and not told
        own = first and _moved(move.usual, float(np.mean(move.spend)))
        found.append(
            Step(
                date=start, channel=move.channel, before=round(before, 2), after=round(now, 2),
                reasons=_first(move, starts, week, now) if own else [_later(move, starts, since, week)],
                margin=move.margin if first else None,
            )
        )  # fmt: skip
        before, since, told = now, week, told or first
    return found


def _by_month(starts: Sequence[dt.date], move: Move) -> list[float]:
    # A week may take some dollars more than its neighbours to make the total: a month has one amount, the usual one.
    held = [move.held_until is not None and start <= move.held_until for start in starts]
    keys = [(start.year, start.month, kept) for start, kept in zip(starts, held, strict=True)]
    own = {key: [x for k, x in zip(keys, move.spend, strict=True) if k == key] for key in keys}
    return [float(np.median(own[key])) for key in keys]


def _moved(before: float, now: float) -> bool:
    return abs(now - before) > max(LEAST_CHANGE * before, LEAST_AMOUNT) or (now == 0) != (before == 0)


def _first(move: Move, starts: Sequence[dt.date], week: int, now: float) -> list[Reason]:
    # What the owner fixed has no other reason.
    fixed = move.limit == "lock"
    reasons = [Reason(code="step_lock") if fixed else _why(move, now)]
    if move.held_until is not None and week and starts[week - 1] <= move.held_until:
        reasons.append(Reason(code="step_contract", params={"until_date": move.held_until.isoformat()}))
    if move.limit is not None and not move.stopped and not fixed:
        reasons.append(Reason(code="step_limit", params={"constraint": move.limit}))
    return reasons


def _why(move: Move, now: float) -> Reason:
    if move.stopped and now < move.usual:
        return Reason(code="step_stop", params={"earns_share": move.earns})
    # A channel may be lowered for want of money, though its next dollar pays.
    pays = now > move.usual or move.next_money >= 1
    up = "step_new" if move.new else "step_more"
    return Reason(code=up if pays else "step_less", params={"next_money": move.next_money})


def _later(move: Move, starts: Sequence[dt.date], since: int | None, week: int) -> Reason:
    if move.held_until is not None and starts[week] <= move.held_until:
        return Reason(code="step_contract", params={"until_date": move.held_until.isoformat()})
    # Money follows the season, unless the cash of a month holds it back or a first move is still being made.
    before, usual = (1.0, move.usual) if since is None else (float(move.season[since]), float(move.spend[since]))
    now = float(move.season[week])
    if now != before and (now > before) == (move.spend[week] > usual):
        return Reason(code="step_season", params={"season_share": now - 1})
    if move.capped:
        return Reason(code="step_cash")
    return _why(move, float(move.spend[week]))
