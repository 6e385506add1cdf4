"""Fixed costs in the arbitration: what each carries, and whether that pays for it."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from bascule.allocation.bounds import Fee
from bascule.allocation.places import Places
from bascule.company import Company
from bascule.errors import BasculeError
from bascule.ingest.headers import plain
from bascule.limits import CostSettings
from bascule.money import cents
from bascule.panel import WEEKS_PER_MONTH, FixedCost, Floats, Panel
from bascule.plans import CostDecision, Interval80

Worth = Callable[[tuple[int, ...]], Floats]


@dataclass(frozen=True)
class Fees:
    """The fixed costs of a company, those of which it is known what they carry apart from the others.

    Attributes
    ----------
    known : tuple of Fee
    unknown : tuple of FixedCost
    unmatched : tuple of str
        Names under `[costs]` in bascule.toml that no cost of the files bears: past ones, or misspelt.
    """

    known: tuple[Fee, ...]
    unknown: tuple[FixedCost, ...]
    unmatched: tuple[str, ...] = ()


def fees_of(panel: Panel, company: Company) -> Fees:
    """Return what the fixed costs carry: as bascule.toml says, else the channel that their own rows name.

    Raises
    ------
    BasculeError
        `channel_unknown` where bascule.toml names a channel that is none.

    Examples
    --------
    >>> import datetime as dt
    >>> from types import SimpleNamespace
    >>> day = dt.date(2026, 10, 31)
    >>> cost = FixedCost("Agence Nordet", "agency", 1450.0, day, day)
    >>> company = Company(name="N", gross_margin=0.4, costs={"agence nordet": CostSettings(carries=("Radio",))})
    >>> found = fees_of(SimpleNamespace(channels=("radio", "flyers"), fixed_costs=(cost,)), company)
    >>> found.known[0].carries, found.known[0].weekly_cents, found.unknown
    ((0,), 33347, ())
    """
    find = Places(panel.channels, company)
    said = {plain(name): each for name, each in company.costs.items()}
    known, unknown = [], []
    for cost in panel.fixed_costs:
        own = said.get(plain(cost.name), CostSettings())
        carries = find.groups([own.carries])[0] or _own_channels(cost, find)
        if carries:
            weekly = cents(cost.monthly / WEEKS_PER_MONTH)
            known.append(Fee(cost.name, cost.kind, weekly, carries, own.can_stop, cost.monthly))
        else:
            unknown.append(cost)
    seen = {plain(cost.name) for cost in panel.fixed_costs}
    return Fees(tuple(known), tuple(unknown), tuple(name for name in company.costs if plain(name) not in seen))


def _own_channels(cost: FixedCost, find: Places) -> tuple[int, ...]:
    found = []
    for name in cost.channels:
        try:
            found.append(find(name))
        except BasculeError:
            # The files may well name a channel on which nothing is spent: nothing is known to hang on the cost.
            continue
    return tuple(dict.fromkeys(found))


def cost_decisions(
    fees: Sequence[Fee], unknown: Sequence[FixedCost], kept: AbstractSet[str], worth: Worth, weeks: int,
    channels: Sequence[str],
) -> list[CostDecision]:  # fmt: skip
    """Return what to do with each fixed cost, those carried by nothing known last.

    Parameters
    ----------
    fees : sequence of Fee
    unknown : sequence of FixedCost
    kept : set of str
        Names of the fees that the plan keeps.
    worth : callable
        `worth(places)` returns draws (n,) of what these channels bring over the horizon, less their spend, against
        doing without all of them (currency).
    weeks : int
        Horizon of the plan.
    channels : sequence of str
        Names by place.

    Examples
    --------
    >>> fee = Fee("Agence", "agency", 33347, (0,), True, 1450.0)
    >>> (one,) = cost_decisions([fee], [], {"Agence"}, lambda places: np.full(9, 9000.0), 26, ("radio",))
    >>> one.decision, one.margin.p50
    ('keep', 329.78)
    """
    decided = [
        CostDecision(
            name=fee.name,
            kind=fee.kind,
            monthly=_monthly(fee),
            carries=[channels[c] for c in fee.carries],
            decision="keep" if fee.name in kept or not fee.can_stop else "stop",
            margin=_interval(worth(fee.carries) - weeks * fee.weekly_cents / 100),
        )
        for fee in fees
    ]
    return decided + [
        CostDecision(name=cost.name, kind=cost.kind, monthly=cost.monthly, carries=[], decision="unknown", margin=None)
        for cost in unknown
    ]


def _monthly(fee: Fee) -> float:
    return fee.monthly if fee.monthly is not None else round(fee.weekly_cents / 100 * WEEKS_PER_MONTH, 2)


def _interval(draws: Floats) -> Interval80:
    low, middle, high = (round(float(value), 2) for value in np.quantile(draws, [0.1, 0.5, 0.9]))
    return Interval80(p10=low, p50=middle, p90=high)
