"""What a purchase is worth, customer by customer: Gamma-Gamma.

Fader, Hardie & Lee (2005), RFM and CLV, doi:10.1509/jmkr.2005.42.4.415; Fader & Hardie (2013), The Gamma-Gamma Model
of Monetary Value, brucehardie.com/notes/025. A customer's purchases vary around a mean of his own: each is Gamma(p, ν),
and ν is Gamma(q, v) over customers. Values are currency per purchase, net of returns, and independent of how often one
buys (`value_correlation` tells whether that holds).
"""

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, gammaln

from bascule.customers.draws import Method, draw
from bascule.customers.laplace import Mode, NormalPrior, find_mode
from bascule.customers.row_sums import gamma_gamma_sums
from bascule.customers.rows import unique_rows
from bascule.panel import Floats

# On (log p, log(q-1), log v). A customer's purchases vary by 1/√p of his mean: by half, give or take; q around 3 makes
# customers' means vary by as much as their average, and below 1 that average would be infinite: it is ruled out. The
# scale of values is left to the data, so that a currency of larger or smaller units changes nothing but v.
WEAK = NormalPrior(directions=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), centre=(1.4, 0.7), spread=(1.0, 1.0))
# Rows of the sample on which the search starts.
SAMPLE = 10_000


class GammaGammaParams(Protocol):
    """Parameters: numbers, or draws of shape (n,)."""

    @property
    def p(self) -> float | Floats:
        """Shape of a customer's purchases: the higher, the more alike they are."""

    @property
    def q(self) -> float | Floats:
        """Shape of customers: the higher, the more alike they are; above 1."""

    @property
    def v(self) -> float | Floats:
        """Scale, currency: the mean of all customers is p v / (q - 1)."""


@dataclass(frozen=True)
class Spending:
    """Distinct pairs of how many purchases and their total value (currency), and how many customers have each.

    `times` are the distinct frequencies and `of_times` how many customers have each; `logs` are sums over customers of
    x ln(xz) and of ln z, z the mean of x purchases.
    """

    frequency: Floats
    total: Floats
    counts: Floats
    times: Floats
    of_times: Floats
    logs: tuple[float, float]

    @classmethod
    def of(cls, x: Floats, z: Floats, n: Floats) -> "Spending":
        """Prepare what the likelihood needs."""
        times, place = np.unique(x, return_inverse=True)
        logs = float(n @ (x * np.log(x * z))), float(n @ np.log(z))
        return cls(x, x * z, n, times, np.bincount(place, weights=n), logs)

    def thinned(self, step: int) -> "Spending":
        """Return one row in `step`: a sample spread over all kinds of customers."""
        x, total, n = (np.ascontiguousarray(column[::step]) for column in (self.frequency, self.total, self.counts))
        return Spending.of(x, total / x, n)


@dataclass(frozen=True)
class GammaGammaDraws:
    """Draws from the posterior of the parameters, shape (n,); `method` and `pareto_k` tell how."""

    p: Floats
    q: Floats
    v: Floats
    method: Method
    pareto_k: float

    def at(self, draw: int | slice) -> "GammaGammaDraws":
        """Return one of the draws, its parameters numbers, or some of them."""
        return replace(self, p=self.p[draw], q=self.q[draw], v=self.v[draw])


@dataclass(frozen=True)
class GammaGammaFit:
    """The most likely parameters (with the prior, if any).

    `log_likelihood` is without the prior; `covariance` is that of (log p, log(q-1), log v), shape (3, 3). `customers`
    is how many the fit rests on, `left_out` how many were not used: no purchase counted, or a mean value not above 0
    because returns took it all.
    """

    p: float
    q: float
    v: float
    log_likelihood: float
    converged: bool
    covariance: Floats
    customers: float
    left_out: float
    prior: NormalPrior | None = field(repr=False)
    spending: Spending = field(repr=False)
    mode: Mode = field(repr=False)

    def draws(self, n: int, seed: int | np.random.Generator) -> GammaGammaDraws:
        """Return n draws from the exact posterior; see `bascule.customers.draws`."""
        found = draw(self._density, self.mode, n, seed, self.spending.counts.size)
        p, q, v = _natural(found.points.T)
        return GammaGammaDraws(p, q, v, found.method, found.pareto_k)

    def _density(self, points: Floats) -> Floats:
        prior = 0.0 if self.prior is None else self.prior.log_density(points)
        return _values(points, self.spending) + prior


def fit_gamma_gamma(
    frequency: ArrayLike, value: ArrayLike, *, prior: NormalPrior | None = WEAK, counts: ArrayLike | None = None
) -> GammaGammaFit:
    """Return the most likely parameters: with the prior given, or of maximum likelihood without any.

    Parameters
    ----------
    frequency
        Purchases that each mean rests on (repeat purchases, in the published analyses), a value a customer.
    value
        Their mean value, currency. Customers without purchases or with a mean ≤ 0 are left out, and counted.
    prior
        On (log p, log(q-1), log v); None for maximum likelihood. By default a weak one (`WEAK`).
    counts
        How many customers each row stands for; one each if None.

    Raises
    ------
    ValueError
        Where no customer is left, or a value is not finite.

    Examples
    --------
    >>> fit = fit_gamma_gamma([3, 1, 2, 5, 0], [42.0, 30.0, 55.0, 38.0, 0.0])
    >>> fit.converged, fit.left_out, round(expected_new_value(fit).item())
    (True, 1.0, 48)
    """
    (x, mean), n = unique_rows((frequency, value), counts)
    if not np.all(np.isfinite(x)) or not np.all(np.isfinite(mean[x > 0])):
        raise ValueError("values and frequencies must be finite")
    kept = (x > 0) & (mean > 0)
    if not kept.any():
        raise ValueError("no customer has a purchase worth more than nothing")
    spending = Spending.of(x[kept], mean[kept], n[kept])

    mode = _mode(spending, prior)
    p, q, v = _natural(mode.point)
    return GammaGammaFit(
        float(p), float(q), float(v), log_likelihood=_graded(mode.point, spending)[0], converged=mode.converged,
        covariance=mode.covariance, customers=float(spending.counts.sum()), left_out=float(n[~kept].sum()),
        prior=prior, spending=spending, mode=mode,
    )  # fmt: skip


