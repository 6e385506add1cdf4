"""The last climb of a plan for bad cases: money moved between two channels as long as those cases gain, to the cent."""

import numpy as np

from bascule.allocation.optimum import Cents, Domain
from bascule.allocation.tables import Table
from bascule.panel import Floats

# First step, as a share of the widest range; a step that no longer gains is divided by SHRINK.
FIRST, SHRINK = 64, 4
# A gain below this share of what is there is the noise of sums.
LEAST = 1e-9


def climbed(tables: list[Table], worst: Floats, domain: Domain, exact: bool, cents: Cents) -> Cents:
    """Return a split near one whose worst cases are no worse: a local optimum for moves between two channels.

    Parameters
    ----------
    tables : list of Table
    worst : array of shape (rows,)
        Weight of each case, the worst first; they sum to one.
    domain : Domain
    exact : bool
        Whether the total is kept; a channel may else move by itself.
    cents : array of shape (channels,), cents per week

    Notes
    -----
    The mean of the worst cases has edges wherever cases change places, on which the boxes of a linear search stop
    short; pairwise exchanges do not.
    """
    own = {int(step) for step in domain.step if step}
    step = max(1, int((domain.high - domain.low).max(initial=1)) // FIRST)
    while True:
        tried = (_move(tables, worst, domain, exact, cents, one) for one in (step, *own))
        moved = next((found for found in tried if found is not None), None)
        if moved is not None:
            cents = moved
        elif step == 1:
            return cents
        else:
            step = max(1, step // SHRINK)


def _move(tables: list[Table], worst: Floats, domain: Domain, exact: bool, cents: Cents, step: int) -> Cents | None:
    """Return the split after the best move of `step` cents, or None if none gains."""
    around = np.stack([cents - step, cents, cents + step], axis=1)
    allowed = np.array([domain.holds(c, row) for c, row in enumerate(around)])
    gains = np.stack([table.at(row / 100).T for table, row in zip(tables, around, strict=True)])
    now = gains[:, 1].sum(axis=0)
    best = float(np.sort(now) @ worst)
    found: tuple[tuple[int, int], ...] | None = None
    best += LEAST * (1 + abs(best))
    for giver in np.flatnonzero(allowed[:, 0]):
        takers = np.flatnonzero(allowed[:, 2] & (np.arange(len(cents)) != giver))
        after = now + (gains[giver, 0] - gains[giver, 1]) + (gains[takers, 2] - gains[takers, 1])
        worths = np.sort(after, axis=1) @ worst
        if worths.size and worths.max() > best:
            best, found = float(worths.max()), ((int(giver), -step), (int(takers[worths.argmax()]), step))
    for way, signed in () if exact else ((0, -step), (2, step)):
        alone = np.flatnonzero(allowed[:, way])
        worths = np.sort(now + gains[alone, way] - gains[alone, 1], axis=1) @ worst
        if worths.size and worths.max() > best:
            best, found = float(worths.max()), ((int(alone[worths.argmax()]), signed),)
    if found is None:
        return None
    moved = cents.copy()
    for channel, change in found:
        moved[channel] += change
    return moved
