"""Nothing was spent on it in the last year."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading


def recency(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say that the channel has been off for a year."""
    return Reason(code="not_spent_recently") if reading.spend == 0 else None
