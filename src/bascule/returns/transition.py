"""The reading of a company under one million: does the market want it, can it be measured, is the money scattered."""

from typing import Literal

from bascule.plans import Frozen, Interval80, Interval90, Reason

State = Literal["yes", "no", "unsure", "not_measured"]


class Fit(Frozen):
    """Signs of product–market fit in the local market.

    `disappointed` is the share "very disappointed" (40 % is the usual mark), of `respondents`; `flattens` whether the
    retention curve levels off above nothing, at `floor`; `organic` the share of customers, deals or orders that nobody
    paid for. The areas come with most customers first; small ones are together in the last, `other`.
    """

    state: State
    respondents: int
    disappointed: Interval90 | None
    above_share: float | None
    flattens: State
    floor: Interval90 | None
    organic: Interval90 | None
    areas: "tuple[Area, ...]" = ()
    reasons: tuple[Reason, ...] = ()


class Area(Frozen):
    """Customers of one postal area (the first three characters); `penetration` per 1,000 households where known."""

    area: str
    customers: int
    penetration: float | None
    share: float


class System(Frozen):
    """One way customers come in: is it automated, can its effect be measured; and how we know (`from_data`)."""

    name: str
    kind: str
    automated: State
    measurable: State
    from_data: bool
    reasons: tuple[Reason, ...] = ()


class Kept(Frozen):
    """One channel of the dispersion reading: its spend, that at which an effect would show, and whether it is kept."""

    channel: str
    weekly: float
    needed_weekly: float | None
    keep: bool
    reasons: tuple[Reason, ...] = ()


class Dispersion(Frozen):
    """How scattered the money is.

    `effective` is the effective number of channels (the inverse of the sum of squared shares of spend); `supported`
    how many the budget can support at a spend where an effect would show within `weeks`. `third` is the channel to
    judge next, and what it would take a week (currency), for so many weeks; on in half of them, it costs `third_cost`.
    """

    channels: int
    effective: float
    supported: int
    weeks: int
    weekly_budget: float
    kept: tuple[Kept, ...]
    third: str | None = None
    third_weekly: float | None = None
    third_weeks: int | None = None
    third_cost: float | None = None


class DirectorCase(Frozen):
    """Why a permanent marketing director is not the answer yet: its loaded cost beside the margin it could move.

    `loaded_cost` and `margin` are currency a year: `margin` is all the contribution margin of the company;
    `revenue_needed` the extra revenue a year that would pay for the post alone, `growth_needed` the same as a share
    of present revenue; `best_gain` what the best plan adds to the margin a year, without the post.
    """

    salary: float
    loaded_cost: float
    source: str
    revenue: float
    margin: float
    revenue_needed: float
    growth_needed: float
    best_gain: Interval80 | None
    not_yet: bool


class Transition(Frozen):
    """The transition reading; `revenue` is of the last year (currency)."""

    revenue: float
    limit: float
    fit: Fit
    systems: tuple[System, ...]
    dispersion: Dispersion | None
    director: DirectorCase | None
    notes: tuple[Reason, ...] = ()
