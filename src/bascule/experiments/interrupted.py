"""Before and after: one series, a change, and what the series would have done by itself. The weakest of the tests."""

import math

import numpy as np
from scipy.stats import t

from bascule.errors import BasculeError
from bascule.experiments.reading import Estimate, Note
from bascule.experiments.season import Days, daily, usual_course, whole_year
from bascule.panel import Floats

LEAST_BEFORE = 12
LEAST_FREEDOM = 2.0
LARGEST_MEMORY = 0.95
ROUNDS = 6


def before_after(outcome: Floats, days: Days, before: int) -> Estimate:
    """Read an interrupted series.

    Parameters
    ----------
    outcome : array of shape (periods,), units of the outcome
    days : array of shape (periods,), datetime64[D]
        First day of each period.
    before : int
        Periods before the change; all that follow are the test.

    Notes
    -----
    A level, a trend and a season with errors that remember the period before (Prais & Winsten 1954), carried over the
    test. The standard error is the model's own or what the same forecast missed on placebo windows of the past as long
    as the test, whichever is worse. No figure can tell what else changed the same day: hence `weak_design`.

    Raises
    ------
    BasculeError
        `trial_before_short`.

    Examples
    --------
    >>> days = np.datetime64("2025-01-06") + 7 * np.arange(40)
    >>> sales = 100 + np.arange(40) + np.random.default_rng(3).normal(size=40)
    >>> sales[36:] += 15
    >>> found = before_after(sales, days, 36)
    >>> 52 < found.lift < 68, found.p_value < 0.05
    (True, True)
    """
    # The days of the week and two points for the trend take more than a few days to tell.
    least = max(28 if daily(days) else LEAST_BEFORE, len(outcome) - before)
    if before < least:
        raise BasculeError("trial_before_short", found=before, least=least)
    length = len(outcome) - before
    lift, own = forecast_gap(outcome, days, before)
    missed = _placebo(outcome[:before], days[:before], length)
    error = max(own, float(np.sqrt((missed**2).mean())) if len(missed) else 0.0)
    freedom = max(before / length - 1, LEAST_FREEDOM)
    notes: list[Note] = [("trial_weak_design", {})]
    if not whole_year(days, before):
        notes.append(("trial_season_unknown", {}))
    return Estimate(
        lift=lift, error=error, freedom=freedom, baseline=float(outcome[before:].sum()) - lift,
        p_value=2 * float(t.sf(abs(lift) / error, freedom)) if error > 0 else None,
        assumptions=("nothing_else_changed", "course_kept"), notes=tuple(notes),
    )  # fmt: skip


def forecast_gap(outcome: Floats, days: Days, before: int) -> tuple[float, float]:
    """Return what came above the forecast over all periods after the first `before`, and its standard error.

    Parameters
    ----------
    outcome : array of shape (periods,)
    days : array of shape (periods,), datetime64[D]
    before : int

    Examples
    --------
    >>> days = np.datetime64("2025-01-06") + 7 * np.arange(30)
    >>> lift, error = forecast_gap(5.0 * np.arange(30) + np.tile([1, -1, 0], 10), days, 27)
    >>> abs(lift) < error
    True
    """
    course = usual_course(days, before)
    known, test = course[:before], course[before:]
    solution, memory, noise, spread = _fitted(outcome[:before], known)
    last = outcome[before - 1] - known[-1] @ solution
    ahead = np.arange(1, len(test) + 1)
    expected = test @ solution + last * memory**ahead
    # What is unsure of the course, less what the last period's residual makes up for; then the shocks to come, summed.
    unsure = (test - np.outer(memory**ahead, known[-1])).sum(axis=0)
    shocks = (1 - memory**ahead) / (1 - memory)
    error = math.sqrt(float(unsure @ spread @ unsure) + noise * float(shocks @ shocks))
    return float((outcome[before:] - expected).sum()), error


def _fitted(outcome: Floats, course: Floats) -> tuple[Floats, float, float, Floats]:
    memory = 0.0
    freedom = max(len(outcome) - course.shape[1] - 1, 1)
    for _ in range(ROUNDS):
        seen, design = _whitened(outcome, memory), _whitened(course, memory)
        solution, *_ = np.linalg.lstsq(design, seen, rcond=None)
        rest = outcome - course @ solution
        scale = float(rest[:-1] @ rest[:-1])
        memory = float(np.clip(rest[1:] @ rest[:-1] / scale, 0.0, LARGEST_MEMORY)) if scale > 0 else 0.0
    shocks = seen - design @ solution
    noise = float(shocks @ shocks) / freedom
    return solution, memory, noise, noise * np.linalg.pinv(design.T @ design)


def _whitened(values: Floats, memory: float) -> Floats:
    first = math.sqrt(1 - memory**2) * values[:1]
    return np.concatenate([first, values[1:] - memory * values[:-1]])


def _placebo(outcome: Floats, days: Days, length: int) -> Floats:
    first = max(len(outcome) // 2, LEAST_BEFORE)
    starts = range(len(outcome) - length, first - 1, -max(length // 3, 1))
    # A forecast that knew no season says little of one that does.
    alike = [start for start in starts if whole_year(days, start)] if whole_year(days, len(days)) else []
    gaps = [forecast_gap(outcome[: start + length], days[: start + length], start)[0] for start in alike or starts]
    return np.array(gaps)
