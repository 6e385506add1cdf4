"""Figures brought to calendar months, each spread evenly over its own days."""

import datetime as dt

import polars as pl

from bascule.ingest.series import known_sum


def by_month(rows: pl.DataFrame, values: list[str], *, start: str = "date", end: str = "date_end") -> pl.DataFrame:
    """Return the sums of figures by calendar month; a row over two months has its days' share in each.

    Parameters
    ----------
    rows : DataFrame
        With `start`, `end` (dates, both in) and the columns of `values`.

    Returns
    -------
    DataFrame of `month` (its first day) and the values; a value that no row knows is null.

    Examples
    --------
    >>> rows = pl.DataFrame({"date": [dt.date(2026, 8, 31)], "date_end": [dt.date(2026, 9, 6)], "spend": [70.0]})
    >>> by_month(rows, ["spend"]).rows()
    [(datetime.date(2026, 8, 1), 10.0), (datetime.date(2026, 9, 1), 60.0)]
    """
    needed = rows.lazy().select(start, end, *values)
    spans = needed.group_by(start, end).agg(known_sum(name) for name in values).collect().drop_nulls([start, end])
    days = (pl.col(end) - pl.col(start)).dt.total_days() + 1
    daily = spans.with_columns((pl.col(name) / days).alias(name) for name in values)
    daily = daily.with_columns(pl.date_ranges(start, end).alias("day")).explode("day")
    monthly = daily.group_by(pl.col("day").dt.month_start().alias("month")).agg(known_sum(name) for name in values)
    return monthly.sort("month")


def whole_months(start: dt.date, end: dt.date) -> list[dt.date]:
    """Return the first days of the months that lie wholly in a stretch of time.

    Examples
    --------
    >>> whole_months(dt.date(2026, 8, 2), dt.date(2026, 9, 30))
    [datetime.date(2026, 9, 1)]
    """
    if start > end:
        return []
    firsts = pl.date_range(start.replace(day=1), end, "1mo", eager=True)
    last = firsts.dt.month_end()
    return firsts.filter((firsts >= start) & (last <= end)).to_list()
