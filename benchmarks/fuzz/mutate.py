"""Ways in which a file is damaged, each decided by a seed alone."""

import csv
import io
import operator
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks.fuzz.containers import ARCHIVES, unzipped, workbook, zipped
from benchmarks.fuzz.samples import Sample

Grid = list[list[str]]
HUGE = (
    "1e308",
    "9e999",
    "-1e308",
    "99999999999999999999",
    "1e-400",
    "0x1A",
    "1_000",
    "１２,３４",
    "NaN",
    "Infinity",
    "-inf",
    "1e5",
    "1E+2",
    "12.3.4",
    "1,2,3",
    "1'234.50",
    "12..5",
    "+-3",
    "--5",
    "5-",
    "٣٤",
    "1/2",
    "12 34",
)
NEGATIVE = ("−{}", "–{}", "-{}", "({})", "- {}", "{}-", "(-{})", "—{}")
EMPTY = ("", "--", "NULL", " ", "n/a", "#N/A", "-", "#REF!", "null", "<5", "\u00a0", "0")
FORMULAS = ("=cmd|' /C calc'!A0", "@SUM(1)", "=1+1", "+1+1", "-1+1", '=HYPERLINK("http://x","y")', '="12.34"')
DATES = ("0001-01-01", "9999-12-31", "31/02/2026", "2026-02-31", "1899-12-31", "00/00/0000", "2027-01-01", "46266",
         "2026-13-01", "1 sept 2026", "09/01/26", "2026-09-01T25:61:00Z", "0000-00-00", "-2026-09-01")  # fmt: skip
CURRENCIES = ("USD", "EUR", "QQQ", "US$", "€", "cad", "CA", "", "dollars", "123", "CAD ", "C$")
FOREIGN = ("US${}", "{} €", "USD {}", "£{}", "{} $ US", "CAD {}", "{} $", "$CA{}", "{} JPY", "¥{}")


