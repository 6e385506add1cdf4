"""Canonical tables as immutable Parquet snapshots in `FOLDER/.bascule/`, read through in-memory DuckDB."""

from bascule.warehouse.manifest import Import, Snapshot
from bascule.warehouse.store import Warehouse
from bascule.warehouse.tables import Tables

__all__ = ["Import", "Snapshot", "Tables", "Warehouse"]
