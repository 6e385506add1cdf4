"""Signals of search: how much of what is searched names the brand, beside its category and beside its rivals."""

import polars as pl

from bascule.brand.months import by_month, means, whole_months
from bascule.brand.series import Series
from bascule.plans import Reason

# A term known in fewer months than this is left out of the sums, rather than make them jump.
_KNOWN = 0.8


def brand_search_share(search: pl.DataFrame) -> Series | None:
    """Return searches that name the brand over all searches whose kind is known, month by month (share).

    Parameters
    ----------
    search : DataFrame
        Canonical `search`. Rows whose `brand` is null are of all queries, or not told apart: left out.

    Notes
    -----
    Impressions where they are known as often as clicks: they count who searched, clicks also how well the page ranks.
    Where nothing is known of other searches, it is the number of brand searches a month, in logarithm, and that is
    said (`brand_search_absolute`): it grows with the whole market too.
    """
    rows = search.filter(pl.col("brand").is_not_null())
    measure = "impressions" if rows["impressions"].count() >= rows["clicks"].count() else "clicks"
    rows = rows.filter(pl.col(measure).is_not_null())
    if rows.filter(~pl.col("brand")).is_empty():
        counts = whole_months(by_month(rows, [measure]), rows, measure).rename({measure: "value"})
        counts = counts.filter(pl.col("value") > 0).with_columns(pl.col("value").sqrt().alias("error"))
        return Series.of("brand_search_share", counts, "log", (Reason(code="brand_search_absolute"),))
    brand = by_month(rows.filter("brand"), [measure]).rename({measure: "ours"})
    other = by_month(rows.filter(~pl.col("brand")), [measure]).rename({measure: "other"})
    both = brand.join(other, on="month").with_columns((pl.col("ours") + pl.col("other")).alias("n"))
    return Series.of("brand_search_share", proportion(both.filter(pl.col("n") > 0), "ours", "n"))


def interest_share(interest: pl.DataFrame) -> Series | None:
    """Return interest in the brand over that in the brand and its rivals, month by month (share).

    Notes
    -----
    Terms known in four months of five are summed, and a month in which one of them is unknown ("<1") is unknown.
    Without a rival it is the index of the brand itself, in logarithm, and that is said (`interest_without_rivals`).
    An index has no count: no error is reckoned.
    """
    rows = interest.filter(pl.col("kind").is_in(["brand", "rival"]))
    monthly = means(rows, "value", ("kind", "term"))
    if monthly.filter(kind="brand").is_empty():
        return None
    span = monthly["month"].n_unique()
    steady = monthly.filter(pl.len().over("kind", "term") >= _KNOWN * span)
    terms = steady.select("kind", "term").unique().height
    sums = steady.group_by("month").agg(
        pl.col("value").filter(kind="brand").sum().alias("ours"), pl.col("value").sum().alias("n"), pl.len()
    )
    known = sums.filter((pl.col("len") == terms) & (pl.col("n") > 0))
    known = known.with_columns(pl.lit(None, pl.Float64).alias("error"))
    if steady.filter(kind="rival").is_empty():
        alone = known.filter(pl.col("ours") > 0).with_columns(pl.col("ours").alias("value"))
        return Series.of("interest_share", alone, "log", (Reason(code="interest_without_rivals"),))
    if steady.filter(kind="brand").is_empty():
        return None
    return Series.of("interest_share", known.with_columns((pl.col("ours") / pl.col("n")).alias("value")))


def proportion(frame: pl.DataFrame, part: str, whole: str) -> pl.DataFrame:
    """Return `value`, a part over a whole, and its binomial `error`, never zero (two more were asked, one said yes).

    Examples
    --------
    >>> proportion(pl.DataFrame({"k": [0.0], "n": [14.0]}), "k", "n").select("value", "error").row(0)
    (0.0, 0.06051...)
    """
    smoothed = (pl.col(part) + 1) / (pl.col(whole) + 2)
    return frame.with_columns(
        (pl.col(part) / pl.col(whole)).alias("value"),
        (smoothed * (1 - smoothed) / (pl.col(whole) + 2)).sqrt().alias("error"),
    )
