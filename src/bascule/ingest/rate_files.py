"""The dated exchange rates of a folder, read before its other files so that their amounts can be converted."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest.encoding import examine
from bascule.ingest.files import settings_of
from bascule.ingest.overlap import settle_overlaps
from bascule.ingest.rates import Rates
from bascule.ingest.reader import FileRead, read_file
from bascule.ingest.source import Reading
from bascule.ingest.sources.exchange_rates import EXCHANGE_RATES

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
# The header comes after the list of the series: some forty lines.
_HEAD = 1 << 14
# Few signs may come before the name, so that the time does not grow as the square of a heap of signs.
_MARKS = re.compile(
    rb'(?im)^\W{0,8}date"?[,;\t].*"?FX[A-Z]{6}\b|^\W{0,8}(?:date|currency|devise|base)\b.*\b(?:rate|taux)\b'
)


def rates_of(folder: Path, paths: Iterable[Path], company: Company | None, reading: Reading) -> Rates:
    """Return the rates of a folder and of its owner.

    A file of rates that cannot be read, or that raises a question, gives none; it is said when its turn comes.

    Parameters
    ----------
    folder : Path
    paths : iterable of Path
        The files of the folder. Only text files that begin as tables of rates are looked into.
    company : Company or None
    reading : Reading
        With today's date.
    """
    if company is None:
        return Rates()
    names = {path.relative_to(folder).as_posix(): path for path in paths if _may_hold(path)}
    reads = [
        read
        for name, path in names.items()
        if not (settings := settings_of(name, company)).ignore and settings.source in {None, EXCHANGE_RATES.kind}
        for read in _read(path, replace(reading, file=name), company, settings)
    ]
    kept = [read for read in settle_overlaps(reads) if "rates" in read.tables]
    said = {code.upper(): rate for code, rate in company.rates.items()}
    if not kept:
        return Rates(company.currency, said)
    pairs = pl.concat([read.tables["rates"] for read in kept])
    return Rates(company.currency, said, pairs, ", ".join(read.report.file for read in kept))


def _may_hold(path: Path) -> bool:
    if path.suffix.lower() not in _TEXTS:
        return False
    try:
        with path.open("rb") as file:
            return _MARKS.search(file.read(_HEAD).replace(b"\0", b"")) is not None
    except OSError:
        return False


def _read(path: Path, reading: Reading, company: Company, settings: FileSettings) -> list[FileRead]:
    try:
        content = examine(path)
        return (
            read_file(path, content, [EXCHANGE_RATES], settings, company, reading) if content.nature == "text" else []
        )
    except (BasculeError, OSError):
        return []
