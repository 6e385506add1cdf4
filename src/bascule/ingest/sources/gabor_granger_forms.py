"""Answers to a form that asks "would you buy at … ?" once a price (Google Forms, SurveyMonkey, Typeform).

One column a price; a question left blank was not asked. Names, addresses and comments are never read.
"""

import re
from collections.abc import Sequence

import polars as pl

from bascule.ingest.buying import answer_check, price_checks, would_buy
from bascule.ingest.headers import plain
from bascule.ingest.message import Message
from bascule.ingest.questions import question
from bascule.ingest.source import Column, Long, Reading, Rows, Source, Tables

_HEADER_WITHIN = 6
_BUY = r"\b(?:buy|purchase|acheter|acheteriez|acheterais|achèteriez|prendriez|procureriez)\b"
_AMOUNT = re.compile(
    r"(?:ca|c|us)?[$€£] ?(?P<after>\d[\d.,]*)|(?P<before>\d[\d.,]*(?: \d{3})*) ?(?:[$€£]|dollars?\b|cad\b|usd\b|eur\b)"
)
COLUMNS = (
    Column("moment", "time", both=("form moment",)),
    Column("date", "time", both=("date",)),
    Column("moment_utc", "time", both=("form moment utc",), zone="UTC"),
    Column("respondent", both=("form respondent",), needed=True),
    Column("price", "number", both=("form price",), money=True, needed=True, negative=True),
    Column("answer", both=("form would buy",), needed=True),
)
_MOMENTS = ("moment", "date", "moment_utc")


def price_asked(header: str) -> str | None:
    r"""Return the one price that a header asks whether one would buy at, as written; None for any other header.

    Examples
    --------
    >>> price_asked("Would you buy it at $29.95?"), price_asked("Achèteriez-vous ce forfait à 1 200 $ ?")
    ('29.95', '1 200')
    >>> price_asked("Would you buy again?"), price_asked("Would you buy it at $20 or $30?")
    (None, None)
    """
    text = plain(header)
    found = [match["after"] or match["before"] for match in _AMOUNT.finditer(text)]
    return found[0].rstrip(".,") if re.search(_BUY, text) and len(found) == 1 else None


def unfold(rows: Rows, lines: Sequence[int]) -> Long | None:
    """Return one row a respondent and price asked; None where no header row asks at two prices or more."""
    at = next((index for index, row in enumerate(rows[:_HEADER_WITHIN]) if _moment(row) is not None), None)
    if at is None:
        return None
    asked = {place: price for place, cell in enumerate(rows[at]) if (price := price_asked(cell))}
    moment = _moment(rows[at])
    if len(asked) < 2 or moment is None:
        return None
    long: list[tuple[str, ...]] = [(rows[at][moment], "form respondent", "form price", "form would buy")]
    kept: list[int] = []
    for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True):
        for place, price in asked.items():
            if place < len(row) and row[place].strip():
                long.append((row[moment] if moment < len(row) else "", str(line), price, row[place]))
                kept.append(line)
    return Long(long, kept) if kept else None


def _moment(row: Sequence[str]) -> int | None:
    names = [question(plain(cell)) for cell in row]
    known = ("form moment", "form moment utc", "date")
    return next((place for place, name in enumerate(names) if name in known), None)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `price_surveys` rows; a respondent is the number of their row."""
    return {
        "price_surveys": rows.with_columns(
            pl.coalesce(_MOMENTS).dt.date().alias("date"),
            pl.lit("gabor_granger").alias("method"),
            would_buy(pl.col("answer")).alias("answer"),
        )
    }


def _prices(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    found = sorted(rows["price"].drop_nulls().unique().to_list())
    return (("prices_asked", {"prices": [f"{price:g}" for price in found]}),)


GABOR_GRANGER_FORMS = Source(
    kind="gabor_granger_forms",
    title="Google Forms, SurveyMonkey, Typeform (Gabor-Granger)",
    columns=COLUMNS,
    identified_by=tuple((moment, "respondent", "price", "answer") for moment in _MOMENTS),
    canonical=canonical,
    repeats_refused=False,
    amount=None,
    checks=(
        ("date_missing", "moment", pl.coalesce(_MOMENTS).is_null()),
        answer_check(),
        *price_checks("price"),
    ),
    unfold=unfold,
    read_header=question,
    remarks=_prices,
    grade="B",
)
