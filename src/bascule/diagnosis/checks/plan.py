"""Whether the plan goes where the data do not reach, in money or in time."""

import datetime as dt
from collections.abc import Iterable

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.thresholds import threshold


def reach(examined: Examined) -> Iterable[Check]:
    """Say which channels the plan takes beyond what was ever spent on them."""
    panel, limit = examined.panel, threshold("outside_past")
    most = panel.spend.max(axis=0) * panel.week_share
    # A channel that is only supposed has no past to go beyond.
    known = dict(zip(panel.channels, most.tolist(), strict=True))
    lines = [line for line in examined.plan.lines if line.weekly > 0 and line.channel in known]
    times = {line.channel: line.weekly / known[line.channel] for line in lines}
    outside = [name for name, ratio in times.items() if limit.severity(ratio) != "pass"]
    if outside:
        severity = limit.severity(max(times.values()))
        yield Check(code="plan_outside_past", severity=severity, params={"channels": outside})


def freshness(examined: Examined) -> Iterable[Check]:
    """Say that the data ended long before the plan starts."""
    ended: dt.date = examined.panel.dates[-1].astype(dt.date)
    weeks = (examined.plan.months[0].start - ended).days // 7
    severity = threshold("stale_weeks").severity(weeks)
    if severity != "pass":
        yield Check(code="data_old", severity=severity, params={"old_weeks": weeks})
