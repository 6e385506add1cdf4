"""The season of a monthly series, taken off where two years or more show it."""

import numpy as np

from bascule.brand.series import Months
from bascule.panel import Floats

LEAST_MONTHS = 24
# Two waves a year (a peak and its shape); a third once four years show it.
_WAVES, _MORE_WAVES, _MANY_MONTHS = 2, 3, 48


def deseasonalised(months: Months, values: Floats) -> tuple[Floats, bool]:
    """Return the values without their season, and whether it could be taken off.

    Parameters
    ----------
    months : array of shape (months,), datetime64[M]
    values : array of shape (months,)
        On the scale of the index (logarithms for amounts); NaN where unknown.

    Returns
    -------
    values : array of shape (months,)
    adjusted : bool
        False where fewer than 24 months are known: one year cannot tell the season from the trend.

    Notes
    -----
    Least squares of yearly sines and cosines beside a level, a trend and its bend (Harvey 1989, section 2.3.4,
    doi:10.1017/CBO9781107049994); the waves alone are taken off.

    Examples
    --------
    >>> months = np.arange("2024-01", "2026-01", dtype="datetime64[M]")
    >>> wave = np.sin(2 * np.pi * np.arange(24) / 12)
    >>> np.abs(deseasonalised(months, 3 + wave)[0] - 3).max() < 1e-9
    np.True_
    """
    known = np.isfinite(values)
    if known.sum() < LEAST_MONTHS:
        return values, False
    waves = _MORE_WAVES if known.sum() >= _MANY_MONTHS else _WAVES
    turn = 2 * np.pi * months.astype(int)[:, None] / 12 * np.arange(1, waves + 1)
    yearly = np.hstack([np.sin(turn), np.cos(turn)])
    time = np.linspace(-1, 1, len(months))[:, None]
    design = np.hstack([np.ones_like(time), time, time**2, yearly])
    weights = np.linalg.lstsq(design[known], values[known], rcond=None)[0]
    return values - yearly @ weights[3:], True
