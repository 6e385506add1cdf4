"""Base sales: what would be sold in a year without advertising, and how that moved over the last one."""

from bascule.panel import Floats, Panel
from bascule.plans import Interval90

# Fewer weeks on both sides are no year's change; months likewise.
_LEAST = {"week": 13, "month": 3}
_YEAR = {"week": 52, "month": 12}


def base_revenue(panel: Panel, baseline: Floats) -> tuple[Interval90 | None, Interval90 | None]:
    """Return base sales of the last year and their change, company currency a year.

    Parameters
    ----------
    panel : Panel
    baseline : array of shape (draws, periods), company currency per period
        Draws of sales without advertising from the response model.

    Returns
    -------
    base : Interval90 or None
        Sum of the last 52 weeks (12 months); None where there are fewer.
    change : Interval90 or None
        What they are above those of the year before; None where fewer than 13 weeks (3 months) have the same weeks of
        the year before beside them, or where these may be nothing.

    Notes
    -----
    With B the last year's sum and k the periods that have one 52 weeks before, the change is B (1 − P / L), L the sum
    of the last k periods and P that of the same periods a year before, draw by draw: the season is in both. With two
    whole years it is L − P.

    Examples
    --------
    >>> import types
    >>> import numpy as np
    >>> panel = types.SimpleNamespace(period="month", sales_read=True)
    >>> round(base_revenue(panel, np.repeat([[10.0, 11.0]], 12, axis=1))[1].p50, 6)
    12.0
    """
    year = _YEAR[panel.period]
    periods = baseline.shape[1]
    if not panel.sales_read or periods < year:
        return None, None
    base = baseline[:, -year:].sum(axis=1)
    beside = min(year, periods - year)
    if beside < _LEAST[panel.period]:
        return Interval90.of(base), None
    now = baseline[:, -beside:].sum(axis=1)
    before = baseline[:, periods - year - beside : periods - year].sum(axis=1)
    if (now <= 0).any():
        return Interval90.of(base), None
    return Interval90.of(base), Interval90.of(base * (1 - before / now))
