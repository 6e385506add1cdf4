"""Sendings of an e-mail tool made canonical: what was sent, to how many, and what they did; no address is read."""

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.source import Column, Reading, Source

# Variants of one sending have numbers of their own.
REPEATED = ("email_duplicated", "sent_at", pl.struct("sent_at", "campaign", "number").is_duplicated())


def measures(*, orders: tuple[str, ...], revenue: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of figures that e-mail tools share, under their English names.

    Only counts are among them: "Open Rate" is a share, and no count can be made of a share that was rounded.

    Examples
    --------
    >>> [column.name for column in measures(orders=("Orders",), revenue=("Revenue",))][:2]
    ['number', 'recipients']
    """
    return (
        Column("number", en=("Unique Id", "Campaign ID")),
        Column("recipients", "count", en=("Total Recipients", "Recipients"), fr=("Destinataires",)),
        Column("delivered", "count", en=("Successful Deliveries", "Delivered"), fr=("Livraisons réussies", "Livrés")),
        Column("opens", "count", en=("Unique Opens",), fr=("Ouvertures uniques",)),
        Column("clicks", "count", en=("Unique Clicks",), fr=("Clics uniques",)),
        Column("unsubscribes", "count", en=("Unsubscribes",), fr=("Désabonnements", "Désinscriptions")),
        Column("currency", "currency", en=("Currency",), fr=("Devise",)),
        Column("platform_orders", "count", en=orders, fr=("Commandes", "Total des commandes")),
        Column(
            "platform_revenue", "number", en=revenue, fr=("Revenu", "Revenu total"), money=True, negative=True
        ),
    )  # fmt: skip


def guessed(source: str) -> tuple[Message, ...]:
    """Return what is said of an export whose layout was never seen in a real file.

    Examples
    --------
    >>> guessed("Mailchimp")
    (('layout_unverified', {'source': 'Mailchimp'}),)
    """
    return (("layout_unverified", {"source": source}),)


def email_source(kind: str, title: str, columns: tuple[Column, ...], platform: pl.Expr) -> Source:
    """Return the source of an e-mail tool.

    Parameters
    ----------
    kind, title : str
    columns : tuple of Column
        With `sent_at`, `campaign` and those of :func:`measures`.
    platform : Expr
        The platform of each row.
    """

    def canonical(rows: pl.DataFrame, reading: Reading) -> dict[str, pl.DataFrame]:
        return {"emails": rows.with_columns(platform.alias("platform"))}

    return Source(
        kind=kind,
        title=title,
        columns=columns,
        identified_by=(("sent_at", "campaign", "recipients", "delivered"), ("sent_at", "campaign", "opens", "clicks")),
        canonical=canonical,
        amount="platform_revenue",
        checks=(REPEATED,),
        remarks=lambda rows, reading: guessed(title),
        grade="C",
    )
