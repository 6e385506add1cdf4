"""The stretch of time a whole file speaks of, as the lines above its table state it."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import polars as pl

from bascule.ingest.dates import read_dates
from bascule.ingest.headers import plain
from bascule.ingest.source import Period

# Only dates that can be read in one way: 03/04/2026 is not one.
_DATE = re.compile(
    r"\b(?:19|20)\d{6}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:er)? [a-z]+\.? \d{4}\b|\b[a-z]+\.? \d{1,2},? ?\d{4}\b"
)
_START = re.compile(r"\b(?:start|from|debut|du)\b")
_END = re.compile(r"\b(?:end|to|until|fin|au)\b")


def stated_period(lines: Iterable[str]) -> Period | None:
    """Return the first and last day that lines of text state, the last statement where there are several.

    Either one line holds both days, or one line names the start and another the end.

    Examples
    --------
    >>> stated_period(["Rapport sur les campagnes", "1 sept. 2026 - 30 sept. 2026"])
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 30))
    >>> stated_period(["# Start date: 20260901", "# End date: 20260902"])
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 2))
    >>> stated_period(["Toitures du printemps"]) is None
    True
    """
    start = end = None
    for line in map(plain, lines):
        days = _days(_DATE.findall(line))
        if len(days) == 2:
            start, end = days
        elif len(days) == 1 and _START.search(line):
            start, end = days[0], None
        elif len(days) == 1 and _END.search(line):
            end = days[0]
    return (start, end) if start and end and start <= end else None


def said_period(text: str | None) -> Period | None:
    """Return the period an owner writes in `bascule.toml`, such as "2026-09-01/2026-09-30".

    Examples
    --------
    >>> said_period("2026-09-01/2026-09-30")
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 30))
    """
    if text is None:
        return None
    try:
        start, end = (dt.date.fromisoformat(part) for part in text.split("/"))
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _days(texts: Sequence[str]) -> list[dt.date]:
    if not texts:
        return []
    found = dict(read_dates(pl.Series(texts, dtype=pl.String)).select("text", "date").rows())
    return [day for text in texts if (day := found[text]) is not None]
