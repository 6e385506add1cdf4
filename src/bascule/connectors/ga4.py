"""Google Analytics 4: visits by day and channel, through the Data API."""

from typing import Any

from bascule.connectors.connector import Ask, Connector, Credential, Record, Row
from bascule.connectors.google_login import google_auth

_DIMENSIONS = ("date", "sessionDefaultChannelGroup")
_METRICS = ("sessions", "engagedSessions", "keyEvents", "totalRevenue")
_COLUMNS = (
    "Date", "Session primary channel group (Default channel group)", "Sessions", "Engaged sessions", "Key events",
    "Total revenue",
)  # fmt: skip
_PAGE = 10_000


def _client(ask: Ask) -> dict[str, Any]:
    return {
        "auth": google_auth(ask),
        "paginator": {
            "type": "offset",
            "limit": _PAGE,
            "offset_body_path": "offset",
            "limit_body_path": "limit",
            "total_path": "rowCount",
        },
    }


def _endpoint(ask: Ask) -> dict[str, Any]:
    return {
        "path": f"properties/{ask.given['property_id']}:runReport",
        "method": "POST",
        "json": {
            "dateRanges": [{"startDate": ask.since.isoformat(), "endDate": ask.until.isoformat()}],
            "dimensions": [{"name": name} for name in _DIMENSIONS],
            "metrics": [{"name": name} for name in _METRICS],
        },
        "data_selector": "rows",
    }


def _rows(record: Record) -> list[Row]:
    values = [each["value"] for each in (*record["dimensionValues"], *record["metricValues"])]
    return [dict(zip(_COLUMNS, values, strict=True))]


GA4 = Connector(
    name="ga4",
    title="Google Analytics 4",
    source="ga4",
    credentials=(
        Credential("property_id", secret=False),
        Credential("client_id"),
        Credential("client_secret"),
        Credential("refresh_token"),
    ),
    base_url="https://analyticsdata.googleapis.com/v1beta/",
    client=_client,
    endpoint=_endpoint,
    columns=_COLUMNS,
    rows=_rows,
    documentation="https://developers.google.com/analytics/devguides/reporting/data/v1/rest",
)
