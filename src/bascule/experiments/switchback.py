"""Switchback: the channel is turned on and off, week by week, by lot."""

from functools import reduce
from math import gcd

import numpy as np
from numpy.typing import NDArray

from bascule.errors import BasculeError
from bascule.experiments.reading import Estimate
from bascule.experiments.season import Days, usual_course
from bascule.panel import Floats

Flags = NDArray[np.bool_]
LEAST_TURNS = 3
DRAWS = 2000


def switchback(outcome: Floats, on: Flags, days: Days, washout: int = 1, seed: int = 1, draws: int = DRAWS) -> Estimate:
    """Read a switchback.

    Parameters
    ----------
    outcome : array of shape (periods,), units of the outcome
    on : array of shape (periods,)
        Whether the channel was on.
    days : array of shape (periods,), datetime64[D]
        First day of each period.
    washout : int
        Periods left out after each switch, in which what lasts of the state before is still felt.
    seed, draws : int
        Of the draws of other orders of on and off.

    Returns
    -------
    Estimate
        The lift of all the periods on.

    Notes
    -----
    Regression on the state, a trend and a season. The other orders that the lot could have given (blocks as long as
    those seen, as many on) tell the p value, and, once the lift is taken out, the standard error (Bojinov,
    Simchi-Levi & Zhao 2023, doi:10.1287/mnsc.2022.4583).

    Raises
    ------
    BasculeError
        `trial_switches_few` with fewer than three blocks on or off.

    Examples
    --------
    >>> days = np.datetime64("2025-01-06") + 7 * np.arange(16)
    >>> on = np.array([1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1], dtype=bool)
    >>> sales = 100 + 20.0 * on + np.random.default_rng(1).normal(size=16)
    >>> found = switchback(sales, on, days, washout=0)
    >>> 155 < found.lift < 165, found.p_value < 0.01
    (True, True)
    """
    block = _block(on)
    turns = on[::block]
    if min(int(turns.sum()), int((~turns).sum())) < LEAST_TURNS:
        raise BasculeError("trial_switches_few", on=int(turns.sum()), off=int((~turns).sum()), least=LEAST_TURNS)
    course = usual_course(days, len(days))
    effect = _effect(outcome, on, course, washout)
    if effect is None:
        raise BasculeError("trial_washout_long", washout=washout)
    rng = np.random.default_rng(seed)
    orders = [np.repeat(rng.permutation(turns), block)[: len(on)] for _ in range(draws)]
    error, p_value = _drawn(outcome, on, course, washout, effect, orders)
    count = int(on.sum())
    kept = int(_kept(on, washout).sum())
    return Estimate(
        lift=effect * count, error=error * count, freedom=max(kept - course.shape[1] - 1, 1),
        baseline=float(outcome[on].sum()) - effect * count, p_value=p_value,
        assumptions=("weeks_drawn", "washout_left_out" if washout else "nothing_lasts"),
        notes=(("trial_by_switches", {"on": count, "off": int((~on).sum()), "left": kept}),),
    )  # fmt: skip


def _block(on: Flags) -> int:
    # The lot was drawn for stretches of this length; a last one cut short does not count.
    switches = np.flatnonzero(np.diff(on.astype(np.int8))) + 1
    lengths = np.diff(np.concatenate([[0], switches]))
    return max(reduce(gcd, (int(length) for length in lengths), 0), 1)


def _kept(on: Flags, washout: int) -> Flags:
    kept = np.ones(len(on), dtype=bool)
    for switch in np.flatnonzero(np.diff(on.astype(np.int8))) + 1:
        kept[switch : switch + washout] = False
    return kept


def _effect(outcome: Floats, on: Flags, course: Floats, washout: int) -> float | None:
    kept = _kept(on, washout)
    design = np.column_stack([course, on])[kept]
    if len(design) <= design.shape[1] or np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    solution, *_ = np.linalg.lstsq(design, outcome[kept], rcond=None)
    return float(solution[-1])


def _drawn(
    outcome: Floats, on: Flags, course: Floats, washout: int, effect: float, orders: list[Flags]
) -> tuple[float, float]:
    without = outcome - effect * on
    others = [_effect(without, order, course, washout) for order in orders]
    placebo = np.array([other for other in others if other is not None])
    blind = [_effect(outcome, order, course, washout) for order in orders]
    null = np.array([other for other in blind if other is not None])
    extreme = int((np.abs(null) >= abs(effect) * (1 - 1e-9)).sum())
    return float(np.sqrt((placebo**2).mean())) if len(placebo) else 0.0, (1 + extreme) / (1 + len(null))
