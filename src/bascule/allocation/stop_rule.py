"""When to go back: what must be seen after some weeks for a plan to be worth keeping, and how far that can tell."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from bascule.mmm.season import season
from bascule.panel import Floats, Panel
from bascule.plans import Interval80, Measure, StopRule

# Periods that a rule waits, and periods whose mean stands for the present level.
WAIT = {"week": 6, "month": 2}
RECENT = {"week": 8, "month": 3}
# Fewer past forecasts than this do not tell their own error.
LEAST_ORIGINS = 8
# A rule that stops more plans that earn than this, or does not stop enough more of those that lose, decides nothing.
MOST_FALSE, LEAST_MORE = 0.1, 0.1
COUNTED = 0.9


@dataclass(frozen=True)
class Forecast:
    """Total of a measure over the periods to come if nothing changes, and the deviation of its error."""

    measure: Measure
    total: float
    error: float


def forecast(panel: Panel, periods: int, first: dt.date) -> Forecast | None:
    """Return what so many periods from `first` on would total; None where the history cannot say.

    The mean of the last periods without their season, times the season to come. Its error is that of the same rule at
    every past origin, so that it holds what no model foresees.
    """
    measure, values = _measured(panel)
    recent = RECENT[panel.period]
    if values is None or len(values) < recent + periods + LEAST_ORIGINS:
        return None
    factor = season(panel, panel.dates)
    days = 7 if panel.period == "week" else 365.25 / 12
    ahead = np.array([np.datetime64(first + dt.timedelta(days=round(days * i))) for i in range(periods)])
    plain = values / factor
    level = _mean_of(plain, len(plain) - recent, len(plain))
    total = level * float(season(panel, ahead).sum())
    errors = []
    for origin in range(recent, len(plain) - periods + 1):
        told = _mean_of(plain, origin - recent, origin) * factor[origin : origin + periods].sum()
        seen = values[origin : origin + periods].sum()
        if np.isfinite(seen) and told > 0:
            errors.append(seen / told - 1)
    if len(errors) < LEAST_ORIGINS or not total > 0:
        return None
    return Forecast(measure, total, total * float(np.sqrt(np.mean(np.square(errors)))))


def _measured(panel: Panel) -> tuple[Measure, Floats | None]:
    last = slice(-52 if panel.period == "week" else -12, None)
    named: tuple[tuple[Measure, Floats], ...] = (
        ("new_customers", panel.new_customers), ("orders", panel.orders), ("revenue", panel.revenue),
    )  # fmt: skip
    for name, values in named:
        known = ~np.isnan(values[last])
        if known.mean() >= COUNTED and np.nansum(values[last]) > 0:
            return name, values
    return "revenue", None


def _mean_of(values: Floats, start: int, end: int) -> float:
    known = values[start:end][~np.isnan(values[start:end])]
    return float(known.mean()) if known.size else float("nan")


def per_revenue(panel: Panel, measure: Measure) -> float:
    """Return how much of a measure comes with a dollar of revenue, over the last year of the history.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> panel = SimpleNamespace(period="week", revenue=np.full(52, 100.0), orders=np.full(52, 2.0))
    >>> per_revenue(panel, "orders")
    0.02
    """
    last = slice(-52 if panel.period == "week" else -12, None)
    counted: Floats = getattr(panel, measure)[last]
    both = ~np.isnan(counted) & ~np.isnan(panel.revenue[last])
    return float(counted[both].sum() / panel.revenue[last][both].sum())


def stop_rule(told: Forecast, change: Floats, gain: Floats, weeks: int, date: dt.date) -> StopRule:
    """Return the rule that keeps the plan as long as its expected gain, given what is then seen, is above zero.

    Parameters
    ----------
    told : Forecast
    change : array of shape (draws,)
        What the plan adds to the measure over the wait.
    gain : array of shape (draws,), currency
        Margin of the whole plan over the usual one.
    weeks : int
    date : datetime.date
        The day the wait is over.

    Notes
    -----
    Linear Bayes: E[gain | y] = E[gain] + cov(gain, change) / (var(change) + σ²) (y - E[y]) (Hartigan 1969), zero at the
    threshold. The chances are worked out from the draws, not from this line.
    """
    middle = told.total + float(change.mean())
    along = float(np.cov(gain, change, ddof=0)[0, 1])
    slope = along / (float(change.var()) + told.error**2)
    threshold = middle - float(gain.mean()) / slope if slope > 0 else 0.0
    threshold = min(max(threshold, 0.0), 10 * told.total)
    below = norm.cdf((threshold - told.total - change) / max(told.error, 1e-12))
    good, bad = gain > 0, gain <= 0
    false_alarm = float(below[good].mean()) if good.any() else 0.0
    caught = float(below[bad].mean()) if bad.any() else 0.0
    reach = 1.2816 * told.error
    spread = np.sqrt(change.var() + told.error**2) * 1.2816
    return StopRule(
        measure=told.measure, weeks=weeks, date=date, threshold=threshold,
        usual=Interval80(p10=told.total - reach, p50=told.total, p90=told.total + reach),
        expected=Interval80(p10=middle - spread, p50=middle, p90=middle + spread),
        false_alarm=false_alarm, caught=caught,
        useful=bool(slope > 0 and false_alarm <= MOST_FALSE and caught - false_alarm >= LEAST_MORE),
    )  # fmt: skip
