"""How units answer to the regular price, apart from promotions, season, slow movement and advertising.

    log u_t = level + slow_t + season_t + holidays_t + (e + b) · log p_t + d · promo_t + f · after_t + a · ads_t
              + x_t' g + ε_t

p is the regular price, promo a usual promotion (1), after the periods that follow one (bought ahead, so missing later:
Neslin, Henderson & Quelch 1985, doi:10.1287/mksc.4.2.147), ads the carried-over spending, x what moves sales
from outside. ε is autoregressive, outliers count less. b is what prices owe to demand rather than demand to prices:
data cannot tell it from e, so its prior widens e.

The prior of e is Normal(−2.62, 1.5). The mean is that of 1,851 published estimates (Bijmolt, van Heerde & Pieters
2005, doi:10.1509/jmkr.42.2.141.62296). The spread is a judgement: those are brands of packaged goods for the most part,
and small companies, of services above all, lie both nearer to zero and beyond; 9 in 10 between −5.1 and −0.2. It is not
held below zero: a few published estimates are above, and an estimate above zero is how prices that follow demand
show.
"""

from dataclasses import dataclass

import numpy as np

from bascule.brand.linear import FIXED, SEASON, SLOW, Linear, Posterior, posterior
from bascule.brand.price_panel import PricePanel
from bascule.mmm.baseline import season_columns, wander_columns
from bascule.mmm.calendar import calendar_columns
from bascule.panel import WEEKS_PER_MONTH, Floats, Panel

ELASTICITY = (-2.62, 1.5)
# What prices owe to demand: where nothing shows it, and where something does (then e is over-stated upward). Judgement.
QUIET_BIAS = (0.0, 0.3)
DOUBTED_BIAS = (0.5, 1.5)
# A usual promotion on log units; the three weeks after it, of which some were bought ahead. Judgement: wide.
PROMOTION = (0.3, 0.4)
AFTER = (-0.05, 0.15)
AFTER_WEEKS = 3
# Twice an elasticity of 0.05 to 0.12, as log(1 + x) moves half as much as log x about its mean (0.12 in the short run:
# Sethuraman, Tellis & Briesch 2011, doi:10.1509/jmkr.48.3.457).
ADVERTISING = (0.15, 0.2)
HALF_LIFE_WEEKS = 1.5
DRIVER = (0.0, 0.15)
HOLIDAY = (0.0, 0.25)
LEVEL = (0.0, 1.0)
DRAWS = 2000


@dataclass(frozen=True)
class Fit:
    """What the history says.

    Attributes
    ----------
    elasticity : array of shape (draws,)
        Of units to the regular price, prior included.
    promotion : array of shape (draws,) or None
        Log effect of a usual promotion on units, the regular price unchanged; None where none ran.
    after : array of shape (draws,) or None
        Log effect on the weeks after it, of promotions in all three of them.
    demand : array of shape (periods,), log
        Units without level, price, promotions, advertising and season: slow movement and noise; NaN where unknown.
    season : array of shape (periods,), log
    slow : array of shape (periods, columns)
        The columns of slow movement.
    effective : float
        Effective number of particles behind the draws.
    """

    elasticity: Floats
    promotion: Floats | None
    after: Floats | None
    demand: Floats
    season: Floats
    slow: Floats
    effective: float


@dataclass(frozen=True)
class _Term:
    name: str
    values: Floats
    prior: tuple[float, float]
    kind: int = FIXED


def fit(
    prices: PricePanel,
    panel: Panel,
    province: str | None,
    currency: str,
    rng: np.random.Generator,
    *,
    bias: tuple[float, float] = QUIET_BIAS,
    advertising: Floats | None = None,
) -> Fit:
    """Return draws of the elasticity and of what stands beside it.

    Parameters
    ----------
    prices : PricePanel
    panel : Panel
        On the same periods.
    province, currency : str
        For the holidays.
    rng : Generator
    bias : (mean, spread)
        Prior of what prices owe to demand.
    advertising : array of shape (periods,), log, optional
        The effect of all advertising on log units as the response model has it; else spending is a term of the model.

    Notes
    -----
    Without a price that moves, the elasticity drawn is its prior.
    """
    known = ~np.isnan(prices.units) & (~np.isnan(prices.price) | (not prices.has_price))
    terms = _terms(prices, panel, province, currency, bias, known, advertising)
    log_units = np.log(np.where(known, _positive(prices.units[known], prices.units), 1.0))
    offset = 0.0 if advertising is None else advertising
    y = np.where(known, log_units - offset, np.nan)
    y = y - y[known].mean()
    at = np.flatnonzero(known)
    design = np.array([term.values for term in terms]).T
    model = Linear(
        y=y[known],
        design=design[known],
        mean=np.array([term.prior[0] for term in terms]),
        spread=np.array([term.prior[1] for term in terms]),
        kind=np.array([term.kind for term in terms]),
        gaps=np.diff(at).astype(float),
        weights=np.ones(len(at)),
    )
    return _read(posterior(model, rng, DRAWS), terms, y, design, rng)


