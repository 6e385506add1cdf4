"""What is asked of a test's file, and what may be taken from the company's own history."""

import datetime as dt
from dataclasses import dataclass

from bascule.errors import BasculeError


@dataclass(frozen=True)
class Asked:
    """What the user says of a test.

    Attributes
    ----------
    channel : str
    start, end : datetime.date or None
        First and last day of the test, both in it; None where the rows have no dates.
    treated : tuple of str
        Places, or arms, that got the change.
    spend : float or None, company currency
        The spending tested; below zero when it was taken away.
    unit_value : float or None, company currency
        What one unit of the outcome brings, for a count.
    share : float or None
        Share of customers that the draw meant to treat.
    washout : int
        Periods left out after each switch.
    """

    channel: str
    start: dt.date | None = None
    end: dt.date | None = None
    treated: tuple[str, ...] = ()
    spend: float | None = None
    unit_value: float | None = None
    share: float | None = None
    washout: int = 1

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day of the test.

        Raises
        ------
        BasculeError
            `trial_dates_missing` or `trial_dates_backwards`.

        Examples
        --------
        >>> Asked("radio", dt.date(2026, 3, 2), dt.date(2026, 3, 29)).period[1]
        datetime.date(2026, 3, 29)
        """
        if self.start is None or self.end is None:
            raise BasculeError("trial_dates_missing")
        if self.start > self.end:
            raise BasculeError("trial_dates_backwards", start_date=self.start, end_date=self.end)
        return self.start, self.end
