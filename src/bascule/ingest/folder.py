"""A folder of exports under any names, read into canonical tables."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import polars as pl

from bascule.company import FILE_NAMES, Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest.archive import DEEPEST, Scratch, unpacked
from bascule.ingest.billed import settle_bills
from bascule.ingest.booked import booked_once
from bascule.ingest.encoding import Content, examine
from bascule.ingest.imported import FileReport, Imported, Message
from bascule.ingest.overlap import settle_overlaps
from bascule.ingest.payments import settle_payments
from bascule.ingest.rate_files import rates_of
from bascule.ingest.reader import FileRead, read_file, refused_file
from bascule.ingest.salt import Salt, customer_keys, read_salt, salt_path
from bascule.ingest.source import Reading, Source
from bascule.ingest.sources import SOURCES

Progress = Callable[[str, int, int], None]
# Part of every import's identity: raise it when the same file would give other rows.
READER_VERSION = 3
_TABULAR = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".ics"})
# What `bascule.toml` says that changes the rows a file gives.
_BEARING = {"currency", "province", "time_zone", "own_names", "mappings", "people", "rates", "campaigns", "terms"}
_ARCHIVES = frozenset({".zip", ".gz"})
_MAYBE_TABULAR = frozenset({".txt", ".tab", ".dat", ""})
# Folders of our own results, which any of these files marks, are no exports; nor are results written among exports
# (`--out FOLDER`).
_OUTPUT_MARKS = frozenset({"decisions.json", "plan.json", "test-protocol.html"})
_OUTPUTS = frozenset({"budget.xlsx", "plan.csv"})


def read_folder(folder: Path, company: Company | None, today: dt.date, progress: Progress | None = None) -> Imported:
    """Read every export of a folder, whatever the files are called.

    Parameters
    ----------
    folder : Path
    company : Company or None
        Whose currency, names and file settings apply; None before `bascule.toml` is written.
    today : datetime.date
        Rows of later dates are refused.
    progress : callable, optional
        Called with the file's name, its rank from 0 and the number of files, before each and at the end.

    Returns
    -------
    Imported
        A file or row that is refused, or that raises a question, never loses the others.

    Raises
    ------
    BasculeError
        `folder_missing`, `folder_empty`, `no_usable_file`, `no_permission`, or `source_unknown` when
        `bascule.toml` names a source that does not exist.
    """
    paths = list(files_of(folder))
    if not paths:
        raise BasculeError("folder_empty", folder=folder.name or str(folder))
    salt = _salt(folder)
    reading = _reading(company, today, salt)
    reading = replace(reading, rates=rates_of(folder, paths, company, reading, lambda name: settings_of(name, company)))
    reads: list[FileRead] = []
    seen: dict[str, str] = {}
    with TemporaryDirectory(prefix="bascule-") as aside:
        scratch = Scratch(Path(aside))
        for rank, path in enumerate(paths):
            name = path.relative_to(folder).as_posix()
            if progress:
                progress(name, rank, len(paths))
            reads += _read_path(path, replace(reading, file=name), company, seen, scratch)
    if progress:
        progress("", len(paths), len(paths))
    settled = settle_bills(booked_once(settle_payments(settle_overlaps(reads))))
    return replace(_gathered(folder, settled), salt=salt)


def _reading(company: Company | None, today: dt.date, salt: Salt) -> Reading:
    if company is None:
        return Reading("", today, customer_key=customer_keys(salt))
    people = {name.strip().lower(): person for name, person in company.people.items()}
    return Reading(
        "",
        today,
        zone=company.zone,
        own_names=company.own_names,
        people=people,
        campaigns=company.campaigns,
        terms=company.terms,
        customer_key=customer_keys(salt),
    )


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder to look at: not hidden, not Bascule's own, not in a folder of results.

    Raises
    ------
    BasculeError
        `folder_missing` or `no_permission`.
    """
    if not folder.is_dir():
        raise BasculeError("folder_missing", folder=str(folder))
    try:
        entries = sorted(folder.iterdir())
    except PermissionError as error:
        raise BasculeError("no_permission", path=str(folder)) from error
    results = _OUTPUTS if any(entry.name in _OUTPUT_MARKS for entry in entries) else frozenset()
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name in FILE_NAMES or entry.name in results:
            continue
        if entry.is_file():
            yield entry
        elif entry.is_dir() and not entry.is_symlink() and not _is_output(entry):
            yield from files_of(entry)


def _is_output(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in _OUTPUT_MARKS)


def settings_of(name: str, company: Company | None) -> FileSettings:
    """Return what `bascule.toml` says of a file: the first pattern that matches its path or its name.

    Examples
    --------
    >>> company = Company(name="A", gross_margin=0.4, files={"Meta*": {"currency": "CAD"}})
    >>> settings_of("2026/meta.csv", company).currency
    'CAD'
    """
    named = name.lower().partition(" › ")[0]
    names = {name.lower(), named, named.rpartition("/")[2]}
    # A member of an archive also obeys what is said of its archive.
    names |= {"/".join(parents) for parents in _ancestors(named)} | {parents[-1] for parents in _ancestors(named)}
    for pattern, settings in (company.files if company else {}).items():
        lowered = pattern.lower()
        if any(each == lowered or fnmatch(each, lowered) for each in names):
            return settings
    return FileSettings()


