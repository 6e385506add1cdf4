"""The days of a history: money told by period or by stretch of time, spread evenly over its days."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.mmm.posterior import year
from bascule.panel import Floats, Panel


@dataclass(frozen=True)
class Days:
    """The days of a panel.

    Attributes
    ----------
    first : datetime.date
        First day of the panel.
    lengths : array of int, shape (periods,)
        Days in each period.
    recent : int
        Periods of the last year.
    """

    first: dt.date
    lengths: NDArray[np.int64]
    recent: int

    @classmethod
    def of(cls, panel: Panel) -> "Days":
        """Return the days of a panel's periods."""
        last = panel.dates[-1]
        month = last.astype("datetime64[M]") + np.timedelta64(1, "M")
        after = last + np.timedelta64(7, "D") if panel.period == "week" else month.astype("datetime64[D]")
        ends = np.append(panel.dates[1:], after)
        return cls(panel.dates[0].astype(dt.date), (ends - panel.dates).astype(int), year(panel))

    def __len__(self) -> int:
        return int(self.lengths.sum())

    @property
    def end(self) -> dt.date:
        """Last day of the panel."""
        return self.first + dt.timedelta(days=len(self) - 1)

    @property
    def year(self) -> slice:
        """The days of the last year, among those of the panel."""
        return slice(len(self) - int(self.lengths[-self.recent :].sum()), len(self))

    @property
    def year_start(self) -> dt.date:
        """First day of the last year."""
        return self.first + dt.timedelta(days=self.year.start)

    def spread(self, by_period: Floats) -> Floats:
        """Return figures by period, (periods,), spread over their days, (days,); NaN stays NaN."""
        return np.repeat(by_period / self.lengths, self.lengths)

    def summed(self, daily: Floats) -> Floats:
        """Return daily figures, (days,), summed by period, (periods,)."""
        starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        return np.asarray(np.add.reduceat(daily, starts))

    def stretches(self, rows: pl.DataFrame, start: str, end: str, amount: str) -> Floats:
        """Return the sum by day, (days,), of amounts each spread evenly from a first to a last day.

        What falls outside of the panel is left out; so are rows that lack a day or the amount.
        """
        known = rows.select(start, end, amount).drop_nulls().filter(pl.col(end) >= pl.col(start))
        begins, stops = (
            (known[name].cast(pl.Date).to_numpy() - np.datetime64(self.first)).astype(int) for name in (start, end)
        )
        a_day = known[amount].to_numpy() / (stops - begins + 1)
        change = np.zeros(len(self) + 1)
        np.add.at(change, np.clip(begins, 0, len(self)), a_day)
        np.add.at(change, np.clip(stops + 1, 0, len(self)), -a_day)
        covered = self.covered(known, start, end)
        # Sums of differences leave dust where nothing is paid.
        return np.where(covered, np.cumsum(change)[:-1], 0.0)

    def covered(self, rows: pl.DataFrame, start: str, end: str) -> NDArray[np.bool_]:
        """Tell the days, (days,), within one row at least."""
        known = rows.select(pl.col(start).cast(pl.Date), pl.col(end).cast(pl.Date)).drop_nulls()
        begins, stops = ((known[name].to_numpy() - np.datetime64(self.first)).astype(int) for name in (start, end))
        change = np.zeros(len(self) + 1, dtype=int)
        np.add.at(change, np.clip(begins, 0, len(self)), 1)
        np.add.at(change, np.clip(stops + 1, 0, len(self)), -1)
        return np.asarray(np.cumsum(change)[:-1] > 0)
