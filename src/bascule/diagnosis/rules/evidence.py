"""Where the figure comes from."""

from bascule.decisions import Reason, Verdict
from bascule.diagnosis.reading import Reading


def evidence(reading: Reading, verdict: Verdict) -> Reason | None:
    """Say the rung of the ladder on which the figure stands."""
    if reading.evidence == "prior" and reading.prior.gives_return:
        return Reason(code="evidence_edited")
    params: dict[str, object] = {}
    if reading.evidence == "claims" and reading.prior.claim is not None:
        params = {"bias_ratio": 1 / reading.prior.claim[0]}
    if reading.evidence == "natural":
        params = {"stops": reading.breaks}
    if reading.evidence == "experiment":
        params = {"tested_ratio": reading.tested}
    return Reason(code=f"evidence_{reading.evidence}", params=params)
