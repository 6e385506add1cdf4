"""The arrays the response model reads: one row a period, one column a channel."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Period = Literal["week", "month"]
WEEKS_PER_MONTH = 365.25 / 12 / 7
Evidence = Literal["prior", "claims", "natural", "model", "experiment"]


@dataclass(frozen=True)
class Panel:
    """A company's history on a regular time grid; unknown values are NaN, never zero.

    Attributes
    ----------
    dates : array of shape (periods,), datetime64[D]
        First day of each period.
    period : {'week', 'month'}
    channels : tuple of str
        Names of the channels, in the order of the columns below.
    spend : array of shape (periods, channels), company currency per period
    claimed_revenue, claimed_conversions, impressions, clicks : arrays of shape (periods, channels)
        What the platforms report; NaN where they report nothing.
    revenue : array of shape (periods,), company currency per period
        Net of discounts, refunds, taxes and shipping where these are known.
    orders, new_customers, price_index, promo : arrays of shape (periods,)
        NaN where unknown. `promo` is 0 to 1, `price_index` is 1 at the usual price.
    notes : tuple of (code, params)
        What was decided while building the panel and the reader should know (gaps, partial weeks …).
    """

    dates: NDArray[np.datetime64]
    period: Period
    channels: tuple[str, ...]
    spend: Floats
    claimed_revenue: Floats
    claimed_conversions: Floats
    impressions: Floats
    clicks: Floats
    revenue: Floats
    orders: Floats
    new_customers: Floats
    price_index: Floats
    promo: Floats
    notes: tuple[tuple[str, dict[str, object]], ...] = field(default=())

    @property
    def periods(self) -> int:
        """Number of periods."""
        return len(self.dates)

    @property
    def week_share(self) -> float:
        """Share of a period that a week is."""
        return 1.0 if self.period == "week" else 1 / WEEKS_PER_MONTH
