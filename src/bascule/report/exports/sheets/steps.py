"""The sheet of the changes: on which day, what, why, what it should bring; then the dates to judge by."""

import textwrap
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from bascule.locale import N_
from bascule.plans import Step
from bascule.report.exports.book import HEAD_ROW, Book
from bascule.report.sections.roadmap import RECHECK, reason_words, rule_words

NAME = N_("Changes")
TITLE = N_("{company}: what to change, and when")
NOTE = N_("Margins are those of the whole move of a channel over {weeks}, what is spent deducted.")
HEADS = (
    N_("Date"), N_("Channel"), N_("Per week, before"), N_("Per week, after"), N_("Change"), N_("Margin: worst case"),
    N_("Median case"), N_("Best case"), N_("Why"),
)  # fmt: skip
FIRST, WHY, WHY_WIDTH = HEAD_ROW + 1, 8, 76
LINE = 15.0  # points: a reader of the file may not fit the row to its text


def steps_sheet(book: Book) -> None:
    """Write the changes by date; nothing where the plan names none."""
    plan, locale = book.plan, book.brief.locale
    if not plan.steps:
        return
    title = book.t(TITLE, company=book.brief.results.company.name)
    sheet = book.sheet(NAME, title, book.t(NOTE, weeks=locale.weeks(plan.horizon_weeks)))
    book.heads(sheet, HEAD_ROW, [book.t(head) for head in HEADS[:WHY]], text_columns=2)
    sheet.write_string(HEAD_ROW, WHY, book.t(HEADS[WHY]), book.look.head_indented)
    sheet.freeze_panes(FIRST, 2)
    for columns, width in (((0, 0), 13), ((1, 1), 26), ((2, 7), 15), ((WHY, WHY), WHY_WIDTH + 4)):
        sheet.set_column(*columns, width)
    for rank, step in enumerate(sorted(plan.steps, key=lambda step: step.date)):
        _step(book, sheet, FIRST + rank, step)
    row = FIRST + len(plan.steps) + 1
    again = [locale.t(RECHECK, date=locale.weekday_date(plan.recheck))] if plan.recheck else []
    for rank, words in enumerate([*rule_words(book.brief, plan), *again]):
        sheet.write_string(row + rank, 0, words)


def _step(book: Book, sheet: Any, row: int, step: Step) -> None:
    look = book.look
    sheet.write_datetime(row, 0, step.date, look.date)
    sheet.write_string(row, 1, book.label(step.channel), look.words)
    sheet.write_number(row, 2, round(step.before, 2), look.input)
    sheet.write_number(row, 3, round(step.after, 2), look.input)
    change = f"={xl_rowcol_to_cell(row, 3)}-{xl_rowcol_to_cell(row, 2)}"
    sheet.write_formula(row, 4, change, look.change, round(step.after - step.before, 2))
    amounts = (step.margin.p10, step.margin.p50, step.margin.p90) if step.margin else (None,) * 3
    for column, amount in enumerate(amounts, start=5):
        if amount is None:
            sheet.write_blank(row, column, None, look.money)
        else:
            sheet.write_number(row, column, round(amount, 2), look.money)
    why = reason_words(book.brief, step)
    sheet.write_string(row, WHY, why, look.wrapped)
    sheet.set_row(row, LINE * len(textwrap.wrap(why, WHY_WIDTH) or [""]))
