"""What a test of a channel found: the lift in the outcome and in money, how sure, and what was assumed."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from scipy.stats import norm, t

from bascule.errors import BasculeError

Method = Literal["holdout", "geo", "switchback", "before-after"]
Note = tuple[str, dict[str, object]]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """What a method reads in the figures alone, before dates, channel and money.

    Attributes
    ----------
    lift : float, units of the outcome
        What came in the whole test that would not have come otherwise.
    error : float, units of the outcome
        Standard error of `lift`.
    freedom : float
        Degrees of freedom of that error (Student's t); infinite when it is known well.
    baseline : float, units of the outcome
        What would have come where and when the channel was tested, without the change.
    p_value : float or None
        Chance of a lift at least as large, either way, if there were none.
    assumptions : tuple of str
        Codes of :data:`bascule.locale.wording.trial_reading.ASSUMPTIONS`.
    notes : tuple of (code, params)
        What the reader should know: a bad draw, a short history, the method chosen.
    """

    lift: float
    error: float
    freedom: float
    baseline: float
    p_value: float | None
    assumptions: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    @property
    def turned(self) -> "Estimate":
        """The same test read as the effect of the spending that was taken away.

        Examples
        --------
        >>> lost = Estimate(-100.0, 20.0, 9.0, 1000.0, 0.01, ())
        >>> lost.turned.lift, lost.turned.baseline, lost.turned.assumptions
        (100.0, 900.0, ('spend_withdrawn',))
        """
        return replace(
            self, lift=-self.lift, baseline=self.baseline + self.lift,
            assumptions=("spend_withdrawn", *self.assumptions),
        )  # fmt: skip


@dataclass(frozen=True)
class TestResult:
    """What a test of one channel found.

    Attributes
    ----------
    channel : str
    method : {'holdout', 'geo', 'switchback', 'before-after'}
    start, end : datetime.date
        First and last day, both in the test.
    estimate : Estimate
        In the units of the outcome.
    spend : float or None, company currency
        The spending tested: the difference between with and without; None when it is not known.
    value : float or None, company currency
        What one unit of the outcome is worth: 1 for sales in money; None for a count of unknown value.

    Examples
    --------
    >>> found = TestResult(
    ...     "radio", "geo", dt.date(2026, 3, 2), dt.date(2026, 3, 29),
    ...     Estimate(120.0, 40.0, math.inf, 2400.0, 0.01, ()), spend=3000.0, value=50.0,
    ... )
    >>> found.lift_money, found.iroas, found.relative_lift
    (6000.0, 2.0, 0.05)
    >>> [round(bound, 1) for bound in found.interval(0.9)]
    [54.2, 185.8]
    """

    __test__: ClassVar[bool] = False

    channel: str
    method: Method
    start: dt.date
    end: dt.date
    estimate: Estimate
    spend: float | None = None
    value: float | None = None

    @property
    def lift(self) -> float:
        """Lift of the whole test, units of the outcome."""
        return self.estimate.lift

    @property
    def standard_error(self) -> float:
        """Standard error of the lift, units of the outcome."""
        return self.estimate.error

    @property
    def p_value(self) -> float | None:
        """Chance of a lift at least as large, either way, if there were none."""
        return self.estimate.p_value

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Codes of what the reading takes for granted."""
        return self.estimate.assumptions

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the reader should know of the reading: (code, params)."""
        return self.estimate.notes

    @property
    def relative_lift(self) -> float:
        """Lift over what would have come without the spending; NaN when nothing would have."""
        return self.lift / self.estimate.baseline if self.estimate.baseline > 0 else math.nan

    @property
    def chance(self) -> float:
        """Probability that the lift is above zero, as far as the error tells."""
        return float(t.cdf(self.lift / self.standard_error, self.estimate.freedom))

    def interval(self, level: float) -> Interval:
        """Return the interval of the lift, units of the outcome, that holds it with probability `level`."""
        half = float(t.ppf(0.5 + level / 2, self.estimate.freedom)) * self.standard_error
        return self.lift - half, self.lift + half

    @property
    def lift_money(self) -> float | None:
        """Lift of the whole test, company currency; None when a unit's value is not known."""
        return None if self.value is None else self.lift * self.value

    def money_interval(self, level: float) -> Interval | None:
        """Return the interval of the lift in company currency; None when a unit's value is not known."""
        low, high = self.interval(level)
        return None if self.value is None else (low * self.value, high * self.value)

    @property
    def iroas(self) -> float | None:
        """Incremental revenue per dollar tested; None when the value or the spending is not known."""
        return None if self.lift_money is None or not self.spend else self.lift_money / self.spend

    def iroas_interval(self, level: float) -> Interval | None:
        """Return the interval of the incremental revenue per dollar tested; None as for :attr:`iroas`."""
        bounds = self.money_interval(level)
        return None if bounds is None or not self.spend else (bounds[0] / self.spend, bounds[1] / self.spend)

    def to_row(self) -> dict[str, str]:
        """Return the row of `experiments.csv`, as :mod:`bascule.ingest.sources.experiments_csv` reads it.

        Notes
        -----
        The model takes a test in as a Normal likelihood. The error written is the one whose Normal 90 % interval is as
        wide as ours, so that an error known from a few placebo periods only is not taken for a sure one.

        Raises
        ------
        BasculeError
            `trial_value_missing` or `trial_spend_missing`: what the row cannot do without.

        Examples
        --------
        >>> few = Estimate(900.0, 300.0, 3.0, 9000.0, 0.1, ())
        >>> first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 29)
        >>> TestResult("radio", "geo", first, last, few, 600.0, 1.0).to_row()["lift_error"]
        '429.22'
        """
        if self.value is None or self.lift_money is None:
            raise BasculeError("trial_value_missing", channel=self.channel)
        if not self.spend:
            raise BasculeError("trial_spend_missing", channel=self.channel)
        low, high = self.interval(0.9)
        error = (high - low) / 2 / float(norm.ppf(0.95)) * self.value
        return {
            "channel": self.channel,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "lift": f"{self.lift_money:.2f}",
            "lift_error": f"{max(error, 0.01):.2f}",
            "spend": f"{self.spend:.2f}",
        }


def result(
    estimate: Estimate,
    channel: str,
    method: Method,
    period: tuple[dt.date, dt.date],
    spend: float | None,
    value: float | None,
) -> TestResult:
    """Return what a test found, from what its figures say and what it cost.

    Parameters
    ----------
    estimate : Estimate
        Outcome with the change, less the outcome without.
    channel : str
    method : {'holdout', 'geo', 'switchback', 'before-after'}
    period : (first day, last day)
    spend : float or None, company currency
        Below zero when the change took spending away: the lift is then what that spending brought.
    value : float or None, company currency per unit of the outcome

    Raises
    ------
    BasculeError
        `trial_no_variation` when the figures never vary, so that nothing says how sure the lift is.

    Examples
    --------
    >>> stopped = Estimate(-300.0, 100.0, math.inf, 5000.0, 0.01, ())
    >>> found = result(stopped, "flyers", "geo", (dt.date(2026, 3, 2), dt.date(2026, 3, 29)), -200.0, 1.0)
    >>> found.lift, found.spend, found.iroas
    (300.0, 200.0, 1.5)
    """
    if not estimate.error > 0 or not math.isfinite(estimate.lift):
        raise BasculeError("trial_no_variation")
    if spend is not None and spend < 0:
        estimate, spend = estimate.turned, -spend
    return TestResult(channel, method, *period, estimate, spend, value)