ENORMOUS = tuple(
    partial(operator.mul, text, times)
    for text, times in (("x", 10 << 20), ("9", 10 << 20), ("é\n", 1 << 19), ('"', 1 << 18), ("a,", 1 << 17),
                        (";", 1 << 17),
                        ("-", 10 << 20), ("1,", 1 << 17), (" ", 10 << 20))
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A damaged file; `same` says that whoever reads it should find what the sample says."""

    data: bytes
    suffix: str
    same: bool = False


def grid_of(sample: Sample) -> Grid:
    """Return the cells of a text."""
    return list(csv.reader(io.StringIO(sample.text, newline=""), delimiter=sample.delimiter))


def written(grid: Grid, sample: Sample, delimiter: str | None = None, codec: str | None = None) -> bytes:
    """Return cells as a text in the sample's own dialect."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter or sample.delimiter, lineterminator="\n").writerows(grid)
    return buffer.getvalue().encode(codec or sample.codec, errors="replace")


def header_at(grid: Grid) -> int:
    """Return where the header most likely is: the first of the rows with the most cells filled."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in grid[:20]]
    return filled.index(max(filled)) if filled else 0


def _cell(grid: Grid, rng: random.Random) -> tuple[int, int]:
    rows = [at for at in range(header_at(grid) + 1, len(grid)) if grid[at]]
    row = rng.choice(rows) if rows else rng.randrange(len(grid))
    return row, rng.randrange(max(1, len(grid[row])))


def _digits(grid: Grid, rng: random.Random) -> tuple[int, int] | None:
    places = [
        (r, c) for r in range(header_at(grid) + 1, len(grid)) for c, cell in enumerate(grid[r])
        if any(x in ".," for x in cell) and sum(x.isdigit() for x in cell) >= 2
    ]  # fmt: skip
    return rng.choice(places) if places else None


def _replacing(choices: tuple[str, ...]) -> Callable[[Grid, random.Random], None]:
    def change(grid: Grid, rng: random.Random) -> None:
        for _ in range(rng.randint(1, 3)):
            row, at = _digits(grid, rng) if rng.random() < 0.6 and _digits(grid, rng) else _cell(grid, rng)
            if grid[row]:
                chosen = rng.choice(choices)
                grid[row][at] = chosen.format(grid[row][at]) if "{}" in chosen else chosen

    return change


def _currency(grid: Grid, rng: random.Random) -> None:
    places = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell.strip().upper() == "CAD"]
    for row, at in rng.sample(places, min(len(places), rng.randint(1, 2))):
        grid[row][at] = rng.choice(CURRENCIES)


def _duplicate_rows(grid: Grid, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 4)):
        grid.insert(rng.randrange(len(grid) + 1), list(rng.choice(grid)))


def _header_again(grid: Grid, rng: random.Random) -> None:
    head = list(grid[header_at(grid)])
    if rng.random() < 0.5:
        order = rng.sample(range(len(head)), len(head))
        at = rng.randrange(header_at(grid) + 1, len(grid) + 1)
        grid[at:] = [[row[n] if n < len(row) else "" for n in order] for row in [head, *grid[at:]]]
    else:
        grid.insert(rng.randrange(len(grid) + 1), head)


def _halves(grid: Grid, rng: random.Random) -> None:
    middle = rng.randrange(len(grid) + 1)
    grid[:] = grid + (grid[:middle] if rng.random() < 0.5 else grid[middle:])


def _total_changed(grid: Grid, rng: random.Random) -> None:
    totals = [row for row in grid if row and row[0].lower().startswith(("total", "grand total"))]
    row = rng.choice(totals) if totals else list(rng.choice(grid))
    if not totals:
        row[:1] = ["Total"]
        grid.append(row)
    places = [at for at, cell in enumerate(row) if any(x.isdigit() for x in cell)]
    if places:
        at = rng.choice(places)
        row[at] = row[at].replace(rng.choice("0123456789"), rng.choice("0123456789"), 1)


def _drop(grid: Grid, rng: random.Random) -> None:
    at = rng.randrange(max(map(len, grid)))
    for row in grid:
        del row[at : at + 1]


def _drop_a_cell(grid: Grid, rng: random.Random) -> None:
    row, at = _cell(grid, rng)
    if grid[row]:
        if rng.random() < 0.5:
            del grid[row][at]
        else:
            grid[row].insert(at, rng.choice(["", "7", "12.34", "CAD"]))


def _swap_cells(grid: Grid, rng: random.Random) -> None:
    row, at = _cell(grid, rng)
    if grid[row]:
        other = rng.randrange(len(grid[row]))
        grid[row][at], grid[row][other] = grid[row][other], grid[row][at]


def _swap_headers(grid: Grid, rng: random.Random) -> None:
    head = grid[header_at(grid)]
    one, other = rng.randrange(len(head)), rng.randrange(len(head))
    head[one], head[other] = head[other], head[one]


def _marks(grid: Grid, rng: random.Random) -> None:
    share = rng.choice([0.2, 0.5, 1.0])
    table = str.maketrans(".,", ",.")
    for row in grid[header_at(grid) + 1 :]:
        for at, cell in enumerate(row):
            if cell.strip(" $-()").replace(",", "").replace(".", "").isdigit() and rng.random() < share:
                row[at] = cell.translate(table)


def _twin(grid: Grid, rng: random.Random) -> None:
    head = header_at(grid)
    at = rng.randrange(len(grid[head]))
    for number, row in enumerate(grid):
        if len(row) > at:
            row.append(row[at] if number == head or rng.random() < 0.7 else "7.77")


CELLS: dict[str, Callable[[Grid, random.Random], None]] = {
    "empty cells": _replacing(EMPTY), "formulas": _replacing(FORMULAS), "huge and odd numbers": _replacing(HUGE),
    "negative signs": _replacing(NEGATIVE), "impossible dates": _replacing(DATES), "foreign signs": _replacing(FOREIGN),
    "currency changed": _currency, "rows duplicated": _duplicate_rows, "header repeated": _header_again,
    "halves glued": _halves, "total changed": _total_changed, "column dropped": _drop, "cells shifted": _drop_a_cell,
    "cells swapped": _swap_cells, "headers swapped": _swap_headers, "decimal marks swapped": _marks,
    "column twice": _twin,
}  # fmt: skip


def reordered(sample: Sample, rng: random.Random) -> Mutant:
    """Return the columns in another order."""
    grid = grid_of(sample)
    head = header_at(grid)
    width = len(grid[head])
    order = rng.sample(range(width), width)
    moved = [[row[n] if n < len(row) else "" for n in order] if len(row) > 1 else row for row in grid[head:]]
    return Mutant(written(grid[:head] + moved, sample), sample.suffix)


def added(sample: Sample, rng: random.Random) -> Mutant:
    """Return the rows with a column more, of text."""
    grid = grid_of(sample)
    head = header_at(grid)
    for number, row in enumerate(grid[head:]):
        if len(row) > 1:
            row.extend([""] * (len(grid[head]) - len(row) - (number > 0)))
            row.append("Notes internes" if number == 0 else rng.choice(["", "abc", "=A1", "é"]))
    return Mutant(written(grid, sample), sample.suffix, same=True)


def renamed(sample: Sample, rng: random.Random) -> Mutant:
    """Return the headers in another case, without accents, or with no-break spaces."""
    grid = grid_of(sample)
    head = grid[header_at(grid)]
    change = rng.choice([str.upper, str.lower, lambda x: x.replace(" ", "\u00a0"), lambda x: f"  {x} "])
    head[:] = [change(cell) for cell in head]
    return Mutant(written(grid, sample), sample.suffix, same=True)


def redelimited(sample: Sample, rng: random.Random) -> Mutant:
    """Return the cells parted by another character."""
    return Mutant(written(grid_of(sample), sample, rng.choice(",;\t|")), sample.suffix, same=True)


def reencoded(sample: Sample, rng: random.Random) -> Mutant:
    """Return the text in another encoding."""
    codec = rng.choice(["cp1252", "utf-16-le", "utf-16-be", "utf-16", "latin-1", "mac_roman", "utf-8-sig", "utf-8",
                        "utf-32", "cp850", "utf-7"])  # fmt: skip
    mark = b"\xff\xfe" if codec == "utf-16-le" and rng.random() < 0.5 else b""
    return Mutant(
        mark + sample.text.encode(codec, errors="replace"), sample.suffix, same=codec[:5] in {"utf-8", "utf-1"}
    )


def relined(sample: Sample, rng: random.Random) -> Mutant:
    """Return the lines ended otherwise: CR, LF, CRLF, or all of them."""
    ends = rng.choice([["\r"], ["\n"], ["\r\n"], ["\r", "\n", "\r\n"]])
    lines = sample.text.splitlines()
    return Mutant("".join(line + rng.choice(ends) for line in lines).encode(sample.codec), sample.suffix, same=True)


def truncated(sample: Sample, rng: random.Random) -> Mutant:
    """Return the beginning of a file, cut at any byte."""
    return Mutant(sample.data[: rng.randrange(len(sample.data))], sample.suffix)


def flipped(sample: Sample, rng: random.Random) -> Mutant:
    """Return the bytes with some changed, put in or taken out."""
    data = bytearray(sample.data)
    for _ in range(rng.choice([1, 1, 2, 5, 30])):
        at = rng.randrange(len(data))
        kind = rng.randrange(4)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.choice(b'0123456789.,;"\n\t -')
        elif kind == 2:
            data.insert(at, rng.choice(b'\x00\xff\xe9"\n,;0123456789.-$'))
        elif len(data) > 1:
            del data[at]
    return Mutant(bytes(data), sample.suffix)


def quoted(sample: Sample, rng: random.Random) -> Mutant:
    """Return the text with quotation marks that do not pair."""
    text = sample.text
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text))
        text = text[:at] + '"' + text[at:]
    return Mutant(text.encode(sample.codec), sample.suffix)


def noughts(sample: Sample, rng: random.Random) -> Mutant:
    """Return the bytes with NUL among them."""
    at = rng.randrange(len(sample.data))
    return Mutant(sample.data[:at] + b"\x00" * rng.choice([1, 2, 500]) + sample.data[at:], sample.suffix)


def enormous(sample: Sample, rng: random.Random) -> Mutant:
    """Return the rows with a cell of ten megabytes."""
    grid = grid_of(sample)
    row, at = _cell(grid, rng)
    if grid[row]:
        grid[row][at] = rng.choice(ENORMOUS)()
    return Mutant(written(grid, sample), sample.suffix)


def lengthened(sample: Sample, rng: random.Random) -> Mutant:
    """Return the text with a line of very many cells, or very many empty lines."""
    text = sample.text
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines) + 1)
    lines.insert(at, rng.choice(["\n" * 100_000, sample.delimiter * 100_000 + "\n", "z" * 1_000_000 + "\n"]))
    return Mutant("".join(lines).encode(sample.codec), sample.suffix)


TEXTS: dict[str, Callable[[Sample, random.Random], Mutant]] = {
    "columns reordered": reordered, "column added": added, "headers rewritten": renamed, "delimiter": redelimited,
    "encoding": reencoded, "newlines": relined, "unpaired quotes": quoted,
}  # fmt: skip
BYTES: dict[str, Callable[[Sample, random.Random], Mutant]] = {
    "truncated": truncated, "bytes changed": flipped, "NUL bytes": noughts,
}  # fmt: skip
LARGE: dict[str, Callable[[Sample, random.Random], Mutant]] = {"enormous cell": enormous, "enormous lines": lengthened}
ENDLESS = (
    "RRULE:FREQ=SECONDLY",
    "RRULE:FREQ=DAILY",
    "RRULE:FREQ=YEARLY;UNTIL=99991231T000000Z",
    "RRULE:FREQ=WEEKLY;COUNT=999999999",
    "RRULE:FREQ=MINUTELY;INTERVAL=0",
    "DTSTART:00010101T000000Z",
    "DTEND:99991231T235959Z",
    "RRULE:FREQ=WEEKLY;BYDAY=99TH",
    "EXDATE:20260903T090000",
    "DURATION:P999999999D",
)


def calendar(sample: Sample, rng: random.Random) -> Mutant:
    """Return a calendar with a rule that never ends or makes no sense."""
    lines = sample.text.splitlines()
    inside = [at for at, line in enumerate(lines) if line.startswith(("UID", "SUMMARY"))]
    lines.insert(rng.choice(inside) if inside else 0, rng.choice(ENDLESS))
    return Mutant(("\r\n".join(lines) + "\r\n").encode(), sample.suffix)


def mutations(sample: Sample) -> list[str]:
    """Return the names of what may be done to a sample; what is slow to make comes less often."""
    if sample.suffix == ".ics":
        return [*BYTES, "endless calendar", "endless calendar", "encoding", "newlines"]
    if not sample.is_text and not zipfile.is_zipfile(io.BytesIO(sample.data)):
        return [*BYTES]
    if not sample.is_text:
        return [*BYTES, *("member: " + name for name in (*CELLS, *BYTES)), *ARCHIVES] if sample.suffix == ".zip" else [
            *BYTES, "strings missing", *("sheet: " + name for name in CELLS), "other zip inside"]  # fmt: skip
    return [*BYTES, *BYTES, *TEXTS, *CELLS, *CELLS, *LARGE, *ARCHIVES, "as workbook"]


def mutate(sample: Sample, name: str, seed: str) -> Mutant:
    """Return a damaged copy of a sample; the same seed gives the same bytes."""
    rng = random.Random(f"{sample.name}|{name}|{seed}")
    if found := {**TEXTS, **BYTES, **LARGE, "endless calendar": calendar}.get(name):
        return found(sample, rng)
    if name in CELLS:
        grid = grid_of(sample)
        CELLS[name](grid, rng)
        return Mutant(written(grid, sample), sample.suffix)
    if name in ARCHIVES:
        inside = sample.name.rpartition("/")[2]
        return Mutant(ARCHIVES[name](inside, sample.data, rng), ".zip")
    if name == "as workbook":
        return Mutant(workbook(grid_of(sample)), ".xlsx")
    return _inside(sample, name, rng)


def _inside(sample: Sample, name: str, rng: random.Random) -> Mutant:
    kind, _, inner = name.partition(": ")
    members = unzipped(sample.data)
    if kind == "member":
        at = rng.randrange(min(2, len(members)))
        member = Sample(members[at][0], members[at][1], ".csv")
        members[at] = (member.name, mutate(member, inner, str(rng.random())).data)
        return Mutant(zipped(members), ".zip")
    grid = sheet_cells(sample)
    if kind == "sheet":
        CELLS[inner](grid, rng)
        return Mutant(workbook(grid), ".xlsx")
    if name == "strings missing":
        return Mutant(workbook(grid, lost=rng.randint(1, 3)), ".xlsx")
    return Mutant(zipped([*members[:-1], ("xl/worksheets/sheet2.xml", zipped(members))]), ".xlsx")


def sheet_cells(sample: Sample) -> Grid:
    """Return the cells of a workbook's only sheet."""
    from benchmarks.fuzz.naive import sheets

    return [cells for _, cells in sheets(sample.data)[0]]
