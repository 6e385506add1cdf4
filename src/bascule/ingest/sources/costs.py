"""Invoices and costs: `costs.csv`, or a plain list of invoices in English or French, media space too."""

from collections.abc import Mapping
from typing import Literal

import polars as pl

from bascule.ingest.grain import span_grain
from bascule.ingest.headers import plain
from bascule.ingest.media import add_up
from bascule.ingest.source import Column, Reading, Source, Tables
from bascule.ingest.taxonomy import cost_kind, media_channel
from bascule.ingest.words import flag, folded

_OUT_EN = ("Amount before tax", "Amount before taxes", "Before tax", "Subtotal", "Net amount")
_OUT_FR = ("Montant avant taxes", "Avant taxes", "Montant HT", "Total HT", "Sous-total", "Montant net")
_BARE_EN, _BARE_FR = ("Amount", "Cost"), ("Montant", "Coût")
_IN_EN = ("Amount including tax", "Amount including taxes", "Total including tax", "Total amount", "Total")
_IN_FR = ("Montant taxes incluses", "Montant TTC", "Total TTC", "Montant taxes comprises", "Montant total", "Total")
_FEDERAL_EN, _FEDERAL_FR = ("GST", "GST/HST", "HST", "GST (5%)"), ("TPS", "TPS/TVH", "TVH", "TPS (5 %)")
_PROVINCIAL_EN, _PROVINCIAL_FR = ("QST", "PST", "QST (9.975%)"), ("TVQ", "TVP", "TVQ (9,975 %)")
# Notes of credit are written above zero; paying an invoice is no second cost.
_CREDITS = ("credit note", "credit memo", "vendor credit", "note de credit", "credit fournisseur", "avoir", "refund")
_DOCUMENTS = ("invoice", "bill", "supplier invoice", "facture", "facture fournisseur")
_PAYMENTS = ("payment", "bill payment", "paiement", "paiement de facture", "paiement de factures")
COLUMNS = (
    Column(
        "start",
        "date",
        both=("period_start", "Date"),
        en=("Start", "Start date", "From", "Invoice date", "Month", "Period"),
        fr=("Début", "Date de début", "Du", "Date de facture", "Date de la facture", "Mois", "Période"),
        needed=True,
    ),
    Column(
        "end",
        "date",
        both=("period_end",),
        en=("End", "End date", "To", "Until"),
        fr=("Fin", "Date de fin", "Au", "Jusqu'au"),
        future=True,
    ),
    Column("vendor", en=("Vendor", "Supplier", "Payee"), fr=("Fournisseur", "Bénéficiaire")),
    Column(
        "description",
        both=("Description",),
        en=("Memo", "Details"),
        fr=("Détail", "Détails", "Libellé", "Objet"),
    ),
    Column("kind", en=("Kind", "Type", "Category"), fr=("Nature", "Type", "Catégorie", "Poste")),
    Column("channel", en=("Channel", "Medium"), fr=("Canal", "Média")),
    Column("currency", "currency", en=("Currency",), fr=("Devise",)),
    Column(
        "amount",
        "number",
        # What is before taxes first, whatever the language; a total is only taken where nothing else is there.
        both=(*_OUT_EN, *_OUT_FR, *_BARE_EN, *_BARE_FR, *_IN_EN, *_IN_FR),
        en=(*_OUT_EN, *_BARE_EN, *_IN_EN),
        fr=(*_OUT_FR, *_BARE_FR, *_IN_FR),
        money=True,
        negative=True,
        tax="ask",
        tax_out=(*_OUT_EN, *_OUT_FR),
        tax_in=(*_IN_EN, *_IN_FR),
    ),
    Column("total", "number", en=_IN_EN, fr=_IN_FR, negative=True),
    Column(
        "taxes",
        "number",
        both=("Taxes",),
        en=("Tax", "Sales tax", "Total tax", "Total taxes"),
        fr=("Taxe", "Total des taxes", "Total taxes"),
        negative=True,
    ),
    Column("federal", "number", en=_FEDERAL_EN, fr=_FEDERAL_FR, negative=True),
    Column("provincial", "number", en=_PROVINCIAL_EN, fr=_PROVINCIAL_FR, negative=True),
    Column("fixed", en=("Fixed",), fr=("Fixe",)),
)  # fmt: skip
_NAMES = ("kind", "channel", "description", "vendor")
_CREDITED = folded(pl.col("kind")).is_in(_CREDITS).fill_null(value=False)
_SIGNED = pl.when(_CREDITED).then(-pl.col("amount").abs()).otherwise("amount").alias("amount")


