"""The stretch of time that a column of a report is headed by, or that its title states."""

import re
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from bascule.ingest.dates import read_dates
from bascule.ingest.headers import plain
from bascule.ingest.source import Period

_MONTH, _DAY, _YEAR = r"([a-z]+)\.?", r"(\d{1,2})(?:er)?", r"((?:19|20)\d{2})"
_TO = r" ?(?:-|to|au|a) ?"
_MONTH_OF = re.compile(rf"^{_MONTH},? {_YEAR}$")
_MONTHS = re.compile(rf"^{_MONTH}(?:,? {_YEAR})?{_TO}{_MONTH},? {_YEAR}$")
_DAYS_EN = re.compile(rf"^{_MONTH} {_DAY}(?:,? {_YEAR})?{_TO}(?:{_MONTH} )?{_DAY},? {_YEAR}$")
_DAYS_FR = re.compile(rf"^{_DAY}(?: {_MONTH})?(?: {_YEAR})?{_TO}{_DAY} {_MONTH} {_YEAR}$")
# What a spreadsheet makes of "Jan 2026": a date, or its own short form.
_FIRST = re.compile(r"^((?:19|20)\d{2}-\d{2})-01$")
_SHORT = re.compile(r"^([a-z]+)\.?-(\d{2})$")
_WHOLE_YEAR = re.compile(rf"^{_YEAR}$")


def named_span(text: str) -> Period | None:
    """Return the first and last day that a text names in words, and nothing else but them; None otherwise.

    Examples
    --------
    >>> named_span("Jan 2026"), named_span("janv. 2026") == named_span("Jan 2026")
    ((datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)), True)
    >>> named_span("January 1 - September 30, 2026")
    (datetime.date(2026, 1, 1), datetime.date(2026, 9, 30))
    >>> named_span("December 2025 - février 2026")
    (datetime.date(2025, 12, 1), datetime.date(2026, 2, 28))
    >>> named_span("% of Income") is None
    True
    """
    words = re.sub("[–—]", "-", plain(text)).removeprefix("du ").removeprefix("de ").removeprefix("from ")
    for pattern, read in _FORMS:
        if found := pattern.match(words):
            try:
                span = read(*found.groups())
            except ValueError:
                # "2026-13": no calendar has it.
                return None
            return span if span and span[0] <= span[1] else None
    return None


def _month(name: str, year: str) -> Period | None:
    return _months(name, year, name, year)


def _first(month: str) -> Period:
    start = date.fromisoformat(f"{month}-01")
    return start, _month_end(start)


def _short(name: str, year: str) -> Period | None:
    return _month(name, f"20{year}")


def _months(first: str, first_year: str | None, last: str, year: str) -> Period | None:
    start, end = _first_day(first, first_year or year), _first_day(last, year)
    return (start, _month_end(end)) if start and end else None


def _days_en(
    month: str, day: str, year: str | None, end_month: str | None, end_day: str, end_year: str
) -> Period | None:
    return _days(_first_day(month, year or end_year), day, _first_day(end_month or month, end_year), end_day)


def _days_fr(
    day: str, month: str | None, year: str | None, end_day: str, end_month: str, end_year: str
) -> Period | None:
    return _days(_first_day(month or end_month, year or end_year), day, _first_day(end_month, end_year), end_day)


def _days(start: date | None, day: str, end: date | None, end_day: str) -> Period | None:
    if start is None or end is None:
        return None
    try:
        return start.replace(day=int(day)), end.replace(day=int(end_day))
    except ValueError:
        return None


def _year(year: str) -> Period:
    return date(int(year), 1, 1), date(int(year), 12, 31)


@lru_cache(maxsize=512)
def _first_day(month: str, year: str) -> date | None:
    found: date | None = read_dates(pl.Series([f"{month} {year}"]))["date"][0]
    return found


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_FORMS = (
    (_MONTH_OF, _month),
    (_MONTHS, _months),
    (_DAYS_EN, _days_en),
    (_DAYS_FR, _days_fr),
    (_FIRST, _first),
    (_SHORT, _short),
    (_WHOLE_YEAR, _year),
)
