"""How long contracts last: the shifted beta-geometric (Fader & Hardie 2007, doi:10.1002/dir.20074).

At the end of each period a customer leaves with a chance of his own, the same at each renewal, Beta(α, β) over
customers. Retention rises with age because the least faithful leave first. A customer who has survived t periods has
renewed t times; a period is the one of the contract (a month, a year).
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, digamma

from bascule.customers.draws import Method, draw
from bascule.customers.laplace import Mode, NormalPrior, find_mode
from bascule.customers.rows import unique_rows
from bascule.panel import Floats

# On (log α/β, log √(αβ)). At the first renewal 1 % to 57 % leave (nine times in ten), a tenth in the middle: monthly
# and yearly contracts alike; the second keeps α and β off zero, and off infinity, where all are the same.
WEAK = NormalPrior(directions=((1.0, -1.0), (0.5, 0.5)), centre=(-2.2, 0.3), spread=(1.5, 1.0))


class SbgParams(Protocol):
    """Parameters: numbers, or draws of shape (n,)."""

    @property
    def alpha(self) -> float | Floats:
        """With beta: alpha / (alpha + beta) is the share that leaves at the first renewal."""

    @property
    def beta(self) -> float | Floats:
        """The other shape of the chances of leaving."""


@dataclass(frozen=True)
class SbgDraws:
    """Draws from the posterior of the parameters, shape (n,); `method` and `pareto_k` tell how."""

    alpha: Floats
    beta: Floats
    method: Method
    pareto_k: float


@dataclass(frozen=True)
class Contracts:
    """Distinct ages: periods survived, whether the customer is still there (1) or left at the next renewal (0)."""

    survived: Floats
    censored: Floats
    counts: Floats


@dataclass(frozen=True)
class SbgFit:
    """The most likely parameters (with the prior, if any); `covariance` is that of (log alpha, log beta), (2, 2)."""

    alpha: float
    beta: float
    log_likelihood: float
    converged: bool
    covariance: Floats
    customers: float
    prior: NormalPrior | None = field(repr=False)
    contracts: Contracts = field(repr=False)
    mode: Mode = field(repr=False)

    def draws(self, n: int, seed: int | np.random.Generator) -> SbgDraws:
        """Return n draws from the exact posterior; see `bascule.customers.draws`."""
        found = draw(self._density, self.mode, n, seed, self.contracts.counts.size)
        alpha, beta = np.exp(found.points.T)
        return SbgDraws(alpha, beta, found.method, found.pareto_k)

    def _density(self, points: Floats) -> Floats:
        prior = 0.0 if self.prior is None else self.prior.log_density(points)
        return _value(points, self.contracts) + prior


def fit_sbg(
    survived: ArrayLike,
    censored: ArrayLike,
    *,
    prior: NormalPrior | None = WEAK,
    counts: ArrayLike | None = None,
) -> SbgFit:
    """Return the most likely parameters: with the prior given, or of maximum likelihood without any.

    Parameters
    ----------
    survived
        Renewals that each customer has made: 0 for who left at the first.
    censored
        Whether the customer is still there; False for who left at the renewal after those survived.
    prior
        On (log alpha, log beta); None for maximum likelihood. By default a weak one (`WEAK`).
    counts
        How many customers each row stands for; one each if None.

    Raises
    ------
    ValueError
        Where there is no customer, or the periods are not whole numbers of at least 0.

    Examples
    --------
    Of 1,000 customers, 131 left at the first renewal, 126 at the second; 743 are still there.

    >>> fit = fit_sbg([0, 1, 2], [False, False, True], counts=[131, 126, 743])
    >>> fit.converged, survival(fit, [1, 2]).round(2).tolist()
    (True, [0.86, 0.75])
    """
    (t, alive), n = unique_rows((survived, np.asarray(censored, dtype=float)), counts)
    if t.size == 0 or not np.all((t >= 0) & (t == np.floor(t)) & np.isfinite(t)):
        raise ValueError("periods survived must be whole numbers of at least 0, of one customer at least")
    contracts = Contracts(t, alive, n)

    def graded(point: Floats) -> tuple[float, Floats]:
        value, gradient = float(_value(point, contracts)), _gradient(point, contracts)
        if prior is None:
            return value, gradient
        return value + float(prior.log_density(point[None, :])[0]), gradient + prior.gradient(point)

    size = float(n.sum())
    left = float(n @ (1 - alive) + 0.5) / float(n @ (t + 1 - alive) + 1.0)
    mode = find_mode(graded, np.log(2 * np.array([left, 1 - left])), size)
    alpha, beta = (float(value) for value in np.exp(mode.point))
    return SbgFit(
        alpha, beta, log_likelihood=float(_value(mode.point, contracts)), converged=mode.converged,
        covariance=mode.covariance, customers=size, prior=prior, contracts=contracts, mode=mode,
    )  # fmt: skip


def fit_sbg_groups(
    survived: ArrayLike, censored: ArrayLike, group: ArrayLike, *, prior: NormalPrior | None = WEAK
) -> dict[Hashable, SbgFit]:
    """Return a fit for each group (plan, cohort, channel), apart from the others; see `fit_sbg`.

    Examples
    --------
    >>> fits = fit_sbg_groups([0, 1, 2, 2], [False, True, True, True], ["basic", "basic", "plus", "plus"])
    >>> sorted(fits)
    ['basic', 'plus']
    """
    names = np.asarray(group)
    t, alive = np.asarray(survived), np.asarray(censored)
    return {name.item(): fit_sbg(t[names == name], alive[names == name], prior=prior) for name in np.unique(names)}


def _value(points: Floats, contracts: Contracts) -> Floats:
    """Return the log-likelihood at points of shape (…, 2): equations (5) and (6) of Fader & Hardie (2007).

    Σ ln B(α + 1, β + t) / B(α, β) over who left after t renewals, Σ ln B(α, β + t) / B(α, β) over who is still there.
    """
    alpha, beta = np.exp(np.moveaxis(points, -1, 0))[..., None]
    terms = betaln(alpha + 1 - contracts.censored, beta + contracts.survived) - betaln(alpha, beta)
    return np.asarray(terms @ contracts.counts)


def _gradient(point: Floats, contracts: Contracts) -> Floats:
    alpha, beta = np.exp(point)
    n, left, t = contracts.counts, 1 - contracts.censored, contracts.survived
    both = digamma(alpha + beta) - digamma(alpha + beta + left + t)
    return np.array(
        [
            alpha * (n @ (digamma(alpha + left) - digamma(alpha) + both)),
            beta * (n @ (digamma(beta + t) - digamma(beta) + both)),
        ]
    )


def _outer(params: SbgParams, periods: ArrayLike) -> tuple[Floats, Floats, Floats]:
    t = np.asarray(periods, dtype=float)
    alpha, beta = (np.asarray(part, dtype=float) for part in (params.alpha, params.beta))
    return alpha.reshape(alpha.shape + (1,) * t.ndim), beta.reshape(beta.shape + (1,) * t.ndim), t


def survival(params: SbgParams, t: ArrayLike) -> Floats:
    """Return the share of customers who survive t renewals, B(α, β+t) / B(α, β): shape of t, after the draws' one.

    Examples
    --------
    >>> fit = fit_sbg([0, 1, 2], [False, False, True], counts=[131, 126, 743])
    >>> survival(fit, [0, 1]).round(2).tolist()
    [1.0, 0.86]
    """
    alpha, beta, t = _outer(params, t)
    return np.asarray(np.exp(betaln(alpha, beta + t) - betaln(alpha, beta)))


def retention(params: SbgParams, t: ArrayLike) -> Floats:
    """Return the share of customers there before renewal t (1 for the first) who renew: (β+t-1) / (α+β+t-1).

    Examples
    --------
    >>> fit = fit_sbg([0, 1, 2], [False, False, True], counts=[131, 126, 743])
    >>> retention(fit, [1, 2]).round(2).tolist()
    [0.86, 0.87]
    """
    alpha, beta, t = _outer(params, t)
    return np.asarray((beta + t - 1) / (alpha + beta + t - 1))


def expected_residual(params: SbgParams, t: ArrayLike, discount: float) -> Floats:
    """Return how many periods more a customer will pay, discounted, just before renewal t + 1 is decided.

    The customer has survived t renewals; what he pays if he renews now counts in full, the period after it is divided
    by 1 + discount, and so on (Fader & Hardie 2010, doi:10.1287/mksc.1080.0482, equation 6, by its series):

        Σ_{k ≥ 1} S(t + k) / S(t) / (1 + discount)^(k-1)

    Parameters
    ----------
    params
        Numbers (a fit), or draws of shape (n,).
    t
        Renewals survived, any shape.
    discount
        Rate of one period, above 0: without discount an endless sum may be infinite.

    Raises
    ------
    ValueError
        If the discount is not above 0.

    Examples
    --------
    >>> fit = fit_sbg([0, 1, 2], [False, False, True], counts=[131, 126, 743])
    >>> expected_residual(fit, [0, 5], 0.10).round(1).tolist()
    [4.7, 5.7]
    """
    if not discount > 0:
        raise ValueError("the discount of a period must be above 0")
    alpha, beta, t = _outer(params, t)
    kept = np.ones(np.broadcast_shapes(alpha.shape, t.shape))
    total, factor = np.zeros_like(kept), 1.0
    k = 0
    # What follows the last term is at most that term over the discount.
    while k == 0 or np.any(kept * factor > 1e-12 * discount * total):
        kept = kept * (beta + t + k) / (alpha + beta + t + k)
        total = total + kept * factor
        factor /= 1 + discount
        k += 1
    return total
