"""The sheet of the weeks: planned amounts by channel, totals, change, share, and the check to the cent."""

from typing import Any

import numpy as np
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from bascule.locale import N_
from bascule.report.exports.book import BUDGET, FIRST_CHANNEL, FIRST_ROW, HEAD_ROW, MONTH, USUAL_ROW, WEEK, Book

TITLE = N_("{company}: budget by week")
NOTE = N_("Blue amounts may be changed; the others are formulas. Amounts are in {currency}.")
HEADS = (N_("Week of"), N_("Month"))
TOTAL, CHANGE, USUAL = N_("Total"), N_("Change from usual"), N_("Usual, per week")
TOTALS = N_("Total of the plan")
USUAL_TOTALS, CHANGES, SHARES = N_("Total at the usual spending"), N_("Change from usual"), N_("Share")
BUDGET_WEEK, WEEKS, BUDGET_ALL = N_("Budget per week"), N_("Weeks"), N_("Budget of the plan")
CHECK, FINE, OFF = N_("Planned less budget: must be zero"), N_("To the cent"), N_("To be checked")


def weeks_sheet(book: Book) -> None:
    """Write the sheet that all others draw on."""
    company = book.brief.results.company
    title, note = book.t(TITLE, company=company.name), book.t(NOTE, currency=company.currency)
    sheet = book.sheet(BUDGET, title, note)
    names = [book.label(name) for name in book.channels]
    words = [*(book.t(head) for head in HEADS), *names, book.t(TOTAL), book.t(CHANGE)]
    book.heads(sheet, HEAD_ROW, words, text_columns=2)
    sheet.freeze_panes(FIRST_ROW, FIRST_CHANNEL)
    sheet.set_column(WEEK, WEEK, 30)
    sheet.set_column(MONTH, MONTH, 16)
    sheet.set_column(FIRST_CHANNEL, book.total_column + 1, 15)
    _usual(book, sheet)
    for rank in range(len(book.weeks)):
        _week(book, sheet, rank)
    _positive(book, sheet)
    _totals(book, sheet)
    _check(book, sheet)


def _usual(book: Book, sheet: Any) -> None:
    sheet.write_string(USUAL_ROW, WEEK, book.t(USUAL), book.look.words)
    sheet.write_blank(USUAL_ROW, MONTH, None, book.look.words)
    for place, amount in enumerate(book.usual):
        sheet.write_number(USUAL_ROW, FIRST_CHANNEL + place, float(amount), book.look.input)
    _row_total(book, sheet, USUAL_ROW, float(book.usual.sum()))
    sheet.write_blank(USUAL_ROW, book.total_column + 1, None, book.look.words)


def _week(book: Book, sheet: Any, rank: int) -> None:
    row, day = FIRST_ROW + rank, xl_rowcol_to_cell(FIRST_ROW + rank, WEEK)
    sheet.write_datetime(row, WEEK, book.weeks[rank].start, book.look.date)
    month = (book.months[rank] - book.epoch).days
    sheet.write_formula(row, MONTH, f"=DATE(YEAR({day}),MONTH({day}),1)", book.look.month, month)
    for place, amount in enumerate(book.planned[rank]):
        sheet.write_number(row, FIRST_CHANNEL + place, float(amount), book.look.input)
    total = float(book.planned[rank].sum())
    _row_total(book, sheet, row, total)
    usual = xl_rowcol_to_cell(USUAL_ROW, book.total_column, row_abs=True)
    formula = f"={xl_rowcol_to_cell(row, book.total_column)}-{usual}"
    sheet.write_formula(row, book.total_column + 1, formula, book.look.change, total - float(book.usual.sum()))


def _row_total(book: Book, sheet: Any, row: int, total: float) -> None:
    cells = xl_range(row, FIRST_CHANNEL, row, book.total_column - 1)
    sheet.write_formula(row, book.total_column, f"=SUM({cells})", book.look.money, total)


def _positive(book: Book, sheet: Any) -> None:
    if book.weeks:
        sheet.data_validation(FIRST_ROW, FIRST_CHANNEL, book.last_row, book.total_column - 1, book.positive)


def _totals(book: Book, sheet: Any) -> None:
    first, weeks = book.last_row + 1, len(book.weeks)
    sums = np.append(book.planned.sum(axis=0), book.planned.sum())
    usual = np.append(book.usual, book.usual.sum()) * weeks
    lines = ((TOTALS, book.look.total), (USUAL_TOTALS, book.look.money), (CHANGES, book.look.change),
             (SHARES, book.look.percent))  # fmt: skip
    for rank, (words, _) in enumerate(lines):
        look = book.look.total_words if rank == 0 else book.look.words
        sheet.write_string(first + rank, WEEK, book.t(words), look)
        sheet.write_blank(first + rank, MONTH, None, look)
    whole = xl_rowcol_to_cell(first, book.total_column, row_abs=True, col_abs=True)
    for column in range(FIRST_CHANNEL, book.total_column + 1):
        place = column - FIRST_CHANNEL
        planned, before = (xl_rowcol_to_cell(row, column) for row in (first, first + 1))
        formulas = (
            f"=SUM({book.column(column)})",
            f"={xl_rowcol_to_cell(USUAL_ROW, column)}*COUNT({book.column(WEEK)})",
            f"={planned}-{before}",
            f"=IF({whole}=0,0,{planned}/{whole})",
        )
        found = (sums[place], usual[place], sums[place] - usual[place], sums[place] / sums[-1] if sums[-1] else 0.0)
        for rank, formula in enumerate(formulas):
            sheet.write_formula(first + rank, column, formula, lines[rank][1], round(float(found[rank]), 10))


def _check(book: Book, sheet: Any) -> None:
    first, look = book.last_row + 6, book.look
    for rank, words in enumerate((BUDGET_WEEK, WEEKS, BUDGET_ALL, CHECK)):
        sheet.write_string(first + rank, WEEK, book.t(words), look.words)
        sheet.write_blank(first + rank, MONTH, None, look.words)
    cell = [xl_rowcol_to_cell(first + rank, FIRST_CHANNEL) for rank in range(4)]
    weekly, weeks = round(book.plan.weekly_budget, 2), len(book.weeks)
    off = round(float(book.planned.sum()) - round(weekly * weeks, 2), 2)
    total = xl_rowcol_to_cell(book.last_row + 1, book.total_column)
    sheet.write_number(first, FIRST_CHANNEL, weekly, look.input)
    sheet.write_formula(first + 1, FIRST_CHANNEL, f"=COUNT({book.column(WEEK)})", look.count, weeks)
    sheet.write_formula(
        first + 2, FIRST_CHANNEL, f"=ROUND({cell[0]}*{cell[1]},2)", look.money, round(weekly * weeks, 2)
    )
    sheet.write_formula(first + 3, FIRST_CHANNEL, f"=ROUND({total}-{cell[2]},2)", look.money, off)
    fine, wrong = (book.t(words).replace('"', '""') for words in (FINE, OFF))
    verdict = f'=IF({cell[3]}=0,"{fine}","{wrong}")'
    sheet.write_formula(first + 3, FIRST_CHANNEL + 1, verdict, look.verdict, book.t(OFF if off else FINE))
    place = first + 3, FIRST_CHANNEL, first + 3, FIRST_CHANNEL + 1
    rule = {"type": "formula", "criteria": f"=${cell[3][0]}${cell[3][1:]}<>0", "format": look.alarm}
    sheet.conditional_format(*place, rule)
