"""What platforms claim, read with suspicion: data on the return, with a bias and a spread by class."""

import math
from dataclasses import dataclass

import numpy as np

from bascule.mmm.priors import ClassPrior
from bascule.panel import Panel

# Below this many claimed conversions in all, the tag more likely measures nothing than the channel does nothing.
ENOUGH_CONVERSIONS = 5


@dataclass(frozen=True)
class Claim:
    """What a platform claims of one channel: revenue per dollar, and how many conversions it rests on."""

    roas: float
    conversions: float


def read_claim(panel: Panel, channel: int) -> Claim | None:
    """Return the claim of a channel where its platform reports revenue, or None if it measures nothing."""
    revenue, spend = panel.claimed_revenue[:, channel], panel.spend[:, channel]
    known = ~np.isnan(revenue)
    conversions = float(np.nansum(panel.claimed_conversions[known, channel]))
    if np.isnan(panel.claimed_conversions[known, channel]).all() and known.any():
        conversions = math.inf  # revenue is reported without its count
    total = float(revenue[known].sum())
    if total <= 0 or spend[known].sum() <= 0 or conversions < ENOUGH_CONVERSIONS:
        return None
    return Claim(total / float(spend[known].sum()), conversions)


def informed(prior: ClassPrior, claim: Claim | None) -> tuple[float, float]:
    """Return location and spread of the log return if the channel works, the claim taken in.

    log(true / claimed) ~ Normal(log bias, spread² + 1 / conversions); the product of two Normals is closed. Whether the
    channel works at all is not moved: harvested demand is claimed just as well.

    Examples
    --------
    >>> from bascule.mmm.priors import priors
    >>> location, spread = informed(priors().of("brand_search"), Claim(roas=10.0, conversions=500))
    >>> round(math.exp(location), 2), round(spread, 2)
    (1.32, 0.57)
    """
    location, precision = math.log(prior.median), prior.spread**-2
    if claim is None or prior.claim is None:
        return location, prior.spread
    bias, spread = prior.claim
    seen = 1.0 / (spread**2 + 1.0 / claim.conversions)
    total = precision + seen
    return (location * precision + math.log(claim.roas * bias) * seen) / total, total**-0.5
