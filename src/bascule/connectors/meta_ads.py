"""Meta Ads: campaigns by day, through the insights of the Marketing API."""

import json
from typing import Any

from bascule.connectors.connector import Ask, Connector, Credential, Record, Row

_FIELDS = (
    "campaign_name,account_name,account_currency,spend,impressions,inline_link_clicks,actions,action_values,"
    "date_start,date_stop"
)
# Meta counts a purchase under several names at once: the widest one that is there, never their sum.
_PURCHASES = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")


def _client(ask: Ask) -> dict[str, Any]:
    return {
        "auth": {"type": "bearer", "token": ask.given["access_token"]},
        "paginator": {"type": "json_link", "next_url_path": "paging.next"},
    }


def _endpoint(ask: Ask) -> dict[str, Any]:
    account = ask.given["account_id"].removeprefix("act_")
    return {
        "path": f"act_{account}/insights",
        "params": {
            "level": "campaign",
            "time_increment": "1",
            "fields": _FIELDS,
            # In dlt's declarations, braces that are meant are doubled.
            "time_range": "{" + json.dumps({"since": ask.since.isoformat(), "until": ask.until.isoformat()}) + "}",
            "limit": "500",
        },
        "data_selector": "data",
    }


def _rows(record: Record) -> list[Row]:
    currency = record["account_currency"]
    return [
        {
            "Reporting starts": record["date_start"],
            "Reporting ends": record["date_stop"],
            "Account name": record.get("account_name"),
            "Campaign name": record["campaign_name"],
            "Currency": currency,
            "Amount spent": record.get("spend"),
            "Impressions": record.get("impressions"),
            "Link clicks": record.get("inline_link_clicks"),
            "Purchases": _purchases(record.get("actions")),
            "Purchases conversion value": _purchases(record.get("action_values")),
        }
    ]


def _purchases(actions: Any) -> object:
    found = {each["action_type"]: each["value"] for each in actions or ()}
    return next((found[name] for name in _PURCHASES if name in found), None)


META_ADS = Connector(
    name="meta-ads",
    title="Meta Ads",
    source="meta_ads",
    credentials=(Credential("account_id", secret=False), Credential("access_token")),
    base_url="https://graph.facebook.com/v24.0/",
    client=_client,
    endpoint=_endpoint,
    columns=(
        "Reporting starts", "Reporting ends", "Account name", "Campaign name", "Currency", "Amount spent",
        "Impressions", "Link clicks", "Purchases", "Purchases conversion value",
    ),
    rows=_rows,
    documentation="https://developers.facebook.com/docs/marketing-api/insights",
)  # fmt: skip
