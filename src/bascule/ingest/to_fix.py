"""Refused rows as a workbook to correct and put back among the exports."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bascule.ingest.imported import Imported
from bascule.ingest.keys import FILE, KEY, REASON, REMEDY, ROW, Key
from bascule.ingest.refused import Refused
from bascule.locale import N_, Locale
from bascule.locale.wording import word
from bascule.locale.wording.refusals import remedy

TO_FIX = N_("To fix")
HOW = (
    N_(
        "Each of the next sheets has the refused rows of one file, with the reason and what to do; the cell at fault "
        "is in yellow."
    ),
    N_(
        "Correct the cells, written as the rest of the file writes them, or empty them all to leave the row out. The "
        "grey columns say which row it is: leave them as they are."
    ),
    N_(
        "Save this workbook in the folder of your exports, beside them. At the next reading each corrected row takes "
        "the place of the refused one; the exports themselves need no change."
    ),
)
COUNTED, SHEET_OF = N_("Rows to correct"), N_("Sheet")
WHOLE, BY_HAND = N_("Files refused as a whole"), N_("Rows to correct in the file itself")
FILE_HEAD, ROW_HEAD, COLUMN_HEAD, VALUE_HEAD = N_("File"), N_("Row"), N_("Column"), N_("Value")
UNLISTED = (
    N_("{count} more refused row is not in this workbook: correct these first, then export the rest."),
    N_("{count} more refused rows are not in this workbook: correct these first, then export the rest."),
)
_LONGEST = 32_767  # letters that a workbook's cell holds
_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_GREY, _YELLOW = "#E7E6E6", "#FFF2A8"


@dataclass(frozen=True)
class _Look:
    title: Any
    head: Any
    locked: Any
    wrapped: Any
    cell: Any
    fault: Any


def refusals_workbook(imported: Imported, locale: Locale) -> bytes:
    """Return the refused rows of a folder as an Excel workbook, one sheet a file, ready to be corrected.

    Cells are text, never formulas, whatever they begin with. The same folder gives the same bytes.

    Parameters
    ----------
    imported : Imported
        Read with the cells of every refused row (`every_row`).
    locale : Locale
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True})
    # A date alone would be taken for none, and the moment of writing told instead: the bytes would differ each second.
    oldest = min((refused.today for refused in imported.refused), default=dt.date(1980, 1, 1))
    made = dt.datetime.combine(oldest, dt.time(), dt.UTC)
    book.set_properties({"author": "Bascule", "created": made})
    look = _look(book)
    first = book.add_worksheet(locale.t(TO_FIX))
    sheets: list[tuple[Refused, str, int]] = []
    for refused in imported.refused:
        rows = [row for row in refused.rows.iter_rows(named=True) if _writable(refused, row)]
        if rows:
            name = _sheet_name(len(sheets) + 1, refused.file)
            _write_rows(book.add_worksheet(name), refused, rows, locale, look)
            sheets.append((refused, name, len(rows)))
    _write_first(first, imported, sheets, locale, look)
    book.close()
    return content.getvalue()


