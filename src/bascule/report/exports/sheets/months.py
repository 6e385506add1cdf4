"""The sheet of the months: the weekly sheet, added up by the month in which each week starts."""

from typing import Any

import numpy as np
from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from bascule.locale import N_
from bascule.report.exports.book import BUDGET, FIRST_CHANNEL, HEAD_ROW, MONTH, MONTHS, USUAL_ROW, WEEK, Book

TITLE = N_("{company}: budget by month")
NOTE = N_("A week belongs to the month in which it starts. Every amount comes from the weekly sheet.")
HEADS = (N_("Month"), N_("Weeks"))
TOTAL, USUAL, CHANGE, SHARE = N_("Total"), N_("At the usual spending"), N_("Change from usual"), N_("Share")
ALL = N_("Total of the plan")
FIRST = HEAD_ROW + 1


def months_sheet(book: Book) -> None:
    """Write a row a month, and their total."""
    company = book.brief.results.company.name
    sheet = book.sheet(MONTHS, book.t(TITLE, company=company), book.t(NOTE))
    names = [book.label(name) for name in book.channels]
    ends = [book.t(word) for word in (TOTAL, USUAL, CHANGE, SHARE)]
    book.heads(sheet, HEAD_ROW, [*(book.t(head) for head in HEADS), *names, *ends])
    sheet.freeze_panes(FIRST, FIRST_CHANNEL)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 9)
    sheet.set_column(FIRST_CHANNEL, book.total_column + 3, 15)
    months = sorted(set(book.months))
    for rank, month in enumerate(months):
        sheet.write_datetime(FIRST + rank, 0, month, book.look.month)
        _row(book, sheet, FIRST + rank, [week == month for week in book.months], len(months))
    _total(book, sheet, len(months))


def _row(book: Book, sheet: Any, row: int, own: list[bool], months: int) -> None:
    look, month = book.look, xl_rowcol_to_cell(row, 0, col_abs=True)
    of_month = book.column(MONTH, BUDGET)
    sheet.write_formula(row, 1, f"=COUNTIFS({of_month},{month})", look.count, sum(own))
    sums = book.planned[np.array(own)].sum(axis=0)
    for place, total in enumerate(sums):
        column = FIRST_CHANNEL + place
        formula = f"=SUMIFS({book.column(column, BUDGET)},{of_month},{month})"
        sheet.write_formula(row, column, formula, look.money, round(float(total), 2))
    _ends(book, sheet, row, float(sums.sum()), sum(own), months, (look.money, look.money, look.change, look.percent))


def _ends(
    book: Book, sheet: Any, row: int, total: float, weeks: int, months: int, looks: tuple[Any, Any, Any, Any]
) -> None:
    last = book.total_column
    cell, count = xl_rowcol_to_cell(row, last), xl_rowcol_to_cell(row, 1)
    weekly = f"{quote_sheetname(book.t(BUDGET))}!{xl_rowcol_to_cell(USUAL_ROW, last, True, True)}"
    whole = xl_rowcol_to_cell(FIRST + months, last, True, True)
    usual, everything = float(book.usual.sum()) * weeks, float(book.planned.sum())
    formulas = (
        (f"=SUM({xl_range(row, FIRST_CHANNEL, row, last - 1)})", total),
        (f"={weekly}*{count}", usual),
        (f"={cell}-{xl_rowcol_to_cell(row, last + 1)}", total - usual),
        (f"=IF({whole}=0,0,{cell}/{whole})", total / everything if everything else 0.0),
    )
    for place, (formula, value) in enumerate(formulas):
        sheet.write_formula(row, last + place, formula, looks[place], round(value, 10))


def _total(book: Book, sheet: Any, months: int) -> None:
    row, look = FIRST + months, book.look
    sheet.write_string(row, WEEK, book.t(ALL), look.total_words)
    sums = [len(book.weeks), *book.planned.sum(axis=0)]
    for column, total in enumerate(sums, start=1):
        formula = f"=SUM({xl_range(FIRST, column, row - 1, column)})"
        shown = look.total_count if column == 1 else look.total
        sheet.write_formula(row, column, formula, shown, round(float(total), 2))
    looks = (look.total, look.total, look.total_change, look.total_percent)
    _ends(book, sheet, row, float(book.planned.sum()), len(book.weeks), months, looks)
