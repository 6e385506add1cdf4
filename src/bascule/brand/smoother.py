"""Kalman filter and smoother of one latent and of the own noise of what shows it; compiled, observations missing.

State of month t: the latent f, the own noise u_i of each signal, its level μ_i; each moves alone,

    f_t = φ f_{t−1} + η_t, Var f = 1 · u_it = ρ_i u_i,t−1 + ζ_it, Var u_i = τ_i² · μ_i fixed, Var μ_i = 1

    y_it = λ_i f_t + u_it + μ_i + e_it,  e_it ~ N(0, h_it)

Observations of a month are brought in one after the other, so no matrix is inverted (Koopman & Durbin 2000,
doi:10.1111/1467-9892.00186); one that is NaN is passed over. Latent paths are drawn by the simulation smoother of
Durbin & Koopman (2002), doi:10.1093/biomet/89.3.603.

`model` is one flat array of 3·signals + 1: loadings λ, persistences ρ, own standard deviations τ, then φ.
"""

import numpy as np
from numba import njit

LEVEL_VARIANCE = 1.0
_LOG_TAU = float(np.log(2 * np.pi))


@njit(cache=True, nogil=True, error_model="numpy")
def _moves(model, signals):
    size = 1 + 2 * signals
    keep, start = np.ones(size), np.full(size, LEVEL_VARIANCE)
    keep[0], start[0] = model[3 * signals], 1.0
    for i in range(signals):
        keep[1 + i] = model[signals + i]
        start[1 + i] = model[2 * signals + i] ** 2
    return keep, start


@njit(cache=True, nogil=True, error_model="numpy")
def _ahead(mean, spread, keep, start):
    # One month on: every part of the state moves alone, and keeps its variance.
    for j in range(len(mean)):
        mean[j] *= keep[j]
        for k in range(len(mean)):
            spread[j, k] *= keep[j] * keep[k]
        spread[j, j] += start[j] * (1 - keep[j] ** 2)


@njit(cache=True, nogil=True, error_model="numpy")
def _seen(mean, spread, load, i, signals, value, noise, gain):
    # Bring one observation in; return its surprise and the variance of that. `gain` takes Cov(state, observation).
    for j in range(len(mean)):
        gain[j] = load * spread[j, 0] + spread[j, 1 + i] + spread[j, 1 + signals + i]
    variance = load * gain[0] + gain[1 + i] + gain[1 + signals + i] + noise
    surprise = value - load * mean[0] - mean[1 + i] - mean[1 + signals + i]
    for j in range(len(mean)):
        mean[j] += gain[j] * surprise / variance
        for k in range(len(mean)):
            spread[j, k] -= gain[j] * gain[k] / variance
    return surprise, variance


@njit(cache=True, nogil=True, error_model="numpy")
def _filtered(values, noises, model, surprises, variances, gains, means, firsts):
    # Fill what the way back needs; return the log likelihood.
    months, signals = values.shape
    keep, start = _moves(model, signals)
    mean, spread = np.zeros(len(keep)), np.diag(start)
    total = 0.0
    for t in range(months):
        if t:
            _ahead(mean, spread, keep, start)
        means[t] = mean[0]
        firsts[t] = spread[0]
        for i in range(signals):
            if np.isfinite(values[t, i]):
                v, f = _seen(mean, spread, model[i], i, signals, values[t, i], noises[t, i], gains[t, i])
                surprises[t, i], variances[t, i] = v, f
                total -= 0.5 * (_LOG_TAU + np.log(f) + v * v / f)
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def _room(months, signals):
    size = 1 + 2 * signals
    pairs = np.empty((months, signals)), np.empty((months, signals))
    return pairs[0], pairs[1], np.empty((months, signals, size)), np.empty(months), np.empty((months, size))


@njit(cache=True, nogil=True, error_model="numpy")
def log_likelihood(values, noises, model):
    """Return the log density of the observations.

    Parameters
    ----------
    values : array of shape (months, signals)
        Standardised; NaN where unknown.
    noises : array of shape (months, signals)
        Variance of what the counts make, above zero.
    model : array of shape (3·signals + 1,)
    """
    surprises, variances, gains, means, firsts = _room(*values.shape)
    return _filtered(values, noises, model, surprises, variances, gains, means, firsts)


@njit(cache=True, nogil=True, error_model="numpy")
def smoothed(values, noises, model):
    """Return the mean of the latent given all observations, shape (months,); see :func:`log_likelihood`."""
    months, signals = values.shape
    surprises, variances, gains, means, firsts = _room(months, signals)
    _filtered(values, noises, model, surprises, variances, gains, means, firsts)
    keep, _ = _moves(model, signals)
    back, latent = np.zeros(len(keep)), np.empty(months)
    for t in range(months - 1, -1, -1):
        for i in range(signals - 1, -1, -1):
            if np.isfinite(values[t, i]):
                pull = (surprises[t, i] - gains[t, i] @ back) / variances[t, i]
                back[0] += model[i] * pull
                back[1 + i] += pull
                back[1 + signals + i] += pull
        latent[t] = means[t] + firsts[t] @ back
        back *= keep
    return latent


@njit(cache=True, nogil=True, error_model="numpy")
def paths(values, noises, models, state_normals, noise_normals):
    """Return paths of the latent drawn given all observations, one a set of parameters, shape (draws, months).

    Parameters
    ----------
    values, noises : arrays of shape (months, signals)
    models : array of shape (draws, 3·signals + 1)
    state_normals : array of shape (draws, months, 1 + 2·signals)
    noise_normals : array of shape (draws, months, signals)
        Standard normal.
    """
    months, signals = values.shape
    drawn = np.empty((len(models), months))
    latent, apart = np.empty(months), np.empty((months, signals))
    for d in range(len(models)):
        keep, start = _moves(models[d], signals)
        state = np.sqrt(start) * state_normals[d, 0]
        for t in range(months):
            if t:
                state = keep * state + np.sqrt(start * (1 - keep**2)) * state_normals[d, t]
            latent[t] = state[0]
            for i in range(signals):
                made = models[d, i] * state[0] + state[1 + i] + state[1 + signals + i]
                apart[t, i] = values[t, i] - made - np.sqrt(noises[t, i]) * noise_normals[d, t, i]
        drawn[d] = latent + smoothed(apart, noises, models[d])
    return drawn
