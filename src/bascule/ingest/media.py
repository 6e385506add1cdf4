"""Rows of advertising made canonical: what is broken down by device or network adds up."""

import polars as pl

from bascule.ingest.series import summed

KEY = ("date", "date_end", "grain", "platform", "account", "channel", "campaign", "currency")
MEASURES = ("spend", "impressions", "clicks", "platform_conversions", "platform_revenue")


def add_up(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row a stretch of time and campaign; a measure that no part knows stays null.

    Parameters
    ----------
    rows : DataFrame
        With the columns of `KEY`, any of `MEASURES`, and `source_row`.

    Examples
    --------
    >>> keys = {name: ["a", "a"] for name in KEY}
    >>> parts = pl.DataFrame({**keys, "spend": [1.0, 2.5], "clicks": [None, None], "source_row": [2, 3]})
    >>> add_up(parts).select("spend", "clicks", "source_row").rows()
    [(3.5, None, 2)]
    """
    if "account" not in rows.columns:
        rows = rows.with_columns(pl.lit(None, pl.String).alias("account"))
    return summed(rows, KEY, [name for name in MEASURES if name in rows.columns])


def with_channel(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the `channel` found for each distinct set of names, absent names included."""
    keys = [name for name in names.columns if name != "channel"]
    return rows.join(names, on=keys, how="left", nulls_equal=True, maintain_order="left")
