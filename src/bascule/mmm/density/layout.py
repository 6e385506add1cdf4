"""Where each array of a problem lies in the flat block of values handed to the sampler.

The sampler knows one signature for every density, so a problem's arrays travel as one vector and a table of offsets.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bascule.panel import Floats

# Positions in the layout vector.
CHANNELS, PERIODS, COLUMNS = 0, 1, 2
SPEND, START, SCALE, SLOPE, WEIGHT, REVENUE, DESIGN, GRAM, VARIANCE, KIND, MEAN = range(3, 14)
EFFECT_TABLE, CARRY_PRIOR, HALF_PRIOR, HYPER_PRIOR, TOTAL_PRIOR, END = range(14, 20)

# Parameters a channel has, in blocks of `channels`, then the shared ones.
EFFECT, CARRY, HALF = 0, 1, 2
PER_CHANNEL = 3
NOISE, AUTOCORRELATION, WANDER, SEASON = 0, 1, 2, 3
SHARED = 4

# Noise below this share of mean revenue is never believed: a history that never moves is not known exactly.
NOISE_FLOOR = 0.01

# What a column's prior variance is multiplied by.
FIXED, BY_WANDER, BY_SEASON, BY_NOISE = 0, 1, 2, 3


@dataclass(frozen=True)
class Problem:
    """A company's history and priors, scaled for sampling (revenue divided by its mean).

    Attributes
    ----------
    spend : array of shape (channels, periods)
        Spend over its mean in periods with any.
    start : array of shape (channels,)
        Carry-over already there before the first period, same unit.
    scale : array of shape (channels,)
        Total spend over mean revenue: an effect of 1 adds that much scaled revenue in all.
    slope : array of shape (channels,)
        Hill slope; 1 is concave, above 1 S-shaped.
    weight : array of shape (periods,)
        Relative precision (root) of each period's revenue; 0 where revenue is unknown.
    revenue : array of shape (periods,)
        Scaled revenue times weight.
    design : array of shape (columns, periods)
        Columns of the linear block times weight.
    variance, kind, mean : arrays of shape (columns,)
        Normal prior of each column; `kind` says which shared scale multiplies it.
    effect_table : array of shape (channels, POINTS, 2)
        Quantile function of each channel's log effect and its slope: see `density.quantile`.
    carry_prior, half_prior : arrays of shape (channels, 2)
        Beta parameters of the weekly retention; location and spread of log half-saturation.
    hyper_prior : array of shape (4, 2)
        Location and spread of log noise, atanh autocorrelation, log wander, log season.
    total_prior : array of shape (2,)
        Location and spread of the log share of revenue owed to all channels.
    """

    spend: Floats
    start: Floats
    scale: Floats
    slope: Floats
    weight: Floats
    revenue: Floats
    design: Floats
    variance: Floats
    kind: Floats
    mean: Floats
    effect_table: Floats
    carry_prior: Floats
    half_prior: Floats
    hyper_prior: Floats
    total_prior: Floats

    @property
    def dimension(self) -> int:
        """Number of sampled parameters."""
        return PER_CHANNEL * int(self.spend.shape[0]) + SHARED


def grams(design: Floats) -> Floats:
    """Return (3, columns, columns): D Ω Dᵀ = g₀ + φ g₁ + φ² g₂ for the precision Ω of an AR(1) of unit innovations."""
    lagged = design[:, 1:] @ design[:, :-1].T
    inner = design[:, 1:-1] @ design[:, 1:-1].T
    return np.stack([design @ design.T, -(lagged + lagged.T), inner])


def pack(problem: Problem) -> tuple[Floats, NDArray[np.int64]]:
    """Return (values, layout) as the density reads them."""
    arrays = [getattr(problem, field.name) for field in fields(problem)]
    arrays.insert(7, grams(problem.design))
    channels, periods = problem.spend.shape
    offsets = np.cumsum([0] + [a.size for a in arrays])
    layout = np.concatenate([[channels, periods, problem.design.shape[0]], offsets]).astype(np.int64)
    return np.concatenate([np.ravel(a) for a in arrays]).astype(np.float64), layout
