"""`prices.csv`: what an item sold for, one row an item and day, week or month; `regular_price` is without promotion."""

import polars as pl

from bascule.ingest.series import DATE, GRAIN, dated, grain_checks
from bascule.ingest.source import Column, Reading, Source, Tables

_PRICE, _REGULAR = pl.col("price"), pl.col("regular_price")
COLUMNS = (
    DATE,
    GRAIN,
    Column("item", en=("item", "product"), fr=("article", "produit"), needed=True),
    Column("currency", "currency", en=("currency",), fr=("devise",)),
    Column("price", "number", en=("price",), fr=("prix",), money=True, needed=True, negative=True),
    Column("regular_price", "number", en=("regular_price",), fr=("prix_courant",), money=True, negative=True),
)  # fmt: skip


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `prices` rows; each item has a grain of its own."""
    return {"prices": dated(rows, "item")}


PRICES_CSV = Source(
    kind="prices_csv",
    title="prices.csv",
    columns=COLUMNS,
    identified_by=(("date", "item", "price"),),
    canonical=canonical,
    amount=None,
    checks=(
        ("amount_below_zero", "price", _PRICE < 0),
        ("amount_below_zero", "regular_price", _REGULAR < 0),
        *grain_checks("item"),
        ("series_duplicated", "date", pl.struct("date", "grain", "item").is_duplicated()),
    ),
)
