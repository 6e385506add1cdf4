"""A test to run: one page of plain words for whoever runs it, and a calendar to import."""

import datetime as dt
import uuid

from bascule.locale import N_, Locale
from bascule.proposals import TestProposal
from bascule.report.blocks import Block, Bullets, Document, Masthead, Section, Strong, Words, items, sentence
from bascule.report.brief import Brief
from bascule.report.document import CONTENTS, FIGURES, FOOTER_SIMULATED, MADE_BY, PAGE, SIMULATED, SKIP
from bascule.report.html import render_html
from bascule.report.sections.next_test import calendar_table, facts
from bascule.report.trial_words import action_words, design_words, within
from bascule.results import Results

PAGE_FILE, CALENDAR_FILE = "test-protocol.html", "test-calendar.ics"
TITLE = N_("Test of {channel}")
WHEN = N_("from {start} to {end}")
QUESTION = N_("The question")
ASK = N_(
    "Which sales would not have come without {channel}? What a dollar brings is believed to be {interval}; it pays for "
    "itself from {break_even}. The test tells it within {error}, two times out of three."
)
NOT_WORTH = N_("At its cost, this test is not worth its answer: run it only if something else makes it worth it.")
DO = N_("What to do")
HOW: dict[str, tuple[str, ...]] = {
    "switchback": (
        N_("Switch everything of this channel at once, in the morning of the day written, and nothing in between."),
        N_("Follow the order written even if the first weeks look good or bad: it was drawn at random."),
    ),
    "staggered_stop": (
        N_(
            "The first step stops half of the campaigns, spots or places, the second one all of them; then the reverse."
        ),
        N_("Book or cancel in time: what was ordered must not run while the channel is off."),
    ),
    "list_holdout": (
        N_("Draw by chance: by the last digits of a customer number, never by who buys most."),
        N_("The same people are held out until the end. Keep the list of them: the test is read from what they buy."),
    ),
    "postal_split": (
        N_("Rank the postal areas (first three characters) by their sales of last year, and take them two by two."),
        N_("In each pair, toss a coin: one area is held back, the other goes on. Write down which."),
        N_("Exclude the areas held back in the settings of the channel; do not move their money elsewhere."),
    ),
    "regions": (
        N_("In each pair of alike regions, toss a coin: one is held back, the other goes on. Write down which."),
        N_("Exclude the regions held back in the settings of the channel; do not move their money elsewhere."),
    ),
}
LEAVE = N_("What not to touch")
UNTOUCHED = (
    N_("The budgets of the other channels: change them before the first day or after the last, not in between."),
    N_("Prices, promotions and the site; if something must change, write down what and on which day."),
    N_("The ads, the audience and the bids of this channel while it is on."),
    N_("The end: do not stop early because the answer seems clear."),
)
READ = N_("How to read it")
READ_ON = N_("On {day}, put the sales of the test in a file, then run:")
READ_COMMAND = 'bascule test read {source} --method {method} --channel "{channel}" --start {start} --end {end}{more}'
# What is read, how, and with what else: the company's own exports tell weeks on from weeks off, a file the rest.
READ_HOW: dict[str, tuple[str, str, str]] = {
    "switchback": ("FOLDER", "switchback", " --washout 0 --save FOLDER"),
    "staggered_stop": ("FOLDER", "before-after", " --save FOLDER"),
    "list_holdout": ("FILE FOLDER", "holdout", " --save FOLDER"),
    "postal_split": ("FILE FOLDER", "geo", " --save FOLDER"),
    "regions": ("FILE FOLDER", "geo", " --save FOLDER"),
}
READ_FILE: dict[str, str] = {
    "switchback": N_("FOLDER is that of the company, with new exports that cover the test: sales and spending."),
    "staggered_stop": N_("FOLDER is that of the company, with new exports that cover the test: sales and spending."),
    "list_holdout": N_("FILE has a row a person of the list: group (held out or not), sales of the weeks of the test."),
    "postal_split": N_("FILE has a row a week and a postal area: date, region, group (held back or not), sales."),
    "regions": N_("FILE has a row a week and a region: date, region, group (held back or not), sales."),
}
READ_AFTER = N_(
    "The answer is a return and its error, not a yes or a no. Kept in experiments.csv, it counts in every later study, "
    "above what sales say."
)
MONEY = N_("What it costs, and what it is worth")
EVENT = N_("{channel}: {action}")


