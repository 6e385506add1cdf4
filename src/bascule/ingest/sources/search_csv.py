"""`search.csv`: how often people searched, the queries that name the brand apart from the others.

`brand` says whether the query names the brand (true, yes, oui, 1 … or false, no, non, 0 …). A column `query`,
where there is one, only tells rows apart: the queries of a day are summed, and none is kept.
"""

import polars as pl

from bascule.ingest.series import DATE, GRAIN, dated, grain_checks, summed
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import flag

COLUMNS = (
    DATE,
    GRAIN,
    Column("brand", both=("brand",), needed=True),
    Column("impressions", "count", both=("impressions",)),
    Column("clicks", "count", both=("clicks",)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `search` rows, one a stretch of time and brand or not."""
    rows = dated(rows.with_columns(flag(pl.col("brand")).alias("brand")))
    return {"search": summed(rows, ("date", "date_end", "grain", "brand"), ("impressions", "clicks"))}


SEARCH_CSV = Source(
    kind="search_csv",
    title="search.csv",
    columns=COLUMNS,
    identified_by=(("date", "brand", "impressions"), ("date", "brand", "clicks")),
    canonical=canonical,
    amount="impressions",
    checks=(("flag_unknown", "brand", flag(pl.col("brand")).is_null()), *grain_checks()),
)
