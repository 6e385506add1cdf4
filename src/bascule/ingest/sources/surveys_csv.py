"""`surveys.csv`: one row an answer, or `respondents` answers alike.

`survey` is nps (with a `score` from 0 to 10), disappointed (with an `answer` very, somewhat or not) or awareness (yes
or no).
"""

import polars as pl

from bascule.ingest.answers import SURVEYS, awareness, disappointment, out_of_range
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.words import meaning

COLUMNS = (
    Column("date", "date", both=("date",), needed=True),
    Column("survey", en=("survey",), fr=("sondage",), needed=True),
    Column("answer", en=("answer",), fr=("reponse",)),
    Column("score", "count", en=("score",), fr=("note",), negative=True),
    Column("respondents", "count", en=("respondents",), fr=("repondants",)),
)
_SURVEY, _ANSWER, _SCORE = meaning(pl.col("survey"), SURVEYS), pl.col("answer"), pl.col("score")
_READ = pl.coalesce(
    pl.when(_SURVEY == "disappointed").then(disappointment(_ANSWER)),
    pl.when(_SURVEY == "awareness").then(awareness(_ANSWER)),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `surveys` rows."""
    return {
        "surveys": rows.with_columns(
            _SURVEY.alias("survey"),
            _READ.alias("answer"),
            pl.when(_SURVEY == "nps").then(_SCORE).alias("score"),
            pl.col("respondents").fill_null(1.0),
        )
    }


SURVEYS_CSV = Source(
    kind="surveys_csv",
    title="surveys.csv",
    columns=COLUMNS,
    identified_by=(("date", "survey", "score"), ("date", "survey", "answer")),
    canonical=canonical,
    repeats_refused=False,
    amount=None,
    checks=(
        ("survey_unknown", "survey", _SURVEY.is_null()),
        ("value_missing", "score", (_SURVEY == "nps") & _SCORE.is_null()),
        ("score_out_of_range", "score", (_SURVEY == "nps") & out_of_range(_SCORE)),
        ("answer_unknown", "answer", (_SURVEY != "nps") & _READ.is_null()),
    ),
)
