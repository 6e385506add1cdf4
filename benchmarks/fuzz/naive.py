"""A tiny reader of exports, slow and obviously right, that shares nothing with Bascule's."""

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from xml.etree import ElementTree

from benchmarks.fuzz.known import Known

csv.field_size_limit(1 << 30)
BLANKS = {"", "-", "--", "---", "—", "–", "n/a", "na", "#n/a", "null", "none", "nan", "nil", "so", "s.o.", "s.o"}
OURS = {"CAD", "CA$", "$CA", "CAD$", "$CAD", "C$"}
MOST = 1e13
LONGEST = 100
WIDEST = 500
WIDE = re.compile(r"\b20\d\d$|: ?\(.*\)$|^total$")
WIDE_FIRST = {"", "week", "semaine", "day", "jour", "month", "mois", "account", "compte", "distribution account",
              "compte de ventilation"}  # fmt: skip
SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f'’]")
SIGNS = re.compile(r"(?i)ca\$|c\$|\$\s*ca\b|\bcad\b|\$")
OTHER_SIGNS = re.compile(r"(?i)(us|au)?\$\s*(us\b)?|[€£]|\b(usd|eur|gbp|aud)\b")
MONTHS = ("jan", "fev|feb", "mar", "avr|apr", "mai|may", "jun", "jul", "aou|aug", "sep", "oct", "nov", "dec")


class UnreadableError(Exception):
    """A cell that no honest reader takes for a number."""


@dataclass(frozen=True)
class Row:
    """Cells of a row under the header nearest above it; `lines` are the numbers it may go by."""

    lines: tuple[int, ...]
    header: tuple[str, ...]
    cells: tuple[str, ...]

    def get(self, names: Sequence[str]) -> str | None:
        """Return the cell below the first of the headers that is there; None where none is."""
        for name in names:
            if name in self.header:
                at = self.header.index(name)
                return self.cells[at] if at < len(self.cells) else ""
        return None


def decode(data: bytes) -> str:
    """Return the text of a file."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    half = max(1, min(len(data), 1 << 16) // 2)
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[start : 1 << 16 : 2].count(0) > 0.7 * half:
            return data.decode(codec, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8-sig", errors="replace")
    accents = sum(letter > "\x7f" and letter != "\ufffd" for letter in damaged)
    if data[:3] == b"\xef\xbb\xbf" or accents > damaged.count("\ufffd"):
        return damaged
    return data.decode("cp1252", errors="replace")


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Return a header without its case, accents and kinds of spaces, nor a currency in parentheses."""
    letters = unicodedata.normalize("NFKD", text[:400].replace("\ufeff", "").replace("’", "'"))
    bare = " ".join("".join(x for x in letters if not unicodedata.combining(x)).lower().split())
    return re.sub(r"\s*\((?!utc)[a-z]{3}\)$", "", bare)


def grids(data: bytes) -> list[list[tuple[tuple[int, ...], list[str]]]]:
    """Return the rows of a file, each with the lines it may go by, once for every delimiter (or for every sheet)."""
    if data[:2] == b"PK":
        return sheets(data)
    text = decode(data)
    lines = re.split(r"\r\n|\r|\n", text)
    found = []
    for delimiter in ",;\t|":
        reader, rows, before = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [], 0
        try:
            for rank, cells in enumerate(reader, start=1):
                rows.append(((reader.line_num, before + 1, rank), cells))
                if 1 < reader.line_num - before <= WIDEST:
                    # A mark never closed swallows lines that are rows all the same.
                    alone = [
                        (line, next(csv.reader([lines[line - 1]], delimiter=delimiter), []))
                        for line in range(before + 1, min(reader.line_num, len(lines)) + 1)
                    ]
                    rows += [((line,), cells) for line, cells in alone]
                before = reader.line_num
        except csv.Error:
            continue
        found.append(rows)
    return found


