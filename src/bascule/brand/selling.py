"""Signals of sales: what is sold without advertising, and at full price."""

import numpy as np
import polars as pl

from bascule.brand.months import COVERED
from bascule.brand.series import Months, Series
from bascule.panel import Floats, Panel

_WEEK = np.timedelta64(7, "D")


def full_price_share(orders: pl.DataFrame) -> Series | None:
    """Return the share of net sales, by month, of orders without a discount nor a coupon.

    Notes
    -----
    An order is known to be at full price only where its discount is known. The binomial error counts as many orders
    as would tell as much with equal amounts (Kish's effective size, (Σ net)² / Σ net²).
    """
    coupon = pl.col("coupon").fill_null("").str.strip_chars() != ""
    known = orders.filter((pl.col("net") > 0) & (pl.col("discount").is_not_null() | coupon))
    full = (pl.col("discount") <= 0).fill_null(value=False) & ~coupon
    months = known.group_by(pl.col("ordered_at").dt.date().dt.month_start().alias("month")).agg(
        pl.col("net").sum().alias("net"),
        pl.col("net").filter(full).sum().alias("full"),
        (pl.col("net").sum() ** 2 / (pl.col("net") ** 2).sum()).alias("n"),
    )
    share = pl.col("full") / pl.col("net")
    smoothed = (share * pl.col("n") + 1) / (pl.col("n") + 2)
    error = (smoothed * (1 - smoothed) / (pl.col("n") + 2)).sqrt()
    return Series.of("full_price_share", months.with_columns(share.alias("value"), error.alias("error")))


def base_sales(panel: Panel | None, baseline: Floats | None) -> Series | None:
    """Return sales without advertising by month (currency a month, in logarithm in the index).

    Parameters
    ----------
    panel : Panel
    baseline : array of shape (draws, periods), company currency per period
        Draws of sales without advertising from the response model.

    Notes
    -----
    A week over two months is shared by its days; a month of which less than four days in five are covered is unknown.
    The error is the spread of the draws once the mean of each is taken off: what all months have wrong together moves
    none against another. A month in which some draw sells nothing is unknown.
    """
    if panel is None or baseline is None or not panel.sales_read or not baseline.size:
        return None
    months, shares = _shares(panel)
    sums = np.asarray(baseline, dtype=float) @ shares.T
    sold = (sums > 0).all(axis=0)
    if not sold.any():
        return None
    months, logs = months[sold], np.log(sums[:, sold])
    value = np.exp(np.median(logs, axis=0))
    error = value * (logs - logs.mean(axis=1, keepdims=True)).std(axis=0)
    frame = pl.DataFrame({"month": months.astype("datetime64[D]"), "value": value, "error": error})
    return Series.of("base_sales", frame.with_columns(pl.col("month").cast(pl.Date)), "log")


def _shares(panel: Panel) -> tuple[Months, Floats]:
    # Each day of a period belongs to a month; months not covered enough are let go of, the others made whole.
    starts = panel.dates.astype("datetime64[D]")
    ends = starts + _WEEK if panel.period == "week" else _next(starts.astype("datetime64[M]"))
    lengths = (ends - starts).astype(int)
    period = np.repeat(np.arange(len(starts)), lengths)
    offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    month = (starts[period] + offset.astype("timedelta64[D]")).astype("datetime64[M]")
    months, where = np.unique(month, return_inverse=True)
    days = np.zeros((len(months), len(starts)))
    np.add.at(days, (where, period), 1.0)
    covered = days.sum(axis=1) / (_next(months) - months.astype("datetime64[D]")).astype(int)
    enough = covered >= COVERED
    return months[enough], (days / lengths / covered[:, None])[enough]


def _next(months: Months) -> Months:
    # First day of the month after.
    return (months + np.timedelta64(1, "M")).astype("datetime64[D]")
