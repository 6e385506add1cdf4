"""The reasons behind a verdict: one file a rule, one visible registry.

A rule is a function of (reading, verdict) that returns a reason or None. The order here is the order of the report.
"""

from collections.abc import Callable

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading
from bascule.diagnosis.rules.break_even import break_even
from bascule.diagnosis.rules.claims import claims
from bascule.diagnosis.rules.doubt import doubt
from bascule.diagnosis.rules.evidence import evidence
from bascule.diagnosis.rules.harvest import harvest
from bascule.diagnosis.rules.held_back import held_back
from bascule.diagnosis.rules.identification import identification
from bascule.diagnosis.rules.next_dollar import next_dollar
from bascule.diagnosis.rules.recency import recency

Rule = Callable[[Reading, Verdict], Reason | None]

RULES: dict[str, Rule] = {
    "recency": recency,
    "break_even": break_even,
    "next_dollar": next_dollar,
    "claims": claims,
    "doubt": doubt,
    "held_back": held_back,
    "harvest": harvest,
    "identification": identification,
    "evidence": evidence,
}


def reasons(reading: Reading, verdict: Verdict) -> list[Reason]:
    """Return every reason that applies, in the report's order."""
    return [reason for rule in RULES.values() if (reason := rule(reading, verdict)) is not None]
