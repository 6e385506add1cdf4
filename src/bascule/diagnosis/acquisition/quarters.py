"""The year in quarters: spend, sales and new customers by calendar quarter, nothing of it incremental."""

import datetime as dt

import numpy as np

from bascule.diagnosis.acquisition.days import Days
from bascule.diagnosis.acquisition.newcomers import blended_cac
from bascule.panel import Floats, Panel
from bascule.returns.acquisition import QuarterLine


def quarter_lines(panel: Panel, others: Floats, new_customers: Floats, days: Days) -> tuple[QuarterLine, ...]:
    """Return every calendar quarter that the panel touches, oldest first.

    Periods are split by days. A quarter with a period whose sales, or new customers, are not known has none; one that
    begins before the first other cost known has no `cac_loaded`, for its costs are not all known.

    Parameters
    ----------
    panel : Panel
    others : array of shape (days,), currency per day
        Costs beside media.
    new_customers : array of shape (periods,)
    days : Days
    """
    unread = np.full(panel.periods, np.nan)
    media = days.spread(panel.spend.sum(axis=1))
    revenue = days.spread(panel.revenue if panel.sales_read else unread)
    customers = days.spread(new_customers)
    known_from = int(np.flatnonzero(others)[0]) if others.any() else 0
    lines, start = [], _quarter(days.first)
    while start <= days.end:
        after = _quarter(start + dt.timedelta(days=95))
        held = slice(max((start - days.first).days, 0), min((after - days.first).days, len(days)))
        lines.append(
            _line(start, after, held, media[held], others[held], revenue[held], customers[held], known_from, days)
        )
        start = after
    return tuple(lines)


def _line(
    start: dt.date, after: dt.date, held: slice, media: Floats, others: Floats, revenue: Floats, customers: Floats,
    known_from: int, days: Days,
) -> QuarterLine:  # fmt: skip
    spent, cost = float(media.sum()), float(media.sum() + others.sum())
    sold, new = _known(revenue), _known(customers)
    return QuarterLine(
        start=start,
        end=after - dt.timedelta(days=1),
        whole=start >= days.first and after - dt.timedelta(days=1) <= days.end,
        media=round(spent, 2),
        cost=round(cost, 2),
        revenue=sold,
        new_customers=new,
        mer=sold / spent if sold is not None and spent > 0 else None,
        cac_paid=blended_cac(spent, new),
        cac_loaded=blended_cac(cost, new) if held.start >= known_from else None,
    )


def _known(daily: Floats) -> float | None:
    total = float(daily.sum())
    return None if np.isnan(total) else round(total, 2)


def _quarter(day: dt.date) -> dt.date:
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
