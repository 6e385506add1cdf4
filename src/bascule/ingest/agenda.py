"""The work that a calendar shows: when its events were, until today, on the company's clock; each hour once."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo, available_timezones

from bascule.ingest.ics import Block, Calendar, Property
from bascule.ingest.people import person_of
from bascule.ingest.recurrence import Rule, Steps, days_of, read_rule
from bascule.ingest.source import Reading

YEARS = 10
_OLDEST = 1971
_MOST_DATES = 5000
_TIME = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$")
_SPAN = re.compile(r"^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$")
# An occurrence costs more than looking for one.
_DEAR = 3
_LONGEST = dt.timedelta(hours=24)
_NOTHING = dt.timedelta(0)
# Free time, and time away from work, as Outlook says them.
_FREE = {"FREE", "OOF"}


@dataclass(frozen=True)
class Moment:
    """A date, or a time in UTC with the clock it was written on."""

    day: dt.date
    at: dt.datetime | None = None
    zone: ZoneInfo | None = None


@dataclass(frozen=True)
class Work:
    """What an event gave on one day: minutes not counted elsewhere, and minutes that another event had already.

    `state` says why an event counts for nothing; `written` is what could not be read of it.
    """

    line: int
    day: dt.date
    title: str
    person: str
    state: str = ""
    minutes: float = 0.0
    merged: float = 0.0
    written: str = ""


Span = tuple[dt.datetime, dt.datetime, Work]


def work_of(calendar: Calendar, reading: Reading, steps: Steps) -> list[Work]:
    """Return the work that a calendar shows, by event and day.

    Raises
    ------
    OverflowError
        Its events recur more often than `steps` allows.
    """
    names = _owner(calendar, reading)
    person = next((name for name in names if person_of([name], reading.people)), next(iter(names), ""))
    clock = _Clock(calendar, reading)
    said: list[Work] = []
    spans: list[Span] = []
    for block, replaced in _latest(calendar.events, clock):
        title = " ".join(filter(None, (block.text("SUMMARY"), block.text("CATEGORIES"))))[:500]
        work = Work(block.line, reading.today, title, person)
        try:
            state, times = _times(block, replaced, names, clock, steps)
        except ValueError as error:
            said.append(replace(work, state="broken", written=str(error)[:80]))
            continue
        said.append(replace(work, state=state))
        spans += [(start, end, work) for start, end in times]
    return said + sorted(_counted_once(spans, ZoneInfo(reading.zone)), key=lambda each: (each.line, each.day))


def _owner(calendar: Calendar, reading: Reading) -> list[str]:
    # Calendars bear the name or the address of whose they are; so does the file, as Google and others name it.
    stem = PurePosixPath(reading.file.partition(" › ")[0]).name.removesuffix(".ics")
    names = [calendar.head.text("X-WR-CALNAME"), stem if "@" in stem else ""]
    if not any(names):
        organizers = Counter(
            name for block in calendar.events for name in _called(block.properties.get("ORGANIZER", ()))
        )
        names = [name for name, _ in organizers.most_common(1)]
    return [name.strip().lower() for name in names if name.strip()]


def _called(people: Iterable[Property]) -> Iterator[str]:
    for each in people:
        yield from filter(
            None, (each.value.lower().removeprefix("mailto:").strip(), each.parameters.get("CN", "").lower())
        )


class _Clock:
    """Times as a calendar writes them, brought to UTC; without a time zone they are on the company's clock."""

    def __init__(self, calendar: Calendar, reading: Reading) -> None:
        self.zones = calendar.zones
        self.own = ZoneInfo(reading.zone)
        self.today = reading.today

    def zone(self, name: str | None) -> ZoneInfo:
        """Return the time zone of a TZID, under its Internet or its Windows name; raises ValueError."""
        if not name:
            return self.own
        found = _known(self.zones.get(name, "")) or _known(name)
        if found is None:
            raise ValueError(f"TZID={name}")
        return found

    def moments(self, written: Property) -> Iterator[Moment]:
        """Yield the dates or times of a property; raises ValueError."""
        for value in written.value.split(",")[:_MOST_DATES]:
            found = _TIME.match(value.strip().partition("/")[0].upper())
            if found is None or int(found[1]) < _OLDEST:
                raise ValueError(value or "DTSTART")
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
            if found[4] is None:
                yield Moment(day)
                continue
            zone = ZoneInfo("UTC") if found[7] else self.zone(written.parameters.get("TZID"))
            time = dt.time(int(found[4]), int(found[5]), min(int(found[6]), 59))
            yield Moment(day, self.at(day, time, zone), zone)

    def at(self, day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
        """Return the time in UTC of what a clock shows."""
        if day.year >= dt.MAXYEAR:
            return dt.datetime.max.replace(tzinfo=dt.UTC)
        return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)

    def first(self, block: Block, name: str) -> Moment | None:
        """Return the moment of a property, None where there is none."""
        found = block.first(name)
        return next(self.moments(found), None) if found else None


