"""Who may be written to, one event at a time: slow and obvious."""

import calendar
import datetime as dt

Event = tuple[str, dt.date | None]  # kind, day
MONTHS = {"purchase": 24, "contract": 24, "inquiry": 6}


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def may_be_written_to(events: list[Event], day: dt.date) -> bool:
    """Return whether someone may be written to on a day."""
    known = [(kind, given) for kind, given in events if given is None or given <= day]
    withdrawals = [given for kind, given in known if kind == "withdrawn"]
    if None in withdrawals:
        return False
    ended = max((given for given in withdrawals if given), default=None)
    for kind, given in known:
        if kind == "express" and (ended is None or (given is not None and given > ended)):
            return True
        if kind in MONTHS and given and ended is None and day < months_after(given, MONTHS[kind]):
            return True
    return False
