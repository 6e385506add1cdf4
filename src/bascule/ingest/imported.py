"""What reading a folder gives: canonical tables, and what became of every file, row and doubt."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.refused import Refused
from bascule.ingest.salt import Salt


@dataclass(frozen=True)
class FileReport:
    """One file of the folder and what became of it.

    Attributes
    ----------
    file : str
        Path inside the folder.
    source : str or None
        Kind of the source in :data:`bascule.ingest.sources.SOURCES`; None when the file was not recognised.
    table : str or None
        Canonical table the rows went to; several are separated by ", ".
    rows_kept, rows_refused, rows_left_out : int
        Rows of the file; totals rows and blank lines are none of them. What is left out is true but no business done.
    start, end : datetime.date or None
        First and last day of the rows kept.
    total : float or None
        Sum of the main amount of the rows kept (spend, amount, net or revenue).
    messages : tuple of (code, params)
        What was decided or refused, worded by :func:`bascule.locale.wording.word`.
    language : {'en', 'fr'} or None
        Language of the headers; None when they tell nothing.
    encoding, delimiter, decimal, currency : str or None
        How the file was read.
    """

    file: str
    source: str | None = None
    table: str | None = None
    rows_kept: int = 0
    rows_refused: int = 0
    start: dt.date | None = None
    end: dt.date | None = None
    total: float | None = None
    messages: tuple[Message, ...] = ()
    language: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    currency: str | None = None
    rows_left_out: int = 0


@dataclass(frozen=True)
class Refusal:
    """A row, or a whole file when `row` is None, that was not imported, and why.

    `row` is the line number a spreadsheet shows, `column` the header as written in the file.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    code: str
    params: dict[str, object]


@dataclass(frozen=True)
class Question:
    """What a file cannot say by itself; answered under `[files."FILE"]` in `bascule.toml`.

    `field` is the name of that setting, `choices` what it accepts (empty: free).
    """

    file: str
    field: str
    code: str
    params: dict[str, object]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """A folder as read.

    Attributes
    ----------
    tables : dict
        Canonical table → rows; see :data:`bascule.ingest.tables.SCHEMAS`.
    files : tuple of FileReport
        One a file, in the order of their names; those of corrections come last.
    refusals : tuple of Refusal
        Rows and files left out. Of many rows refused for one reason in a file, the first are named; the number
        is in the file's report.
    questions : tuple of Question
        What has to be answered before the files concerned are read.
    refused : tuple of Refused
        Every refused row of every table, in compact lists; with their cells where these were asked for.
    salt : Salt or None
        What customers were hashed with, for the warehouse to keep.
    """

    tables: dict[str, pl.DataFrame]
    files: tuple[FileReport, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[Question, ...] = ()
    salt: Salt | None = None
    refused: tuple[Refused, ...] = ()
