"""One latent desirability behind the signals: its parameters, how unsure they are, and its paths."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from bascule.brand.smoother import log_likelihood, paths
from bascule.panel import Floats

# Priors, one line each. A signal of default weight w has the share c of its movement from the latent that makes its
# weight in the mean of several, √c / (1 − c), proportional to w; 0.15 (the usual weight) has half.
_USUAL_WEIGHT, _USUAL_SHARE = 0.15, 0.5
# Of log λ and of log τ: within a factor of 1.8 in nine cases of ten.
_LOADING_SPREAD = 0.35
# logit ρ: more than half of a month's own noise is gone the next.
_PERSISTENCE = (np.log(0.4 / 0.6), 1.0)
_USUAL_KEPT = 0.93
# logit φ: desirability moves in seasons and years, not in weeks.
_LATENT = (np.log(_USUAL_KEPT / (1 - _USUAL_KEPT)), 0.7)
# Least variance of what counts make, in standardised units: the filter divides by it.
_LEAST_NOISE = 1e-6
# Parameters tried for each one kept, and how much wider than the normal approximation.
_TRIED, _WIDE = 4, 1.15
# A direction the data say nothing of has the precision of its prior; the curvature at the mode may say less.
_LEAST_PRECISION = 0.5


@dataclass(frozen=True)
class Factor:
    """The latent and the weights.

    Attributes
    ----------
    draws : array of shape (draws, months)
        Paths of the latent, its parameters drawn too; unit: the usual swing of a stationary year after year.
    weights : array of shape (signals,)
        Share of each signal in the latent: λ / (own variance and that of its counts), by how often it is known; they
        add up to 1.
    loadings : array of shape (signals,)
        At the mode, in standard deviations of the signal.
    """

    draws: Floats
    weights: Floats
    loadings: Floats


def latent_share(weight: float) -> float:
    """Return the share of a signal's variance that the latent is expected to make, from its default weight.

    Examples
    --------
    >>> round(latent_share(0.15), 2), round(latent_share(0.20), 2), round(latent_share(0.05), 2)
    (0.5, 0.59, 0.16)
    """
    # √c / (1 − c) = g is a quadratic in √c.
    g = weight / _USUAL_WEIGHT * np.sqrt(_USUAL_SHARE) / (1 - _USUAL_SHARE)
    return float(((np.sqrt(1 + 4 * g * g) - 1) / (2 * g)) ** 2)


def fit(values: Floats, errors: Floats, weights: Floats, rng: np.random.Generator, draws: int = 1000) -> Factor:
    """Fit the latent to standardised signals.

    Parameters
    ----------
    values : array of shape (months, signals)
        Seasonally adjusted, each turned so that more is better, of mean 0 and standard deviation 1 over its known
        months; NaN where unknown.
    errors : array of shape (months, signals)
        Standard error that its counts make, same unit; NaN or 0 where not known.
    weights : array of shape (signals,)
        Default weights, to which loadings are shrunk.
    rng : Generator
    draws : int

    Notes
    -----
    Model of :mod:`bascule.brand.smoother`: a dynamic factor model with one factor (Stock & Watson 2016,
    doi:10.1016/bs.hesmac.2016.04.002), loadings above zero because directions are known, in the state-space form of
    Harvey (1989), doi:10.1017/CBO9781107049994. Posterior mode of the 3·signals + 1 parameters under the priors above,
    by L-BFGS; their uncertainty by draws of the normal approximation at the mode (Laplace), drawn again by their
    posterior density; one path of the latent is drawn per draw of the parameters.
    """
    values = np.ascontiguousarray(values)
    noises = np.ascontiguousarray(np.maximum(np.nan_to_num(errors) ** 2, _LEAST_NOISE))
    centre, spread = _prior(values, noises, weights)

    def loss(q: Floats) -> float:
        return float(0.5 * (q**2).sum() - log_likelihood(values, noises, _model(centre + spread * q)))

    mode = minimize(loss, np.zeros(len(centre)), method="L-BFGS-B", bounds=[(-4.0, 4.0)] * len(centre)).x
    models = _model(centre + spread * _sampled(loss, mode, rng, draws))
    months, signals = values.shape
    latent = paths(
        values, noises, models,
        rng.standard_normal((draws, months, 1 + 2 * signals)), rng.standard_normal((draws, months, signals)),
    )  # fmt: skip
    at_mode = _model(centre + spread * mode)
    return Factor(latent, _shares(values, noises, at_mode), at_mode[:signals])


def _prior(values: Floats, noises: Floats, weights: Floats) -> tuple[Floats, Floats]:
    # What counts make of the movement is taken off first: the latent and the own noise share the rest.
    known = np.isfinite(values)
    counted = np.where(known, noises, 0.0).sum(axis=0) / known.sum(axis=0)
    rest = np.maximum(1 - counted, 0.1)
    share = np.array([latent_share(float(weight)) for weight in weights])
    signals = len(weights)
    # Within so few months the latent moves less than its stationary swing, which its loadings are stated on.
    apart = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values))))
    within = 1 - float((_USUAL_KEPT**apart).mean())
    loading, own = 0.5 * np.log(share * rest / within), 0.5 * np.log((1 - share) * rest)
    centre = np.concatenate([loading, np.full(signals, _PERSISTENCE[0]), own, [_LATENT[0]]])
    spread = np.concatenate([
        np.full(signals, _LOADING_SPREAD), np.full(signals, _PERSISTENCE[1]), np.full(signals, _LOADING_SPREAD),
        [_LATENT[1]],
    ])  # fmt: skip
    return centre, spread


def _model(q: Floats) -> Floats:
    signals = (q.shape[-1] - 1) // 3
    positive, bounded = np.exp(q), np.minimum(1 / (1 + np.exp(-q)), 0.999)
    is_positive = np.zeros(q.shape[-1], dtype=bool)
    is_positive[:signals] = is_positive[2 * signals : 3 * signals] = True
    return np.where(is_positive, positive, bounded)


def _root_covariance(loss: Callable[[Floats], float], mode: Floats, step: float = 1e-2) -> Floats:
    # Rows: steps of one standard deviation along the axes of the curvature, by central differences.
    size, move = len(mode), step * np.eye(len(mode))
    curvature = np.empty((size, size))
    for j in range(size):
        for k in range(j + 1):
            corners = loss(mode + move[j] + move[k]) - loss(mode + move[j] - move[k])
            corners -= loss(mode - move[j] + move[k]) - loss(mode - move[j] - move[k])
            curvature[j, k] = curvature[k, j] = corners / (4 * step * step)
    precision, axes = np.linalg.eigh(curvature)
    return np.asarray(axes.T / np.sqrt(np.maximum(precision, _LEAST_PRECISION))[:, None])


def _sampled(loss: Callable[[Floats], float], mode: Floats, rng: np.random.Generator, draws: int) -> Floats:
    # Normal draws a little wide, drawn again by how probable they are; no weight over √draws times the mean
    # (Ionides 2008, doi:10.1198/106186008X320456), so that one draw never stands for all.
    steps = rng.standard_normal((_TRIED * draws, len(mode)))
    tried = np.clip(mode + _WIDE * steps @ _root_covariance(loss, mode), -5, 5)
    logs = np.array([0.5 * step @ step - loss(q) for step, q in zip(steps, tried, strict=True)])
    weights = np.exp(logs - logs.max())
    weights = np.minimum(weights, weights.mean() * np.sqrt(len(weights)))
    return np.asarray(tried[rng.choice(len(tried), size=draws, p=weights / weights.sum())])


def _shares(values: Floats, noises: Floats, model: Floats) -> Floats:
    known = np.isfinite(values)
    signals = values.shape[1]
    counted = np.where(known, noises, 0.0).sum(axis=0) / known.sum(axis=0)
    told = model[:signals] / (model[2 * signals : 3 * signals] ** 2 + counted) * known.mean(axis=0)
    return np.asarray(told / told.sum())
