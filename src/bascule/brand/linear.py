"""A linear model with Gaussian priors and first-order autoregressive noise, its posterior by importance sampling.

    y = X β + ε,   β ~ Normal(μ, V(θ)),   ε stationary, of spread s, correlated ρ^k over k periods

θ = (log s, atanh ρ, log of the scale of slow movement, log of that of the season). Given θ, all is closed form. θ
itself is drawn about the mode of its marginal posterior (Laplace) and the draws are weighted to be exact
(importance sampling: Geweke 1989, Econometrica 57(6):1317, doi:10.2307/1913710).
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.linalg.lapack import dpotrf, dpotrs
from scipy.optimize import minimize

from bascule.panel import Floats

FIXED, SLOW, SEASON = 0, 1, 2
# log s, atanh ρ, log of the slow step a period, log of the season's scale: mean and spread of their Normal priors.
PRIOR = np.array([[np.log(0.15), 1.0], [0.3, 0.4], [np.log(0.01), 1.0], [np.log(0.15), 0.7]])
_BOUNDS = ((-7.0, 2.0), (-1.0, 2.0), (-9.0, 0.0), (-6.0, 1.0))
# Innovations beyond so many spreads are down-weighted (Huber 1964, doi:10.1214/aoms/1177703732).
HUBER = 2.5
_ROUNDS = 4
_PARTICLES = 400
_FREEDOM = 7
_WIDER = 1.15


@dataclass(frozen=True)
class Linear:
    """The data of the model.

    Attributes
    ----------
    y : array of shape (n,)
    design : array of shape (n, k)
    mean, spread : arrays of shape (k,)
        Normal priors of the coefficients; where `kind` is SLOW or SEASON, `spread` is times the scale of θ.
    kind : array of shape (k,), int
    gaps : array of shape (n − 1,)
        Periods between one known value and the next: 1 where none is missing.
    weights : array of shape (n,)
        Of the innovations' squares; 1 but for outliers.
    """

    y: Floats
    design: Floats
    mean: Floats
    spread: Floats
    kind: NDArray[np.int64]
    gaps: Floats
    weights: Floats


@dataclass(frozen=True)
class Posterior:
    """Draws from the posterior.

    Attributes
    ----------
    coefficients : array of shape (draws, k)
    theta : array of shape (draws, 4)
    effective : float
        Effective number of the weighted particles of θ.
    weights : array of shape (n,)
        What each innovation counted for.
    """

    coefficients: Floats
    theta: Floats
    effective: float
    weights: Floats


@dataclass(frozen=True)
class Sums:
    """All that the marginal likelihood needs of the data, whatever θ: sums of squares, now and one known value before.

    Attributes
    ----------
    model : Linear
    first : array of shape (k + 1, k + 1)
        Of the first value, the design and what the prior means leave of y side by side.
    parts : tuple of (gap, now, across, before)
        For each length of gap: sums of products of values with themselves, with those before them (made symmetric), and
        of those before, each (k + 1, k + 1).
    counts : tuple of (gap, how many)
    logs : float
        Half the sum of the logs of the weights.
    """

    model: Linear
    first: Floats
    parts: tuple[tuple[float, Floats, Floats, Floats], ...]
    counts: tuple[tuple[float, int], ...]
    logs: float

    @classmethod
    def of(cls, model: Linear) -> Self:
        """Return the sums of a model, its weights in."""
        both = np.column_stack([model.design, model.y - model.design @ model.mean])
        now, before = both[1:], both[:-1]
        parts = []
        for gap in np.unique(model.gaps):
            at = model.gaps == gap
            weighted = model.weights[1:][at, None] * now[at]
            crossed = weighted.T @ before[at]
            old = (model.weights[1:][at, None] * before[at]).T @ before[at]
            parts.append((float(gap), weighted.T @ now[at], crossed + crossed.T, old))
        counts = tuple((float(gap), int((model.gaps == gap).sum())) for gap in np.unique(model.gaps))
        first = model.weights[0] * np.outer(both[0], both[0])
        return cls(model, first, tuple(parts), counts, float(np.log(model.weights).sum()) / 2)

    def gram(self, theta: Floats) -> Floats:
        """Return the products of the whitened design and rest, shape (k + 1, k + 1)."""
        rho = float(np.tanh(theta[1]))
        total = self.first.copy()
        for gap, now, across, before in self.parts:
            kept = rho**gap
            total += (now - kept * across + kept**2 * before) / (1 - kept**2)
        return np.asarray(total / np.exp(2 * theta[0]))

    def scale(self, theta: Floats) -> float:
        """Return the log determinant of the whitening."""
        rho = float(np.tanh(theta[1]))
        kept = sum(count * np.log1p(-(rho ** (2 * gap))) for gap, count in self.counts)
        return float(-len(self.model.y) * theta[0] - kept / 2 + self.logs)


def prior_spread(model: Linear, theta: Floats) -> Floats:
    """Return the prior spread of each coefficient given θ, shape (k,)."""
    scales = np.array([1.0, np.exp(theta[2]), np.exp(theta[3])])
    return np.asarray(model.spread * scales[model.kind])


def log_posterior(sums: Sums, theta: Floats) -> float:
    """Return the log of the marginal posterior of θ, up to a constant: coefficients integrated out."""
    value = solved(sums, theta)[0]
    return value - float((((theta - PRIOR[:, 0]) / PRIOR[:, 1]) ** 2).sum()) / 2


def solved(sums: Sums, theta: Floats) -> tuple[float, Floats, Floats]:
    """Return the log marginal likelihood given θ, and the coefficients' mean (k,) and factor (k, k) given θ.

    The likelihood is up to n/2 · log 2π; the factor is the lower Cholesky one of the precision of the coefficients
    over their prior spread.
    """
    spread = prior_spread(sums.model, theta)
    gram = sums.gram(theta)
    moved = spread * gram[:-1, -1]
    precision = spread[:, None] * gram[:-1, :-1] * spread
    precision[np.diag_indices_from(precision)] += 1
    # LAPACK itself: thousands of small systems, where the checks of a wrapper cost more than the sums.
    factor, failed = dpotrf(precision, lower=1, clean=1)
    if failed:
        raise np.linalg.LinAlgError
    best, _ = dpotrs(factor, moved, lower=1)
    value = sums.scale(theta) - (gram[-1, -1] - moved @ best) / 2 - np.log(np.diag(factor)).sum()
    return float(value), sums.model.mean + spread * best, factor


def posterior(model: Linear, rng: np.random.Generator, draws: int) -> Posterior:
    """Return draws from the posterior, outliers among the innovations down-weighted.

    Parameters
    ----------
    model : Linear
    rng : Generator
    draws : int
    """
    mode = PRIOR[:, 0].copy()
    mode[0] = np.log(max(float(np.std(model.y)) / 2, 1e-3))
    sums = Sums.of(model)
    for _ in range(_ROUNDS):
        mode = _mode(sums, mode)
        weights = _weights(sums, mode)
        settled = np.abs(weights - sums.model.weights).max() < 0.02
        sums = Sums.of(replace(model, weights=weights))
        if settled:
            break
    particles, share = _particles(sums, _mode(sums, mode), rng)
    chosen = rng.choice(len(particles), size=draws, p=share)
    coefficients = np.empty((draws, len(model.mean)))
    for which in np.unique(chosen):
        theta, rows = particles[which], np.flatnonzero(chosen == which)
        _, centre, factor = solved(sums, theta)
        normal = rng.standard_normal((len(model.mean), len(rows)))
        moved = solve_triangular(factor.T, normal, lower=False)
        coefficients[rows] = centre + prior_spread(model, theta) * moved.T
    return Posterior(coefficients, particles[chosen], float(1 / (share**2).sum()), sums.model.weights)


def _mode(sums: Sums, start: Floats) -> Floats:
    found = minimize(lambda theta: -log_posterior(sums, theta), start, method="L-BFGS-B", bounds=_BOUNDS)
    return np.asarray(found.x)


def _weights(sums: Sums, theta: Floats) -> Floats:
    model = sums.model
    rest = model.y - model.design @ solved(sums, theta)[1]
    kept = np.tanh(theta[1]) ** model.gaps
    size = np.abs(np.concatenate([rest[:1], (rest[1:] - kept * rest[:-1]) / np.sqrt(1 - kept**2)]))
    # Fitted innovations are smaller than true ones, and outliers widen s: both are undone by the median.
    size = size / max(float(np.median(size)) / 0.6745, 1e-9)
    return np.asarray(np.minimum(1.0, (HUBER / np.maximum(size, HUBER)) ** 2))


def _particles(sums: Sums, mode: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return θ about its mode from a wide Student t (particles, 4), and the weight of each."""
    root = _WIDER * _root(sums, mode)
    normal = rng.standard_normal((_PARTICLES, 4))
    scale = np.sqrt(_FREEDOM / rng.chisquare(_FREEDOM, _PARTICLES))
    particles = mode + (normal * scale[:, None]) @ root.T
    low, high = np.array(_BOUNDS).T
    inside = ((particles >= low) & (particles <= high)).all(axis=1)
    squares = (normal**2).sum(axis=1) * scale**2
    proposed = -(_FREEDOM + 4) / 2 * np.log1p(squares / _FREEDOM)
    logs = np.full(_PARTICLES, -np.inf)
    logs[inside] = [log_posterior(sums, theta) for theta in particles[inside]] - proposed[inside]
    share = np.exp(logs - logs.max())
    return particles, share / share.sum()


def _root(sums: Sums, mode: Floats) -> Floats:
    """Return a square root of the inverse curvature at the mode (4, 4); the prior's where the curvature is not one."""
    step = 0.05
    eye = np.eye(4) * step
    centre = log_posterior(sums, mode)
    ones = [(log_posterior(sums, mode + e), log_posterior(sums, mode - e)) for e in eye]
    curvature = np.empty((4, 4))
    for i in range(4):
        curvature[i, i] = (2 * centre - sum(ones[i])) / step**2
        for j in range(i):
            both = log_posterior(sums, mode + eye[i] + eye[j])
            mixed = (both - ones[i][0] - ones[j][0] + centre) / step**2
            curvature[i, j] = curvature[j, i] = -mixed
    values, vectors = np.linalg.eigh(curvature)
    least = 1 / (2 * PRIOR[:, 1].max()) ** 2
    return np.asarray(vectors / np.sqrt(np.maximum(values, least)))
