"""Steering: is there a budget, is it compared with what happened, are decisions and forecasts looked at again."""

from bascule.diagnosis.maturity.evidence import Evidence, Found, proven
from bascule.plans import Reason


def budget_set(evidence: Evidence) -> Found:
    """Ask for a marketing budget: cash a month in bascule.toml, or the owner's proof."""
    cash = evidence.company.plan.monthly_cash
    if cash is None:
        return proven("budget_set", evidence)
    return "pass", Reason(code="maturity_budget", params={"monthly_money": float(cash)})


def budget_compared(evidence: Evidence) -> Found:
    """Ask that budget and actual be compared every month, by its tenth day: no file shows it."""
    return proven("budget_compared", evidence)


def decisions_reviewed(evidence: Evidence) -> Found:
    """Ask that decisions be logged, and four in five looked at again on the day that was set: no file shows it."""
    return proven("decisions_reviewed", evidence)


def forecasts_scored(evidence: Evidence) -> Found:
    """Ask that forecasts be scored once the facts are known: no file shows it."""
    return proven("forecasts_scored", evidence)
