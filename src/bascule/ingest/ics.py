"""The events of an iCalendar file (RFC 5545) as written, each with its line; nothing that is not needed is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bascule.errors import BasculeError

# Descriptions, attachments and alarms are never looked at.
_KEPT = frozenset(
    {
        "UID", "SEQUENCE", "SUMMARY", "CATEGORIES", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE",
        "RECURRENCE-ID", "STATUS", "TRANSP", "ATTENDEE", "ORGANIZER", "X-MICROSOFT-CDO-BUSYSTATUS", "X-WR-CALNAME",
        "TZID", "X-LIC-LOCATION",
    }
)  # fmt: skip
_NAME = re.compile(r"^([A-Za-z0-9-]{1,40})[;:]")
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,40})=("[^"]*"|[^;:"]*)')
_ESCAPED = re.compile(r"\\([nN,;\\])")
_DEEPEST = 8
_LONGEST = 1 << 16
_MOST_EVENTS = 200_000


@dataclass(frozen=True)
class Property:
    """A property of an event: its parameters by name in capitals, and its value as written."""

    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value without its escapes."""
        return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], self.value).strip()


@dataclass
class Block:
    """A VEVENT, VTIMEZONE or VCALENDAR: the line it begins on, and its properties by name."""

    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """Return the text of the first property of a name, empty where there is none."""
        found = self.first(name)
        return found.text if found else ""


@dataclass
class Calendar:
    """One calendar: what is said of it, its events, and the place that each time zone it defines stands for."""

    head: Block
    events: list[Block] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)


def calendars_of(text: str, file: str) -> list[Calendar]:
    r"""Return the calendars of a text.

    Raises
    ------
    BasculeError
        `calendar_damaged` (cut, or its parts do not close), or `calendar_too_large`.

    Examples
    --------
    >>> made = calendars_of("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\\, b\nEND:VEVENT\nEND:VCALENDAR", "a.ics")
    >>> made[0].events[0].text("SUMMARY")
    'A, b'
    """
    found: list[Calendar] = []
    stack: list[tuple[str, Block]] = []
    events = 0
    for number, line in _unfolded(text):
        upper = line[:60].strip().upper()
        if upper.startswith("BEGIN:"):
            stack.append((upper[6:], Block(number)))
            events += upper == "BEGIN:VEVENT"
            _opened(stack, found, file, number)
            if events > _MOST_EVENTS:
                raise BasculeError("calendar_too_large", file=file)
        elif upper.startswith("END:"):
            if not stack or stack[-1][0] != upper[4:]:
                raise BasculeError("calendar_damaged", file=file, row=number)
            _closed(stack.pop(), stack, found)
        elif stack:
            _add(stack[-1][1], line)
    if stack:
        raise BasculeError("calendar_damaged", file=file, row=stack[-1][1].line)
    return found


def _opened(stack: list[tuple[str, Block]], found: list[Calendar], file: str, number: int) -> None:
    name, block = stack[-1]
    if (name == "VCALENDAR") != (len(stack) == 1) or len(stack) > _DEEPEST:
        raise BasculeError("calendar_damaged", file=file, row=number)
    if name == "VCALENDAR":
        found.append(Calendar(block))


def _closed(closed: tuple[str, Block], stack: list[tuple[str, Block]], found: list[Calendar]) -> None:
    name, block = closed
    if len(stack) != 1:
        return
    if name == "VEVENT":
        found[-1].events.append(block)
    if name == "VTIMEZONE" and (place := block.text("X-LIC-LOCATION")):
        found[-1].zones[block.text("TZID")] = place


def _add(block: Block, line: str) -> None:
    named = _NAME.match(line)
    if named is None or (name := named[1].upper()) not in _KEPT:
        return
    parameters, at = {}, named.end() - 1
    while found := _PARAMETER.match(line, at):
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if line[at : at + 1] == ":":
        block.properties.setdefault(name, []).append(Property(parameters, line[at + 1 :]))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    # A line that begins with a space goes on from the one above; of a line without end, the beginning is enough.
    began, parts, size = 0, [""], 0
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if line[:1] in {" ", "\t"}:
            if size < _LONGEST:
                parts.append(line[1:_LONGEST])
                size += len(line)
            continue
        if began:
            yield began, "".join(parts)
        began, parts, size = number, [line[:_LONGEST]], len(line)
    if began:
        yield began, "".join(parts)