def _mode(spending: Spending, prior: NormalPrior | None) -> Mode:
    """Return the mode; of a sample first, where there are many rows."""

    def graded(point: Floats) -> tuple[float, Floats]:
        found, slope = _graded(point, spending)
        if prior is None:
            return found, slope
        return found + float(prior.log_density(point[None, :])[0]), slope + prior.gradient(point)

    size = float(spending.counts.sum())
    rows = spending.counts.size
    if rows < 2 * SAMPLE:
        average = np.exp(spending.logs[1] / size)
        return find_mode(graded, np.array([1.4, 0.7, np.log(average / 2)]), size)
    sample = spending.thinned(rows // SAMPLE)
    rough = _mode(sample, prior)
    scaled = replace(rough, covariance=rough.covariance * float(sample.counts.sum()) / size)
    return find_mode(graded, rough.point, size, scaled)


def _natural(point: Floats) -> tuple[Floats, Floats, Floats]:
    return np.exp(point[0]), 1 + np.exp(point[1]), np.exp(point[2])


def _values(points: Floats, spending: Spending) -> Floats:
    """Return the log-likelihood at points of shape (m, 3), shape (m,): equation (1a) of Fader & Hardie (2013).

    ln Γ(px+q) - ln Γ(px) - ln Γ(q) + q ln v + (px-1) ln z + px ln x - (px+q) ln(xz+v), z the mean of x purchases.
    """
    p, q, v = _natural(points.T)
    rows = (spending.frequency, spending.total, spending.counts)
    sums = [gamma_gamma_sums(*natural, *rows)[0] for natural in zip(p, q, v, strict=True)]
    return np.asarray(_of_times(p[:, None], q[:, None], v[:, None], spending) - np.array(sums))


def _of_times(p: Floats, q: Floats, v: Floats, spending: Spending) -> Floats:
    """Return the log-likelihood without its last term, parameters of shape (…, 1): shape (…)."""
    x, n = spending.times, spending.of_times
    px = p * x
    gammas = (gammaln(px + q) - gammaln(px) - gammaln(q)) @ n
    scale = n.sum() * (q * np.log(v))[..., 0]
    return np.asarray(gammas + scale + p[..., 0] * spending.logs[0] - spending.logs[1])


def _graded(point: Floats, spending: Spending) -> tuple[float, Floats]:
    """Return the log-likelihood and its gradient by (log p, log(q-1), log v)."""
    p, q, v = (float(part) for part in _natural(point))
    x, n = spending.times, spending.of_times
    rows, by_x, logs, inverse = gamma_gamma_sums(p, q, v, spending.frequency, spending.total, spending.counts)
    value = float(_of_times(np.array([p]), np.array([q]), np.array([v]), spending)) - rows
    gamma = digamma(p * x + q)
    gradient = np.array(
        [
            p * (n @ (x * (gamma - digamma(p * x))) + spending.logs[0] - by_x),
            (q - 1) * (n @ (gamma - digamma(q) + np.log(v)) - logs),
            n.sum() * q - v * inverse,
        ]
    )
    return value, gradient


def expected_value(params: GammaGammaParams, frequency: ArrayLike, value: ArrayLike) -> Floats:
    """Return the mean value of each customer's purchases to come, currency per purchase.

    A weighted mean of his own and of everybody's (equation 5 of Fader & Hardie, 2013):

        (p x z + p v) / (p x + q - 1)

    A customer without purchases is worth everybody's mean. A mean under 0 (more returned than bought) is taken as 0:
    the model does not know negative values, and such a customer is worth less than others all the same.

    Parameters
    ----------
    params
        Numbers (a fit), or draws of shape (n,).
    frequency, value
        Purchases and their mean value (currency), of any shapes that broadcast.

    Returns
    -------
    ndarray
        The customers' shape, after the draws' one: (n, customers) for draws.

    Examples
    --------
    >>> fit = fit_gamma_gamma([3, 1, 2, 5, 0], [42.0, 30.0, 55.0, 38.0, 0.0])
    >>> expected_value(fit, [0, 1, 50], [0.0, 10.0, 10.0]).round(1).tolist()
    [48.0, 27.4, 10.6]
    """
    x, z = np.asarray(frequency, dtype=float), np.asarray(value, dtype=float)
    z = np.where(x > 0, np.maximum(z, 0.0), 0.0)
    p, q, v = (np.asarray(part, dtype=float) for part in (params.p, params.q, params.v))
    p, q, v = (part.reshape(part.shape + (1,) * z.ndim) for part in (p, q, v))
    return np.asarray((p * x * z + p * v) / (p * x + q - 1))


def expected_new_value(params: GammaGammaParams) -> Floats:
    """Return the mean value of a purchase over all customers, p v / (q - 1), currency; the draws' shape.

    Examples
    --------
    >>> fit = fit_gamma_gamma([3, 1, 2, 5, 0], [42.0, 30.0, 55.0, 38.0, 0.0])
    >>> round(expected_new_value(fit).item())
    48
    """
    return np.asarray(np.asarray(params.p) * np.asarray(params.v) / (np.asarray(params.q) - 1))
