"""The model fitted again to a history changed on purpose: what it says then tells whether to believe it now."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.mmm.build import set_up
from bascule.mmm.chasing import varied
from bascule.mmm.fit import Rung, climb
from bascule.mmm.model import FittedModel, assemble
from bascule.panel import CLAIMS, Floats, Panel

# A refit is only compared, never decided from: two short chains at the first rung, and no second attempt. Medians that
# are compared with the main fit's take more draws than a forecast does.
CHAINS, WARMUP, TARGET = 2, 120, 0.8
DRAWS, MORE_DRAWS = 200, 400
# Above this it says nothing; the main fit is held to 1.01.
SETTLED_RHAT = 1.05
# Sales are hidden from each of these many periods before the end on, and forecast one such step ahead.
STEP = {"week": 4, "month": 1}
ORIGINS = 3
# A forecast from less than this is the prior's.
LEAST_KNOWN = {"week": 26, "month": 18}
# Spending is shuffled in blocks: carry-over, and campaigns of a few weeks, keep their shape. Of several shuffles the
# one least like the original is kept, so that the two can be told apart; sales are not looked at.
BLOCK = {"week": 4, "month": 1}
SHUFFLES = 8
PLACEBO_CLASS: ChannelClass = "other"
PLACEBO = "placebo"


@dataclass(frozen=True)
class Refits:
    """The model fitted again.

    Attributes
    ----------
    placebo : FittedModel or None
        With a channel more, the last one, whose spending is another's shuffled in time; None where the history is too
        short or no channel's spending ever moved.
    shuffled : str or None
        The channel whose spending was shuffled.
    hidden : dict of int to FittedModel
        By how many of the last periods had their sales hidden, most first; empty where the history is too short.
    """

    placebo: FittedModel | None
    shuffled: str | None
    hidden: dict[int, FittedModel]


def settled(model: FittedModel) -> bool:
    """Tell whether a refit may be compared with anything."""
    return model.sample.rhat <= SETTLED_RHAT


def refit(
    panel: Panel, company: Company, classes: tuple[ChannelClass, ...], seed: int, draws: int = DRAWS
) -> FittedModel:
    """Fit quickly, on the thread that asks: good enough to compare, not to decide.

    Parameters
    ----------
    panel, company, classes
        As for :func:`bascule.mmm.model.fit_model`.
    seed : int
        Same panel and seed, same result.
    draws : int
        A chain.
    """
    setup = set_up(panel, company, classes)
    drawn = climb(setup.problem, seed, Rung(WARMUP, draws, 1, TARGET), chains=CHAINS, threads=1)
    return assemble(setup, drawn, panel, seed)


def without_last(panel: Panel, periods: int) -> Panel:
    """Return the panel as its last periods begin: their spending planned, and nothing else of them known."""
    known = np.arange(panel.periods) < panel.periods - periods

    def hide(values: Floats) -> Floats:
        return np.where(known if values.ndim == 1 else known[:, None], values, np.nan)

    sales = ("revenue", "orders", "new_customers", *CLAIMS)
    hidden: dict[str, Any] = {name: hide(getattr(panel, name)) for name in sales}
    first = panel.dates[panel.periods - periods]
    return replace(
        panel,
        **hidden,
        proxies=tuple(replace(proxy, values=hide(proxy.values)) for proxy in panel.proxies),
        experiments=tuple(trial for trial in panel.experiments if np.datetime64(trial.end) < first),
    )


def hidden_spans(panel: Panel) -> list[int]:
    """Return how many of the last periods to hide in turn, most first; none where too little would be left.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> import numpy as np
    >>> hidden_spans(SimpleNamespace(period="week", periods=60, revenue=np.ones(60)))
    [12, 8, 4]
    """
    step = STEP[panel.period]
    known = panel.revenue[: panel.periods - ORIGINS * step]
    enough = (~np.isnan(known)).sum() >= LEAST_KNOWN[panel.period] and np.nansum(known) > 0
    return [step * k for k in range(ORIGINS, 0, -1)] if enough else []


def shuffle(spend: Floats, block: int, rng: np.random.Generator) -> Floats:
    """Return spending (periods,), which moved, with its blocks of `block` periods in another order.

    Examples
    --------
    >>> import numpy as np
    >>> shuffle(np.arange(6.0), 2, np.random.default_rng(0))
    array([4., 5., 0., 1., 2., 3.])
    """
    blocks = np.split(spend, range(len(spend) % block or block, len(spend), block))
    orders = [rng.permutation(len(blocks)) for _ in range(SHUFFLES)]
    paths = [np.concatenate([blocks[i] for i in order]) for order in orders]
    return min(paths, key=lambda path: abs(float(np.corrcoef(path, spend)[0, 1])))


def with_placebo(panel: Panel, seed: int) -> tuple[Panel, str] | None:
    """Return the panel with one channel more, that cannot have sold anything, and the channel it was made from.

    Its spending is that of the largest channel that ever moved, shuffled in time; nothing is claimed for it. None where
    no channel moved, or the history is too short to be shuffled.
    """
    if panel.periods < LEAST_KNOWN[panel.period]:
        return None
    moved = [c for c in range(len(panel.channels)) if varied(panel.spend[:, c])]
    if not moved:
        return None
    largest = max(moved, key=lambda c: float(panel.spend[:, c].sum()))
    rng = np.random.default_rng([seed, 41])
    path = shuffle(panel.spend[:, largest], BLOCK[panel.period], rng)
    unknown = np.full((panel.periods, 1), np.nan)

    def beside(values: Floats, column: Floats) -> Floats:
        return np.concatenate([values, column], axis=1)

    changed: dict[str, Any] = {name: beside(getattr(panel, name), unknown) for name in CLAIMS}
    channels, spend = (*panel.channels, PLACEBO), beside(panel.spend, path[:, None])
    return replace(panel, channels=channels, spend=spend, **changed), panel.channels[largest]


def refit_all(
    panel: Panel,
    company: Company,
    classes: tuple[ChannelClass, ...],
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> Refits:
    """Return every refit that the checks compare with the model, several at a time.

    Parameters
    ----------
    panel, company, classes, seed
        As the model was fitted.
    progress : callable, optional
        Told the share done, 0 to 1.
    """
    placebo, spans = with_placebo(panel, seed), hidden_spans(panel)
    asked = [(without_last(panel, span), classes, MORE_DRAWS if span == min(spans) else DRAWS) for span in spans]
    if placebo is not None:
        asked.insert(0, (placebo[0], (*classes, PLACEBO_CLASS), DRAWS))
    fitted = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for done in pool.map(lambda one: refit(one[0], company, one[1], seed, one[2]), asked):
            fitted.append(done)
            if progress is not None:
                progress(len(fitted) / len(asked))
    made = fitted.pop(0) if placebo is not None else None
    return Refits(made, placebo[1] if placebo else None, dict(zip(spans, fitted, strict=True)))
