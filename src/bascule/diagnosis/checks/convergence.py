"""Whether the sampler settled."""

from collections.abc import Iterable

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined


def convergence(examined: Examined) -> Iterable[Check]:
    """Say whether the sampler settled, by the thresholds that the fit itself is held to."""
    sample = examined.fit.sample
    params = sample.figures
    if sample.converged:
        yield Check(code="converged", severity="pass", params=params)
    else:
        yield Check(code="not_converged", severity="fail", params=params)
