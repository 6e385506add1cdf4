"""Too wide to decide."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading
from bascule.plans import Interval90

# Share of its spending that doubt costs in a year, from which a test is worth more than elsewhere.
COSTLY = 0.1


def doubt(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say how wide the answer is where it stops us from deciding."""
    if verdict != "test" or reading.spend == 0:
        return None
    if reading.price_of_doubt > COSTLY * reading.yearly and reading.evidence == "prior":
        return Reason(code="large_spend_small_certainty")
    seen = Interval90.of(reading.iroas)
    return Reason(code="too_uncertain", params={"low_ratio": seen.p05, "high_ratio": seen.p95})
