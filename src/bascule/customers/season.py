"""When all customers buy more, or less, than their own habits say: season, and years that are better than others.

BG/NBD supposes that nobody's rate of purchase follows the calendar. Where everyone's does, alike, the model holds once
time is counted in seasons: a week of December in which twice as much is bought as usual lasts two. The length of a week
is worked out from what known customers bought month by month, beside what the model expects of them in plain time:

    log(bought / expected)_j = level + season_{month of j} + e_j,   season ~ N(0, ω²),  e ~ N(0, τ² + 1 / bought_j)

with half-normal priors on ω and τ, both integrated out on a grid. A month seen once may be a season or a surprise: the
doubt on its pace says so. `e` is what a month brings to all customers that
no habit and no season tells; it is what the customers of a company share, and a forecast that left it out would be far
too sure (Fader & Hardie call it the calendar-time effect; brucehardie.com/notes/011). How long it lasts is its
autocorrelation φ, pulled toward one half.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.customers.bgnbd import BgnbdFit, expected_new
from bascule.customers.histories import Histories
from bascule.panel import Floats

Days = NDArray[np.datetime64]
# Fewer months show no season; a month of fewer expected purchases says nothing of it.
LEAST_MONTHS, LEAST_EXPECTED = 9, 5.0
# Half-normal priors: of the spread of seasons and of months (log); what is supposed of months where none can be judged.
SEASONAL, MONTHLY, ASSUMED_MONTHLY = 0.3, 0.2, 0.15
_SPREADS = np.geomspace(0.01, 1.0, 13)
_LEVEL = 1.0
# What is supposed of a season nobody has seen: months swing by a fifth, neighbours half alike (judgement).
ASSUMED_SEASON, NEIGHBOURS = 0.2, 0.5
# The autocorrelation that is supposed, as if it had been seen over so many months.
LASTS, LASTS_MONTHS = 0.5, 12.0


@dataclass(frozen=True, eq=False)
class Clock:
    """Time as customers count it.

    Attributes
    ----------
    pace : array of shape (12,)
        How fast time goes in each month of the year, 1 on average.
    doubt : array of shape (12, 12)
        Covariance of the logarithms of the paces.
    monthly : float
        Standard deviation of what a month brings beyond, common to all customers (log).
    lasts : float
        Its correlation from one month to the next.
    months : int
        How many months this was seen over; 0 where time is plain.
    """

    pace: Floats
    doubt: Floats
    monthly: float
    lasts: float
    months: int

    def weeks(self, start: Days, end: Days) -> Floats:
        """Return the weeks between days as customers count them; shapes broadcast.

        Examples
        --------
        >>> day = np.array(["2026-01-01"], dtype="datetime64[D]")
        >>> plain().weeks(day, day + np.timedelta64(14, "D"))
        array([2.])
        """
        return np.asarray(self._upto(end) - self._upto(start))

    def ahead(self, end: dt.date, weeks: float) -> float:
        """Return how many weeks, as customers count them, the coming ones are."""
        start = np.datetime64(end, "D")
        later = start + np.timedelta64(round(weeks * 7), "D")
        return float(self.weeks(np.array([start]), np.array([later]))[0])

    def shock(self, end: dt.date, weeks: float) -> float:
        """Return the standard deviation (log) of what the coming weeks bring to all customers alike.

        Months that hang together: τ²/n · (1 + 2 Σ_{k<n} (1 − k/n) φᵏ), and the doubt on the seasons they are in.
        """
        n = max(round(weeks * 7 / 30.44), 1)
        k = np.arange(1, n)
        alone = self.monthly**2 / n * (1 + 2 * float(((1 - k / n) * self.lasts**k).sum()))
        share = np.bincount((end.month + np.arange(n)) % 12, minlength=12) / n
        return float(np.sqrt(alone + share @ self.doubt @ share))

    def _upto(self, days: Days) -> Floats:
        place = days.astype("datetime64[D]").astype(np.int64) - self._first
        return np.asarray(self._weeks[np.clip(place, 0, len(self._weeks) - 1)])

    @cached_property
    def _first(self) -> int:
        return int(np.datetime64("1990-01-01", "D").astype(np.int64))

    @cached_property
    def _weeks(self) -> Floats:
        days = np.arange(np.datetime64("1990-01-01"), np.datetime64("2075-01-01"))
        month = days.astype("datetime64[M]").astype(np.int64) % 12
        return np.concatenate([[0.0], np.cumsum(self.pace[month]) / 7])[:-1]


def plain() -> Clock:
    """Return the clock of a company of which no season is known: plain time, a season in doubt, usual surprises.

    What was learnt of customers was learnt in months whose season is not known either: it is in doubt twice.

    Examples
    --------
    >>> round(plain().shock(dt.date(2026, 1, 1), 26.0), 2), round(plain().shock(dt.date(2026, 1, 1), 52.18), 2)
    (0.14, 0.07)
    """
    apart = np.abs(np.subtract.outer(np.arange(12), np.arange(12)))
    alike = NEIGHBOURS ** np.minimum(apart, 12 - apart)
    return Clock(np.ones(12), 2 * ASSUMED_SEASON**2 * _of_a_year(alike), ASSUMED_MONTHLY, LASTS, 0)


def _of_a_year(doubt: Floats) -> Floats:
    """Return a doubt on seasons without what would change a whole year: paces are 1 on average."""
    centred = np.eye(12) - 1 / 12
    return np.asarray(centred @ doubt @ centred)


def clock(histories: Histories, known: NDArray[np.bool_], fit: BgnbdFit) -> Clock:
    """Return time as a company's customers count it.

    Parameters
    ----------
    histories : Histories
    known : array of bool, shape (customers,)
        Whose first purchase is in the data.
    fit : BgnbdFit
        In plain time, of these customers.
    """
    months, bought, expected = _by_month(histories, known, fit)
    enough = expected >= LEAST_EXPECTED
    if enough.sum() < LEAST_MONTHS:
        return plain()
    months, bought, expected = months[enough], bought[enough], expected[enough]
    gap = np.log((bought + 0.5) / (expected + 0.5))
    season = (months.astype(np.int64) % 12)[:, None] == np.arange(12)
    mean, doubt, monthly = _integrated(gap, bought, season)
    left = gap - mean[0] - season @ mean[1:]
    pace = np.exp(mean[1:])
    return Clock(pace / _mean_of_year(pace), _of_a_year(doubt[1:, 1:]), monthly, _lasting(left, months), len(months))


def _by_month(histories: Histories, known: NDArray[np.bool_], fit: BgnbdFit) -> tuple[Days, Floats, Floats]:
    """Return whole calendar months, purchases after the first in each, and those expected in plain time."""
    first = histories.first[known]
    start = first.min().astype("datetime64[M]") + np.timedelta64(1, "M")
    stop = np.datetime64(histories.end + dt.timedelta(days=1), "D").astype("datetime64[M]")
    months = np.arange(start, stop)
    days, count = np.unique(first, return_counts=True)
    edges = np.append(months, stop).astype("datetime64[D]")
    age = np.maximum((edges[None, :] - days[:, None]).astype(np.int64), 0) / 7
    ages, place = np.unique(age, return_inverse=True)
    upto = expected_new(fit, ages)[place.reshape(age.shape)]
    bought = histories.purchases.filter(pl.Series(known)[histories.purchases["customer"]])
    again = bought.filter(pl.col("customer") == pl.col("customer").shift(1))
    at = again["day"].to_numpy().astype("datetime64[M]").astype(np.int64) - months[:1].astype(np.int64)
    inside = at[(at >= 0) & (at < len(months))]
    seen = np.bincount(inside, minlength=len(months)).astype(float)
    return months, seen, np.asarray(count @ np.diff(upto, axis=1))


def _conjugate(
    gap: Floats, bought: Floats, season: NDArray[np.bool_], spread: float, monthly: float
) -> tuple[Floats, Floats]:
    """Return mean and covariance of (level, 12 seasons) given the spreads."""
    design = np.column_stack([np.ones(len(gap)), season])
    precision = 1 / (monthly**2 + 1 / (bought + 0.5))
    prior = np.diag(1 / np.array([_LEVEL**2, *[spread**2] * 12]))
    doubt = np.linalg.inv(design.T * precision @ design + prior)
    return doubt @ (design.T * precision @ gap), doubt


def _integrated(gap: Floats, bought: Floats, season: NDArray[np.bool_]) -> tuple[Floats, Floats, float]:
    """Return mean and covariance of (level, 12 seasons), and the root mean square of τ, over all spreads."""
    cases, logs = [], []
    for spread in _SPREADS:
        for monthly in _SPREADS:
            cases.append((*_conjugate(gap, bought, season, spread, monthly), monthly))
            logs.append(_evidence(gap, bought, season, spread, monthly))
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()
    means, covers, months = (
        np.array([c[0] for c in cases]),
        np.array([c[1] for c in cases]),
        np.array([c[2] for c in cases]),
    )
    mean = weight @ means
    apart = means - mean
    doubt = np.tensordot(weight, covers, 1) + np.einsum("k,ki,kj->ij", weight, apart, apart)
    return mean, doubt, float(np.sqrt(weight @ months**2))


def _evidence(gap: Floats, bought: Floats, season: NDArray[np.bool_], spread: float, monthly: float) -> float:
    """Return the log marginal likelihood times the priors, on the logarithms of the spreads."""
    alike = season @ season.T.astype(float)
    root = np.linalg.cholesky(_LEVEL**2 + spread**2 * alike + np.diag(monthly**2 + 1 / (bought + 0.5)))
    scaled = np.linalg.solve(root, gap)
    prior = np.log(spread * monthly) - 0.5 * ((spread / SEASONAL) ** 2 + (monthly / MONTHLY) ** 2)
    return float(prior - np.log(np.diag(root)).sum() - 0.5 * scaled @ scaled)


def _lasting(left: Floats, months: Days) -> float:
    follows = np.diff(months.astype(np.int64)) == 1
    before, after = left[:-1][follows], left[1:][follows]
    total = float((left**2).sum()) / len(left) * LASTS_MONTHS + float((before**2).sum())
    seen = float(before @ after) + LASTS * float((left**2).sum()) / len(left) * LASTS_MONTHS
    return float(np.clip(seen / total, 0.0, 0.95)) if total > 0 else LASTS


def _mean_of_year(pace: Floats) -> float:
    return float(pace @ np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) / 365.25)