def _ancestors(name: str) -> list[list[str]]:
    parts = name.split("/")
    return [parts[:end] for end in range(1, len(parts)) if PurePosixPath(parts[end - 1]).suffix in _ARCHIVES]


def _salt(folder: Path) -> Salt:
    try:
        return read_salt(folder)
    except (OSError, ValueError) as error:
        raise BasculeError("no_permission", path=str(salt_path(folder))) from error


def _read_path(
    path: Path, reading: Reading, company: Company | None, seen: dict[str, str], scratch: Scratch, depth: int = 0
) -> list[FileRead]:
    """Read a file, or every file of an archive; `scratch` is where archives are unpacked."""
    report = FileReport(reading.file)
    if settings_of(reading.file, company).ignore:
        return [FileRead(replace(report, messages=(("file_set_aside", {"file": reading.file}),)))]
    try:
        archived = path.suffix.lower() in _ARCHIVES and examine(path).nature == "archive"
        if archived and depth == DEEPEST:
            raise BasculeError("archive_too_large", file=reading.file)
        members = unpacked(path, scratch) if archived else []
    except PermissionError:
        return [refused_file(report, BasculeError("file_no_permission", path=str(path)))]
    except BasculeError as error:
        return [refused_file(report, error)]
    except OSError as error:
        return [refused_file(report, BasculeError("file_unreadable", detail=error.strerror or str(error)))]
    if not archived:
        return _read_one(path, reading, company, seen)
    if path.suffix.lower() == ".gz":
        return _read_path(members[0].path, reading, company, seen, scratch, depth + 1)
    beside = tuple(member.path for member in members)
    each = (replace(reading, file=f"{reading.file}/{member.name}", beside=beside) for member in members)
    reads = (
        _read_path(member.path, one, company, seen, scratch, depth + 1)
        for member, one in zip(members, each, strict=True)
    )
    return [read for part in reads for read in part]


def _read_one(path: Path, reading: Reading, company: Company | None, seen: dict[str, str]) -> list[FileRead]:
    report, settings = FileReport(reading.file), settings_of(reading.file, company)
    suffix = path.suffix.lower()
    if suffix not in _TABULAR | _MAYBE_TABULAR:
        return [FileRead(replace(report, messages=(("file_ignored", {"file": reading.file}),)))]
    sources = sources_for(settings, reading.file)
    try:
        content = examine(path)
        if content.digest in seen and content.nature != "empty":
            message: Message = ("file_repeated", {"file": reading.file, "other": seen[content.digest]})
            return [FileRead(replace(report, messages=(message,)))]
        seen[content.digest] = reading.file
        reading = replace(reading, import_id=_import_id(content, settings, company))
        reads = _by_nature(path, content, sources, settings, company, reading)
    except PermissionError:
        return [refused_file(report, BasculeError("file_no_permission", path=str(path)))]
    except BasculeError as error:
        if error.code in {"no_permission", "disk_full"}:
            raise
        return [refused_file(report, error)]
    except OSError as error:
        return [refused_file(report, BasculeError("file_unreadable", detail=error.strerror or str(error)))]
    if suffix in _MAYBE_TABULAR and all(read.report.source is None for read in reads):
        return [FileRead(replace(report, messages=(("file_ignored", {"file": reading.file}),)))]
    return reads


def _by_nature(
    path: Path,
    content: Content,
    sources: list[Source],
    settings: FileSettings,
    company: Company | None,
    reading: Reading,
) -> list[FileRead]:
    report = FileReport(reading.file)
    if content.nature == "empty":
        return [FileRead(replace(report, messages=(("file_blank", {"file": reading.file}),)))]
    if content.nature in {"binary", "archive"}:
        return [FileRead(replace(report, messages=(("file_unknown", {"file": reading.file}),)))]
    return read_file(path, content, sources, settings, company, reading)


def sources_for(settings: FileSettings, file: str) -> list[Source]:
    """Return the sources that a file may be: all of them, or the one that `bascule.toml` names.

    Raises
    ------
    BasculeError
        `source_unknown`.
    """
    if settings.source is None:
        return list(SOURCES.values())
    if settings.source not in SOURCES:
        raise BasculeError("source_unknown", file=file, value=settings.source, accepted=list(SOURCES))
    return [SOURCES[settings.source]]


def _import_id(content: Content, settings: FileSettings, company: Company | None) -> str:
    # The same bytes read in another way are another import.
    ways = [
        READER_VERSION, content.digest, settings.model_dump(mode="json"),
        company.model_dump(mode="json", include=_BEARING) if company else None,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(ways, sort_keys=True).encode()).hexdigest()[:16]


def _gathered(folder: Path, reads: list[FileRead]) -> Imported:
    names = dict.fromkeys(name for read in reads for name in read.tables)
    tables = {name: pl.concat([read.tables[name] for read in reads if name in read.tables]) for name in names}
    imported = Imported(
        tables=tables,
        files=tuple(read.report for read in reads),
        refusals=tuple(refusal for read in reads for refusal in read.refusals),
        questions=tuple(question for read in reads for question in read.questions),
    )
    if not any(report.source for report in imported.files) and not imported.refusals:
        raise BasculeError(
            "no_usable_file", folder=folder.name or str(folder), files=[r.file for r in imported.files[:5]]
        )
    return imported
