"""The linear block: what sales do without advertising, and what advertising merely follows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.company import Company
from bascule.mmm.calendar import calendar_columns
from bascule.mmm.density.layout import BY_NOISE, BY_SEASON, BY_WANDER, FIXED
from bascule.panel import Floats, Panel

WEEKS_A_YEAR = 365.25 / 7
HARMONICS = 3
LEVEL = (0.85, 0.5)
HOLIDAY_SPREAD = 0.25
PROMO = (0.1, 0.25)
PRICE = (-1.5, 1.0)
# Dummies that take a period without known revenue out of the likelihood exactly.
MISSING_SPREAD = 10.0
MISSING = "missing_"
CHASE = "chase_"


@dataclass(frozen=True)
class Column:
    """One column of the linear block, with its Normal prior; `kind` says which shared scale multiplies it."""

    name: str
    values: Floats
    mean: float
    spread: float
    kind: int = FIXED


def wander_columns(periods: int) -> list[Column]:
    """Return cosines whose variances make a random walk of unit step.

    Movements of less than 20 steps are left to the noise, which has a memory. Karhunen-Loève expansion of
    the Brownian motion about its mean on `periods` steps.

    Examples
    --------
    >>> len(wander_columns(104))
    10
    """
    count = min(max(2, periods // 10), 16)
    t = (np.arange(periods) + 0.5) / periods
    return [
        Column(f"wander_{j}", np.sqrt(2) * np.cos(np.pi * j * t), 0.0, np.sqrt(periods) / (np.pi * j), BY_WANDER)
        for j in range(1, count + 1)
    ]


def season_columns(panel: Panel) -> list[Column]:
    """Return yearly sines and cosines; higher harmonics are held tighter."""
    days = (panel.dates - panel.dates.astype("datetime64[Y]")).astype(float)
    columns = []
    for k in range(1, HARMONICS + 1):
        angle = 2 * np.pi * k * days / 365.25
        for name, wave in (("sin", np.sin(angle)), ("cos", np.cos(angle))):
            columns.append(Column(f"{name}_{k}", wave, 0.0, 1 / k, BY_SEASON))
    return columns


def known_columns(panel: Panel, company: Company) -> list[Column]:
    """Return the level, holidays, price and promotion columns that this panel can support."""
    columns = [Column("level", np.ones(panel.periods), *LEVEL)]
    for name, values in zip(*calendar_columns(panel, company.province, company.currency), strict=True):
        columns.append(Column(name, values, 0.0, HOLIDAY_SPREAD))
    return columns + offer_columns(panel)


def offer_columns(panel: Panel) -> list[Column]:
    """Return the price and promotion columns, where these are known and ever moved."""
    columns = []
    price = np.log(np.where(panel.price_index > 0, panel.price_index, np.nan))
    for name, values, prior in (("price", price, PRICE), ("promo", panel.promo, PROMO)):
        filled = np.where(np.isnan(values), np.nanmean(values) if not np.isnan(values).all() else 0.0, values)
        if np.ptp(filled) > 0:
            columns.append(Column(name, filled - filled.mean(), *prior))
    return columns


def missing_columns(unknown: NDArray[np.bool_]) -> list[Column]:
    """Return a free dummy for each unknown period, of `unknown` (periods,)."""
    return [
        Column(f"{MISSING}{t}", (np.arange(len(unknown)) == t).astype(float), 0.0, MISSING_SPREAD)
        for t in np.flatnonzero(unknown)
    ]


def first_basis(panel: Panel) -> list[Column]:
    """Return the columns of a first reading of revenue: season, slow movement, spending."""
    media = [Column(name, x / x.mean(), 0.0, 0.1) for name, x in zip(panel.channels, panel.spend.T, strict=True)]
    return season_columns(panel) + wander_columns(panel.periods)[: max(2, panel.periods // 8)] + media


def _ridge(columns: list[Column]) -> tuple[Floats, Floats]:
    periods = len(columns[0].values)
    design = np.array([np.ones(periods), *(c.values for c in columns)])
    penalty = np.diag([0.0, *(1e-2 * periods / (c.spread**2) for c in columns)])
    return design, design @ design.T + penalty


def smooth(values: Floats, columns: list[Column]) -> Floats:
    """Return the part of `values` (periods,) that a level and the columns explain, by ridge regression."""
    return values - fitted(values, columns)[1]


def fitted(values: Floats, columns: list[Column]) -> tuple[Floats, Floats]:
    """Return the ridge coefficients of a level and the columns (1 + columns,), and what they leave (periods,)."""
    design, gram = _ridge(columns)
    weights = np.linalg.solve(gram, design @ values)
    return weights, np.asarray(values - design.T @ weights)


def freedom(columns: list[Column]) -> float:
    """Return the effective degrees of freedom of :func:`smooth`: the trace of its hat matrix."""
    design, gram = _ridge(columns)
    return float(np.trace(np.linalg.solve(gram, design @ design.T)))


def slow_basis(panel: Panel) -> list[Column]:
    """Return the columns of what moves by itself: the yearly season and movements of about half a year and more."""
    return season_columns(panel) + wander_columns(panel.periods)[: max(2, panel.periods // 12)]


def spend_shocks(panel: Panel) -> Floats:
    """Return spend about its season and slow movement, unit spread, shape (channels, periods); 0 if it never moves."""
    basis = slow_basis(panel)
    shocks = np.zeros((len(panel.channels), panel.periods))
    for c, spend in enumerate(panel.spend.T):
        rest = spend - smooth(spend, basis)
        spread = rest.std()
        if spread > 1e-6 * max(spend.mean(), 1e-12):
            shocks[c] = rest / spread
    return shocks


def chase_columns(panel: Panel, strengths: list[tuple[float, float]]) -> list[Column]:
    """Return one column a channel for sales that its spending follows rather than causes, in units of the noise.

    A confounder of stated strength: the coefficient's prior is Normal(mean, spread) times the noise, so that a
    correlation of spending with unexplained sales counts as an effect only beyond what following would make.
    """
    return [
        Column(f"{CHASE}{channel}", shock, mean, spread, BY_NOISE)
        for channel, shock, (mean, spread) in zip(panel.channels, spend_shocks(panel), strengths, strict=True)
        if shock.any()
    ]


def linear_block(
    panel: Panel, company: Company, strengths: list[tuple[float, float]], unknown: NDArray[np.bool_]
) -> list[Column]:
    """Return every column of the linear block; `unknown` (periods,) has a dummy each."""
    return [
        *known_columns(panel, company),
        *season_columns(panel),
        *wander_columns(panel.periods),
        *chase_columns(panel, strengths),
        *missing_columns(unknown),
    ]
