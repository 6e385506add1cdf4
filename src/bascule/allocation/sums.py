"""Which totals can be reached exactly, to the cent, by channels with floors, ceilings, steps and useful minima.

A total is a sum of one allowed amount a channel: a bounded knapsack. Its reachable totals are kept whole, as disjoint
intervals of integers, and grown one channel at a time by doubling (Kellerer, Pferschy & Pisinger 2004, Knapsack
Problems, section 7). Nothing is rounded, so that what is called impossible is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Self

import numpy as np
from numpy.typing import NDArray

Cents = NDArray[np.int64]
Group = tuple[int, ...]
# Beyond so many separate intervals, the narrowest of the gaps between them are called reachable.
MOST_PIECES = 50_000


@dataclass(frozen=True)
class Sums:
    """Sets of whole amounts, as sorted intervals that do not touch: `starts[i]` to `ends[i]`, both in.

    Examples
    --------
    >>> Sums.zero().repeated(5, 3).tuples()
    ((0, 0), (5, 5), (10, 10))
    >>> Sums.zero().repeated(5, 3).stretched(4).tuples()
    ((0, 14),)
    """

    starts: Cents
    ends: Cents

    @classmethod
    def zero(cls) -> Self:
        """Return the set that holds nothing but 0."""
        return cls(np.zeros(1, np.int64), np.zeros(1, np.int64))

    @classmethod
    def of(cls, pieces: Sequence["Sums"]) -> "Sums":
        """Return the union of sets."""
        starts = np.concatenate([np.empty(0, np.int64), *(piece.starts for piece in pieces)])
        ends = np.concatenate([np.empty(0, np.int64), *(piece.ends for piece in pieces)])
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
        if len(starts) < 2:
            return cls(starts, ends)
        reach = np.maximum.accumulate(ends)
        gaps = starts[1:] - reach[:-1] - 1
        apart = gaps > 0
        if int(apart.sum()) >= MOST_PIECES:
            apart = gaps > np.partition(gaps, -MOST_PIECES // 2)[-MOST_PIECES // 2]
        return cls(starts[np.append(True, apart)], reach[np.append(apart, True)])

    def __bool__(self) -> bool:
        return len(self.starts) > 0

    def tuples(self) -> tuple[tuple[int, int], ...]:
        """Return the intervals as pairs of integers."""
        return tuple(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    def shifted(self, amount: int) -> "Sums":
        """Return each amount plus another."""
        return Sums(self.starts + amount, self.ends + amount)

    def stretched(self, width: int) -> "Sums":
        """Return each amount plus each of 0 to `width`."""
        return Sums.of([Sums(self.starts, self.ends + width)])

    def repeated(self, step: int, count: int) -> "Sums":
        """Return each amount plus each of the first `count` multiples of `step`, 0 included."""
        out, done = self, min(count, 1)
        while done < count:
            more = min(done, count - done)
            out = Sums.of([out, out.shifted(more * step)])
            done += more
        return out if count > 0 else Sums.of([])

    def upto(self, most: int) -> "Sums":
        """Return the amounts of at most `most`."""
        kept = self.starts <= most
        return Sums(self.starts[kept], np.minimum(self.ends[kept], most))

    def within(self, low: int, high: int) -> "Sums":
        """Return the amounts from `low` to `high`."""
        kept = (self.ends >= low) & (self.starts <= high) & (low <= high)
        return Sums(np.maximum(self.starts[kept], low), np.minimum(self.ends[kept], high))

    def below(self, amount: int) -> int | None:
        """Return the largest amount that is not above another; None where there is none."""
        at = int(np.searchsorted(self.starts, amount, "right")) - 1
        return None if at < 0 else min(int(self.ends[at]), amount)

    def above(self, amount: int) -> int | None:
        """Return the smallest amount that is not below another; None where there is none."""
        at = int(np.searchsorted(self.ends, amount, "left"))
        return None if at == len(self.ends) else max(int(self.starts[at]), amount)


@dataclass(frozen=True)
class Allowed:
    """What one channel may spend, in cents: nothing, or from `low` to `high`, by steps, and nothing under `useful`.

    Attributes
    ----------
    low, high : int
        0 is allowed where `low` is 0.
    step : int
        1 where any cent will do. The bounds themselves (`low`, `useful` and `high`) are allowed off the steps.
    useful : int
        The least if anything is spent at all; 0 for none.
    extra : pairs of int
        Intervals allowed besides, off the steps too, but not under `useful`.

    Examples
    --------
    >>> Allowed(0, 12, 5, 7).sums().tuples()
    ((0, 0), (7, 7), (10, 10), (12, 12))
    """

    low: int
    high: int
    step: int = 1
    useful: int = 0
    extra: tuple[tuple[int, int], ...] = ()

    def idle(self) -> bool:
        """Tell whether nothing at all may be spent."""
        return (self.low <= 0 <= self.high) or any(start <= 0 <= end for start, end in self.extra)

    def running(self, before: Sums, most: int) -> Sums:
        """Return what a set of totals becomes once something is spent here, up to `most`."""
        spans = [(max(start, self.useful, 1), end) for start, end in (*self._own(most), *self.extra)]
        pieces = [before.shifted(start).stretched(min(end, most) - start) for start, end in spans if start <= end]
        first, last = -(-max(self.low, self.useful, 1) // self.step), min(self.high, most) // self.step
        if self.step > 1 and first <= last:
            pieces.append(before.shifted(first * self.step).repeated(self.step, last - first + 1))
        return Sums.of([piece.upto(most) for piece in pieces])

    def sums(self, before: Sums | None = None, most: int | None = None) -> Sums:
        """Return what a set of totals (0 alone unless given) becomes with this channel, running or not."""
        before = Sums.zero() if before is None else before
        most = self.most() if most is None else most
        running = self.running(before, most)
        return Sums.of([before, running]) if self.idle() else running

    def most(self) -> int:
        """Return the largest amount that any of its intervals holds."""
        return max(self.high, *(end for _, end in self.extra), 0)

    def _own(self, most: int) -> list[tuple[int, int]]:
        if self.step == 1:
            return [(self.low, self.high)] if self.low <= self.high else []
        ends = (max(self.low, self.useful), self.high)
        return [(end, end) for end in ends if max(self.low, self.useful) <= end <= min(self.high, most)]


@dataclass(frozen=True)
class Room:
    """What all channels may spend together: each its own amounts, and who may run beside whom.

    Attributes
    ----------
    channels : tuple of Allowed
    either : tuple of tuples of int
        Channels of which one at most runs, that is, spends anything.
    together : tuple of tuples of int
        Channels that all run, or none.
    """

    channels: tuple[Allowed, ...]
    either: tuple[Group, ...] = ()
    together: tuple[Group, ...] = ()

    def totals(self, most: int) -> Sums:
        """Return the totals of at most `most` that can be reached.

        Examples
        --------
        >>> Room((Allowed(0, 10, 5), Allowed(3, 4)), either=((0, 1),)).totals(100).tuples()
        ((3, 4),)
        """
        parts = self.linked()
        alone = [c for c in range(len(self.channels)) if not any(c in part for part in parts)]
        # Coarse steps last: what the others reach has merged by then.
        alone.sort(key=lambda c: 0 if self.channels[c].extra else self.channels[c].step)
        totals = reduce(lambda before, c: self.channels[c].sums(before, most), alone, Sums.zero())
        for part in parts:
            totals = Sums.of([self._ran(totals, part, run, most) for run in self.patterns(part)])
        return totals

    def reaches(self, low: int, high: int) -> bool:
        """Tell whether any total from `low` to `high` can be reached.

        Examples
        --------
        >>> Room((Allowed(0, 10, 5),)).reaches(6, 9), Room((Allowed(0, 10, 5),)).reaches(6, 10)
        (False, True)
        """
        if any(channel.step > 1 for channel in self.channels):
            # Out of reach of any cent, out of reach of steps: far quicker to see.
            loose = replace(self, channels=tuple(replace(channel, step=1) for channel in self.channels))
            if not loose.reaches(low, high):
                return False
        return bool(self.totals(high).within(low, high))

    def linked(self) -> list[Group]:
        """Return the sets of channels that groups tie to one another."""
        parts: list[set[int]] = []
        for group in (*self.either, *self.together):
            met = [part for part in parts if part & set(group)]
            parts = [part for part in parts if part not in met] + [set(group).union(*met)]
        return [tuple(sorted(part)) for part in parts]

    def patterns(self, part: Group) -> Iterator[frozenset[int]]:
        """Yield which channels of a tied set may run together.

        Examples
        --------
        >>> room = Room((Allowed(0, 9),) * 3, either=((0, 1),), together=((1, 2),))
        >>> sorted(sorted(run) for run in room.patterns((0, 1, 2)))
        [[], [0], [1, 2]]
        """
        yield from self._patterns(part, frozenset(), frozenset())

    def _patterns(self, left: Group, run: frozenset[int], idle: frozenset[int]) -> Iterator[frozenset[int]]:
        if any(len(run.intersection(group)) > 1 for group in self.either):
            return
        if any(run.intersection(group) and idle.intersection(group) for group in self.together):
            return
        if not left:
            yield run
            return
        yield from self._patterns(left[1:], run, idle | {left[0]})
        yield from self._patterns(left[1:], run | {left[0]}, idle)

    def _ran(self, before: Sums, part: Group, run: frozenset[int], most: int) -> Sums:
        for c in part:
            if c in run:
                before = self.channels[c].running(before, most)
            elif not self.channels[c].idle():
                return Sums.of([])
        return before