def _paid_for(kind: str | None) -> str | None:
    # A column that tells invoices from notes of credit does not say what either pays for.
    return None if kind is None or plain(kind) in {*_DOCUMENTS, *_CREDITS} else kind


def _found(rows: pl.DataFrame) -> pl.DataFrame:
    names = rows.select(_NAMES).unique()
    kinds = [cost_kind(_paid_for(row[0]), *row[1:]) for row in names.rows()]
    channels = [media_channel(*row[1:]) for row in names.rows()]
    found = names.with_columns(
        pl.Series("found_kind", kinds, dtype=pl.String), pl.Series("found_channel", channels, dtype=pl.String)
    )
    return rows.join(found, on=_NAMES, how="left", nulls_equal=True, maintain_order="left")


def _unknown_kind(struct: pl.Series) -> pl.Series:
    return _found(struct.struct.unnest())["found_kind"].is_null()


def _unknown_channel(struct: pl.Series) -> pl.Series:
    found = _found(struct.struct.unnest())
    return (found["found_kind"] == "media").fill_null(False) & found["found_channel"].is_null()


def _credit(struct: pl.Series) -> pl.Series:
    found = _found(struct.struct.unnest())
    return ((found["found_kind"] == "media") & (found["amount"] < 0)).fill_null(False)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return `media` rows for bought space, `costs` rows for the rest; a lone date stands for its month."""
    end = pl.coalesce(pl.col("end"), pl.col("start").dt.month_end())
    start = pl.when(pl.col("end").is_null()).then(pl.col("start").dt.month_start()).otherwise(pl.col("start"))
    rows = _found(rows).with_columns(start.alias("start"), end.alias("end"), _SIGNED)
    bought = pl.col("found_kind") == "media"
    return {"media": _media(rows.filter(bought)), "costs": _costs(rows.filter(~bought))}


def _media(rows: pl.DataFrame) -> pl.DataFrame:
    return add_up(
        rows.select(
            pl.col("start").alias("date"),
            pl.col("end").alias("date_end"),
            # Seven days of an invoice are no calendar week: only a month or a range is told.
            span_grain("start", "end").replace("week", "range").alias("grain"),
            pl.col("vendor").alias("platform"),
            pl.col("found_channel").alias("channel"),
            pl.lit(None, pl.String).alias("campaign"),
            "currency",
            pl.col("amount").alias("spend"),
            "source_row",
        )
    )


def _costs(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.col("start").alias("period_start"),
        pl.col("end").alias("period_end"),
        pl.col("found_kind").alias("kind"),
        flag(pl.col("fixed")).alias("fixed"),
    )


def _taxes(headers: Mapping[str, str]) -> Literal["in", "out"] | None:
    # Our own table is written in lower case, and its amounts are before taxes.
    return "out" if headers.get("start") == "period_start" and headers.get("amount") == "amount" else None


COSTS = Source(
    kind="costs",
    title="costs.csv",
    columns=COLUMNS,
    identified_by=(("amount", "vendor"), ("amount", "channel"), ("amount", "kind")),
    needs=(("start",),),
    canonical=canonical,
    left_out=(("invoices_paid", folded(pl.col("kind")).is_in(_PAYMENTS)),),
    amount="amount",
    taxes=_taxes,
    tax_columns=(("taxes",), ("federal", "provincial")),
    tax_total="total",
    checks=(
        ("cost_kind_unknown", "kind", pl.struct(_NAMES).map_batches(_unknown_kind, return_dtype=pl.Boolean)),
        (
            "cost_channel_unknown",
            "channel",
            pl.struct(_NAMES).map_batches(_unknown_channel, return_dtype=pl.Boolean),
        ),
        (
            "number_negative",
            "amount",
            pl.struct(*_NAMES, _SIGNED).map_batches(_credit, return_dtype=pl.Boolean),
        ),
        ("range_backwards", "end", pl.col("end") < pl.col("start")),
    ),
)
