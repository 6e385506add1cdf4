"""The signals of desirability that a company has, and what is said of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bascule.brand.dealing import cycle_length, win_rate
from bascule.brand.known import KNOWN, needs
from bascule.brand.searches import brand_search_share, interest_share
from bascule.brand.selling import base_sales, full_price_share
from bascule.brand.series import Series
from bascule.brand.visits import direct_visits
from bascule.brand.voice import nps, reviews
from bascule.panel import Floats, Panel
from bascule.plans import Reason
from bascule.returns.brand import How, Signal, SignalName
from bascule.warehouse.tables import Tables


@dataclass(frozen=True)
class Measured:
    """One signal as the company's data have it.

    Attributes
    ----------
    name : str
    series : Series or None
    applies : bool
        False where the company does not sell that way: no deal to win where there are orders only.
    """

    name: SignalName
    series: Series | None
    applies: bool = True

    @property
    def how(self) -> How:
        """Whether it is measured, is not, or over too short a time to enter the index."""
        if self.series is None:
            return "not_measured"
        return "measured" if self.series.usable else "too_short"


def signals(tables: Tables, panel: Panel | None, baseline: Floats | None) -> tuple[Measured, ...]:
    """Return every signal, in the order of :data:`bascule.brand.known.KNOWN`.

    Parameters
    ----------
    tables : Tables
    panel : Panel or None
        Whose periods the baseline is of.
    baseline : array of shape (draws, periods) or None, company currency per period
        Draws of sales without advertising from the response model.

    Examples
    --------
    >>> {each.how for each in signals(Tables.of({}), None, None)}
    {'not_measured'}
    """
    read: Mapping[SignalName, Series | None] = {
        "brand_search_share": brand_search_share(tables["search"]),
        "base_sales": base_sales(panel, baseline),
        "interest_share": interest_share(tables["interest"]),
        "direct_visits": direct_visits(tables["web"]),
        "full_price_share": full_price_share(tables["orders"]),
        "win_rate": win_rate(tables["deals"]),
        "nps": nps(tables["surveys"]),
        "cycle_length": cycle_length(tables["deals"]),
        "reviews": reviews(tables["reviews"]),
    }
    applies = {name: _applies(name, tables) for name in KNOWN}
    return tuple(Measured(name, read[name], applies[name]) for name in KNOWN)


def _applies(name: SignalName, tables: Tables) -> bool:
    shop, quotes = tables.has("orders"), tables.has("deals")
    if name in ("win_rate", "cycle_length"):
        return quotes or not shop
    return name != "full_price_share" or shop or not quotes


def told(measured: Sequence[Measured], weights: Mapping[SignalName, float]) -> tuple[Signal, ...]:
    """Return the signals as they are written, with their weights in the index; 0 where a signal is not in it.

    Examples
    --------
    >>> told(signals(Tables.of({}), None, None), {})[0].needs
    'measure_brand_search_share'
    """
    end = last_month(measured)
    return tuple(_told(each, weights.get(each.name, 0.0), end) for each in measured)


def last_month(measured: Sequence[Measured]) -> np.datetime64 | None:
    """Return the last month that any signal is known of."""
    ends = [each.series.months[-1] for each in measured if each.series is not None]
    return max(ends, default=None)


def _told(each: Measured, weight: float, end: np.datetime64 | None) -> Signal:
    series, kind = each.series, KNOWN[each.name]
    latest, year_ago = (None, None) if series is None or end is None else series.beside(end)
    return Signal(
        name=each.name,
        how=each.how,
        direction=kind.direction,
        weight=weight,
        latest=latest,
        year_ago=year_ago,
        needs=None if each.how == "measured" else needs(each.name),
        periods=series.known if series is not None else 0,
    )


def cheapest(measured: Sequence[Measured]) -> Reason | None:
    """Return how to measure what would tell most for an hour's work; None where everything that applies is measured.

    Default weight in the index per minute of work.

    Examples
    --------
    >>> cheapest(signals(Tables.of({}), None, None)).code
    'measure_interest_share'
    """
    lacking = [each.name for each in measured if each.how == "not_measured" and each.applies]
    if not lacking:
        return None
    best = max(lacking, key=lambda name: KNOWN[name].weight / KNOWN[name].minutes)
    return Reason(code=needs(best), params={"minutes": KNOWN[best].minutes})
