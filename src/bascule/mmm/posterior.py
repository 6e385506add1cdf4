"""The posterior in the company's own units: draws of every channel's effect, and the curves they make."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.build import Setup
from bascule.mmm.density.course import carry
from bascule.mmm.density.layout import Problem
from bascule.mmm.effects import heights, recent_response, steady
from bascule.panel import Floats, Panel

# Draws kept for decisions: enough for a 5 % quantile, few enough to optimise in an instant.
KEPT = 2000
# Part of the long run that goes in proportion to the short run; the rest stays what is usual for the class.
SEEN_SHARE = 0.5


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
    keep : array of shape (draws, channels)
        Retention of the carry-over, per period.
    stages : array of shape (channels,)
        2 where the effect is delayed.
    cycle : float
        Retention, per period, of each of the two stages from lead to sale.
    state, year_state : arrays of shape (channels, 2, draws)
        The carry-over, over `reference`, that the history leaves, and that there was when the last year began.
    lasting_share : array of shape (draws, channels)
        Part of every return that lasts beyond what a history of sales can show (:func:`lasting`), 0 to 1.
    """

    channels: tuple[str, ...]
    iroas: Floats
    mroas: Floats
    height: Floats
    half: Floats
    slope: Floats
    reference: Floats
    usual: Floats
    keep: Floats
    stages: Floats
    cycle: float
    state: Floats
    year_state: Floats
    lasting_share: Floats

    def take(self, draws: slice) -> "Posterior":
        """Return some of the draws."""
        return replace(
            self, iroas=self.iroas[draws], mroas=self.mroas[draws], height=self.height[draws], half=self.half[draws],
            keep=self.keep[draws], state=self.state[:, :, draws], year_state=self.year_state[:, :, draws],
            lasting_share=self.lasting_share[draws],
        )  # fmt: skip

    def weekly(self, per_week: float) -> "Posterior":
        """Return the same by week, where a week is the share `per_week` of a period (1 for weekly data)."""
        if per_week == 1.0:
            return self
        lag = self.cycle / (1 - self.cycle) / per_week
        return replace(
            self, height=self.height * per_week, keep=self.keep**per_week, reference=self.reference * per_week,
            usual=self.usual * per_week, cycle=lag / (1 + lag),
        )  # fmt: skip

    def later(self, periods: int) -> "Posterior":
        """Return the same after so many more periods of usual spending, of which nothing else is known."""
        first, second = self.state[:, 0], self.state[:, 1]
        usual = (self.usual / self.reference)[:, None]
        keep, delayed = self.keep.T, (self.stages > 1)[:, None]
        for _ in range(periods):
            first = keep * first + (1 - keep) * usual
            second = np.where(delayed, keep * second + (1 - keep) * first, first)
        return replace(self, state=np.stack([first, second], axis=1))

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
    return np.asarray(flat[np.linspace(0, len(flat) - 1, min(KEPT, len(flat))).astype(int)])


def year(panel: Panel) -> int:
    """Return how many periods make the last year, all of the panel if it is shorter."""
    return min(52 if panel.period == "week" else 12, panel.periods)


def true_returns(setup: Setup, seen: Floats, rng: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    """Return draws of each channel's own return given what the history showed of it, and whether it works.

    Both have the shape (draws, channels).

    Where the history showed little, this is the prior again; where it showed much, the model's own possible error
    (`discrepancy`) still stands between the two. Each component of the mixture is a conjugate Normal.
    """
    error = setup.table.general.discrepancy**2
    log_seen = np.log(seen)
    weights, draws = [], []
    for share, location, spread in setup.effect_prior.transpose(1, 2, 0):
        blurred = spread**2 + error
        weights.append(share * np.exp(-0.5 * (log_seen - location) ** 2 / blurred) / np.sqrt(blurred))
        centre = location + spread**2 / blurred * (log_seen - location)
        draws.append(centre + np.sqrt(spread**2 * error / blurred) * rng.standard_normal(seen.shape))
    upto = np.cumsum(weights, axis=0)
    chosen = (rng.random(seen.shape) * upto[-1] >= upto[:-1]).sum(axis=0)
    return np.asarray(np.exp(np.take_along_axis(np.array(draws), chosen[None], axis=0)[0])), chosen == 0


def lasting(
    setup: Setup,
    short: Floats,
    at_once: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Floats:
    """Return what lasts beyond what a history shows, revenue per dollar, given short-run returns (draws, channels).

    Published long-run multipliers by class, of which `long_credit` (as a power) is believed. A history of a year or two
    does not show the long run, nor do nil sales at once exclude it: half of it goes in proportion to what is seen, half
    stays what is usual for the class. What sells nothing at once (`at_once` is False) lasts four times less often.
    """
    general = setup.table.general
    beyond = np.maximum([prior.long for prior in setup.priors], 1.0) ** general.long_credit - 1
    works, location = setup.effect_prior[:, 0, :2].T
    usual = np.exp(location + general.long_spread * rng.standard_normal(short.shape))
    usual = np.where(at_once | (rng.random(short.shape) < works / 4), usual, 0.0)
    return np.asarray(beyond * (SEEN_SHARE * short + (1 - SEEN_SHARE) * usual))


def read(setup: Setup, flat: Floats, panel: Panel, seed: int) -> Posterior:
    """Return the posterior of a sample's draws (n, dimension).

    A draw whose return is below `nothing_below` counts as nothing: its curve is flat at zero.
    """
    draws = thin(flat)
    problem, channels = setup.problem, len(setup.classes)
    rng = np.random.default_rng([seed, 77])
    seen, keep, half = setup.natural(draws)
    short, at_once = true_returns(setup, seen, rng)
    overall = short + lasting(setup, short, at_once, rng)
    effect = overall * problem.scale * setup.mean_revenue
    height = heights(problem, effect, keep, half)
    recent = year(panel)
    brought = recent_response(problem, height, keep, half, recent)
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
        keep=keep,
        stages=problem.stages,
        cycle=float(problem.cycle[0]),
        state=carried(problem, keep, panel.periods),
        year_state=carried(problem, keep, panel.periods - recent),
        lasting_share=1 - short / overall,
    )


def carried(problem: Problem, keep: Floats, periods: int) -> Floats:
    """Return the two stages of carry-over after so many periods of the history, shape (channels, 2, draws)."""
    return np.stack(
        [
            carry(problem.spend[c, :periods], problem.start[c], np.ascontiguousarray(keep[:, c]), problem.stages[c])
            for c in range(keep.shape[1])
        ]
    )
