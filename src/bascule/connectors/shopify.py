"""Shopify: orders, through the REST Admin API; written as its own export, one row a line item."""

from typing import Any

from bascule.connectors.connector import Ask, Connector, Credential, Record, Row, deep

_FIELDS = (
    "name,email,financial_status,test,currency,subtotal_price,total_shipping_price_set,total_tax,total_price,"
    "discount_codes,total_discounts,created_at,cancelled_at,refunds,source_name,shipping_address,line_items,"
    "payment_gateway_names,taxes_included"
)


def _client(ask: Ask) -> dict[str, Any]:
    auth = {"type": "api_key", "name": "X-Shopify-Access-Token", "api_key": ask.given["access_token"]}
    return {"auth": {**auth, "location": "header"}, "paginator": {"type": "header_link"}}


def _endpoint(ask: Ask) -> dict[str, Any]:
    return {
        "path": "orders.json",
        "params": {
            "status": "any",
            "limit": "250",
            "fields": _FIELDS,
            "created_at_min": f"{ask.since}T00:00:00",
            "created_at_max": f"{ask.until}T23:59:59",
        },
        "data_selector": "orders",
    }


def _rows(record: Record) -> list[Row]:
    items = record.get("line_items") or [{}]
    first = {
        "Name": record["name"],
        "Email": record.get("email"),
        "Financial Status": record.get("financial_status"),
        "Currency": record["currency"],
        "Subtotal": record["subtotal_price"],
        "Shipping": deep(record, "total_shipping_price_set.shop_money.amount"),
        "Taxes": record.get("total_tax"),
        "Total": record["total_price"],
        "Discount Code": ", ".join(each["code"] for each in record.get("discount_codes") or ()),
        "Discount Amount": record.get("total_discounts"),
        "Created at": _moment(record["created_at"]),
        "Cancelled at": _moment(record.get("cancelled_at")),
        "Payment Method": "Bogus Gateway"
        if record.get("test")
        else " + ".join(record.get("payment_gateway_names") or ()),
        "Refunded Amount": _refunded(record),
        "Source": record.get("source_name"),
        "Shipping Province": deep(record, "shipping_address.province_code"),
        "Lineitem name": items[0].get("name", ""),
    }
    return [
        first,
        *(
            {"Name": record["name"], "Created at": first["Created at"], "Lineitem name": item["name"]}
            for item in items[1:]
        ),
    ]


def _moment(text: Any) -> object:
    # 2026-09-01T10:00:00-04:00 is written 2026-09-01 10:00:00 -0400 in the export.
    if not text:
        return None
    moment, offset = str(text)[:19].replace("T", " "), str(text)[19:].replace(":", "")
    return f"{moment} {offset}".strip()


def _refunded(record: Record) -> float:
    amounts = (
        float(step["amount"])
        for refund in record.get("refunds") or ()
        for step in refund.get("transactions") or ()
        if step.get("kind") == "refund" and step.get("status", "success") == "success"
    )
    return round(sum(amounts), 2)


SHOPIFY = Connector(
    name="shopify",
    title="Shopify",
    source="shopify_orders",
    credentials=(Credential("shop", secret=False), Credential("access_token")),
    base_url="https://{shop}.myshopify.com/admin/api/2025-10/",
    client=_client,
    endpoint=_endpoint,
    columns=(
        "Name", "Email", "Financial Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code",
        "Discount Amount", "Created at", "Cancelled at", "Payment Method", "Refunded Amount", "Source",
        "Shipping Province", "Lineitem name",
    ),
    rows=_rows,
    documentation="https://shopify.dev/docs/api/admin-rest/latest/resources/order",
)  # fmt: skip