def protocol_files(results: Results, test: TestProposal, lang: Locale) -> dict[str, bytes]:
    """Return the files of a test by name: the page and the calendar; the same test gives the same bytes.

    Parameters
    ----------
    results : Results
    test : TestProposal
    lang : Locale
        Its currency should be the company's.
    """
    brief = Brief(results, lang)
    page = render_html(protocol(brief, test)).encode()
    return {PAGE_FILE: page, CALENDAR_FILE: calendar_file(brief, test)}


def protocol(brief: Brief, test: TestProposal) -> Document:
    """Return the page to follow for one test."""
    locale, results = brief.locale, brief.results
    simulated = results.simulated or results.company.simulated
    made_by = locale.t(MADE_BY, date=locale.date(results.made_on), company=results.company.name)
    when = locale.t(WHEN, start=locale.date(test.start), end=locale.date(test.end))
    head = Masthead(
        company=results.company.name,
        title=locale.t(TITLE, channel=brief.label(test.channel)),
        facts=(design_words(test.design, brief), when),
        banner=locale.t(SIMULATED) if simulated else "",
    )
    footer = (locale.t(FOOTER_SIMULATED), made_by) if simulated else (made_by,)
    words = Words(locale.t(CONTENTS), locale.t(SKIP), locale.t(PAGE), locale.t(FIGURES))
    return Document(locale.lang, head, _sections(brief, test), footer, words, results.made_on.isoformat())


def _sections(brief: Brief, test: TestProposal) -> tuple[Section, ...]:
    t = brief.locale.t
    how = Bullets(items([t(words) for words in HOW[test.design]]))
    leave = Bullets(items([t(words) for words in UNTOUCHED]))
    told = items([brief.reason(reason) for reason in test.reasons])
    return (
        Section("question", t(QUESTION), _question(brief, test)),
        Section("do", t(DO), (calendar_table(test, brief), how)),
        Section("leave", t(LEAVE), (leave,)),
        Section("read", t(READ), _reading(brief, test)),
        Section("money", t(MONEY), (facts(test, brief), *((Bullets(told),) if told else ()))),
    )


def _question(brief: Brief, test: TestProposal) -> tuple[Block, ...]:
    locale = brief.locale
    believed = next(line.iroas for line in brief.results.decisions.channels if line.channel == test.channel)
    asked = locale.t(
        ASK, channel=brief.label(test.channel), interval=brief.interval(believed.p05, believed.p95),
        break_even=brief.break_even(), error=within(test.error, brief),
    )  # fmt: skip
    return (sentence(asked), *(() if test.worth else (sentence(locale.t(NOT_WORTH)),)))


def _reading(brief: Brief, test: TestProposal) -> tuple[Block, ...]:
    locale = brief.locale
    day = next(entry.date for entry in test.calendar if entry.action == "read")
    source, method, more = READ_HOW[test.design]
    said = {"source": source, "method": method, "more": more}
    command = READ_COMMAND.format(channel=test.channel, start=test.start, end=test.end, **said)
    return (
        sentence(locale.t(READ_ON, day=locale.weekday_date(day))),
        sentence(Strong(command)),
        sentence(locale.t(READ_FILE[test.design])),
        sentence(locale.t(READ_AFTER)),
    )


def calendar_file(brief: Brief, test: TestProposal) -> bytes:
    """Return the days of a test as an iCalendar file (RFC 5545): one all-day event each, whose UID stays the same."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Bascule//test//" + brief.locale.lang.upper())
    calendar.add("version", "2.0")
    stamp = dt.datetime.combine(brief.results.made_on, dt.time(12), dt.UTC)
    for entry in test.calendar:
        event = Event()
        event.add("uid", _uid(brief, test, entry.date))
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.date)
        event.add("dtend", entry.date + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        said = {"channel": brief.label(test.channel), "action": action_words(entry, test, brief)}
        event.add("summary", brief.locale.t(EVENT, **said))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _uid(brief: Brief, test: TestProposal, day: dt.date) -> str:
    named = (brief.results.company.name, test.channel, test.design, test.start.isoformat(), day.isoformat())
    return f"{uuid.uuid5(uuid.NAMESPACE_OID, '|'.join(named))}@bascule"
