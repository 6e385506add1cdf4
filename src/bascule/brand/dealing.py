"""Signals of deals: how many are won, and how long they take."""

import datetime as dt

import polars as pl

from bascule.brand.searches import proportion
from bascule.brand.series import Series

# By then, nine in ten of the deals that were open when the records begin have closed.
_SETTLED = 0.9
# Standard error of a median over that of a mean, for normal logarithms: √(π/2).
_MEDIAN = 1.2533


def closings(deals: pl.DataFrame) -> pl.DataFrame:
    """Return the deals closed, with the `month` of closing and their `days`, once the records are settled.

    Notes
    -----
    By month of closing, not of creation: the deals created lately that are closed are the quick ones, and a month of
    creation is not known until its last deal closes; each deal closes once, whatever is still open. The other end has
    the same trouble: what closes soon after the records begin is quick, so the months before the records are as old
    as nine deals in ten are long are left out.

    Examples
    --------
    >>> row = {"created": [dt.date(2026, 1, 5)], "closed": [dt.date(2026, 1, 25)], "outcome": ["won"]}
    >>> closings(pl.DataFrame(row))["days"].to_list()
    [20]
    """
    ended = deals.filter(pl.col("outcome").is_in(["won", "lost"]) & pl.col("closed").is_not_null())
    days = (pl.col("closed") - pl.col("created")).dt.total_days()
    ended = ended.with_columns(days.alias("days"), pl.col("closed").dt.month_start().alias("month"))
    settled = settled_on(ended)
    return ended if settled is None else ended.filter(pl.col("month") >= settled)


def settled_on(ended: pl.DataFrame) -> dt.date | None:
    """Return the day from which closings are no longer only those of quick deals; None where no duration is known."""
    first, longest = ended["created"].min(), ended["days"].quantile(_SETTLED)
    if not isinstance(first, dt.date) or longest is None or longest < 31:
        return None
    return first + dt.timedelta(days=round(longest))


def win_rate(deals: pl.DataFrame) -> Series | None:
    """Return the share won of the deals closed in each month, by number; binomial error."""
    months = closings(deals).group_by("month").agg(
        (pl.col("outcome") == "won").sum().cast(pl.Float64).alias("won"), pl.len().cast(pl.Float64).alias("n")
    )  # fmt: skip
    return Series.of("win_rate", proportion(months, "won", "n"))


def cycle_length(deals: pl.DataFrame) -> Series | None:
    """Return the median days from creation to signature of the deals won in each month (days, in logarithm).

    Notes
    -----
    The error is that of a median of logarithms whose spread all months share.
    """
    won = closings(deals).filter((pl.col("outcome") == "won") & pl.col("days").is_not_null())
    won = won.with_columns(pl.max_horizontal("days", pl.lit(1)).cast(pl.Float64).alias("days"))
    logs = pl.col("days").log()
    apart = won.select(((logs - logs.mean().over("month")) ** 2).sum()).item()
    free = max(won.height - won["month"].n_unique(), 1)
    spread = float(apart / free) ** 0.5
    months = won.group_by("month").agg(pl.col("days").median().alias("value"), pl.len().alias("n"))
    error = pl.col("value") * (_MEDIAN * spread) / pl.col("n").sqrt()
    return Series.of("cycle_length", months.with_columns(error.alias("error")), "log")
