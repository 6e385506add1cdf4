"""Answers to a form (Google Forms, Typeform, Microsoft Forms): one row an answer, the questions as headers (grade B).

Three questions are read wherever they stand: would you recommend us (0 to 10), how would you feel without us, do you
know us. Names, addresses and free comments are never read.
"""

from itertools import product

import polars as pl

from bascule.ingest.answers import awareness, disappointment, not_understood, out_of_range
from bascule.ingest.message import Message
from bascule.ingest.questions import question
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("moment", "time", both=("form moment",)),
    Column("date", "time", both=("date",)),
    Column("moment_utc", "time", both=("form moment utc",), zone="UTC"),
    Column("score", "count", both=("nps question",), negative=True),
    Column("lone_score", "count", both=("score question",), negative=True),
    Column("disappointed", both=("disappointed question",)),
    Column("awareness", both=("awareness question",)),
)
_MOMENTS = ("moment", "date", "moment_utc")
_ASKED = ("score", "disappointed", "awareness")
# A column called "Score" is one of this question only beside the moment that a form writes.
_IDENTITIES = (*product(_MOMENTS, _ASKED), ("moment", "lone_score"), ("moment_utc", "lone_score"))
_SCORE = pl.coalesce("score", "lone_score")
_FEELING, _KNOWN = pl.col("disappointed"), pl.col("awareness")


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `surveys` rows, one a question answered."""
    rows = rows.with_columns(
        pl.coalesce(_MOMENTS).dt.date().alias("date"), _SCORE.alias("score"), pl.lit(1.0).alias("respondents")
    )
    known = ("date", "respondents", "source_row")
    nothing = pl.lit(None, pl.String).alias("answer")
    parts = (
        rows.select(*known, pl.lit("nps").alias("survey"), nothing, "score").drop_nulls("score"),
        _worded(rows.select(*known, disappointment(pl.col("disappointed")).alias("answer")), "disappointed"),
        _worded(rows.select(*known, awareness(pl.col("awareness")).alias("answer")), "awareness"),
    )
    return {"surveys": pl.concat(parts, how="diagonal_relaxed").sort("source_row", maintain_order=True)}


def _worded(rows: pl.DataFrame, survey: str) -> pl.DataFrame:
    return rows.drop_nulls("answer").with_columns(pl.lit(survey).alias("survey"))


def _questions(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    read = [reading.headers[name] for name in (*_ASKED, "lone_score") if name in reading.headers]
    return (("questions_read", {"questions": read}),)


SURVEY_FORMS = Source(
    kind="survey_forms",
    title="Google Forms, Typeform, Microsoft Forms",
    columns=COLUMNS,
    identified_by=_IDENTITIES,
    canonical=canonical,
    repeats_refused=False,
    amount=None,
    checks=(
        ("date_missing", "moment", pl.coalesce(_MOMENTS).is_null()),
        ("score_out_of_range", "score", out_of_range(pl.col("score"))),
        ("score_out_of_range", "lone_score", out_of_range(pl.col("lone_score"))),
        ("answer_unknown", "disappointed", not_understood(_FEELING, disappointment(_FEELING))),
        ("answer_unknown", "awareness", not_understood(_KNOWN, awareness(_KNOWN))),
    ),
    read_header=question,
    remarks=_questions,
    grade="B",
)  # fmt: skip
