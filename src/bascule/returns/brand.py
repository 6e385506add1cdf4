"""The third return: whether the company is wanted for itself, what its prices bear, what slows a sale."""

import datetime as dt
from typing import Literal

from bascule.plans import Frozen, Interval90, Reason

SignalName = Literal[
    "brand_search_share", "interest_share", "direct_visits", "base_sales", "full_price_share", "win_rate",
    "cycle_length", "nps", "reviews",
]  # fmt: skip
How = Literal["measured", "not_measured", "too_short"]


class Signal(Frozen):
    """One thing that tells how much the company is wanted.

    `weight` is its share of the index (weights of what is measured add up to 1), `direction` 1 where more is better,
    -1 where less is; `latest` and `year_ago` are its own figures, in its own unit, means of the last three months and
    of the same months a year before; `periods` the months known; `needs` is the easiest way to measure it (an export,
    a survey), a code of the catalogue.
    """

    name: SignalName
    how: How
    direction: Literal[1, -1]
    weight: float
    latest: float | None = None
    year_ago: float | None = None
    needs: str | None = None
    periods: int = 0


class IndexPoint(Frozen):
    """The index in one month: 100 is its mean over the history, 10 points its usual swing."""

    month: dt.date
    index: Interval90


class Desirability(Frozen):
    """The desirability index month by month; `change` is over the last 12 months (points), `rising_share` its sign."""

    points: tuple[IndexPoint, ...]
    change: Interval90 | None
    rising_share: float | None


class PriceCase(Frozen):
    """Change of margin in a year if all prices changed by `change` (0.01 is +1 %), currency a year.

    `gain_share` is the chance that it is a gain; `beyond_seen` whether no single change of the regular price was as
    large in the history: it is then read along a curve that nobody has walked.
    """

    change: float
    margin: Interval90
    gain_share: float
    beyond_seen: bool = False


class PricingPower(Frozen):
    """How sales answer to the company's own prices.

    `elasticity` is of units to price (−2: +1 % price, −2 % units), its prior included; `evidence` tells whether the
    company's data moved it. `promotion` is the log effect of a usual promotion on units, its own cut included and the
    regular price unchanged. `identified` is False where prices hardly moved, or only with promotions or demand: the
    elasticity is then mostly its prior. `changes` counts those of the regular price.
    """

    elasticity: Interval90
    prior: Interval90
    evidence: Literal["prior", "natural", "survey"]
    identified: bool
    changes: int
    promotion: Interval90 | None
    cases: tuple[PriceCase, ...]
    reasons: tuple[Reason, ...] = ()


class VanWestendorp(Frozen):
    """Four questions on price (Van Westendorp 1976): where the curves cross, with intervals (currency).

    `too_cheap` to `too_expensive` is the range that is acceptable (the points of marginal cheapness and expensiveness),
    `indifference` where as many find it cheap as expensive, `optimal` where as few as possible refuse it. `respondents`
    are those counted, `refused` those whose four prices are not in order. `curve` is (price, share that finds it too
    cheap, cheap, expensive, too expensive).
    """

    respondents: int
    refused: int
    product: str | None = None
    too_cheap: Interval90
    indifference: Interval90
    optimal: Interval90
    too_expensive: Interval90
    curve: tuple[tuple[float, float, float, float, float], ...] = ()
    reasons: tuple[Reason, ...] = ()


class GaborGrangerPoint(Frozen):
    """Share who would buy at a price, and the revenue and margin per hundred asked (currency).

    `share` never rises with the price, its interval is that of the answers at this price alone; `asked` how many were.
    `margin` is None where the price of today, hence the cost of a unit, is not known.
    """

    price: float
    share: Interval90
    revenue: float
    margin: float | None
    asked: int = 0


class GaborGranger(Frozen):
    """Would you buy at this price (Gabor & Granger 1966): demand by price, and the best price with its interval.

    The best prices are among those asked, per unit (currency).
    """

    respondents: int
    product: str | None = None
    points: tuple[GaborGrangerPoint, ...]
    best_revenue: Interval90
    best_margin: Interval90 | None
    reasons: tuple[Reason, ...] = ()


class Friction(Frozen):
    """What slows a sale or gives part of it away, a year, in currency where it can be told.

    `discount_share` is of gross sales given as discounts, `discounts` the same in currency a year; `lost_on_price` is
    the value of quotes lost on price; `cycle_money` the margin that a cycle shorter by a tenth would bring in once.
    """

    discount_share: float | None = None
    discounts: float | None = None
    cycle_days: float | None = None
    cycle_days_year_ago: float | None = None
    cycle_money: float | None = None
    lost_on_price_share: Interval90 | None = None
    lost_on_price: float | None = None
    missing: tuple[Reason, ...] = ()


class Brand(Frozen):
    """The brand pillar.

    `base_revenue` is what would be sold in a year without advertising (currency), as the response model has it, and
    `base_change` its change from the year before (currency a year; the season is in both years): it is what the brand
    (and all else that is not advertising) brings.
    """

    signals: tuple[Signal, ...]
    desirability: Desirability | None
    base_revenue: Interval90 | None
    base_change: Interval90 | None
    pricing: PricingPower | None
    van_westendorp: VanWestendorp | None = None
    gabor_granger: GaborGranger | None = None
    friction: Friction = Friction()
    cheapest: Reason | None = None
    notes: tuple[Reason, ...] = ()
