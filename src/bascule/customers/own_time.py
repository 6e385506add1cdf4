"""Histories in weeks as customers count them, and the model of those whose first purchase is surely known."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bascule.customers.bgnbd import BgnbdFit, fit_bgnbd
from bascule.customers.histories import Histories
from bascule.customers.season import Clock, clock

# Of those who come back a second time, nine in ten do so within the burn-in; a customer of before looks new until then.
BURN_IN = (8.0, 26.0)


def in_own_time(histories: Histories, known: NDArray[np.bool_]) -> tuple[Histories, Clock, BgnbdFit]:
    """Return histories in weeks as customers count them, that clock, and the BG/NBD model of known customers in it."""
    in_plain = fit_bgnbd(histories.frequency[known], histories.recency[known], histories.age[known])
    pace = clock(histories, known, in_plain)
    if pace.months == 0:
        return histories, pace, in_plain
    end = np.datetime64(histories.end, "D")
    last = histories.first + np.round(histories.recency * 7).astype("timedelta64[D]")
    age = pace.weeks(histories.first, np.full(len(histories), end))
    timed = replace(histories, recency=np.minimum(pace.weeks(histories.first, last), age), age=age)
    return timed, pace, fit_bgnbd(timed.frequency[known], timed.recency[known], timed.age[known])


def surely_new(histories: Histories) -> NDArray[np.bool_]:
    """Return which customers' first purchase is surely in the data, shape (customers,).

    Someone who bought before the data begin looks new on the first purchase in them. After the time within which nine
    in ten of those who come back do so, few are mistaken; at most a third of the history is set aside for it.
    """
    if len(histories) == 0:
        return np.zeros(0, bool)
    again = histories.frequency > 0
    gaps = histories.recency[again] / histories.frequency[again]
    usual = float(np.quantile(gaps, 0.9)) if again.any() else BURN_IN[1]
    span = float(histories.age.max())
    aside = min(max(usual, BURN_IN[0]), BURN_IN[1], span / 3)
    return np.asarray(histories.age <= span - aside)
