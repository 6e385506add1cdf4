"""Deals as they stood on a day: their age, what became of them, and which of them tell too little."""

import datetime as dt

import polars as pl

# Fewer closed deals than this say next to nothing of how deals are won.
LEAST_CLOSED = 10


def as_of(deals: pl.DataFrame, end: dt.date) -> pl.DataFrame:
    """Return the deals created by a day, as they stood in the evening of that day.

    Parameters
    ----------
    deals : DataFrame
        Rows of the `deals` table.
    end : datetime.date
        A deal closed later was still open.

    Returns
    -------
    DataFrame of the same columns, and `age`: whole days from creation to closing, or to the day it was last seen open;
    null where either is not known.

    Examples
    --------
    >>> from bascule.ingest.tables import conform
    >>> day = dt.date(2026, 9, 1)
    >>> row = {"created": [day], "closed": [dt.date(2026, 11, 1)], "outcome": ["won"]}
    >>> as_of(conform(pl.DataFrame(row), "deals"), dt.date(2026, 9, 30)).select("outcome", "age").rows()
    [('open', 29)]
    """
    known = deals.filter((pl.col("created") <= end).fill_null(value=True)).filter(
        pl.col("created").is_not_null() | (pl.col("closed") <= end).fill_null(value=True)
    )
    later = (pl.col("closed") > end).fill_null(value=False)
    known = known.with_columns(
        pl.when(later).then(pl.lit("open")).otherwise(pl.col("outcome").fill_null("open")).alias("outcome"),
        # A deal since closed was there to be seen on that day.
        pl.when(later).then(pl.lit(end)).otherwise(pl.col("censored_at").fill_null(end)).alias("censored_at"),
    )
    seen = pl.min_horizontal("censored_at", pl.lit(end))
    last = pl.when(pl.col("outcome") == "open").then(seen).otherwise(pl.col("closed"))
    age = (last - pl.col("created")).dt.total_days()
    return known.with_columns(pl.when(age >= 0).then(age).alias("age"))


def closed(deals: pl.DataFrame, end: dt.date) -> int:
    """Return how many deals were won or lost by a day, those whose dates are not known left out.

    Examples
    --------
    >>> from bascule.ingest.tables import empty
    >>> closed(empty("deals"), dt.date(2026, 9, 30))
    0
    """
    return as_of(deals, end).filter(pl.col("outcome").is_in(["won", "lost"]) & pl.col("age").is_not_null()).height


def signed(deals: pl.DataFrame, start: dt.date, end: dt.date) -> pl.Series:
    """Return the days on which deals were won, between two days, both in.

    Examples
    --------
    >>> from bascule.ingest.tables import conform
    >>> row = {"closed": [dt.date(2026, 9, 2)], "outcome": ["won"]}
    >>> signed(conform(pl.DataFrame(row), "deals"), dt.date(2026, 9, 1), dt.date(2026, 9, 30)).to_list()
    [datetime.date(2026, 9, 2)]
    """
    won = deals.filter(pl.col("outcome") == "won")["closed"].drop_nulls()
    return won.filter((won >= start) & (won <= end))
