"""The sheet to fill in: what is really spent, week by week, against what was planned for what is filled in."""

from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from bascule.locale import N_
from bascule.report.exports.book import ACTUAL, BUDGET, FIRST_CHANNEL, FIRST_ROW, HEAD_ROW, MONTH, USUAL_ROW, WEEK, Book

TITLE = N_("{company}: what is really spent")
NOTE = N_("Fill in the shaded cells, zero included. Differences count only the weeks and channels that are filled in.")
HEADS = (N_("Week of"), N_("Month"))
SPENT, PLANNED, OVER, SHARE = N_("Spent"), N_("Planned"), N_("Over or under"), N_("In percent")
TO_DATE, PLANNED_TO_DATE = N_("Spent to date"), N_("Planned for the same weeks")


def actual_sheet(book: Book) -> None:
    """Write blank cells a week and channel, and the formulas that compare them with the budget."""
    company = book.brief.results.company.name
    sheet = book.sheet(ACTUAL, book.t(TITLE, company=company), book.t(NOTE))
    names = [book.label(name) for name in book.channels]
    ends = [book.t(word) for word in (SPENT, PLANNED, OVER, SHARE)]
    book.heads(sheet, HEAD_ROW, [*(book.t(head) for head in HEADS), *names, *ends], text_columns=2)
    # The weeks stand on the same rows as in the budget, where this line holds the usual amounts.
    sheet.set_row(USUAL_ROW, 3)
    sheet.freeze_panes(FIRST_ROW, FIRST_CHANNEL)
    sheet.set_column(WEEK, WEEK, 30)
    sheet.set_column(MONTH, MONTH, 16)
    sheet.set_column(FIRST_CHANNEL, book.total_column + 3, 15)
    for rank in range(len(book.weeks)):
        _week(book, sheet, rank)
    if book.weeks:
        sheet.data_validation(FIRST_ROW, FIRST_CHANNEL, book.last_row, book.total_column - 1, book.positive)
        _to_date(book, sheet)


def _week(book: Book, sheet: Any, rank: int) -> None:
    row, look = FIRST_ROW + rank, book.look
    of_budget = quote_sheetname(book.t(BUDGET))
    for column, shown, value in ((WEEK, look.date, book.weeks[rank].start), (MONTH, look.month, book.months[rank])):
        formula = f"={of_budget}!{xl_rowcol_to_cell(row, column)}"
        sheet.write_formula(row, column, formula, shown, (value - book.epoch).days)
    for column in range(FIRST_CHANNEL, book.total_column):
        sheet.write_blank(row, column, None, look.blank)
    filled = xl_range(row, FIRST_CHANNEL, row, book.total_column - 1)
    _compare(book, sheet, (row, book.total_column), (0, 1), f"COUNT({filled})", filled, f"{of_budget}!{filled}")


def _to_date(book: Book, sheet: Any) -> None:
    first, look = book.last_row + 1, book.look
    for rank, words in enumerate((TO_DATE, PLANNED_TO_DATE, OVER, SHARE)):
        sheet.write_string(first + rank, WEEK, book.t(words), look.total_words if rank == 0 else look.words)
        sheet.write_blank(first + rank, MONTH, None, look.total_words if rank == 0 else look.words)
    of_budget = quote_sheetname(book.t(BUDGET))
    for column in range(FIRST_CHANNEL, book.total_column):
        filled = book.column(column)
        _compare(book, sheet, (first, column), (1, 0), f"COUNT({filled})", filled, f"{of_budget}!{filled}")
    weeks = xl_range(FIRST_ROW, FIRST_CHANNEL, book.last_row, book.total_column - 1)
    place = (first, book.total_column)
    _compare(book, sheet, place, (1, 0), f"COUNT({weeks})", weeks, f"{of_budget}!{weeks}")


def _compare(
    book: Book, sheet: Any, place: tuple[int, int], step: tuple[int, int], count: str, filled: str, planned: str
) -> None:
    # Spent, planned for the cells filled in, difference, and the same in percent: along a row or down a column.
    look, cells = book.look, [(place[0] + step[0] * rank, place[1] + step[1] * rank) for rank in range(4)]
    spent, plan, over = (xl_rowcol_to_cell(*cell) for cell in cells[:3])
    formulas = (
        f'=IF({count}=0,"",SUM({filled}))',
        f'=IF({count}=0,"",SUMPRODUCT(--ISNUMBER({filled}),{planned}))',
        f'=IF({count}=0,"",{spent}-{plan})',
        f'=IF({count}=0,"",IF({plan}=0,"",{over}/{plan}))',
    )
    down = step[0] == 1
    looks = (look.total if down else look.money, look.money, look.change, look.percent)
    for cell, formula, shown in zip(cells, formulas, looks, strict=True):
        sheet.write_formula(*cell, formula, shown, "")
