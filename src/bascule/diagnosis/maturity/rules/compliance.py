"""Compliance: Québec's law on personal information in the private sector (P-39.1, as amended by Law 25).

Two of its duties have no like in the law of the rest of Canada: there, they do not apply.
"""

from bascule.diagnosis.maturity.evidence import Evidence, Found, proven
from bascule.plans import Reason


def officer_published(evidence: Evidence) -> Found:
    """Ask that who answers for personal information be named on the site (s. 3.1; elsewhere PIPEDA, sch. 1, 4.8)."""
    return proven("officer_published", evidence)


def assessment_each_tool(evidence: Evidence) -> Found:
    """Ask for an assessment of privacy for each tool that handles personal information (s. 3.3)."""
    return _in_quebec("assessment_each_tool", evidence)


def registers_used(evidence: Evidence) -> Found:
    """Ask for a register of incidents and one of how long things are kept, both in use (ss. 3.8 and 23)."""
    return proven("registers_used", evidence)


def trackers_off(evidence: Evidence) -> Found:
    """Ask for proof that trackers do nothing before the visitor says yes (ss. 8.1 and 9.1)."""
    return _in_quebec("trackers_off", evidence)


def _in_quebec(rule: str, evidence: Evidence) -> Found:
    if evidence.company.province != "QC":
        return "not_applicable", Reason(code="maturity_not_quebec")
    return proven(rule, evidence)
