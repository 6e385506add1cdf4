"""The contract others rely on: `decisions.json`, schema `bascule/decisions/1`."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from bascule.panel import Evidence
from bascule.plans import Frozen, Hindsight, Interval80, Interval90, Plan, PlanLine, PlanMonth, Reason, Verdict
from bascule.proposals import NextTest
from bascule.returns import Maturity, Returns, Transition

__all__ = [
    "ChannelDecision", "Check", "CompanyLine", "Decisions", "Frozen", "Hindsight", "Interval80", "Interval90",
    "NextTest", "Plan", "PlanLine", "PlanMonth", "Reason", "Severity", "Verdict", "Window",
]  # fmt: skip

Severity = Literal["pass", "review", "fail"]


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


class Decisions(Frozen):
    """Everything `bascule run` decides, as written in `decisions.json`."""

    schema_: Literal["bascule/decisions/1"] = Field(default="bascule/decisions/1", alias="schema")
    company: CompanyLine
    window: Window
    channels: list[ChannelDecision]
    plan: Plan | None
    hindsight: Hindsight | None = None
    next_test: NextTest | None = None
    returns: Returns | None = None
    transition: Transition | None = None
    tipping_point: dict[str, Any] | None = None
    independence: dict[str, Any] | None = None
    maturity: Maturity | None = None
    checks: list[Check]

    def to_json(self) -> str:
        """Return the JSON text, field names as in the contract."""
        return self.model_dump_json(by_alias=True, indent=1)
