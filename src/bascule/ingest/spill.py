"""Blocks of rows in their order: in memory while they are few, in a folder aside once they are many."""

import shutil
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from bascule.errors import DISK_FULL, BasculeError

# A file of a few megabytes never touches the disk; beyond, memory no longer grows with the file.
HELD = 16 << 20
# What a cell of text takes beside its letters, which polars leaves out of its estimate.
_CELL = 16


class Blocks:
    """Frames of the same columns, gone through as often as needed.

    Parameters
    ----------
    held : int
        How many bytes are kept in memory; what comes after is written aside, and erased with this object.

    Examples
    --------
    >>> blocks = Blocks(held=0)
    >>> blocks.add(pl.DataFrame({"x": ["a", "b"]}))
    >>> blocks.height, [block["x"].to_list() for block in blocks]
    (2, [['a', 'b']])
    """

    def __init__(self, *frames: pl.DataFrame, held: int = HELD) -> None:
        self._room = held
        self._frames: list[pl.DataFrame | Path] = []
        self._aside: Path | None = None
        self.height = 0
        for frame in frames:
            self.add(frame)

    def __iter__(self) -> Iterator[pl.DataFrame]:
        for frame in self._frames:
            yield pl.read_ipc(frame.read_bytes()) if isinstance(frame, Path) else frame

    def changed(self, change: Callable[[pl.DataFrame], pl.DataFrame]) -> "Changed":
        """Return the same rows, each block changed when it is gone through."""
        return Changed(self, change)

    def add(self, frame: pl.DataFrame) -> None:
        """Put a block after the others.

        Raises
        ------
        BasculeError
            `disk_full`.
        """
        if self._frames and frame.is_empty():
            return
        self.height += frame.height
        self._room -= int(frame.estimated_size()) + _CELL * frame.height * frame.width
        self._frames.append(frame if self._room >= 0 else self._written(frame))

    def _written(self, frame: pl.DataFrame) -> Path:
        if self._aside is None:
            self._aside = Path(mkdtemp(prefix="bascule-"))
            weakref.finalize(self, shutil.rmtree, self._aside, ignore_errors=True)
        path = self._aside / f"{len(self._frames):06d}.arrow"
        try:
            frame.write_ipc(path)
        except OSError as error:
            if error.errno in DISK_FULL:
                raise BasculeError("disk_full", path=str(path.parent)) from error
            raise
        return path


class Changed:
    """Blocks that are changed when they are gone through, row for row."""

    def __init__(self, blocks: "Blocks | Changed", change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
        self._blocks, self._change = blocks, change
        self.height: int = blocks.height

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return map(self._change, self._blocks)

    def changed(self, change: Callable[[pl.DataFrame], pl.DataFrame]) -> "Changed":
        """Return the same rows, each block changed once more."""
        return Changed(self, change)
