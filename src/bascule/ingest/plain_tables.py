"""The plain form of every canonical table that a file can be mapped onto: its columns, its checks, its rows."""

from bascule.ingest.source import Source
from bascule.ingest.sources import SOURCES

_TABLES = (
    "orders", "sales", "media", "costs", "customers", "consents", "subscriptions", "deals", "emails", "hours",
    "surveys", "reviews", "price_surveys", "web", "search", "interest", "prices", "promos", "events", "drivers",
    "experiments",
)  # fmt: skip
# Canonical table → the source of its plain CSV, in the order they are offered; a table without one cannot be mapped.
PLAIN: dict[str, Source] = {
    table: source for table in _TABLES if (source := SOURCES.get(f"{table}_csv") or SOURCES.get(table))
}
