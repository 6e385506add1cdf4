"""What full freedom would add at most: every channel free to change every week, the margin bounded from above.

The expected margin is concave in all weekly amounts where saturation is (slope 1), so that any plan x bounds the best
one: f(x) + max_s ∇f(x)·(s - x), s over the same limits (Frank & Wolfe 1956). x is improved by projected gradient steps
with momentum (Beck & Teboulle 2009) until the bound is close. S-shaped channels keep the course they have.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bascule.mmm.posterior import Posterior
from bascule.panel import Floats

STEPS = 1500
# The bound is close enough when it leaves this share of the gain.
CLOSE = 1e-3
CHECKED = 10
# A step that held is tried this much longer the next time.
LONGER = 1.25


@dataclass(frozen=True)
class Limits:
    """Currency over the horizon: of all channels together, and least and most of each (channels,)."""

    total: float
    low: Floats
    high: Floats

    def of(self, moving: NDArray[np.bool_], still: float) -> "Limits":
        """Return the limits of some channels, where the others spend `still`."""
        return Limits(self.total - still, self.low[moving], self.high[moving])


@dataclass(frozen=True)
class Weekly:
    """The best met with every week free, and the bound on all of them: margin over usual spending, currency."""

    spend: Floats
    met: float
    bound: float
    steps: int


def margin(posterior: Posterior, worth: Floats, gross_margin: float, spend: Floats) -> tuple[Floats, Floats]:
    """Return each channel's expected margin less spend (channels,) and its slope by week (channels, weeks).

    Week after week: carry-over, saturation, then the same backwards; spending is usual again after the horizon.

    Parameters
    ----------
    spend : array of shape (channels, weeks), currency per week
    """
    value, slope = np.zeros(len(spend)), np.zeros_like(spend)
    for c, course in enumerate(spend):
        keep, half, power = posterior.keep[:, c], posterior.half[:, c], posterior.slope[c]
        delayed, scale = bool(posterior.stages[c] > 1), posterior.reference[c]
        first, level = posterior.state[c]
        money = gross_margin * posterior.height[:, c] / len(keep)
        rates = np.zeros((len(worth), len(keep)))
        for t, weight in enumerate(worth):
            x = (course[t] if t < len(course) else posterior.usual[c]) / scale
            first = keep * first + (1 - keep) * x
            level = keep * level + (1 - keep) * first if delayed else first
            full = level**power + half**power
            value[c] += weight * float(money @ (level**power / full))
            rates[t] = weight * money * power * level ** (power - 1) * half**power / full**2
        slope[c] = _backwards(rates, keep, delayed)[: len(course)] / scale - 1
        value[c] -= course.sum()
    return value, slope


def _backwards(rates: Floats, keep: Floats, delayed: bool) -> Floats:
    by_level, by_first = np.zeros(len(keep)), np.zeros(len(keep))
    found = np.zeros(len(rates))
    for t in range(len(rates) - 1, -1, -1):
        by_level = rates[t] + keep * by_level
        inward = (1 - keep) * by_level if delayed else rates[t]
        by_first = inward + keep * by_first
        found[t] = float((1 - keep) @ by_first)
    return found


def over_usual(posterior: Posterior, worth: Floats, gross_margin: float, spend: Floats) -> float:
    """Return the expected margin of courses (channels, weeks) over usual spending's, currency."""
    usual = np.repeat(posterior.usual[:, None], spend.shape[1], axis=1)
    ours, theirs = (margin(posterior, worth, gross_margin, one)[0].sum() for one in (spend, usual))
    return float(ours - theirs)


def nearest(spend: Floats, limits: Limits) -> Floats:
    """Return the nearest amounts (channels, weeks) that are nowhere negative and meet the limits."""
    least, most = spend.min() - limits.total, spend.max()
    for _ in range(80):
        # What all weeks are lowered by; a channel that this would take out of its limits stays on them.
        price = (least + most) / 2
        totals = np.clip(np.maximum(spend - price, 0).sum(axis=1), limits.low, limits.high)
        least, most = (price, most) if totals.sum() > limits.total else (least, price)
    return np.stack([_simplex(row, total) for row, total in zip(spend, totals, strict=True)])


