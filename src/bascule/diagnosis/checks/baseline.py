"""Whether sales without marketing are plausible."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.thresholds import threshold

# The end of the history: a quarter.
END = {"week": 13, "month": 3}


def negative(examined: Examined) -> Iterable[Check]:
    """Say whether sales without marketing would have to be negative."""
    share = float((examined.fit.predictive.baseline < 0).any(axis=1).mean())
    severity = threshold("negative_baseline").severity(share)
    fine = severity == "pass"
    yield Check(code="baseline_fine" if fine else "negative_baseline", severity=severity)


def drift(examined: Examined) -> Iterable[Check]:
    """Say whether sales without marketing run away at the end, more than sales did, up or down."""
    last, panel = END[examined.panel.period], examined.panel
    baseline = examined.fit.predictive.baseline.mean(axis=0)
    actual = panel.revenue
    ended = float(np.nansum(actual[-last:])) / max(int((~np.isnan(actual[-last:])).sum()), 1)
    if panel.periods < 2 * last or baseline.mean() <= 0 or ended <= 0:
        return  # too short to have an end, or said otherwise
    moved = float(baseline[-last:].mean() / baseline.mean())
    apart = moved / (ended / float(np.nanmean(actual)))
    severity = threshold("baseline_drift").severity(max(apart, 1 / apart) if apart > 0 else 1e9)
    yield Check(code="baseline_drift", severity=severity, params={"baseline_share": moved})
