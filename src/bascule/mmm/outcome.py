"""What the model explains: one series of revenue, or two whose noises are independent, new and known customers apart.

Orders times the usual ticket vary less than revenue, and advertising moves orders. Where new customers are counted,
what moves everybody (weather, payday, a wave of demand) moves new and known customers alike, while most advertising
first moves new ones: their contrast then shows advertising almost free of demand, as a negative control outcome would
(Lipsitch, Tchetgen Tchetgen & Cohen 2010, doi:10.1097/EDE.0b013e3181d61eeb). The two relative series are turned onto
the principal axes of their unexplained movements, so that their noises are independent and the likelihood a product.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.baseline import first_basis, freedom, offer_columns, season_columns, smooth, wander_columns
from bascule.panel import Floats, Panel

# Orders rather than revenue are explained where they are counted in this share of periods.
COUNTED_ORDERS = 0.95
# New and known customers are modelled apart from this share of periods where both are counted …
COUNTED = 0.6
# … this many periods, and this many orders a period of the rarer of the two.
ENOUGH_PERIODS = 26
ENOUGH_ORDERS = 0.5
# Residuals beyond this many robust deviations do not turn the axes.
FAR = 3.5


@dataclass(frozen=True)
class Outcome:
    """The series to explain, each relative to the company's mean revenue.

    Attributes
    ----------
    values : array of shape (series, periods)
        0 where unknown.
    unknown : array of bool, shape (series, periods)
    loads : array of shape (series, 2)
        What one mean period's revenue, brought by new customers or by known ones, adds to each series.
    common : array of shape (series,)
        What demand that moves everybody alike by one adds to each series.
    back : array of shape (series,)
        Revenue is the sum of `back` times the series.
    ticket_noise : float
        Deviation of revenue about the sum, share of mean revenue.
    new_share : float or None
        Share of orders that are first orders, where the two are apart.
    """

    values: Floats
    unknown: NDArray[np.bool_]
    loads: Floats
    common: Floats
    back: Floats
    ticket_noise: float = 0.0
    new_share: float | None = None


def usual_ticket(panel: Panel, known: NDArray[np.bool_]) -> Floats:
    """Return the revenue an order brings, smoothed over its season, slow movement, price and promotions, (periods,)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ticket = np.where(known & (panel.orders > 0), panel.revenue / panel.orders, np.nan)
    usual = float(np.nansum(panel.revenue[known]) / max(np.nansum(panel.orders[known]), 1.0))
    # Few orders say little of their ticket: each period counts by its orders, shrunk to the usual.
    weight = np.where(np.isnan(ticket), 0.0, panel.orders / (panel.orders + 5.0))
    filled = usual + weight * (np.nan_to_num(ticket, nan=usual) - usual)
    basis = [*season_columns(panel)[:2], *wander_columns(panel.periods)[:2], *offer_columns(panel)]
    return np.maximum(usual * smooth(filled / usual, basis), 0.2 * usual)


def by_orders(panel: Panel, known: NDArray[np.bool_]) -> Floats | None:
    """Return orders at their usual ticket over mean revenue, (periods,); None where orders are not counted.

    A few periods without a count take what their revenue makes at that ticket.
    """
    counted = known & ~np.isnan(panel.orders)
    if counted.sum() < COUNTED_ORDERS * known.sum() or panel.orders[counted].mean() < ENOUGH_ORDERS:
        return None
    ticket = usual_ticket(panel, counted)
    value = np.where(counted, panel.orders * ticket, np.where(known, panel.revenue, 0.0))
    return np.asarray(value / value[known].mean())


def apart(panel: Panel, known: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Return the periods where new and known customers are both counted, or None if that is too few."""
    counted = known & ~np.isnan(panel.new_customers) & ~np.isnan(panel.orders)
    if counted.sum() < max(ENOUGH_PERIODS, COUNTED * known.sum()):
        return None
    new, all_orders = panel.new_customers[counted], panel.orders[counted]
    rarer = min(float(new.mean()), float((all_orders - new).mean()))
    return counted if rarer >= ENOUGH_ORDERS and (new <= all_orders).mean() > 0.95 else None


def axes(panel: Panel, first: Floats, second: Floats, counted: NDArray[np.bool_]) -> Floats:
    """Return the orthonormal axes (2, 2) on which the unexplained movements of two relative series are independent."""
    basis = first_basis(panel)
    rests = []
    for values in (first, second):
        filled = np.where(counted, values, values[counted].mean())
        rest = (filled - smooth(filled, basis))[counted]
        spread = 1.4826 * float(np.median(np.abs(rest))) + 1e-9
        rests.append(np.clip(rest, -FAR * spread, FAR * spread))
    covariance = np.cov(np.stack(rests))
    deviations = np.sqrt(np.diag(covariance)) + 1e-12
    correlation = covariance[0, 1] / (deviations[0] * deviations[1])
    # A correlation within its own error is none: the axes stay where they are.
    free = max(counted.sum() - freedom(basis), 4.0)
    kept = max(0.0, 1 - 1 / (free * max(correlation**2, 1e-12)))
    covariance[0, 1] = covariance[1, 0] = covariance[0, 1] * kept
    vectors = np.linalg.eigh(covariance)[1].T
    return np.asarray(vectors * np.where(vectors.sum(axis=1, keepdims=True) < 0, -1.0, 1.0))


def two_series(panel: Panel, total: Floats, counted: NDArray[np.bool_]) -> Outcome:
    """Return new and known customers' revenue on the axes of their noise."""
    share = float(panel.new_customers[counted].sum() / panel.orders[counted].sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(counted & (panel.orders > 0), panel.new_customers / panel.orders, share)
    first, second = total * part / share, total * (1 - part) / (1 - share)
    turned = axes(panel, first, second, counted)
    # Where the two are not told apart, neither axis is known: a total alone is no point on either.
    unknown = np.stack([~counted, ~counted])
    values = turned @ np.stack([first, second])
    return Outcome(
        values=np.where(unknown, 0.0, values),
        unknown=unknown,
        loads=turned / np.array([share, 1 - share]),
        common=turned.sum(axis=1),
        back=turned @ np.array([share, 1 - share]),
        new_share=share,
    )


def read_outcome(panel: Panel) -> Outcome:
    """Return the series to explain: new and known customers apart where counted, else orders, else revenue."""
    known = ~np.isnan(panel.revenue)
    revenue = np.where(known, panel.revenue / np.nanmean(panel.revenue), 0.0)
    total = by_orders(panel, known)
    one = np.ones(1)
    if total is None:
        return Outcome(revenue[None], ~known[None], np.ones((1, 2)), one, one)
    counted = apart(panel, known)
    if counted is None:
        found = Outcome(total[None], ~known[None], np.ones((1, 2)), one, one)
    else:
        found = two_series(panel, total, counted)
    noise = float(np.std((revenue - total)[known]))
    return replace(found, ticket_noise=noise)
