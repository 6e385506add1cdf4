"""The outside of every day: seasons, holidays, promotions, luck."""

import datetime as dt

import numpy as np

from market import Day, Floats

FIRST_DAY = dt.date(2024, 11, 4)
LAST_DAY = dt.date(2026, 11, 1)
WARM_UP_DAYS = 364
TAIL_DAYS = 26 * 7
# Appetite for candles and gifts by month, January first; the peak of December is before the 20th.
MONTHS = np.array([0.80, 0.86, 0.86, 0.90, 1.02, 0.86, 0.78, 0.84, 0.98, 1.08, 1.40, 1.70])
WEEKDAYS = np.array([1.02, 0.98, 0.96, 1.00, 1.06, 0.94, 1.04])
# First day, last day (month, day) and discount of the promotions of every year.
PROMOS = (
    ((11, 25), (12, 1), 0.20),
    ((12, 26), (12, 31), 0.25),
    ((5, 4), (5, 10), 0.15),
    ((9, 15), (9, 21), 0.10),
)


def days() -> list[dt.date]:
    """Return every simulated day: a year before the window, the window, half a year after."""
    start = FIRST_DAY - dt.timedelta(days=WARM_UP_DAYS)
    count = (LAST_DAY - start).days + 1 + TAIL_DAYS
    return [start + dt.timedelta(days=place) for place in range(count)]


def outside(seed: int) -> list[Day]:
    """Return the outside of every day of :func:`days`, the same for every counterfactual of a seed."""
    dates = days()
    shocks = luck(len(dates), np.random.default_rng(seed))
    return [
        Day(season(date), float(shock), promo(date), date.weekday() == 3)
        for date, shock in zip(dates, shocks, strict=True)
    ]


def season(date: dt.date) -> float:
    """Return the appetite of a day: the month smoothed, Christmas, and the day of the week."""
    place = date.timetuple().tm_yday / 365.25 * 12 - 0.5
    smooth = float(np.interp(place, np.arange(-1, 13), np.concatenate([MONTHS[-1:], MONTHS, MONTHS[:1]])))
    if (12, 20) < (date.month, date.day) < (12, 26):
        smooth *= 0.45  # too late for delivery
    return smooth * float(WEEKDAYS[date.weekday()])


def promo(date: dt.date) -> float:
    """Return the discount of a day, 0 outside promotions."""
    return next((rate for start, end, rate in PROMOS if start <= (date.month, date.day) <= end), 0.0)


def luck(count: int, generator: np.random.Generator) -> Floats:
    """Return a multiplicative disturbance that lasts about three weeks, with a slow drift of demand."""
    quick, slow = np.zeros(count), np.zeros(count)
    for place in range(1, count):
        quick[place] = 0.955 * quick[place - 1] + 0.022 * generator.standard_normal()
        slow[place] = 0.998 * slow[place - 1] + 0.003 * generator.standard_normal()
    return np.exp(quick + slow)
