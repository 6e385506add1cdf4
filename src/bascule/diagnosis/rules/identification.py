"""Whether the history could tell its effect at all."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading


def identification(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say it when the budget never moved, or always moved with another."""
    if reading.twin is not None:
        return Reason(code="collinear_with", params={"other": reading.twin})
    return None if reading.varied else Reason(code="never_varied")
