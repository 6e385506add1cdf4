"""Customers by when they first bought: who is still there, and what they have left so far."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.customers.histories import Floats, Histories
from bascule.plans import Interval90
from bascule.returns.structure import CohortLine

Ints = NDArray[np.int64]
# Fewer first purchases a month than this, on average, and a month says little: quarters are shown.
ENOUGH_A_MONTH = 20
# No group of fewer people is shown: one of them could be recognised.
LEAST_PEOPLE = 5


@dataclass(frozen=True, eq=False)
class Cohorts:
    """Which cohort each customer is of.

    Attributes
    ----------
    months : {1, 3}
        Length of a period: a month, or a quarter of the calendar.
    starts : tuple of datetime.date
        First day of each cohort; a cohort of fewer than `LEAST_PEOPLE` is part of a neighbour.
    of : array of int, shape (n,)
        Place of each customer's cohort in `starts`, in the order of the histories; empty where all are too few.
    period : array of int, shape (n,)
        The period of each customer's own first purchase, counted from the year 1970.
    """

    months: int
    starts: tuple[dt.date, ...]
    of: Ints
    period: Ints

    @classmethod
    def of_histories(cls, histories: Histories) -> "Cohorts":
        """Return the cohorts of customers, by month, or by quarter where months would be too small.

        Examples
        --------
        >>> import polars as pl
        >>> days = [dt.datetime(2026, 1, 1) + dt.timedelta(days=12 * place) for place in range(10)]
        >>> keys = [str(place) for place in range(10)]
        >>> orders = pl.DataFrame({"customer_key": keys, "ordered_at": days, "net": [10.0] * 10})
        >>> cohorts = Cohorts.of_histories(Histories.of(orders))
        >>> cohorts.months, cohorts.starts, cohorts.of
        (3, (datetime.date(2026, 1, 1),), array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        """
        return cls.of_days(histories.first)

    @classmethod
    def of_days(cls, first: NDArray[np.datetime64]) -> "Cohorts":
        """Return the cohorts of customers whose first days these are, as :meth:`of_histories` does."""
        month = _periods(first, 1)
        spanned = int(month.max() - month.min()) + 1 if month.size else 1
        months = 1 if month.size >= ENOUGH_A_MONTH * spanned else 3
        period = _periods(first, months)
        values, place, sizes = np.unique(period, return_inverse=True, return_counts=True)
        group = _grouped(sizes)
        if group is None:
            return cls(months, (), np.zeros(0, dtype=np.int64), period)
        firsts = values[np.unique(group, return_index=True)[1]]
        return cls(months, tuple(_start(int(value), months) for value in firsts), group[place], period)


def cohort_lines(
    histories: Histories,
    cohorts: Cohorts,
    gross_margin: float,
    lifetime: Sequence[Interval90 | None] | None = None,
) -> tuple[CohortLine, ...]:
    """Return each cohort's customers, share active by period, and margin so far.

    Parameters
    ----------
    histories : Histories
    cohorts : Cohorts
        Of these histories.
    gross_margin : float
        Contribution margin of a dollar of net revenue.
    lifetime : sequence of Interval90 or None, optional
        What a customer of each cohort should leave in all (currency), in the order of `cohorts.starts`.

    Returns
    -------
    tuple of CohortLine
        `active` stops at the last period that is whole for all of the cohort; its first is the period of the first
        purchase itself, hence 1. `margin` is of all orders to date, returns taken off (currency per customer).
    """
    if not cohorts.starts:
        return ()
    count = len(cohorts.starts)
    sizes = np.bincount(cohorts.of, minlength=count)
    margins = gross_margin * np.bincount(cohorts.of, weights=histories.net, minlength=count) / sizes
    shares = _active(histories, cohorts) / sizes[:, None]
    whole = _whole(histories.end, cohorts)
    return tuple(
        CohortLine(
            start=cohorts.starts[place],
            customers=int(sizes[place]),
            active=tuple(float(share) for share in shares[place, : max(whole[place], 1)]),
            margin=float(margins[place]),
            lifetime_margin=lifetime[place] if lifetime else None,
        )
        for place in range(count)
    )


def _active(histories: Histories, cohorts: Cohorts) -> Floats:
    """Return how many customers of each cohort bought, by period since their own first one, shape (cohorts, periods).

    A cohort made of several periods is counted from each customer's own.
    """
    bought = histories.purchases
    customer = bought["customer"].to_numpy()
    since = _periods(bought["day"].to_numpy(), cohorts.months) - cohorts.period[customer]
    # By customer, then day: a period bought in twice stands twice in a row.
    once = np.flatnonzero((np.diff(customer, prepend=-1) != 0) | (np.diff(since, prepend=-1) != 0))
    periods = max(int(since.max()) + 1, int(_whole(histories.end, cohorts).max()))
    place = cohorts.of[customer[once]] * periods + since[once]
    return np.bincount(place, minlength=len(cohorts.starts) * periods).reshape(-1, periods).astype(float)


def _whole(end: dt.date, cohorts: Cohorts) -> Ints:
    """Return how many periods are whole on a day for every customer of each cohort, their own counted."""
    over = int(_periods(np.array([np.datetime64(end + dt.timedelta(days=1), "D")]), cohorts.months)[0])
    latest = np.full(len(cohorts.starts), np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(latest, cohorts.of, cohorts.period)
    whole: Ints = np.maximum(over - latest, 0)
    return whole


def _periods(days: NDArray[np.datetime64], months: int) -> Ints:
    periods: Ints = days.astype("datetime64[M]").astype(np.int64) // months
    return periods


def _start(period: int, months: int) -> dt.date:
    day: dt.date = np.datetime64(period * months, "M").astype("datetime64[D]").astype(dt.date)
    return day


def _grouped(sizes: Ints) -> Ints | None:
    """Return the group of each period: too small ones are put with those after them, the last with those before."""
    if sizes.sum() < LEAST_PEOPLE:
        return None
    groups, group, held = np.zeros(sizes.size, dtype=np.int64), 0, 0
    for place, size in enumerate(sizes):
        groups[place] = group
        held += int(size)
        if held >= LEAST_PEOPLE:
            group, held = group + 1, 0
    merged: Ints = np.minimum(groups, group - 1)
    return merged
