"""A folder of exports under any names, read into canonical tables."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest.addresses import Addresses
from bascule.ingest.archive import DEEPEST, Scratch, is_archive, unpacked
from bascule.ingest.billed import settle_bills
from bascule.ingest.booked import booked_once
from bascule.ingest.corrections import Corrections
from bascule.ingest.encoding import Content, examine
from bascule.ingest.files import ARCHIVES, files_of, settings_of
from bascule.ingest.fixed import is_fixed
from bascule.ingest.imported import FileReport, Imported
from bascule.ingest.invoiced import invoiced_once
from bascule.ingest.mapping import mapped_sources
from bascule.ingest.message import Message
from bascule.ingest.overlap import settle_overlaps
from bascule.ingest.payments import settle_payments
from bascule.ingest.plain_media import said_twice
from bascule.ingest.rate_files import rates_of
from bascule.ingest.reader import FileRead, read_file, refused_file
from bascule.ingest.remembered import Remembered
from bascule.ingest.salt import Salt, customer_keys, read_salt, salt_path
from bascule.ingest.source import Reading, Source
from bascule.ingest.sources import SOURCES

Progress = Callable[[str, float, int], None]
# Part of every import's identity: raise it when the same file would give other rows.
READER_VERSION = 3
_TABULAR = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".ics"})
# What `bascule.toml` says that changes the rows a file gives.
_BEARING = {"currency", "province", "time_zone", "own_names", "mappings", "people", "rates", "campaigns", "terms"}
_MAYBE_TABULAR = frozenset({".txt", ".tab", ".dat", ""})


def read_folder(
    folder: Path,
    company: Company | None,
    today: dt.date,
    progress: Progress | None = None,
    *,
    every_row: bool = False,
    keep: bool = False,
    addresses: Addresses | None = None,
) -> Imported:
    """Read every export of a folder, whatever the files are called.

    Parameters
    ----------
    folder : Path
    company : Company or None
        Whose currency, names and file settings apply; None before `bascule.toml` is written.
    today : datetime.date
        Rows of later dates are refused.
    progress : callable, optional
        Called with the file's name, its rank from 0 and the number of files, before each and at the end; within a
        large file, with how far it is added to its rank.
    every_row : bool
        Whether refused rows come with all their cells as in the file, to be corrected.
    keep : bool
        Whether what large files give may be kept in the folder, so that they are not read again while they stay the
        same; what was kept before is made use of in any case.

    addresses : Addresses, optional
        What is to remember, in memory, the addresses behind the keys; every file is then read anew.

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
    if addresses is not None:
        reading = replace(reading, customer_key=addresses.listening(reading.customer_key))
    reading = replace(reading, rates=rates_of(folder, paths, company, reading))
    reads: list[FileRead] = []
    seen = _Seen(Remembered(folder, salt, writes=keep, reads=not every_row and addresses is None))
    with TemporaryDirectory(prefix="bascule-") as aside:
        scratch = Scratch(Path(aside))
        corrections = Corrections(scratch, every_row)
        paths = corrections.find(folder, paths)
        for rank, path in enumerate(paths):
            name = path.relative_to(folder).as_posix()
            watch = _watch(progress, name, rank, len(paths))
            watch(0.0)
            reads += _read_path(path, replace(reading, file=name, watch=watch), company, seen, corrections)
        reads += corrections.reads()
    seen.memory.forget_others()
    if progress:
        progress("", len(paths), len(paths))
    return replace(_gathered(folder, counted_once(reads, company)), salt=salt)


def counted_once(reads: list[FileRead], company: Company | None = None) -> list[FileRead]:
    """Return the files of a folder with what several of them tell counted once, in whatever order they come.

    Exports of one source are settled first, so that each thing is compared with those of other sources once: payments
    with orders, invoices with the books. Bills come last, beside the spending that is then left.
    """
    paid = settle_payments(settle_overlaps(reads), lambda name: settings_of(name, company))
    return said_twice(settle_bills(booked_once(invoiced_once(paid))))


def read_alone(path: Path, company: Company | None, today: dt.date) -> Imported:
    """Read one file, or every file of one archive, as :func:`read_folder` would; a file not recognised is reported.

    Raises
    ------
    BasculeError
        As :func:`read_folder`, but for `folder_empty` and `no_usable_file`.
    """
    salt = _salt(path.parent)
    reading = replace(_reading(company, today, salt), file=path.name)
    seen = _Seen(Remembered(path.parent, salt, writes=False))
    with TemporaryDirectory(prefix="bascule-") as aside:
        return _joined(_read_path(path, reading, company, seen, Corrections(Scratch(Path(aside)))))


@dataclass
class _Seen:
    """What a reading of a folder has met: the large files it remembers, and the name of the file of each content."""

    memory: Remembered
    files: dict[str, str] = field(default_factory=dict)


def _watch(progress: Progress | None, name: str, rank: int, files: int) -> Callable[[float], None]:
    def watch(share: float) -> None:
        if progress:
            progress(name, rank + share, files)

    return watch


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


