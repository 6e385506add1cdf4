"""Whether the answer would have been the same without the last weeks."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check, Severity
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.checks.untested import untested
from bascule.diagnosis.thresholds import threshold
from bascule.mmm.posterior import Posterior, year
from bascule.mmm.refits import settled
from bascule.panel import Floats

# 5 % to 95 % of a Normal, in standard deviations.
RANGE = 3.29


def refresh(examined: Examined) -> Iterable[Check]:
    """Say by how much returns would have moved without the sales of the last weeks."""
    refits, panel = examined.refits, examined.panel
    if refits is None:
        yield untested("refresh", "quick")
        return
    if not refits.hidden:
        yield untested("refresh", "short")
        return
    last = min(refits.hidden)
    then = refits.hidden[last]
    if not settled(then):
        yield untested("refresh", "unsettled")
        return
    spent, floor = panel.spend[-year(panel) :].sum(axis=0), examined.model.setup.table.general.nothing_below
    share, spreads = moved(examined.model.posterior, then.posterior, spent, floor)
    params = {
        "hidden_weeks": round(last / panel.week_share), "change_share": share, "spreads": round(spreads, 2)
    }  # fmt: skip
    yield Check(code="refresh", severity=judged(share, spreads), params=params)


def moved(now: Posterior, then: Posterior, spent: Floats, floor: float) -> tuple[float, float]:
    """Return how far medians of returns are apart, weighted by spending: relative, and in posterior spreads.

    A return under `floor`, which counts as nothing, counts as that much: from nothing to nothing is no change.
    """
    some = spent > 0
    low, middle, high = np.quantile(now.iroas[:, some], [0.05, 0.5, 0.95], axis=0)
    change = np.abs(np.median(then.iroas[:, some], axis=0) - middle)
    relative = change / np.maximum(middle, floor)
    spreads = change / np.maximum((high - low) / RANGE, 1e-9)
    weight = spent[some] / spent[some].sum()
    return float(relative @ weight), float(spreads @ weight)


def judged(share: float, spreads: float) -> Severity:
    """Return the severity: review once returns move by much, fail if it is more than was said to be unsure.

    Examples
    --------
    >>> judged(0.1, 2.0), judged(0.3, 0.4), judged(0.6, 1.2)
    ('pass', 'review', 'fail')
    """
    severity = threshold("refresh_share").severity(share)
    wide = threshold("refresh_spreads").severity(spreads)
    return "review" if severity == "fail" and wide != "fail" else severity
