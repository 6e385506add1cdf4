"""Whether budgets follow sales, and whether two channels always move together."""

import numpy as np

from bascule.mmm.baseline import season_columns, smooth, spend_shocks, wander_columns
from bascule.panel import Floats, Panel

# A t statistic from which spending is said to follow last period's sales, and a correlation from which two are one.
FOLLOWS = 2.6
TOGETHER = 0.95
# Fewer periods of known sales than this cannot tell.
LEAST_KNOWN = 20
# Spending whose coefficient of variation is below this never moved.
STILL = 0.05


def revenue_shocks(panel: Panel) -> Floats:
    """Return revenue about its season and slow movement, unit spread, shape (periods,); 0 where unknown."""
    known = ~np.isnan(panel.revenue)
    filled = np.where(known, panel.revenue, np.nanmean(panel.revenue))
    basis = season_columns(panel) + wander_columns(panel.periods)[: max(2, panel.periods // 12)]
    rest = np.where(known, filled - smooth(filled, basis), 0.0)
    return np.asarray(rest / max(float(rest.std()), 1e-12))


def follows_sales(panel: Panel) -> Floats:
    """Return, by channel, the t statistic of last period's unexplained sales on spending, its own past held fixed.

    What is spent today cannot have caused yesterday's sales: a positive coefficient is a budget that follows demand
    (Granger 1969, Econometrica 37(3):424).
    """
    out = np.zeros(len(panel.channels))
    if panel.known_periods < LEAST_KNOWN:
        return out
    sales, shocks = revenue_shocks(panel), spend_shocks(panel)
    for c, shock in enumerate(shocks):
        if not shock.any():
            continue
        design = np.stack([sales[:-1], shock[:-1], np.ones(panel.periods - 1)])
        gram = np.linalg.inv(design @ design.T + 1e-9 * np.eye(3))
        beta = gram @ design @ shock[1:]
        rest = shock[1:] - beta @ design
        out[c] = beta[0] / np.sqrt(gram[0, 0] * (rest @ rest) / (panel.periods - 4))
    return out


def twins(panel: Panel) -> dict[int, int]:
    """Return, for channels whose spending always moved with another's, which other (by position)."""
    moving = [c for c in range(len(panel.channels)) if varied(panel.spend[:, c])]
    found: dict[int, int] = {}
    for i, a in enumerate(moving):
        for b in moving[i + 1 :]:
            if np.corrcoef(panel.spend[:, a], panel.spend[:, b])[0, 1] > TOGETHER:
                found.setdefault(a, b)
                found.setdefault(b, a)
    return found


def varied(spend: Floats) -> bool:
    """Tell whether spending (periods,) moved enough to compare anything.

    Examples
    --------
    >>> import numpy as np
    >>> varied(np.full(10, 5.0)), varied(np.arange(10.0))
    (False, True)
    """
    return bool(spend.std() > STILL * max(float(spend.mean()), 1e-12))
