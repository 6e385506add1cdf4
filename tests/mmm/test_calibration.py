"""Simulation-based calibration: on data drawn from the model itself, the posterior's ranks must be uniform.

Talts, Betancourt, Simpson, Vehtari & Gelman 2018, arXiv:1804.06788.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import kstest

import world
from bascule.mmm.build import set_up
from bascule.mmm.density.quantile import effects
from bascule.mmm.effects import heights, path_mean
from bascule.mmm.evidence import prior_draws
from bascule.mmm.fit import run

SIMULATIONS = 150
THINNED = 99


def simulate(problem, parameters, rng):
    """Draw weighted revenue from the model at known parameters."""
    channels, periods = problem.spend.shape
    one = parameters[None, :]
    keep, half = 1 / (1 + np.exp(-one[:, channels : 2 * channels])), np.exp(one[:, 2 * channels : 3 * channels])
    size = effects(one[:, :channels], problem.effect_table) * problem.scale
    height = heights(problem.spend, problem.start, problem.slope, size, keep, half)
    media = path_mean(problem.spend, problem.start, problem.slope, height, keep, half)[0]
    sigma, phi, wander, season = 0.01 + np.exp(parameters[-4]), np.tanh(parameters[-3]), *np.exp(parameters[-2:])
    factor = np.array([1.0, wander, season, sigma])[problem.kind.astype(int)]
    beta = problem.mean * np.where(problem.kind == 3, sigma, 1.0)
    beta = beta + rng.normal(size=len(beta)) * np.sqrt(problem.variance) * factor
    noise = rng.normal(size=periods) * sigma
    noise[0] /= np.sqrt(1 - phi**2)
    for t in range(1, periods):
        noise[t] += phi * noise[t - 1]
    return problem.weight * media + beta @ problem.design + noise


@pytest.mark.slow
def test_ranks_of_the_truth_among_its_posterior_draws_are_uniform():
    setup = set_up(world.panel(periods=60), world.company(), world.CLASSES)
    truths = prior_draws(setup, seed=5)[:SIMULATIONS]
    ranks = []
    for i, truth in enumerate(truths):
        revenue = simulate(setup.problem, truth, np.random.default_rng([9, i]))
        sample = run(replace(setup.problem, revenue=revenue), i, 600, 1000, 0.9)
        draws = sample.flat[:: len(sample.flat) // THINNED][:THINNED]
        ranks.append((draws < truth).sum(axis=0))
    uniform = (np.array(ranks) + np.random.default_rng(0).random((len(ranks), truths.shape[1]))) / (THINNED + 1)
    # The least of thirteen p-values is below .05 / 13 one time in twenty if all is well; a bug makes it vanish.
    p_values = [kstest(uniform[:, k], "uniform").pvalue for k in range(truths.shape[1])]
    assert min(p_values) > 0.001, p_values
