"""`reviews.csv`: what customers wrote on public sites (Google, Facebook …): one row a review, or `count` of one mean.

`rating` is out of `scale` (5 stars, 10, 100). The figures are of the reviews of that day or month, not of all since
ever: a mean since ever hardly moves, and tells nothing of the month. No text and no name is kept.
"""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("date", "date", both=("date",), needed=True),
    Column("platform", en=("platform", "site"), fr=("plateforme",)),
    Column("rating", "number", en=("rating", "stars"), fr=("note", "etoiles"), needed=True),
    Column("scale", "number", en=("scale", "out_of"), fr=("echelle", "note_sur"), needed=True),
    Column("count", "count", en=("count", "reviews"), fr=("nombre", "avis")),
)
_ABOVE = pl.col("rating") > pl.col("scale")


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `reviews` rows."""
    return {"reviews": rows.with_columns(pl.col("count").fill_null(1.0))}


REVIEWS_CSV = Source(
    kind="reviews_csv",
    title="reviews.csv",
    columns=COLUMNS,
    identified_by=(("date", "rating", "scale"),),
    canonical=canonical,
    repeats_refused=False,
    amount=None,
    checks=(("rating_out_of_scale", "rating", _ABOVE | (pl.col("scale") <= 0)),),
)
