"""What a test found, kept as a row of the company's `experiments.csv`, which the model takes in at the next run."""

import csv
import datetime as dt
import io
from pathlib import Path

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.experiments.reading import TestResult
from bascule.experiments.sheet import stop_if_unsettled
from bascule.ingest.encoding import Content, decode, examine, head_text
from bascule.ingest.files import settings_of
from bascule.ingest.headers import plain
from bascule.ingest.layout import Layout, find_layout, heads
from bascule.ingest.reader import read_file
from bascule.ingest.source import Reading
from bascule.ingest.sources.experiments_csv import EXPERIMENTS_CSV
from bascule.locale.spreadsheet import inert
from bascule.warehouse.durable import said, write_whole

NAME = "experiments.csv"
HEADER = ("channel", "start", "end", "lift", "lift_error", "spend")


def save(found: TestResult, folder: Path, company: Company | None = None, today: dt.date | None = None) -> Path:
    """Add a test to the `experiments.csv` of a folder, made if missing; the rows that were there stay as they were.

    Parameters
    ----------
    found : TestResult
    folder : Path
    company : Company, optional
        Whose currency the amounts are in.
    today : datetime.date, optional

    Raises
    ------
    BasculeError
        `trial_value_missing`, `trial_spend_missing`, `trial_already_saved`, `trial_record_foreign` when the file there
        is of another kind, or what the disk refuses; nothing is changed then.

    Examples
    --------
    >>> import tempfile
    >>> from bascule.experiments.reading import Estimate
    >>> sure = Estimate(900.0, 300.0, float("inf"), 9000.0, 0.1, ())
    >>> found = TestResult("radio", "geo", dt.date(2026, 3, 2), dt.date(2026, 3, 29), sure, 600.0, 1.0)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(save(found, Path(folder)).read_text().splitlines()[1])
    radio,2026-03-02,2026-03-29,900.00,300.00,600.00
    """
    row = found.to_row()
    row["channel"] = inert(row["channel"])
    path = folder / NAME
    with said(path):
        content = examine(path) if path.is_file() else None
    if content is None or content.nature == "empty":
        write_whole(path, _line(HEADER, ",").encode() + _line([row[name] for name in HEADER], ",").encode())
        return path
    layout = None if content.nature != "text" else find_layout(heads(head_text(path, content)), [EXPERIMENTS_CSV])
    if layout is None or layout.missing or content.damaged or content.cut:
        raise BasculeError("trial_record_foreign", path=str(path))
    decimal = _check(path, content, found, company, today or dt.date.today())
    text = decode(path, content)
    write_whole(path, _added(text, layout, row, decimal, company).encode(content.encoding))
    return path


def _check(path: Path, content: Content, found: TestResult, company: Company | None, today: dt.date) -> str:
    settings = settings_of(NAME, company) if company else FileSettings()
    # A row that cannot be read is no reason not to add another.
    settings = settings.model_copy(update={"accept_refusals": True})
    (read,) = read_file(path, content, [EXPERIMENTS_CSV], settings, company, Reading(NAME, today))
    stop_if_unsettled(read.questions)
    if any(refusal.row is None for refusal in read.refusals):
        raise BasculeError("trial_record_foreign", path=str(path))
    rows = read.tables.get("experiments", pl.DataFrame({"channel": [], "start": [], "end": []}))
    for channel, start, end in rows.select("channel", "start", "end").rows():
        if (plain(channel), start, end) == (plain(found.channel), found.start, found.end):
            told = {"channel": channel, "start_date": start, "end_date": end}
            raise BasculeError("trial_already_saved", path=str(path), **told)
    return read.report.decimal or "."


def _added(text: str, layout: Layout, row: dict[str, str], decimal: str, company: Company | None) -> str:
    cells = [""] * layout.width
    for name, position in layout.columns.items():
        written = row.get(name, company.currency if company and name == "currency" else "")
        cells[position] = written.replace(".", decimal) if name in {"lift", "lift_error", "spend"} else written
    ending = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith(("\n", "\r")) else text + ending
    return whole + _line(cells, layout.delimiter or ",", ending)


def _line(cells: list[str] | tuple[str, ...], delimiter: str, ending: str = "\n") -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=ending).writerow(cells)
    return buffer.getvalue()