def _look(book: Any) -> _Look:
    return _Look(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        locked=book.add_format({"bg_color": _GREY, "locked": True}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top", "locked": True}),
        cell=book.add_format({"num_format": "@", "locked": False}),
        fault=book.add_format({"num_format": "@", "locked": False, "bg_color": _YELLOW}),
    )


def _writable(refused: Refused, row: Mapping[str, Any]) -> bool:
    cells = refused.cells.get(row["row"])
    return cells is not None and all(len(cell) <= _LONGEST and not _NOT_WRITABLE.search(cell) for cell in cells)


def _sheet_name(rank: int, file: str) -> str:
    return f"{rank} {_NOT_IN_NAMES.sub(' ', file)}"[:31].strip()


def _write_rows(sheet: Any, refused: Refused, rows: Sequence[Mapping[str, Any]], locale: Locale, look: _Look) -> None:
    own = [column[locale.lang] for column in (FILE, ROW, KEY, REASON, REMEDY)]
    key = Key.of(refused)
    cells = [refused.cells[row["row"]] for row in rows]
    width = max(len(refused.header), *(len(each) for each in cells))
    sheet.set_column(0, 1, 18, look.locked)
    sheet.set_column(2, 2, 8, look.locked, {"hidden": True})
    sheet.set_column(3, 4, 48, look.wrapped)
    sheet.set_column(5, 5 + width - 1, 18, look.cell)
    for at, text in enumerate([*own, *refused.header]):
        sheet.write_string(0, at, text, look.head)
    for line, (row, each) in enumerate(zip(rows, cells, strict=True), start=1):
        sheet.write_string(line, 0, refused.file, look.locked)
        sheet.write_number(line, 1, row["row"], look.locked)
        sheet.write_string(line, 2, key.sealed(refused.file, row["row"]), look.locked)
        for at, text in enumerate(_told(refused, row, locale), start=3):
            sheet.write_string(line, at, text, look.wrapped)
        _write_cells(sheet, line, [*each, *[""] * (width - len(each))], row["at"], look)
    sheet.freeze_panes(1, 0)
    # No password: it keeps a hand from slipping, nothing more.
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def _write_cells(sheet: Any, line: int, cells: Sequence[str], fault: int | None, look: _Look) -> None:
    for at, text in enumerate(cells):
        shown = look.fault if fault is None or at == fault else look.cell
        if text:
            sheet.write_string(line, 5 + at, text, shown)
        else:
            sheet.write_blank(line, 5 + at, None, shown)


def _told(refused: Refused, row: Mapping[str, Any], locale: Locale) -> tuple[str, str]:
    params = refused.params(row)
    return word(row["code"], params, locale), remedy(row["code"], params, locale)


def _write_first(
    sheet: Any, imported: Imported, sheets: Sequence[tuple[Refused, str, int]], locale: Locale, look: _Look
) -> None:
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 5, 24)
    sheet.write_string(0, 0, locale.t(TO_FIX), look.title)
    for line, message in enumerate(HOW, start=1):
        sheet.merge_range(line, 0, line, 5, "", look.wrapped)
        sheet.write_string(line, 0, locale.t(message), look.wrapped)
        sheet.set_row(line, 32)
    line = len(HOW) + 2
    for rows in _tables(imported, sheets, locale):
        for rank, row in enumerate(rows):
            for at, text in enumerate(row):
                sheet.write_string(line, at, text[:_LONGEST], look.head if rank == 0 else look.wrapped)
            line += 1
        line += 1


def _tables(
    imported: Imported, sheets: Sequence[tuple[Refused, str, int]], locale: Locale
) -> Iterator[list[tuple[str, ...]]]:
    if sheets:
        counts = [(refused.file, str(rows), name) for refused, name, rows in sheets]
        yield [(locale.t(FILE_HEAD), locale.t(COUNTED), locale.t(SHEET_OF)), *counts]
    whole = [(each.file, word(each.code, each.params, locale)) for each in imported.refusals if each.row is None]
    if whole:
        yield [(locale.t(WHOLE), REASON[locale.lang]), *whole]
    by_hand = [
        (refused.file, str(row["row"]), row["column"] or "", row["value"] or "", *_told(refused, row, locale))
        for refused in imported.refused
        for row in refused.rows.iter_rows(named=True)
        if not _writable(refused, row)
    ]
    if by_hand:
        heads = (locale.t(head) for head in (BY_HAND, ROW_HEAD, COLUMN_HEAD, VALUE_HEAD))
        yield [(*heads, REASON[locale.lang], REMEDY[locale.lang]), *by_hand]
    unlisted = sum(refused.total - refused.rows.height for refused in imported.refused)
    if unlisted:
        yield [(locale.n(*UNLISTED, unlisted),)]
