"""What stretch of time a row stands for: a day, a week, a month, or a range; never booked on one day."""

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.source import Grain, Reading

_ENOUGH_WEEKS = 3
_STRAYS = 0.1
LONGEST_DAYS = 31


def date_end(date: str = "date", grain: str = "grain") -> pl.Expr:
    """Return the last day of rows from their first day and grain.

    Examples
    --------
    >>> import datetime as dt
    >>> frame = pl.DataFrame({"date": [dt.date(2026, 2, 1)], "grain": ["month"]})
    >>> frame.select(date_end())["date"].to_list()
    [datetime.date(2026, 2, 28)]
    """
    first, kind = pl.col(date), pl.col(grain)
    return (
        pl.when(kind == "week").then(first.dt.offset_by("6d"))
        .when(kind == "month").then(first.dt.month_end())
        .otherwise(first)
    )  # fmt: skip


def span_grain(start: str, end: str) -> pl.Expr:
    """Return the grain that a first and a last day make.

    Examples
    --------
    >>> import datetime as dt
    >>> frame = pl.DataFrame({"a": [dt.date(2026, 9, 1)], "b": [dt.date(2026, 9, 30)]})
    >>> frame.select(span_grain("a", "b"))["literal"].to_list()
    ['month']
    """
    first, last = pl.col(start), pl.col(end)
    whole_month = (first == first.dt.month_start()) & (last == first.dt.month_end())
    return (
        pl.when(last == first).then(pl.lit("day"))
        .when((last - first).dt.total_days() == 6).then(pl.lit("week"))
        .when(whole_month).then(pl.lit("month"))
        .otherwise(pl.lit("range"))
    )  # fmt: skip


def spanned(rows: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Return rows with the last day of their grain, or over the stretch of the whole file where none is dated.

    Examples
    --------
    >>> import datetime as dt
    >>> rows = pl.DataFrame({"date": [dt.date(2026, 9, 7)], "grain": ["week"]})
    >>> spanned(rows, Reading("x.csv", dt.date(2026, 11, 24)))["date_end"].to_list()
    [datetime.date(2026, 9, 13)]
    """
    return rows.with_columns(date_end().alias("date_end")) if "grain" in rows.columns else over_period(rows, reading)


def over_period(rows: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Return rows without a date as the stretch of time that the whole file speaks of, up to today.

    Its seven days are the report's own, not a week of a weekly breakdown.

    Examples
    --------
    >>> import datetime as dt
    >>> september = (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    >>> reading = Reading("a.csv", dt.date(2026, 11, 23), period=september)
    >>> over_period(pl.DataFrame({"spend": [3.0]}), reading).select("date", "date_end", "grain").rows()
    [(datetime.date(2026, 9, 1), datetime.date(2026, 9, 30), 'month')]
    """
    if reading.period is None:
        raise ValueError("a file whose rows have no date is only read once its period is known")
    start, end = reading.period
    rows = rows.with_columns(
        pl.lit(start, pl.Date).alias("date"), pl.lit(max(start, min(end, reading.today)), pl.Date).alias("date_end")
    )
    return rows.with_columns(span_grain("date", "date_end").replace("week", "range").alias("grain"))


def too_long(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    """Return what to say of a file whose one figure is for longer than a month: it tells no week from another.

    Examples
    --------
    >>> import datetime as dt
    >>> quarter = Reading("a.csv", dt.date(2026, 11, 23), period=(dt.date(2026, 7, 1), dt.date(2026, 9, 30)))
    >>> too_long(pl.DataFrame({"sessions": [3]}), quarter)[0][0]
    'period_long'
    """
    if "grain" in rows.columns or reading.period is None:
        return ()
    start, end = reading.period
    if (end - start).days < LONGEST_DAYS:
        return ()
    return (("period_long", {"file": reading.file, "start_date": start, "end_date": end}),)


def infer_grain(dates: pl.Series) -> Grain:
    """Return the grain of a file without one, from the spacing of its dates.

    Month when all are firsts of months; week when nine in ten are on one weekday and a multiple of seven
    days apart; day otherwise.

    Examples
    --------
    >>> import datetime as dt
    >>> infer_grain(pl.Series([dt.date(2026, 9, 7), dt.date(2026, 9, 14), dt.date(2026, 9, 28)]))
    'week'
    """
    distinct = dates.drop_nulls().unique().sort()
    if distinct.len() < 2:
        return "day"
    if (distinct.dt.day() == 1).all():
        return "month"
    if distinct.len() < _ENOUGH_WEEKS:
        return "week" if (distinct[1] - distinct[0]).days % 7 == 0 else "day"
    counts = distinct.dt.weekday().value_counts(sort=True)
    return "week" if counts["count"][0] >= (1 - _STRAYS) * distinct.len() else "day"


def off_grid(dates: pl.Series) -> pl.Series:
    """Tell the dates of a weekly file that are not on its weekday.

    Examples
    --------
    >>> import datetime as dt
    >>> off_grid(pl.Series([dt.date(2026, 9, 7), dt.date(2026, 9, 14)])).to_list()
    [False, False]
    """
    if infer_grain(dates) != "week":
        return pl.repeat(False, dates.len(), dtype=pl.Boolean, eager=True)
    weekdays = dates.dt.weekday()
    usual = dates.drop_nulls().unique().dt.weekday().mode().sort()[0]
    off: pl.Series = weekdays.ne(usual).fill_null(value=False)
    return off
