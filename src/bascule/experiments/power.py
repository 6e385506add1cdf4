"""How exactly a test would tell a channel's return: placebo tests on the company's own history.

The past weeks hold no test, so that a test put there finds nothing but noise: the same reading, made from every week of
the history, shows how far from nothing that noise takes it (Abadie, Diamond & Hainmueller 2010,
doi:10.1198/jasa.2009.ap08746).
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from bascule.mmm.baseline import Column, freedom, offer_columns, slow_basis, smooth
from bascule.panel import Floats, Panel
from bascule.proposals import ErrorSource

# Known periods under which nobody knows how noisy the sales are.
LEAST = {"week": 13, "month": 9}
# Placebo windows, one after the other, under which they say nothing by themselves; what the residuals say counts as
# this many windows beside them, so that no design wins by a lucky handful.
FEWEST_WINDOWS, WORTH_WINDOWS = 3, 4
MOST_MEMORY = 0.9
# One-sided level at which an effect is said to show.
LEVEL_Z = 1.2815515655446004
# Relative variance of an order's value, at least: baskets differ (judgement).
LEAST_BASKET_VARIANCE = 0.25


@dataclass(frozen=True)
class Noise:
    """What is left of the sales once season, slow movement, offers and spending are taken out.

    Attributes
    ----------
    rest : array of shape (periods,)
        Company currency per week; 0 where unknown.
    maker : array of shape (periods, periods)
        Takes out of a series what is controlled for; rows and columns of unknown periods are 0.
    deviation : float
        Of a week, company currency, degrees of freedom counted.
    memory : float
        Correlation of a week with the next, 0 to 0.9.
    weekly : bool
        Whether the history is by week: a test by week can only be put in such a one.
    """

    rest: Floats
    maker: Floats
    deviation: float
    memory: float
    weekly: bool


def history_noise(panel: Panel) -> Noise | None:
    """Return the noise of a company's sales; None where they are unknown or too short."""
    known = ~np.isnan(panel.revenue)
    if not panel.sales_read or known.sum() < LEAST[panel.period]:
        return None
    columns = [replace(column, values=column.values[known]) for column in _controls(panel)]
    count = int(known.sum())
    maker = np.zeros((panel.periods, panel.periods))
    maker[np.ix_(known, known)] = np.eye(count) - smooth(np.eye(count), columns)
    rest = maker @ np.where(known, panel.revenue, 0.0)
    free = max(count - freedom(columns), 4.0)
    deviation = math.sqrt(float(rest @ rest) / free) * math.sqrt(panel.week_share)
    weekly = panel.period == "week"
    return Noise(rest, maker, deviation, _memory(rest, known) if weekly else 0.0, weekly)


def _controls(panel: Panel) -> list[Column]:
    media = [Column(name, x / x.mean(), 0.0, 0.1) for name, x in zip(panel.channels, panel.spend.T, strict=True)]
    return slow_basis(panel) + offer_columns(panel) + media


def _memory(rest: Floats, known: NDArray[np.bool_]) -> float:
    both = known[1:] & known[:-1]
    spread = float((rest[known] ** 2).mean())
    if not both.any() or spread <= 0:
        return 0.0
    return min(max(float((rest[1:] * rest[:-1])[both].mean()) / spread, 0.0), MOST_MEMORY)


def placebo_effects(noise: Noise, paths: list[Floats]) -> Floats:
    """Return what tests would have found at every week of the history where they fit, shape (paths x origins,).

    Currency per unit of a path (weeks,): the difference that goes with it, controls held, by least squares. A place
    where the controls leave nothing of the path, or no week is known, is left out.
    """
    periods, length = len(noise.rest), len(paths[0])
    origins = max(periods - length + 1, 0)
    grid = np.zeros((len(paths), origins, periods))
    for origin in range(origins):
        grid[:, origin, origin : origin + length] = paths
    placed = grid.reshape(-1, periods)
    held = placed @ noise.maker
    strength = (held * placed).sum(axis=1)
    usable = strength > 1e-6 * (placed**2).sum(axis=1)
    return np.asarray((placed * noise.rest).sum(axis=1)[usable] / strength[usable])


