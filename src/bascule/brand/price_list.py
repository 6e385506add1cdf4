"""A list of prices by item made one index: each item counts alike, and only prices of the same item are compared."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.brand.regular import regular_price
from bascule.panel import Floats


@dataclass(frozen=True)
class PriceIndex:
    """Prices on a grid of periods.

    Attributes
    ----------
    regular : array of shape (periods,), log
        Log of the regular price over that of the first known period; NaN where unknown.
    depth : array of shape (periods,)
        Share taken off the regular price, mean of the items; NaN where unknown.
    items : int
        How many items it is made of.
    given : bool
        Whether the regular price is the list's own for most of the rows; else it is told by what was paid.
    """

    regular: Floats
    depth: Floats
    items: int
    given: bool


def price_index(
    prices: pl.DataFrame, dates: NDArray[np.datetime64], ends: NDArray[np.datetime64], cut: int
) -> PriceIndex:
    """Return the index of a list of prices: a chain of mean changes of the items known in two periods that follow.

    log P_t − log P_{t−1} = mean over items of (log p_{i,t} − log p_{i,t−1}): Jevons' index, chained. A new item moves
    nothing. A price stays what it was until a row says otherwise.

    Parameters
    ----------
    prices : DataFrame
        The canonical table, in one currency.
    dates, ends : arrays of shape (periods,), datetime64[D]
        First and last day of each period.
    cut : int
        Periods within which a cut taken back is a promotion, where the list has no regular price.
    """
    rows = prices.drop_nulls(["item", "price", "date"]).filter(pl.col("price") > 0)
    names = rows["item"].unique().sort().to_list()
    paid = _on_grid(rows, "price", names, dates, ends)
    listed = _on_grid(rows.filter(pl.col("regular_price") > 0), "regular_price", names, dates, ends)
    unknown = np.full(len(dates), np.nan)
    told = np.stack([regular_price(each, unknown, cut) for each in paid.T], axis=1) if names else paid
    # An item that was ever listed at a regular price keeps to it; of the others, what was paid tells.
    has = ~np.isnan(listed).all(axis=0)
    regular = np.where(has[None, :], listed, told)
    off = 1 - np.exp(np.minimum(paid - regular, 0.0))
    given = bool(has.mean() > 0.5) if names else False
    return PriceIndex(_chained(regular), _mean(off), len(names), given)


def price_of_today(prices: pl.DataFrame, item: str | None, currency: str) -> float | None:
    """Return the latest regular price of an item (currency), what is paid where that is unknown; None if not listed.

    Parameters
    ----------
    prices : DataFrame
        The canonical table.
    item : str or None
        Compared without regard to case; None is the only item of the list, if it has but one.
    currency : str
        Prices in any other are left out.

    Examples
    --------
    >>> import datetime as dt
    >>> rows = {"date": [dt.date(2026, 1, 5), dt.date(2026, 2, 2)], "item": "Soap", "currency": "CAD",
    ...         "price": [8.0, 7.0], "regular_price": [8.0, 9.0]}
    >>> price_of_today(pl.DataFrame(rows), "soap", "CAD"), price_of_today(pl.DataFrame(rows), "candle", "CAD")
    (9.0, None)
    """
    rows = prices.filter(pl.col("currency").is_null() | (pl.col("currency") == currency)).drop_nulls("price")
    if item is not None:
        rows = rows.filter(pl.col("item").str.to_lowercase().str.strip_chars() == item.lower().strip())
    if rows["item"].n_unique() != 1:
        return None
    latest = rows.sort("date").select(pl.coalesce("regular_price", "price")).to_series()[-1]
    return float(latest)


def _on_grid(
    rows: pl.DataFrame, column: str, names: list[str], dates: NDArray[np.datetime64], ends: NDArray[np.datetime64]
) -> Floats:
    grid = np.full((len(dates), len(names)), np.nan)
    if rows.is_empty():
        return grid
    span = pl.date_ranges("date", pl.coalesce("date_end", "date"))
    days = rows.select("item", pl.col(column).log().alias("log"), span.alias("day")).explode("day")
    at = np.searchsorted(dates, days["day"].to_numpy().astype("datetime64[D]"), side="right") - 1
    inside = (at >= 0) & (days["day"].to_numpy().astype("datetime64[D]") <= ends[np.maximum(at, 0)])
    means = (
        days.with_columns(pl.Series("at", at))
        .filter(pl.Series(inside))
        .group_by("item", "at")
        .agg(pl.col("log").mean())
    )
    place = {name: rank for rank, name in enumerate(names)}
    for item, period, value in means.rows():
        grid[period, place[item]] = value
    return np.stack([_carried(each) for each in grid.T], axis=1)


def _carried(values: Floats) -> Floats:
    known = ~np.isnan(values)
    if not known.any():
        return values
    last = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    end = int(np.flatnonzero(known)[-1])
    carried = np.where(last >= 0, values[np.maximum(last, 0)], np.nan)
    carried[end + 1 :] = np.nan
    return np.asarray(carried)


def _mean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _chained(regular: Floats) -> Floats:
    # Where no item is known on both sides the chain is broken: the longest piece is kept, the rest is unknown.
    steps = _mean(np.diff(regular, axis=0))
    index = np.full(len(regular), np.nan)
    linked = np.concatenate([[False], ~np.isnan(steps), [False]])
    edges = np.flatnonzero(np.diff(linked.astype(int)))
    pieces = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if pieces:
        start, end = max(pieces, key=lambda piece: piece[1] - piece[0])
        index[start : end + 1] = np.concatenate([[0.0], np.cumsum(steps[start:end])])
    return index
