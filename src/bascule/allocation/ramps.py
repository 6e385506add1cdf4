"""Ramps, not cliffs, where carry-over makes them better: a channel's move spread over its first weeks."""

from dataclasses import replace

import numpy as np

from bascule.allocation.ground import Ground
from bascule.allocation.optimum import Cents
from bascule.allocation.outlook import Outlook
from bascule.allocation.tables import tabulate
from bascule.panel import Floats

# Weeks over which a move may be spread.
RAMPS = (2, 4, 8)
# A ramp that brings no more than this share of what the channel moves is not worth its bother.
LEAST = 0.005
# What moves by less than this share of its usual spending goes at once.
LEAST_MOVE = 0.05


def ramped(outlook: Outlook, usual: Floats, weeks: int) -> Outlook:
    """Return an outlook where every channel goes from `usual` (channels,) to its level in equal steps over some weeks.

    Weeks under contract stay as they are; the mean over the horizon is the level's to make, so that a ramp spends as
    much as the move at once.

    Examples
    --------
    >>> import datetime as dt
    >>> flat = Outlook((dt.date(2026, 12, 7), dt.date(2026, 12, 14), dt.date(2026, 12, 21)), np.ones(3),
    ...                np.zeros((1, 3)), np.ones((1, 3)), np.ones(1))
    >>> ramped(flat, np.array([100.0]), 2).course(0, 150.0).tolist()
    [130.0, 160.0, 160.0]
    """
    share = np.minimum((np.arange(outlook.weeks) + 1) / weeks, 1.0)
    free = outlook.shape > 0
    fixed = outlook.fixed + np.where(free, (1 - share) * usual[:, None], 0.0)
    return replace(outlook, fixed=fixed, shape=outlook.shape * share)


def best_ramps(ground: Ground, cents: Cents) -> Outlook | None:
    """Return the outlook where each channel that a plan moves goes at once, or by the ramp that brings more.

    None where that is the outlook it has.

    Parameters
    ----------
    ground : Ground
    cents : array of shape (channels,), cents per week
        The plan found with moves at once.
    """
    usual, outlook = ground.usual / 100, ground.outlook
    spend = cents / 100

    def gains(one: Outlook) -> Floats:
        found = tabulate(ground.seen, one, ground.gross_margin, spend, spend)
        return np.array([table.gain[:, 0].mean() for table in found])

    tried = [outlook, *(ramped(outlook, usual, weeks) for weeks in RAMPS if weeks < outlook.weeks)]
    worth = np.stack([gains(one) for one in tried])
    moved = np.abs(spend - usual) * outlook.weeks
    possible = np.stack([one.level(c, spend[c : c + 1])[0] >= 0 for one in tried for c in range(len(spend))])
    worth[~possible.reshape(worth.shape)] = -np.inf
    better = worth.argmax(axis=0)
    clear = (worth.max(axis=0) - worth[0] > LEAST * moved) & (np.abs(spend - usual) > LEAST_MOVE * usual)
    better = np.where(clear, better, 0)
    if not better.any():
        return None
    fixed = np.stack([tried[k].fixed[c] for c, k in enumerate(better)])
    shape = np.stack([tried[k].shape[c] for c, k in enumerate(better)])
    return replace(outlook, fixed=fixed, shape=shape)
