"""Canonical tables read by name: those that an earlier version kept lack the columns added since."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl

from bascule.company import Company
from bascule.ingest import read_folder
from bascule.ingest.tables import SCHEMAS
from bascule.warehouse import Warehouse
from bascule.warehouse.tables import Tables

TODAY = dt.date(2026, 11, 23)


def test_what_an_earlier_version_kept_is_read_with_the_new_columns_unknown(
    folder: Path, put: Callable[..., None], company: Company
) -> None:
    put("orders.csv", "order_id,ordered_at,email,net,area", [(1, "2026-09-07", "ada@example.com", 50, "G7H")])
    warehouse = Warehouse.open(folder)
    warehouse.add(read_folder(folder, company, TODAY))
    assert Tables(warehouse)["orders"]["area"].to_list() == ["G7H"]
    (path,) = warehouse.paths("orders")
    pl.read_parquet(path).drop("area").write_parquet(path)
    rows = Tables(warehouse)["orders"]
    assert rows.schema == pl.Schema(SCHEMAS["orders"])
    assert rows.select("net", "area").rows() == [(50.0, None)]
