"""Whether those who buy more often also spend more each time: Gamma-Gamma supposes that they do not."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from bascule.plans import Interval90


def value_correlation(frequency: ArrayLike, value: ArrayLike, *, ranks: bool = False) -> Interval90 | None:
    """Return the correlation between how often customers came back and their mean value, with its 90 % interval.

    Fisher's transformation: atanh(ρ̂) has standard error 1/√(n-3), times √(1 + ρ̂²/2) for ranks (Bonett & Wright 2000,
    doi:10.1007/BF02294183). None with fewer than ten customers who came back, or where all are alike.

    Parameters
    ----------
    frequency, value
        Repeat purchases and their mean value (currency), a value a customer; those with neither above 0 are left out.
    ranks
        Spearman's correlation, of ranks, instead of Pearson's, which the published analyses state: a few very large
        customers then weigh no more than others.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> found = value_correlation(rng.poisson(3, 500), rng.gamma(4, 10, 500))
    >>> found.p05 < 0 < found.p95
    True
    """
    x, z = np.asarray(frequency, dtype=float), np.asarray(value, dtype=float)
    kept = (x > 0) & (z > 0)
    x, z = x[kept], z[kept]
    if x.size < 10 or np.ptp(x) == 0 or np.ptp(z) == 0:
        return None
    if ranks:
        x, z = rankdata(x), rankdata(z)
    rho = float(np.clip(np.corrcoef(x, z)[0, 1], -1 + 1e-12, 1 - 1e-12))
    error = np.sqrt((1 + rho**2 / 2 if ranks else 1.0) / (x.size - 3))
    low, middle, high = np.tanh(np.arctanh(rho) + np.array([-1.6449, 0.0, 1.6449]) * error)
    return Interval90(p05=float(low), p50=float(middle), p95=float(high))
