"""Read a workbook in a process of its own: a damaged one can make the reader abort, take all memory, or never end.

Run as a script, with the path of the workbook: it imports nothing of Bascule, so that it starts at once.
"""

import datetime as dt
import pickle
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

# What a sound workbook takes at most, on a slow machine, to begin and by megabyte.
SECONDS, SECONDS_A_MEGABYTE = 4.0, 4.0
_MEMORY = 4 << 30
_ROWS_AT_ONCE = 4096
_ISO_SPAN = re.compile(r"^PT(\d{1,6})H(?:(\d{1,4})M)?(?:(\d{1,4}(?:[.,]\d{1,9})?)S)?$")
# Its name, whether it is hidden, its rows of text.
Raw = tuple[str, bool, list[tuple[str, ...]]]


class ReadingFailedError(Exception):
    """The workbook was not read: it is protected, or the detail of what is wrong with it."""

    def __init__(self, detail: str, *, protected: bool = False) -> None:
        super().__init__(detail)
        self.protected = protected


def read_apart(path: Path, number_mark: str = "") -> list[Raw]:
    """Return the sheets of a workbook as text, read by another process; the mark is put before numbers.

    Raises
    ------
    ReadingFailedError
        The workbook is damaged or protected, or that process did not come to its end.
    """
    command = [sys.executable, "-P", __file__, str(path), number_mark]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        seconds = SECONDS + SECONDS_A_MEGABYTE * path.stat().st_size / (1 << 20)
        watch = threading.Timer(seconds, process.kill)
        watch.start()
        try:
            assert process.stdout
            return _received(process.stdout)
        except (EOFError, pickle.UnpicklingError) as error:
            raise ReadingFailedError(f"exit {process.wait()}") from error
        finally:
            watch.cancel()
            process.kill()


def _received(pipe: IO[bytes]) -> list[Raw]:
    sheets: list[Raw] = []
    while True:
        kind, told = pickle.load(pipe)
        if kind == "sheet":
            sheets.append((*told, []))
        elif kind == "rows":
            sheets[-1][2].extend(told)
        elif kind == "end":
            return sheets
        else:
            raise ReadingFailedError(told, protected=kind == "protected")


def cell_text(cell: object) -> str:
    """Return a cell as text: an ISO date, a duration on a clock, a point for decimals, every digit of an identifier.

    Examples
    --------
    >>> cell_text(1234567890123456.0), cell_text(0.1 + 0.2), cell_text(dt.timedelta(hours=26)), cell_text(True)
    ('1234567890123456', '0.3', '26:00:00', 'true')
    """
    if isinstance(cell, str):
        return _from_ods(cell) if cell.startswith("PT") else cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return str(int(cell)) if abs(cell) < 1e18 and cell == int(cell) else format(cell, ".15g")
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return _clock(cell) if isinstance(cell, dt.timedelta) else str(cell)


def _from_ods(text: str) -> str:
    # OpenDocument writes a time of day or a duration as PT26H45M00S.
    found = _ISO_SPAN.match(text)
    if not found:
        return text
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    return _clock(dt.timedelta(hours=hours, minutes=minutes, seconds=seconds))


def _clock(cell: dt.timedelta) -> str:
    seconds = round(abs(cell).total_seconds())
    sign = "-" if cell < dt.timedelta(0) else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _told(path: str, mark: str) -> Iterator[tuple[str, Any]]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with Path(path).open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            for found in book.sheets_metadata:
                # Charts and macros have sheets of their own.
                if found.typ == SheetTypeEnum.WorkSheet:
                    yield "sheet", (found.name, found.visible != SheetVisibleEnum.Visible)
                    yield from _rows(book.get_sheet_by_name(found.name), mark)
        yield "end", None
    except PasswordError:
        yield "protected", "password"
    except Exception as error:
        yield "failed", str(error)[:200]


def _rows(sheet: Any, mark: str) -> Iterator[tuple[str, Any]]:
    # Columns before the first with content are blank.
    before = ("",) * (sheet.start[1] if sheet.start else 0)
    batch: list[tuple[str, ...]] = []
    for row in sheet.iter_rows():
        batch.append((*before, *(_marked(cell, mark) for cell in row)))
        if len(batch) == _ROWS_AT_ONCE:
            yield "rows", batch
            batch = []
    yield "rows", batch


def _marked(cell: object, mark: str) -> str:
    number = mark and isinstance(cell, int | float) and not isinstance(cell, bool)
    return mark + cell_text(cell) if number else cell_text(cell)


def _main() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        # Not every system has such limits; the process is apart all the same.
        pass
    for told in _told(sys.argv[1], sys.argv[2]):
        pickle.dump(told, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
