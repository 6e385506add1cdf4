"""What an owner does with the workbook of refused rows, in a spreadsheet: cells changed, then saved anew."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

Sheet = list[list[Any]]
Change = Mapping[tuple[int, str], object]


def sheets_of(book: bytes) -> dict[str, Sheet]:
    read = CalamineWorkbook.from_filelike(BytesIO(book))
    return {name: read.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read.sheet_names}


def saved(sheets: Mapping[str, Sheet]) -> bytes:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(line, at, cell)
                    elif cell is not None:
                        sheet.write(line, at, cell)
    return content.getvalue()


def edited(book: bytes, sheet: int, edit: Callable[[Sheet], None]) -> bytes:
    """Return the workbook with one sheet (1 is the first after the notes) passed through `edit`."""
    sheets = sheets_of(book)
    edit(sheets[list(sheets)[sheet]])
    return saved(sheets)


def fixed(book: bytes, changes: Change, sheet: int = 1) -> bytes:
    """Return the workbook with cells changed: (row of the exported file, header) → value; "" header empties the row."""

    def change(rows: Sheet) -> None:
        header = rows[0]
        for row in rows[1:]:
            for (number, name), value in changes.items():
                if row[1] != number:
                    continue
                if name:
                    row[header.index(name, 5)] = value
                else:
                    row[5:] = [""] * len(row[5:])

    return edited(book, sheet, change)
