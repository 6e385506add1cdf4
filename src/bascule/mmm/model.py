"""The response model, fitted: from a panel to draws of what each channel does, and what that rests on."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.mmm.baseline import WEEKS_A_YEAR
from bascule.mmm.build import Setup, set_up
from bascule.mmm.evidence import Learnt, learnt, prior_draws
from bascule.mmm.fit import Sample, sample
from bascule.mmm.posterior import Posterior, read
from bascule.mmm.predictive import Predictive, predict
from bascule.panel import Panel

# What revenue is taken to be, over spending, where nobody gives it: any figure gives the same returns.
STAND_IN = 20.0


@dataclass(frozen=True)
class Model:
    """What is believed of each channel, and what that rests on; `prior` is the same reading before any sale was read.

    By itself, a model that has read no sale: `posterior` is then the prior.
    """

    setup: Setup
    posterior: Posterior
    prior: Posterior
    learnt: list[Learnt]

    @property
    def total_bounded(self) -> bool:
        """Whether what all channels bring together is held to a plausible share of revenue."""
        return bool(np.isfinite(self.setup.problem.total_prior[1]))


@dataclass(frozen=True)
class FittedModel(Model):
    """A response model fitted to a company's sales."""

    sample: Sample
    predictive: Predictive


def fit_model(
    panel: Panel,
    company: Company,
    classes: tuple[ChannelClass, ...],
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> FittedModel:
    """Fit the response model to a company's history.

    Parameters
    ----------
    panel : Panel
        Every channel of which has some spend, and some positive revenue.
    company : Company
    classes : tuple of str
        Class of each channel, in the panel's order.
    seed : int
        Same panel and seed, same result.
    progress : callable, optional
        Told the share done, 0 to 1.

    Notes
    -----
    What is explained (revenue, orders at their usual ticket, or new and known customers apart: see `outcome`) is the
    sum of a level, slow movement, the yearly season, holidays, price and promotion, demand where a file shows it, what
    spending merely follows, Σ ρ_c s_c h_c(t), and AR(1) noise; h_c is the Hill saturation of the carry-over of channel
    c's spending, scaled to sum to one, s_c its total spending over mean revenue, and so ρ_c its incremental revenue per
    dollar (Jin, Wang, Sun, Chan & Koehler 2017, Google). All that is linear with a Gaussian prior is integrated out.
    """
    setup = set_up(panel, company, classes)
    return assemble(setup, sample(setup.problem, seed, progress), panel, seed)


def assemble(setup: Setup, drawn: Sample, panel: Panel, seed: int) -> FittedModel:
    """Return the model that sampled draws make, read in the company's own units."""
    before = prior_draws(setup, seed)
    return FittedModel(
        setup=setup,
        sample=drawn,
        posterior=read(setup, drawn.flat, panel, seed),
        prior=read(setup, before, panel, seed + 1),
        learnt=learnt(setup, before, drawn.flat, panel),
        predictive=predict(setup, drawn, seed),
    )


def prior_model(panel: Panel, company: Company, classes: tuple[ChannelClass, ...], seed: int) -> Model:
    """Return what is believed of each channel before any sale is read: priors, and claims corrected for their bias.

    Parameters
    ----------
    panel : Panel
        Every channel of which has some spend. Of its revenue only the mean is used, where some is known.
    company : Company
        Its `yearly_revenue` stands for a revenue that no period gives. Without either, what all channels bring
        together is left unbounded (`Model.total_bounded` is False).
    classes : tuple of str
        Class of each channel, in the panel's order.
    seed : int
        Same panel and seed, same result: the `prior` of :func:`fit_model`.
    """
    revenue = mean_revenue(panel, company)
    flat = STAND_IN * float(panel.spend.sum()) / panel.periods if revenue is None else revenue
    setup = set_up(replace(panel, revenue=np.full(panel.periods, flat)), company, classes)
    if revenue is None:
        setup = replace(setup, problem=replace(setup.problem, total_prior=np.array([0.0, math.inf])))
    draws = prior_draws(setup, seed)
    believed = read(setup, draws, panel, seed + 1)
    return Model(setup=setup, posterior=believed, prior=believed, learnt=learnt(setup, draws, draws, panel))


def mean_revenue(panel: Panel, company: Company) -> float | None:
    """Return revenue per period: the mean of what is known, else the owner's yearly figure, else None."""
    known = panel.revenue[~np.isnan(panel.revenue)]
    if known.size and known.mean() > 0:
        return float(known.mean())
    if company.yearly_revenue is None:
        return None
    return company.yearly_revenue / (WEEKS_A_YEAR if panel.period == "week" else 12)