def _positive(known: Floats, units: Floats) -> Floats:
    # Zero has no log: where some week sold nothing, half a unit is added to all.
    return np.asarray(units + 0.5) if (known <= 0).any() else units


def _terms(
    prices: PricePanel,
    panel: Panel,
    province: str | None,
    currency: str,
    bias: tuple[float, float],
    known: np.ndarray,
    advertising: Floats | None,
) -> list[_Term]:
    terms = [_Term("level", np.ones(panel.periods), LEVEL)]
    slow = wander_columns(panel.periods)
    step = 1.0 if panel.period == "week" else np.sqrt(WEEKS_PER_MONTH)
    terms += [_Term(column.name, column.values, (0.0, step * column.spread), SLOW) for column in slow]
    years = int(known.sum()) * (1 / 52 if panel.period == "week" else 1 / 12)
    # A year shows a season and slow movement as one: fewer waves are asked of less.
    waves = season_columns(panel)[: 6 if years >= 1.9 else 4 if years >= 1.1 else 2]
    terms += [_Term(column.name, column.values, (0.0, column.spread), SEASON) for column in waves]
    named = calendar_columns(panel, province, currency)
    terms += [_Term(name, values, HOLIDAY) for name, values in zip(*named, strict=True)]
    terms += _offers(prices, panel, bias)
    terms += [] if advertising is not None else _advertising(panel)
    return terms + _drivers(panel)


def _offers(prices: PricePanel, panel: Panel, bias: tuple[float, float]) -> list[_Term]:
    terms = []
    price = np.where(np.isnan(prices.price), 0.0, prices.price)
    if np.ptp(price) > 0:
        about = price - price.mean()
        terms += [_Term("price", about, ELASTICITY), _Term("bias", about, bias)]
    if prices.promo.any():
        terms += [_Term("promo", prices.promo, PROMOTION), _Term("after", after(prices.promo, panel.period), AFTER)]
    return terms


def after(promo: Floats, period: str) -> Floats:
    """Return how much promotion the three weeks (or the month) before each period had, shape (periods,).

    Examples
    --------
    >>> after(np.array([0, 1, 0, 0, 0, 0.0]), "week").round(2).tolist()
    [0.0, 0.0, 0.33, 0.33, 0.33, 0.0]
    """
    lags = AFTER_WEEKS if period == "week" else 1
    return np.asarray(sum(np.concatenate([np.zeros(k), promo[:-k]]) for k in range(1, lags + 1)) / lags)


def _advertising(panel: Panel) -> list[_Term]:
    spend = np.nan_to_num(panel.spend).sum(axis=1)
    if spend.std() <= 0.02 * max(float(spend.mean()), 1e-12):
        return []
    kept = 0.5 ** (1 / (HALF_LIFE_WEEKS * panel.week_share))
    carried = spend.copy()
    for t in range(1, len(spend)):
        carried[t] += kept * carried[t - 1]
    log = np.log1p(carried / carried.mean())
    return [_Term("advertising", log - log.mean(), ADVERTISING)]


def _drivers(panel: Panel) -> list[_Term]:
    terms = []
    for proxy in panel.proxies:
        if proxy.kind == "driver" and (spread := float(np.nanstd(proxy.values))) > 0:
            values = (proxy.values - np.nanmean(proxy.values)) / spread
            terms.append(_Term(f"driver {proxy.name}", np.nan_to_num(values), DRIVER))
    return terms


def _read(draws: Posterior, terms: list[_Term], y: Floats, design: Floats, rng: np.random.Generator) -> Fit:
    names = [term.name for term in terms]
    kinds = np.array([term.kind for term in terms])
    mean = draws.coefficients.mean(axis=0)
    kept = np.where(kinds == SLOW, 0.0, mean)
    drawn = {name: draws.coefficients[:, at] for at, name in enumerate(names)}
    return Fit(
        elasticity=drawn.get("price", ELASTICITY[0] + ELASTICITY[1] * rng.standard_normal(DRAWS)),
        promotion=drawn.get("promo"),
        after=drawn.get("after"),
        demand=y - design @ kept,
        season=design @ np.where(kinds == SEASON, mean, 0.0),
        slow=design[:, kinds == SLOW],
        effective=draws.effective,
    )
