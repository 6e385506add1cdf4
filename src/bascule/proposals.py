"""Tests of a channel as they are written in `decisions.json`: what each would show, cost and be worth, day by day."""

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from bascule.plans import Frozen, Reason

DesignName = Literal["switchback", "staggered_stop", "list_holdout", "postal_split", "regions"]
Action = Literal["on", "off", "part", "hold_out", "split", "usual", "read"]
ErrorSource = Literal["placebo", "residuals", "orders"]


class CalendarEntry(Frozen):
    """What to do on one day: `weekly` is then spent on the channel (currency per week), for `weeks` weeks."""

    date: dt.date
    action: Action
    weeks: int
    weekly: float


class TestProposal(Frozen):
    """One test of one channel that could be run.

    `start` and `end` are its first and last day. `share` is the part held back of the channel (or of the list, or of
    the area) while it is held back, `off_weeks` how many weeks of spending that makes in all, `spend` the same in
    currency: the spending tested. `error` is the standard error of the iroas that the test would give, `error_from`
    what it was worked out from; `power` the chance that the channel's expected effect shows (one-sided, 10 %).
    `forgone` is the expected margin of what is held back less what is not spent, below zero where the channel loses;
    `cost` adds the `fees`. `value` is the expected value of what the test tells, in margin of the next plan; `most`
    bounds it: that of knowing the channel's return exactly. `net_value` is the value less the cost, or less the fees
    where the channel loses: what is saved then could be saved without a test. All in currency.
    """

    __test__: ClassVar[bool] = False

    channel: str
    design: DesignName
    start: dt.date
    end: dt.date
    weeks: int
    share: float
    off_weeks: float
    spend: float
    error: float
    error_from: ErrorSource
    power: float
    forgone: float
    fees: float
    cost: float
    value: float
    most: float
    net_value: float
    worth: bool
    calendar: list[CalendarEntry]
    reasons: list[Reason] = Field(default_factory=list)


class NextTest(Frozen):
    """The next test worth paying for, or none, among what could be run.

    `candidates` holds the best duration of each design of each channel, by `net_value`; `best_value` is the greatest
    value among them (currency), 0 without any. `horizon_weeks` is how long after a test its answer is put to use.
    """

    recommended: TestProposal | None
    candidates: list[TestProposal]
    best_value: float
    horizon_weeks: int
    left_out: list[Reason] = Field(default_factory=list)