def residual_error(deviation: float, memory: float, path: Floats) -> float:
    """Return the standard error of what goes with `path` (weeks,), against as many weeks before, from residuals alone.

    Least squares with a level of its own; noise of a given deviation and memory (first-order autoregression).

    Examples
    --------
    >>> residual_error(2.0, 0.0, np.array([-1.0, -1.0, -1.0, -1.0])) == 2.0 * (1 / 4 + 1 / 4) ** 0.5
    True
    """
    whole = np.concatenate([np.zeros(len(path)), path])
    centred = whole - whole.mean()
    weights = centred / float(centred @ centred)
    lags = np.abs(np.subtract.outer(np.arange(len(whole)), np.arange(len(whole))))
    return deviation * math.sqrt(float(weights @ memory**lags @ weights))


def time_error(noise: Noise, paths: list[Floats]) -> tuple[float, ErrorSource]:
    """Return the standard error of a test in time, currency per week of the whole effect, and what it comes from.

    Parameters
    ----------
    noise : Noise
    paths : list of arrays of shape (weeks,)
        Exposures (see :func:`bascule.experiments.carry.exposure`) of as many random orders of the same design; about
        their mean where the weeks of the test are compared with each other alone.
    """
    plain = np.mean([residual_error(noise.deviation, noise.memory, path) ** 2 for path in paths])
    windows = len(noise.rest) // len(paths[0])
    if not noise.weekly or windows < FEWEST_WINDOWS:
        return math.sqrt(float(plain)), "residuals"
    found = placebo_effects(noise, paths)
    if not found.size:
        return math.sqrt(float(plain)), "residuals"
    placebo = float((found**2).mean())
    return math.sqrt((windows * placebo + WORTH_WINDOWS * float(plain)) / (windows + WORTH_WINDOWS)), "placebo"


def split_error(noise: Noise, weeks: int, share: float, leak: float, history: int) -> float:
    """Return the standard error of a test between areas, currency per week of the whole effect.

    As if all of the noise were local, which is the worst case: what moves all areas alike cancels out.

    Parameters
    ----------
    noise : Noise
    weeks : int
    share : float
        Part of the sales where the channel is held back.
    leak : float
        Part of the effect that crosses over.
    history : int
        Weeks known before, from which the usual difference between the areas is known.
    """
    lasting = (1 + noise.memory) / (1 - noise.memory)
    total = noise.deviation**2 * weeks * lasting * (1 + weeks / max(history, 1))
    # Each area's deviation goes with the root of its size; each is scaled up to the whole.
    scaled = (1 - share) / (1 - share) ** 2 * total + share / share**2 * total
    return math.sqrt(scaled) / (weeks * (1 - leak))


def order_variance(panel: Panel) -> float | None:
    """Return the variance a week of what known customers buy, by chance alone (currency²); None where not counted.

    Orders are Poisson, their values vary as the past weeks show. Without new customers told apart, all orders count.
    """
    recent = slice(-52 if panel.period == "week" else -12, None)
    orders, revenue, new = panel.orders[recent], panel.revenue[recent], panel.new_customers[recent]
    counted = ~np.isnan(orders) & ~np.isnan(revenue) & (orders > 0)
    if counted.sum() < max(4, 0.8 * len(orders)):
        return None
    ticket = float(revenue[counted].sum() / orders[counted].sum())
    away = orders[counted] * (revenue[counted] / orders[counted] - ticket) ** 2
    basket = max(float(away.mean()) / ticket**2, LEAST_BASKET_VARIANCE)
    apart = counted & ~np.isnan(new)
    known = float((orders - new)[apart].mean()) if apart.sum() >= 0.8 * counted.sum() else float(orders[counted].mean())
    return max(known, 0.0) * panel.week_share * ticket**2 * (1 + basket)


def holdout_error(variance: float, weeks: int, share: float) -> float:
    """Return the standard error of a holdout of a list, currency per week of the whole effect.

    Parameters
    ----------
    variance : float
        Of a week of what the list buys, currency² (see :func:`order_variance`).
    weeks : int
    share : float
        Part of the list held out.

    Examples
    --------
    >>> holdout_error(100.0, 4, 0.5)
    10.0
    """
    return math.sqrt(variance / (share * (1 - share)) / weeks)


def power(returns: Floats, error: float) -> float:
    """Return the chance that a test shows an effect (one-sided, 10 %), over draws of the return (draws,).

    Examples
    --------
    >>> round(power(np.array([0.0]), 1.0), 3), round(power(np.array([3.0]), 1.0), 3)
    (0.1, 0.957)
    """
    return float(ndtr(np.asarray(returns) / error - LEVEL_Z).mean())
