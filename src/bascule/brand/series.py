"""A signal of desirability month by month, in its own unit, with the error of its counts where it has some."""

from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.panel import Floats
from bascule.plans import Reason
from bascule.returns.brand import SignalName

Months = NDArray[np.datetime64]
# Fewer months, or over less than a year, show no movement that an index could be made of.
LEAST_KNOWN, LEAST_SPAN = 4, 12


@dataclass(frozen=True)
class Series:
    """One signal, month after month.

    Attributes
    ----------
    name : str
    months : array of shape (months,), datetime64[M]
        Without a gap, first and last known.
    values : array of shape (months,)
        In the signal's own unit (see :data:`bascule.brand.known.KNOWN`); NaN where unknown.
    errors : array of shape (months,)
        Standard error of each value that its counts alone make (binomial, Poisson), same unit; NaN where there is no
        count to tell it from.
    scale : {'plain', 'log'}
        How it enters the index: shares and marks as they are, amounts and durations by their logarithm.
    notes : tuple of Reason
        How it was read where there was a choice.
    """

    name: SignalName
    months: Months
    values: Floats
    errors: Floats
    scale: Literal["plain", "log"] = "plain"
    notes: tuple[Reason, ...] = field(default=())

    @classmethod
    def of(
        cls,
        name: SignalName,
        frame: pl.DataFrame,
        scale: Literal["plain", "log"] = "plain",
        notes: tuple[Reason, ...] = (),
    ) -> Self | None:
        """Return the series of a frame with `month`, `value` and `error`; None where no value is known.

        Examples
        --------
        >>> import datetime as dt
        >>> rows = {"month": [dt.date(2026, 1, 1), dt.date(2026, 3, 1)], "value": [0.2, 0.3], "error": [0.1, 0.1]}
        >>> Series.of("win_rate", pl.DataFrame(rows)).values
        array([0.2, nan, 0.3])
        """
        known = frame.filter(pl.col("value").is_finite()).sort("month")
        if known.is_empty():
            return None
        at = known["month"].to_numpy().astype("datetime64[M]")
        months = np.arange(at[0], at[-1] + np.timedelta64(1, "M"))
        values, errors = np.full(len(months), np.nan), np.full(len(months), np.nan)
        where = (at - at[0]).astype(int)
        values[where] = known["value"].to_numpy()
        errors[where] = known["error"].cast(pl.Float64).fill_null(np.nan).to_numpy()
        return cls(name, months, values, errors, scale, notes)

    @property
    def known(self) -> int:
        """Number of months known.

        Examples
        --------
        >>> flat = np.array([1.0, np.nan])
        >>> Series("nps", np.arange("2026-01", "2026-03", dtype="datetime64[M]"), flat, flat).known
        1
        """
        return int(np.isfinite(self.values).sum())

    @property
    def usable(self) -> bool:
        """Whether it is long enough, and moves, to enter the index."""
        values = self.values[np.isfinite(self.values)]
        long = len(self.months) >= LEAST_SPAN and len(values) >= LEAST_KNOWN
        return bool(long and np.ptp(values) > 1e-9 * max(1.0, float(np.abs(values).max())))

    def beside(self, end: np.datetime64, months: int = 3) -> tuple[float | None, float | None]:
        """Return the mean of the months known among the `months` that end with `end`, and that of a year before.

        None where nothing is known; a year before, where one of the very same months is not known.

        Examples
        --------
        >>> values = np.arange(13.0)
        >>> series = Series("nps", np.arange("2025-01", "2026-02", dtype="datetime64[M]"), values, values)
        >>> series.beside(np.datetime64("2026-01")), series.beside(np.datetime64("2026-02"), 2)
        ((11.0, None), (12.0, 0.0))
        """
        known = np.isfinite(self.values)
        there = np.flatnonzero(known & (self.months <= end) & (self.months > end - np.timedelta64(months, "M")))
        if not there.size:
            return None, None
        before = there - 12
        same = bool((before >= 0).all() and known[before].all())
        return float(self.values[there].mean()), float(self.values[before].mean()) if same else None
