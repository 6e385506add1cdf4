"""From a panel to the problem the sampler reads: scaling, priors, weights."""

import math
from dataclasses import dataclass

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.mmm.baseline import Column, freedom, linear_block, season_columns, smooth, wander_columns
from bascule.mmm.claims import Claim, informed, read_claim
from bascule.mmm.density.layout import Problem
from bascule.mmm.density.quantile import effects, tabulate
from bascule.mmm.priors import ClassPrior, GeneralPrior, Priors, priors_for
from bascule.panel import WEEKS_PER_MONTH, Floats, Panel

# Periods whose mean spend stands for what was spent before the window.
BEFORE = 4
# Variance follows the mean as for counts; a period far out weighs as under a Student-t of this many degrees.
TAIL_FREEDOM = 5.0
# No company's weekly sales are known, or vary, by less than this share.
LEAST_NOISE = 0.02
# What weekly sales of a small company vary by, unexplained, and how many free observations that is worth as a guess.
USUAL_NOISE = (0.12, 5.0)
LEAST_MONTHLY = 0.03


@dataclass(frozen=True)
class Setup:
    """A problem with what is needed to read its answer back in dollars.

    Attributes
    ----------
    problem : Problem
    columns : list of Column
        The linear block, unweighted.
    effect_prior : array of shape (channels, 5)
        Mixture prior of each channel's log return: P(works), location and spread if it works, and if it is nil.
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


def first_basis(panel: Panel) -> list[Column]:
    """Return the columns of a first reading of revenue: season, slow movement, spending."""
    media = [Column(name, x / x.mean(), 0.0, 0.1) for name, x in zip(panel.channels, panel.spend.T, strict=True)]
    return season_columns(panel) + wander_columns(panel.periods)[: max(2, panel.periods // 8)] + media


def expected_revenue(panel: Panel) -> Floats:
    """Return a first reading of the expected revenue over its mean, by ridge regression."""
    known = ~np.isnan(panel.revenue)
    fill = np.where(known, panel.revenue, np.nanmean(panel.revenue)) / np.nanmean(panel.revenue)
    return np.maximum(smooth(fill, first_basis(panel)), 0.2)


def weights(panel: Panel) -> Floats:
    """Return the root relative precision of each period, shape (periods,): less where sales are high or far out."""
    known = ~np.isnan(panel.revenue)
    expected = expected_revenue(panel)
    by_mean = expected**-0.5
    rest = np.where(known, (panel.revenue / np.nanmean(panel.revenue) - expected) * by_mean, 0.0)
    spread = 1.4826 * np.median(np.abs(rest[known] - np.median(rest[known]))) + 1e-9
    outlying = (TAIL_FREEDOM + 1) / (TAIL_FREEDOM + (rest / spread) ** 2)
    return np.asarray(by_mean * np.sqrt(np.minimum(outlying, 1.0)))


def effect_priors(found: tuple[ClassPrior, ...], claims: tuple[Claim | None, ...], general: GeneralPrior) -> Floats:
    """Return the mixture prior of each channel's log return, claims taken in, shape (channels, 5)."""
    return np.array(
        [
            [prior.works, *informed(prior, claim), math.log(general.nil_median), general.nil_spread]
            for prior, claim in zip(found, claims, strict=True)
        ]
    )


def seen_priors(effect_prior: Floats, discrepancy: float) -> Floats:
    """Return the prior of what the history can show of each return, shape (channels, 5): the return, blurred.

    A history shows a return through a model that is itself wrong: log seen ~ Normal(log return, discrepancy).
    """
    seen = effect_prior.copy()
    seen[:, [2, 4]] = np.sqrt(seen[:, [2, 4]] ** 2 + discrepancy**2)
    return seen


def carry_priors(found: tuple[ClassPrior, ...], panel: Panel) -> Floats:
    """Return Beta parameters of each channel's retention from a period to the next, shape (channels, 2).

    What is published is weekly; over a month little is left, and Beta(1, b) keeps the mean of that little.
    """
    weekly = np.array([prior.carry for prior in found])
    if panel.period == "week":
        return weekly
    monthly = np.maximum((weekly[:, 0] / weekly.sum(axis=1)) ** WEEKS_PER_MONTH, LEAST_MONTHLY)
    return np.stack([np.ones(len(found)), 1 / monthly - 1], axis=1)


def noise_location(panel: Panel, weight: Floats) -> float:
    """Return the log of a first guess of the noise, share of mean revenue, less what the guess itself fitted."""
    known = ~np.isnan(panel.revenue)
    rest = ((panel.revenue / np.nanmean(panel.revenue) - expected_revenue(panel)) * weight)[known]
    free = max(float(known.sum()) - freedom(first_basis(panel)), 0.0)
    usual, worth = USUAL_NOISE
    return math.log(max(math.sqrt((float((rest**2).sum()) + worth * usual**2) / (free + worth)), LEAST_NOISE))


def hyper_priors(noise: float, general: GeneralPrior) -> Floats:
    """Return location and spread of the four shared parameters, on the sampled scale, shape (4, 2)."""
    scales = [(math.log(location), spread) for location, spread in (general.wander, general.season)]
    return np.array([(noise, general.noise_spread), general.autocorrelation, *scales])


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
    mean_revenue = float(np.nanmean(panel.revenue))
    spend = panel.spend.T
    reference = np.array([x[x > 0].mean() for x in spend])
    relative = spend / reference[:, None]
    columns = linear_block(panel, company, [prior.chase for prior in found])
    weight = weights(panel)
    revenue = np.where(np.isnan(panel.revenue), 0.0, panel.revenue / mean_revenue)
    design = np.array([column.values for column in columns]) * weight
    total_revenue = mean_revenue * panel.periods
    effect_prior = effect_priors(found, claims, table.general)
    problem = Problem(
        spend=relative,
        start=relative[:, :BEFORE].mean(axis=1),
        scale=spend.sum(axis=1) / mean_revenue,
        slope=np.array([prior.slope for prior in found]),
        weight=weight,
        revenue=revenue * weight,
        design=design,
        variance=np.array([column.spread**2 for column in columns]),
        kind=np.array([column.kind for column in columns], dtype=float),
        mean=np.array([column.mean for column in columns]),
        effect_table=np.stack([tabulate(prior) for prior in seen_priors(effect_prior, table.general.discrepancy)]),
        carry_prior=carry_priors(found, panel),
        half_prior=np.array([(math.log(prior.half[0]), prior.half[1]) for prior in found]),
        hyper_prior=hyper_priors(noise_location(panel, weight), table.general),
        total_prior=np.array(table.general.total_share(float(spend.sum()) / total_revenue)),
    )
    return Setup(problem, columns, effect_prior, classes, found, claims, reference, mean_revenue, table)
