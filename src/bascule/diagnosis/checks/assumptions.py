"""What nobody in the company confirmed."""

from collections.abc import Iterable

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined


def assumptions(examined: Examined) -> Iterable[Check]:
    """Say what nobody in the company confirmed."""
    company = examined.company
    if "gross_margin" in company.assumed:
        yield Check(code="margin_assumed", severity="review", params={"margin_share": company.gross_margin})
    if examined.guessed:
        yield Check(code="class_guessed", severity="review", params={"channels": examined.guessed})
    if company.simulated:
        yield Check(code="simulated_data", severity="review")
