"""The SQL of the warehouse (`sql/*.sql`), run in a DuckDB that lives in memory only."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl

from bascule.errors import BasculeError
from bascule.warehouse.grid import Grid

# Cents of ten billion dollars.
DIGITS = 12


class Queries:
    """A DuckDB in memory: opened, used, gone; no file is locked and nothing is downloaded."""

    def __init__(self) -> None:
        import duckdb

        self._errors = duckdb.Error
        self._database = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def register(self, name: str, rows: pl.DataFrame) -> None:
        """Give rows a name that queries can use."""
        self._database.register(name, rows.to_arrow())

    def over(self, query: str, paths: Sequence[Path]) -> pl.DataFrame:
        """Run a query over Parquet files.

        Raises
        ------
        BasculeError
            `warehouse_damaged` when they cannot be read.
        """
        try:
            return self._run(query, {"paths": [str(path) for path in paths]})
        except self._errors as error:
            raise BasculeError("warehouse_damaged", path=str(paths[0].parent)) from error

    def on_grid(self, query: str, grid: Grid) -> pl.DataFrame:
        """Run a query over the rows registered, period by period; sums keep DIGITS significant digits.

        Sums of floats differ by their last digits with the order of the rows, and that of the threads: enough for a
        sampler to draw other figures from the same data.
        """
        found = self._run(query, {"starts": list(grid.starts), "ends": list(grid.ends)})
        return found.with_columns(pl.col(pl.Float64).round_sig_figs(DIGITS))

    def _run(self, query: str, values: dict[str, Any]) -> pl.DataFrame:
        sql = files("bascule.warehouse").joinpath("sql", f"{query}.sql").read_text(encoding="utf-8")
        return pl.DataFrame(pl.from_arrow(self._database.sql(sql, params=values).to_arrow_table()))
