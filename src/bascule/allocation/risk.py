"""What a plan is worth to someone who minds its risk: the mean, less a little of its spread, or its bad cases only."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicHermiteSpline

from bascule.allocation.exchanges import climbed
from bascule.allocation.optimum import Cents, Domain, Optimum, best_below, best_free, best_split
from bascule.allocation.tables import Table
from bascule.panel import Floats
from bascule.plans import Risk

# Standard deviations of gain that one must expect before moving money: a move is a guess, staying put is not.
PRUDENCE = 0.15
# A cautious plan looks at the mean of this share of cases, the worst.
BAD_SHARE = 0.1
ROUNDS = 60
# The game is over when no plan can be worth more than the best one met by this share.
CLOSE = 2e-3
Splines = list[CubicHermiteSpline]


@dataclass(frozen=True)
class Total:
    """What all channels spend together, cents a week: exactly so much, so much at most, or (None) any amount."""

    cents: int | None
    exact: bool = True


@dataclass(frozen=True)
class Aim:
    """What to maximise: `rows` tables a channel, of which the mean of the worst `share` counts, and prudence."""

    tables: Sequence[Table]
    share: float
    prudence: float

    @property
    def rows(self) -> int:
        """Number of cases: draws, or variants of the model."""
        return len(self.tables[0].gain)

    def splines(self, weights: Floats | None) -> Splines:
        """Return each channel's worth under case weights (rows,), less prudence, as a curve."""
        return [_spline(table, weights, self.prudence) for table in self.tables]

    def cases(self, cents: Cents) -> Floats:
        """Return the gain of a split in every case, (rows,)."""
        return np.asarray(self._gains(cents).sum(axis=0))

    def worth(self, cents: Cents) -> float:
        """Return what a split is worth: the mean of its worst cases, less prudence channel by channel."""
        gains = self._gains(cents)
        cases = gains.sum(axis=0)
        spread = self.prudence * float(gains.std(axis=1).sum())
        return float(worst_weights(cases, self.share) @ cases) - spread

    def _gains(self, cents: Cents) -> Floats:
        return np.stack([table.at(np.array([x / 100]))[:, 0] for table, x in zip(self.tables, cents, strict=True)])


def aim_at(tables: Sequence[Table], risk: Risk, variants: Sequence[Sequence[Table]] = ()) -> Aim:
    """Return the aim of a risk attitude.

    Parameters
    ----------
    tables : sequence of Table
        Of each channel, from the model.
    risk : {'prudent', 'neutral', 'cautious', 'worst_case'}
        `prudent`: mean less PRUDENCE deviations, channel by channel (Markowitz 1952, doi:10.2307/2975974).
        `cautious`: conditional value at risk at BAD_SHARE of the whole gain (Rockafellar & Uryasev 2000,
        doi:10.21314/JOR.2000.038). `worst_case`: the least of the means over the model and its variants.
    variants : sequence of sequences of Table
        The same channels and levels as other models see them; read for `worst_case` only.
    """
    if risk == "worst_case":
        models = [tables, *variants]
        stacked = [_stack([model[c].mean() for model in models]) for c in range(len(tables))]
        return Aim(stacked, 1 / len(models), 0.0)
    return Aim(tables, BAD_SHARE if risk == "cautious" else 1.0, PRUDENCE if risk == "prudent" else 0.0)


def _stack(tables: Sequence[Table]) -> Table:
    gain, slope = (np.concatenate([getattr(t, name) for t in tables]) for name in ("gain", "slope"))
    return Table(tables[0].spend, gain, slope)


def _spline(table: Table, weights: Floats | None, prudence: float) -> CubicHermiteSpline:
    mean = table.mean(weights)
    value, slope = mean.gain[0], mean.slope[0]
    if prudence:
        spread = table.gain.std(axis=0)
        both = ((table.gain - table.gain.mean(axis=0)) * table.slope).mean(axis=0)
        value = value - prudence * spread
        slope = slope - prudence * np.where(spread > 0, both / np.maximum(spread, 1e-12), 0.0)
    return CubicHermiteSpline(table.spend, value, slope)


