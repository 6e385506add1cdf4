"""The money of a plan month by month: what more is spent, what margin arrives, and both since the start."""

import datetime as dt

import numpy as np

from bascule.allocation.outlook import Outlook
from bascule.panel import Floats
from bascule.plans import CashMonth, Interval80


def interval80(draws: Floats) -> Interval80:
    """Return median and 80 % interval of draws (n,).

    Examples
    --------
    >>> interval80(np.arange(101.0))
    Interval80(p10=10.0, p50=50.0, p90=90.0)
    """
    low, middle, high = np.quantile(draws, [0.1, 0.5, 0.9])
    return Interval80(p10=float(low), p50=float(middle), p90=float(high))


def cash_months(outlook: Outlook, spend_change: Floats, margin: Floats) -> list[CashMonth]:
    """Return the cash of each month; a week belongs to the month in which it starts.

    Parameters
    ----------
    outlook : Outlook
    spend_change : array of shape (weeks,), currency
        Spending of all channels less the usual.
    margin : array of shape (draws, weeks or more), currency
        Margin that arrives each week over that of usual spending; spending is not deducted.
    """
    since = np.zeros(len(margin))
    found = []
    for month, own in outlook.months.items():
        arrived = margin[:, own].sum(axis=1)
        spent = float(spend_change[own].sum())
        since = since + arrived - spent
        first: dt.date = outlook.starts[own[0]]
        found.append(
            CashMonth(
                month=month, start=first, spend_change=round(spent, 2), margin=interval80(arrived),
                cumulative=interval80(since),
            )
        )  # fmt: skip
    return found
