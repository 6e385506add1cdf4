"""How a model of the past would have forecast the last half year: tried on facts it had not seen."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from bascule.customers.cohorts import Cohorts
from bascule.customers.forecast import forecast_cohorts
from bascule.customers.histories import Histories
from bascule.customers.own_time import in_own_time, surely_new
from bascule.panel import Floats
from bascule.plans import Interval90
from bascule.returns.structure import Holdout, HoldoutLine

HIDDEN_WEEKS = 26
FORECASTS = 300
LEAST_CUSTOMERS, LEAST_RETURNS = 50, 10
# What such models are usually off by over half a year, whatever the parameters (log): a judgement.
MODEL_ERROR = 0.25


def learnt(held: Holdout | None) -> tuple[float, float]:
    """Return what the trial teaches of the forecast: by how much it is off (log), and the doubt on it.

    Every model leaves something out: customers who tire of a shop as months go by, say, which the calendar does not
    show. Its error is Normal(0, MODEL_ERROR²) before the trial; the trial shows it with the noise of one half year,
    which the interval of its forecast tells: parameters, each customer's chance, and what all of them share.

    Examples
    --------
    >>> learnt(None)
    (0.0, 0.25)
    """
    if held is None or held.forecast.p50 <= 0:
        return 0.0, MODEL_ERROR
    low, middle, high, actual = np.log(np.array([*held.forecast.model_dump().values(), held.actual]) + 0.5)
    noise = float((high - low) / (2 * ndtri(0.95))) ** 2
    weight = MODEL_ERROR**2 / (MODEL_ERROR**2 + noise)
    return float(weight * (actual - middle)), float(np.sqrt(weight * noise))


def holdout(histories: Histories, seed: int) -> Holdout | None:
    """Return how a model of the past would have forecast the last half year, cohort by cohort; None if too short.

    Parameters
    ----------
    histories : Histories
    seed : int
    """
    span = float(histories.age.max())
    weeks = int(min(HIDDEN_WEEKS, span // 3))
    split = histories.end - dt.timedelta(weeks=weeks)
    before = histories.until(split)
    known = surely_new(before)
    if weeks < 8 or known.sum() < LEAST_CUSTOMERS or (before.frequency[known] > 0).sum() < LEAST_RETURNS:
        return None
    cohorts = Cohorts.of_histories(before)
    if not cohorts.starts:
        return None
    draws = _forecast(before, known, cohorts, float(weeks), np.random.default_rng([seed, 23]))
    facts = np.bincount(cohorts.of, weights=histories.purchases_after(split), minlength=len(cohorts.starts))
    return compared(split, weeks, cohorts, draws, facts)


def compared(split: dt.date, weeks: int, cohorts: Cohorts, draws: Floats, facts: Floats) -> Holdout:
    """Return draws of the forecast beside the facts, cohort by cohort.

    Parameters
    ----------
    split : datetime.date
        Last day that the model had seen.
    weeks : int
    cohorts : Cohorts
    draws : array of shape (draws, cohorts)
    facts : array of shape (cohorts,)
    """
    sizes = np.bincount(cohorts.of, minlength=len(cohorts.starts))
    lines = tuple(
        HoldoutLine(start=start, customers=int(size), forecast=Interval90.of(own), actual=int(fact))
        for start, size, own, fact in zip(cohorts.starts, sizes, draws.T, facts, strict=True)
    )
    inside = [line.forecast.p05 <= line.actual <= line.forecast.p95 for line in lines]
    return Holdout(
        split=split,
        weeks=weeks,
        forecast=Interval90.of(draws.sum(axis=1)),
        actual=int(facts.sum()),
        coverage=float(np.mean(inside)),
        cohorts=lines,
    )


def _forecast(
    before: Histories, known: NDArray[np.bool_], cohorts: Cohorts, weeks: float, rng: np.random.Generator
) -> Floats:
    """Return draws of each cohort's purchases: parameters, each customer's chance, and what all of them share."""
    timed, pace, fit = in_own_time(before, known)
    ahead, shared = pace.ahead(before.end, weeks), pace.shock(before.end, weeks)
    columns = (timed.frequency, timed.recency, timed.age)
    draws = forecast_cohorts(fit, *columns, cohorts.of, ahead, rng, n=FORECASTS)
    return draws * np.exp(shared * rng.standard_normal(FORECASTS))[:, None]
