"""What platforms say they brought: purchases they touched, counted whole, beside some of what they truly brought."""

from dataclasses import dataclass

import numpy as np

from companies.firm import BURN, YEAR
from companies.history import History
from companies.season import Floats
from companies.traits import CLAIM_SPREAD, MISSING_TAG, TRAITS


@dataclass(frozen=True)
class Claims:
    """What the exports say, arrays of shape (weeks, channels); NaN where nothing is reported."""

    impressions: Floats
    clicks: Floats
    conversions: Floats
    revenue: Floats


def claim(history: History, returns: Floats) -> Claims:
    """Return what each platform claims, given the true returns (channels,) over the last year."""
    firm = history.firm
    rng = np.random.default_rng([firm.seed, 6])
    spend, touched = history.spend[BURN:], history.touched[BURN:]
    shape = spend.shape
    impressions, clicks, conversions, revenue = (np.full(shape, np.nan) for _ in range(4))
    broken = breakage(rng, history)
    for c, name in enumerate(firm.channels):
        trait = TRAITS[name]
        cost = trait.cpm * np.exp(rng.normal(0, 0.4))
        impressions[:, c] = rng.poisson(1000 * spend[:, c] / cost) if name != "flyers" else 0.0
        if trait.claims is None or trait.ctr is None:
            continue
        clicks[:, c] = rng.binomial(impressions[:, c].astype(int), trait.ctr * np.exp(rng.normal(0, 0.3)))
        said = trait.claims * np.exp(CLAIM_SPREAD * rng.standard_normal()) + trait.credit * max(returns[c], 0.0)
        if rng.random() < MISSING_TAG:
            said = 0.0
        last = touched[-YEAR:, c].sum()
        value = said * spend[-YEAR:, c].sum() * touched[:, c] / last * broken if last > 0 else 0.0 * touched[:, c]
        conversions[:, c] = rng.poisson(value / firm.ticket)
        revenue[:, c] = conversions[:, c] * firm.ticket * rng.uniform(0.9, 1.15)
    return Claims(impressions, clicks, conversions, revenue)


def breakage(rng: np.random.Generator, history: History) -> Floats:
    """Return the share of purchases that tags still see, shape (weeks,): some histories have a break."""
    firm = history.firm
    seen = np.ones(firm.weeks)
    if firm.mechanism == "shock" and rng.random() < 0.5:
        start = int(rng.integers(8, firm.weeks - 4))
        length = firm.weeks if rng.random() < 0.5 else int(rng.integers(3, 12))
        seen[start : start + length] = rng.uniform(0.2, 0.7)
    return seen
