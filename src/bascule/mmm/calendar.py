"""Days that move sales whatever the advertising: one column of the panel for each, 0 to 1."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from bascule.panel import Floats, Panel

# Québec's construction industry closes for two weeks from the second-last Sunday of July.
CONSTRUCTION_DAYS = 14


def thanksgiving_friday(year: int) -> dt.date:
    """Return the Friday after the fourth Thursday of November, when the November sales start.

    Examples
    --------
    >>> thanksgiving_friday(2026)
    datetime.date(2026, 11, 27)
    """
    first = dt.date(year, 11, 1)
    thursday = first + dt.timedelta(days=(3 - first.weekday()) % 7 + 21)
    return thursday + dt.timedelta(days=1)


def construction_holiday(year: int) -> dt.date:
    """Return the first day of Québec's construction holiday, two weeks from the second-last Sunday of July.

    As the Commission de la construction du Québec has set it from year to year.

    Examples
    --------
    >>> construction_holiday(2026), construction_holiday(2025)
    (datetime.date(2026, 7, 19), datetime.date(2025, 7, 20))
    """
    last = dt.date(year, 7, 31)
    sunday = last - dt.timedelta(days=(last.weekday() + 1) % 7)
    return sunday - dt.timedelta(days=7)


def statutory(province: str | None, currency: str, years: range) -> set[dt.date]:
    """Return public holidays: of the province, else of the country whose money it is, else none."""
    import holidays

    if province is not None:
        return set(holidays.country_holidays("CA", subdiv=province, years=list(years)))
    if currency == "USD":
        return set(holidays.country_holidays("US", years=list(years)))
    return set()


def season_days(province: str | None, years: range) -> dict[str, set[dt.date]]:
    """Return the days of each yearly sales season: November sales, before Christmas, after, construction holiday."""
    days: dict[str, set[dt.date]] = {
        "november_sales": set(),
        "before_christmas": set(),
        "after_christmas": set(),
    }
    if province == "QC":
        days["construction_holiday"] = set()
    for year in years:
        days["november_sales"] |= _run(thanksgiving_friday(year), 4)
        days["before_christmas"] |= _run(dt.date(year, 12, 4), 20)
        days["after_christmas"] |= _run(dt.date(year, 12, 25), 8)
        if province == "QC":
            days["construction_holiday"] |= _run(construction_holiday(year), CONSTRUCTION_DAYS)
    return days


def _run(start: dt.date, length: int) -> set[dt.date]:
    return {start + dt.timedelta(days=i) for i in range(length)}


def calendar_columns(panel: Panel, province: str | None, currency: str) -> tuple[tuple[str, ...], Floats]:
    """Return names and columns (columns, periods): the share of each season's days that fall in a period.

    A column that is never or always on is left out.
    """
    starts = [d.astype(dt.date) for d in panel.dates]
    if panel.period == "month":
        ends = [(d + dt.timedelta(days=32)).replace(day=1) for d in starts]
    else:
        ends = [d + dt.timedelta(days=7) for d in starts]
    years = range(starts[0].year - 1, starts[-1].year + 2)
    named = {"public_holidays": statutory(province, currency, years)} | season_days(province, years)
    columns = {name: _counts(days, starts, ends) for name, days in named.items()}
    kept = {name: column / column.max() for name, column in columns.items() if np.ptp(column) > 0}
    return tuple(kept), np.array(list(kept.values())).reshape(len(kept), len(starts))


def _counts(days: set[dt.date], starts: list[dt.date], ends: list[dt.date]) -> NDArray[np.float64]:
    ordered = np.array(sorted(days), dtype="datetime64[D]")
    first, last = (np.searchsorted(ordered, np.array(dates, dtype="datetime64[D]")) for dates in (starts, ends))
    return np.asarray(last - first, dtype=float)
