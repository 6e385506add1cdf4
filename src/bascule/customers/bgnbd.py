"""How often customers come back and when they stop: BG/NBD (Fader, Hardie & Lee 2005, doi:10.1287/mksc.1040.0098).

While a customer, each buys at random moments at a rate of his own, Gamma(r, α) per week, and leaves for good after any
purchase with a chance of his own, Beta(a, b). Of each customer three numbers suffice: `frequency`, how many times he
came back (days with a purchase after the first one); `recency`, weeks from his first purchase to the last (0 for who
never came back); `age`, weeks from the first purchase to the end of the data. All times are in weeks.
"""

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from bascule.customers.bgnbd_likelihood import Histories, log_likelihood, log_likelihoods
from bascule.customers.counting import mean_count
from bascule.customers.draws import Drawn, Method, draw
from bascule.customers.laplace import Mode, NormalPrior, find_mode
from bascule.panel import Floats

# On (log r, log r/α, log a/b, log √(ab)). Published r lie between .2 and 1.5, as two thirds of this prior; the average
# customer buys between once in three years and once a week; he leaves after 6 % to 63 % of his purchases (both nine
# times in ten); the last keeps a and b off infinity, where they cannot be told apart when few customers came back. With
# 300 customers like CDNOW's it moves the purchases expected in a year by 2 %, which are known within 12 % at best.
WEAK = NormalPrior(
    directions=((1.0, 0.0, 0.0, 0.0), (1.0, -1.0, 0.0, 0.0), (0.0, 0.0, 1.0, -1.0), (0.0, 0.0, 0.5, 0.5)),
    centre=(-0.7, -2.6, -1.1, 0.3),
    spread=(1.0, 1.5, 1.0, 1.0),
)
# Rows of the sample on which the search starts.
SAMPLE = 10_000


class BgnbdParams(Protocol):
    """Parameters: numbers, or draws of shape (n,)."""

    @property
    def r(self) -> float | Floats:
        """Shape of the rates: the lower, the more customers differ."""

    @property
    def alpha(self) -> float | Floats:
        """Weeks: r / α is the mean rate of purchase per week."""

    @property
    def a(self) -> float | Floats:
        """With b: a / (a + b) is the mean chance of leaving after a purchase."""

    @property
    def b(self) -> float | Floats:
        """The other shape of the chances of leaving."""


@dataclass(frozen=True)
class BgnbdDraws:
    """Draws from the posterior of the parameters, shape (n,); `method` and `pareto_k` tell how."""

    r: Floats
    alpha: Floats
    a: Floats
    b: Floats
    method: Method
    pareto_k: float

    def at(self, draw: int | slice) -> "BgnbdDraws":
        """Return one of the draws, its parameters numbers, or some of them."""
        return replace(self, r=self.r[draw], alpha=self.alpha[draw], a=self.a[draw], b=self.b[draw])


