"""A stop that the rule on wrong stops held back."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading
from bascule.diagnosis.verdict import could_stop


def held_back(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say that stopping was probable, but not sure enough."""
    return Reason(code="held_by_false_stop_rule") if verdict != "stop" and could_stop(reading) else None
