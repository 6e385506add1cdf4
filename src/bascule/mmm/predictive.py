"""The model against the facts: what it expected each period to bring, and what would have come without marketing."""

from dataclasses import dataclass

import numpy as np

from bascule.mmm.build import Setup
from bascule.mmm.density.layout import BY_NOISE, BY_SEASON, BY_WANDER, NOISE_FLOOR
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
    media = _media(setup, draws)
    problem, columns = setup.problem, np.array([column.values for column in setup.columns])
    kept = np.array([not column.name.startswith("missing") for column in setup.columns])
    baseline, noise = np.empty_like(media), np.empty_like(media)
    for i, parameters in enumerate(draws):
        sigma, phi, wander, season = _shared(parameters)
        residual = problem.revenue - problem.weight * media[i]
        beta = _draw_block(setup, residual, (sigma, phi, wander, season), rng)
        baseline[i] = beta[kept] @ columns[kept]
        noise[i] = _autoregressive(sigma, phi, media.shape[1], rng) / problem.weight
    scale = setup.mean_revenue
    expected = baseline + media
    return Predictive(baseline * scale, expected * scale, (expected + noise) * scale)


def _media(setup: Setup, draws: Floats) -> Floats:
    problem = setup.problem
    effect, keep, half = setup.natural(draws)
    height = heights(problem.spend, problem.start, problem.slope, effect * problem.scale, keep, half)
    return np.asarray(path_mean(problem.spend, problem.start, problem.slope, height, keep, half))


def _shared(parameters: Floats) -> tuple[float, float, float, float]:
    noise, phi, wander, season = parameters[-4:]
    return NOISE_FLOOR + float(np.exp(noise)), float(np.tanh(phi)), float(np.exp(wander)), float(np.exp(season))


def _draw_block(
    setup: Setup, residual: Floats, shared: tuple[float, float, float, float], rng: np.random.Generator
) -> Floats:
    sigma, phi, wander, season = shared
    problem = setup.problem
    factor = np.ones(len(problem.kind))
    for kind, value in ((BY_WANDER, wander), (BY_SEASON, season), (BY_NOISE, sigma)):
        factor[problem.kind == kind] = value
    mean = problem.mean * np.where(problem.kind == BY_NOISE, sigma, 1.0)
    # Rows of the square root of an AR(1)'s precision: the first, then innovations.
    white = np.concatenate([problem.design[:, :1] * np.sqrt(1 - phi**2), _innovations(problem.design, phi)], axis=1)
    target = residual - mean @ problem.design
    left = np.concatenate([target[:1] * np.sqrt(1 - phi**2), _innovations(target, phi)]) / sigma
    white = white / sigma
    precision = white @ white.T + np.diag(1 / (problem.variance * factor**2))
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