@dataclass(frozen=True)
class BgnbdFit:
    """The most likely parameters (with the prior, if any).

    `log_likelihood` is without the prior; `covariance` is that of the logarithms of (r, alpha, a, b), shape (4, 4), by
    the curvature there; `customers` how many the fit rests on.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    converged: bool
    covariance: Floats
    customers: float
    prior: NormalPrior | None = field(repr=False)
    histories: Histories = field(repr=False)
    mode: Mode = field(repr=False)

    def draws(self, n: int, seed: int | np.random.Generator) -> BgnbdDraws:
        """Return n draws from the exact posterior; see `bascule.customers.draws`."""
        found: Drawn = draw(self._density, self.mode, n, seed, self.histories.counts.size)
        r, alpha, a, b = np.exp(found.points.T)
        return BgnbdDraws(r, alpha, a, b, found.method, found.pareto_k)

    def _density(self, points: Floats) -> Floats:
        prior = 0.0 if self.prior is None else self.prior.log_density(points)
        return log_likelihoods(points, self.histories) + prior


def fit_bgnbd(
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    *,
    prior: NormalPrior | None = WEAK,
    counts: ArrayLike | None = None,
) -> BgnbdFit:
    """Return the most likely parameters: with the prior given, or of maximum likelihood without any.

    Parameters
    ----------
    frequency, recency, age
        Repeat purchases, weeks from the first to the last purchase, weeks from the first to the end, by customer.
    prior
        On (log r, log α, log a, log b); None for maximum likelihood. By default a weak one (`WEAK`).
    counts
        How many customers each row stands for; one each if None.

    Returns
    -------
    BgnbdFit
        `converged` is False where the data do not bound the parameters: only possible without a prior.

    Raises
    ------
    ValueError
        For impossible histories.

    Examples
    --------
    >>> fit = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> fit.converged, round(fit.r / fit.alpha, 3)
    (True, 0.065)
    """
    histories = Histories.of(frequency, recency, age, counts)

    mode = _mode(histories, prior)
    reached, _ = log_likelihood(mode.point, histories)
    r, alpha, a, b = (float(value) for value in np.exp(mode.point))
    return BgnbdFit(
        r, alpha, a, b, log_likelihood=reached, converged=mode.converged, covariance=mode.covariance,
        customers=float(histories.counts.sum()), prior=prior, histories=histories, mode=mode,
    )  # fmt: skip


def _mode(histories: Histories, prior: NormalPrior | None) -> Mode:
    """Return the mode; of a sample first, where there are many rows."""

    def graded(point: Floats) -> tuple[float, Floats]:
        value, gradient = log_likelihood(point, histories)
        if prior is None:
            return value, gradient
        return value + float(prior.log_density(point[None, :])[0]), gradient + prior.gradient(point)

    size = float(histories.counts.sum())
    rows = histories.counts.size
    if rows < 2 * SAMPLE:
        return find_mode(graded, _start(histories), size)
    sample = histories.thinned(rows // SAMPLE)
    rough = _mode(sample, prior)
    scaled = replace(rough, covariance=rough.covariance * float(sample.counts.sum()) / size)
    return find_mode(graded, rough.point, size, scaled)


def _start(histories: Histories) -> Floats:
    """Return where to start: half the customers' pooled rate as the mean rate, a quarter of purchases the last."""
    weight, x = histories.counts, histories.frequency
    rate = (weight @ x + 0.5) / (weight @ histories.age + 1.0)
    return np.log(np.array([0.5, 0.5 / (2 * rate), 0.7, 2.1]))


def _outer(params: BgnbdParams, *others: ArrayLike) -> tuple[Floats, ...]:
    """Return r, α, a, b followed by as many axes of length 1 as the others have once broadcast; then the others."""
    arrays = [np.asarray(other, dtype=float) for other in others]
    tail = (1,) * len(np.broadcast_shapes(*(array.shape for array in arrays)))
    four = (np.asarray(value, dtype=float) for value in (params.r, params.alpha, params.a, params.b))
    return (*(value.reshape(value.shape + tail) for value in four), *arrays)


