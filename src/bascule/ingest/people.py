"""Who someone's working time counts for: a role and a side, from `bascule.toml`; nobody is named past this point."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import polars as pl

from bascule.company import PersonSettings
from bascule.ingest.headers import plain
from bascule.ingest.source import Reading

UNASSIGNED = "unassigned"
_ADDRESS = re.compile(r"[^\s/<>()\"]+@[^\s/<>()\"]+")


def person_of(names: Iterable[str | None], people: Mapping[str, PersonSettings]) -> PersonSettings | None:
    """Return what `bascule.toml` says of someone, by the first name or address that it knows; None for no one.

    Case and accents are set aside.

    Examples
    --------
    >>> people = {"ines@example.com": PersonSettings(role="coordinator", side="marketing")}
    >>> person_of([None, "Ines@Example.com "], people).role
    'coordinator'
    """
    known = {plain(name): person for name, person in people.items()}
    return next((known[plain(name)] for name in names if name and plain(name) in known), None)


def mark(names: Iterable[str | None]) -> str:
    """Return what tells a person from another while files are compared; it is kept nowhere and cannot be read back.

    Examples
    --------
    >>> mark(["Ines@example.com"]) == mark([None, "ines@example.com"]), len(mark(["x"]))
    (True, 16)
    """
    name = next((plain(name) for name in names if name and name.strip()), "")
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def nameless(file: str, reading: Reading) -> str:
    """Return the name of a file without the addresses in it: calendars are often named after theirs.

    Examples
    --------
    >>> import datetime as dt
    >>> nameless("cal/ines@example.com.ics", Reading("", dt.date(2026, 9, 1)))
    'cal/….ics'
    """

    def hidden(found: re.Match[str]) -> str:
        key = reading.customer_key(pl.Series([found[0]]))[0]
        return (str(key)[:12] if key else "…") + PurePosixPath(found[0]).suffix[:5]

    return _ADDRESS.sub(hidden, file)
