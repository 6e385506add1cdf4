"""`sales.csv`: our own plain table of sales, one row a day, week or month."""

import polars as pl

from bascule.ingest.grain import date_end, infer_grain, off_grid
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("date", "date", both=("date",), needed=True),
    Column("grain", both=("grain",)),
    Column("currency", "currency", both=("currency",)),
    Column("revenue", "number", both=("revenue",), money=True, negative=True),
    Column("orders", "count", both=("orders",)),
    Column("new_customers", "count", both=("new_customers",)),
    Column("price_index", "number", both=("price_index",)),
    Column("promo", "number", both=("promo",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `sales` rows; a grain that is not given is told by the spacing of the dates."""
    rows = rows.with_columns(pl.col("grain").str.to_lowercase().fill_null(infer_grain(rows["date"])))
    return {"sales": rows.with_columns(date_end().alias("date_end"))}


SALES_CSV = Source(
    kind="sales_csv",
    title="sales.csv",
    columns=COLUMNS,
    identified_by=(("date", "revenue"),),
    canonical=canonical,
    amount="revenue",
    checks=(
        ("week_off_grid", "date", pl.col("date").map_batches(off_grid, return_dtype=pl.Boolean)),
        ("week_duplicated", "date", pl.col("date").is_duplicated()),
    ),
)
