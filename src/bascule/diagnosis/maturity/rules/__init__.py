"""The rules of maturity: one function a rule, one file a dimension, one visible registry.

Each level is what the field calls nascent, emerging, connected and mastered; a level is held by evidence alone, and
only with all the lower ones (as CMMI does by stages). Activation has no rule at level 1: nothing is asked of it there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bascule.diagnosis.maturity.evidence import Evidence, Found
from bascule.diagnosis.maturity.rules import activation, compliance, data, measurement, organisation, steering
from bascule.returns.maturity import Dimension

LEVELS = 4
DIMENSIONS: tuple[Dimension, ...] = ("data", "measurement", "activation", "steering", "organisation", "compliance")


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    dimension : str
    level : int
        1 to 4.
    hours : float
        Work to pass it, order of magnitude (judgement): it only decides which of two rules is proposed first.
    judge : callable
        Pass, fail, not applicable or not measured, with the evidence.
    """

    dimension: Dimension
    level: int
    hours: float
    judge: Callable[[Evidence], Found]


# Code → rule; worded as maturity_CODE (what it asks) and maturity_CODE_do (what to do to pass it).
RULES: dict[str, Rule] = {
    "sales_export": Rule("data", 1, 1, data.sales_export),
    "sales_24_months": Rule("data", 2, 3, data.sales_24_months),
    "ids_known": Rule("data", 2, 8, data.ids_known),
    "sales_reconciled": Rule("data", 3, 6, data.sales_reconciled),
    "ads_reconciled": Rule("data", 3, 4, data.ads_reconciled),
    "anomalies_closed": Rule("data", 4, 20, data.anomalies_closed),
    "spend_known": Rule("measurement", 1, 2, measurement.spend_known),
    "cac_loaded": Rule("measurement", 2, 4, measurement.cac_loaded),
    "ltv_by_cohort": Rule("measurement", 3, 8, measurement.ltv_by_cohort),
    "test_concluded": Rule("measurement", 4, 30, measurement.test_concluded),
    "consent_expires": Rule("activation", 2, 10, activation.consent_expires),
    "segments_with_holdout": Rule("activation", 3, 12, activation.segments_with_holdout),
    "revenue_per_send": Rule("activation", 4, 8, activation.revenue_per_send),
    "budget_set": Rule("steering", 1, 2, steering.budget_set),
    "budget_compared": Rule("steering", 2, 12, steering.budget_compared),
    "decisions_reviewed": Rule("steering", 3, 15, steering.decisions_reviewed),
    "forecasts_scored": Rule("steering", 4, 10, steering.forecasts_scored),
    "owners_named": Rule("organisation", 1, 2, organisation.owners_named),
    "processes_documented": Rule("organisation", 2, 30, organisation.processes_documented),
    "drills_done": Rule("organisation", 3, 40, organisation.drills_done),
    "continuity": Rule("organisation", 4, 60, organisation.continuity),
    "officer_published": Rule("compliance", 1, 1, compliance.officer_published),
    "assessment_each_tool": Rule("compliance", 2, 20, compliance.assessment_each_tool),
    "registers_used": Rule("compliance", 3, 10, compliance.registers_used),
    "trackers_off": Rule("compliance", 4, 6, compliance.trackers_off),
}
