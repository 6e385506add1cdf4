"""Most of the gain for the fewest moves: the best plan that changes only two channels, or three, or four."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bascule.allocation.optimum import Cents, Domain, options
from bascule.allocation.risk import Aim, Total, best

# Amounts tried of each channel of a pair.
AMOUNTS = 200


@dataclass(frozen=True)
class Few:
    """A plan that changes some channels only: their ranks, and the cents a week of all."""

    changed: tuple[int, ...]
    cents: Cents


def fewest(aim: Aim, domain: Domain, usual: Cents, plan: Cents, most: int) -> list[Few]:
    """Return the best plans of two channels changed, three … up to `most`, each made from the one before.

    Every pair is tried; then the channel that adds most is added. With a free total, or another than the usual one, a
    channel is changed first to take up the difference; those whose usual spending the domain excludes always change.

    Parameters
    ----------
    aim : Aim
    domain : Domain
    usual, plan : arrays of shape (channels,), cents per week
        What is spent today, and the whole plan: its total is kept where it is another than today's.
    most : int
        Channels changed, at most.
    """
    moved = int((plan != usual).sum())
    total = int(plan.sum())
    found: list[Few] = []
    changed = _first(aim, domain, usual, total)
    while changed is not None and len(changed) <= min(most, moved - 1):
        cents = _within(aim, domain, usual, total, changed)
        if cents is None:
            break
        found.append(Few(changed, cents))
        changed = _next(aim, domain, usual, total, changed)
    return found


def _first(aim: Aim, domain: Domain, usual: Cents, total: int) -> tuple[int, ...] | None:
    # What may not stay as it is changes in any case.
    forced = tuple(c for c in range(len(usual)) if not domain.holds(c, usual[c : c + 1])[0])
    if not forced and total == usual.sum():
        return _best_pair(aim, domain, usual)
    if forced and _within(aim, domain, usual, total, forced) is not None:
        return forced
    return _next(aim, domain, usual, total, forced)


def _best_pair(aim: Aim, domain: Domain, usual: Cents) -> tuple[int, int] | None:
    splines = aim.splines(None)
    now = [float(spline(x / 100)) for spline, x in zip(splines, usual, strict=True)]
    found: tuple[int, int] | None = None
    best_gain = 0.0
    for a, b in combinations(range(len(usual)), 2):
        both = usual[a] + usual[b]
        mine = np.union1d(options(domain, a, AMOUNTS), both - options(domain, b, AMOUNTS))
        mine = mine[domain.holds(a, mine) & domain.holds(b, both - mine)]
        gain = float((splines[a](mine / 100) + splines[b]((both - mine) / 100)).max(initial=-np.inf)) - now[a] - now[b]
        if gain > best_gain:
            found, best_gain = (a, b), gain
    return found


def _next(aim: Aim, domain: Domain, usual: Cents, total: int, changed: tuple[int, ...]) -> tuple[int, ...] | None:
    others = [(*changed, c) for c in range(len(usual)) if c not in changed]
    return _best_of(aim, domain, usual, total, others)


def _best_of(aim: Aim, domain: Domain, usual: Cents, total: int, sets: list[tuple[int, ...]]) -> tuple[int, ...] | None:
    plans = [(_within(aim, domain, usual, total, changed), changed) for changed in sets]
    met = [(aim.worth(cents), changed) for cents, changed in plans if cents is not None]
    return max(met)[1] if met else None


def _within(aim: Aim, domain: Domain, usual: Cents, total: int, changed: tuple[int, ...]) -> Cents | None:
    """Return the best plan that changes these channels alone, or None if none makes the total."""
    ranks = np.array(changed)
    rest = total - int(np.delete(usual, ranks).sum())
    part = Domain(domain.low[ranks], domain.high[ranks], domain.step[ranks], domain.off[ranks])
    own = Aim([aim.tables[c] for c in changed], 1.0, aim.prudence)
    answer = best(own, part, Total(rest), certify=False)
    if answer is None:
        return None
    cents = usual.copy()
    cents[ranks] = answer.cents
    return cents
