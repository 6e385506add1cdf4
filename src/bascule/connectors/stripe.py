"""Stripe: payments, through its charges; written as its unified payments export, amounts in units, times in UTC."""

import datetime as dt
from typing import Any

from bascule.connectors.connector import Ask, Connector, Credential, Record, Row, deep

# Currencies without cents (docs.stripe.com/currencies#zero-decimal).
_WHOLE = frozenset(
    ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf")
)


def _client(ask: Ask) -> dict[str, Any]:
    paginator = {
        "type": "cursor",
        "cursor_path": "data[-1:].id",
        "cursor_param": "starting_after",
        "has_more_path": "has_more",
    }
    return {"auth": {"type": "bearer", "token": ask.given["secret_key"]}, "paginator": paginator}


def _endpoint(ask: Ask) -> dict[str, Any]:
    return {
        "path": "charges",
        "params": {
            "limit": "100",
            "created[gte]": str(_second(ask.since)),
            "created[lt]": str(_second(ask.until + dt.timedelta(days=1))),
            "expand[]": "data.balance_transaction",
        },
        "data_selector": "data",
    }


def _rows(record: Record) -> list[Row]:
    if not record.get("livemode", True):
        return []
    currency = str(record["currency"])
    settled = deep(record, "balance_transaction.currency")
    refunded = _units(record.get("amount_refunded", 0), currency)
    amount = _units(record["amount"], currency)
    converted = None if settled is None else _units(deep(record, "balance_transaction.amount"), settled)
    return [
        {
            "id": record["id"],
            "Created date (UTC)": dt.datetime.fromtimestamp(record["created"], dt.UTC).strftime("%Y-%m-%d %H:%M:%S"),
            "Amount": amount,
            "Amount Refunded": refunded,
            "Currency": currency,
            "Captured": str(record.get("captured", True)).lower(),
            "Converted Amount": converted,
            "Converted Amount Refunded": round(converted * refunded / amount, 2)
            if converted is not None and amount
            else None,
            "Converted Currency": settled,
            "Fee": None if settled is None else _units(deep(record, "balance_transaction.fee", 0), settled),
            "Status": _status(record),
            "Customer ID": record.get("customer"),
            "Customer Email": deep(record, "billing_details.email"),
        }
    ]


def _status(record: Record) -> str:
    if record.get("status") != "succeeded":
        return str(record.get("status", "")).capitalize()
    return "Refunded" if record.get("refunded") else "Paid"


def _units(minor: Any, currency: str) -> float:
    return float(minor) if currency in _WHOLE else round(float(minor) / 100, 2)


def _second(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())


STRIPE = Connector(
    name="stripe",
    title="Stripe",
    source="stripe_payments",
    credentials=(Credential("secret_key"),),
    base_url="https://api.stripe.com/v1/",
    client=_client,
    endpoint=_endpoint,
    columns=(
        "id", "Created date (UTC)", "Amount", "Amount Refunded", "Currency", "Captured", "Converted Amount",
        "Converted Amount Refunded", "Converted Currency", "Fee", "Status", "Customer ID", "Customer Email",
    ),
    rows=_rows,
    documentation="https://docs.stripe.com/api/charges/list",
)  # fmt: skip
