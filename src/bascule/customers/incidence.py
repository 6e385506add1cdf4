"""Won, lost or still open by age: deals that are not closed yet count for what deals of their age became."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.panel import Floats

# Ages finer than so many are read by steps of a few days: a history of years does not need each of them.
MOST_AGES = 512
# What is still open at the last age seen is won as the closings of the last quarter were.
LATE_SHARE = 0.25
_TINY = 1e-300


@dataclass(frozen=True)
class Ages:
    """How many deals were won, lost or last seen open at each age.

    Attributes
    ----------
    days : array of shape (ages,), days since creation, ascending
    won, lost, open : arrays of shape (ages,)
        Counts; an open deal is counted at the age at which it was last seen.
    """

    days: Floats
    won: Floats
    lost: Floats
    open: Floats

    @property
    def closed(self) -> Floats:
        """Deals closed at each age, (ages,)."""
        return self.won + self.lost


@dataclass(frozen=True)
class Incidence:
    """Share of deals won, and lost, by each age: draws of both.

    Attributes
    ----------
    days : array of shape (ages,), days since creation
    won, lost : arrays of shape (draws, ages)
    """

    days: Floats
    won: Floats
    lost: Floats

    @property
    def unseen(self) -> Floats:
        """Share still open at the last age seen, (draws,)."""
        return np.clip(1 - self.won[:, -1] - self.lost[:, -1], 0.0, 1.0)

    @property
    def in_the_end(self) -> Floats:
        """Share won in the end, (draws,): what is still open at the last age is won as the latest closings were."""
        closed = self.won + self.lost
        early = closed <= (1 - LATE_SHARE) * closed[:, -1:]
        last = np.maximum(early.sum(axis=1) - 1, 0)
        at, any_early = np.arange(len(closed)), early.any(axis=1)
        won = self.won[:, -1] - np.where(any_early, self.won[at, last], 0.0)
        late = closed[:, -1] - np.where(any_early, closed[at, last], 0.0)
        return np.asarray(self.won[:, -1] + self.unseen * won / np.maximum(late, _TINY))

    def age(self, share: float) -> Floats:
        """Return the age by which a share of the deals won in the end are signed, (draws,); NaN beyond the last age."""
        reached = self.won >= share * self.in_the_end[:, None] * (1 - 1e-12)
        return np.where(reached.any(axis=1), self.days[reached.argmax(axis=1)], np.nan)


def counted(days: NDArray[np.int64], outcome: NDArray[np.str_], grid: Floats | None = None) -> Ages:
    """Return deals counted by age and outcome.

    Parameters
    ----------
    days : array of shape (deals,)
        Age at closing, or when last seen open; whole days, at least 0.
    outcome : array of shape (deals,)
        won, lost or open.
    grid : array of shape (ages,), optional
        The ages to count at, each deal at the last one not above its own; by default those that occur.

    Examples
    --------
    >>> ages = counted(np.array([5, 5, 9]), np.array(["won", "open", "lost"]))
    >>> ages.days.tolist(), ages.won.tolist(), ages.open.tolist()
    ([5.0, 9.0], [1.0, 0.0], [1.0, 0.0])
    """
    if grid is None:
        seen = np.unique(days)
        step = int(seen[-1] // MOST_AGES + 1) if len(seen) > MOST_AGES else 1
        grid = np.unique(seen // step * step).astype(float)
    place = np.searchsorted(grid, days, "right") - 1
    won, lost, still = (
        np.bincount(place[outcome == kind], minlength=len(grid)).astype(float) for kind in ("won", "lost", "open")
    )
    return Ages(grid, won, lost, still)


def incidence(won: Floats, lost: Floats, still: Floats) -> tuple[Floats, Floats]:
    """Return the shares won and lost by each age, of counts or weights at ascending ages: the last axis, any before.

    F_w(t) = Σ_{a ≤ t} S(a−) w_a / n_a, n_a those not closed before age a, and S(t) = Π_{a ≤ t} (1 − (w_a + l_a) / n_a):
    closings at an age come before those last seen open at it (Aalen & Johansen 1978, Scandinavian Journal of
    Statistics 5, 141–150).

    Examples
    --------
    >>> won, lost = incidence(np.array([1.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    >>> won.tolist(), lost.tolist()
    ([0.25, 0.25, 0.75], [0.0, 0.25, 0.25])
    """
    seen = np.flip(np.cumsum(np.flip(won + lost + still, -1), -1), -1)
    seen = np.maximum(seen, _TINY)
    after = np.cumprod(np.clip(1 - (won + lost) / seen, 0.0, 1.0), -1)
    before = np.concatenate([np.ones_like(after[..., :1]), after[..., :-1]], -1)
    return np.cumsum(before * won / seen, -1), np.cumsum(before * lost / seen, -1)


def drawn(ages: Ages, draws: int, rng: np.random.Generator, prior: tuple[Floats, Floats] | None = None) -> Incidence:
    """Return draws of the shares won and lost by each age.

    Each deal weighs Exponential(1): the Bayesian bootstrap (Rubin 1981, doi:10.1214/aos/1176345338; with deals
    still open, Arfè & Muliere 2022, doi:10.1016/j.jspi.2022.07.001), drawn age by age as a Gamma of as many deals. Half
    a deal won and half a deal lost are added, at the ages of all closings: with none open, the share won is then
    Beta(won + ½, lost + ½), Jeffreys' posterior.

    Parameters
    ----------
    ages : Ages
        With a closing at least, unless `prior` is given.
    draws : int
    rng : Generator
    prior : two arrays of shape (draws, ages), optional
        Deals to add instead, won and lost, by age.

    Examples
    --------
    >>> ages = counted(np.array([3, 4, 8, 9]), np.array(["won", "lost", "lost", "open"]))
    >>> found = drawn(ages, 4000, np.random.default_rng(1))
    >>> bool(found.won.shape == (4000, 4) and 0.2 < found.in_the_end.mean() < 0.45)
    True
    """
    added = 0.5 * ages.closed / max(float(ages.closed.sum()), 1.0)
    more_won, more_lost = prior or (added, added)
    size = (draws, len(ages.days))
    won, lost = rng.gamma(ages.won + more_won, size=size), rng.gamma(ages.lost + more_lost, size=size)
    return Incidence(ages.days, *incidence(won, lost, rng.gamma(ages.open, size=size)))
