"""What groups of customers should leave in all, draw by draw: sums over many people, in a moment.

How much a customer who is still one will buy depends on his purchases and on the weeks he has been known, not on when
he last bought (that tells only whether he is still one). So the long part is worked out once for all those alike, to
the week. Where draws are many, it is worked out for some of them, and the logarithm of each sum is carried to the
others by its linear dependence on the logarithms of the parameters: next to nothing is lost, since a posterior that
rests on many customers is narrow, and where customers are few every draw is worked out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.customers.bgnbd import BgnbdDraws, BgnbdParams, probability_alive
from bascule.customers.counting import mean_count, mean_square_count
from bascule.customers.discounting import WEEKS_A_YEAR
from bascule.customers.gamma_gamma import GammaGammaDraws, GammaGammaParams, expected_value
from bascule.customers.histories import Histories
from bascule.panel import Floats

# Kinds of customers worked out in all, over draws; never fewer draws than FEWEST.
WORKED_OUT, FEWEST = 60_000, 40
_LEAST_FREE = 0.5
# Points of Gauss-Legendre for the discount, which is a few per cent of the sum: within 1e-3 of it.
_POINTS = np.polynomial.legendre.leggauss(2)


@dataclass(frozen=True, eq=False)
class Alike:
    """Customers by what decides how much they will buy: their purchases, and how many whole weeks they are known.

    `frequency` and `age` have the shape (kinds,); `kind` is the kind of each customer.
    """

    frequency: Floats
    age: Floats
    kind: NDArray[np.int64]

    @classmethod
    def of(cls, histories: Histories) -> "Alike":
        """Return the kinds of customers."""
        both = np.stack([histories.frequency, np.round(histories.age)])
        kinds, place = np.unique(both, axis=1, return_inverse=True)
        return cls(kinds[0], kinds[1], place.reshape(-1))


def group_sums(
    often: BgnbdDraws,
    much: GammaGammaDraws,
    histories: Histories,
    alike: Alike,
    weeks: Floats,
    discount: float,
    group: NDArray[np.int64],
    groups: int,
) -> Floats:
    """Return the net revenue that each group of customers should bring in the weeks ahead, discounted to now.

    Parameters
    ----------
    often, much : BgnbdDraws, GammaGammaDraws
        As many draws of each, shape (n,).
    histories : Histories
    alike : Alike
        Of these histories.
    weeks : array of shape (kinds,)
        How far ahead, for each kind of customer.
    discount : float
        Yearly.
    group : array of int, shape (customers,)
    groups : int

    Returns
    -------
    ndarray
        Currency, shape (n, groups).
    """
    n = often.r.size
    some = np.arange(n)[: max(FEWEST, WORKED_OUT // max(alike.frequency.size, 1))]
    worked = np.stack([_sums(often, much, int(d), histories, alike, weeks, discount, group, groups) for d in some])
    if some.size == n:
        return worked
    return _carried(worked, np.log(np.stack([often.r, often.alpha, often.a, often.b, much.p, much.q, much.v], axis=1)))


def own_chance(
    often: BgnbdParams,
    much: GammaGammaParams,
    histories: Histories,
    alike: Alike,
    weeks: Floats,
    discount: float,
    group: NDArray[np.int64],
    groups: int,
) -> Floats:
    """Return how unsure the sums of :func:`group_sums` are were all parameters known, shape (groups,), relative.

    The variance of a sum over its mean squared. Someone makes N purchases worth Z each of a mean M of his own:
    E[S²] = E[N] E[M²] / p + E[N²] E[M²], for Z is Gamma of shape p. Few large customers are most of it.

    Parameters
    ----------
    often, much
        Numbers (fits).
    histories, alike, weeks, discount, group, groups
        As in :func:`group_sums`.
    """
    state = (often.r + alike.frequency, often.alpha + alike.age, often.a, often.b + alike.frequency, weeks)
    count, square = mean_count(*state)[alike.kind], mean_square_count(*state)[alike.kind]
    later = _discounted(often, alike, weeks, discount)[alike.kind] / np.maximum(count, 1e-300)
    alive = probability_alive(often, histories.frequency, histories.recency, histories.age)
    mean = expected_value(much, histories.frequency, histories.value)
    # M is inverse gamma; where its variance is not finite, that of a shape a little above two is taken.
    free = np.maximum(much.p * histories.frequency + much.q - 2, _LEAST_FREE)
    squared = mean**2 * (1 + 1 / free)
    variance = later**2 * (alive * (count / much.p + square) * squared - (alive * count * mean) ** 2)
    total = np.bincount(group, weights=alive * count * later * mean, minlength=groups)
    apart = np.bincount(group, weights=variance, minlength=groups)
    return np.asarray(np.divide(apart, total**2, out=np.zeros(groups), where=total > 0))


def _sums(
    often: BgnbdDraws,
    much: GammaGammaDraws,
    d: int,
    of: Histories,
    alike: Alike,
    weeks: Floats,
    discount: float,
    group: NDArray[np.int64],
    groups: int,
) -> Floats:
    one, worth = often.at(d), much.at(d)
    count = _discounted(one, alike, weeks, discount)[alike.kind]
    alive = probability_alive(one, of.frequency, of.recency, of.age)
    each = alive * count * expected_value(worth, of.frequency, of.value)
    return np.bincount(group, weights=each, minlength=groups).astype(float)


def _discounted(one: BgnbdParams, alike: Alike, weeks: Floats, discount: float) -> Floats:
    """Return δ(H) E(H) + ln(1 + d) / 52.18 · ∫₀ᴴ E(t) δ(t) dt, shape (kinds,), as `customers.discounting` has it."""
    state = (one.r + alike.frequency, one.alpha + alike.age, one.a, one.b + alike.frequency)
    force = float(np.log1p(discount)) / WEEKS_A_YEAR
    total = np.exp(-force * weeks) * mean_count(*state, weeks)
    if force == 0:
        return np.asarray(total)
    for place, weight in zip(*_POINTS, strict=True):
        at = weeks * (place + 1) / 2
        total = total + force * weeks / 2 * weight * np.exp(-force * at) * mean_count(*state, at)
    return np.asarray(total)


def _carried(worked: Floats, parameters: Floats) -> Floats:
    """Return sums for every draw, shape (n, groups), from those worked out for the first ones."""
    some = len(worked)
    centred = parameters - parameters[:some].mean(axis=0)
    design = np.column_stack([np.ones(len(centred)), centred])
    logs = np.log(np.maximum(worked, 1e-9))
    slopes = np.linalg.lstsq(design[:some], logs, rcond=1e-8)[0]
    carried = np.exp(design @ slopes)
    # What is nothing stays nothing, and what was worked out is kept.
    carried[:, (worked <= 0).all(axis=0)] = 0.0
    return np.concatenate([worked, carried[some:]])
