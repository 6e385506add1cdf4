"""Square: the items detail, recognised and left aside: it holds the same sales as the transactions (grade A)."""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("date", both=("Date",)),
    Column("item", en=("Item",), fr=("Article",)),
    Column("quantity", en=("Qty",), fr=("Qté",)),
    Column("gross", en=("Gross Sales", "Product Sales"), fr=("Ventes brutes",)),
    Column("net", en=("Net Sales",), fr=("Ventes nettes",)),
    Column("kind", en=("Category",), fr=("Catégorie",)),
    Column("transaction", en=("Transaction ID",), fr=("ID de transaction",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return no table: nothing of the file is counted."""
    return {}


SQUARE_ITEMS = Source(
    kind="square_items",
    title="Square",
    columns=COLUMNS,
    identified_by=(("date", "item", "quantity", "gross", "net"),),
    canonical=canonical,
    amount=None,
    aside="square_items_aside",
)
