"""Draw from the response model at known parameters, and rank the truth among the posterior's draws.

Talts, Betancourt, Simpson, Vehtari & Gelman 2018, arXiv:1804.06788.
"""

from dataclasses import replace

import numpy as np
from scipy.stats import kstest

import world
from bascule.mmm.build import set_up
from bascule.mmm.effects import heights, path_mean
from bascule.mmm.evidence import prior_draws
from bascule.mmm.fit import Rung, climb

THINNED = 99
RUNG = Rung(300, 400, 1, 0.9)
PANELS = {"one series": world.panel(periods=60), "two series": world.with_orders(world.panel(periods=60), shock=0.05)}


def simulate(setup, parameters, rng):
    """Draw each weighted series from the model at known parameters, shape (series, periods)."""
    problem, one = setup.problem, parameters[None, :]
    effect, keep, half = setup.natural(one)
    height, new = heights(problem, effect * problem.scale, keep, half), setup.from_new(one)
    by_new, by_known = (path_mean(problem, height * share, keep, half)[0] for share in (new, 1 - new))
    drawn = []
    for series, loads in enumerate(problem.loads):
        media = problem.weight[series] * (loads[0] * by_new + loads[1] * by_known)
        drawn.append(media + around(problem, series, parameters[problem.shared(series)], rng))
    return np.array(drawn)


def around(problem, series, shared, rng):
    """Draw a series' linear block and its noise, weighted, (periods,)."""
    sigma, phi, wander, season = 0.01 + np.exp(shared[0]), np.tanh(shared[1]), *np.exp(shared[2:])
    factor = np.array([1.0, wander, season, sigma])[problem.kind.astype(int)]
    beta = problem.mean[series] * np.where(problem.kind == 3, sigma, 1.0)
    beta = beta + rng.normal(size=len(beta)) * np.sqrt(problem.variance[series]) * factor
    noise = rng.normal(size=problem.spend.shape[1]) * sigma
    noise[0] /= np.sqrt(1 - phi**2)
    for t in range(1, len(noise)):
        noise[t] += phi * noise[t - 1]
    return beta @ problem.design[series] + noise


def rank(setup, truth, seed):
    """Return how many of the posterior's draws lie below the truth, by parameter."""
    revenue = simulate(setup, truth, np.random.default_rng([9, seed]))
    sample = climb(replace(setup.problem, revenue=revenue), seed, RUNG, threads=1)
    draws = sample.flat[:: len(sample.flat) // THINNED][:THINNED]
    return (draws < truth).sum(axis=0)


def ranks(panel, simulations):
    """Return the rank of the truth among THINNED draws, by simulation and parameter, and the setup."""
    setup = set_up(PANELS[panel], world.company(), world.CLASSES)
    truths = prior_draws(setup, seed=5)[:simulations]
    return np.array([rank(setup, truth, i) for i, truth in enumerate(truths)]), setup


def p_values(found):
    """Return the Kolmogorov-Smirnov p-value of each parameter's ranks, made continuous."""
    uniform = (found + np.random.default_rng(0).random(found.shape)) / (THINNED + 1)
    return [float(kstest(column, "uniform").pvalue) for column in uniform.T]
