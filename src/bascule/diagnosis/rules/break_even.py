"""Whether it pays for itself at the company's margin."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading

NEAR = 0.15


def break_even(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say how probable it is that the channel pays, or does not, or that it is near the line."""
    if reading.spend == 0:
        return None
    if verdict in ("scale", "keep") and abs(float(reading.returns.mean()) - 1) < NEAR:
        return Reason(code="near_break_even")
    if reading.earns >= 0.5:
        return Reason(code="above_break_even", params={"above_share": reading.earns})
    return Reason(code="below_break_even", params={"below_share": 1 - reading.earns})
