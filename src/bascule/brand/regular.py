"""The regular price among prices paid: a cut that is soon taken back is a promotion, a price that stays is a change."""

import numpy as np

from bascule.panel import Floats

# Moves smaller than this are the rounding of a mean, not a decision (log).
LEAST_MOVE = 0.005
# A price that comes back to its level within so many periods was cut for a promotion. A judgement: promotions of small
# shops last days to a few weeks.
CUT_PERIODS = {"week": 4, "month": 1}


def regular_price(paid: Floats, promo: Floats, periods: int) -> Floats:
    """Return the log of the regular price from the log of the price paid.

    Parameters
    ----------
    paid : array of shape (periods,), log of the price paid
        NaN where unknown.
    promo : array of shape (periods,)
        Above zero where a promotion is known to run; NaN where nobody knows.
    periods : int
        A cut taken back within so many periods is temporary; so is any during a known promotion.

    Returns
    -------
    array of shape (periods,), log
        NaN where `paid` is.

    Examples
    --------
    >>> paid = np.log([10, 10, 8, 10, 10, 11, 11.0])
    >>> np.exp(regular_price(paid, np.full(7, np.nan), 2)).round(2).tolist()
    [10.0, 10.0, 10.0, 10.0, 10.0, 11.0, 11.0]
    """
    regular = paid.copy()
    known = np.flatnonzero(~np.isnan(paid))
    if not len(known):
        return regular
    level = float(paid[known[: periods + 1]].max())
    for place, at in enumerate(known):
        ahead = paid[known[place + 1 : place + 1 + periods]]
        cut = level - float(paid[at])
        # The regular price may itself change meanwhile: taking back half of the cut is enough.
        back = len(ahead) < periods or bool((ahead >= paid[at] + cut / 2).any())
        if not (cut > LEAST_MOVE and (promo[at] > 0 or back)):
            level = float(paid[at])
        regular[at] = level
    return regular


def changes_at(regular: Floats) -> tuple[Floats, Floats]:
    """Return where the regular price changed, and by how much, each (changes,).

    A change in the middle of a week shows over two: moves of the same sign in periods that follow are one change.

    Parameters
    ----------
    regular : array of shape (periods,), log; NaN where unknown

    Returns
    -------
    places : array of shape (changes,)
        The first period of each change.
    moves : array of shape (changes,), log

    Examples
    --------
    >>> [found.round(2).tolist() for found in changes_at(np.array([0, 0, 0.02, 0.05, 0.05, 0.0]))]
    [[2.0, 5.0], [0.05, -0.05]]
    """
    known = np.flatnonzero(~np.isnan(regular))
    steps = np.diff(regular[known])
    places: list[int] = []
    moves: list[float] = []
    before = -2
    for at in np.flatnonzero(np.abs(steps) >= LEAST_MOVE):
        if at == before + 1 and steps[at] * moves[-1] > 0:
            moves[-1] += float(steps[at])
        else:
            places.append(int(known[at + 1]))
            moves.append(float(steps[at]))
        before = int(at)
    return np.array(places, dtype=float), np.array(moves)
