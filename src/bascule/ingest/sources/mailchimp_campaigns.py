"""Mailchimp: the export of sent campaigns. Grade C: the headers are from memory and from public code, no file was seen.

French headers are a guess of the same grade. The currency of "Total Revenue" is not in the file.
"""

import polars as pl

from bascule.ingest.emails import email_source, measures
from bascule.ingest.source import Column

COLUMNS = (
    Column("campaign", en=("Title",), fr=("Titre",), needed=True),
    Column("sent_at", "time", en=("Send Date",), fr=("Date d'envoi",), needed=True),
    *measures(orders=("Total Orders",), revenue=("Total Revenue", "Total Gross Sales")),
)

MAILCHIMP_CAMPAIGNS = email_source("mailchimp_campaigns", "Mailchimp", COLUMNS, pl.lit("mailchimp"))
