"""The regular time grid of a company: weeks on one weekday, or months, and which of them are wholly known."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from bascule.errors import BasculeError
from bascule.panel import Period

MONDAY = 1
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Grid:
    """Consecutive periods: their first and last days."""

    period: Period
    starts: tuple[dt.date, ...]
    ends: tuple[dt.date, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def slice(self, first: int, last: int) -> "Grid":
        """Return the periods from `first` up to, not including, `last`."""
        return Grid(self.period, self.starts[first:last], self.ends[first:last])


def weekly(first: dt.date, last: dt.date, weekday: int = MONDAY) -> Grid:
    """Return the weeks that touch a stretch of time, from the ISO weekday given.

    Examples
    --------
    >>> weekly(dt.date(2026, 9, 2), dt.date(2026, 9, 8)).starts
    (datetime.date(2026, 8, 31), datetime.date(2026, 9, 7))
    """
    start = first - dt.timedelta(days=(first.isoweekday() - weekday) % 7)
    starts = []
    while start <= last:
        starts.append(start)
        start += _WEEK
    return Grid("week", tuple(starts), tuple(start + _WEEK - _DAY for start in starts))


def monthly(first: dt.date, last: dt.date) -> Grid:
    """Return the months that touch a stretch of time.

    Examples
    --------
    >>> monthly(dt.date(2026, 1, 5), dt.date(2026, 2, 1)).ends
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 28))
    """
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1)
    starts = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
    return Grid("month", tuple(starts[:-1]), tuple(after - _DAY for _, after in pairwise(starts)))


def anchor(weekly_starts: dict[int, dt.date]) -> int:
    """Return the weekday that weekly rows begin on; Monday when there are none.

    Parameters
    ----------
    weekly_starts : dict
        ISO weekday → an example of a date, over every weekly row.

    Raises
    ------
    BasculeError
        `week_anchors_differ`: weeks that do not coincide cannot be compared.

    Examples
    --------
    >>> anchor({}), anchor({7: dt.date(2026, 9, 6)})
    (1, 7)
    """
    if len(weekly_starts) > 1:
        one, other = list(weekly_starts.values())[:2]
        raise BasculeError("week_anchors_differ", one_date=one.isoformat(), other_date=other.isoformat())
    return next(iter(weekly_starts), MONDAY)
