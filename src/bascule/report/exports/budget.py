"""The budget as a workbook: what is planned, by week and month, and room for what is really spent."""

import datetime as dt
import io

from xlsxwriter import Workbook

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.report.brief import Brief
from bascule.report.exports.book import Book
from bascule.report.exports.look import make_look
from bascule.report.exports.schedule import weeks_of
from bascule.report.exports.sheets.actual import actual_sheet
from bascule.report.exports.sheets.cash import cash_sheet
from bascule.report.exports.sheets.margins import margins_sheet
from bascule.report.exports.sheets.months import months_sheet
from bascule.report.exports.sheets.steps import steps_sheet
from bascule.report.exports.sheets.weeks import weeks_sheet

TITLE = N_("Marketing budget – {company}")


def budget_workbook(brief: Brief, plan: Plan) -> bytes:
    """Return the budget as an Excel workbook; planned amounts are typed, all totals are formulas.

    Each formula is written with its value, for readers that do not work formulas out. The same study gives the same
    bytes.
    """
    content = io.BytesIO()
    workbook = Workbook(content, {"in_memory": True})
    made = dt.datetime.combine(brief.results.made_on, dt.time(12))
    title = brief.locale.t(TITLE, company=brief.results.company.name)
    workbook.set_properties({"title": title, "author": "Bascule", "created": made})
    book = Book(workbook, make_look(workbook, brief.locale), brief, plan, weeks_of(plan))
    for write in (weeks_sheet, months_sheet, actual_sheet, steps_sheet, margins_sheet, cash_sheet):
        write(book)
    workbook.close()
    return content.getvalue()
