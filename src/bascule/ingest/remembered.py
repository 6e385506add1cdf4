"""Large files already read, kept in the folder's `.bascule/reads/`, so that they are not read again unchanged."""

import datetime as dt
import hashlib
import json
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from bascule.ingest.imported import FileReport, Question, Refusal
from bascule.ingest.reader import FileRead
from bascule.ingest.refused import LISTED, Place, Refused
from bascule.ingest.salt import Salt, keep_salt
from bascule.ingest.source import Reading
from bascule.ingest.tables import SCHEMAS

# A smaller file takes no longer to read than what was kept of it.
LEAST = 4 << 20
_STALE = 86_400
_TROUBLE = (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError)


class Remembered:
    """What large files gave, by what decides it: their content, how they are read, the day, the folder's salt.

    An entry is a folder that is there whole or not at all; one that is damaged is as good as none. Nothing is ever
    read wrongly from it: all of it is checked against the digests that were written with it.

    Parameters
    ----------
    folder : Path
    salt : Salt
        What customers are hashed with.
    writes : bool
        Whether files read now may be kept; otherwise what is kept is only looked at.
    reads : bool
        Whether what was kept may serve; not where the cells of refused rows are wanted.
    """

    def __init__(self, folder: Path, salt: Salt, *, writes: bool, reads: bool = True) -> None:
        self._folder = folder
        self._home = folder / ".bascule" / "reads"
        self._salt = salt
        self._writes, self._reads = writes, reads
        self._used: set[str] = set()

    def read(self, path: Path, reading: Reading, read: Callable[[], list[FileRead]]) -> list[FileRead]:
        """Return what a file gave when it was last read, if it was kept; else read it, and keep that if it may be."""
        if path.stat().st_size < LEAST:
            return read()
        reads = self.find(reading)
        if reads is None:
            reads = read()
            self.keep(reading, reads)
        return reads

    def find(self, reading: Reading) -> list[FileRead] | None:
        """Return what a file gave, or None where it was not kept."""
        entry = self._entry(reading)
        if entry is None or not (self._reads and entry.is_dir()):
            return None
        try:
            reads = [_read(entry, each) for each in _unsealed((entry / "reads.json").read_bytes())]
        except _TROUBLE:
            return None
        self._used.add(entry.name)
        return reads

    def keep(self, reading: Reading, reads: list[FileRead]) -> None:
        """Keep what a file gave, where that may be written; what cannot be kept is read again another time."""
        entry = self._entry(reading)
        # What working time is compared by from file to file is stored nowhere: such a file is read each time.
        if entry is None or not self._writes or any(read.aside for read in reads):
            return
        aside = entry.with_name(f".{entry.name}.{secrets.token_hex(6)}.part")
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            # Customers are known by this salt in what is kept: without it, the next run could not use any of it.
            if keep_salt(self._folder, self._salt).value != self._salt.value:
                return
            aside.mkdir()
            values = [_written(aside, rank, read) for rank, read in enumerate(reads)]
            (aside / "reads.json").write_bytes(_sealed(values))
            shutil.rmtree(entry, ignore_errors=True)
            aside.rename(entry)
            self._used.add(entry.name)
        except _TROUBLE:
            return
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def forget_others(self) -> None:
        """Erase what was kept of files that are no longer there, or are now read in another way."""
        if not (self._writes and self._home.is_dir()):
            return
        for entry in self._home.iterdir():
            unfinished = entry.name.endswith(".part")
            if entry.name in self._used or (unfinished and _age(entry) < _STALE):
                continue
            shutil.rmtree(entry, ignore_errors=True)

    def _entry(self, reading: Reading) -> Path | None:
        # What other files of an archive say is not part of the file's own content.
        if not reading.import_id or reading.beside:
            return None
        day, rates = reading.today.isoformat(), reading.rates.digest
        told = "\n".join((reading.import_id, reading.file, day, reading.zone, rates))
        return self._home / hashlib.blake2b(told.encode(), key=self._salt.value, digest_size=16).hexdigest()


def _age(path: Path) -> float:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0


def _written(aside: Path, rank: int, read: FileRead) -> dict[str, Any]:
    digests = {}
    for table, rows in read.tables.items():
        path = aside / f"{rank}-{table}.parquet"
        rows.write_parquet(path, compression="lz4")
        digests[table] = _digest(path)
    return {
        "report": asdict(read.report),
        "refusals": [asdict(refusal) for refusal in read.refusals],
        "questions": [asdict(question) for question in read.questions],
        "refused": _listed(read.refused) if read.refused else None,
        "rank": rank,
        "tables": digests,
    }


def _read(entry: Path, values: dict[str, Any]) -> FileRead:
    tables = {}
    for table, digest in values["tables"].items():
        path = entry / f"{values['rank']}-{table}.parquet"
        if _digest(path) != digest:
            raise ValueError(path)
        tables[table] = pl.read_parquet(path, parallel="none", low_memory=True)
        if dict(tables[table].schema) != SCHEMAS[table]:
            raise ValueError(table)
    return FileRead(
        FileReport(**values["report"]),
        tables,
        tuple(Refusal(**each) for each in values["refusals"]),
        tuple(Question(**each) for each in values["questions"]),
        _relisted(values["refused"]) if values["refused"] else None,
    )


def _listed(refused: Refused) -> dict[str, Any]:
    # The cells of refused rows are looked up in the file itself, when they are asked for.
    place = asdict(refused.place) if refused.place else None
    bare = {name: getattr(refused, name) for name in ("file", "total", "today", "decimal", "digest", "generation")}
    return {**bare, "place": place, "rows": refused.rows.rows()}


def _relisted(values: dict[str, Any]) -> Refused:
    rows = pl.DataFrame(values.pop("rows"), schema=LISTED, orient="row")
    place = values.pop("place")
    return Refused(rows=rows, place=Place(**place) if place else None, **values)


def _sealed(values: list[dict[str, Any]]) -> bytes:
    text = json.dumps(_plain(values)).encode()
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def _unsealed(data: bytes) -> list[dict[str, Any]]:
    digest, _, text = data.partition(b"\n")
    if hashlib.sha256(text).hexdigest().encode() != digest:
        raise ValueError(digest)
    values: list[dict[str, Any]] = json.loads(text, object_hook=_restored)
    return values


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(value: object) -> object:
    # JSON has no dates, and would make tuples lists.
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, tuple):
        return {"$tuple": [_plain(each) for each in value]}
    if isinstance(value, dt.datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"$date": value.isoformat()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value).__name__)


def _restored(values: dict[str, Any]) -> object:
    if values.keys() == {"$datetime"}:
        return dt.datetime.fromisoformat(values["$datetime"])
    if values.keys() == {"$date"}:
        return dt.date.fromisoformat(values["$date"])
    if values.keys() == {"$tuple"}:
        return tuple(values["$tuple"])
    return values
