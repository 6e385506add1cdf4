"""The canonical tables in force, each read when it is asked for."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.tables import SCHEMAS, conform, empty

if TYPE_CHECKING:
    from bascule.warehouse.store import Warehouse


class Tables(Mapping[str, pl.DataFrame]):
    """Every canonical table by its name, without rows where no file gave any; read once, when it is asked for.

    Raises
    ------
    BasculeError
        `warehouse_damaged` when a Parquet file cannot be read.
    KeyError
        For a name that is no canonical table.

    Examples
    --------
    >>> Tables.of({"sales": empty("sales")})["orders"].height
    0
    """

    def __init__(self, warehouse: "Warehouse | None", read: Mapping[str, pl.DataFrame] | None = None) -> None:
        self._warehouse = warehouse
        self._read = dict(read or {})

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> "Tables":
        """Return tables held in memory, those not given without rows."""
        return cls(None, frames)

    def __getitem__(self, name: str) -> pl.DataFrame:
        if name not in self._read:
            if name not in SCHEMAS:
                raise KeyError(name)
            self._read[name] = self._rows(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(SCHEMAS)

    def __len__(self) -> int:
        return len(SCHEMAS)

    def has(self, name: str, *columns: str) -> bool:
        """Whether a table has rows in which all these columns are known."""
        rows = self[name]
        return not rows.is_empty() and bool(rows.select(columns).drop_nulls().height if columns else True)

    def _rows(self, name: str) -> pl.DataFrame:
        paths = [] if self._warehouse is None else self._warehouse.paths(name)
        if not paths:
            return empty(name)
        try:
            # What an earlier version kept lacks the columns added since.
            return pl.concat([conform(pl.read_parquet(path), name) for path in paths])
        except (pl.exceptions.PolarsError, OSError) as error:
            raise BasculeError("warehouse_damaged", path=str(paths[0].parent)) from error
