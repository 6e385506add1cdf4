"""What the next dollar brings."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading
from bascule.plans import Interval90


def next_dollar(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say the margin that one more dollar brings back, where more or less of it is the question."""
    if verdict not in ("scale", "keep"):
        return None
    margin = reading.gross_margin * Interval90.of(reading.mroas).p50
    return Reason(
        code="next_dollar_pays" if margin > 1 else "next_dollar_does_not_pay", params={"margin_money": margin}
    )
