"""Where each array of a problem lies in the flat block of values handed to the sampler.

The sampler knows one signature for every density, so a problem's arrays travel as one vector and a table of offsets.
"""

from dataclasses import dataclass, fields

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bascule.panel import Floats

# Positions in the layout vector.
CHANNELS, PERIODS, COLUMNS, SERIES = 0, 1, 2, 3
SPEND, START, SCALE, SLOPE, STAGES, CYCLE, LOADS, WEIGHT, REVENUE, DESIGN, GRAM = range(4, 15)
VARIANCE, KIND, MEAN, EFFECT_TABLE, CARRY_PRIOR, HALF_PRIOR, SPLIT_PRIOR = range(15, 22)
HYPER_PRIOR, TOTAL_PRIOR, END = range(22, 25)

# Parameters a channel has, in blocks of `channels`: the split only where there are two series. Then the shared ones.
EFFECT, CARRY, HALF, SPLIT = 0, 1, 2, 3
# Shared parameters of one series, by offset.
NOISE, AUTOCORRELATION, WANDER, SEASON = 0, 1, 2, 3
SHARED = 4

# Noise below this share of mean revenue is never believed: a history that never moves is not known exactly.
NOISE_FLOOR = 0.01

# What a column's prior variance is multiplied by.
FIXED, BY_WANDER, BY_SEASON, BY_NOISE = 0, 1, 2, 3


@dataclass(frozen=True)
class Problem:
    """A company's history and priors, scaled for sampling (revenue divided by its mean).

    One series (revenue), or two whose noises are independent (see `outcome`): the same effects move both.

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
    stages : array of shape (channels,)
        Carry-over stages: 1 is geometric, 2 delayed.
    cycle : array of shape (1,)
        Retention per period of each of the two stages from lead to sale; 0 where sales follow at once.
    loads : array of shape (series, 2)
        What a unit of scaled revenue adds to each series: from new customers, from known ones.
    weight : array of shape (series, periods)
        Relative precision (root) of each period.
    revenue : array of shape (series, periods)
        Outcome times weight.
    design : array of shape (series, columns, periods)
        Columns of the linear block times weight.
    variance, mean : arrays of shape (series, columns)
        Normal prior of each column.
    kind : array of shape (columns,)
        Which shared scale multiplies each column's prior spread.
    effect_table : array of shape (channels, POINTS, 2)
        Quantile function of each channel's log effect and its slope: see `density.quantile`.
    carry_prior, half_prior, split_prior : arrays of shape (channels, 2)
        Beta parameters of the retention; location and spread of log half-saturation, and of the logit of the share of
        the effect that new customers bring.
    hyper_prior : array of shape (series, 4, 2)
        Location and spread of log noise, atanh autocorrelation, log wander, log season.
    total_prior : array of shape (2,)
        Location and spread of the log share of revenue owed to all channels.
    """

    spend: Floats
    start: Floats
    scale: Floats
    slope: Floats
    stages: Floats
    cycle: Floats
    loads: Floats
    weight: Floats
    revenue: Floats
    design: Floats
    variance: Floats
    kind: Floats
    mean: Floats
    effect_table: Floats
    carry_prior: Floats
    half_prior: Floats
    split_prior: Floats
    hyper_prior: Floats
    total_prior: Floats

    @property
    def channels(self) -> int:
        """Number of channels."""
        return int(self.spend.shape[0])

    @property
    def series(self) -> int:
        """Number of outcome series, 1 or 2."""
        return int(self.revenue.shape[0])

    @property
    def per_channel(self) -> int:
        """Number of sampled parameters of a channel."""
        return int(per_channel(self.series))

    @property
    def dimension(self) -> int:
        """Number of sampled parameters."""
        return self.per_channel * self.channels + SHARED * self.series

    def shared(self, series: int) -> slice:
        """Return where the shared parameters of a series lie."""
        first = self.per_channel * self.channels + SHARED * series
        return slice(first, first + SHARED)


@njit(cache=True, nogil=True, error_model="numpy")
def per_channel(series):
    """Return how many parameters a channel has: the split between customers only counts where two series tell it."""
    return 3 if series == 1 else 4


def grams(design: Floats) -> Floats:
    """Return (3, columns, columns): D Ω Dᵀ = g₀ + φ g₁ + φ² g₂ for the precision Ω of an AR(1) of unit innovations."""
    lagged = design[:, 1:] @ design[:, :-1].T
    inner = design[:, 1:-1] @ design[:, 1:-1].T
    return np.stack([design @ design.T, -(lagged + lagged.T), inner])


def pack(problem: Problem) -> tuple[Floats, NDArray[np.int64]]:
    """Return (values, layout) as the density reads them."""
    arrays = [getattr(problem, field.name) for field in fields(problem)]
    arrays.insert(GRAM - SPEND, np.stack([grams(design) for design in problem.design]))
    sizes = [problem.channels, problem.spend.shape[1], problem.design.shape[1], problem.series]
    offsets = np.cumsum([0] + [a.size for a in arrays])
    layout = np.concatenate([sizes, offsets]).astype(np.int64)
    return np.concatenate([np.ravel(a) for a in arrays]).astype(np.float64), layout
