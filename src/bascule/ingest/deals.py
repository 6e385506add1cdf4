"""Deals of any CRM made canonical: won, lost or still open by what the status or the stage says, in either language."""

import polars as pl

from bascule.ingest.message import Message
from bascule.ingest.origins import origin
from bascule.ingest.source import Reading
from bascule.ingest.words import flag, folded

_ABOUT = r"(?:deal|affaire|vente|transaction|opportunite|opportunity|contrat|contract|sale)"
_CLOSED = r"(?:closed?|fermee?|cloture|cloturee|close|clos)"
# Whole names only: "Non conclue" is not won, and "Perdu, à relancer" may not be lost.
_LEAD = rf"^(?:{_ABOUT} )?(?:{_CLOSED} (?:et |and )?)?"
_WON = _LEAD + r"(?:won|closedwon|gagnee?s?|gagnante?|conclue?s?|remportee?s?|accomplished|reussie?)$"
_LOST = _LEAD + r"(?:lost|closedlost|perdue?s?|perdante?|non conclue?s?)$"
# What the tools themselves call stages that are still open, so that only a company's own names raise a doubt.
_OPEN = (
    "open", "ouvert", "ouverte", "ouvertes", "en cours", "in progress", "prospecting", "prospection", "qualification",
    "qualified", "qualifie", "needs analysis", "analyse des besoins", "value proposition", "proposition de valeur",
    "id decision makers", "identification des decideurs", "perception analysis", "analyse de la perception",
    "proposal price quote", "proposition devis", "proposal", "proposition", "negotiation review", "negotiation",
    "negociation", "negociation verification", "appointment scheduled", "rendez vous planifie",
    "rendez vous programme", "qualified to buy", "qualifie pour acheter", "presentation scheduled",
    "presentation planifiee", "presentation programmee", "decision maker bought in", "decideur convaincu",
    "contract sent", "contrat envoye",
)  # fmt: skip
_NAMED = 8
NEGATIVE = ("amount_below_zero", "amount", pl.col("amount") < 0)


def outcome(text: pl.Expr) -> pl.Expr:
    """Return won, lost or open as a status or a stage says; null where its name is not known.

    Examples
    --------
    >>> stages = pl.DataFrame({"x": ["Closed Won", "Fermé perdu", "🎉 Gagnée", "En cours", "Signature prévue"]})
    >>> stages.select(outcome(pl.col("x"))).to_series().to_list()
    ['won', 'lost', 'won', 'open', None]
    """
    words = folded(text).str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    said = pl.when(words.str.contains(_WON)).then(pl.lit("won")).when(words.str.contains(_LOST)).then(pl.lit("lost"))
    return said.when(words.is_in(_OPEN)).then(pl.lit("open"))


def told() -> pl.Expr:
    """Return the outcome that a row tells by its flags, its status, then its stage; null where none is understood.

    `is_won`, `is_lost` and `is_closed` are the yes-or-no columns that some tools export; they prevail.

    Examples
    --------
    >>> row = {"is_won": ["no"], "is_lost": ["yes"], "is_closed": [None], "status": [None], "stage": ["Won"]}
    >>> pl.DataFrame(row, schema=dict.fromkeys(row, pl.String)).select(told()).item()
    'lost'
    """
    won, lost, closed = (flag(pl.col(name)) for name in ("is_won", "is_lost", "is_closed"))
    flagged = pl.when(won).then(pl.lit("won")).when(lost | (closed & ~won)).then(pl.lit("lost"))
    return pl.coalesce(flagged, outcome(pl.col("status")), outcome(pl.col("stage")))


def deals(rows: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """Return `deals` rows.

    Parameters
    ----------
    rows : DataFrame
        With `deal_id`, `created`, `stage`, `pipeline`, `amount`, `origin`, and any of `status`, `is_won`, `is_lost`,
        `is_closed`, `lost_reason`, `won_at`, `lost_at` and `close_date`, which is an expectation while the deal is
        open.
    reading : Reading

    Notes
    -----
    A stage that is not understood leaves the deal open. A closing date after today, or before the deal was
    created, is no fact: in the first case it is not kept, in the second it is the creation that is not known, the
    deal having been brought from another tool.
    """
    rows = _judged(rows, reading)
    return rows.with_columns(
        pl.when(~_backwards()).then("created").alias("created"),
        pl.when(pl.col("outcome") == "open").then(pl.lit(reading.today)).otherwise("closed").alias("censored_at"),
        origin(pl.col("origin")).alias("origin"),
        pl.when(pl.col("outcome") == "lost").then(pl.col("lost_reason").str.strip_chars()).alias("lost_reason"),
    )


def deal_remarks(rows: pl.DataFrame, reading: Reading) -> tuple[Message, ...]:
    """Return what was not understood of deals: stages whose outcome is unknown, creations that come after the end."""
    judged = _judged(rows, reading)
    unknown = judged.filter(told().is_null() & (pl.col("close_date") < reading.today))
    brought = judged.filter(_backwards()).height
    said: list[Message] = []
    if unknown.height:
        named = unknown.select(pl.coalesce("status", "stage").alias("stage"))["stage"].drop_nulls()
        stages = named.unique(maintain_order=True).to_list()[:_NAMED]
        said.append(("deals_stage_unknown", {"rows": unknown.height, "stages": stages}))
    if brought:
        said.append(("deals_created_unknown", {"rows": brought}))
    return tuple(said)


def _judged(rows: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    rows = _complete(rows).with_columns(told().fill_null("open").alias("outcome"))
    stated = pl.coalesce(
        pl.when(pl.col("outcome") == "won").then("won_at"),
        pl.when(pl.col("outcome") == "lost").then("lost_at"),
        "close_date",
    )
    closed = pl.when((pl.col("outcome") != "open") & (stated <= reading.today)).then(stated)
    return rows.with_columns(closed.alias("closed"))


def _complete(rows: pl.DataFrame) -> pl.DataFrame:
    dates = ("won_at", "lost_at", "close_date")
    texts = ("status", "stage", "is_won", "is_lost", "is_closed", "lost_reason")
    absent = [pl.lit(None, pl.Date).alias(name) for name in dates if name not in rows.columns]
    absent += [pl.lit(None, pl.String).alias(name) for name in texts if name not in rows.columns]
    return rows.with_columns(absent)


def _backwards() -> pl.Expr:
    return (pl.col("closed") < pl.col("created")).fill_null(value=False)
