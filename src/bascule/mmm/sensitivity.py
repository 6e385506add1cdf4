"""What a hidden cause of a stated strength would do to each return: a cause of sales that a budget follows as well."""

import numpy as np

from bascule.mmm.baseline import slow_basis, smooth
from bascule.mmm.density.response import response_path
from bascule.mmm.model import FittedModel
from bascule.panel import Floats, Panel

# Share that the hidden cause explains of what is left of sales, and of what is left of a channel's spending.
STRENGTH = 0.1


def bias_factor(strength: float) -> float:
    """Return how far a hidden cause moves a regression's coefficient, in units of sd(sales left) / sd(spending left).

    √(R²_y · R²_x / (1 - R²_x)) with both shares at `strength` (Cinelli & Hazlett 2020, Journal of the Royal Statistical
    Society B 82(1):39, equation 13, doi:10.1111/rssb.12348).

    Examples
    --------
    >>> round(bias_factor(0.1), 3)
    0.105
    """
    return strength / float(np.sqrt(1 - strength))


def hidden_shifts(model: FittedModel, panel: Panel, strength: float = STRENGTH) -> Floats:
    """Return how far a hidden cause would move each channel's return, either way, revenue per dollar, (channels,).

    The bias of the sales' own estimate, times the share of the answer that rests on sales rather than on what was
    assumed (`Learnt.variance`): a figure that is all prior cannot be misled by sales.

    Parameters
    ----------
    model : FittedModel
    panel : Panel
        The history it was fitted to.
    strength : float
        Between 0 and 1.
    """
    known = ~np.isnan(panel.revenue)
    left = (panel.revenue - model.predictive.expected.mean(axis=0))[known].std()
    basis = slow_basis(panel)
    factor = bias_factor(strength) * float(left)
    shifts = []
    for path, rests in zip(dollar_paths(model, panel), model.learnt, strict=True):
        moved = (path - smooth(path, basis))[known].std()
        rested = min(max(rests.variance, 0.0), 1.0)
        shifts.append(rested * factor / moved if moved > 0 else 0.0)
    return np.array(shifts)


def dollar_paths(model: FittedModel, panel: Panel) -> Floats:
    """Return each channel's spending as sales feel it, carried over and saturated, currency, (channels, periods)."""
    problem = model.setup.problem
    _, keep, half = model.setup.natural(model.sample.flat)
    paths = []
    for c, spend in enumerate(problem.spend):
        path = response_path(
            spend, problem.start[c], float(np.median(keep[:, c])), float(np.median(half[:, c])), problem.slope[c],
            problem.stages[c], float(problem.cycle[0]),
        )  # fmt: skip
        paths.append(path[: panel.periods] / path.sum() * panel.spend[:, c].sum())
    return np.array(paths)
