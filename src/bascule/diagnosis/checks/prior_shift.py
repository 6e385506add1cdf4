"""Whether what sales say of a channel is within what was to be expected of it."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.thresholds import threshold

# The range that is called usual: as the threshold, one in a hundred beyond each end.
USUAL = (0.01, 0.99)


def prior_shift(examined: Examined) -> Iterable[Check]:
    """Name the channels whose posterior median lies at the far end of what was assumed, claims taken in."""
    model, found = examined.model, []
    for c, name in enumerate(examined.panel.channels):
        before, after = model.prior.iroas[:, c], float(np.median(model.posterior.iroas[:, c]))
        if np.isnan(before).any() or np.isnan(after):
            continue  # nothing was spent lately
        tail = float(min((before <= after).mean(), (before >= after).mean()))
        severity = threshold("prior_tail").severity(tail)
        if severity != "pass":
            low, high = np.quantile(before, USUAL)
            params = {"channel": name, "seen_ratio": after, "low_ratio": float(low), "high_ratio": float(high)}
            found.append(Check(code="prior_shift", severity=severity, params=params))
    yield from found or [Check(code="prior_shift", severity="pass")]
