"""How long until something happens, where for some it has not happened yet: Kaplan–Meier, with its interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from bascule.plans import Interval90

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Survival:
    """Share for whom it has not happened yet, just after each of `times` (same unit as was given).

    `low` and `high` bound it at 90 %; `at_risk` is of how many one knew it just before.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: NDArray[np.int64]

    def interval(self, place: int, *, happened: bool = False) -> Interval90:
        """Return the share at one of the times, or with `happened` its complement."""
        low, share, high = self.low[place], self.share[place], self.high[place]
        if happened:
            low, share, high = 1.0 - high, 1.0 - share, 1.0 - low
        return Interval90(p05=float(low), p50=float(share), p95=float(high))


def kaplan_meier(durations: Floats, happened: NDArray[np.bool_], times: Floats) -> Survival:
    r"""Return the share for whom something has not happened yet, at given times.

    The share is Kaplan and Meier's (1958, doi:10.2307/2281868), :math:`\hat S(t) = \prod_{t_i \le t} (1 - d_i / n_i)`.
    Its 90 % interval is the beta product one of Fay, Brittain and Proschan (2013, doi:10.1093/biostatistics/kxt016),
    by the method of moments: the bounds are quantiles of
    :math:`W^+ = \prod_{t_i \le t} \mathrm{Beta}(n_i - d_i + 1, d_i)` and
    :math:`W^- = W^+ \cdot \mathrm{Beta}(n_{t+}, 1)`. Where nobody is censored they are exactly Clopper and Pearson's,
    so that ten customers are not told as a thousand, which Greenwood's normal interval would do.

    Parameters
    ----------
    durations : array of float, shape (n,)
        Until it happened, or until when one knows that it had not; any unit.
    happened : array of bool, shape (n,)
    times : array of float, shape (t,)
        Ascending, same unit.

    Examples
    --------
    >>> survival = kaplan_meier(np.array([1.0, 2.0, 2.0, 3.0]), np.array([True, True, False, False]), np.array([2.0]))
    >>> survival.share, survival.at_risk
    (array([0.5]), array([3]))
    """
    order = np.argsort(durations, kind="stable")
    ends, events = durations[order], happened[order]
    moments, starts = np.unique(ends[events], return_index=True)
    died = np.diff(np.append(starts, int(events.sum())))
    known = ends.size - np.searchsorted(ends, moments, side="left")
    last = np.searchsorted(moments, times, side="right")
    share = np.concatenate([[1.0], np.cumprod(1.0 - died / known)])[last]
    left = (ends.size - np.searchsorted(ends, times, side="right")).astype(float)
    low, high = _bounds((known - died + 1).astype(np.float64), died.astype(np.float64), last, left)
    before = ends.size - np.searchsorted(ends, times, side="left")
    return Survival(times, share, np.minimum(low, share), np.maximum(high, share), before)


def _upto(logs: Floats, last: NDArray[np.intp]) -> Floats:
    return np.asarray(np.exp(np.concatenate([[0.0], np.cumsum(logs)])[last]))


def _bounds(a: Floats, b: Floats, last: NDArray[np.intp], left: Floats) -> tuple[Floats, Floats]:
    """Return the 5 % quantile of W− and the 95 % one of W+, each a beta of the same mean and variance."""
    mean = _upto(np.log(a / (a + b)), last)
    square = _upto(np.log(a / (a + b)) + np.log((a + 1) / (a + b + 1)), last)
    high = np.where(last == 0, 1.0, _quantile(mean, square, 0.95))
    low = _quantile(mean * left / (left + 1), square * left / (left + 2), 0.05)
    return np.where(left == 0, 0.0, low), high


def _quantile(mean: Floats, square: Floats, level: float) -> Floats:
    variance = np.maximum(square - mean**2, 1e-300)
    size = np.maximum(mean * (1 - mean) / variance - 1, 1e-12)
    return np.asarray(betaincinv(np.maximum(mean * size, 1e-12), np.maximum((1 - mean) * size, 1e-12), level))
