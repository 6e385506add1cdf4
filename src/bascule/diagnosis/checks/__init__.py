"""What was found about the data and the model: PASS, REVIEW or FAIL, with thresholds as data. One line a check."""

from bascule.decisions import Check
from bascule.diagnosis.checks.assumptions import assumptions
from bascule.diagnosis.checks.baseline import drift, negative
from bascule.diagnosis.checks.channels import channels
from bascule.diagnosis.checks.convergence import convergence
from bascule.diagnosis.checks.edited import edited
from bascule.diagnosis.checks.examined import Examined, Finder
from bascule.diagnosis.checks.forecast import forecast
from bascule.diagnosis.checks.hidden_cause import demand_unseen, hidden_cause
from bascule.diagnosis.checks.history import history
from bascule.diagnosis.checks.media_share import media_share
from bascule.diagnosis.checks.placebo import placebo
from bascule.diagnosis.checks.plan import freshness, reach
from bascule.diagnosis.checks.predictive import predictive
from bascule.diagnosis.checks.prior_shift import prior_shift
from bascule.diagnosis.checks.refresh import refresh
from bascule.diagnosis.checks.sales import sales
from bascule.mmm.model import FittedModel

__all__ = ["CHECKS", "OF_THE_DATA", "OF_THE_FIT", "Examined", "checks"]

OF_THE_FIT: dict[str, Finder] = {
    "convergence": convergence,
    "history": history,
    "predictive": predictive,
    "negative_baseline": negative,
    "baseline_drift": drift,
    "media_share": media_share,
    "prior_shift": prior_shift,
    "demand_unseen": demand_unseen,
    "hidden_cause": hidden_cause,
    "placebo": placebo,
    "refresh": refresh,
    "forecast": forecast,
}
OF_THE_DATA: dict[str, Finder] = {
    "channels": channels,
    "sales": sales,
    "edited": edited,
    "assumptions": assumptions,
    "reach": reach,
    "freshness": freshness,
}
CHECKS = OF_THE_FIT | OF_THE_DATA


def checks(examined: Examined) -> list[Check]:
    """Return every finding about the data and the fit, in the report's order."""
    finders = CHECKS if isinstance(examined.model, FittedModel) else OF_THE_DATA
    return [check for finder in finders.values() for check in finder(examined)]
