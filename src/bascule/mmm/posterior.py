"""The posterior in the company's own units: draws of every channel's effect, and the curves they make."""

import math
from dataclasses import dataclass

import numpy as np

from bascule.mmm.build import Setup
from bascule.mmm.effects import heights, recent_response, steady
from bascule.panel import Floats, Panel

# Draws kept for decisions: enough for a 5 % quantile, few enough to optimise in an instant.
KEPT = 2000


@dataclass(frozen=True)
class Posterior:
    """Draws of what each channel does, everything counted: long run, and how wrong the model may be.

    Attributes
    ----------
    channels : tuple of str
    iroas : array of shape (draws, channels)
        Incremental revenue per dollar of the last year's spending; NaN where nothing was spent.
    mroas : array of shape (draws, channels)
        The next dollar's, at the usual weekly spend.
    height : array of shape (draws, channels), currency of revenue per period
        Incremental revenue at full saturation.
    half : array of shape (draws, channels)
        Half-saturation over `reference`.
    slope : array of shape (channels,)
    reference, usual : arrays of shape (channels,), currency per period
        Unit of the curves; mean spend of the last year.
    half_life : array of shape (draws, channels), periods
    """

    channels: tuple[str, ...]
    iroas: Floats
    mroas: Floats
    height: Floats
    half: Floats
    slope: Floats
    reference: Floats
    usual: Floats
    half_life: Floats

    def curve(self, channel: int, spend: Floats) -> Floats:
        """Return incremental revenue per period of steady spends (points,), shape (draws, points)."""
        levels = np.asarray(spend, dtype=float) / self.reference[channel]
        return np.asarray(steady(levels, self.height[:, channel], self.half[:, channel], self.slope[channel])[0])

    def marginal(self, channel: int, spend: Floats) -> Floats:
        """Return the next dollar's revenue at steady spends (points,), shape (draws, points)."""
        levels = np.asarray(spend, dtype=float) / self.reference[channel]
        slopes = steady(levels, self.height[:, channel], self.half[:, channel], self.slope[channel])[1]
        return np.asarray(slopes / self.reference[channel])


def thin(flat: Floats) -> Floats:
    """Return at most KEPT draws, evenly spaced."""
    step = max(1, len(flat) // KEPT)
    return flat[::step][:KEPT]


def year(panel: Panel) -> int:
    """Return how many periods make the last year, all of the panel if it is shorter."""
    return min(52 if panel.period == "week" else 12, panel.periods)


def true_returns(setup: Setup, seen: Floats, rng: np.random.Generator) -> Floats:
    """Return draws of each channel's own return given what the history showed of it, shape (draws, channels).

    Where the history showed little, this is the prior again; where it showed much, the model's own possible error
    (`discrepancy`) still stands between the two. Each component of the mixture is a conjugate Normal.
    """
    works, *pairs = setup.effect_prior.T
    error = setup.table.general.discrepancy**2
    log_seen = np.log(seen)
    weights, draws = [], []
    for share, location, spread in ((works, pairs[0], pairs[1]), (1 - works, pairs[2], pairs[3])):
        blurred = spread**2 + error
        weights.append(share * np.exp(-0.5 * (log_seen - location) ** 2 / blurred) / np.sqrt(blurred))
        centre = location + spread**2 / blurred * (log_seen - location)
        draws.append(centre + np.sqrt(spread**2 * error / blurred) * rng.standard_normal(seen.shape))
    is_works = rng.random(seen.shape) * (weights[0] + weights[1]) < weights[0]
    return np.asarray(np.exp(np.where(is_works, draws[0], draws[1])))


def long_run(setup: Setup, draws: int, rng: np.random.Generator) -> Floats:
    """Return the factor (draws, channels) from the short run that is modelled to all that follows.

    Long-run multiplier of the class, of which `long_credit` (as a power) is believed.
    """
    general = setup.table.general
    long = np.array([math.log(prior.long) for prior in setup.priors]) * general.long_credit
    lasting = np.where(long > 0, general.long_spread * rng.standard_normal((draws, len(long))), 0.0)
    return np.asarray(np.exp(long + lasting))


def read(setup: Setup, flat: Floats, panel: Panel, seed: int) -> Posterior:
    """Return the posterior of a sample's draws (n, dimension).

    A draw whose return is below `nothing_below` counts as nothing: its curve is flat at zero.
    """
    draws = thin(flat)
    problem, channels = setup.problem, len(setup.classes)
    rng = np.random.default_rng([seed, 77])
    seen, keep, half = setup.natural(draws)
    overall = true_returns(setup, seen, rng)
    effect = overall * problem.scale * setup.mean_revenue
    height = heights(problem.spend, problem.start, problem.slope, effect, keep, half)
    height = height * long_run(setup, len(draws), rng)
    recent = year(panel)
    brought = recent_response(problem.spend, problem.start, problem.slope, height, keep, half, recent)
    spent = panel.spend[-recent:].sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        iroas = np.where(spent > 0, brought / spent, np.nan)
    nothing = np.where(np.isnan(iroas), overall, iroas) < setup.table.general.nothing_below
    height = np.where(nothing, 0.0, height)
    usual = spent / recent
    mroas = np.stack(
        [
            steady(usual[c : c + 1] / setup.reference[c], height[:, c], half[:, c], problem.slope[c])[1][:, 0]
            for c in range(channels)
        ],
        axis=1,
    )
    return Posterior(
        channels=panel.channels,
        iroas=np.where(nothing & ~np.isnan(iroas), 0.0, iroas),
        mroas=mroas / setup.reference,
        height=height,
        half=half,
        slope=problem.slope,
        reference=setup.reference,
        usual=usual,
        half_life=np.log(0.5) / np.log(keep),
    )
