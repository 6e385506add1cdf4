"""What is believed before sales are read, as the arrays that the density reads: class priors, claims, planned tests."""

import math

import numpy as np

from bascule.mmm.claims import Claim, informed
from bascule.mmm.outcome import Outcome
from bascule.mmm.priors import ClassPrior, GeneralPrior
from bascule.mmm.trials import after_trials
from bascule.panel import WEEKS_PER_MONTH, Floats, Panel

LEAST_MONTHLY = 0.03


def effect_priors(found: tuple[ClassPrior, ...], claims: tuple[Claim | None, ...], general: GeneralPrior) -> Floats:
    """Return the mixture prior of each channel's log return, claims taken in, shape (channels, 2, 3).

    Each component has its probability, location and spread: it works as its class does, or it is as good as nil.
    """
    nil = (math.log(general.nil_median), general.nil_spread)
    return np.array(
        [
            [(prior.works, *informed(prior, claim)), (1 - prior.works, *nil)]
            for prior, claim in zip(found, claims, strict=True)
        ]
    )


def with_trials(effect_prior: Floats, panel: Panel) -> Floats:
    """Return the prior of each channel's log return with the company's planned tests taken in, shape as given."""
    return np.stack(
        [
            after_trials(mixture, [trial for trial in panel.experiments if trial.channel == name])
            for name, mixture in zip(panel.channels, effect_prior, strict=True)
        ]
    )


def seen_priors(effect_prior: Floats, discrepancy: float) -> Floats:
    """Return the prior of what the history can show of each return, shape (channels, 2, 3): the return, blurred.

    A history shows a return through a model that is itself wrong: log seen ~ Normal(log return, discrepancy).
    """
    seen = effect_prior.copy()
    seen[:, :, 2] = np.hypot(seen[:, :, 2], discrepancy)
    return seen


def split_priors(found: tuple[ClassPrior, ...], outcome: Outcome) -> Floats:
    """Return location and spread of the logit of the share of each effect that new customers bring, (channels, 2).

    A class is placed relative to the company's own share of first orders.
    """
    share = 0.5 if outcome.new_share is None else outcome.new_share
    own = math.log(share / (1 - share))
    return np.array([(own + prior.split[0], prior.split[1]) for prior in found])


def carry_priors(found: tuple[ClassPrior, ...], panel: Panel) -> Floats:
    """Return Beta parameters of each channel's retention from a period to the next, shape (channels, 2).

    What is published is weekly; over a month little is left, and Beta(1, b) keeps the mean of that little.
    """
    weekly = np.array([prior.carry for prior in found])
    if panel.period == "week":
        return weekly
    monthly = np.maximum((weekly[:, 0] / weekly.sum(axis=1)) ** WEEKS_PER_MONTH, LEAST_MONTHLY)
    return np.stack([np.ones(len(found)), 1 / monthly - 1], axis=1)


def hyper_priors(noise: float, general: GeneralPrior) -> Floats:
    """Return location and spread of the four shared parameters, on the sampled scale, shape (4, 2)."""
    scales = [(math.log(location), spread) for location, spread in (general.wander, general.season)]
    return np.array([(noise, general.noise_spread), general.autocorrelation, *scales])
