"""Klaviyo: the export of campaigns, e-mails and texts. Grade C: the headers are those of public code, no file was seen.

Texts (the channel SMS) are of the platform `klaviyo_sms`: nobody opens a text. French headers are a guess.
"""

import polars as pl

from bascule.ingest.emails import email_source, measures
from bascule.ingest.source import Column
from bascule.ingest.words import folded

COLUMNS = (
    Column("campaign", en=("Campaign Name",), fr=("Nom de la campagne",), needed=True),
    Column("sent_at", "time", en=("Send Time",), fr=("Heure d'envoi",), needed=True),
    Column("channel", en=("Campaign Channel", "Message Channel"), fr=("Canal de la campagne",)),
    *measures(orders=("Unique Placed Order", "Placed Order"), revenue=("Revenue", "Total Placed Order Value")),
)
_TEXTS = folded(pl.col("channel")).str.contains(r"\b(?:sms|mms|text|texto|textos)\b").fill_null(value=False)

KLAVIYO_CAMPAIGNS = email_source(
    "klaviyo_campaigns", "Klaviyo", COLUMNS, pl.when(_TEXTS).then(pl.lit("klaviyo_sms")).otherwise(pl.lit("klaviyo"))
)
