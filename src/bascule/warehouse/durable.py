"""Files that are either wholly there or not at all: written aside, flushed to the disk, then renamed."""

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bascule.errors import DISK_FULL, BasculeError

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn what a disk refuses into what a user can act on.

    Raises
    ------
    BasculeError
        `disk_full`, `no_permission` or `disk_trouble`.
    """
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            raise BasculeError("disk_full", path=str(path)) from error
        if error.errno in _FORBIDDEN:
            raise BasculeError("no_permission", path=str(path)) from error
        raise BasculeError("disk_trouble", path=str(path), detail=error.strerror or str(error)) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a machine that stops, sees the old one or the new one, whole.

    Raises
    ------
    BasculeError
        As :func:`said`; nothing is left behind.
    """
    write_together({path: data})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files, each as :func:`write_whole`; none is replaced before all are safely on the disk.

    Raises
    ------
    BasculeError
        As :func:`said`; the files that were there are intact and nothing is left behind.
    """
    asides: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            with said(path):
                asides[path] = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
                _write_aside(asides[path], data)
        for path, aside in asides.items():
            with said(path):
                aside.replace(path)
                _flush_folder(path.parent)
    finally:
        for aside in asides.values():
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def _write_aside(aside: Path, data: bytes) -> None:
    with aside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    # The new name itself is only safe once its folder is flushed; Windows has no such call.
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