@cache
def _known(name: str) -> ZoneInfo | None:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    # Some programs put their own path before the name: /example.org/20260101/America/Toronto.
    parts = name.strip().strip("/").split("/")
    candidates = [name, WINDOWS_TO_OLSON.get(name, "")] + ["/".join(parts[-size:]) for size in (3, 2)]
    return next((ZoneInfo(each) for each in candidates if each in available_timezones()), None)


def _latest(events: Sequence[Block], clock: _Clock) -> Iterator[tuple[Block, set[dt.datetime]]]:
    """Yield the last state of each event, with the times of it that other events replace."""
    states: dict[tuple[str, str], Block] = {}
    for block in events:
        uid = block.text("UID") or f"line {block.line}"
        key = (uid, block.text("RECURRENCE-ID"))
        if key not in states or _sequence(block) >= _sequence(states[key]):
            states[key] = block
    replaced: dict[str, set[dt.datetime]] = {}
    for (uid, instance), block in states.items():
        if instance:
            replaced.setdefault(uid, set()).update(_excepted(block, "RECURRENCE-ID", clock))
    for (uid, instance), block in states.items():
        yield block, set() if instance else replaced.get(uid, set())


def _sequence(block: Block) -> int:
    text = block.text("SEQUENCE")
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _excepted(block: Block, name: str, clock: _Clock) -> Iterator[dt.datetime]:
    # A replaced time that cannot be read is said where its own event is read.
    try:
        yield from (moment.at for each in block.properties.get(name, ()) for moment in clock.moments(each) if moment.at)
    except ValueError:
        return


def _times(
    block: Block, replaced: set[dt.datetime], names: list[str], clock: _Clock, steps: Steps
) -> tuple[str, list[tuple[dt.datetime, dt.datetime]]]:
    """Return why an event counts for nothing, and when it was; raises ValueError where it cannot be read."""
    instance = block.first("RECURRENCE-ID")
    if instance and "RANGE" in instance.parameters:
        raise ValueError("RANGE=" + instance.parameters["RANGE"])
    start = clock.first(block, "DTSTART")
    if start is None:
        raise ValueError("DTSTART")
    if state := _undone(block, names):
        return state, []
    if start.day > clock.today:
        return "ahead", []
    if start.at is None or start.zone is None:
        return "all_day", []
    length = _length(block, start, clock)
    if length < _NOTHING or length > _LONGEST:
        return "backwards" if length < _NOTHING else "too_long", []
    state, starts = _starts(block, start.at, start.zone, clock, steps)
    gone = replaced | {moment.at for each in block.properties.get("EXDATE", ()) for moment in clock.moments(each)}
    days_gone = {m.day for each in block.properties.get("EXDATE", ()) for m in clock.moments(each) if m.at is None}
    if days_gone:
        starts = [at for at in starts if at.astimezone(start.zone).date() not in days_gone]
    tomorrow = clock.at(clock.today + dt.timedelta(days=1), dt.time.min, clock.own)
    return state, [(at, at + length) for at in starts if at not in gone and at < tomorrow]