def sheets(data: bytes) -> list[list[tuple[tuple[int, ...], list[str]]]]:
    """Return the rows of every sheet of a simple workbook."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(each.itertext()) for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        for name in book.namelist():
            if "worksheets/" not in name or not name.endswith(".xml"):
                continue
            rows = []
            for row in (each for each in ElementTree.fromstring(book.read(name)).iter() if each.tag.endswith("}row")):
                cells: dict[int, str] = {}
                for cell in row:
                    text = "".join(cell.itertext())
                    cells[column(cell.get("r", ""))] = (
                        # A number has no decimals of its own: 40.00 is 40.
                        shared[int(text)] if cell.get("t") == "s" else re.sub(r"\.0+$", "", text)
                    )
                line = int(row.get("r", "0"))
                rows.append(((line,), [cells.get(at, "") for at in range(max(cells, default=-1) + 1)]))
            found.append(rows)
    return found


def column(reference: str) -> int:
    """Return the position, from 0, of a cell called B7."""
    at = 0
    for letter in reference.rstrip("0123456789"):
        at = at * 26 + ord(letter) - 64
    return at - 1


def rows_of(data: bytes, known: Known) -> list[Row]:
    """Return the rows below the headers of a source, under whichever delimiter shows any."""
    rows: list[Row] = []
    for grid in grids(data):
        header: tuple[str, ...] = ()
        first = below = 0
        for lines, cells in grid:
            below += 1
            names = tuple(plain(cell) for cell in cells[:WIDEST])
            if cells and cells[0].startswith("# "):
                header = ()
            elif is_header(names, cells, known):
                header, first, below = names, lines[0], 0
            elif header and any(cell.strip() for cell in cells):
                rows.append(Row((*lines, first + below), header, tuple(cells[:WIDEST])))
    return rows


def is_header(names: Sequence[str], cells: Sequence[str], known: Known) -> bool:
    """Tell a header row: it has a column of amounts, and one of dates where there should be one."""
    if known.wide:
        return names[:1] != () and names[0] in WIDE_FIRST and any(map(WIDE.search, names[1:]))
    dated = not known.dated or any(name in names for each in known.dates.values() for name in each)
    return len(cells) > 1 and dated and any(name in names for each in known.amounts.values() for name in each)


def mark_of(rows: Sequence[Row], known: Known, usual: str) -> str:
    """Return the decimal mark that most amounts show by their last two digits, else the sample's own."""
    totals = ("total", "grand total")
    rows = [row for row in rows if not row.cells[0].strip().lower().startswith(totals)]
    # A row that begins with nothing is a total, unless every row does.
    rows = [row for row in rows if row.cells[0].strip()] or rows
    texts = [row.get(names) or "" for row in rows for names in known.amounts.values()]
    if known.wide:
        texts = [cell for row in rows for cell in row.cells[1:]]
    shown = [
        found[1]
        for text in set(texts)
        if len(text) <= LONGEST and "=" not in text and (found := re.search(r"\d([.,])\d{1,2}\D*$", text))
    ]
    commas, points = shown.count(","), shown.count(".")
    return usual if commas == points else "," if commas > points else "."


def amount(text: str, mark: str, *, money: bool = True) -> Decimal | None:
    """Return a number, None where the cell says nothing; the sign of a currency does no harm to a count.

    Raises
    ------
    UnreadableError
        The cell is no number, or is in another currency.
    """
    if text.strip().lower() in BLANKS or re.fullmatch(r"[<>]\s*\d+%?", text.strip()):
        return None
    if len(text.strip()) > LONGEST:
        raise UnreadableError(text[:LONGEST])
    text = text if money else OTHER_SIGNS.sub("", text)
    if re.search(rf"\d{SPACES.pattern}+(\d{{1,2}}(?!\d)|\d{{4}})", text):
        raise UnreadableError(text)
    bare = SPACES.sub("", SIGNS.sub("", text.strip())).replace("−", "-")
    if re.fullmatch(r"\(.+\)", bare):
        bare = "-" + bare[1:-1]
    other = "," if mark == "." else "."
    if re.search(rf"{re.escape(other)}\d{{0,2}}(?!\d)|{re.escape(other)}\d{{4,}}", bare):
        raise UnreadableError(text)
    bare = bare.replace(other, "").replace(mark, ".")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", bare) or not bare.isascii():
        raise UnreadableError(text)
    if abs(float(bare)) >= MOST:
        raise UnreadableError(text)
    return Decimal(bare)


def days(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Return what a date may mean, day first and month first."""
    if len(text) > LONGEST:
        return None, None
    bare = "".join(x for x in unicodedata.normalize("NFKD", text.strip().lower()) if not unicodedata.combining(x))
    if found := re.match(r"'?(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", bare) or re.fullmatch(
        r"(\d{4})(\d\d)(\d\d)", bare
    ):
        day = built(found[1], found[2], found[3] or "1")
        return day, day
    if found := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", bare):
        return built(found[3], found[2], found[1]), built(found[3], found[1], found[2])
    found = re.search(r"([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})", bare)
    month = next((n for n, names in enumerate(MONTHS, 1) if found and found[1] in names.split("|")), 0)
    day = built(found[3], str(month), found[2]) if found else None
    return day, day


def built(year: str, month: str, day: str) -> dt.date | None:
    """Return a date; None where the calendar has none."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
