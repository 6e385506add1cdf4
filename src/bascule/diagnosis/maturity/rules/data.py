"""Data: is there something to count, is it long and named enough, does it agree with itself, is it looked after."""

from bascule.diagnosis.maturity.evidence import Evidence, Found, passed_if, proven
from bascule.diagnosis.maturity.measures import ads_apart, missing_share, months_sold, sales_apart, sold
from bascule.plans import Reason

MONTHS = 24
MISSING, APART = 0.02, 0.10


def sales_export(evidence: Evidence) -> Found:
    """Ask that sales come as files: orders, sums of sales, subscriptions or deals won."""
    rows = sold(evidence.tables)
    if rows.is_empty():
        return "fail", Reason(code="maturity_no_sales")
    return "pass", Reason(code="maturity_sales", params={"rows": rows.height})


def sales_24_months(evidence: Evidence) -> Found:
    """Ask for 24 months of sales, holes taken off: two of each season, without which no season can be told."""
    months = months_sold(sold(evidence.tables))
    # A month lost to the days at both ends of an export is no month lost.
    return passed_if(months > MONTHS - 0.5, Reason(code="maturity_months", params={"months": round(months)}))


def ids_known(evidence: Evidence) -> Found:
    """Ask that under 2 % of orders (subscriptions, deals) be without the one they belong to."""
    found = missing_share(evidence.tables)
    if found is None:
        return proven("ids_known", evidence)
    table, share = found
    params = {"table": table, "missing_percent": round(share, 4)}
    return passed_if(share < MISSING, Reason(code="maturity_missing", params=params))


def sales_reconciled(evidence: Evidence) -> Found:
    """Ask that sales and the income booked be within 10 % of each other, month by month."""
    apart = sales_apart(evidence.tables)
    if apart is None:
        return proven("sales_reconciled", evidence)
    return passed_if(apart < APART, Reason(code="maturity_sales_apart", params={"apart_share": apart}))


def ads_reconciled(evidence: Evidence) -> Found:
    """Ask that the spending reported and what was billed or booked be within 10 %, month by month."""
    media = evidence.tables["media"]
    if media.height and media["spend"].null_count() == 0 and float(media["spend"].sum()) == 0.0:
        return "not_applicable", Reason(code="maturity_no_spending")
    apart = ads_apart(evidence.tables)
    if apart is None:
        return proven("ads_reconciled", evidence)
    return passed_if(apart < APART, Reason(code="maturity_ads_apart", params={"apart_share": apart}))


def anomalies_closed(evidence: Evidence) -> Found:
    """Ask for a log of anomalies, none of them open for 14 days or more: no file shows it."""
    return proven("anomalies_closed", evidence)
