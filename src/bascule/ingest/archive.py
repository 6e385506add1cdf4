"""Archives (.zip, .gz) unpacked aside, safely: bounded in number, size and depth; a name inside is never a path."""

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from bascule.errors import BasculeError
from bascule.ingest.encoding import examine

MOST_FILES = 2000
MOST_BYTES = 4 << 30
# Text shrinks 5 to 30 times; a thousand times is an archive made to fill a disk.
MOST_RATIO = 300
# An archive in an archive happens; deeper is a trap.
DEEPEST = 3
_SMALL = 10 << 20
_CHUNK = 1 << 20
_UTF8 = 0x800
_GZIP, _ZIP, _EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
# What a damaged archive raises, besides the errors of the disk.
TROUBLE = (
    zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile,
    ValueError, struct.error,
)  # fmt: skip


class _Packed(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Member:
    """A file of an archive: its name as shown to people, and where it was unpacked."""

    name: str
    path: Path


@dataclass
class Scratch:
    """A folder to unpack into, and how many bytes and files it still takes, over every archive of a reading."""

    folder: Path
    room: int = MOST_BYTES
    files: int = MOST_FILES

    def place(self) -> Path:
        """Return a new folder of its own."""
        folder = self.folder / f"{len(list(self.folder.iterdir())):05d}"
        folder.mkdir()
        return folder


def is_archive(path: Path) -> bool:
    """Tell an archive, cut or damaged as it may be, from a workbook, whose parts are zipped too."""
    if not _begins_with(path, (_GZIP, _ZIP, _EMPTY_ZIP)):
        return False
    return not zipfile.is_zipfile(path) or examine(path).nature in {"archive", "binary"}


def _begins_with(path: Path, marks: bytes | tuple[bytes, ...]) -> bool:
    with path.open("rb") as file:
        return file.read(4).startswith(marks)


def unpacked(path: Path, scratch: Scratch) -> list[Member]:
    """Unpack an archive into a folder of its own in `scratch`, and return its files.

    Raises
    ------
    BasculeError
        `archive_unreadable` (damaged or protected), or `archive_too_large`.
    """
    try:
        if _begins_with(path, _GZIP):
            return [_gunzipped(path, scratch)]
        return list(_unzipped(path, scratch))
    except TROUBLE as error:
        raise BasculeError("archive_unreadable", file=path.name, detail=str(error)) from error


def clean_name(name: str) -> str:
    r"""Return a name inside an archive as it may be shown: no root, no drive, no way up, no control character.

    Examples
    --------
    >>> clean_name("../../etc/x\n.csv"), clean_name("C:\\ventes\\juin.csv")
    ('etc/x.csv', 'ventes/juin.csv')
    """
    printable = "".join(letter for letter in name.replace("\\", "/") if letter.isprintable())
    parts = [part for part in PurePosixPath(printable).parts if part.strip("/.") and part[1:] != ":"]
    return "/".join(parts) or "?"


def _unzipped(path: Path, scratch: Scratch) -> Iterator[Member]:
    folder = scratch.place()
    with zipfile.ZipFile(path) as archive:
        listed = [info for info in archive.infolist() if not info.is_dir()]
        scratch.files -= len(listed)
        if scratch.files < 0:
            raise BasculeError("archive_too_large", file=path.name)
        taken: set[str] = set()
        for rank, info in enumerate(listed):
            name = clean_name(_named(info))
            if _junk(name):
                continue
            name = _distinct(name, taken)
            target = folder / f"{rank:05d}{PurePosixPath(name).suffix[:8]}"
            with archive.open(info) as packed:
                scratch.room -= _copied(packed, target, min(scratch.room, _allowed(info.compress_size)), path)
            yield Member(name, target)


def _gunzipped(path: Path, scratch: Scratch) -> Member:
    inner = path.stem if path.suffix.lower() == ".gz" else path.name
    target = scratch.place() / f"00000{PurePosixPath(inner).suffix[:8]}"
    with gzip.open(path) as packed:
        scratch.room -= _copied(packed, target, min(scratch.room, _allowed(path.stat().st_size)), path)
    return Member(clean_name(inner), target)


def _named(info: zipfile.ZipInfo) -> str:
    # Names not said to be UTF-8 are read as the PC character set of 1981; most often they are UTF-8 all the same.
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _distinct(name: str, taken: set[str]) -> str:
    # An archive may hold two files of one name: both are read, and told apart.
    path, rank, told = PurePosixPath(name), 1, name
    while told in taken:
        rank += 1
        told = str(path.with_name(f"{path.stem} ({rank}){path.suffix}"))
    taken.add(told)
    return told


def _junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$"))


def _allowed(packed_size: int) -> int:
    return max(_SMALL, packed_size * MOST_RATIO)


def _copied(packed: _Packed, target: Path, allowed: int, path: Path) -> int:
    written = 0
    with target.open("wb") as file:
        while block := packed.read(_CHUNK):
            written += len(block)
            if written > allowed:
                raise BasculeError("archive_too_large", file=path.name)
            file.write(block)
    return written
