"""A currency written in the cell of the amount, as in "CAD 5,000.00", becomes the column that the file lacks."""

from dataclasses import replace

import polars as pl

from bascule.ingest.layout import Layout
from bascule.ingest.numbers import currency_code


def with_codes(frame: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, Layout]:
    """Return the rows and the layout with the column `currency` that the main amounts state, each for its row.

    Parameters
    ----------
    frame : DataFrame
        Text columns by name. Nothing changes where the file has a column of currencies or no code in its amounts.
    layout : Layout
    """
    amount = layout.source.amount
    declared = any(column.kind == "currency" for column in layout.source.columns)
    if not declared or "currency" in frame.columns or amount not in frame.columns:
        return frame, layout
    codes = frame.select(currency_code(pl.col(amount)).fill_null("").alias("currency"))["currency"]
    if not (codes != "").any():
        return frame, layout
    headers = {**layout.headers, "currency": layout.headers[amount]}
    return frame.with_columns(codes), replace(layout, headers=headers)
