"""How good was a forecast? Proper scores of predictive draws, and the forecast that anybody could have made."""

import numpy as np

from bascule.panel import Floats

# The mean of this many periods is what sales are said to go on at.
LATEST = 4
# Fewer past years-on-year than this make no spread.
LEAST_DIFFERENCES = 13


def crps(draws: Floats, actual: Floats) -> Floats:
    """Return the continuous ranked probability score of draws (n, points) of what happened (points,); 0 is perfect.

    Mean |x - y| less half the mean |x - x'| over distinct pairs, which does not punish few draws (Gneiting & Raftery
    2007, doi:10.1198/016214506000001437; Ferro 2014, doi:10.1002/qj.2270). Same unit as sales.

    Examples
    --------
    >>> import numpy as np
    >>> crps(np.array([[1.0], [3.0]]), np.array([2.0]))
    array([0.])
    """
    n = len(draws)
    away = np.abs(draws - actual).mean(axis=0)
    order = 2 * np.arange(n) - n + 1
    return np.asarray(away - order @ np.sort(draws, axis=0) / (n * max(n - 1, 1)))


def naive_draws(revenue: Floats, origin: int, ahead: int, season: int) -> Floats:
    """Return draws (n, ahead) of sales from `origin` on, made by repeating the past: no model, no spending.

    The value of a year before, plus each change from a year before seen so far; where the past is too short or has
    holes, the mean of the latest periods, plus each error that such a mean made so far.

    Parameters
    ----------
    revenue : array of shape (periods,)
        Only what lies before `origin` is read; NaN where unknown.
    origin, ahead, season : int
        Periods.

    Examples
    --------
    >>> import numpy as np
    >>> naive_draws(np.arange(40.0), 40, 1, 26).shape, naive_draws(np.arange(20.0), 20, 1, 26).shape
    ((14, 1), (16, 1))
    """
    past = revenue[:origin]
    changes = past[season:] - past[:-season] if len(past) > season else past[:0]
    changes = changes[~np.isnan(changes)]
    before = past[len(past) - season :][:ahead]
    if len(changes) >= LEAST_DIFFERENCES and not np.isnan(before).any():
        return np.asarray(before + changes[:, None])
    windows = np.lib.stride_tricks.sliding_window_view(past, LATEST + ahead)
    errors = windows[:, LATEST:] - windows[:, :LATEST].mean(axis=1)[:, None]
    level = past[~np.isnan(past)][-LATEST:].mean()
    return np.asarray(level + errors[~np.isnan(errors).any(axis=1)])
