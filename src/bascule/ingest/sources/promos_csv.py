"""`promos.csv`: one row a promotion, both days included; `depth` is the share taken off the price: 0.2, or 20 %."""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("start", "date", en=("start", "start_date"), fr=("debut", "date_debut"), needed=True, future=True),
    Column("end", "date", en=("end", "end_date"), fr=("fin", "date_fin"), future=True),
    Column("name", en=("name", "promotion", "promo"), fr=("nom", "rabais")),
    Column("depth", en=("depth", "discount"), fr=("profondeur", "remise"), needed=True),
)


def share(text: pl.Expr) -> pl.Expr:
    """Return a share between 0 and 1 from "0.2", "0,2" or "20 %"; null where it is none of these.

    Examples
    --------
    >>> pl.DataFrame({"x": ["0,25", "25 %", "25", "-5 %"]}).select(share(pl.col("x")))["x"].to_list()
    [0.25, 0.25, None, None]
    """
    bare = text.str.replace_all(r"\s", "").str.replace(",", ".", literal=True)
    percent = bare.str.ends_with("%")
    figure = bare.str.strip_chars_end("%").cast(pl.Float64, strict=False)
    found = pl.when(percent).then(figure / 100).otherwise(figure)
    return pl.when((found >= 0) & (found <= 1)).then(found)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `promos` rows; without an end, a promotion lasts its first day."""
    return {
        "promos": rows.with_columns(pl.coalesce("end", "start").alias("end"), share(pl.col("depth")).alias("depth"))
    }


PROMOS_CSV = Source(
    kind="promos_csv",
    title="promos.csv",
    columns=COLUMNS,
    identified_by=(("start", "end", "depth"), ("start", "name", "depth")),
    canonical=canonical,
    amount=None,
    checks=(
        ("share_unreadable", "depth", share(pl.col("depth")).is_null()),
        ("range_backwards", "end", pl.col("end") < pl.col("start")),
    ),
)
