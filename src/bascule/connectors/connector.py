"""What a connector declares: the API it reads, the credentials it needs, and how a record becomes a row."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Row = dict[str, object]


@dataclass(frozen=True)
class Credential:
    """One thing that the API asks for: `secret` ones are never shown; others (an account's number) may be."""

    name: str
    secret: bool = True
    optional: bool = False


@dataclass(frozen=True)
class Ask:
    """What is asked of an API: the credentials by name, and the first and last day, both in."""

    given: Mapping[str, str]
    since: dt.date
    until: dt.date


@dataclass(frozen=True)
class Connector:
    """A platform's API, declared for dlt's REST source.

    Attributes
    ----------
    name : str
        What the command line calls it.
    title : str
        What people call it: a proper name.
    source : str
        Kind of the source that reads what is written: its headers are `columns`.
    credentials : tuple of Credential
    base_url : str
        May hold credentials in braces, such as "https://{shop}.myshopify.com/admin".
    client : callable
        Ask → what dlt's `client` holds beside the address: authentication, headers, paginator.
    endpoint : callable
        Ask → what dlt's `endpoint` holds: path, method, parameters or body, data selector.
    columns : tuple of str
        Headers of the file, as the platform's own export writes them.
    rows : callable
        One record of the API → the rows it gives (none for what is not asked for).
    documentation : str
        Where the platform describes the API.
    """

    name: str
    title: str
    source: str
    credentials: tuple[Credential, ...]
    base_url: str
    client: Callable[[Ask], dict[str, Any]]
    endpoint: Callable[[Ask], dict[str, Any]]
    columns: tuple[str, ...]
    rows: Callable[[Record], list[Row]]
    documentation: str


def deep(record: Record, path: str, default: Any = None) -> Any:
    """Return a value inside a record by its dotted path; the default where a step is missing or null.

    Examples
    --------
    >>> deep({"metrics": {"clicks": "7"}}, "metrics.clicks"), deep({"a": None}, "a.b", 0)
    ('7', 0)
    """
    value: Any = record
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return default
        value = value.get(step)
    return default if value is None else value
