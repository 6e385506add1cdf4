"""The sheet of cash: what more goes out, what margin comes in, and both since the start, with its curve."""

from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell

from bascule.locale import N_
from bascule.plans import CashMonth
from bascule.report.exports.book import HEAD_ROW, Book
from bascule.report.exports.look import money_code, month_code

NAME = N_("Cash")
TITLE = N_("{company}: cash, against the usual spending")
NOTE = N_(
    "Black sums are formulas on the median case; the last two columns are the study's own worst and best cases since "
    "the start."
)
HEADS = (
    N_("Month"), N_("More spent"), N_("Margin that comes in: worst case"), N_("Median case"), N_("Best case"),
    N_("Left in the month"), N_("Left since the start"), N_("Since the start: worst case"),
    N_("Since the start: best case"),
)  # fmt: skip
FIRST, OUT, IN, NET, SINCE, LOW, HIGH = HEAD_ROW + 1, 1, 3, 5, 6, 7, 8


def cash_sheet(book: Book) -> None:
    """Write the months of cash and their curve; nothing where the plan has none."""
    cash = book.plan.cash
    if not cash:
        return
    sheet = book.sheet(NAME, book.t(TITLE, company=book.brief.results.company.name), book.t(NOTE))
    book.heads(sheet, HEAD_ROW, [book.t(head) for head in HEADS])
    sheet.freeze_panes(FIRST, 1)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, HIGH, 16)
    total = 0.0
    for rank, month in enumerate(cash):
        left = round(month.margin.p50, 2) - round(month.spend_change, 2)
        total += left
        _month(book, sheet, FIRST + rank, month, left, total)
    _curve(book, sheet, len(cash))


def _month(book: Book, sheet: Any, row: int, month: CashMonth, left: float, total: float) -> None:
    look = book.look
    sheet.write_datetime(row, 0, month.start.replace(day=1), look.month)
    sheet.write_number(row, OUT, round(month.spend_change, 2), look.input)
    for column, amount in enumerate((month.margin.p10, month.margin.p50, month.margin.p90), start=OUT + 1):
        sheet.write_number(row, column, round(amount, 2), look.input)
    net = f"={xl_rowcol_to_cell(row, IN)}-{xl_rowcol_to_cell(row, OUT)}"
    sheet.write_formula(row, NET, net, look.money, round(left, 2))
    since = f"=SUM({xl_rowcol_to_cell(FIRST, NET, row_abs=True)}:{xl_rowcol_to_cell(row, NET)})"
    sheet.write_formula(row, SINCE, since, look.money, round(total, 2))
    sheet.write_number(row, LOW, round(month.cumulative.p10, 2), look.input)
    sheet.write_number(row, HIGH, round(month.cumulative.p90, 2), look.input)


def _curve(book: Book, sheet: Any, count: int) -> None:
    last, name = FIRST + count - 1, quote_sheetname(book.t(NAME))
    chart = book.workbook.add_chart({"type": "line"})
    for column, tone, dash in ((LOW, "#98a1a9", "dash"), (SINCE, "#0e5a96", "solid"), (HIGH, "#98a1a9", "dash")):
        chart.add_series({
            "name": f"={name}!{xl_rowcol_to_cell(HEAD_ROW, column, True, True)}",
            "categories": f"={name}!{xl_range_abs(FIRST, 0, last, 0)}",
            "values": f"={name}!{xl_range_abs(FIRST, column, last, column)}",
            "line": {"color": tone, "width": 2 if dash == "solid" else 1.25, "dash_type": dash},
        })  # fmt: skip
    chart.set_title({"name": book.t(HEADS[SINCE]), "name_font": {"size": 12}})
    months = {"num_format": month_code(book.brief.locale, "mmm"), "text_axis": True, "label_position": "low"}
    chart.set_x_axis(months)
    amounts = money_code(book.brief.locale).replace(".00", "")
    chart.set_y_axis({"num_format": amounts, "major_gridlines": {"visible": True, "line": {"color": "#d8dce0"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 820, "height": 320})
    sheet.insert_chart(last + 2, 0, chart)
    sheet.ignore_errors({"formula_range": xl_range(FIRST, SINCE, last, SINCE)})
