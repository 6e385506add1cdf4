"""The best split of a fixed budget between channels whose values add up: global, with a certificate.

Maximise Σ v_c(x_c) subject to Σ x_c = B and bounds. The curves may be S-shaped, so a dynamic programme over a grid
finds the right hill, exchanges down to one cent climb it, and the Lagrangian dual bounds what another split could gain
(Everett 1963, Operations Research 11(3):399; Bertsekas 1999, Nonlinear Programming, section 5.1).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.panel import Floats

Value = Callable[[int, Floats], Floats]
UNITS = 400
DUAL_POINTS = 1200
Cents = NDArray[np.int64]


@dataclass(frozen=True)
class Optimum:
    """The best split: `cents` by channel, its value, and how much better any split could be at most (currency)."""

    cents: Cents
    value: float
    gap: float


def best_split(value: Value, low: Sequence[int], high: Sequence[int], budget: int) -> Optimum:
    """Return the split of `budget` cents that maximises the sum of values.

    Parameters
    ----------
    value : callable
        `value(channel, spends)` returns the value of each spend (points,), in currency.
    low, high : sequences of int
        Bounds of each channel, in cents; `sum(low) <= budget <= sum(high)`.
    budget : int
        Cents, all of which are spent.

    Raises
    ------
    ValueError
        If no split meets the bounds.

    Examples
    --------
    >>> import numpy as np
    >>> split = best_split(lambda c, x: (c + 1) * np.sqrt(x), [0, 0], [10_000, 10_000], 10_000)
    >>> split.cents.tolist()
    [2000, 8000]
    """
    floor, ceiling = np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)
    if not floor.sum() <= budget <= ceiling.sum() or (floor > ceiling).any():
        raise ValueError("no split of the budget meets the bounds")
    cents = _climb(value, _programme(value, floor, ceiling, budget), floor, ceiling)
    total = sum(float(value(c, np.array([x / 100]))[0]) for c, x in enumerate(cents))
    bound = _dual(value, floor, ceiling, budget)
    return Optimum(cents, total, max(bound - total, 0.0))


def _programme(value: Value, floor: Cents, ceiling: Cents, budget: int) -> Cents:
    """Return the best split on a grid of UNITS steps, by dynamic programming; what is left goes where it fits."""
    free = int(budget - floor.sum())
    step = max(1, -(-free // UNITS))
    units = free // step
    best = np.full(units + 1, -np.inf)
    best[0] = 0.0
    choices = []
    for c in range(len(floor)):
        most = min(units, int((ceiling[c] - floor[c]) // step))
        worth = value(c, (floor[c] + step * np.arange(most + 1)) / 100)
        # table[k, j]: k units here, the rest of j among the channels before.
        table = np.full((most + 1, units + 1), -np.inf)
        for k in range(most + 1):
            table[k, k:] = best[: units + 1 - k] + worth[k]
        choices.append(table.argmax(axis=0))
        best = table.max(axis=0)
    # Ceilings that are no whole number of steps may leave the last units without a place.
    left = int(np.flatnonzero(np.isfinite(best))[-1])
    cents = floor.copy()
    for c in reversed(range(len(floor))):
        taken = int(choices[c][left])
        cents[c] += step * taken
        left -= taken
    rest = budget - int(cents.sum())
    for c in np.argsort(cents - ceiling):
        more = min(rest, int(ceiling[c] - cents[c]))
        cents[c] += more
        rest -= more
    return cents


def _climb(value: Value, cents: Cents, floor: Cents, ceiling: Cents) -> Cents:
    """Move money between pairs of channels as long as it pays, by steps that shrink to one cent."""
    step = max(1, int((ceiling - floor).max()) // 64)
    while True:
        moved = _best_exchange(value, cents, floor, ceiling, step)
        if moved is not None:
            cents = moved
        elif step == 1:
            return cents
        else:
            step = max(1, step // 3)


def _best_exchange(value: Value, cents: Cents, floor: Cents, ceiling: Cents, step: int) -> Cents | None:
    change = np.array(
        [value(c, np.array([max(x - step, floor[c]), x, min(x + step, ceiling[c])]) / 100) for c, x in enumerate(cents)]
    )
    down = np.where(cents - step >= floor, change[:, 0] - change[:, 1], -np.inf)
    up = np.where(cents + step <= ceiling, change[:, 2] - change[:, 1], -np.inf)
    gain = up[None, :] + down[:, None]
    np.fill_diagonal(gain, -np.inf)
    giver, taker = np.unravel_index(int(gain.argmax()), gain.shape)
    if not gain[giver, taker] > 1e-9 * (1 + abs(change[:, 1]).sum()):
        return None
    moved = cents.copy()
    moved[giver] -= step
    moved[taker] += step
    return moved


def _dual(value: Value, floor: Cents, ceiling: Cents, budget: int) -> float:
    """Return the least Lagrangian bound min_λ Σ max_x (v_c(x) - λ x) + λ B over a fine grid, by golden section."""
    grids = [np.linspace(a, b, DUAL_POINTS) / 100 for a, b in zip(floor, ceiling, strict=True)]
    worths = [value(c, grid) for c, grid in enumerate(grids)]

    def bound(price: float) -> float:
        best = sum(float((w - price * g).max()) for w, g in zip(worths, grids, strict=True))
        return best + price * budget / 100

    steepest = max(
        (float(np.abs(np.diff(w) / np.maximum(np.diff(g), 1e-12)).max()) for w, g in zip(worths, grids, strict=True)),
        default=1.0,
    )
    low, high = -steepest - 1.0, steepest + 1.0
    for _ in range(80):
        a, b = low + 0.382 * (high - low), low + 0.618 * (high - low)
        if bound(a) < bound(b):
            high = b
        else:
            low = a
    return bound((low + high) / 2)
