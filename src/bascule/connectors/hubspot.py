"""HubSpot: deals, through the CRM search; nobody's name is asked for."""

import datetime as dt
from typing import Any

from bascule.connectors.connector import Ask, Connector, Credential, Record, Row, deep

_PROPERTIES = (
    "dealname",
    "dealstage",
    "pipeline",
    "amount",
    "closedate",
    "createdate",
    "hs_analytics_source",
    "deal_currency_code",
    "closed_lost_reason",
)
# HubSpot gives its own stages by these keys and others by a number of theirs.
_STAGES = {
    "closedwon": "Closed Won",
    "closedlost": "Closed Lost",
    "appointmentscheduled": "Appointment Scheduled",
    "qualifiedtobuy": "Qualified To Buy",
    "presentationscheduled": "Presentation Scheduled",
    "decisionmakerboughtin": "Decision Maker Bought-In",
    "contractsent": "Contract Sent",
}


def _client(ask: Ask) -> dict[str, Any]:
    return {
        "auth": {"type": "bearer", "token": ask.given["access_token"]},
        "paginator": {"type": "cursor", "cursor_path": "paging.next.after", "cursor_body_path": "after"},
    }


def _endpoint(ask: Ask) -> dict[str, Any]:
    span = [_millisecond(ask.since), _millisecond(ask.until + dt.timedelta(days=1)) - 1]
    created = {"propertyName": "createdate", "operator": "BETWEEN", "value": str(span[0]), "highValue": str(span[1])}
    return {
        "path": "crm/v3/objects/deals/search",
        "method": "POST",
        "json": {
            "filterGroups": [{"filters": [created]}],
            "properties": list(_PROPERTIES),
            "sorts": [{"propertyName": "createdate", "direction": "ASCENDING"}],
            "limit": 100,
        },
        "data_selector": "results",
    }


def _rows(record: Record) -> list[Row]:
    stage = str(deep(record, "properties.dealstage", ""))
    return [
        {
            "Record ID": record["id"],
            "Deal Name": f"Deal {record['id']}",
            "Deal Stage": _STAGES.get(stage, stage),
            "Pipeline": deep(record, "properties.pipeline"),
            "Amount": deep(record, "properties.amount"),
            "Currency": deep(record, "properties.deal_currency_code"),
            "Close Date": _minute(deep(record, "properties.closedate")),
            "Create Date": _minute(deep(record, "properties.createdate")),
            "Original Traffic Source": deep(record, "properties.hs_analytics_source"),
            "Closed Lost Reason": deep(record, "properties.closed_lost_reason"),
        }
    ]


def _minute(text: Any) -> object:
    return str(text)[:16].replace("T", " ") if text else None


def _millisecond(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp() * 1000)


HUBSPOT = Connector(
    name="hubspot",
    title="HubSpot",
    source="hubspot_deals",
    credentials=(Credential("access_token"),),
    base_url="https://api.hubapi.com/",
    client=_client,
    endpoint=_endpoint,
    columns=(
        "Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Currency", "Close Date", "Create Date",
        "Original Traffic Source", "Closed Lost Reason",
    ),
    rows=_rows,
    documentation="https://developers.hubspot.com/docs/api-reference/crm-deals-v3/search",
)  # fmt: skip
