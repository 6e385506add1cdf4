"""Whether the history is long enough."""

from collections.abc import Iterable

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.thresholds import threshold


def history(examined: Examined) -> Iterable[Check]:
    """Say whether the history is long enough to tell seasons apart."""
    panel = examined.panel
    severity = threshold(f"history_{panel.period}s").severity(panel.periods)
    short = severity != "pass"
    params = {"periods": panel.periods}
    yield Check(code="history_short" if short else "history_fine", severity=severity, params=params)
    if panel.period == "month":
        yield Check(code="monthly_data", severity="review")
