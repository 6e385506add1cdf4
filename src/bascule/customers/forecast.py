"""How many purchases the customers of each cohort will make: draws of the future itself, not of its mean.

For each draw (r, α, a, b) of the parameters and each customer with history (x, t_x, T) of BG/NBD
(doi:10.1287/mksc.1040.0098):

    still a customer   with probability P(alive | x, t_x, T)
    rate               λ ~ Gamma(r + x, α + T)
    chance of leaving  p ~ Beta(a, b + x)
    purchases          min(N, G),  N ~ Poisson(λ · weeks),  G ~ Geometric(p)

since who leaves does so after the G-th purchase at the latest, whenever that is. Given alive, λ and p are independent a
posteriori. Draws thus hold both what is not known of the parameters and what each customer will decide. Where there are
too many customers to simulate one by one, each cohort's total is drawn from the normal distribution that has the exact
mean and variance of the sum (`bascule.customers.counting`), rounded, and never under zero.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bascule.customers.bgnbd import BgnbdDraws, BgnbdFit, probability_alive
from bascule.customers.counting import mean_count, mean_square_count
from bascule.customers.rows import unique_rows
from bascule.panel import Floats

# Customers simulated in all, over draws: some ten seconds.
SIMULATED = 50_000_000
# Histories whose mean and variance are computed in all, over draws; at least so many draws of the parameters.
COMPUTED = 50_000_000
FEWEST = 50


def forecast_cohorts(
    fit: BgnbdFit,
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    cohort_index: ArrayLike,
    weeks: float,
    seed: int | np.random.Generator,
    *,
    n: int = 1000,
    method: Literal["auto", "simulation", "moments"] = "auto",
) -> Floats:
    """Return n draws of the purchases (days with one) of each cohort in the weeks after the data.

    Parameters
    ----------
    fit
        Fit of BG/NBD, to these customers or to others alike.
    frequency, recency, age
        Repeat purchases and weeks, a value a customer.
    cohort_index
        Cohort of each customer, from 0.
    weeks
        Weeks ahead.
    seed
        Seed or generator.
    n
        Draws.
    method
        "simulation" of every customer, "moments" of the sums, or "auto": simulation up to 50 million customers and
        draws.

    Returns
    -------
    ndarray
        Shape (n, cohorts), cohorts being the highest index plus one.

    Examples
    --------
    >>> from bascule.customers.bgnbd import fit_bgnbd
    >>> x, last, age = [2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0]
    >>> fit = fit_bgnbd(x, last, age)
    >>> forecast_cohorts(fit, x, last, age, [0, 0, 1, 1], 26.0, seed=1, n=200).shape
    (200, 2)
    """
    rng = np.random.default_rng(seed)
    cohort = np.asarray(cohort_index, dtype=np.int64)
    if method == "simulation" or (method == "auto" and cohort.size * n <= SIMULATED):
        times, last, end = (np.asarray(column, dtype=float) for column in (frequency, recency, age))
        # In an order of their own: customers come in that of their keys, which another salt would change.
        alike = np.lexsort((end, last, times, cohort))
        return _simulated(fit.draws(n, rng), times[alike], last[alike], end[alike], cohort[alike], weeks, rng)
    (index, times, last, end), counts = unique_rows((cohort, frequency, recency, age))
    distinct = int(np.clip(COMPUTED // index.size, FEWEST, n))
    means, variances = _moments(fit.draws(distinct, rng), times, last, end, index.astype(np.int64), counts, weeks)
    taken = rng.permutation(np.resize(np.arange(distinct), n))
    drawn = rng.normal(means[taken], np.sqrt(variances[taken]))
    return np.asarray(np.maximum(np.rint(drawn), 0.0))


def _simulated(
    draws: BgnbdDraws,
    x: Floats,
    last: Floats,
    end: Floats,
    cohort: NDArray[np.int64],
    weeks: float,
    rng: np.random.Generator,
) -> Floats:
    cohorts = int(cohort.max()) + 1
    out = np.zeros((draws.r.size, cohorts))
    for i in range(draws.r.size):
        one = draws.at(i)
        alive = np.flatnonzero(rng.random(x.size) < probability_alive(one, x, last, end))
        rate = rng.standard_gamma(one.r + x[alive]) / (one.alpha + end[alive])
        bought = rng.poisson(rate * weeks)
        some = np.flatnonzero(bought)
        who = alive[some]
        chance = np.maximum(rng.beta(np.broadcast_to(one.a, who.shape), one.b + x[who]), 1e-15)
        made = np.minimum(bought[some], rng.geometric(chance))
        out[i] = np.bincount(cohort[who], weights=made, minlength=cohorts)
    return out


def _moments(
    draws: BgnbdDraws,
    x: Floats,
    last: Floats,
    end: Floats,
    cohort: NDArray[np.int64],
    counts: Floats,
    weeks: float,
) -> tuple[Floats, Floats]:
    """Return mean and variance of each cohort's total given each draw of the parameters: two arrays (n, cohorts)."""
    cohorts = int(cohort.max()) + 1
    means, variances = np.zeros((draws.r.size, cohorts)), np.zeros((draws.r.size, cohorts))
    for i in range(draws.r.size):
        one = draws.at(i)
        alive = probability_alive(one, x, last, end)
        state = (one.r + x, one.alpha + end, one.a, one.b + x, weeks)
        mean = alive * mean_count(*state)
        variance = alive * mean_square_count(*state) - mean**2
        means[i] = np.bincount(cohort, weights=counts * mean, minlength=cohorts)
        variances[i] = np.bincount(cohort, weights=counts * np.maximum(variance, 0.0), minlength=cohorts)
    return means, variances
