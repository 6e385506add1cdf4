"""Canonical tables as immutable Parquet snapshots in `FOLDER/.bascule/`, read through in-memory DuckDB."""

from bascule.warehouse.manifest import Import, Snapshot
from bascule.warehouse.store import Warehouse

__all__ = ["Import", "Snapshot", "Warehouse"]