def _undone(block: Block, names: list[str]) -> str:
    if block.text("STATUS").upper() == "CANCELLED":
        return "cancelled"
    busy = block.text("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    if block.text("TRANSP").upper() == "TRANSPARENT" or busy in _FREE:
        return "free"
    for each in block.properties.get("ATTENDEE", ()):
        if each.parameters.get("PARTSTAT", "").upper() == "DECLINED" and set(_called([each])) & set(names):
            return "declined"
    return ""


def _length(block: Block, start: Moment, clock: _Clock) -> dt.timedelta:
    end = clock.first(block, "DTEND")
    if end and start.at:
        if end.at is None:
            raise ValueError("DTEND=" + end.day.isoformat())
        return end.at - start.at
    written = block.text("DURATION").upper()
    if not written:
        return _NOTHING
    found = _SPAN.match(written)
    if found is None:
        raise ValueError(written)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _starts(
    block: Block, at: dt.datetime, zone: ZoneInfo, clock: _Clock, steps: Steps
) -> tuple[str, list[dt.datetime]]:
    starts = {moment.at for each in block.properties.get("RDATE", ()) for moment in clock.moments(each) if moment.at}
    written = block.first("RRULE")
    if written is None:
        return "", sorted(starts | {at})
    rule = read_rule(written.value)
    since = _years_before(clock.today)
    told = at.astimezone(zone)
    until = _until(rule, zone, clock)
    for day in days_of(rule, _from(rule, told.date(), since), clock.today, steps):
        if day < since:
            continue
        steps.take(_DEAR)
        start = clock.at(day, told.time(), zone)
        if start > until:
            break
        starts.add(start)
    return "cut" if told.date() < since else "", sorted(starts)


def _years_before(today: dt.date) -> dt.date:
    return today.replace(year=today.year - YEARS, day=min(today.day, 28))


def _from(rule: Rule, start: dt.date, since: dt.date) -> dt.date:
    # Where nothing is counted from the beginning, a daily or weekly rule may be entered years later, on its own beat.
    beat = {"DAILY": 1, "WEEKLY": 7}.get(rule.freq)
    if beat is None or rule.count is not None or start >= since:
        return start
    step = beat * rule.interval
    return start + dt.timedelta(days=(since - start).days // step * step)


def _until(rule: Rule, zone: ZoneInfo, clock: _Clock) -> dt.datetime:
    if rule.until is None:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    until = next(clock.moments(Property({"TZID": zone.key}, rule.until)))
    return until.at or clock.at(until.day, dt.time.max, zone)


def _counted_once(spans: list[Span], own: ZoneInfo) -> Iterator[Work]:
    """Yield each stretch of time once, by event and day; one that begins during another counts where it is alone."""
    alone: dict[tuple[int, dt.date], float] = {}
    merged: dict[tuple[int, dt.date], float] = {}
    works: dict[int, Work] = {}
    reached = dt.datetime.min.replace(tzinfo=dt.UTC)
    for start, end, work in sorted(spans, key=lambda span: (span[0], span[1], span[2].line)):
        works[work.line] = work
        begin = min(max(start, reached), end)
        reached = max(reached, end)
        if begin > start:
            _count(merged, work.line, start, begin, own)
        if begin < end:
            _count(alone, work.line, begin, end, own)
    for line, day in alone.keys() | merged.keys():
        at = (line, day)
        yield replace(works[line], day=day, minutes=alone.get(at, 0.0), merged=merged.get(at, 0.0))


def _count(
    minutes: dict[tuple[int, dt.date], float], line: int, start: dt.datetime, end: dt.datetime, own: ZoneInfo
) -> None:
    while start < end:
        day = start.astimezone(own).date()
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, own).astimezone(dt.UTC)
        until = min(end, midnight)
        minutes[line, day] = minutes.get((line, day), 0.0) + (until - start).total_seconds() / 60
        start = until