def _salt(folder: Path) -> Salt:
    try:
        return read_salt(folder)
    except (OSError, ValueError) as error:
        raise BasculeError("no_permission", path=str(salt_path(folder))) from error


def _read_path(
    path: Path,
    reading: Reading,
    company: Company | None,
    seen: _Seen,
    corrections: Corrections,
    depth: int = 0,
) -> list[FileRead]:
    """Read a file, or every file of an archive, with what the folder corrects in it."""
    report = FileReport(reading.file)
    if settings_of(reading.file, company).ignore:
        return [FileRead(replace(report, messages=(("file_set_aside", {"file": reading.file}),)))]
    try:
        archived = path.suffix.lower() in ARCHIVES and is_archive(path)
        if archived and depth == DEEPEST:
            raise BasculeError("archive_too_large", file=reading.file)
        members = unpacked(path, corrections.scratch) if archived else []
        if archived and not members:
            return [FileRead(replace(report, messages=(("archive_empty", {"file": reading.file}),)))]
    except PermissionError:
        return [refused_file(report, BasculeError("file_no_permission", path=str(path)))]
    except BasculeError as error:
        return [refused_file(report, error)]
    except OSError as error:
        return [refused_file(report, BasculeError("file_unreadable", detail=error.strerror or str(error)))]
    if not archived:
        return _read_one(path, reading, company, seen, corrections)
    if path.suffix.lower() == ".gz":
        return _read_path(members[0].path, reading, company, seen, corrections, depth + 1)
    beside = tuple(member.path for member in members)
    each = (replace(reading, file=f"{reading.file}/{member.name}", beside=beside) for member in members)
    reads = (
        _read_path(member.path, one, company, seen, corrections, depth + 1)
        for member, one in zip(members, each, strict=True)
    )
    return [read for part in reads for read in part]


def _read_one(
    path: Path, reading: Reading, company: Company | None, seen: _Seen, corrections: Corrections
) -> list[FileRead]:
    report, settings = FileReport(reading.file), settings_of(reading.file, company)
    suffix = path.suffix.lower()
    if suffix not in _TABULAR | _MAYBE_TABULAR:
        return [FileRead(replace(report, messages=(("file_ignored", {"file": reading.file}),)))]
    if reading.beside and is_fixed(path):
        return [refused_file(report, BasculeError("corrections_archived", file=reading.file))]
    sources = sources_for(settings, reading.file, company)
    try:
        content = examine(path)
        if content.digest in seen.files and content.nature != "empty":
            message: Message = ("file_repeated", {"file": reading.file, "other": seen.files[content.digest]})
            return [FileRead(replace(report, messages=(message,)))]
        seen.files[content.digest] = reading.file
        mended = corrections.mended(reading.file, path, content)
        reading = replace(reading, import_id=_import_id(mended.content, settings, company))
        reads = seen.memory.read(
            mended.path,
            reading,
            lambda: _by_nature(mended.path, mended.content, sources, settings, company, reading),
        )
        reads = corrections.told(reads, mended)
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


def sources_for(settings: FileSettings, file: str, company: Company | None = None) -> list[Source]:
    """Return the sources that a file may be: all of them, the owner's own first, or the one that `bascule.toml` names.

    Raises
    ------
    BasculeError
        `source_unknown`, or what :func:`bascule.ingest.mapping.source_of` raises.
    """
    known = {**mapped_sources(company.mappings if company else {}), **SOURCES}
    if settings.source is None:
        return list(known.values())
    if settings.source not in known:
        raise BasculeError("source_unknown", file=file, value=settings.source, accepted=list(known))
    return [known[settings.source]]


def _import_id(content: Content, settings: FileSettings, company: Company | None) -> str:
    # The same bytes read in another way are another import. The order of patterns counts: the first match decides.
    ways = [
        READER_VERSION, content.digest, settings.model_dump(mode="json"),
        company.model_dump(mode="json", include=_BEARING) if company else None,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(ways).encode()).hexdigest()[:16]


def _gathered(folder: Path, reads: list[FileRead]) -> Imported:
    imported = _joined(reads)
    if not any(report.source for report in imported.files) and not imported.refusals:
        raise BasculeError(
            "no_usable_file", folder=folder.name or str(folder), files=[r.file for r in imported.files[:5]]
        )
    return imported


def _is_refused(read: FileRead) -> bool:
    return any(refusal.row is None for refusal in read.refusals)


def _joined(reads: list[FileRead]) -> Imported:
    names = dict.fromkeys(name for read in reads for name in read.tables)
    return Imported(
        tables={name: pl.concat([read.tables[name] for read in reads if name in read.tables]) for name in names},
        files=tuple(read.report for read in reads),
        refusals=tuple(refusal for read in reads for refusal in read.refusals),
        questions=tuple(question for read in reads for question in read.questions),
        refused=tuple(read.refused for read in reads if read.refused and not _is_refused(read)),
    )
