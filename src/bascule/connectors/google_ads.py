"""Google Ads: campaigns by day, through the search method of its API."""

from typing import Any

from bascule.connectors.connector import Ask, Connector, Credential, Record, Row, deep
from bascule.connectors.google_login import google_auth

_QUERY = (
    "SELECT segments.date, campaign.name, campaign.advertising_channel_type, customer.descriptive_name, "
    "customer.currency_code, metrics.cost_micros, metrics.impressions, metrics.clicks, metrics.conversions, "
    "metrics.conversions_value FROM campaign WHERE segments.date BETWEEN '{since}' AND '{until}'"
)
_MICROS = 1_000_000
_TYPES = {
    "SEARCH": "Search",
    "DISPLAY": "Display",
    "SHOPPING": "Shopping",
    "VIDEO": "Video",
    "PERFORMANCE_MAX": "Performance Max",
    "DEMAND_GEN": "Demand Gen",
    "LOCAL_SERVICES": "Local Services",
}


def _client(ask: Ask) -> dict[str, Any]:
    headers = {"developer-token": ask.given["developer_token"]}
    if manager := ask.given.get("login_customer_id"):
        headers["login-customer-id"] = manager.replace("-", "")
    paginator = {"type": "cursor", "cursor_path": "nextPageToken", "cursor_body_path": "pageToken"}
    return {"auth": google_auth(ask), "headers": headers, "paginator": paginator}


def _endpoint(ask: Ask) -> dict[str, Any]:
    customer = ask.given["customer_id"].replace("-", "")
    return {
        "path": f"customers/{customer}/googleAds:search",
        "method": "POST",
        "json": {"query": _QUERY.format(since=ask.since, until=ask.until)},
        "data_selector": "results",
    }


def _rows(record: Record) -> list[Row]:
    kind = deep(record, "campaign.advertisingChannelType", "")
    return [
        {
            "Day": deep(record, "segments.date"),
            "Campaign": deep(record, "campaign.name"),
            "Campaign type": _TYPES.get(kind, str(kind).replace("_", " ").capitalize()),
            "Account name": deep(record, "customer.descriptiveName"),
            "Currency code": deep(record, "customer.currencyCode"),
            "Cost": int(deep(record, "metrics.costMicros", 0)) / _MICROS,
            "Impr.": deep(record, "metrics.impressions"),
            "Clicks": deep(record, "metrics.clicks"),
            "Conversions": deep(record, "metrics.conversions"),
            "Conv. value": deep(record, "metrics.conversionsValue"),
        }
    ]


GOOGLE_ADS = Connector(
    name="google-ads",
    title="Google Ads",
    source="google_ads",
    credentials=(
        Credential("customer_id", secret=False),
        Credential("login_customer_id", secret=False, optional=True),
        Credential("developer_token"),
        Credential("client_id"),
        Credential("client_secret"),
        Credential("refresh_token"),
    ),
    base_url="https://googleads.googleapis.com/v21/",
    client=_client,
    endpoint=_endpoint,
    columns=(
        "Day", "Campaign", "Campaign type", "Account name", "Currency code", "Cost", "Impr.", "Clicks", "Conversions",
        "Conv. value",
    ),
    rows=_rows,
    documentation="https://developers.google.com/google-ads/api/rest/common/search",
)  # fmt: skip
