"""Which product a price survey is read for, where it asks about several."""

import polars as pl

from bascule.plans import Reason


def most_answered(rows: pl.DataFrame) -> tuple[pl.DataFrame, str | None, tuple[Reason, ...]]:
    """Return the rows of the product with most answers, its name, and a note where there are others.

    Parameters
    ----------
    rows : DataFrame
        Rows of `price_surveys`, of one method.

    Examples
    --------
    >>> most_answered(pl.DataFrame({"product": ["soap", "soap", "candle"]}))[1]
    'soap'
    """
    counts = rows.group_by("product").len().sort("len", "product", descending=[True, False])
    product = counts["product"][0]
    others = [name for name in counts["product"].to_list() if name != product]
    kept = rows.filter(pl.col("product").eq_missing(pl.lit(product, pl.String)))
    if not others:
        return kept, product, ()
    named = sorted(name or "—" for name in others)
    return kept, product, (Reason(code="price_survey_products", params={"product": product or "—", "others": named}),)
