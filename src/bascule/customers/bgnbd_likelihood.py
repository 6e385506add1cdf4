"""The likelihood of BG/NBD on distinct histories, with its exact gradient (doi:10.1287/mksc.1040.0098, equation 6)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, gammaln

from bascule.customers.row_sums import bgnbd_sums
from bascule.customers.rows import unique_rows
from bascule.panel import Floats


@dataclass(frozen=True)
class Histories:
    """Distinct histories and how many customers have each; weeks.

    `times` are the distinct frequencies and `of_times` how many customers have each: the Gamma functions need no more.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    counts: Floats
    times: Floats
    of_times: Floats

    @classmethod
    def of(cls, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, counts: ArrayLike | None) -> "Histories":
        """Collapse customers into distinct histories.

        Raises
        ------
        ValueError
            Where a history is impossible: not 0 ≤ recency ≤ age, a frequency that is not a whole number, a recency
            without a repeat purchase.
        """
        (x, last, end), n = unique_rows((frequency, recency, age), counts)
        whole = np.all((x >= 0) & (x == np.floor(x)))
        if x.size == 0 or not whole or not np.all((last >= 0) & (last <= end) & np.isfinite(end)):
            raise ValueError("histories need 0 <= recency <= age and whole frequencies, of one customer at least")
        if np.any((x == 0) & (last > 0)):
            raise ValueError("a customer without a repeat purchase has recency 0")
        return cls._collapsed(x, last, end, n)

    @classmethod
    def _collapsed(cls, x: Floats, last: Floats, end: Floats, n: Floats) -> "Histories":
        times, place = np.unique(x, return_inverse=True)
        return cls(x, last, end, n, times, np.bincount(place, weights=n))

    def thinned(self, step: int) -> "Histories":
        """Return one row in `step`: a sample spread over all kinds of customers."""
        return self._collapsed(
            *(np.ascontiguousarray(column[::step]) for column in (self.frequency, self.recency, self.age, self.counts))
        )


def log_likelihood(point: Floats, histories: Histories) -> tuple[float, Floats]:
    """Return the log-likelihood at (log r, log α, log a, log b) and its gradient there.

    A customer's term is

        ln Γ(r+x)/Γ(r) + r ln α + ln B(a, b+x)/B(a, b) + ln[ (α+T)^-(r+x) + δ_{x>0} a/(b+x-1) (α+t_x)^-(r+x) ]
    """
    r, alpha, a, b = np.exp(point)
    rows = (histories.frequency, histories.recency, histories.age, histories.counts)
    value, times, inverse, gone, gone_before = bgnbd_sums(r, alpha, a, b, *rows)
    every = histories.counts.sum()
    d_r, d_a, d_b = _of_times_gradient(r, a, b, histories)
    gradient = np.array(
        [
            r * (d_r + every * np.log(alpha) - times),
            every * r - alpha * inverse,
            a * d_a + gone,
            b * (d_b - gone_before),
        ]
    )
    return float(value + _of_times(point, histories)), gradient


def log_likelihoods(points: Floats, histories: Histories) -> Floats:
    """Return the log-likelihood at many points, shape (m, 4): shape (m,)."""
    rows = (histories.frequency, histories.recency, histories.age, histories.counts)
    sums = [bgnbd_sums(r, alpha, a, b, *rows)[0] for r, alpha, a, b in np.exp(points)]
    return np.array(sums) + _of_times(points, histories)


def _of_times(points: Floats, histories: Histories) -> Floats:
    """Return the part of the log-likelihood that depends on how many times customers came back alone."""
    log_alpha = points[..., 1]
    r, _, a, b = np.exp(np.moveaxis(points, -1, 0))[..., None]
    x, n = histories.times, histories.of_times
    stays = gammaln(a + b) - gammaln(a + b + x) + gammaln(b + x) - gammaln(b)
    return np.asarray((gammaln(r + x) - gammaln(r) + stays) @ n + n.sum() * r[..., 0] * log_alpha)


def _of_times_gradient(r: float, a: float, b: float, histories: Histories) -> tuple[float, float, float]:
    """Return the derivatives of that part by r, a and b, α apart."""
    x, n = histories.times, histories.of_times
    both = n @ (digamma(a + b) - digamma(a + b + x))
    return n @ (digamma(r + x) - digamma(r)), both, both + n @ (digamma(b + x) - digamma(b))
