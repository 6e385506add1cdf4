"""The model against the facts: what it expected each period to bring, and what would have come without marketing."""

from dataclasses import dataclass

import numpy as np

from bascule.mmm.baseline import MISSING
from bascule.mmm.build import Setup
from bascule.mmm.density.layout import BY_NOISE, BY_SEASON, BY_WANDER, NOISE_FLOOR, Problem
from bascule.mmm.effects import heights, path_mean
from bascule.mmm.fit import Sample
from bascule.panel import Floats

DRAWS = 200


@dataclass(frozen=True)
class Predictive:
    """Draws of revenue, currency per period, each of shape (draws, periods).

    `baseline` is revenue without marketing; `expected` adds marketing; `replicated` adds noise as well.
    """

    baseline: Floats
    expected: Floats
    replicated: Floats


def predict(setup: Setup, sample: Sample, seed: int) -> Predictive:
    """Return posterior predictive draws at every period of the history.

    The linear block is drawn from its conditional Normal given each sampled parameter.
    """
    rng = np.random.default_rng([seed, 23])
    flat = sample.flat
    draws = flat[rng.choice(len(flat), min(DRAWS, len(flat)), replace=False)]
    new, known = _media(setup, draws)
    baseline, noise = np.zeros_like(new), np.zeros_like(new)
    for series, back in enumerate(setup.outcome.back):
        loads = setup.problem.loads[series]
        base, around = _series(setup, series, draws, loads[0] * new + loads[1] * known, rng)
        baseline += back * base
        noise += back * around
    noise += setup.outcome.ticket_noise * rng.standard_normal(noise.shape)
    scale = setup.mean_revenue
    expected = baseline + new + known
    return Predictive(baseline * scale, expected * scale, (expected + noise) * scale)


def _media(setup: Setup, draws: Floats) -> tuple[Floats, Floats]:
    """Return what marketing brings by new and by known customers, share of mean revenue, each (draws, periods)."""
    problem, share = setup.problem, setup.from_new(draws)
    effect, keep, half = setup.natural(draws)
    height = heights(problem, effect * problem.scale, keep, half)
    return path_mean(problem, height * share, keep, half), path_mean(problem, height * (1 - share), keep, half)


def _series(setup: Setup, series: int, draws: Floats, media: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return a series without marketing and its noise, each (draws, periods).

    At an unknown period the series is read as nought plus a free dummy: less the dummy is what it would have been.
    """
    problem, unknown = setup.problem, setup.outcome.unknown[series]
    columns = np.array([column.values for column in setup.columns])
    kept = np.array([not column.name.startswith(MISSING) for column in setup.columns])
    # A dummy is there for the periods unknown in any series, in the order of time.
    own = np.flatnonzero(~kept)[unknown[setup.outcome.unknown.any(axis=0)]]
    baseline, noise = np.empty_like(media), np.empty_like(media)
    for i, parameters in enumerate(draws):
        shared = _shared(parameters[problem.shared(series)])
        residual = problem.revenue[series] - problem.weight[series] * media[i]
        beta = _draw_block(problem, series, residual, shared, rng)
        baseline[i] = beta[kept] @ columns[kept]
        noise[i] = _autoregressive(*shared[:2], media.shape[1], rng) / problem.weight[series]
        noise[i, unknown] = -beta[own] - baseline[i, unknown] - media[i, unknown]
    return baseline, noise


def _shared(parameters: Floats) -> tuple[float, float, float, float]:
    noise, phi, wander, season = parameters
    return NOISE_FLOOR + float(np.exp(noise)), float(np.tanh(phi)), float(np.exp(wander)), float(np.exp(season))


def _draw_block(
    problem: Problem, series: int, residual: Floats, shared: tuple[float, float, float, float], rng: np.random.Generator
) -> Floats:
    sigma, phi, wander, season = shared
    design, variance = problem.design[series], problem.variance[series]
    factor = np.ones(len(problem.kind))
    for kind, value in ((BY_WANDER, wander), (BY_SEASON, season), (BY_NOISE, sigma)):
        factor[problem.kind == kind] = value
    mean = problem.mean[series] * np.where(problem.kind == BY_NOISE, sigma, 1.0)
    # Rows of the square root of an AR(1)'s precision: the first, then innovations.
    white = np.concatenate([design[:, :1] * np.sqrt(1 - phi**2), _innovations(design, phi)], axis=1) / sigma
    target = residual - mean @ design
    left = np.concatenate([target[:1] * np.sqrt(1 - phi**2), _innovations(target, phi)]) / sigma
    precision = white @ white.T + np.diag(1 / (variance * factor**2))
    root = np.linalg.cholesky(precision)
    centre = np.linalg.solve(precision, white @ left)
    return np.asarray(mean + centre + np.linalg.solve(root.T, rng.standard_normal(len(centre))))


def _innovations(values: Floats, phi: float) -> Floats:
    return np.asarray(values[..., 1:] - phi * values[..., :-1])


def _autoregressive(sigma: float, phi: float, periods: int, rng: np.random.Generator) -> Floats:
    out = rng.standard_normal(periods) * sigma
    out[0] /= np.sqrt(1 - phi**2)
    for t in range(1, periods):
        out[t] += phi * out[t - 1]
    return np.asarray(out)
