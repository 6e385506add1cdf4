"""Whether anything comes from the company's sales."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.mmm.model import FittedModel


def sales(examined: Examined) -> Iterable[Check]:
    """Say that nothing comes from the company's sales, and what then tells how large it is."""
    fitted = isinstance(examined.model, FittedModel)
    if not fitted or all(r.evidence == "prior" for r in examined.readings):
        yield Check(code="prior_only", severity="review")
    if not examined.model.total_bounded:
        yield Check(code="total_unbounded", severity="review")
    elif not fitted and np.isnan(examined.panel.revenue).all():
        yield Check(code="revenue_given", severity="pass", params={"revenue_money": examined.company.yearly_revenue})
