"""Plans that differ by what runs at all: one of several channels, all or none of them, a fee kept or dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from bascule.allocation.bounds import Bounds
from bascule.allocation.optimum import Cents, Domain, Optimum
from bascule.allocation.risk import Aim, Total, best
from bascule.errors import BasculeError, ExitCode

# More combinations than this are refused: nobody can have meant them.
MOST = 512
# Channels that run together spend at least this share of their usual, where no useful minimum is said.
RUNNING = 0.1


@dataclass(frozen=True)
class Choice:
    """One combination: channels that do not run, channels that must, and fees (their ranks) that are dropped."""

    closed: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Chosen:
    """The best plan over all choices; `saved` is the cents a week that the fees it drops cost."""

    optimum: Optimum
    choice: Choice
    saved: int


def domain_of(bounds: Bounds) -> Domain:
    """Return the domain of bounds: a channel with a useful minimum is off, or at least there.

    A step counts where a multiple of it lies within the bounds, and the channel is not locked.
    """
    off = (bounds.low == 0) & (bounds.useful > 0)
    low = np.maximum(bounds.low, np.minimum(bounds.useful, bounds.high))
    shut = off & (bounds.useful > bounds.high)
    stepped = (bounds.step > 1) & (bounds.low < bounds.high)
    step = np.where(stepped & (bounds.high // np.maximum(bounds.step, 1) * bounds.step >= bounds.low), bounds.step, 0)
    return Domain(np.where(shut, 0, low), np.where(shut, 0, bounds.high), step, off & ~shut)


def choices(bounds: Bounds) -> list[Choice]:
    """Return every combination that the bounds allow.

    Raises
    ------
    BasculeError
        `too_many_choices` when there are more than MOST.
    """
    can_close = bounds.low == 0
    sets: list[list[Choice]] = []
    sets += [[Choice(closed=frozenset(group) - {kept}) for kept in group] for group in bounds.either]
    sets += [[Choice(opened=frozenset(group)), Choice(closed=frozenset(group))] for group in bounds.together]
    for rank, fee in enumerate(bounds.fees):
        if fee.can_stop and fee.carries:
            sets.append([Choice(), Choice(closed=frozenset(fee.carries), dropped=frozenset([rank]))])
    count = int(np.prod([len(group) for group in sets], dtype=float))
    if count > MOST:
        raise BasculeError("too_many_choices", exit_code=ExitCode.USAGE, count=count, most=MOST)
    return list(dict.fromkeys(joined for joined in map(_joined, product(*sets)) if _possible(joined, can_close)))


def _joined(parts: Sequence[Choice]) -> Choice:
    return Choice(
        frozenset().union(*(part.closed for part in parts)),
        frozenset().union(*(part.opened for part in parts)),
        frozenset().union(*(part.dropped for part in parts)),
    )


def _possible(choice: Choice, can_close: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> bool:
    return not choice.closed & choice.opened and all(can_close[c] for c in choice.closed)


def domain_under(bounds: Bounds, usual: Cents, choice: Choice) -> Domain | None:
    """Return what each channel may spend under a choice; None where a channel that must run cannot."""
    whole = domain_of(bounds)
    running = np.maximum(np.maximum(whole.low, (RUNNING * usual).astype(np.int64)), 1)
    opened = np.isin(np.arange(len(usual)), sorted(choice.opened))
    if (opened & (whole.high == 0)).any():
        return None
    domain = whole.closed(sorted(choice.closed))
    low = np.where(opened, np.minimum(running, domain.high), domain.low)
    return Domain(low, domain.high, domain.step, domain.off & ~opened)


def _domains(bounds: Bounds, usual: Cents) -> Iterator[tuple[Choice, Domain]]:
    for choice in choices(bounds):
        domain = domain_under(bounds, usual, choice)
        if domain is not None:
            yield choice, domain


def best_choice(
    aim: Aim, bounds: Bounds, usual: Cents, total: Total, weeks: int, *, certify: bool = True
) -> Chosen | None:
    """Return the best plan over all choices, its gap that of the whole question; None if none meets the total.

    Parameters
    ----------
    aim : Aim
    bounds : Bounds
    usual : array of shape (channels,), cents per week
    total : Total
    weeks : int
        Of the horizon, over which a dropped fee is saved.
    certify : bool
        Whether the gap is worked out; infinite else.
    """
    found: Chosen | None = None
    bound = -np.inf
    for choice, domain in _domains(bounds, usual):
        optimum = best(aim, domain, total, certify=certify)
        if optimum is None:
            continue
        saved = sum(bounds.fees[rank].weekly_cents for rank in choice.dropped)
        value = optimum.value + weeks * saved / 100
        bound = max(bound, value + optimum.gap)
        if found is None or value > found.optimum.value:
            found = Chosen(Optimum(optimum.cents, value, 0.0), choice, saved)
    if found is None:
        return None
    gap = max(bound - found.optimum.value, 0.0)
    return Chosen(Optimum(found.optimum.cents, found.optimum.value, gap), found.choice, found.saved)