def worst_weights(cases: Floats, share: float) -> Floats:
    """Return the weights (rows,) whose mean of the cases is that of the worst `share` of them.

    Examples
    --------
    >>> worst_weights(np.array([3.0, 1.0, 2.0, 4.0]), 0.375).round(3)
    array([0.   , 0.667, 0.333, 0.   ])
    """
    most = 1 / (share * len(cases))
    weights = np.zeros(len(cases))
    whole = math.floor(round(1 / most, 9))
    order = np.argsort(cases, kind="stable")
    weights[order[:whole]] = most
    if whole < len(cases):
        weights[order[whole]] = 1 - whole * most
    return weights


def best(aim: Aim, domain: Domain, total: Total, *, certify: bool = True) -> Optimum | None:
    """Return the best split for an aim; None if none meets the domain and the total.

    Notes
    -----
    Where only bad cases count, plan and case weights make a game: for any weights the best plan is found exactly and
    bounds what any plan can be worth; weights are averaged over rounds (Brown 1951), and the best plan met is improved
    near itself. The gap is what is left between the two. Without `certify`
    it is not worked out, and stays infinite.
    """
    if aim.share == 1.0:
        return _solve(aim.splines(None), domain, total, certify)
    weights = np.full(aim.rows, 1 / aim.rows)
    mean = np.zeros(len(domain.low))
    found: Optimum | None = None
    bound = math.inf
    for rank in range(ROUNDS):
        answer = _solve(aim.splines(weights), domain, total)
        if answer is None:
            return None
        bound = min(bound, answer.value + answer.gap)
        share = 2 / (rank + 2)
        mean += share * (answer.cents - mean)
        middle = _whole(mean, domain, total, answer.cents)
        for cents in (answer.cents, middle):
            worth = aim.worth(cents)
            if found is None or worth > found.value:
                found = Optimum(cents, worth, 0.0)
        assert found is not None
        if bound - found.value < CLOSE * (1 + abs(found.value)):
            break
        weights = weights + share * (worst_weights(aim.cases(middle), aim.share) - weights)
    if found is None:
        return None
    found = _improved(aim, domain, total, found)
    # Any amount at most may still be too much: such a total moves money between channels only.
    free = total.cents is None
    cents = climbed(
        list(aim.tables), worst_weights(np.arange(float(aim.rows)), aim.share), domain, not free, found.cents
    )
    value = aim.worth(cents)
    return Optimum(cents, value, max(bound - value, 0.0))


def _whole(mean: Floats, domain: Domain, total: Total, otherwise: Cents) -> Cents:
    """Return a mean of splits in whole cents that sum to the total, or another split where that meets no domain."""
    cents = np.floor(mean).astype(np.int64)
    if total.cents is not None and total.exact:
        most = np.argsort(cents - mean, kind="stable")[: total.cents - int(cents.sum())]
        cents[most] += 1
        if cents.sum() != total.cents:
            return otherwise
    return cents if all(domain.holds(c, cents[c : c + 1])[0] for c in range(len(cents))) else otherwise


def _improved(aim: Aim, domain: Domain, total: Total, found: Optimum) -> Optimum:
    """Return a better split near one, by steps that its own bad cases choose, in boxes that shrink."""
    reach = np.maximum((domain.high - domain.least) // 4, 1)
    while reach.max() > 1:
        weights = worst_weights(aim.cases(found.cents), aim.share)
        low, high = np.maximum(domain.low, found.cents - reach), np.minimum(domain.high, found.cents + reach)
        shut = found.cents < domain.low
        box = Domain(np.where(shut, 0, low), np.where(shut, 0, high), domain.step, np.zeros_like(domain.off))
        near = _solve(aim.splines(weights), box, total)
        worth = -math.inf if near is None else aim.worth(near.cents)
        if near is not None and worth > found.value + 1e-9 * (1 + abs(found.value)):
            found = Optimum(near.cents, worth, 0.0)
        else:
            reach = reach // 3
    return found


def _solve(splines: Splines, domain: Domain, total: Total, certify: bool = True) -> Optimum | None:
    def value(channel: int, spends: Floats) -> Floats:
        return np.asarray(splines[channel](spends))

    if total.cents is None:
        return best_free(value, domain)
    solve = best_split if total.exact else best_below
    return solve(value, domain, total.cents, certify=certify)
