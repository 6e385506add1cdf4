"""The Québec year: how demand moves with the calendar in six kinds of trade."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Demand by month, January to December, over its mean.
YEARS: dict[str, tuple[float, ...]] = {
    "gifts": (0.75, 0.80, 0.85, 0.90, 1.00, 0.95, 0.85, 0.90, 0.95, 1.05, 1.35, 1.65),
    "garden": (0.50, 0.55, 0.80, 1.30, 1.80, 1.50, 1.00, 0.90, 0.90, 0.80, 0.60, 0.55),
    "renovation": (0.70, 0.75, 0.90, 1.10, 1.30, 1.25, 1.00, 1.05, 1.20, 1.15, 0.90, 0.65),
    "winter": (1.20, 1.10, 0.90, 0.70, 0.60, 0.60, 0.70, 0.80, 1.00, 1.50, 1.70, 1.30),
    "services": (0.95, 1.00, 1.05, 1.05, 1.05, 1.00, 0.85, 0.90, 1.10, 1.10, 1.05, 0.80),
    "summer": (0.70, 0.75, 0.80, 0.90, 1.05, 1.25, 1.50, 1.40, 1.10, 0.95, 0.75, 0.85),
}
CONSTRUCTION_DIP = {"renovation": 0.65, "services": 0.75, "summer": 1.2}
BLACK_FRIDAY = {"gifts": 1.35, "winter": 1.1}
CHRISTMAS_WEEK = {"gifts": 0.8, "renovation": 0.4, "services": 0.45, "winter": 0.7}


def mondays(first: dt.date, weeks: int) -> list[dt.date]:
    """Return the Mondays of `weeks` weeks from `first`."""
    return [first + dt.timedelta(days=7 * k) for k in range(weeks)]


def season(kind: str, dates: list[dt.date], strength: float) -> Floats:
    """Return demand over its mean, week by week, shape (weeks,); `strength` 1 is the trade's usual swing."""
    middles = (np.arange(-1, 13) + 0.5) * 365.25 / 12
    levels = np.array([YEARS[kind][-1], *YEARS[kind], YEARS[kind][0]])
    days = np.array([(d + dt.timedelta(days=3)).timetuple().tm_yday for d in dates], dtype=float)
    return np.asarray((np.interp(days, middles, levels) * holidays(kind, dates)) ** strength)


def holidays(kind: str, dates: list[dt.date]) -> Floats:
    """Return what the construction holiday, Black Friday and Christmas do to demand, shape (weeks,)."""
    out = np.ones(len(dates))
    for t, day in enumerate(dates):
        if dt.date(day.year, 7, 18) <= day <= dt.date(day.year, 7, 31):
            out[t] *= CONSTRUCTION_DIP.get(kind, 1.0)
        if dt.date(day.year, 11, 21) <= day <= dt.date(day.year, 11, 28):
            out[t] *= BLACK_FRIDAY.get(kind, 1.0)
        if day >= dt.date(day.year, 12, 22):
            out[t] *= CHRISTMAS_WEEK.get(kind, 1.0)
    return out


def wander(rng: np.random.Generator, weeks: int, hold: float, spread: float) -> Floats:
    """Return an autoregression of order 1 with marginal standard deviation `spread`, shape (weeks,)."""
    shocks = rng.standard_normal(weeks)
    out = np.empty(weeks)
    out[0] = shocks[0]
    for t in range(1, weeks):
        out[t] = hold * out[t - 1] + np.sqrt(1 - hold**2) * shocks[t]
    return spread * out
