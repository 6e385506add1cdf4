"""Files that are either wholly there or not at all: written aside, flushed to the disk, then renamed."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bascule.errors import BasculeError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
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
        if error.errno in _FULL:
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
    with said(path):
        aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
        try:
            with aside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    # The new name itself is only safe once its folder is flushed; Windows has no such call.
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
