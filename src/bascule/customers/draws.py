"""Exact draws from a density of a few parameters, whose mode is known.

Draws of a multivariate t around the mode are resampled by importance; the tail of the weights tells whether that can be
trusted (Pareto k; Vehtari, Simpson, Gelman, Yao & Gabry 2024, Pareto smoothed importance sampling, JMLR 25(72)). Where
it cannot (k above 0.7), a Metropolis chain takes over: slower, but right whatever the shape.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bascule.customers.laplace import Density, Mode
from bascule.panel import Floats

Method = Literal["importance", "chain"]

TRUSTED = 0.7
FREEDOM = 7.0
PROPOSALS_A_DRAW = 4
# Evaluations of one row's likelihood that proposals may cost in all: a few seconds.
BUDGET = 40_000_000
FEWEST = 400
CHAINS = 8
WARM_UP = 1500
THIN = 10


@dataclass(frozen=True)
class Drawn:
    """Draws of the parameters, shape (n, k); how they were obtained; Pareto k of the importance weights."""

    points: Floats
    method: Method
    pareto_k: float


def draw(density: Density, mode: Mode, n: int, seed: int | np.random.Generator, rows: int = 1) -> Drawn:
    """Return n draws of a density, by importance resampling around its mode, or by a chain where that is unsafe.

    Parameters
    ----------
    density
        Log-density at points of shape (m, k), up to a constant.
    mode
        Its mode and curvature.
    n
        Draws wanted.
    seed
        Seed or generator.
    rows
        Rows that one evaluation of the density reads: with very many, fewer points are proposed (400 at least), and
        some draws are then repeated.
    """
    rng = np.random.default_rng(seed)
    root = _root(mode)
    proposals = int(np.clip(BUDGET // max(rows, 1), FEWEST, PROPOSALS_A_DRAW * max(n, 250)))
    points, proposed = _student(mode.point, root, proposals, rng)
    weights = _finite(density(points)) - proposed
    k = pareto_k(weights)
    if k > TRUSTED:
        return Drawn(_chain(density, mode.point, root, n, rng), "chain", k)
    share = np.exp(weights - weights.max())
    chosen = _systematic(share / share.sum(), n, rng)
    return Drawn(points[rng.permutation(chosen)], "importance", k)


def _systematic(share: Floats, n: int, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return n indices by systematic resampling: each is taken its expected number of times, give or take one."""
    places = (rng.random() + np.arange(n)) / n
    return np.minimum(np.searchsorted(np.cumsum(share), places), share.size - 1)


def _root(mode: Mode) -> Floats:
    """Return a square root of the covariance; of a unit matrix where the density does not curve down."""
    covariance = mode.covariance if np.all(np.isfinite(mode.covariance)) else np.eye(mode.point.size)
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.clip(values, 1e-12, 4.0)))


def _student(centre: Floats, root: Floats, n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    k = centre.size
    normal = rng.standard_normal((n, k))
    stretch = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, (n, 1)))
    standard = normal * stretch
    log_density = -(FREEDOM + k) / 2 * np.log1p(np.sum(standard**2, axis=1) / FREEDOM)
    return centre + standard @ root.T, log_density


def _finite(values: Floats) -> Floats:
    return np.where(np.isnan(values), -np.inf, values)


def pareto_k(log_weights: Floats) -> float:
    """Return the shape of the generalised Pareto distribution of the largest importance weights.

    Below 0.7 the resampled draws can be trusted; infinite where too few weights are positive to tell. Estimator of
    Zhang & Stephens (2009), doi:10.1198/tech.2009.08017, with the weak prior of Vehtari et al.

    Examples
    --------
    >>> pareto_k(np.zeros(1000)) <= 0.0
    True
    """
    kept = log_weights[np.isfinite(log_weights)]
    tail = int(min(0.2 * kept.size, 3 * np.sqrt(kept.size)))
    if tail < 5:
        return float("inf")
    ordered = np.exp(np.sort(kept - kept.max())[-tail - 1 :])
    excess = ordered[1:] - ordered[0]
    if excess[-1] <= 1e-12 * ordered[-1]:
        return float("-inf")
    return _shape(excess[excess > 0])


def _shape(excess: Floats) -> float:
    """Return the posterior mean of the shape of a generalised Pareto from sorted excesses over its threshold."""
    n = excess.size
    grid = 30 + int(np.sqrt(n))
    quarter = excess[int(n / 4 + 0.5) - 1] if n >= 4 else excess[0]
    theta = (1 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))) / (3 * quarter) + 1 / excess[-1]
    shape = np.mean(np.log1p(-theta[:, None] * excess), axis=1)
    profile = n * (np.log(-theta / shape) - shape - 1)
    weight = np.exp(profile - profile.max())
    mean = np.sum(theta * weight) / weight.sum()
    k = float(np.mean(np.log1p(-mean * excess)))
    return (k * n + 0.5 * 10) / (n + 10)


def _chain(density: Density, start: Floats, root: Floats, n: int, rng: np.random.Generator) -> Floats:
    """Return draws of random-walk Metropolis chains side by side, their steps tuned while warming up."""
    k = start.size
    state, _ = _student(start, 0.5 * root, CHAINS, rng)
    value = _finite(density(state))
    steps, size, kept = -(-n // CHAINS) * THIN, 2.38 / np.sqrt(k), []
    history: list[Floats] = []
    for i in range(WARM_UP + steps):
        proposal = state + size * rng.standard_normal(state.shape) @ root.T
        proposed = _finite(density(proposal))
        accepted = np.log(rng.random(CHAINS)) < proposed - value
        state = np.where(accepted[:, None], proposal, state)
        value = np.where(accepted, proposed, value)
        if i < WARM_UP:
            size *= float(np.exp((accepted.mean() - 0.25) / np.sqrt(i + 1.0)))
            history.append(state)
            if i in (WARM_UP // 4, WARM_UP // 2):
                root, size, history = _learned(history), 2.38 / np.sqrt(k), []
        elif (i - WARM_UP) % THIN == THIN - 1:
            kept.append(state)
    return rng.permutation(np.concatenate(kept))[:n]


def _learned(history: list[Floats]) -> Floats:
    """Return a square root of the covariance that the chains have seen."""
    seen = np.concatenate(history[len(history) // 3 :])
    values, vectors = np.linalg.eigh(np.cov(seen.T))
    return np.asarray(vectors * np.sqrt(np.clip(values, 1e-12, None)))
