"""Salesforce: a report of opportunities, in CSV or Excel (English of grade A; the French labels are a guess, grade C).

Amounts bear their currency in the cell ("CAD 5,000.00"). The lines below the rows state how many there are. An
opportunity is known by its identifier; where the report has none, by a salted hash of its name, its account and its
date of creation. Names, accounts and owners are never kept.
"""

import polars as pl

from bascule.ingest.deals import NEGATIVE, deal_remarks, deals
from bascule.ingest.source import Column, Reading, Source, Tables

COLUMNS = (
    Column("id", en=("Opportunity ID",), fr=("ID d'opportunité", "ID de l'opportunité")),
    Column("account", en=("Account Name",), fr=("Nom du compte",)),
    Column("name", en=("Opportunity Name",), fr=("Nom de l'opportunité", "Nom d'opportunité")),
    Column("stage", en=("Stage",), fr=("Étape",)),
    Column("amount", "number", en=("Amount",), fr=("Montant",), money=True, negative=True),
    Column("currency", "currency", en=("Amount Currency", "Opportunity Currency"), fr=("Devise du montant",)),
    Column("close_date", "date", en=("Close Date",), fr=("Date de fermeture", "Date de clôture"), future=True),
    Column("created", "date", en=("Created Date",), fr=("Date de création",)),
    Column("origin", en=("Lead Source",), fr=("Origine de la piste", "Source de la piste", "Origine du prospect")),
    # Salesforce has no such field of its own: these are the names that companies give it.
    Column(
        "lost_reason",
        en=("Loss Reason", "Lost Reason", "Reason Lost", "Closed Lost Reason"),
        fr=("Raison de la perte", "Raison de perte", "Motif de perte", "Motif de la perte"),
    ),
    Column("is_won", en=("Won",), fr=("Gagnée", "Conclue")),
    Column("is_closed", en=("Closed",), fr=("Fermée", "Clôturée")),
)
_ENDS = (
    r"(?i)^(?:(?:grand totals?|grands? tota(?:l|ux)|total général|totaux généraux)\s*\((\d[\d\s.,]*) [^\W\d_]+\)"
    r"|(?:confidential information|informations? confidentielles?)\b.*|copyright\b.*)\s*$"
)


def _keys(rows: pl.DataFrame, reading: Reading) -> pl.Series:
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in ("name", "account", "created")]
    told = rows.select(pl.concat_str(parts, separator="\n").alias("told"))
    rank = pl.int_range(pl.len()).over("told")  # two of one name, account and day are two all the same
    told = told.with_columns(pl.when(rank > 0).then(pl.format("{}\n{}", "told", rank)).otherwise("told").alias("told"))
    return reading.customer_key(told["told"])


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `deals` rows."""
    known = rows.with_columns(_keys(rows, reading).alias("hashed"))
    return {"deals": deals(known.with_columns(pl.coalesce("id", "hashed").alias("deal_id")), reading)}


SALESFORCE_OPPORTUNITIES = Source(
    kind="salesforce_opportunities",
    title="Salesforce",
    columns=COLUMNS,
    identified_by=(("name", "stage", "close_date"), ("id", "stage", "close_date")),
    canonical=canonical,
    amount="amount",
    checks=(NEGATIVE, ("deal_duplicated", "id", pl.col("id").is_duplicated() & pl.col("id").is_not_null())),
    ends=_ENDS,
    remarks=deal_remarks,
    menu_en="Reports > (report) > Edit > Export > Details Only",
)
