"""The manifest: which imports make the present state, and every one that came before."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from bascule.errors import BasculeError
from bascule.warehouse.durable import said, write_whole

SCHEMA = "bascule/warehouse/1"
FILE_NAME = "manifest.json"


@dataclass(frozen=True)
class Import:
    """One file as it was imported once.

    Attributes
    ----------
    import_id : str
        Told by the file's content and how it was read: the same file gives the same.
    file : str
        Its name in the folder at the time.
    tables : dict
        Canonical table → name of its Parquet file.
    rows : int
    added_at : str
        ISO date and time, UTC.
    """

    import_id: str
    file: str
    tables: dict[str, str]
    rows: int
    added_at: str


@dataclass(frozen=True)
class Snapshot:
    """A state of the warehouse: the imports in force, and what the last step changed.

    `added`, `replaced`, `dropped` and `unchanged` name files.
    """

    imports: tuple[Import, ...] = ()
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    made_at: str = ""

    @property
    def changed(self) -> bool:
        """Whether this step changed anything."""
        return bool(self.added or self.replaced or self.dropped)

    def parquets(self, table: str) -> tuple[str, ...]:
        """Return the Parquet files of one canonical table."""
        return tuple(each.tables[table] for each in self.imports if table in each.tables)


@dataclass(frozen=True)
class Manifest:
    """Every snapshot, oldest first; the last is in force."""

    snapshots: tuple[Snapshot, ...] = field(default=())

    @property
    def current(self) -> Snapshot:
        """The snapshot in force; empty when nothing was imported yet."""
        return self.snapshots[-1] if self.snapshots else Snapshot()

    def then(self, snapshot: Snapshot) -> "Manifest":
        """Return the manifest with one more snapshot, dated now."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return Manifest((*self.snapshots, replace(snapshot, made_at=now)))

    def write(self, home: Path) -> None:
        """Write the manifest; raises as :func:`bascule.warehouse.durable.write_whole`."""
        text = json.dumps({"schema": SCHEMA, "snapshots": [asdict(each) for each in self.snapshots]}, indent=1)
        write_whole(home / FILE_NAME, text.encode())


def read_manifest(home: Path) -> Manifest:
    """Read the manifest of a warehouse; an empty one if nothing was ever imported.

    Raises
    ------
    BasculeError
        `warehouse_damaged` when the manifest is not what was written, `no_permission`.
    """
    path = home / FILE_NAME
    with said(path):
        if not path.is_file():
            return Manifest()
        data = path.read_bytes()
    try:
        values = json.loads(data)
        if values["schema"] != SCHEMA:
            raise BasculeError("warehouse_newer", path=str(path), schema=str(values["schema"]))
        return Manifest(tuple(_snapshot(each) for each in values["snapshots"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BasculeError("warehouse_damaged", path=str(path)) from error


def _snapshot(values: dict[str, Any]) -> Snapshot:
    names = ("added", "replaced", "dropped", "unchanged")
    return Snapshot(
        imports=tuple(Import(**each) for each in values["imports"]),
        made_at=values["made_at"],
        **{name: tuple(values[name]) for name in names},
    )
