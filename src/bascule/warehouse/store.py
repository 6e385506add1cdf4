"""The warehouse of one folder: imports in, snapshots kept, panels out."""

import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.imported import Imported
from bascule.ingest.salt import SALTED, Salt, keep_salt
from bascule.panel import Panel
from bascule.warehouse.durable import said, write_whole
from bascule.warehouse.manifest import Import, Manifest, Snapshot, read_manifest
from bascule.warehouse.tables import Tables

HOME = ".bascule"


@dataclass(frozen=True)
class Warehouse:
    """The canonical tables of one folder, in its `.bascule/`: immutable Parquet files and a manifest.

    Nothing is ever changed in place. A snapshot is in force once the manifest names it; a process that stops
    before leaves the former one as it was.
    """

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the warehouse of a folder; nothing is written until something is added.

        Raises
        ------
        BasculeError
            `folder_missing`.
        """
        if not folder.is_dir():
            raise BasculeError("folder_missing", folder=str(folder))
        return cls(folder)

    @property
    def home(self) -> Path:
        """Where snapshots are kept."""
        return self.folder / HOME

    def add(self, imported: Imported) -> Snapshot:
        """Make what was read of the folder the present state, and return it.

        A file already imported changes nothing; one that was edited replaces its older import; one that is no
        longer in the folder, or no longer readable, is dropped. Former snapshots stay.

        Raises
        ------
        BasculeError
            `disk_full`, `no_permission`, `disk_trouble`, `warehouse_damaged`, or `warehouse_busy` when another
        process made the first import meanwhile; the former state is intact.
        """
        manifest = read_manifest(self.home)
        with said(self.home):
            self.home.mkdir(exist_ok=True)
            if imported.salt and not imported.salt.kept and SALTED & imported.tables.keys():
                self._keep(imported.salt)
        imports = tuple(self._stored(part, imported.tables) for part in _parts(imported))
        snapshot = _step(manifest.current, imports)
        if not snapshot.changed:
            return snapshot
        manifest.then(snapshot).write(self.home)
        return snapshot

    def revert(self, import_id: str) -> Snapshot:
        """Take one import out, put back what it had replaced, and return the new state.

        Raises
        ------
        BasculeError
            `import_unknown` when it is not in force; else as :meth:`add`.
        """
        manifest = read_manifest(self.home)
        current = manifest.current
        gone = next((each for each in current.imports if each.import_id == import_id), None)
        if gone is None:
            raise BasculeError("import_unknown", import_id=import_id)
        former = _former(manifest, gone)
        kept = tuple(each for each in current.imports if each is not gone)
        snapshot = _step(current, (*kept, former) if former else kept)
        manifest.then(snapshot).write(self.home)
        return snapshot

    def imports(self) -> tuple[Import, ...]:
        """Return the imports in force."""
        return read_manifest(self.home).current.imports

    def paths(self, table: str) -> list[Path]:
        """Return the Parquet files of one canonical table, in force.

        Raises
        ------
        BasculeError
            `warehouse_damaged` when one of them is missing.
        """
        paths = [self.home / name for name in read_manifest(self.home).current.parquets(table)]
        for path in paths:
            if not path.is_file():
                raise BasculeError("warehouse_damaged", path=str(path))
        return paths

    def tables(self) -> Tables:
        """Return the canonical tables in force, each read when it is asked for."""
        return Tables(self)

    def panel(self, today: dt.date) -> Panel:
        """Return the arrays the model reads; see :func:`bascule.warehouse.panel.build_panel`."""
        from bascule.warehouse.panel import BESIDE, build_panel

        beside = {table: self.paths(table) for table in BESIDE}
        return build_panel(self.paths("media"), self.paths("sales"), self.paths("orders"), today, **beside)

    @property
    def has_sales(self) -> bool:
        """Whether any row of sales or orders is in force."""
        return bool(self.paths("sales") or self.paths("orders"))

    def media_panel(self, today: dt.date, *, ignore_sales: bool = False) -> Panel:
        """Return the panel of spending alone; see :func:`bascule.warehouse.panel.build_media_panel`."""
        from bascule.warehouse.panel import build_media_panel

        sales = [] if ignore_sales else self.paths("sales")
        orders = [] if ignore_sales else self.paths("orders")
        beside = {table: self.paths(table) for table in ("experiments", "costs")}
        return build_media_panel(self.paths("media"), sales, orders, today, **beside)

    def _keep(self, salt: Salt) -> None:
        if keep_salt(self.folder, salt).value != salt.value:
            raise BasculeError("warehouse_busy", folder=self.folder.name)

    def _stored(self, part: "_Part", tables: Mapping[str, pl.DataFrame]) -> Import:
        names, height = {}, 0
        for table in part.tables:
            rows = part.rows(tables[table])
            height += rows.height
            buffer = io.BytesIO()
            rows.write_parquet(buffer, compression="zstd")
            data = buffer.getvalue()
            names[table] = f"{table}-{hashlib.sha256(data).hexdigest()[:32]}.parquet"
            if not (self.home / names[table]).is_file():
                write_whole(self.home / names[table], data)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return Import(part.import_id, part.file, names, height, now)


@dataclass(frozen=True)
class _Part:
    """What one import gave: the tables that have rows of it."""

    import_id: str
    file: str
    tables: list[str]

    def rows(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return its rows of a table, taken out only when they are written: tables may be large."""
        own = table["import_id"] == self.import_id
        return table if own.all() else table.filter(own)


def _parts(imported: Imported) -> list[_Part]:
    parts: dict[str, _Part] = {}
    for table, rows in imported.tables.items():
        for import_id, file in rows.select("import_id", "source_file").unique(maintain_order=True).rows():
            parts.setdefault(import_id, _Part(import_id, file, [])).tables.append(table)
    return sorted(parts.values(), key=lambda part: part.file)


def _step(current: Snapshot, imports: tuple[Import, ...]) -> Snapshot:
    before = {each.file: each for each in current.imports}
    after = {each.file: each for each in imports}
    same = {file for file, each in after.items() if file in before and _equal(each, before[file])}
    kept = tuple(before[file] if file in same else each for file, each in after.items())
    return Snapshot(
        imports=kept,
        added=tuple(file for file in after if file not in before),
        replaced=tuple(file for file in after if file in before and file not in same),
        dropped=tuple(file for file in before if file not in after),
        unchanged=tuple(file for file in after if file in same),
        made_at=current.made_at,
    )


def _equal(one: Import, other: Import) -> bool:
    return one.import_id == other.import_id and one.tables == other.tables


def _former(manifest: Manifest, gone: Import) -> Import | None:
    for snapshot in reversed(manifest.snapshots):
        for each in snapshot.imports:
            if each.file == gone.file and not _equal(each, gone):
                return each
    return None
