"""An API read page by page into one CSV file of the folder, whole or not at all."""

import csv
import datetime as dt
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bascule.connectors.connector import Ask, Connector, Record
from bascule.errors import BasculeError
from bascule.warehouse.durable import said, write_whole

FOLDER = "api"


def fetch(connector: Connector, ask: Ask, folder: Path, *, base_url: str | None = None) -> tuple[Path, int]:
    """Write what an API gives into `FOLDER/api/`, as the platform's own export; return the file and its rows.

    Parameters
    ----------
    connector : Connector
    ask : Ask
        Credentials and period.
    folder : Path
        The folder of exports.
    base_url : str, optional
        Another address than the connector's own, for tests.

    Raises
    ------
    BasculeError
        `connectors_missing` (the extra is not installed), `connector_refused` (the API's own answer),
        `connector_unreachable`, `connector_unexpected`, or as :func:`bascule.warehouse.durable.write_whole`.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, connector.columns, lineterminator="\n")
    writer.writeheader()
    count = 0
    for record in _records(connector, ask, base_url or connector.base_url.format_map(ask.given)):
        try:
            rows = connector.rows(record)
        except (KeyError, TypeError, ValueError) as error:
            raise BasculeError("connector_unexpected", title=connector.title, detail=repr(error)) from error
        writer.writerows(rows)
        count += len(rows)
    path = folder / FOLDER / f"{connector.name}_{ask.since}_{ask.until}.csv"
    with said(path):
        path.parent.mkdir(exist_ok=True)
    write_whole(path, text.getvalue().encode())
    return path, count


def last_whole_day(today: dt.date) -> dt.date:
    """Return the last day that every platform has closed.

    Examples
    --------
    >>> last_whole_day(dt.date(2026, 11, 24))
    datetime.date(2026, 11, 23)
    """
    return today - dt.timedelta(days=1)


def _records(connector: Connector, ask: Ask, base_url: str) -> Iterator[Record]:
    # Nothing is told to anyone but the platform asked; dlt would otherwise report its own use.
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    try:
        from dlt.sources.rest_api import rest_api_resources
    except ImportError as error:
        raise BasculeError("connectors_missing") from error
    logging.getLogger("dlt").setLevel(logging.CRITICAL)
    config: Any = {
        "client": {"base_url": base_url, **connector.client(ask)},
        "resources": [{"name": connector.source, "endpoint": connector.endpoint(ask)}],
    }
    try:
        yield from rest_api_resources(config)[0]
    except BasculeError:
        raise
    except Exception as error:  # whatever dlt wraps it in, the cause is the API's answer or the network
        raise _told(connector, ask, error) from None


def _told(connector: Connector, ask: Ask, error: BaseException) -> BasculeError:
    import requests

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, requests.HTTPError) and cause.response is not None:
            detail = _without_secrets(connector, ask, " ".join(cause.response.text.split())[:200])
            return BasculeError(
                "connector_refused", title=connector.title, status=cause.response.status_code, detail=detail
            )
        if isinstance(cause, requests.RequestException):
            return BasculeError("connector_unreachable", title=connector.title, detail=type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return BasculeError(
        "connector_unexpected", title=connector.title, detail=_without_secrets(connector, ask, str(error)[:200])
    )


def _without_secrets(connector: Connector, ask: Ask, text: str) -> str:
    # Some services repeat a refused token in their answer.
    for each in connector.credentials:
        if each.secret and (value := ask.given.get(each.name)):
            text = text.replace(value, "…")
    return text
