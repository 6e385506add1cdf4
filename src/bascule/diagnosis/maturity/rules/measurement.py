"""Measurement: what is spent, what a customer costs in all, what one is worth, and proof by a test."""

import polars as pl

from bascule.diagnosis.maturity.evidence import Evidence, Found, passed_if, proven
from bascule.plans import Reason


def spend_known(evidence: Evidence) -> Found:
    """Ask that the media spending of every campaign be known."""
    media = evidence.tables["media"]
    if media.is_empty():
        return proven("spend_known", evidence)
    missing = media["spend"].null_count() / media.height
    total = float(media["spend"].sum())
    params = {"total_money": total, "missing_percent": round(missing, 4)}
    return passed_if(missing == 0, Reason(code="maturity_spend", params=params))


def cac_loaded(evidence: Evidence) -> Found:
    """Ask for the cost of a new customer with agencies, tools and people in it."""
    acquisition = evidence.acquisition
    if acquisition is None:
        return proven("cac_loaded", evidence)
    beyond = sum(cost.amount for cost in acquisition.costs if cost.kind != "media")
    if acquisition.cac_loaded is None:
        return "fail", Reason(code="maturity_no_cac")
    if beyond <= 0:
        return "fail", Reason(code="maturity_cac_media_only")
    params = {"cac_money": acquisition.cac_loaded.p50, "beyond_money": beyond}
    return "pass", Reason(code="maturity_cac", params=params)


def ltv_by_cohort(evidence: Evidence) -> Found:
    """Ask for the lifetime margin of customers, returns taken off, by cohort, each with its interval."""
    if evidence.structure is None:
        return proven("ltv_by_cohort", evidence)
    known = [cohort for cohort in evidence.structure.cohorts if cohort.lifetime_margin is not None]
    params = {"known": len(known), "cohorts": len(evidence.structure.cohorts)}
    return passed_if(bool(known), Reason(code="maturity_cohorts", params=params))


def test_concluded(evidence: Evidence) -> Found:
    """Ask for a planned test read in the last year, with its result and the error of it."""
    ended = concluded(evidence)
    if ended.is_empty():
        return proven("test_concluded", evidence)
    last = ended.sort("end").row(-1, named=True)
    params = {"tests": ended.height, "channel": last["channel"], "end_date": last["end"].isoformat()}
    return "pass", Reason(code="maturity_tests", params=params)


def concluded(evidence: Evidence) -> pl.DataFrame:
    """Return the planned tests that ended within the last year and whose result has an error."""
    within = pl.col("end").is_between(evidence.year_ago, evidence.today)
    read = pl.col("lift").is_not_null() & (pl.col("lift_error") > 0)
    return evidence.tables["experiments"].filter(within & read)
