"""Activation: may we write to them, does it do anything to, and what does each sending bring. Level 1 asks nothing."""

import polars as pl

from bascule.diagnosis.maturity.evidence import Evidence, Found, passed_if, proven
from bascule.diagnosis.maturity.rules.measurement import concluded
from bascule.ingest.taxonomy import classify
from bascule.plans import Reason


def consent_expires(evidence: Evidence) -> Found:
    """Ask that it be known, contact by contact, who may be written to today: consent, and the day it lapses."""
    segments = evidence.structure.segments if evidence.structure else ()
    told = [segment for segment in segments if segment.contactable is not None]
    if not told:
        return proven("consent_expires", evidence)
    contactable = sum(segment.contactable or 0 for segment in told)
    params = {"contactable": contactable, "customers": sum(segment.customers for segment in told)}
    return passed_if(len(told) == len(segments), Reason(code="maturity_consent", params=params))


def segments_with_holdout(evidence: Evidence) -> Found:
    """Ask for a sending of which a part of the list was held out, read in the last year."""
    tests = email_tests(evidence)
    if tests.is_empty():
        return proven("segments_with_holdout", evidence)
    return "pass", Reason(code="maturity_email_tests", params={"tests": tests.height})


def revenue_per_send(evidence: Evidence) -> Found:
    """Ask for the incremental revenue of a message: a test of the list, over the messages that were sent in it."""
    tests, sent = email_tests(evidence), 0.0
    for start, end in tests.select("start", "end").rows():
        during = pl.col("sent_at").cast(pl.Date).is_between(start, end)
        rows = evidence.tables["emails"].filter(during)
        sent += float(rows.select(pl.coalesce("delivered", "recipients"))["delivered"].sum())
    if sent <= 0:
        return proven("revenue_per_send", evidence)
    thousand = 1000 * float(tests["lift"].sum()) / sent
    return "pass", Reason(code="maturity_per_thousand", params={"thousand_money": thousand, "sent": sent})


def email_tests(evidence: Evidence) -> pl.DataFrame:
    """Return the concluded tests of channels that are lists of contacts."""
    tests = concluded(evidence)
    names = tests["channel"].drop_nulls().unique().sort().to_list()
    classes, _ = classify(names, evidence.company)
    lists = [name for name, kind in zip(names, classes, strict=True) if kind == "email"]
    return tests.filter(pl.col("channel").is_in(lists))
