"""Clicks that follow a demand already there."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading

HARVESTERS = ("brand_search", "retargeting")


def harvest(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say that the channel gathers demand rather than makes it, by its nature or because its budget follows sales."""
    harvests = reading.channel_class in HARVESTERS or reading.chases
    return Reason(code="harvests_demand") if harvests and verdict != "scale" else None
