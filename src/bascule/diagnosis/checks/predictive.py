"""Whether the model expects what happened."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.thresholds import threshold
from bascule.panel import Floats


def predictive(examined: Examined) -> Iterable[Check]:
    """Say whether the model expects what happened, and what it leaves unexplained has no memory."""
    revenue, seen = examined.panel.revenue, examined.fit.predictive
    known = ~np.isnan(revenue)
    low, high = np.quantile(seen.replicated, [0.05, 0.95], axis=0)
    inside = float(((revenue >= low) & (revenue <= high))[known].mean())
    severity = threshold("coverage").severity(inside)
    yield Check(code="posterior_predictive", severity=severity, params={"coverage_share": inside})
    if threshold("coverage_high").severity(inside) != "pass":
        yield Check(code="intervals_wide", severity="review", params={"coverage_share": inside})
    lag = memory((revenue - seen.expected.mean(axis=0))[known])
    severity = threshold("autocorrelation").severity(abs(lag))
    yield Check(code="residual_autocorrelation", severity=severity, params={"correlation": round(lag, 2)})


def memory(rest: Floats) -> float:
    """Return the lag-one correlation of residuals (periods,), 0 where it cannot be told.

    Examples
    --------
    >>> import numpy as np
    >>> round(memory(np.array([1.0, -1, 1, -1, 1, -1])), 2)
    -1.0
    """
    return float(np.corrcoef(rest[1:], rest[:-1])[0, 1]) if len(rest) > 3 and rest.std() > 0 else 0.0
