"""The history of units, regular price and promotions that a company's files can give, and what is lost in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.brand.price_list import PriceIndex, price_index
from bascule.brand.regular import CUT_PERIODS, regular_price
from bascule.panel import Floats, Panel
from bascule.plans import Reason

# Orders known in less of the periods than this are not used as units.
MOSTLY = 0.8
# Two sources of which one covers this share of the longest are compared by quality, not by length.
COVERS = 0.7


@dataclass(frozen=True)
class PricePanel:
    """Units and prices period by period; unknown is NaN.

    Attributes
    ----------
    dates : array of shape (periods,), datetime64[D]
    units : array of shape (periods,), a period
        Orders, or revenue at constant prices where orders are unknown.
    price : array of shape (periods,), log
        Log of the regular price over its first known value; all NaN where nothing tells it.
    promo : array of shape (periods,)
        1 is a usual promotion lasting the whole period, 0 none; all zero where none is known.
    promo_depth : float or None
        What a usual promotion takes off, as a share, where it is told.
    notes : tuple of Reason
        Which source each comes from, and what is lost by it.
    """

    dates: NDArray[np.datetime64]
    units: Floats
    price: Floats
    promo: Floats
    promo_depth: float | None
    notes: tuple[Reason, ...]

    @property
    def has_price(self) -> bool:
        """Whether any price is known beside units."""
        return bool((~np.isnan(self.price) & ~np.isnan(self.units)).any())


def price_panel(tables: Mapping[str, pl.DataFrame], panel: Panel, currency: str) -> PricePanel | None:
    """Return units, regular prices and promotions on the panel's grid; None where no sales were read.

    Prices come from the list of prices (`prices`) where it covers most of what the index of the sales table does,
    else from that index. What an order comes to on average is no price, and is never used as one: it moves with what
    is in the basket. Promotions come from the list where it has both prices, else from `promos`, else from the sales.

    Parameters
    ----------
    tables : mapping
        Canonical tables by name: `prices` and `promos`.
    panel : Panel
    currency : str
        The company's; prices in any other are left out.
    """
    if not panel.sales_read or not panel.known_periods:
        return None
    ends = _ends(panel)
    listed = _list(tables["prices"], panel, ends, currency)
    notes: list[Reason] = []
    if listed is not None:
        price, depth = listed.regular, listed.depth
        notes.append(Reason(code="price_from_list", params={"items": listed.items}))
        given = listed.given
    else:
        price, depth, given = _from_index(panel)
        if not np.isnan(price).all():
            notes.append(Reason(code="price_from_index"))
    if not given and not np.isnan(price).all():
        notes.append(Reason(code="regular_price_told_by_paid"))
    promo, usual = _promotions(depth, tables["promos"], panel, ends)
    units, said = _units(panel, price, depth)
    # More returned than sold: what was sold is not known.
    units = np.where(units < 0, np.nan, units)
    return PricePanel(panel.dates, units, price, promo, usual, (*notes, said))


def _ends(panel: Panel) -> NDArray[np.datetime64]:
    if panel.period == "week":
        return np.asarray(panel.dates + np.timedelta64(6, "D"))
    months = panel.dates.astype("datetime64[M]")
    return np.asarray((months + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D"))


def _list(prices: pl.DataFrame, panel: Panel, ends: NDArray[np.datetime64], currency: str) -> PriceIndex | None:
    rows = prices.filter(pl.col("currency").is_null() | (pl.col("currency") == currency))
    if rows.is_empty():
        return None
    found = price_index(rows, panel.dates, ends, CUT_PERIODS[panel.period])
    known, other = (~np.isnan(found.regular)).sum(), (~np.isnan(panel.price_index)).sum()
    return found if known and known >= COVERS * other else None


def _from_index(panel: Panel) -> tuple[Floats, Floats, bool]:
    paid = np.log(np.where(panel.price_index > 0, panel.price_index, np.nan))
    if np.isnan(paid).all():
        return paid, paid, False
    regular = regular_price(paid, panel.promo, CUT_PERIODS[panel.period])
    depth = 1 - np.exp(np.minimum(paid - regular, 0.0))
    first = regular[~np.isnan(regular)][0]
    return regular - first, depth, bool(np.nanmax(depth) == 0)


def _promotions(
    depth: Floats, promos: pl.DataFrame, panel: Panel, ends: NDArray[np.datetime64]
) -> tuple[Floats, float | None]:
    """Return promotions, 1 for a usual one, and what a usual one takes off; from prices, else dates, else sales."""
    for values, is_depth in ((depth, True), (_dated(promos, panel, ends), True), (panel.promo, False)):
        running = values > 0.005
        if running.any():
            usual = float(np.median(values[running]))
            return np.where(running, values / usual, 0.0), usual if is_depth else None
    return np.zeros(panel.periods), None


def _dated(promos: pl.DataFrame, panel: Panel, ends: NDArray[np.datetime64]) -> Floats:
    found = np.zeros(panel.periods)
    days = (ends - panel.dates).astype(float) + 1
    for start, end, depth in promos.select("start", "end", "depth").drop_nulls(["start", "depth"]).rows():
        first, last = np.datetime64(start), np.datetime64(end or start)
        shared = (np.minimum(ends, last) - np.maximum(panel.dates, first)).astype(float) + 1
        # Two promotions at once: the deeper one is what a buyer sees.
        found = np.maximum(found, depth * np.clip(shared, 0.0, None) / days)
    return found


def _units(panel: Panel, price: Floats, depth: Floats) -> tuple[Floats, Reason]:
    known = ~np.isnan(panel.revenue)
    if (~np.isnan(panel.orders[known])).mean() >= MOSTLY:
        return panel.orders.copy(), Reason(code="units_are_orders")
    if np.isnan(price).all():
        return panel.revenue.copy(), Reason(code="units_are_revenue")
    paid = np.exp(price) * (1 - np.where(np.isnan(depth), 0.0, depth))
    return panel.revenue / paid, Reason(code="units_from_revenue")
