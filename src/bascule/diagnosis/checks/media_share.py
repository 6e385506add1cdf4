"""How much of revenue marketing is credited with."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.thresholds import threshold


def media_share(examined: Examined) -> Iterable[Check]:
    """Say how much of revenue marketing is credited with."""
    seen, panel = examined.fit.predictive, examined.panel
    owed = seen.expected.mean(axis=0).sum() - seen.baseline.mean(axis=0).sum()
    share = float(owed / (np.nanmean(panel.revenue) * panel.periods))
    severity = threshold("media_share").severity(share)
    yield Check(code="media_share", severity=severity, params={"media_share": share})