def probability_alive(params: BgnbdParams, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
    """Return the chance that each is still a customer; 1 for who never came back (nobody leaves before a purchase).

    1 / (1 + δ_{x>0} a/(b+x-1) ((α+T)/(α+t_x))^(r+x)): Fader, Hardie & Lee (2008), Computing P(alive) using the BG/NBD
    model, brucehardie.com/notes/021, in logarithms so that no frequency is too large.

    Parameters
    ----------
    params
        Numbers (a fit), or draws of shape (n,).
    frequency, recency, age
        Repeat purchases and weeks, of any shapes that broadcast.

    Returns
    -------
    ndarray
        The customers' shape, after the draws' one: (n, customers) for draws.

    Examples
    --------
    >>> fit = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> probability_alive(fit, [0, 5], [0.0, 30.0], [30.0, 31.0]).round(2).tolist()
    [1.0, 0.91]
    """
    return _alive(*_outer(params, frequency, recency, age))


def _alive(r: Floats, alpha: Floats, a: Floats, b: Floats, x: Floats, last: Floats, end: Floats) -> Floats:
    grown = (r + x) * (np.log(alpha + end) - np.log(alpha + last))
    odds = np.log(a) - np.log(b + np.maximum(x, 1) - 1) + grown
    return np.where(x > 0, 1 / (1 + np.exp(np.minimum(odds, 700.0))), 1.0)


def chance_of_buying(
    params: BgnbdParams, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, weeks: ArrayLike
) -> Floats:
    """Return the chance that each customer makes a purchase at least in the weeks after the data.

    P(alive) · (1 − ((α+T) / (α+T+weeks))^(r+x)): one who is alive buys at a rate that is then Gamma(r+x, α+T).

    Parameters
    ----------
    params
        Numbers (a fit), or draws of shape (n,).
    frequency, recency, age, weeks
        Repeat purchases and weeks, of any shapes that broadcast.

    Returns
    -------
    ndarray
        The customers' shape, after the draws' one: (n, customers) for draws.

    Examples
    --------
    >>> fit = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> chance_of_buying(fit, [0, 5], [0.0, 30.0], [30.0, 31.0], 52.0).round(1).tolist()
    [0.4, 0.9]
    """
    r, alpha, a, b, x, last, end, ahead = _outer(params, frequency, recency, age, weeks)
    none = np.exp((r + x) * (np.log(alpha + end) - np.log(alpha + end + ahead)))
    return np.asarray(_alive(r, alpha, a, b, x, last, end) * (1 - none))


def expected_purchases(
    params: BgnbdParams, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, weeks: ArrayLike
) -> Floats:
    """Return how many purchases each customer should make in the weeks after the data.

    Equation (10) of Fader, Hardie & Lee (2005): the chance of being alive, times what a customer who is alive buys
    (`bascule.customers.counting`), whose rate is then Gamma(r+x, α+T) and chance of leaving Beta(a, b+x).

    Parameters
    ----------
    params
        Numbers (a fit), or draws of shape (n,).
    frequency, recency, age, weeks
        Repeat purchases and weeks, of any shapes that broadcast.

    Returns
    -------
    ndarray
        The customers' shape, after the draws' one: (n, customers) for draws.

    Examples
    --------
    >>> fit = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> expected_purchases(fit, [0, 5], [0.0, 30.0], [30.0, 31.0], 52.0).round(1).tolist()
    [0.7, 5.3]
    """
    r, alpha, a, b, x, last, end, ahead = _outer(params, frequency, recency, age, weeks)
    return np.asarray(_alive(r, alpha, a, b, x, last, end) * mean_count(r + x, alpha + end, a, b + x, ahead))


def expected_new(params: BgnbdParams, weeks: ArrayLike) -> Floats:
    """Return how many repeat purchases a customer makes in the weeks after the first one, on average.

    Equation (9) of Fader, Hardie & Lee (2005); the first purchase is not counted. Shapes as in `expected_purchases`.

    Examples
    --------
    >>> fit = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> expected_new(fit, [0.0, 13.0, 52.0]).round(2).tolist()
    [0.0, 0.73, 2.28]
    """
    r, alpha, a, b, ahead = _outer(params, weeks)
    return np.asarray(mean_count(r, alpha, a, b, ahead))


def simulate_bgnbd(params: BgnbdParams, age: ArrayLike, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return the frequency and recency (weeks) of one simulated customer for each age, shape of `age`.

    Parameters
    ----------
    params
        Numbers (a fit).
    age
        Weeks each customer is watched after the first purchase.
    rng
        Generator.

    Examples
    --------
    >>> fit = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> x, last = simulate_bgnbd(fit, np.full(5, 40.0), np.random.default_rng(1))
    >>> bool(np.all(last <= 40.0)), bool(np.all((last > 0) == (x > 0)))
    (True, True)
    """
    end = np.asarray(age, dtype=float)
    rate = rng.gamma(params.r, 1 / np.asarray(params.alpha), end.shape)
    chance = rng.beta(params.a, params.b, end.shape)
    x, last, clock, active = np.zeros_like(end), np.zeros_like(end), np.zeros_like(end), end > 0
    while active.any():
        clock[active] += rng.exponential(1 / np.maximum(rate[active], 1e-300))
        active &= clock <= end
        x[active] += 1
        last[active] = clock[active]
        active &= rng.random(end.shape) >= chance
    return x, last
