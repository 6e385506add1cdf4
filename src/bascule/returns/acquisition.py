"""The first return: what spending brings at once, with all its costs, and what a new customer costs."""

import datetime as dt
from typing import Literal

from bascule.plans import Frozen, Interval90, Reason

CostKind = Literal["media", "agency", "tool", "freelance", "payroll", "content", "event", "other"]


class CostLine(Frozen):
    """What one kind of marketing cost came to in the last year, currency.

    `origin` tells the kind of source: files (invoices, exports), books, or hours times what an hour costs.
    """

    kind: CostKind
    amount: float
    origin: Literal["files", "books", "hours"]


class ChannelAcquisition(Frozen):
    """One channel's year: what it cost in all, what it claims, what it really brought, what its customers cost.

    `media` is paid to platforms and vendors; `other` its share of agencies, tools and people (currency).
    `claimed_roas` is per dollar of media over the whole history, as in the channel's decision. `iroas` is incremental
    revenue per dollar of media, as in the channel's decision: what lasts beyond the history is counted in it.
    `iroas_loaded` is the same per dollar of all its costs. `margin_return_long` is the margin of the latter (1 breaks
    even), `margin_return` the same in the short run alone. These four are None where no media is bought: nothing then
    tells what the channel brings.

    `new_customers` are incremental, of the short run. `cac_loaded` and `cac_paid` are all costs, and media, per one
    of them; a draw of fewer than one customer counts as one, so that they end at what was spent. `payback_months` is
    when the margin of such a customer has repaid `cac_loaded`; `never_share` the chance that it is not within
    `returns.PAYBACK_MONTHS` (its draws are then not in the interval).
    """

    channel: str
    media: float
    other: float
    claimed_roas: float | None = None
    iroas: Interval90 | None = None
    iroas_loaded: Interval90 | None = None
    margin_return: Interval90 | None = None
    margin_return_long: Interval90 | None = None
    new_customers: Interval90 | None = None
    cac_loaded: Interval90 | None = None
    cac_paid: Interval90 | None = None
    payback_months: Interval90 | None = None
    never_share: float | None = None


class QuarterLine(Frozen):
    """One calendar quarter: spend, sales, new customers and the ratios of all of them (nothing incremental).

    `cac_paid` and `cac_loaded` are media, and all costs, per new customer whatever brought it, with the interval of a
    count so small; `whole` is False where the data do not cover all of its days, between `start` and `end`: amounts
    are then of the days covered. What a period of it does not know, it does not: `revenue`, `new_customers` and their
    ratios are None, and `cac_loaded` where the quarter begins before the first cost known beside media.
    """

    start: dt.date
    end: dt.date
    whole: bool
    media: float
    cost: float
    revenue: float | None = None
    new_customers: float | None = None
    mer: float | None = None
    cac_paid: Interval90 | None = None
    cac_loaded: Interval90 | None = None


class StageLine(Frozen):
    """Deals that reached a stage at least: how many, what became of them, and how many such deals are won in the end.

    `win_rate` counts deals still open for what deals of their age became.
    """

    stage: str
    reached: int
    won: int
    lost: int
    open: int
    win_rate: Interval90


class OriginLine(Frozen):
    """Deals by where they came from; `cycle_days` of the won ones, `value` their mean amount (currency)."""

    origin: str
    deals: int
    won: int
    lost: int
    open: int
    win_rate: Interval90
    cycle_days: Interval90 | None = None
    value: Interval90 | None = None


class Funnel(Frozen):
    """How deals are won.

    `win_rate` is the share won in the end, deals still open counted for what deals of their age became;
    `cycle_days` the median from creation to signature with its interval; `value` the mean of won deals (currency);
    `slow_days` 90 % of the won deals were signed within. `stages` in order, empty where no stage history exists.
    """

    deals: int
    won: int
    lost: int
    open: int
    win_rate: Interval90
    cycle_days: Interval90 | None
    slow_days: float | None
    value: Interval90 | None
    origins: tuple[OriginLine, ...]
    stages: tuple[StageLine, ...] = ()
    lost_on_price_share: Interval90 | None = None
    notes: tuple[Reason, ...] = ()


class Acquisition(Frozen):
    """The acquisition pillar of the last year, all channels together.

    `spend` is media alone, `cost` everything (currency), `costs` the same by kind, those of no amount left out; `mer`
    is total revenue over media, which credits advertising with all sales, and `claimed_roas` what platforms claim per
    dollar of the media of those that claim. `iroas` is incremental revenue per dollar of media, what lasts beyond the
    history counted, and `margin_return` its margin; `iroas_loaded` is the same revenue per dollar of all costs, and
    `margin_return_long` its margin; `margin_return_loaded` is that margin in the short run alone.

    `new_customers` are all that came, whatever brought them, in the periods of the year that count them; `cac_*` are
    blended: the costs of those periods over all new customers, with the interval of a count so small. The other
    fields are those of a channel. The field's target is 3 to 5 of revenue per dollar; `break_even_iroas` is the
    company's own, 1 / m. `notes` says which costs are not known, and what was shared or taken by judgement.
    """

    spend: float
    cost: float
    costs: tuple[CostLine, ...]
    mer: float | None
    break_even_iroas: float
    target_iroas: tuple[float, float] = (3.0, 5.0)
    claimed_roas: float | None = None
    iroas: Interval90 | None = None
    iroas_loaded: Interval90 | None = None
    margin_return: Interval90 | None = None
    margin_return_loaded: Interval90 | None = None
    margin_return_long: Interval90 | None = None
    new_customers: float | None = None
    cac_paid: Interval90 | None = None
    cac_loaded: Interval90 | None = None
    payback_months: Interval90 | None = None
    never_share: float | None = None
    channels: tuple[ChannelAcquisition, ...] = ()
    quarters: tuple[QuarterLine, ...] = ()
    funnel: Funnel | None = None
    notes: tuple[Reason, ...] = ()
