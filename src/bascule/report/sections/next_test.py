"""The next test worth paying for: which, when, what it costs and what it is worth, or that there is none."""

from bascule.locale import N_
from bascule.proposals import NextTest, TestProposal
from bascule.report.blocks import Block, Bullets, Details, Fact, Facts, Section, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.trial_words import action_words, answer, heads, row, within

TITLE = N_("The next test worth paying for")
COST, COST_NOTE = N_("What it costs"), N_("{forgone} of margin held back, {fees} of work")
SAVED_NOTE = N_("{saved} saved, {fees} of work")
VALUE, VALUE_NOTE = N_("What its answer is worth"), N_("knowing the return exactly: {most}")
ERROR, ERROR_NOTE = N_("How exact it is"), N_("two times out of three; believed today: {interval}")
SHOWS, SHOWS_NOTE = N_("Chance that the effect shows"), N_("at one chance in ten of a false alarm")
CALENDAR = N_("What to do, and when")
DAYS = (N_("Day"), N_("What to do"), N_("For"))
OTHERS = N_("The tests that could be run, best first")
# Lines of the table: what is far from the best is not on paper.
MOST_SHOWN = 8
LEFT_OUT = N_("What is not tested, and why")
EXPLAIN = N_(
    "A test is worth what the next plan would gain, on average over all it may answer, within the same bounds. Its "
    "error was measured by trying it on your own past weeks, where nothing was tested. Work is counted at {hourly} an "
    "hour."
)
PROTOCOL = N_("For one page to follow and a calendar to import: bascule test design")


def next_test_section(brief: Brief) -> Section | None:
    """Return the next test, or nothing where none could be worked out: what is missing is then said elsewhere."""
    found = brief.results.decisions.next_test
    if found is None:
        return None
    blocks: list[Block] = [sentence(answer(found, brief))]
    if found.recommended:
        blocks += _recommended(found.recommended, brief)
    if found.candidates:
        blocks += [_explained(brief), Details(brief.locale.t(OTHERS), (candidates_table(found, brief),))]
    if found.left_out:
        told = items([brief.reason(reason) for reason in found.left_out])
        blocks.append(Details(brief.locale.t(LEFT_OUT), (Bullets(told),)))
    return Section("next-test", brief.locale.t(TITLE), tuple(blocks))


def _explained(brief: Brief) -> Block:
    from bascule.experiments.designs import hourly

    return sentence(brief.locale.t(EXPLAIN, hourly=brief.locale.money(hourly())), kind="note")


def _recommended(test: TestProposal, brief: Brief) -> list[Block]:
    blocks: list[Block] = [facts(test, brief), calendar_table(test, brief)]
    told = items([brief.reason(reason) for reason in test.reasons])
    blocks += [Bullets(told)] if told else []
    return [*blocks, sentence(brief.locale.t(PROTOCOL), kind="note")]


def facts(test: TestProposal, brief: Brief) -> Facts:
    """Return what a test costs, what its answer is worth, how exact it is, and whether the effect would show."""
    locale = brief.locale
    fees = locale.money_rounded(test.fees)
    note = locale.t(COST_NOTE, forgone=locale.money_rounded(test.forgone), fees=fees)
    if test.forgone < 0:
        note = locale.t(SAVED_NOTE, saved=locale.money_rounded(-test.forgone), fees=fees)
    believed = next(line.iroas for line in brief.results.decisions.channels if line.channel == test.channel)
    interval = brief.interval(believed.p05, believed.p95)
    return Facts(
        (
            Fact(locale.t(COST), locale.money_rounded(test.cost), note),
            Fact(
                locale.t(VALUE),
                locale.money_rounded(test.value),
                locale.t(VALUE_NOTE, most=locale.money_rounded(test.most)),
            ),
            Fact(
                locale.t(ERROR),
                within(test.error, brief),
                locale.t(ERROR_NOTE, interval=interval),
            ),
            Fact(locale.t(SHOWS), locale.probability(test.power), locale.t(SHOWS_NOTE)),
        )
    )


def calendar_table(test: TestProposal, brief: Brief) -> Table:
    """Return the days on which somebody must act."""
    locale = brief.locale
    rows = tuple(
        (
            locale.weekday_date(entry.date),
            action_words(entry, test, brief),
            locale.weeks(entry.weeks) if entry.weeks else "",
        )
        for entry in test.calendar
    )
    return Table(locale.t(CALENDAR), tuple(locale.t(head) for head in DAYS), rows, text_columns=3)


def candidates_table(found: NextTest, brief: Brief) -> Table:
    """Return the best form of each test of each channel, the first MOST_SHOWN of them."""
    rows = tuple(row(test, brief) for test in found.candidates[:MOST_SHOWN])
    return Table(brief.locale.t(OTHERS), heads(brief), rows, text_columns=2)
