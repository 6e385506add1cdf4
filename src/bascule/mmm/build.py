"""From a panel to the problem the sampler reads: scaling, the linear block, priors."""

import math
from dataclasses import dataclass

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.mmm.baseline import CHASE, MISSING, Column, linear_block
from bascule.mmm.beliefs import carry_priors, effect_priors, hyper_priors, seen_priors, split_priors, with_trials
from bascule.mmm.claims import Claim, read_claim
from bascule.mmm.density.layout import Problem
from bascule.mmm.density.quantile import effects, tabulate
from bascule.mmm.noise import read_noise
from bascule.mmm.outcome import Outcome, read_outcome
from bascule.mmm.priors import ClassPrior, Priors, priors_for
from bascule.mmm.proxies import proxy_columns
from bascule.panel import Floats, Panel

# Periods whose mean spend stands for what was spent before the window.
BEFORE = 4
# A class that follows at least this share of a week's unexplained sales harvests demand rather than makes it.
HARVEST = 0.3
# In a series that demand hardly moves, budgets may still follow what new customers do: this share of their strength.
LEAST_CHASE = 0.4


@dataclass(frozen=True)
class Setup:
    """A problem with what is needed to read its answer back in dollars.

    Attributes
    ----------
    problem : Problem
    outcome : Outcome
        The series explained, and the way back to revenue.
    columns : list of Column
        The linear block, unweighted.
    effect_prior : array of shape (channels, 2, 3)
        Mixture prior of each channel's log return: probability, location and spread of each component.
    classes : tuple of str
    priors : tuple of ClassPrior
        Of each channel, the company's own changes made.
    claims : tuple of Claim or None
    reference : array of shape (channels,), currency per period
        Mean spend of periods with any: the unit of `problem.spend`.
    mean_revenue : float, currency per period
    table : Priors
        All priors as the company edits them: what channels share is read here.
    """

    problem: Problem
    outcome: Outcome
    columns: list[Column]
    effect_prior: Floats
    classes: tuple[ChannelClass, ...]
    priors: tuple[ClassPrior, ...]
    claims: tuple[Claim | None, ...]
    reference: Floats
    mean_revenue: float
    table: Priors

    def natural(self, draws: Floats) -> tuple[Floats, Floats, Floats]:
        """Return effects, retentions and half-saturations (n, channels) of sampled parameters (n, dimension)."""
        channels = len(self.classes)
        keep = 1 / (1 + np.exp(-draws[:, channels : 2 * channels]))
        half = np.exp(draws[:, 2 * channels : 3 * channels])
        return effects(draws[:, :channels], self.problem.effect_table), keep, half

    def from_new(self, draws: Floats) -> Floats:
        """Return the share of each effect that new customers bring, (n, channels); one where nobody told them apart."""
        channels = len(self.classes)
        if self.problem.series == 1:
            return np.ones((len(draws), channels))
        return np.asarray(1 / (1 + np.exp(-draws[:, 3 * channels : 4 * channels])))


def cycle_retention(company: Company, panel: Panel) -> float:
    """Return the retention a period of each of the two stages that make the company's time from lead to sale."""
    periods = company.sales_cycle_weeks * panel.week_share / 2
    return periods / (1 + periods)


def block(
    panel: Panel, company: Company, found: tuple[ClassPrior, ...], outcome: Outcome
) -> tuple[list[Column], Floats, Floats, Floats]:
    """Return the linear block's columns, and by series their values, prior means and prior spreads.

    What demand does to everybody enters each series by `outcome.common`; a dummy only where its period is unknown.
    """
    columns = [
        *linear_block(panel, company, [prior.chase for prior in found], outcome.unknown.any(axis=0)),
        *proxy_columns(panel, [prior.chase[0] < HARVEST for prior in found]),
    ]
    shape = (len(outcome.values), len(columns))
    values = np.tile(np.array([column.values for column in columns]), (shape[0], 1, 1))
    mean = np.outer(outcome.common, [column.mean for column in columns])
    spread = np.tile([column.spread for column in columns], (shape[0], 1))
    alike = outcome.common / math.sqrt(len(outcome.values))
    for k, column in enumerate(columns):
        if column.name.startswith(CHASE):
            mean[:, k] = alike * column.mean
            spread[:, k] = np.maximum(np.abs(alike), LEAST_CHASE) * column.spread
        if column.name.startswith(MISSING):
            values[:, k] *= outcome.unknown
    return columns, values, mean, spread


def set_up(panel: Panel, company: Company, classes: tuple[ChannelClass, ...]) -> Setup:
    """Return the sampling problem of a company.

    Parameters
    ----------
    panel : Panel
        Every channel of which has some spend, and some revenue known and positive.
    company : Company
    classes : tuple of str
        Class of each channel, in the panel's order.
    """
    table = priors_for(company)
    found = tuple(table.of_channel(*named) for named in zip(panel.channels, classes, strict=True))
    claims = tuple(read_claim(panel, c) for c in range(len(classes)))
    outcome = read_outcome(panel)
    mean_revenue = float(np.nanmean(panel.revenue))
    spend = panel.spend.T
    reference = np.array([x[x > 0].mean() for x in spend])
    relative = spend / reference[:, None]
    columns, values, mean, spread = block(panel, company, found, outcome)
    weight, noises = read_noise(panel, outcome)
    total_revenue = mean_revenue * panel.periods
    effect_prior = with_trials(effect_priors(found, claims, table.general), panel)
    problem = Problem(
        spend=relative,
        start=relative[:, :BEFORE].mean(axis=1),
        scale=spend.sum(axis=1) / mean_revenue,
        slope=np.array([prior.slope for prior in found]),
        stages=np.array([float(prior.stages) for prior in found]),
        cycle=np.array([cycle_retention(company, panel)]),
        loads=outcome.loads,
        weight=weight,
        revenue=outcome.values * weight,
        design=values * weight[:, None, :],
        variance=spread**2,
        kind=np.array([column.kind for column in columns], dtype=float),
        mean=mean,
        effect_table=np.stack([tabulate(prior) for prior in seen_priors(effect_prior, table.general.discrepancy)]),
        carry_prior=carry_priors(found, panel),
        half_prior=np.array([(math.log(prior.half[0]), prior.half[1]) for prior in found]),
        split_prior=split_priors(found, outcome),
        hyper_prior=np.stack([hyper_priors(noise, table.general) for noise in noises]),
        total_prior=np.array(table.general.total_share(float(spend.sum()) / total_revenue)),
    )
    return Setup(problem, outcome, columns, effect_prior, classes, found, claims, reference, mean_revenue, table)
