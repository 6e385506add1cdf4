"""Where the table begins and which source it is: told by the header row, never by the file's name."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bascule.ingest.headers import plain, without_currency
from bascule.ingest.source import Source

DELIMITERS = (",", ";", "\t", "|")
_ROWS_LOOKED_AT = 60
_EMPTY_CELLS = 256


@dataclass(frozen=True)
class Head:
    """The first rows of a file, as cells; `lines[i]` is how many lines are read once row i is.

    `above` are lines of text that come before the rows and concern them.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A header row recognised.

    Attributes
    ----------
    source : Source
    columns : dict
        Column name → position in the file.
    headers : dict
        Column name → header as written.
    before, rows_before : int
        Lines, and rows of cells, up to the header row, it included.
    least, width : int
        Cells in the shortest whole row (the header's, without blank ones at its end) and in the longest.
    delimiter : str or None
        None in a workbook.
    language : {'en', 'fr'} or None
    currency : str or None
        Named in a header, as in "Amount spent (CAD)".
    missing : tuple of str
        Column names of which one is needed and none is there.
    above : tuple of str
        The lines above the header row.
    doubled : tuple of str
        Headers of figures that stand over two columns whose cells differ: nothing tells which is meant.
    """

    source: Source
    columns: dict[str, int]
    headers: dict[str, str]
    before: int
    rows_before: int
    least: int
    width: int
    delimiter: str | None
    language: str | None
    currency: str | None
    missing: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


def heads(text: str) -> Iterator[Head]:
    r"""Read the beginning of a text with each delimiter in turn.

    Examples
    --------
    >>> next(heads("Campaign report\nDay,Cost\n")).rows
    (('Campaign report',), ('Day', 'Cost'))
    """
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows, lines = [], []
        try:
            for row in reader:
                rows.append(tuple(row))
                lines.append(reader.line_num)
                if len(rows) == _ROWS_LOOKED_AT:
                    break
        except csv.Error:
            continue
        yield Head(tuple(rows), tuple(lines), delimiter)


def find_layout(candidates: Iterable[Head], sources: Iterable[Source]) -> Layout | None:
    r"""Return the best layout: the source whose header row names most of its columns, none missing.

    Examples
    --------
    >>> find_layout(heads("a,b\n1,2\n"), []) is None
    True
    """
    known = tuple(sources)
    found = [layout for head in candidates for layout in _first_header(head, known)]
    return max(found, key=lambda layout: (not layout.missing, len(layout.columns)), default=None)


def _first_header(head: Head, sources: tuple[Source, ...]) -> list[Layout]:
    incomplete: list[Layout] = []
    for index in range(len(head.rows)):
        layouts = list(_layouts(head, index, sources))
        if any(not layout.missing for layout in layouts):
            return layouts
        incomplete += layouts
    return incomplete


def _layouts(head: Head, index: int, sources: tuple[Source, ...]) -> Iterator[Layout]:
    row = head.rows[index]
    if sum(1 for cell in row if cell.strip()) < 2:
        return
    written = [plain(cell) for cell in row]
    for source in sources:
        names = [source.read_header(name) for name in written] if source.read_header else written
        columns, currency = _matched(source, names)
        if not any(columns.keys() >= set(needed) for needed in source.identified_by):
            continue
        missing = [group for group in source.needs if not columns.keys() & set(group)]
        yield Layout(
            source=source,
            columns=columns,
            headers={name: row[position].strip() for name, position in columns.items()},
            before=head.lines[index],
            rows_before=index + 1,
            least=max(at + 1 for at, name in enumerate(names) if name),
            width=max(len(row), _body_width(head.rows[index + 1 :], len(row))),
            delimiter=head.delimiter,
            language=_language(source, columns, names),
            currency=currency,
            missing=tuple(name for group in missing for name in group),
            above=(*head.above, *(",".join(cells) for cells in head.rows[:index])),
            doubled=tuple(_doubled(source, columns, names, head.rows[index:])),
        )


def _matched(source: Source, names: Sequence[str]) -> tuple[dict[str, int], str | None]:
    columns: dict[str, int] = {}
    currency = None
    bare = [without_currency(name) for name in names]
    for column in source.columns:
        for alias in map(plain, column.names):
            if alias in names:
                columns[column.name] = names.index(alias)
                break
            if column.money and (found := _with_currency(alias, bare)):
                columns[column.name], currency = found[0], currency or found[1]
                break
    return columns, currency


def _doubled(
    source: Source, columns: dict[str, int], names: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[str]:
    for name, position in columns.items():
        if source.column(name).kind not in {"number", "count"}:
            continue
        for other in range(position + 1, len(names)):
            if names[other] == names[position] and any(
                _cell(row, other) != _cell(row, position) for row in rows[1:]
            ):  # fmt: skip
                yield rows[0][position].strip()
                break


def _cell(row: Sequence[str], position: int) -> str:
    return row[position].strip() if position < len(row) else ""


def _with_currency(alias: str, bare: Sequence[tuple[str, str | None]]) -> tuple[int, str] | None:
    return next(((at, code) for at, (name, code) in enumerate(bare) if name == alias and code), None)


def _language(source: Source, columns: dict[str, int], names: Sequence[str]) -> str | None:
    votes = {"en": 0, "fr": 0}
    for name, position in columns.items():
        column = source.column(name)
        header = without_currency(names[position])[0]
        english = header in {plain(alias) for alias in column.en}
        french = header in {plain(alias) for alias in column.fr}
        if english != french:
            votes["en" if english else "fr"] += 1
    if votes["en"] == votes["fr"]:
        return None
    return max(votes, key=lambda language: votes[language])


def _body_width(rows: Sequence[Sequence[str]], width: int) -> int:
    # Spreadsheets add empty cells at the end of rows; a wider row with something in it is another matter.
    # One row of thousands of them is mended later: the whole table need not be as wide.
    widest = max((len(row) for row in rows if not any(cell.strip() for cell in row[width:])), default=width)
    return min(widest, width + _EMPTY_CELLS)
