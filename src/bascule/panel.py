"""The arrays the response model reads: one row a period, one column a channel."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Period = Literal["week", "month"]
# The panel's arrays of what platforms report, (periods, channels) each.
CLAIMS = ("claimed_revenue", "claimed_conversions", "impressions", "clicks")
WEEKS_PER_MONTH = 365.25 / 12 / 7
Evidence = Literal["prior", "claims", "natural", "model", "experiment"]


ProxyKind = Literal["brand", "category", "organic", "driver"]


@dataclass(frozen=True)
class Proxy:
    """Something that moves with demand or sales and that nobody spends on, period by period.

    Attributes
    ----------
    name : str
        As the file writes it, or a code of :data:`bascule.locale.wording.vocabulary.PROXIES`; unique in its kind.
    kind : {'brand', 'category', 'organic', 'driver'}
        Searches for the brand, searches for what it sells, visits nobody paid for, or what moves sales from
        outside (weather, a rival's price).
    values : array of shape (periods,)
        Counts per period, or the mean of an index over the days of the period; NaN where unknown.
    """

    name: str
    kind: ProxyKind
    values: Floats


@dataclass(frozen=True)
class Experiment:
    """What a planned test of one channel found.

    Attributes
    ----------
    channel : str
        One of the panel's.
    start, end : datetime.date
        First and last day, both in the test.
    lift : float, company currency
        Incremental revenue of the whole test: what would not have come without the spending tested.
    lift_error : float, company currency
        Standard error of `lift`, above zero.
    spend : float or None, company currency
        The spending tested: the difference between with and without.
    """

    channel: str
    start: dt.date
    end: dt.date
    lift: float
    lift_error: float
    spend: float | None

    @property
    def iroas(self) -> float:
        """Incremental revenue per dollar tested; NaN when the spending is not known.

        Examples
        --------
        >>> Experiment("radio", dt.date(2026, 3, 2), dt.date(2026, 3, 29), 9000.0, 3000.0, 6000.0).iroas
        1.5
        """
        return self.lift / self.spend if self.spend else float("nan")

    @property
    def iroas_error(self) -> float:
        """Standard error of `iroas`; NaN when the spending is not known.

        Examples
        --------
        >>> Experiment("radio", dt.date(2026, 3, 2), dt.date(2026, 3, 29), 9000.0, 3000.0, 6000.0).iroas_error
        0.5
        """
        return self.lift_error / self.spend if self.spend else float("nan")


@dataclass(frozen=True)
class FixedCost:
    """Money that leaves whatever is advertised: an agency, a tool, a salary.

    Attributes
    ----------
    name : str
        The vendor, or the kind of cost where no vendor is known.
    kind : str or None
        agency, tool, freelance, payroll, content or event.
    monthly : float, company currency per month
        Mean of its last 12 months, or of those since it began.
    first, last : datetime.date
        First and last day paid for, as far as the files go.
    channels : tuple of str
        The channels its own rows name; of the panel where these are known, else as written.
    """

    name: str
    kind: str | None
    monthly: float
    first: dt.date
    last: dt.date
    channels: tuple[str, ...] = ()


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
    proxies : tuple of Proxy
        Known in at least 80 % of the periods; brand first, then category, organic, drivers.
    experiments : tuple of Experiment
        Planned tests of the panel's channels, by start; their `spend` is known.
    fixed_costs : tuple of FixedCost
        Those still paid at the end of the data, the largest first.
    sales_read : bool
        False where decisions rest on priors and claims alone: the grid is that of the spending, and revenue, mostly or
        wholly unknown, serves only to tell how large the company is.
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
    proxies: tuple[Proxy, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    sales_read: bool = True
    fixed_costs: tuple[FixedCost, ...] = ()

    @property
    def periods(self) -> int:
        """Number of periods."""
        return len(self.dates)

    @property
    def known_periods(self) -> int:
        """Number of periods whose revenue is known."""
        return int((~np.isnan(self.revenue)).sum())

    @property
    def week_share(self) -> float:
        """Share of a period that a week is."""
        return 1.0 if self.period == "week" else 1 / WEEKS_PER_MONTH
