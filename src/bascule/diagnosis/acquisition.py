"""What all channels together bring: the return on acquisition, beside the company's own break-even."""

import numpy as np

from bascule.company import Company
from bascule.mmm.model import Model
from bascule.mmm.posterior import year
from bascule.panel import Panel
from bascule.plans import Interval90
from bascule.returns import Acquisition


def acquisition(panel: Panel, company: Company, model: Model) -> Acquisition | None:
    """Return the acquisition pillar of the last year, all media together.

    `cac_paid` is media spend per new customer, None where new customers are not known; `mer` is total revenue over
    total spend, which credits advertising with everything and is shown only beside `iroas`; None where sales are not
    read.
    """
    recent = year(panel)
    spent = panel.spend[-recent:].sum(axis=0)
    total = float(spent.sum())
    if total == 0:
        return None
    overall = np.nan_to_num(model.posterior.iroas) @ spent / total
    returns = Interval90.of(overall)
    return Acquisition(
        spend=round(total, 2),
        cost=round(total, 2),
        costs=(),
        mer=float(np.nansum(panel.revenue[-recent:])) / total if panel.sales_read else None,
        break_even_iroas=company.break_even_iroas,
        iroas=returns,
        margin_return=Interval90.of(overall * company.gross_margin),
    )
