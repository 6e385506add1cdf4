"""The dates of the plan as a calendar (iCalendar, RFC 5545): changes, months, when to go back, when to look again."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.plans import Step
from bascule.report.brief import Brief
from bascule.report.exports.schedule import weeks_of
from bascule.report.sections.roadmap import RECHECK, move_words, reason_words, rule_words

if TYPE_CHECKING:
    from icalendar import Event

NAME = N_("Marketing plan – {company}")
CHANGES = (N_("Marketing: change {count} budget"), N_("Marketing: change {count} budgets"))
CHANGE = N_("{channel}: {move} a week. {why}")
MONTH = N_("Marketing budget of {month}: {money}")
MONTH_LINE = N_("{channel}: {money}")
MONTH_WEEKS = (
    N_("For the {count} week that starts in this month:"),
    N_("For the {count} weeks that start in this month:"),
)
DECIDE = N_("Marketing: go on with the plan, or go back?")
AGAIN = N_("Marketing: run the study again")
Kind = Literal["change", "month", "decide", "again"]


@dataclass(frozen=True)
class Entry:
    """One day to remember: what to do, and the details."""

    kind: Kind
    day: dt.date
    title: str
    lines: tuple[str, ...]


def plan_calendar(brief: Brief, plan: Plan) -> bytes:
    """Return the calendar, an event of a whole day for each date; the same study gives the same bytes.

    An event keeps its identity (company, day, kind) from one study to the next: imported again, it is replaced.
    """
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//Bascule//Bascule//{brief.locale.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Text is escaped for the properties of the standard only; this one is what calendars show.
    calendar.add("x-wr-calname", vText(brief.locale.t(NAME, company=brief.results.company.name)))
    for entry in entries(brief, plan):
        calendar.add_component(_event(brief, entry))
    content: bytes = calendar.to_ical()
    return content


def entries(brief: Brief, plan: Plan) -> list[Entry]:
    """Return what to remember, by date."""
    found = [*_changes(brief, plan), *_months(brief, plan), *_decide(brief, plan), *_again(brief, plan)]
    return sorted(found, key=lambda entry: (entry.day, entry.kind))


def _event(brief: Brief, entry: Entry) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", _identity(brief.results.company.name, entry))
    # The moment of the study, not of the file: the same study gives the same bytes.
    event.add("dtstamp", dt.datetime.combine(brief.results.made_on, dt.time(12), dt.UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + dt.timedelta(days=1))
    language = {"language": f"{brief.locale.lang}-CA"}
    event.add("summary", entry.title, parameters=language)
    if entry.lines:
        event.add("description", "\n".join(entry.lines), parameters=language)
    event.add("transp", "TRANSPARENT")
    return event


def _identity(company: str, entry: Entry) -> str:
    named = f"{company}\n{entry.day.isoformat()}\n{entry.kind}"
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@bascule"


def _changes(brief: Brief, plan: Plan) -> Iterator[Entry]:
    for day, together in groupby(sorted(plan.steps, key=lambda step: step.date), key=lambda step: step.date):
        steps = list(together)
        lines = tuple(_change(brief, step) for step in steps)
        yield Entry("change", day, brief.locale.n(*CHANGES, len(steps)), lines)


def _change(brief: Brief, step: Step) -> str:
    told = brief.locale.t(
        CHANGE, channel=brief.label(step.channel), move=move_words(brief, step), why=reason_words(brief, step)
    )
    return told.strip()


def _months(brief: Brief, plan: Plan) -> Iterator[Entry]:
    locale = brief.locale
    for month, together in groupby(weeks_of(plan), key=lambda week: week.start.replace(day=1)):
        weeks = list(together)
        spend = {line.channel: sum(week.spend.get(line.channel, 0.0) for week in weeks) for line in plan.lines}
        title = locale.t(MONTH, month=locale.month(month), money=locale.money(sum(spend.values())))
        lines = [
            locale.t(MONTH_LINE, channel=brief.label(name), money=locale.money(money)) for name, money in spend.items()
        ]
        yield Entry("month", weeks[0].start, title, (locale.n(*MONTH_WEEKS, len(weeks)), *lines))


def _decide(brief: Brief, plan: Plan) -> Iterator[Entry]:
    if plan.stop_rule is not None and plan.stop_rule.useful:
        yield Entry("decide", plan.stop_rule.date, brief.locale.t(DECIDE), tuple(rule_words(brief, plan)))


def _again(brief: Brief, plan: Plan) -> Iterator[Entry]:
    if plan.recheck is None:
        return
    told = brief.locale.t(RECHECK, date=brief.locale.weekday_date(plan.recheck))
    unsure = () if plan.stop_rule is None or plan.stop_rule.useful else tuple(rule_words(brief, plan))
    yield Entry("again", plan.recheck, brief.locale.t(AGAIN), (told, *unsure))
