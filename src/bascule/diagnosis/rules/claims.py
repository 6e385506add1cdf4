"""What the platform claims against what the sales say."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading
from bascule.plans import Interval90


def claims(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say it when the platform's claim lies outside what is probable."""
    if reading.claim is None or reading.spend == 0:
        return None
    seen = Interval90.of(reading.iroas)
    params = {"claimed_ratio": reading.claim.roas, "low_ratio": seen.p05, "high_ratio": seen.p95}
    if reading.claim.roas > seen.p95:
        return Reason(code="overclaimed", params=params)
    return Reason(code="underclaimed", params=params) if reading.claim.roas < seen.p05 else None
