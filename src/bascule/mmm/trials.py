"""Planned tests of a channel as evidence on its return: a likelihood, whatever the sales history says."""

import math
from collections.abc import Sequence

import numpy as np

from bascule.panel import Experiment, Floats

# A test tells of its own weeks and spending; the year's return may differ by this share (standard deviation).
TRANSFER = 0.2
# … of at least this return: a test that found nothing is not exact either.
LEAST_RETURN = 0.5
REACH, POINTS = 8.0, 2001


def trial_error(trial: Experiment) -> float:
    """Return the standard error of a test's return as evidence on the year's, revenue per dollar.

    Examples
    --------
    >>> import datetime as dt
    >>> trial = Experiment("radio", dt.date(2026, 3, 2), dt.date(2026, 3, 29), 9000.0, 3000.0, 6000.0)
    >>> round(trial_error(trial), 3)
    0.583
    """
    return math.hypot(trial.iroas_error, TRANSFER * max(abs(trial.iroas), LEAST_RETURN))


def _log_likelihood(log_return: Floats, trials: Sequence[Experiment]) -> Floats:
    total = np.zeros_like(log_return)
    for trial in trials:
        error = trial_error(trial)
        total -= 0.5 * ((np.exp(log_return) - trial.iroas) / error) ** 2 + math.log(error)
    return total


def after_trials(mixture: Floats, trials: Sequence[Experiment]) -> Floats:
    """Return a channel's mixture prior of its log return with its tests taken in, shape (components, 3).

    Parameters
    ----------
    mixture : array of shape (components, 3)
        Probability, location and spread of each component of the log return.
    trials : sequence of Experiment
        Tests of this channel; those whose spending is not known say nothing.

    Notes
    -----
    Each test is Normal(return, error²) on the return itself, so that a test may find less than nothing. Each component
    is integrated on a grid, matched by its mean and spread, and weighed by how well it foresaw the tests (Bayes' rule).

    Examples
    --------
    >>> import datetime as dt
    >>> prior = np.array([[0.8, np.log(1.4), 0.8], [0.2, np.log(0.1), 1.0]])
    >>> nothing = Experiment("radio", dt.date(2026, 3, 2), dt.date(2026, 3, 29), 0.0, 600.0, 6000.0)
    >>> after_trials(prior, [nothing])[:, 0].round(2)
    array([0.06, 0.94])
    """
    known = [trial for trial in trials if trial.spend]
    if not known:
        return mixture
    found = mixture.copy()
    log_weight = np.empty(len(mixture))
    for k, (share, location, spread) in enumerate(mixture):
        grid = np.linspace(location - REACH * spread, location + REACH * spread, POINTS)
        log_density = -0.5 * ((grid - location) / spread) ** 2 + _log_likelihood(grid, known)
        density = np.exp(log_density - log_density.max())
        mass = density.sum()
        mean = float(grid @ density / mass)
        deviation = math.sqrt(float((grid - mean) ** 2 @ density / mass))
        found[k, 1:] = mean, max(deviation, grid[1] - grid[0])
        log_weight[k] = math.log(share) + log_density.max() + math.log(mass * (grid[1] - grid[0]) / spread)
    weight = np.exp(log_weight - log_weight.max())
    found[:, 0] = weight / weight.sum()
    return found


def found_by_trials(trials: Sequence[Experiment]) -> float | None:
    """Return the mean return that tests found, revenue per dollar, weighted by their precision; None without any.

    Examples
    --------
    >>> found_by_trials([]) is None
    True
    """
    known = [trial for trial in trials if trial.spend]
    if not known:
        return None
    weight = np.array([trial_error(trial) ** -2 for trial in known])
    return float(np.array([trial.iroas for trial in known]) @ weight / weight.sum())
