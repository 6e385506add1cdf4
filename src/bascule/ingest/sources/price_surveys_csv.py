"""`price_surveys.csv`: answers on prices, one row a respondent (four prices) or one a price asked (would you buy).

Van Westendorp: `too_cheap`, `cheap`, `expensive`, `too_expensive`. Gabor–Granger: `respondent`, `price`, `answer`.
"""

import polars as pl

from bascule.ingest.buying import FOUR, answer_check, price_checks, would_buy
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("date", "date", both=("date",), needed=True),
    Column("respondent", en=("respondent", "respondent_id"), fr=("repondant", "id_repondant")),
    Column("product", en=("product",), fr=("produit",)),
    Column("currency", "currency", en=("currency",), fr=("devise",)),
    Column("price", "number", en=("price",), fr=("prix",), money=True, negative=True),
    Column("answer", en=("answer", "intent"), fr=("reponse", "intention")),
    Column("too_cheap", "number", en=("too_cheap",), fr=("trop_bon_marche",), money=True, negative=True),
    Column("cheap", "number", en=("cheap",), fr=("bon_marche",), money=True, negative=True),
    Column("expensive", "number", en=("expensive",), fr=("cher",), money=True, negative=True),
    Column("too_expensive", "number", en=("too_expensive",), fr=("trop_cher",), money=True, negative=True),
)  # fmt: skip
_NO_PRICE = pl.all_horizontal(pl.col(name).is_null() for name in FOUR)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `price_surveys` rows; who answered is kept as a key that names nobody."""
    method = pl.when(_NO_PRICE).then(pl.lit("gabor_granger")).otherwise(pl.lit("van_westendorp"))
    return {
        "price_surveys": rows.with_columns(
            method.alias("method"),
            would_buy(pl.col("answer")).alias("answer"),
            reading.customer_key(rows["respondent"]).alias("respondent"),
        )
    }


PRICE_SURVEYS_CSV = Source(
    kind="price_surveys_csv",
    title="price_surveys.csv",
    columns=COLUMNS,
    identified_by=(("date", *FOUR), ("date", "respondent", "price", "answer")),
    canonical=canonical,
    repeats_refused=False,
    amount=None,
    checks=(
        ("value_missing", "too_cheap", _NO_PRICE & pl.col("price").is_null()),
        ("value_missing", "answer", _NO_PRICE & pl.col("price").is_not_null() & pl.col("answer").is_null()),
        answer_check(),
        *price_checks("price", *FOUR),
    ),
)
