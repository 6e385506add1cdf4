"""The days of a recurring event (RFC 5545), never more of them than asked for.

Public libraries step through a rule until it matches, so that a rule that never does (the 30th of February, every
second) runs for minutes: here a rule is stepped through period by period, up to a last day.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A recurrence rule of days or longer: `byday` pairs a rank (0: every) and a weekday (0: Monday)."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str | None = None
    byday: tuple[tuple[int, int], ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0


@dataclass
class Steps:
    """How many periods and occurrences may still be looked at, over a whole calendar."""

    left: int = 240_000

    def take(self, steps: int = 1) -> None:
        """Take some; raises OverflowError when none is left."""
        self.left -= steps
        if self.left < 0:
            raise OverflowError("too many recurrences")


def read_rule(text: str) -> Rule:
    """Read the value of an RRULE.

    Raises
    ------
    ValueError
        The rule cannot be read, repeats within a day, or uses a part that is not handled.

    Examples
    --------
    >>> read_rule("FREQ=WEEKLY;COUNT=3;BYDAY=TH").byday
    ((0, 3),)
    """
    parts = dict(part.split("=", 1) for part in text.upper().strip().strip(";").split(";"))
    if parts.keys() - _PARTS or parts.get("FREQ") not in _STEPS:
        raise ValueError(text)
    days = [_BYDAY.match(day) for day in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError(text)
    rule = Rule(
        freq=parts["FREQ"],
        interval=int(parts.get("INTERVAL", "1")),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=parts.get("UNTIL"),
        byday=tuple((int(day[1] or 0), _DAYS.index(day[2])) for day in days if day),
        bymonthday=_numbers(parts.get("BYMONTHDAY"), 31),
        bymonth=_numbers(parts.get("BYMONTH"), 12),
        bysetpos=_numbers(parts.get("BYSETPOS"), 366),
        wkst=_DAYS.index(parts.get("WKST", "MO")),
    )
    ranked = any(rank for rank, _ in rule.byday)
    if (
        None in days
        or rule.interval < 1
        or (ranked and rule.freq in {"DAILY", "WEEKLY"})
        or min(rule.bymonth, default=1) < 1
    ):
        raise ValueError(text)
    return rule


def _numbers(text: str | None, most: int) -> tuple[int, ...]:
    numbers = tuple(int(number) for number in text.split(",")) if text else ()
    if any(not 0 < abs(number) <= most for number in numbers):
        raise ValueError(text)
    return numbers


def days_of(rule: Rule, start: dt.date, last: dt.date, steps: Steps) -> Iterator[dt.date]:
    """Yield the days of a rule from `start` to `last`, both in; `until` is left to the caller.

    Raises
    ------
    OverflowError
        `steps` has run out.

    Examples
    --------
    >>> fridays = read_rule("FREQ=WEEKLY;BYDAY=FR;INTERVAL=2")
    >>> [str(day) for day in days_of(fridays, dt.date(2026, 9, 4), dt.date(2026, 9, 30), Steps())]
    ['2026-09-04', '2026-09-18']
    """
    given = 0
    for rank in range(10**9):
        steps.take()
        first, days = _STEPS[rule.freq](rule, start, rank * rule.interval)
        if first is None or first > last:
            return
        for day in _chosen(sorted(set(days)) if len(days) > 1 else days, rule.bysetpos):
            if day < start:
                continue
            if day > last or given == rule.count:
                return
            given += 1
            yield day


def _chosen(days: list[dt.date], positions: tuple[int, ...]) -> list[dt.date]:
    if not positions:
        return days
    ranks = {position - 1 if position > 0 else len(days) + position for position in positions}
    return [day for rank, day in enumerate(days) if rank in ranks]


Period = tuple[dt.date | None, list[dt.date]]


def _daily(rule: Rule, start: dt.date, offset: int) -> Period:
    day = _later(start, offset)
    return day, [day] if day and _fits(rule, day) else []


def _weekly(rule: Rule, start: dt.date, offset: int) -> Period:
    first = _later(start, 7 * offset - (start.weekday() - rule.wkst) % 7)
    if first is None or first > dt.date.max - 7 * _ONE_DAY:
        return None, []
    wanted = {weekday for _, weekday in rule.byday} or {start.weekday()}
    days = [first + at * _ONE_DAY for at in range(7)]
    return first, [day for day in days if day.weekday() in wanted and _fits(rule, day, weekday=False)]


def _monthly(rule: Rule, start: dt.date, offset: int) -> Period:
    year, month = divmod(start.year * 12 + start.month - 1 + offset, 12)
    if year > dt.MAXYEAR - 1:
        return None, []
    first = dt.date(year, month + 1, 1)
    if rule.bymonth and first.month not in rule.bymonth:
        return first, []
    return first, _in_month(rule, first, (start.day,))


def _yearly(rule: Rule, start: dt.date, offset: int) -> Period:
    if start.year + offset > dt.MAXYEAR - 1:
        return None, []
    first = dt.date(start.year + offset, 1, 1)
    if rule.byday and not rule.bymonth and not rule.bymonthday:
        return first, _weekdays(rule, first, 366 if calendar.isleap(first.year) else 365)
    usual = (start.month,) if not (rule.byday or rule.bymonthday) else tuple(range(1, 13))
    months = [first.replace(month=month) for month in rule.bymonth or usual]
    return first, [day for month in months for day in _in_month(rule, month, (start.day,))]


def _in_month(rule: Rule, first: dt.date, usual: tuple[int, ...]) -> list[dt.date]:
    length = calendar.monthrange(first.year, first.month)[1]
    numbers = rule.bymonthday or (() if rule.byday else usual)
    dated = [number if number > 0 else length + 1 + number for number in numbers]
    by_number = [first.replace(day=number) for number in dated if 1 <= number <= length]
    if not rule.byday:
        return by_number
    by_weekday = _weekdays(rule, first, length)
    return [day for day in by_weekday if day in by_number] if rule.bymonthday else by_weekday


def _weekdays(rule: Rule, first: dt.date, length: int) -> list[dt.date]:
    found = []
    for rank, weekday in rule.byday:
        days = [first + at * _ONE_DAY for at in range((weekday - first.weekday()) % 7, length, 7)]
        found += days if rank == 0 else _chosen(days, (rank,))
    return found


def _fits(rule: Rule, day: dt.date, *, weekday: bool = True) -> bool:
    if rule.bymonth and day.month not in rule.bymonth:
        return False
    if rule.bymonthday:
        length = calendar.monthrange(day.year, day.month)[1]
        if day.day not in rule.bymonthday and day.day - length - 1 not in rule.bymonthday:
            return False
    return not (weekday and rule.byday) or day.weekday() in {wanted for _, wanted in rule.byday}


def _later(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + days * _ONE_DAY
    except OverflowError:
        return None


_STEPS: dict[str, Callable[[Rule, dt.date, int], Period]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}
