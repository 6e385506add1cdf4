"""What all sheets of the workbook share: the plan, the weeks, where each figure stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.panel import Floats
from bascule.plans import PlanWeek
from bascule.report.brief import Brief
from bascule.report.exports.look import Look

NOT_AN_AMOUNT, AMOUNT_ONLY = N_("Not an amount"), N_("An amount of zero or more is expected here.")
BUDGET, MONTHS, ACTUAL = N_("Budget"), N_("By month"), N_("Actual")
# Rows and columns from zero: a title, a note, a blank line, the heads, the usual amounts, then the weeks.
HEAD_ROW, USUAL_ROW, FIRST_ROW = 3, 4, 5
WEEK, MONTH, FIRST_CHANNEL = 0, 1, 2
LETTER = 1


@dataclass(frozen=True)
class Book:
    """A workbook being written, and where the weekly figures stand on the sheets that have a row a week."""

    workbook: Any
    look: Look
    brief: Brief
    plan: Plan
    weeks: Sequence[PlanWeek]

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """The channels, in the order of the columns."""
        return tuple(line.channel for line in self.plan.lines)

    @cached_property
    def usual(self) -> Floats:
        """Usual spending of each channel, currency per week, shape (channels,)."""
        return np.array([round(line.usual_weekly, 2) for line in self.plan.lines])

    @cached_property
    def planned(self) -> Floats:
        """Planned spending to the cent, shape (weeks, channels)."""
        rows = [[round(week.spend.get(name, 0.0), 2) for name in self.channels] for week in self.weeks]
        return np.array(rows).reshape(len(self.weeks), len(self.channels))

    @cached_property
    def months(self) -> list[dt.date]:
        """The first day of the month in which each week starts."""
        return [week.start.replace(day=1) for week in self.weeks]

    @property
    def epoch(self) -> dt.date:
        """The day from which a workbook counts days."""
        return dt.date(1899, 12, 30)

    @property
    def positive(self) -> dict[str, Any]:
        """The rule of the cells to fill in: an amount, zero or more."""
        words = {"error_title": self.t(NOT_AN_AMOUNT), "error_message": self.t(AMOUNT_ONLY)}
        return {"validate": "decimal", "criteria": ">=", "value": 0, **words}

    @property
    def last_row(self) -> int:
        """The row of the last week."""
        return FIRST_ROW + len(self.weeks) - 1

    @property
    def total_column(self) -> int:
        """The column after the channels."""
        return FIRST_CHANNEL + len(self.channels)

    def t(self, message: str, **params: object) -> str:
        """Return a message in the language of the workbook."""
        return self.brief.locale.t(message, **params)

    def label(self, channel: str) -> str:
        """Return what a channel is called."""
        return self.brief.label(channel)

    def column(self, column: int, sheet: str = "") -> str:
        """Return the cells of a column over all weeks, as a formula names them, on another sheet if one is named."""
        cells = xl_range_abs(FIRST_ROW, column, self.last_row, column)
        return f"{quote_sheetname(self.t(sheet))}!{cells}" if sheet else str(cells)

    def sheet(self, name: str, title: str, note: str, *, repeat: int = HEAD_ROW) -> Any:
        """Return a new sheet with its title and note, set to print on one page's width, its heads on every page."""
        sheet = self.workbook.add_worksheet(self.t(name))
        sheet.write_string(0, 0, title, self.look.title)
        sheet.write_string(1, 0, note, self.look.note)
        sheet.set_landscape()
        sheet.set_paper(LETTER)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(repeat)
        sheet.hide_gridlines(2)
        company = self.brief.results.company.name.replace("&", "&&")
        sheet.set_footer(f"&L{company}&C&A&R&P / &N")
        return sheet

    def heads(self, sheet: Any, row: int, words: Sequence[str], text_columns: int = 1) -> None:
        """Write a row of heads, those of text on the left."""
        for column, text in enumerate(words):
            sheet.write_string(row, column, text, self.look.head_words if column < text_columns else self.look.head)
