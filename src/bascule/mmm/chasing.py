"""Whether budgets follow sales, and whether two channels always move together."""

import numpy as np

from bascule.mmm.baseline import slow_basis, smooth, spend_shocks
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
    basis = slow_basis(panel)
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


def groups(panel: Panel) -> list[tuple[int, ...]]:
    """Return the groups of channels, by position, whose spending always moved together."""
    left = [c for c in range(len(panel.channels)) if varied(panel.spend[:, c])]
    found = []
    while left:
        group, left = [left[0]], left[1:]
        for member in group:
            joined = [c for c in left if np.corrcoef(panel.spend[:, member], panel.spend[:, c])[0, 1] > TOGETHER]
            group += joined
            left = [c for c in left if c not in joined]
        if len(group) > 1:
            found.append(tuple(sorted(group)))
    return found


def twins(panel: Panel) -> dict[int, int]:
    """Return, for channels whose spending always moved with others', the largest of these (by position)."""
    return {c: next(other for other in group if other != c) for group in groups(panel) for c in group}


def varied(spend: Floats) -> bool:
    """Tell whether spending (periods,) moved enough to compare anything.

    Examples
    --------
    >>> import numpy as np
    >>> varied(np.full(10, 5.0)), varied(np.arange(10.0))
    (False, True)
    """
    return bool(spend.std() > STILL * max(float(spend.mean()), 1e-12))
