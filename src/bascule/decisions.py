"""The contract others rely on: `decisions.json`, schema `bascule/decisions/1`."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bascule.panel import Evidence

Verdict = Literal["scale", "keep", "test", "stop"]

Severity = Literal["pass", "review", "fail"]


class Frozen(BaseModel):
    """A result: immutable, no unknown field, no NaN in its JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)


class Interval90(Frozen):
    """Median and 90 % interval."""

    p05: float
    p50: float
    p95: float


class Interval80(Frozen):
    """Median and 80 % interval."""

    p10: float
    p50: float
    p90: float


class Reason(Frozen):
    """Why, as a code of the catalogue and its parameters."""

    code: str
    params: dict[str, Any] = Field(default_factory=dict)


class Check(Reason):
    """A finding about the data or the model, with what to make of it."""

    severity: Severity


class CompanyLine(Frozen):
    """Who the decisions are for."""

    name: str
    currency: str
    gross_margin: float


class Window(Frozen):
    """The history read: first and last day, and how many periods."""

    start: dt.date
    end: dt.date
    period: Literal["week", "month"]
    periods: int


class ChannelDecision(Frozen):
    """One channel: what it costs, what it brings, how we know, and what to do.

    `spend` is that of the last 52 weeks; `iroas` the incremental revenue per dollar of it, carry-over after the
    window included; `money_at_stake` the margin lost or gained in a year by ignoring the verdict (currency).
    `probability_earns` is P(margin_return > 1).
    """

    channel: str
    channel_class: str = Field(alias="class")
    spend: float
    claimed_roas: float | None
    iroas: Interval90
    mroas: Interval90
    margin_return: Interval90
    probability_earns: float
    evidence: Evidence
    verdict: Verdict
    money_at_stake: float
    reasons: list[Reason]

    @property
    def own_word(self) -> bool:
        """Whether the figure is the starting point that the company itself gave, which no data moved."""
        return any(reason.code == "evidence_edited" for reason in self.reasons)


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


class Plan(Frozen):
    """The best plan found for the budget, horizon and bounds; its lines sum to `weekly_budget` to the cent.

    `gain` is the margin over the horizon less that of the usual plan; `probability_gain` is P(gain > 0);
    `next_dollar` the margin that one more dollar a week in total would bring, per dollar.
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


class Decisions(Frozen):
    """Everything `bascule run` decides, as written in `decisions.json`."""

    schema_: Literal["bascule/decisions/1"] = Field(default="bascule/decisions/1", alias="schema")
    company: CompanyLine
    window: Window
    channels: list[ChannelDecision]
    plan: Plan | None
    next_test: dict[str, Any] | None = None
    returns: dict[str, Any] | None = None
    tipping_point: dict[str, Any] | None = None
    independence: dict[str, Any] | None = None
    maturity: dict[str, Any] | None = None
    checks: list[Check]

    def to_json(self) -> str:
        """Return the JSON text, field names as in the contract."""
        return self.model_dump_json(by_alias=True, indent=1)
