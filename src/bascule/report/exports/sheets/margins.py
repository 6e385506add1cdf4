"""The sheet of what the plan should bring: margin in the worst, median and best cases, by channel and by month."""

from collections.abc import Iterable
from typing import Any

from bascule.locale import N_
from bascule.plans import Interval80
from bascule.report.exports.book import HEAD_ROW, Book

NAME = N_("Expected margin")
TITLE = N_("{company}: what the plan should bring")
NOTE = N_(
    "Estimates of the study, against the usual spending, what is spent deducted. Worst and best cases do not add up: "
    "all channels seldom do badly together."
)
BY_CHANNEL, BY_MONTH = N_("Channel"), N_("Month")
CASES = (N_("Margin: worst case"), N_("Median case"), N_("Best case"))
WHOLE, CHANCE = N_("Whole plan, as estimated"), N_("Chance that the plan gains")
FIRST = HEAD_ROW + 1


def margins_sheet(book: Book) -> None:
    """Write the estimates of the study as they are: cases of a whole are not the sums of its parts' cases."""
    plan, look = book.plan, book.look
    sheet = book.sheet(NAME, book.t(TITLE, company=book.brief.results.company.name), book.t(NOTE))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 3, 17)
    book.heads(sheet, HEAD_ROW, [book.t(BY_CHANNEL), *(book.t(case) for case in CASES)])
    for row, line in enumerate(plan.lines, start=FIRST):
        sheet.write_string(row, 0, book.label(line.channel), look.words)
        _cases(sheet, row, line.margin, look.change)
    row = FIRST + len(plan.lines)
    sheet.write_string(row, 0, book.t(WHOLE), look.total_words)
    _cases(sheet, row, plan.gain, look.total_change)
    sheet.write_string(row + 1, 0, book.t(CHANCE), look.words)
    sheet.write_number(row + 1, 1, round(plan.probability_gain, 4), look.percent)
    _months(book, sheet, row + 3)


def _months(book: Book, sheet: Any, head: int) -> None:
    if not book.plan.months:
        return
    book.heads(sheet, head, [book.t(BY_MONTH), *(book.t(case) for case in CASES)])
    for row, month in enumerate(book.plan.months, start=head + 1):
        sheet.write_datetime(row, 0, month.start.replace(day=1), book.look.month)
        _cases(sheet, row, month.margin, book.look.change)


def _cases(sheet: Any, row: int, margin: Interval80, look: Any) -> None:
    amounts: Iterable[float] = (margin.p10, margin.p50, margin.p90)
    for column, amount in enumerate(amounts, start=1):
        sheet.write_number(row, column, round(amount, 2), look)
