"""Other plans than the optimum: at random, near it, or every one there is; and what they are worth to an aim."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bascule.allocation.optimum import Cents, Domain
from bascule.allocation.risk import Aim
from bascule.panel import Floats

# Plans valued at once: draws x plans of one channel stay in the processor's memory.
BATCH = 100
# Dirichlet shares from one channel alone to nearly equal.
CONCENTRATIONS = (0.2, 0.5, 1.0, 3.0, 10.0)
# How far plans near the optimum are from it, share of the total.
NEAREST, FARTHEST = 1e-5, 0.3


def random_plans(domain: Domain, budget: int, count: int, best: Cents, rng: np.random.Generator) -> Cents:
    """Return plans of a budget within bounds, cents, (count, channels): half at random, half about `best`."""
    far = count // 2
    shares = np.concatenate(
        [rng.dirichlet(np.full(len(best), a), len(part)) for a, part in _parts(CONCENTRATIONS, far) if len(part)]
    )
    anywhere = domain.low + shares * (budget - domain.low.sum())
    moves = rng.normal(size=(count - far, len(best)))
    moves *= rng.random(moves.shape) < rng.uniform(0.2, 1.0, (len(moves), 1))
    scale = budget * np.exp(rng.uniform(np.log(NEAREST), np.log(FARTHEST), (len(moves), 1)))
    return in_cents(within(np.concatenate([anywhere, best + scale * moves]), domain, budget), budget)


def _parts(values: tuple[float, ...], count: int) -> Iterator[tuple[float, NDArray[np.int64]]]:
    yield from zip(values, np.array_split(np.arange(count), len(values)), strict=True)


def within(plans: Floats, domain: Domain, budget: int) -> Floats:
    """Return the nearest plans (plans, channels) that meet bounds and budget, by bisection on what to add to each."""
    low, high = domain.low.astype(float), domain.high.astype(float)
    least, most = (low - plans).min(axis=1), (high - plans).max(axis=1)
    for _ in range(60):
        middle = (least + most) / 2
        over = np.clip(plans + middle[:, None], low, high).sum(axis=1) > budget
        least, most = np.where(over, least, middle), np.where(over, middle, most)
    return np.asarray(np.clip(plans + most[:, None], low, high))


def in_cents(plans: Floats, budget: int) -> Cents:
    """Return plans in whole cents that sum to the budget: the largest remainders take what is left.

    Examples
    --------
    >>> in_cents(np.array([[1.2, 2.7, 3.1]]), 7).tolist()
    [[1, 3, 3]]
    """
    cents = np.floor(plans + 1e-6).astype(np.int64)
    rank = np.argsort(np.argsort(cents - plans, axis=1, kind="stable"), axis=1)
    left = budget - cents.sum(axis=1, keepdims=True)
    return np.asarray(cents + (rank < left), dtype=np.int64)


def every_plan(domain: Domain, budget: int) -> Iterator[Cents]:
    """Yield every plan whose amounts are allowed and sum to the budget, (plans, channels); steps keep them few."""
    steps = [
        np.arange(low, high + 1, step) for low, high, step in zip(domain.low, domain.high, domain.step, strict=True)
    ]
    for head in product(*steps[:-2]):
        rest = budget - sum(head)
        last = rest - steps[-2]
        held = domain.holds(len(steps) - 1, last)
        yield np.column_stack([*(np.full(held.sum(), x) for x in head), steps[-2][held], last[held]])


def worths(aim: Aim, plans: Cents) -> Floats:
    """Return what plans (plans, channels) are worth to an aim: its prudent mean, or the mean of their bad cases."""
    spends = plans / 100
    if aim.share == 1.0:
        return np.asarray(sum(spline(spends[:, c]) for c, spline in enumerate(aim.splines(None))))
    batches = np.array_split(spends, max(1, len(spends) // BATCH))
    return np.concatenate([bad_mean(_cases(aim, batch), aim.share) for batch in batches])


def _cases(aim: Aim, spends: Floats) -> Floats:
    total = np.zeros((aim.rows, len(spends)))
    for c, table in enumerate(aim.tables):
        total += table.at(spends[:, c])
    return total


def bad_mean(cases: Floats, share: float) -> Floats:
    """Return the mean of the worst share of cases (cases, plans), the last one counted in part, shape (plans,).

    Examples
    --------
    >>> bad_mean(np.array([[3.0], [1.0], [2.0], [4.0]]), 0.375).round(3)
    array([1.333])
    """
    counted = share * len(cases)
    whole = int(round(counted, 9))
    part = counted - whole
    last = min(whole, len(cases) - 1)
    ordered = np.partition(cases, last, axis=0)
    return np.asarray((ordered[:whole].sum(axis=0) + part * ordered[last]) / counted)
