"""Clicks that follow a demand already there."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading

HARVESTERS = ("brand_search", "retargeting")


def harvest(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say that the channel gathers demand rather than makes it by its nature, or that its budget follows sales."""
    if verdict == "scale":
        return None
    if reading.channel_class in HARVESTERS:
        return Reason(code="harvests_demand")
    return Reason(code="budget_follows_sales") if reading.chases else None
