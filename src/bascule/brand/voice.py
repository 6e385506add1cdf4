"""Signals of what customers say: would they recommend, and how they rate in public."""

import polars as pl

from bascule.brand.series import Series

STARS = 5.0


def nps(surveys: pl.DataFrame) -> Series | None:
    """Return the net promoter score by month: share of 9 and 10 less share of 0 to 6, in points (−100 to 100).

    Notes
    -----
    Variance of the difference of two shares of one multinomial, (p + d − (p − d)²) / n, each share with one more
    answer, so that three answers alike are not taken for certainty.
    """
    rows = surveys.filter((pl.col("survey") == "nps") & pl.col("score").is_not_null())
    n = pl.col("respondents").fill_null(1.0)
    months = rows.group_by(pl.col("date").dt.month_start().alias("month")).agg(
        n.sum().alias("n"),
        n.filter(pl.col("score") >= 9).sum().alias("for"),
        n.filter(pl.col("score") <= 6).sum().alias("against"),
    ).filter(pl.col("n") > 0)  # fmt: skip
    up, down = (pl.col("for") + 1) / (pl.col("n") + 3), (pl.col("against") + 1) / (pl.col("n") + 3)
    error = ((up + down - (up - down) ** 2) / (pl.col("n") + 3)).sqrt()
    value = (pl.col("for") - pl.col("against")) / pl.col("n")
    return Series.of("nps", months.with_columns((100 * value).alias("value"), (100 * error).alias("error")))


def reviews(rows: pl.DataFrame) -> Series | None:
    """Return the mean rating of public reviews by month, brought to five stars.

    Notes
    -----
    The variance σ² of one review is that between rows, weighed by the reviews each stands for and pooled over months
    (a row of n has σ²/n); one star where no month has two rows.
    """
    stars = (STARS * pl.col("rating") / pl.col("scale")).alias("stars")
    known = rows.filter((pl.col("scale") > 0) & pl.col("rating").is_not_null()).with_columns(
        stars, pl.col("count").fill_null(1.0), pl.col("date").dt.month_start().alias("month")
    ).filter(pl.col("count") > 0)  # fmt: skip
    mean = (pl.col("stars") * pl.col("count")).sum() / pl.col("count").sum()
    months = known.group_by("month").agg(mean.alias("value"), pl.col("count").sum().alias("n"))
    joined = known.join(months.select("month", "value"), on="month")
    apart = joined.select((pl.col("count") * (pl.col("stars") - pl.col("value")) ** 2).sum()).item()
    free = known.height - months.height
    variance = apart / free if free > 0 and apart > 0 else 1.0
    return Series.of("reviews", months.with_columns((variance / pl.col("n")).sqrt().alias("error")))
