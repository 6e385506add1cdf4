"""`emails.csv`: one row a sending, from any e-mail tool; figures are counts, never shares."""

import polars as pl

from bascule.ingest.source import Column, Reading, Source, Tables

_DELIVERED, _RECIPIENTS = pl.col("delivered"), pl.col("recipients")
COLUMNS = (
    Column("sent_at", "time", en=("sent_at", "sent"), fr=("envoye_le", "date_envoi"), needed=True),
    Column("platform", en=("platform",), fr=("plateforme",)),
    Column("campaign", en=("campaign",), fr=("campagne",), needed=True),
    Column("recipients", "count", en=("recipients",), fr=("destinataires",)),
    Column("delivered", "count", en=("delivered",), fr=("livres",)),
    Column("opens", "count", en=("opens",), fr=("ouvertures",)),
    Column("clicks", "count", en=("clicks",), fr=("clics",)),
    Column("unsubscribes", "count", en=("unsubscribes",), fr=("desabonnements",)),
    Column("currency", "currency", en=("currency",), fr=("devise",)),
    Column("platform_orders", "count", en=("platform_orders", "orders"), fr=("commandes",)),
    Column("platform_revenue", "number", en=("platform_revenue", "revenue"), fr=("revenu",), money=True, negative=True),
)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `emails` rows."""
    return {"emails": rows}


EMAILS_CSV = Source(
    kind="emails_csv",
    title="emails.csv",
    columns=COLUMNS,
    identified_by=(("sent_at", "campaign", "recipients"), ("sent_at", "campaign", "opens")),
    canonical=canonical,
    amount="platform_revenue",
    checks=(
        ("delivered_above_sent", "delivered", _DELIVERED > _RECIPIENTS),
        ("email_duplicated", "sent_at", pl.struct("sent_at", "platform", "campaign").is_duplicated()),
    ),
)
