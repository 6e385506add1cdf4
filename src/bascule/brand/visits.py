"""The signal of visits: how many come to the site by its own name."""

import polars as pl

from bascule.brand.months import by_month, whole_months
from bascule.brand.series import Series

# Visits typed or bookmarked, and those of searches for the brand where the company's own table tells them apart.
OWN = ("direct", "brand", "organic_brand", "brand_organic", "marque", "organique_marque")


def direct_visits(web: pl.DataFrame) -> Series | None:
    """Return visits that come direct, or by a search for the brand, by month (number, in logarithm in the index).

    Notes
    -----
    Their number, not their share: buying more visits lowers the share of the direct ones, and takes nothing from the
    brand. Google Analytics does not tell brand searches from others: of its channels, `direct` alone is read. A
    month of which less than four days in five are covered is unknown. Poisson error.
    """
    dated = web.filter(pl.col("sessions").is_not_null())
    own = dated.filter(pl.col("channel").is_in(OWN))
    if own.is_empty():
        return None
    counts = whole_months(by_month(own, ["sessions"]), dated, "sessions").rename({"sessions": "value"})
    counts = counts.filter(pl.col("value") > 0).with_columns(pl.col("value").sqrt().alias("error"))
    return Series.of("direct_visits", counts, "log")
