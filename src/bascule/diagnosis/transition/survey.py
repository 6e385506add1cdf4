"""How many customers would be very disappointed to do without: Ellis's question, with its interval."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from bascule.customers.shares import above, jeffreys
from bascule.diagnosis.transition.inputs import SURE
from bascule.plans import Interval90
from bascule.returns.transition import State

# Ellis's rule of thumb (startup-marketing.com, 2009), of a hundred-odd start-ups he compared: no law of nature.
MARK = 0.40
# Under so many answers nothing is concluded, however clear they look.
LEAST = 30
# Answers older than this are of another product, or of another market.
RECENT_DAYS = 730


@dataclass(frozen=True)
class Disappointed:
    """Answers to "how would you feel if you could no longer use it", of the last two years.

    Attributes
    ----------
    state : {'yes', 'no', 'unsure', 'not_measured'}
        Whether the share "very disappointed" is over the mark, with 90 % certainty.
    respondents : int
    share : Interval90 or None
    above_share : float or None
        Chance that it is over the mark.
    """

    state: State
    respondents: int
    share: Interval90 | None
    above_share: float | None


def disappointed(surveys: pl.DataFrame, today: dt.date) -> Disappointed:
    """Read the answers of a `surveys` table; those who answered are taken for the customers, which they may not be.

    Examples
    --------
    >>> day = dt.date(2026, 9, 1)
    >>> rows = pl.DataFrame({"date": [day] * 2, "survey": ["disappointed"] * 2, "answer": ["very", "not"],
    ...                      "respondents": [60.0, 40.0]})
    >>> found = disappointed(rows, day)
    >>> found.state, found.respondents, round(found.above_share, 3)
    ('yes', 100, 1.0)
    """
    recent = pl.col("date").is_between(today - dt.timedelta(days=RECENT_DAYS), today)
    rows = surveys.filter((pl.col("survey") == "disappointed") & recent).drop_nulls("answer")
    count = float(rows["respondents"].fill_null(1.0).sum())
    if count < 1:
        return Disappointed("not_measured", 0, None, None)
    very = float(rows.filter(pl.col("answer") == "very")["respondents"].fill_null(1.0).sum())
    chance = above(MARK, very, count)
    clear: State = "yes" if chance >= SURE else "no" if chance <= 1 - SURE else "unsure"
    return Disappointed(clear if count >= LEAST else "unsure", int(count), jeffreys(very, count), chance)
