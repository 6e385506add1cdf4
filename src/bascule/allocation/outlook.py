"""The weeks to come: what a dollar is worth in each, what is committed already, how a channel's money is spread."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.density.response import TAIL
from bascule.mmm.posterior import Posterior
from bascule.panel import Floats

# A month's spending stays within these shares of the plan's mean: farther, the season's worth is too little known.
LEAST_SHARE, MOST_SHARE = 2 / 3, 1.5
# Months whose shares are nearer than this to one another have one amount: fewer changes are easier to follow.
FLAT = 0.1
POINTS = 41


@dataclass(frozen=True)
class Outlook:
    """The horizon of a plan.

    Attributes
    ----------
    starts : tuple of datetime.date
        First day of each week.
    worth : array of shape (weeks + TAIL,)
        What a response is worth in each week, over that of a mean week.
    fixed : array of shape (channels, weeks), currency per week
        Spent whatever the plan says.
    shape : array of shape (channels, weeks)
        How the rest of a channel's money is spread; zero in a week that is all committed.
    price : array of shape (channels,)
        Cost of what a dollar bought in the history, 1 where nothing changes.
    """

    starts: tuple[dt.date, ...]
    worth: Floats
    fixed: Floats
    shape: Floats
    price: Floats

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return len(self.starts)

    @property
    def months(self) -> dict[str, NDArray[np.int64]]:
        """The places of the weeks that start in each month, by its label, in order.

        Examples
        --------
        >>> even = np.ones((1, 3))
        >>> starts = week_starts(dt.date(2026, 11, 23), 3)
        >>> ahead = Outlook(starts, np.ones(3), 0 * even, even, np.ones(1))
        >>> {month: own.tolist() for month, own in ahead.months.items()}
        {'2026-11': [0, 1], '2026-12': [2]}
        """
        labels = [start.strftime("%Y-%m") for start in self.starts]
        return {month: np.flatnonzero(np.array(labels) == month) for month in dict.fromkeys(labels)}

    def level(self, channel: int, weekly: Floats) -> Floats:
        """Return the level that makes a channel's mean spending `weekly` (points,), currency per week."""
        free = self.shape[channel].sum()
        rest = self.weeks * np.asarray(weekly, dtype=float) - self.fixed[channel].sum()
        return np.asarray(rest / free) if free > 0 else np.zeros(len(rest))

    def course(self, channel: int, weekly: float) -> Floats:
        """Return a channel's spending week by week, (weeks,), at a mean of `weekly` currency per week."""
        return np.asarray(self.fixed[channel] + self.level(channel, np.array([weekly]))[0] * self.shape[channel])


def week_starts(start: dt.date, weeks: int) -> tuple[dt.date, ...]:
    """Return the first day of each week of a horizon.

    Examples
    --------
    >>> week_starts(dt.date(2026, 12, 7), 2)[-1]
    datetime.date(2026, 12, 14)
    """
    return tuple(start + dt.timedelta(weeks=i) for i in range(weeks))


def look_ahead(
    posterior: Posterior,
    starts: tuple[dt.date, ...],
    worth: Floats,
    fixed: Floats | None = None,
    price: Floats | None = None,
    even: Collection[int] = (),
) -> Outlook:
    """Return the outlook of a weekly posterior: money goes by month to where it brings most, contracts first.

    Parameters
    ----------
    posterior : Posterior
        By week.
    starts : tuple of datetime.date
    worth : array of shape (weeks + TAIL,)
    fixed : array of shape (channels, weeks), currency per week, optional
        What contracts commit; nothing more is spent in such a week.
    price : array of shape (channels,), optional
    even : collection of int
        Channels that spend the same every week, whatever the season.
    """
    channels, weeks = len(posterior.channels), len(starts)
    committed = np.zeros((channels, weeks)) if fixed is None else fixed
    shape = np.stack([np.ones(weeks) if c in even else profile(posterior, c, starts, worth) for c in range(channels)])
    shape = np.where(committed > 0, 0.0, together(shape, posterior.usual))
    return Outlook(starts, worth, committed, shape, np.ones(channels) if price is None else price)


def profile(posterior: Posterior, channel: int, starts: tuple[dt.date, ...], worth: Floats) -> Floats:
    """Return how a channel's money is best spread over the weeks, month by month, mean one, shape (weeks,).

    Notes
    -----
    At the optimum a dollar brings the same in every month: g_b M(x_b) = λ, with g_b the worth of the weeks over which
    the carry-over of month b spreads, and M the mean slope of the response at steady spending. Where M does not
    fall (an S-shape below its bend), money is spread evenly.
    """
    weeks = len(starts)
    months = np.array([start.year * 12 + start.month for start in starts])
    carried = _carried(worth, float(np.median(posterior.keep[:, channel])), weeks)
    by_month = np.array([carried[months == month].mean() for month in months])
    if np.ptp(by_month) < 1e-3 or posterior.usual[channel] <= 0:
        return np.ones(weeks)
    shares = np.linspace(LEAST_SHARE, MOST_SHARE, POINTS)
    slope = posterior.marginal(channel, shares * posterior.usual[channel]).mean(axis=0)
    if (np.diff(slope) >= 0).any():
        return np.ones(weeks)
    return _equalised(by_month, shares, slope)


def together(shapes: Floats, weights: Floats) -> Floats:
    """Return profiles (channels, weeks) that change on the same days, few of them: mean one, month by month.

    A month whose shares are on average nearer than FLAT to those of the month before joins it.

    Parameters
    ----------
    shapes : array of shape (channels, weeks)
    weights : array of shape (channels,)
        What each channel spends.

    Examples
    --------
    >>> together(np.array([[1.3, 1.3, 0.9, 0.9, 0.8, 0.8]]), np.ones(1)).round(2).tolist()
    [[1.3, 1.3, 0.85, 0.85, 0.85, 0.85]]
    """
    middle = weights @ shapes / max(float(weights.sum()), 1e-12)
    starts = [0]
    for week in range(1, len(middle)):
        if abs(middle[week] - middle[starts[-1]]) >= FLAT:
            starts.append(week)
    parts = np.split(shapes, starts[1:], axis=1)
    even = [np.repeat(part.mean(axis=1, keepdims=True), part.shape[1], axis=1) for part in parts]
    return np.concatenate(even, axis=1)


def _carried(worth: Floats, keep: float, weeks: int) -> Floats:
    weights = (1 - keep) * keep ** np.arange(TAIL + 1)
    return np.array([weights @ worth[t : t + TAIL + 1] / weights.sum() for t in range(weeks)])


def _equalised(worth: Floats, shares: Floats, slope: Floats) -> Floats:
    # Bisection on the common worth of the last dollar; the mean of the shares falls as it rises.
    low, high = float(slope.min() * worth.min()), float(slope.max() * worth.max())
    found = np.ones(len(worth))
    for _ in range(60):
        price = 0.5 * (low + high)
        found = np.interp(-price / worth, -slope, shares)
        low, high = (price, high) if found.mean() > 1 else (low, price)
    return np.asarray(found / found.mean())
