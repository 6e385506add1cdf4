"""The three returns of one budget side by side, nothing counted twice."""

from typing import Literal

from bascule.plans import Frozen, Interval90, Reason, Verdict

PillarName = Literal["acquisition", "structure", "brand"]


class Pillar(Frozen):
    """What one pillar brings of a year's budget: margin (currency) and margin per dollar of it.

    `proven` tells whether the company's own data speak; False where the figure is that of published studies alone.
    `missing` says why there is no figure.
    """

    name: PillarName
    margin: Interval90 | None
    per_dollar: Interval90 | None
    proven: bool = False
    missing: Reason | None = None


class VerdictChange(Frozen):
    """The verdict of a channel on what it brings at once, and with what lasts beyond counted."""

    channel: str
    short: Verdict
    long: Verdict
    short_return: Interval90
    long_return: Interval90


class Together(Frozen):
    """One budget, three returns that add up.

    `budget` is all that marketing cost in a year, fees and media (currency). Acquisition is the margin of the sales
    that spending brought at once; structure the margin that the customers so won leave later, within `months`; brand
    what lasts beyond at the rate of published studies, less what structure already counts. `net` is margin less
    budget; `earns_share` the chance that it is above zero.
    """

    budget: float
    months: int
    pillars: tuple[Pillar, ...]
    margin: Interval90
    net: Interval90
    per_dollar: Interval90
    earns_share: float
    verdicts: tuple[VerdictChange, ...]
