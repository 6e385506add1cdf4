"""The rules that name channels, classes and costs, kept in a file that anyone can read: `channels.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Rule:
    """One line of the rules: what it names, and the words that say so, as one pattern.

    `sure` is False for a guess that the owner is asked to confirm.
    """

    name: str
    pattern: str
    sure: bool = True


@cache
def rules(section: str) -> tuple[Rule, ...]:
    """Return the rules of one section, in the order in which they are tried.

    Examples
    --------
    >>> rules("google_type")[0].name
    'performance_max'
    """
    return tuple(
        Rule(each["name"], pattern(each["words"]), each.get("sure", True)) for each in _file()["rules"][section]
    )


@cache
def words(section: str) -> str:
    """Return the words of one list, as one pattern.

    Examples
    --------
    >>> words("brand")
    'marque|brand(ed)?|nom de marque'
    """
    return pattern(_file()["words"][section])


@cache
def spellings(section: str) -> dict[str, str]:
    """Return a table of spellings: each accepted one and the one to use.

    Examples
    --------
    >>> spellings("utm_source")["fb"]
    'facebook'
    """
    table = _file()["spellings"][section]
    return {spelling: usual for usual, accepted in table.items() for spelling in (usual, *accepted)}


def pattern(listed: list[str]) -> str:
    """Return alternatives as one regular expression.

    Examples
    --------
    >>> pattern(["radio", "balados?"])
    'radio|balados?'
    """
    return "|".join(listed)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("bascule.ingest.rules").joinpath("channels.toml").read_text(encoding="utf-8"))
