"""What sales do by themselves while nothing is tested: a level, a trend, a season, the days of the week."""

import numpy as np
from numpy.typing import NDArray

from bascule.panel import Floats

YEAR = 365.25
Days = NDArray[np.datetime64]


def usual_course(days: Days, known: int) -> Floats:
    """Return the columns of a regression on the calendar, shape (periods, columns), the first one constant.

    Parameters
    ----------
    days : array of shape (periods,), datetime64[D]
        First day of each period, in order.
    known : int
        Periods from the first on which the regression is fitted: a season is only taken in once it has come back.

    Notes
    -----
    A pair of yearly waves from one year on, two from two years on; the days of the week where periods are days and
    three weeks are known.

    Examples
    --------
    >>> weeks = np.datetime64("2025-01-06") + 7 * np.arange(30)
    >>> usual_course(weeks, 26).shape, usual_course(np.datetime64("2023-01-02") + 7 * np.arange(120), 110).shape
    ((30, 2), (120, 6))
    """
    since = (days - days[0]).astype("timedelta64[D]").astype(float)
    reach = since[known - 1]
    columns = [np.ones(len(days)), since / YEAR - reach / YEAR / 2]
    waves = min(int((reach + 8) // YEAR), 2)
    for wave in range(1, waves + 1):
        angle = 2 * np.pi * wave * since / YEAR
        columns += [np.sin(angle), np.cos(angle)]
    if daily(days) and known >= 21:
        weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
        columns += [(weekday == day) - 1 / 7 for day in range(6)]
    return np.column_stack(columns)


def daily(days: Days) -> bool:
    """Return whether periods are days.

    Examples
    --------
    >>> daily(np.datetime64("2025-01-06") + np.arange(3)), daily(np.datetime64("2025-01-06") + 7 * np.arange(3))
    (True, False)
    """
    return len(days) > 1 and bool(np.median(np.diff(days).astype("timedelta64[D]").astype(float)) == 1)


def whole_year(days: Days, known: int) -> bool:
    """Return whether the known periods cover a year, so that a season can be told from the test.

    Examples
    --------
    >>> whole_year(np.datetime64("2025-01-06") + 7 * np.arange(60), 53)
    True
    """
    return bool((days[known - 1] - days[0]).astype("timedelta64[D]").astype(float) + 8 >= YEAR)
