"""How many come back, and how many are still there, month after month since their first purchase or signature."""

import numpy as np
from numpy.typing import NDArray

from bascule.customers.cohorts import LEAST_PEOPLE
from bascule.customers.contracts import Contracts
from bascule.customers.histories import WEEK, Floats, Histories
from bascule.customers.shares import jeffreys
from bascule.customers.survival import Survival, kaplan_meier
from bascule.plans import Interval90
from bascule.returns.structure import CurvePoint

MONTH = 365.25 / 12  # days
LONGEST = 36  # months


def repeat_curve(histories: Histories, months: int = LONGEST) -> tuple[CurvePoint, ...]:
    """Return the share of customers who bought a second time within 1, 2 … months, with 90 % intervals.

    Those who have not bought again yet count for as long as they are known (Kaplan–Meier; see
    :func:`bascule.customers.survival.kaplan_meier`). `customers` is how many are known for at least so long; the curve
    stops where they are fewer than five.
    """
    known = histories.age * WEEK
    happened = histories.frequency > 0
    survival = kaplan_meier(np.where(happened, _second(histories), known), happened, _times(known, months))
    return _points(survival, known, happened=True)


def retention_curve(customers: Histories | Contracts, months: int = LONGEST) -> tuple[CurvePoint, ...]:
    """Return the share of customers still there month after month, with 90 % intervals.

    Orders: the share that bought in the m-th month after the one that follows the first purchase, among those for whom
    that month is over; the interval is Jeffreys's (Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286). Contracts:
    the share whose contract still ran after m months, by Kaplan–Meier. `customers` is how many are known for so long;
    the curve stops where they are fewer than five.
    """
    if isinstance(customers, Contracts):
        survival = kaplan_meier(customers.days, customers.ended, _times(customers.known_days, months))
        return _points(survival, customers.known_days, happened=False)
    # The last day known is over too.
    known = customers.age * WEEK + 1
    whole = [month for month in range(1, months + 1) if (known >= (month + 1) * MONTH).sum() >= LEAST_PEOPLE]
    bought, customer = customers.purchases, customers.purchases["customer"].to_numpy()
    since = (bought["day"].to_numpy() - customers.first[customer]).astype(float) // MONTH
    return tuple(_share(month, known, customer[since == month]) for month in whole)


def _share(month: int, known: Floats, buyers: NDArray[np.int64]) -> CurvePoint:
    over = known >= (month + 1) * MONTH
    count, of = int(over[np.unique(buyers)].sum()), int(over.sum())
    told = jeffreys(count, of)
    low, high = 0.0 if count == 0 else told.p05, 1.0 if count == of else told.p95
    return CurvePoint(month=month, rate=Interval90(p05=low, p50=count / of, p95=high), customers=of)


def _second(histories: Histories) -> Floats:
    """Return the days from the first purchase to the second, shape (n,); any number where there is none."""
    day = histories.purchases["day"].to_numpy()
    starts = np.concatenate([[0], np.cumsum(histories.frequency.astype(np.intp) + 1)])[:-1]
    after = np.minimum(starts + 1, max(day.size - 1, 0))
    return np.asarray((day[after] - histories.first).astype("timedelta64[D]").astype(float))


def _times(known: Floats, months: int) -> Floats:
    times = np.arange(1, months + 1) * MONTH
    return np.asarray([time for time in times if (known >= time).sum() >= LEAST_PEOPLE], dtype=float)


def _points(survival: Survival, known: Floats, *, happened: bool) -> tuple[CurvePoint, ...]:
    return tuple(
        CurvePoint(
            month=place + 1, rate=survival.interval(place, happened=happened), customers=int((known >= time).sum())
        )
        for place, time in enumerate(survival.times)
    )
