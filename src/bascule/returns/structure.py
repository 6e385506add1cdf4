"""The second return: what customers are worth once they are there, and what keeping them longer would bring."""

import datetime as dt
from typing import Literal

from pydantic import Field

from bascule.plans import Frozen, Interval90, Reason

SegmentName = Literal["new", "loyal", "occasional", "at_risk", "lost"]


class CohortLine(Frozen):
    """Customers who first bought (or signed) in the same period.

    `active` is the share of them that bought (or was still subscribed) in each later period, the first being their own;
    `margin` is what each has left so far, on average, and `lifetime_margin` what each should leave in all over the
    longest horizon, from its first day, discounted (currency per customer).
    """

    start: dt.date
    customers: int
    active: tuple[float, ...]
    margin: float
    lifetime_margin: Interval90 | None = None


class CurvePoint(Frozen):
    """One point of a curve over months since the first purchase: share, its interval, and how many it rests on."""

    month: int
    rate: Interval90
    customers: int


class LifetimeLine(Frozen):
    """Contribution margin that a customer leaves in its first `months`, discounted, acquisition cost not deducted.

    `first` is the margin of the first purchase alone, in it.
    """

    months: int
    margin: Interval90
    first: float


class ChannelLifetime(Frozen):
    """Customers by the channel that the shop says they came through; `lifetime` over the longest horizon."""

    channel: str
    customers: int
    lifetime: Interval90


class SegmentLine(Frozen):
    """Customers an owner can act upon.

    `buying` is their mean chance of buying within 12 months (of being under contract today); `expected` the margin
    they should leave in these, all together (currency); `to_call` how many of them should be called this week,
    `contactable` how many may be written to under the law.
    """

    segment: SegmentName
    customers: int
    buying: float
    expected: Interval90
    past_margin: float
    to_call: int = 0
    contactable: int | None = None


class HoldoutLine(Frozen):
    """Orders of one cohort in the months hidden from the model: forecast with its 90 % interval, and the facts."""

    start: dt.date
    customers: int
    forecast: Interval90
    actual: int


class Holdout(Frozen):
    """The model against facts it had not seen: fitted up to `split`, judged on the `weeks` after it.

    `coverage` is the share of cohorts whose facts fall within the 90 % interval.
    """

    split: dt.date
    weeks: int
    forecast: Interval90
    actual: int
    coverage: float
    cohorts: tuple[HoldoutLine, ...]


class RetentionCase(Frozen):
    """Change of net profit over three years (currency) by one change: better retention, or cheaper acquisition."""

    change: float
    profit: Interval90


class RetentionAgainstAcquisition(Frozen):
    """What keeping customers longer brings beside paying less for them, on the company's own figures.

    `retention` and `acquisition` are the gains by size of the change (0.1 is ten per cent); `equal_cut` is the
    relative cut of acquisition cost that brings as much as +10 % retention (above 1: no cut could), `better_share`
    the chance that +10 % retention brings more than −10 % acquisition cost. `new_customers` are those acquired in a
    year, `cac` what each costs (currency), `yearly` the acquisition cost of a year. `kept` is retention today: the
    share of new customers who buy in their second year, or whose contract runs after one.
    """

    new_customers: float
    cac: float
    cac_is_loaded: bool
    yearly: float
    retention: tuple[RetentionCase, ...]
    acquisition: tuple[RetentionCase, ...]
    equal_cut: Interval90
    better_share: float
    kept: Interval90


class Structure(Frozen):
    """The structure pillar: customers, their cohorts, what each is worth.

    `kind` tells the model: orders (BG/NBD and Gamma-Gamma) or contracts (shifted-beta-geometric). `active` is how many
    customers should buy within 12 months (are under contract today), `expected` the margin they should leave in these.
    `value_correlation` is between value and frequency: lifetime value supposes it near zero. `discount` is yearly.
    """

    kind: Literal["orders", "contracts"]
    customers: int
    start: dt.date
    end: dt.date
    discount: float
    active: Interval90
    expected: Interval90
    repeat_share: Interval90
    cohort_months: int
    cohorts: tuple[CohortLine, ...]
    repeat_curve: tuple[CurvePoint, ...]
    retention_curve: tuple[CurvePoint, ...]
    lifetime: tuple[LifetimeLine, ...]
    by_channel: tuple[ChannelLifetime, ...] = ()
    value_correlation: float | None = None
    segments: tuple[SegmentLine, ...] = ()
    holdout: Holdout | None = None
    retention_against_acquisition: RetentionAgainstAcquisition | None = None
    returned_share: float | None = None
    anonymous_share: float | None = None
    parameters: dict[str, float] = Field(default_factory=dict)
    notes: tuple[Reason, ...] = ()
