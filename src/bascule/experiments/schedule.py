"""When a test is on and off, week by week, and the days on which somebody must act."""

import datetime as dt
from itertools import groupby

import numpy as np

from bascule.experiments.designs import Form
from bascule.panel import Floats
from bascule.proposals import Action, CalendarEntry

# A stop takes a quarter of its weeks to come and a quarter to go, at half of what it holds back.
STEPS = 4


def switching(weeks: int, block: int, seed: int) -> Floats:
    """Return 1 where the channel is on and 0 where it is off, blocks in pairs of random order, shape (weeks,).

    Half of the weeks are on whatever the order, and no more than two blocks alike follow each other.

    Examples
    --------
    >>> switching(8, 2, seed=1).tolist()
    [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]
    """
    first = np.random.default_rng([seed, weeks, block]).integers(0, 2, weeks // (2 * block))
    pairs = np.stack([first, 1 - first], axis=1).ravel()
    return np.asarray(np.repeat(pairs, block), dtype=float)


def stopping(weeks: int) -> Floats:
    """Return how much of the channel is on, in a stop that comes and goes in two steps, shape (weeks,).

    Examples
    --------
    >>> stopping(8).tolist()
    [0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.5, 0.5]
    """
    step = max(1, weeks // STEPS)
    levels = np.zeros(weeks)
    levels[:step] = levels[weeks - step :] = 0.5
    return levels


def levels(form: Form, seed: int) -> Floats:
    """Return the share of its usual that the channel spends, or reaches, in each week of a test, shape (weeks,)."""
    if form.design.name == "switchback":
        on = switching(form.weeks, form.block, seed)
    elif form.design.name == "staggered_stop":
        on = stopping(form.weeks)
    else:
        on = np.zeros(form.weeks)
    return np.asarray(1.0 - form.share * (1.0 - on))


def changes(path: Floats) -> int:
    """Return how many times something is switched, the start and the end included.

    Examples
    --------
    >>> changes(np.array([1.0, 0.0, 0.0, 1.0])), changes(np.array([0.0, 0.0]))
    (3, 2)
    """
    return int((np.diff(path) != 0).sum() + 1 + (path[-1] != 1.0))


def calendar(form: Form, path: Floats, start: dt.date, wait: int, weekly: float) -> list[CalendarEntry]:
    """Return the days on which to act: each change of level, the end, and the day to read the test.

    Parameters
    ----------
    form : Form
    path : array of shape (weeks,)
        See :func:`levels`.
    start : datetime.date
    wait : int
        Weeks between the end and the reading.
    weekly : float
        What is usually spent, company currency per week.
    """
    entries, at = [], 0
    for level, run in groupby(path.tolist()):
        count = len(list(run))
        spent = weekly * (1.0 if form.design.saved == 0 else level)
        entries.append(
            CalendarEntry(date=_day(start, at), action=_action(form, level), weeks=count, weekly=_cents(spent))
        )
        at += count
    if path[-1] != 1.0:
        entries.append(CalendarEntry(date=_day(start, at), action="usual", weeks=max(wait, 1), weekly=_cents(weekly)))
    entries.append(CalendarEntry(date=_day(start, at + max(wait, 1)), action="read", weeks=0, weekly=_cents(weekly)))
    return entries


def _action(form: Form, level: float) -> Action:
    if form.design.name == "list_holdout":
        return "hold_out"
    if form.design.name in ("postal_split", "regions"):
        return "split"
    if level == 1.0:
        return "on"
    return "off" if level == 0.0 else "part"


def _day(start: dt.date, weeks: int) -> dt.date:
    return start + dt.timedelta(weeks=weeks)


def _cents(amount: float) -> float:
    return round(float(amount), 2)
