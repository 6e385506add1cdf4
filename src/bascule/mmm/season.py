"""The season of demand: by how much sales of a week of the year stand above those of a mean week."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.baseline import Column, first_basis, fitted, season_columns
from bascule.mmm.density.layout import BY_WANDER
from bascule.panel import Floats, Panel

# Less than a year shows no season.
LEAST = {"week": 52, "month": 12}
# What a dollar brings follows demand to this power. A judgement: that it does not follow at all (0), and that a dollar
# brings a fixed share of sales (1), are both defended, and a year or two of sales cannot tell.
POWER = 0.5
# Slow movement has this share of its usual freedom beside the season: a year shows the sum of the two, and with all of
# it half of a true season is taken for slow movement (measured on made-up sales of one to three years).
SLOW = 0.1
# No week is taken to be worth less or more than this.
LEAST_FACTOR, MOST_FACTOR = 0.5, 2.0


def season(panel: Panel, dates: NDArray[np.datetime64]) -> Floats:
    """Return demand at `dates` over that of a mean week, shape (dates,); one everywhere where no season is seen.

    Notes
    -----
    Yearly sines and cosines beside slow movement and spending, by ridge regression, shrunk as a whole toward none by
    how much of their movement noise would make (James & Stein 1961).
    """
    known = ~np.isnan(panel.revenue)
    if not panel.sales_read or known.sum() < LEAST[panel.period]:
        return np.ones(len(dates))
    waves, others = season_columns(panel), _others(panel)
    mean = float(panel.revenue[known].mean())
    columns = [replace(column, values=column.values[known]) for column in (*waves, *others)]
    values = panel.revenue[known] / mean
    weights, rest = fitted(values, columns)
    seen = weights[1 : len(waves) + 1] @ np.array([column.values for column in columns[: len(waves)]])
    free = max(len(values) - len(columns) - 1, 1)
    noise = len(waves) * float(rest @ rest) / free
    kept = max(0.0, 1 - noise / max(float(seen @ seen), 1e-12))
    ahead = season_columns(replace(panel, dates=dates))
    factor = 1 + kept * weights[1 : len(waves) + 1] @ np.array([column.values for column in ahead])
    return np.asarray(np.clip(factor, LEAST_FACTOR, MOST_FACTOR))


def _others(panel: Panel) -> list[Column]:
    rest = first_basis(panel)[len(season_columns(panel)) :]
    return [replace(each, spread=SLOW * each.spread) if each.kind == BY_WANDER else each for each in rest]


def worth_of_weeks(panel: Panel, dates: NDArray[np.datetime64]) -> Floats:
    """Return what a dollar brings in the weeks that begin on `dates` over a mean week, shape (dates,)."""
    return np.asarray(season(panel, dates) ** POWER)
