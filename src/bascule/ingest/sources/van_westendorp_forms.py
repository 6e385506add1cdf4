"""Answers to a form that asks the four questions on price (Google Forms, SurveyMonkey, Typeform): one row a respondent.

The questions are known by what they ask. Names, addresses and comments are never read.
"""

import polars as pl

from bascule.ingest.buying import FOUR, price_checks, price_question
from bascule.ingest.message import Message
from bascule.ingest.questions import question
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("moment", "time", both=("form moment",)),
    Column("date", "time", both=("date",)),
    Column("moment_utc", "time", both=("form moment utc",), zone="UTC"),
    *(Column(name, "number", both=(f"{name} question",), money=True, negative=True) for name in FOUR),
)
_MOMENTS = ("moment", "date", "moment_utc")
_UNSAID = pl.all_horizontal(pl.col(name).is_null() for name in FOUR)


def header(text: str) -> str:
    """Return what a plain header asks: a moment, one of the four questions, itself where it is neither.

    Examples
    --------
    >>> header("timestamp"), header("too cheap")
    ('form moment', 'too_cheap question')
    """
    asked = price_question(text)
    moment = question(text)
    return moment if asked == text and moment.startswith("form moment") else asked


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `price_surveys` rows, one a respondent who gave a price."""
    said = rows.filter(~_UNSAID)
    return {
        "price_surveys": said.with_columns(
            pl.coalesce(_MOMENTS).dt.date().alias("date"), pl.lit("van_westendorp").alias("method")
        )
    }


def _questions(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    return (("questions_read", {"questions": [reading.headers[name] for name in FOUR if name in reading.headers]}),)


VAN_WESTENDORP_FORMS = Source(
    kind="van_westendorp_forms",
    title="Google Forms, SurveyMonkey, Typeform (Van Westendorp)",
    columns=COLUMNS,
    identified_by=tuple((moment, *FOUR) for moment in _MOMENTS),
    canonical=canonical,
    asks_currency=False,
    repeats_refused=False,
    amount=None,
    checks=(("date_missing", "moment", pl.coalesce(_MOMENTS).is_null()), *price_checks(*FOUR)),
    read_header=header,
    remarks=_questions,
    grade="B",
)
