"""Columns that the file lacks: the currency written in the cells of the amount, and what its owner says of all rows."""

from dataclasses import replace

import polars as pl

from bascule.ingest.layout import Layout
from bascule.ingest.numbers import currency_code
from bascule.ingest.source import Source
from bascule.ingest.spill import Blocks, Changed


def with_codes(blocks: Blocks, layout: Layout) -> tuple[Blocks | Changed, Layout]:
    """Return the rows and the layout with the column `currency` that the main amounts state, each for its row.

    Parameters
    ----------
    blocks : Blocks
        Text columns by name. Nothing changes where the file has a column of currencies or no code in its amounts.
    layout : Layout
    """
    amount = layout.source.amount
    declared = any(column.kind == "currency" for column in layout.source.columns)
    if not declared or amount is None or "currency" in layout.columns or amount not in layout.columns:
        return blocks, layout
    code = currency_code(pl.col(amount)).fill_null("").alias("currency")
    if not any((block.select(code)["currency"] != "").any() for block in blocks):
        return blocks, layout
    headers = {**layout.headers, "currency": layout.headers[amount]}
    return blocks.changed(lambda block: block.with_columns(code)), replace(layout, headers=headers)


def with_constants(blocks: Blocks | Changed, source: Source) -> Blocks | Changed:
    """Return the rows with the columns that a mapping gives one text for, whatever the row.

    Examples
    --------
    >>> source = Source("x", "x", (), (), lambda rows, reading: {}, constants={"channel": "radio"})
    >>> [block.rows() for block in with_constants(Blocks(pl.DataFrame({"spend": ["5"]})), source)]
    [[('5', 'radio')]]
    """
    if not source.constants:
        return blocks
    said = [pl.lit(text).alias(name) for name, text in source.constants.items()]
    return blocks.changed(lambda block: block.with_columns(said))
