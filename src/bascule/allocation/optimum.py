"""The best split of a budget between channels whose values add up: global, with a certificate.

Maximise Σ v_c(x_c) subject to Σ x_c = B and each x_c in its own domain. The curves may be S-shaped and the domains have
holes, so a dynamic programme over a grid finds the right hill, exchanges down to one cent climb it, and the Lagrangian
dual bounds what any other split could gain (Everett 1963, Operations Research 11(3):399; Bertsekas 1999, Nonlinear
Programming, section 5.1).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.programme import fill
from bascule.panel import Floats

Value = Callable[[int, Floats], Floats]
UNITS, MOST_UNITS = 400, 4000
DUAL_POINTS = 1000
Cents = NDArray[np.int64]


@dataclass(frozen=True)
class Domain:
    """What each channel may spend, whole cents: `low` to `high` by `step` (0: any), or nothing where `off` allows.

    Arrays of shape (channels,).
    """

    low: Cents
    high: Cents
    step: Cents
    off: NDArray[np.bool_]

    @classmethod
    def between(cls, low: Sequence[int], high: Sequence[int]) -> "Domain":
        """Return plain bounds, without steps nor holes."""
        floor, ceiling = np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)
        return cls(floor, ceiling, np.zeros_like(floor), np.zeros(len(floor), dtype=bool))

    @property
    def least(self) -> Cents:
        """The least each channel may spend."""
        return np.where(self.off, 0, self.low)

    def closed(self, channels: Sequence[int]) -> "Domain":
        """Return the domain where some channels spend nothing."""
        shut = np.isin(np.arange(len(self.low)), list(channels))
        zero = np.zeros_like(self.low)
        return Domain(np.where(shut, zero, self.low), np.where(shut, zero, self.high), self.step, self.off & ~shut)

    def narrowed(self, channel: int, low: int, high: int) -> "Domain":
        """Return the domain where one channel stays between two amounts that it may spend."""
        one = np.arange(len(self.low)) == channel
        floor, ceiling = np.where(one, np.maximum(self.low, low), self.low), np.where(one, high, self.high)
        return Domain(floor, ceiling, self.step, self.off & ~(one & (low > 0)))

    def counted(self, channel: int) -> int:
        """Return how many amounts one channel may spend."""
        low, high, unit = int(self.low[channel]), int(self.high[channel]), max(int(self.step[channel]), 1)
        running = max(high // unit - -(-low // unit) + 1, 0)
        return running + int(self.off[channel] and (low > 0 or not running))

    def holds(self, channel: int, cents: Cents) -> NDArray[np.bool_]:
        """Tell which amounts (points,) one channel may spend."""
        inside = (cents >= self.low[channel]) & (cents <= self.high[channel])
        if self.step[channel]:
            inside &= cents % int(self.step[channel]) == 0
        return np.asarray(inside | (self.off[channel] & (cents == 0)))


@dataclass(frozen=True)
class Optimum:
    """The best split: `cents` by channel, its value, and how much better any split could be at most (currency)."""

    cents: Cents
    value: float
    gap: float


def best_split(value: Value, domain: Domain, budget: int, *, certify: bool = True) -> Optimum | None:
    """Return the split of `budget` cents that maximises the sum of values; None if no split meets the domain.

    Parameters
    ----------
    value : callable
        `value(channel, spends)` returns the value of each spend (points,), in currency.
    domain : Domain
    budget : int
        Cents, all of which are spent.
    certify : bool
        Whether the gap is worked out; infinite else.

    Examples
    --------
    >>> import numpy as np
    >>> split = best_split(lambda c, x: (c + 1) * np.sqrt(x), Domain.between([0, 0], [10_000, 10_000]), 10_000)
    >>> split.cents.tolist()
    [2000, 8000]
    """
    start = _programme(value, domain, budget)
    if start is None:
        return None
    cents = _climb(value, start, domain)
    total = sum(float(value(c, np.array([x / 100]))[0]) for c, x in enumerate(cents))
    gap = max(dual_bound(value, domain, budget) - total, 0.0) if certify else math.inf
    return Optimum(cents, total, gap)


def best_below(value: Value, domain: Domain, most: int, *, certify: bool = True) -> Optimum | None:
    """Return the best split that spends `most` cents or less; None if every split spends more.

    What is not spent is a channel more, that brings nothing.
    """
    more = np.array([0], dtype=np.int64)
    wider = Domain(
        np.append(domain.low, more), np.append(domain.high, more + most), np.append(domain.step, more),
        np.append(domain.off, False),
    )  # fmt: skip
    last = len(domain.low)
    found = best_split(lambda c, x: np.zeros(len(x)) if c == last else value(c, x), wider, most, certify=certify)
    return None if found is None else Optimum(found.cents[:last], found.value, found.gap)


def best_free(value: Value, domain: Domain) -> Optimum:
    """Return the split that maximises the sum of values when the total is free: each channel at its own best."""
    cents, gap = np.zeros_like(domain.low), 0.0
    for c in range(len(cents)):
        found, short = _own_best(value, domain, c)
        cents[c], gap = found, gap + short
    total = sum(float(value(c, np.array([x / 100]))[0]) for c, x in enumerate(cents))
    return Optimum(cents, total, gap)


def _own_best(value: Value, domain: Domain, c: int) -> tuple[int, float]:
    """Return the best amount of one channel by itself, and by how much a better one may have been missed."""
    grid = options(domain, c, DUAL_POINTS)
    worth = value(c, grid / 100)
    bound = float(worth.max() if domain.counted(c) == len(grid) else (worth + _between(worth)).max())
    while domain.counted(c) > len(grid):
        best = int(worth.argmax())
        domain = domain.narrowed(c, int(grid[max(best - 1, 0)]), int(grid[min(best + 1, len(grid) - 1)]))
        grid = options(domain, c, DUAL_POINTS)
        worth = value(c, grid / 100)
    best = int(worth.argmax())
    return int(grid[best]), max(bound - float(worth[best]), 0.0)


def options(domain: Domain, channel: int, points: int) -> Cents:
    """Return amounts that one channel may spend, in order: all of them where there are no more than `points`."""
    low, high, step = int(domain.low[channel]), int(domain.high[channel]), int(domain.step[channel])
    unit, many = (step, 10 * points) if step else (1, points)
    first, last = -(-low // unit), high // unit
    ranks = np.arange(first, last + 1) if last - first < many else np.linspace(first, last, points).round()
    grid = unit * np.unique(ranks.astype(np.int64))
    if domain.off[channel]:
        grid = np.unique(np.append(grid, 0))
    return np.asarray(grid, dtype=np.int64)


def _unit(domain: Domain, free: int) -> int:
    """Return the cents of a unit of the grid: fine enough, and dividing every step where that is not too many."""
    coarse = max(1, -(-free // UNITS))
    steps = [int(step) for step in domain.step if step]
    if not steps:
        return coarse
    common = math.gcd(*steps)
    if free // common > MOST_UNITS:
        return common * -(-free // (common * MOST_UNITS))
    return common // max(1, common // coarse) if common % max(1, common // coarse) == 0 else common


def _programme(value: Value, domain: Domain, budget: int) -> Cents | None:
    """Return the best split on a grid of units, by dynamic programming; what is left goes where it fits."""
    base = domain.least.copy()
    stepped = domain.step > 0
    base[stepped] = -(-base[stepped] // domain.step[stepped]) * domain.step[stepped]
    free = int(budget - base.sum())
    if free < 0 or (base > domain.high).any():
        return None
    unit = _unit(domain, free)
    units = free // unit
    most = np.minimum((domain.high - base) // unit, units)
    worth = np.full((len(base), int(most.max(initial=0)) + 1), -np.inf)
    for c, top in enumerate(most):
        amounts = base[c] + unit * np.arange(top + 1)
        allowed = domain.holds(c, amounts)
        worth[c, : top + 1][allowed] = value(c, amounts[allowed] / 100)
    choices, best = fill(worth, int(units))
    # Ceilings and holes that are no whole number of units may leave the last units without a place.
    for left in np.flatnonzero(np.isfinite(best))[::-1]:
        cents = _placed(domain, base, unit, choices, int(left), budget)
        if cents is not None:
            return cents
    return None


def _placed(domain: Domain, base: Cents, unit: int, choices: Cents, left: int, budget: int) -> Cents | None:
    cents = base.copy()
    for c in reversed(range(len(base))):
        taken = int(choices[c][left])
        cents[c] += unit * taken
        left -= taken
    rest = budget - int(cents.sum())
    room = np.where((domain.step == 0) & (cents >= domain.low), domain.high - cents, 0)
    for c in np.argsort(-room):
        more = min(rest, int(room[c]))
        cents[c] += more
        rest -= more
    return cents if rest == 0 else None


def _climb(value: Value, cents: Cents, domain: Domain) -> Cents:
    """Move money between pairs of channels as long as it pays, by steps that shrink to one cent."""
    own = sorted({int(step) for step in domain.step if step}, reverse=True)
    step = max(1, int((domain.high - domain.low).max(initial=1)) // 64)
    while True:
        moved = next((m for s in (step, *own) if (m := _best_exchange(value, cents, domain, s)) is not None), None)
        if moved is not None:
            cents = moved
        elif step == 1:
            return cents
        else:
            step = max(1, step // 3)


def _best_exchange(value: Value, cents: Cents, domain: Domain, step: int) -> Cents | None:
    around = np.stack([cents - step, cents, cents + step], axis=1)
    allowed = np.array([domain.holds(c, row) for c, row in enumerate(around)])
    change = np.full(around.shape, -np.inf)
    for c, row in enumerate(around):
        change[c, allowed[c]] = value(c, row[allowed[c]] / 100)
    now = np.where(allowed[:, 1], change[:, 1], 0.0)
    gain = (change[:, 2] - now)[None, :] + (change[:, 0] - now)[:, None]
    np.fill_diagonal(gain, -np.inf)
    giver, taker = np.unravel_index(int(gain.argmax()), gain.shape)
    if not gain[giver, taker] > 1e-9 * (1 + np.abs(now).sum()):
        return None
    moved = cents.copy()
    moved[giver] -= step
    moved[taker] += step
    return moved


def _between(worth: Floats) -> Floats:
    """Return how much higher than each of its points a curve may rise next to it: an eighth of its bend there."""
    bend = np.zeros(len(worth))
    if len(worth) > 2:
        bend[1:-1] = np.abs(np.diff(worth, 2))
        bend[0], bend[-1] = bend[1], bend[-2]
    around = np.stack([bend, np.roll(bend, 1), np.roll(bend, -1)])
    return np.asarray(around.max(axis=0) / 8)


def dual_bound(value: Value, domain: Domain, budget: int) -> float:
    """Return the least Lagrangian bound min_λ Σ max_x (v_c(x) - λ x) + λ B over a fine grid, by golden section.

    No split of the budget, nor one that may also spend fractions of a cent, is worth more.
    """
    grids = [options(domain, c, DUAL_POINTS) / 100 for c in range(len(domain.low))]
    worths = [value(c, grid) for c, grid in enumerate(grids)]
    width = max(len(grid) for grid in grids)
    spends, values = np.zeros((len(grids), width)), np.full((len(grids), width), -np.inf)
    slack = np.zeros_like(spends)
    for c, (grid, worth) in enumerate(zip(grids, worths, strict=True)):
        spends[c, : len(grid)], values[c, : len(grid)] = grid, worth
        if domain.counted(c) > len(grid):
            hole = int(domain.off[c])
            slack[c, hole : len(grid)] = _between(worth[hole:])

    def bound(price: float) -> float:
        return float((values - price * spends).max(axis=1).sum()) + price * budget / 100

    slopes = [np.abs(np.diff(w) / np.diff(g)).max(initial=0.0) for g, w in zip(grids, worths, strict=True)]
    high = max(slopes, default=0.0) + 1.0
    low = -high
    for _ in range(60):
        a, b = low + 0.382 * (high - low), low + 0.618 * (high - low)
        low, high = (low, b) if bound(a) < bound(b) else (a, high)
    price = (low + high) / 2
    return float((values + slack - price * spends).max(axis=1).sum()) + price * budget / 100
