"""What each channel brings at every level it may have, draw by draw: all that the optimum has to know."""

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bascule.allocation.outlook import Outlook
from bascule.mmm.density.course import path, table
from bascule.mmm.density.response import TAIL
from bascule.mmm.posterior import Posterior
from bascule.panel import Floats

POINTS = 33
# Where a channel may start from nothing its curve bends most near zero: levels are closer there.
BENT = 0.2
# From so many times the unit of a curve on, a range of spending is far too wide.
FAR = 100.0
# Share of the usual spending within which its corner is rounded.
CORNER = 0.002


@dataclass(frozen=True)
class Table:
    """One channel's change of margin against its usual spending, over the horizon and its carry-over.

    Attributes
    ----------
    spend : array of shape (points,), currency per week
    gain : array of shape (draws, points), currency
        Contribution margin less spend, less the same of the usual spending.
    slope : array of shape (draws, points)
        Of the gain, per dollar a week.
    """

    spend: Floats
    gain: Floats
    slope: Floats

    def at(self, weekly: Floats) -> Floats:
        """Return the gain at weekly spends (points,), shape (draws, points): cubic between levels (Hermite)."""
        x = np.clip(np.asarray(weekly, dtype=float), self.spend[0], self.spend[-1])
        j = np.clip(np.searchsorted(self.spend, x, side="right") - 1, 0, len(self.spend) - 2)
        width = self.spend[j + 1] - self.spend[j]
        t = (x - self.spend[j]) / width
        rest = 1 - t
        ends = self.gain[:, j] * (rest**2 * (1 + 2 * t)) + self.gain[:, j + 1] * (t**2 * (3 - 2 * t))
        return np.asarray(ends + (self.slope[:, j] * rest - self.slope[:, j + 1] * t) * (width * t * rest))

    def mean(self, weights: Floats | None = None) -> "Table":
        """Return the mean over draws, as a table of one row; `weights` (draws,) sum to one."""
        share = np.full(len(self.gain), 1 / len(self.gain)) if weights is None else weights
        return Table(self.spend, (share @ self.gain)[None], (share @ self.slope)[None])


def levels(low: float, high: float, unit: float = math.inf, usual: float = 0.0) -> Floats:
    """Return the spends at which a channel is worked out, from `low` to `high` (currency per week).

    `unit` is that of its curve: far beyond, levels grow by a factor rather than by an amount, so that a ceiling without
    any sense hides nothing of where the curve bends. The usual spending is a level too, with one close on
    either side: what a prudent plan is worth has a corner there, since only a move is a guess.

    Examples
    --------
    >>> levels(0.0, 100.0)[:3]
    array([0.        , 0.09765625, 0.390625  ])
    """
    steps = np.linspace(0.0, 1.0, POINTS)
    if high <= low:
        return np.array([low, low + max(1.0, 0.01 * low)])
    corner = usual * np.array([1 - CORNER, 1, 1 + CORNER])
    corner = corner[(corner > low) & (corner < high)]
    if high - low > FAR * unit:
        steps = np.linspace(0.0, 1.0, 2 * POINTS)
        shares = np.sinh(steps * math.asinh(10 * (high - low) / unit)) * unit / (10 * (high - low))
    else:
        shares = steps**2 if low < BENT * high else steps
    return np.union1d(low + (high - low) * np.append(shares[:-1], 1.0), corner)


def tabulate(posterior: Posterior, outlook: Outlook, gross_margin: float, low: Floats, high: Floats) -> list[Table]:
    """Return the table of each channel between bounds (channels,), currency per week.

    Parameters
    ----------
    posterior : Posterior
        By week, its carry-over as the horizon begins.
    outlook : Outlook
    gross_margin : float
    low, high : arrays of shape (channels,)

    Notes
    -----
    Value of a course x: m Σ_t g_t H s(a_t(x)) - Σ_t x_t, over the horizon and the year after it, when spending is usual
    again; s the saturation, a the carry-over (started where the history left it), g what a week is worth.
    """

    def one(c: int) -> Table:
        scale = posterior.reference[c] * outlook.price[c]
        spend = levels(float(low[c]), float(high[c]), float(scale), float(posterior.usual[c]))
        arguments = _channel(posterior, c)
        after = float(posterior.usual[c] / scale)
        value, slope = table(
            outlook.fixed[c] / scale,
            outlook.shape[c] / scale,
            outlook.level(c, spend),
            after,
            outlook.worth,
            *arguments,
        )
        steady, none = np.full(outlook.weeks, after), np.zeros(outlook.weeks)
        as_usual = table(steady, none, np.zeros(1), after, outlook.worth, *arguments)[0]
        height = gross_margin * posterior.height[:, c : c + 1]
        by_level = outlook.weeks / max(float(outlook.shape[c].sum()), 1e-12)
        gain = height * (value - as_usual) - outlook.weeks * (spend - posterior.usual[c])
        return Table(spend, gain, height * slope * by_level - outlook.weeks)

    with ThreadPoolExecutor(min(os.cpu_count() or 1, len(posterior.channels))) as pool:
        return list(pool.map(one, range(len(posterior.channels))))


def margin_path(posterior: Posterior, outlook: Outlook, gross_margin: float, channel: int, spend: Floats) -> Floats:
    """Return the margin that a course of a channel brings, week by week as sales come, over its usual spending's.

    Parameters
    ----------
    spend : array of shape (weeks,), currency per week

    Returns
    -------
    array of shape (draws, weeks + TAIL), currency; spending is not deducted.
    """
    scale = posterior.reference[channel] * outlook.price[channel]
    usual = float(posterior.usual[channel] / scale)
    arguments = (*_channel(posterior, channel), posterior.cycle)
    planned = path(np.ascontiguousarray(spend / scale), usual, outlook.worth, *arguments)
    as_usual = path(np.full(outlook.weeks, usual), usual, outlook.worth, *arguments)
    return np.asarray(gross_margin * posterior.height[:, channel : channel + 1] * (planned - as_usual))


def _channel(posterior: Posterior, c: int) -> tuple[Floats, Floats, Floats, float, float]:
    return (
        np.ascontiguousarray(posterior.state[c]),
        np.ascontiguousarray(posterior.keep[:, c]),
        np.ascontiguousarray(posterior.half[:, c]),
        float(posterior.slope[c]),
        float(posterior.stages[c]),
    )


__all__ = ["POINTS", "TAIL", "Table", "levels", "margin_path", "tabulate"]