def _simplex(row: Floats, total: float) -> Floats:
    """Return the nearest non-negative amounts (weeks,) of a total (Duchi et al. 2008)."""
    ordered = np.sort(row)[::-1]
    prices = (np.cumsum(ordered) - total) / np.arange(1, len(row) + 1)
    price = prices[np.flatnonzero(ordered > prices)[-1]] if total > 0 else ordered[0]
    return np.asarray(np.maximum(row - price, 0.0))


def most_along(slope: Floats, limits: Limits) -> float:
    """Return the most that slope·s is over all plans s within limits: each channel in its best week."""
    best = slope.max(axis=1)
    amounts = limits.low.copy()
    for c in np.argsort(-best):
        amounts[c] += min(limits.total - amounts.sum(), limits.high[c] - limits.low[c])
    return float(best @ amounts)


def free_weeks(posterior: Posterior, worth: Floats, gross_margin: float, start: Floats, limits: Limits) -> Weekly:
    """Return the best weekly plan near a bound, from a plan `start` (channels, weeks); S-shaped channels stay."""
    moving = posterior.slope == 1.0
    part, own = _only(posterior, moving), limits.of(moving, float(start[~moving].sum()))
    rest = over_usual(posterior, worth, gross_margin, start) - over_usual(part, worth, gross_margin, start[moving])
    before = margin(part, worth, gross_margin, np.repeat(part.usual[:, None], start.shape[1], axis=1))[0].sum()

    def at(spend: Floats) -> tuple[float, Floats]:
        value, slope = margin(part, worth, gross_margin, spend)
        return float(value.sum() - before) + rest, slope

    spend = nearest(start[moving], own)
    ahead, momentum, bound = spend, 1.0, np.inf
    value, slope = at(spend)
    size = own.total / max(float(np.abs(slope - slope.mean()).sum()), 1e-12)
    for step in range(STEPS):
        if step % CHECKED == 0:
            bound = min(bound, value + most_along(slope, own) - float((slope * spend).sum()))
            if bound - value < CLOSE * abs(value):
                break
        moved, found, slope_there, size = _step(at, ahead, size, own)
        if found < value:
            # Momentum went too far: from the best point again, with none.
            ahead, momentum = spend, 1.0
            continue
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / faster * (moved - spend)
        spend, value, slope, momentum = moved, found, slope_there, faster
    whole = start.copy()
    whole[moving] = spend
    return Weekly(whole, value, bound, step)


def _step(
    at: Callable[[Floats], tuple[float, Floats]], ahead: Floats, size: float, limits: Limits
) -> tuple[Floats, float, Floats, float]:
    """Return the amounts after one step uphill, their value and slope, and the length that held (backtracking)."""
    there, uphill = at(np.maximum(ahead, 0.0))
    size *= LONGER
    while True:
        moved = nearest(ahead + size * uphill, limits)
        found, slope = at(moved)
        way = moved - ahead
        if found >= there + float((uphill * way).sum() - (way**2).sum() / (2 * size)) - 1e-9 * (1 + abs(there)):
            return moved, found, slope, size
        size /= 2


def _only(posterior: Posterior, channels: NDArray[np.bool_]) -> Posterior:
    return replace(
        posterior, channels=tuple(np.array(posterior.channels)[channels]), iroas=posterior.iroas[:, channels],
        mroas=posterior.mroas[:, channels], height=posterior.height[:, channels], half=posterior.half[:, channels],
        slope=posterior.slope[channels], reference=posterior.reference[channels], usual=posterior.usual[channels],
        keep=posterior.keep[:, channels], stages=posterior.stages[channels], state=posterior.state[channels],
        year_state=posterior.year_state[channels],
    )  # fmt: skip
