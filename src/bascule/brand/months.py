"""Figures of days, weeks and months brought to calendar months: a week over two months is shared by its days."""

from collections.abc import Sequence

import polars as pl

from bascule.ingest.grain import LONGEST_DAYS

# A month of which less is covered is not known; one of which more is, is brought to its whole length.
COVERED = 0.8


def by_month(rows: pl.DataFrame, measures: Sequence[str], keys: Sequence[str] = ()) -> pl.DataFrame:
    """Return the sums of measures by `month` (its first day) and keys; null where no row knows the measure.

    Parameters
    ----------
    rows : DataFrame
        With `date` and `date_end`. A row of more than 31 days tells no month from another and is left out.
    measures, keys : sequence of str

    Examples
    --------
    >>> import datetime as dt
    >>> week = {"date": [dt.date(2026, 8, 28)], "date_end": [dt.date(2026, 9, 3)], "visits": [70.0]}
    >>> by_month(pl.DataFrame(week), ["visits"]).rows()
    [(datetime.date(2026, 8, 1), 40.0), (datetime.date(2026, 9, 1), 30.0)]
    """
    parts = _parts(rows)
    sums = [
        pl.when(pl.col(name).count() > 0).then((pl.col(name) * pl.col("part")).sum()).alias(name) for name in measures
    ]
    return parts.group_by("month", *keys).agg(sums).sort("month", *keys)


def means(rows: pl.DataFrame, measure: str, keys: Sequence[str] = ()) -> pl.DataFrame:
    """Return the mean over the days of each month of a measure that is a level, such as an index of interest.

    Examples
    --------
    >>> import datetime as dt
    >>> week = {"date": [dt.date(2026, 9, 7)], "date_end": [dt.date(2026, 9, 13)], "value": [55.0]}
    >>> means(pl.DataFrame(week), "value").rows()
    [(datetime.date(2026, 9, 1), 55.0)]
    """
    known = _parts(rows).filter(pl.col(measure).is_not_null())
    mean = (pl.col(measure) * pl.col("days")).sum() / pl.col("days").sum()
    return known.group_by("month", *keys).agg(mean.alias(measure)).sort("month", *keys)


def covered(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the share of the days of each `month` that some row speaks of.

    Examples
    --------
    >>> import datetime as dt
    >>> month = {"date": [dt.date(2026, 9, 1)], "date_end": [dt.date(2026, 9, 15)]}
    >>> covered(pl.DataFrame(month)).rows()
    [(datetime.date(2026, 9, 1), 0.5)]
    """
    spans = rows.select("date", "date_end").unique().filter(_short())
    days = spans.select(pl.date_ranges("date", "date_end", "1d").alias("day")).explode("day").unique()
    whole = pl.col("month").dt.month_end().dt.day()
    return (
        days.group_by(pl.col("day").dt.month_start().alias("month"))
        .agg(pl.len().alias("days"))
        .select("month", (pl.col("days") / whole).alias("covered"))
        .sort("month")
    )


def whole_months(sums: pl.DataFrame, rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return monthly sums brought to whole months, null where less than four days in five are covered.

    Examples
    --------
    >>> import datetime as dt
    >>> half = pl.DataFrame({"date": [dt.date(2026, 9, 1)], "date_end": [dt.date(2026, 9, 15)], "n": [9.0]})
    >>> whole_months(by_month(half, ["n"]), half, "n")["n"].to_list()
    [None]
    """
    known = sums.join(covered(rows), on="month", how="left")
    enough = pl.col("covered") >= COVERED
    return known.with_columns(pl.when(enough).then(pl.col(measure) / pl.col("covered")).alias(measure))


def _short() -> pl.Expr:
    return (pl.col("date_end") - pl.col("date")).dt.total_days() < LONGEST_DAYS


def _parts(rows: pl.DataFrame) -> pl.DataFrame:
    first, last = pl.col("date"), pl.col("date_end")
    months = pl.date_ranges(first.dt.month_start(), last, "1mo")
    long = rows.filter(_short()).with_columns(months.alias("month")).explode("month")
    within = pl.min_horizontal(last, pl.col("month").dt.month_end()) - pl.max_horizontal(first, pl.col("month"))
    days = within.dt.total_days() + 1
    return long.with_columns(days.alias("days"), (days / ((last - first).dt.total_days() + 1)).alias("part"))
