"""What all channels together bring: the return on acquisition, beside the company's own break-even."""

from typing import Any

import numpy as np

from bascule.company import Company
from bascule.diagnosis.reading import interval
from bascule.mmm.model import Model
from bascule.mmm.posterior import year
from bascule.panel import Panel


def acquisition(panel: Panel, company: Company, model: Model) -> dict[str, Any]:
    """Return the acquisition pillar of the last year, all media together.

    `cac_paid` is media spend per new customer, None where new customers are not known; `mer` is total revenue over
    total spend, which credits advertising with everything and is shown only beside `iroas`; None where sales are not
    read.
    """
    recent = year(panel)
    spent = panel.spend[-recent:].sum(axis=0)
    total = float(spent.sum())
    if total == 0:
        return {"spend": 0.0, "mer": None, "iroas": None, "margin_return": None, "cac_paid": None}
    overall = np.nan_to_num(model.posterior.iroas) @ spent / total
    new = float(np.nansum(panel.new_customers[-recent:]))
    returns = interval(overall)
    return {
        "spend": round(total, 2),
        "mer": float(np.nansum(panel.revenue[-recent:])) / total if panel.sales_read else None,
        "break_even_iroas": company.break_even_iroas,
        "iroas": returns.model_dump(),
        "margin_return": interval(overall * company.gross_margin).model_dump(),
        "cac_paid": total / new if new > 0 else None,
    }
