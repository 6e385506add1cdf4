"""How large the company is: what it sold in the last year."""

import numpy as np

from bascule.company import Company
from bascule.mmm.posterior import year
from bascule.panel import Panel
from bascule.plans import Reason

# Under it, the company's first question is whether its market wants it, and one post of management would take more of
# the margin than it could bring back: at a margin of 40 %, a director costs a third of it (see `director`).
LIMIT = 1_000_000.0
PERIODS_A_YEAR = {"week": 365.25 / 7, "month": 12.0}


def yearly_revenue(panel: Panel | None, company: Company) -> tuple[float | None, tuple[Reason, ...]]:
    """Return the revenue of the last year, company currency, else the owner's word; None where neither is known.

    A history under a year is brought to a full one, whatever the season, and it is said.

    Examples
    --------
    >>> yearly_revenue(None, Company(name="Nordet", gross_margin=0.4, yearly_revenue=600_000))
    (600000.0, ())
    """
    if panel is None or not panel.sales_read:
        return company.yearly_revenue, ()
    last = panel.revenue[-year(panel) :]
    known = last[~np.isnan(last)]
    if not len(known):
        return company.yearly_revenue, ()
    whole = PERIODS_A_YEAR[panel.period]
    short = Reason(code="transition_short_year", params={"known_share": len(known) / whole})
    return float(known.mean()) * whole, (short,) if len(known) < 0.95 * whole else ()
