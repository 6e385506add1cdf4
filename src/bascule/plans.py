"""The plan as it is written in `decisions.json`: lines, weeks, months, steps, what it is worth and what stops it."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Risk = Literal["prudent", "neutral", "cautious", "worst_case"]
Verdict = Literal["scale", "keep", "test", "stop"]
Measure = Literal["new_customers", "orders", "revenue"]
Constraint = Literal[
    "floor", "ceiling", "lock", "contract", "useful", "step", "trust_region", "cash", "either", "together", "needs"
]


class Frozen(BaseModel):
    """A result: immutable, no unknown field, no NaN in its JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)


class Interval80(Frozen):
    """Median and 80 % interval."""

    p10: float
    p50: float
    p90: float


class Interval90(Frozen):
    """Median and 90 % interval."""

    p05: float
    p50: float
    p95: float

    @classmethod
    def of(cls, draws: "ArrayLike") -> Self:
        """Return median and 90 % interval of draws, shape (n,).

        Examples
        --------
        >>> Interval90.of(range(101))
        Interval90(p05=5.0, p50=50.0, p95=95.0)
        """
        import numpy as np

        low, middle, high = np.quantile(np.asarray(draws, dtype=float), [0.05, 0.5, 0.95])
        return cls(p05=float(low), p50=float(middle), p95=float(high))


class Reason(Frozen):
    """Why, as a code of the catalogue and its parameters."""

    code: str
    params: dict[str, Any] = Field(default_factory=dict)


class PlanLine(Frozen):
    """One channel in the plan, currency per week; `margin` is the change of contribution margin over the horizon."""

    channel: str
    usual_weekly: float
    weekly: float
    margin: Interval80


class PlanMonth(Frozen):
    """One month of the plan: spend by channel and the change of margin against the usual plan (currency)."""

    month: str
    start: dt.date
    weeks: int
    spend: dict[str, float]
    margin: Interval80


class PlanWeek(Frozen):
    """What to spend in one week, by channel, currency."""

    start: dt.date
    spend: dict[str, float]


class CashMonth(Frozen):
    """One month of money, against the usual plan: what more is spent, what margin arrives, and both since the start.

    `margin` is contribution margin that arrives in the month, spend not deducted; `cumulative` is margin less spend
    since the first day of the plan (currency).
    """

    month: str
    start: dt.date
    spend_change: float
    margin: Interval80
    cumulative: Interval80


class Binding(Frozen):
    """A limit that holds the plan back: what the expected margin of the horizon would gain per dollar of more room."""

    constraint: Constraint
    channel: str | None
    weekly: float
    worth: float


class FewMoves(Frozen):
    """The best plan that changes only so many channels, and the share of the whole plan's gain that it keeps."""

    changes: int
    weekly: dict[str, float]
    gain: Interval80
    share: float


class CostDecision(Frozen):
    """A fixed cost (people, agency, tool …): what it carries, and whether that pays for it.

    `monthly` is currency a month; `carries` the channels that need it; `margin` what these bring over the horizon less
    their spend and less the cost itself, against doing without all of them. `decision` is `unknown` where nobody said
    what it carries.
    """

    name: str
    kind: str | None
    monthly: float
    carries: list[str]
    decision: Literal["keep", "stop", "unknown"]
    margin: Interval80 | None


class Step(Frozen):
    """One change to make: on which day, from what to what (currency per week), why, what it should bring.

    `margin` is the change of margin over the horizon of the whole move of that channel; None for a later change of the
    same channel with the season, counted in the first.
    """

    date: dt.date
    channel: str
    before: float
    after: float
    reasons: list[Reason]
    margin: Interval80 | None


class StopRule(Frozen):
    """When to go back: if, `weeks` after the start, the measured total since the start is below `threshold`.

    `usual` is the total foreseen without the plan and `expected` with it. `false_alarm` is the chance that the rule
    stops a plan that earns, `caught` that it stops a plan that loses. `useful` is False where the noise of so few weeks
    hides the effect: the figure then decides nothing, and the re-check date stands alone.
    """

    measure: Measure
    weeks: int
    date: dt.date
    threshold: float
    usual: Interval80
    expected: Interval80
    false_alarm: float
    caught: float
    useful: bool


class Hindsight(Frozen):
    """What the best constant split of the same money would have earned over the last year, against what was done.

    `left` is margin left on the table, currency; `weekly` the split, currency per week by channel. `by_split` is the
    part that another split of a constant spending makes; the rest comes of spending unevenly in time.
    """

    start: dt.date
    end: dt.date
    weekly: dict[str, float]
    left: Interval80
    by_split: Interval80
    probability_better: float


class Plan(Frozen):
    """The best plan found for the budget, horizon and bounds; its lines sum to `weekly_budget` to the cent.

    `gain` is the margin over the horizon less that of the usual plan; `probability_gain` is P(gain > 0);
    `next_dollar` the margin that one more dollar a week in total would bring, per dollar; `next_thousand` the margin
    that one more thousand over the horizon would bring, spend not deducted. `optimality_gap` bounds what any other
    plan within the limits could add to the expected margin, currency over the horizon; `free` tells whether the total
    was left to the plan, spending as long as a dollar brings `target_return` of margin.
    """

    horizon_weeks: int
    weekly_budget: float
    max_multiple: float
    lines: list[PlanLine]
    months: list[PlanMonth]
    gain: Interval80
    probability_gain: float
    next_dollar: float
    optimality_gap: float
    risk: Risk = "prudent"
    free: bool = False
    target_return: float = 1.0
    next_thousand: Interval80 | None = None
    schedule: list[PlanWeek] = Field(default_factory=list)
    steps: list[Step] = Field(default_factory=list)
    recheck: dt.date | None = None
    stop_rule: StopRule | None = None
    cash: list[CashMonth] = Field(default_factory=list)
    binding: list[Binding] = Field(default_factory=list)
    fewest: list[FewMoves] = Field(default_factory=list)
    costs: list[CostDecision] = Field(default_factory=list)
