"""QuickBooks Online, transactions in detail: one row a line of a bill, whose account says what it is.

Rows may be grouped (the group's name alone on a row, its total below): only rows with a date are transactions, and
of the totals only the grand one is a checksum. The English headers are those of public parsers (grade B); the French
ones are a guess (grade C).
"""

from collections.abc import Sequence

import polars as pl

from bascule.ingest.headers import plain
from bascule.ingest.marketing import marketing_kind
from bascule.ingest.source import Column, Long, Reading, Rows, Source, Tables

_NAMES = ("account", "class", "memo", "vendor")
_GRAND_TOTALS = frozenset({"total", "grand total", "total general"})
_EXPENSES = "expenses?|other expenses?|depenses?|charges?|autres (?:depenses|charges)"
_HEADER_WITHIN = 12

COLUMNS = (
    Column("date", "date", both=("Date",), en=("Transaction date",), fr=("Date de l'opération",), needed=True),
    Column("vendor", en=("Vendor", "Name"), fr=("Fournisseur", "Nom")),
    Column(
        "account", en=("Distribution account", "Account full name"), fr=("Compte de ventilation", "Compte"), needed=True
    ),
    Column(
        "account_type",
        en=("Distribution account type", "Account type"),
        fr=("Type de compte de ventilation", "Type de compte"),
        needed=True,
    ),
    Column("class", en=("Class", "Item class"), fr=("Catégorie", "Classe")),
    Column("memo", en=("Memo/Description", "Line description", "Memo"), fr=("Mémo/Description", "Note/Description")),
    Column("amount", "number", en=("Amount",), fr=("Montant",), money=True, negative=True, needed=True),
)


def unfold(rows: Rows, lines: Sequence[int]) -> Long | None:
    """Return the header, the rows that bear a date and the grand total of a detail report; None for another table."""
    at, day = _header(rows)
    if day is None:
        return None
    kept = [
        (row, line)
        for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True)
        if (day < len(row) and row[day].strip()) or any(plain(cell) in _GRAND_TOTALS for cell in row[:1])
    ]
    return Long([rows[at], *(row for row, _ in kept)], [line for _, line in kept])


def _header(rows: Rows) -> tuple[int, int | None]:
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [plain(cell) for cell in row]
        found = {name: _position(names, name) for name in ("date", "account", "account_type", "amount")}
        if None not in found.values():
            return at, found["date"]
    return 0, None


def _position(names: Sequence[str], column: str) -> int | None:
    known = next(each for each in COLUMNS if each.name == column).names
    return next((names.index(alias) for alias in map(plain, known) if alias in names), None)


def _kinds(struct: pl.Series) -> pl.Series:
    names = struct.struct.unnest().select(_NAMES)
    distinct = names.unique()
    kinds = [marketing_kind(*row) for row in distinct.rows()]
    found = distinct.with_columns(pl.Series("found", kinds, dtype=pl.String))
    return names.join(found, on=_NAMES, how="left", nulls_equal=True, maintain_order="left")["found"]


_KIND = pl.struct(_NAMES).map_batches(_kinds, return_dtype=pl.String)
_TYPE = pl.col("account_type").str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `costs` rows, each on the day it was entered."""
    costs = rows.select(
        pl.col("date").alias("period_start"),
        pl.col("date").alias("period_end"),
        pl.coalesce("vendor", "account").alias("vendor"),
        _KIND.alias("kind"),
        "amount",
        "currency",
        "source_row",
    )
    return {"costs": costs}


QUICKBOOKS_TRANSACTIONS = Source(
    kind="quickbooks_transactions",
    title="QuickBooks Online",
    columns=COLUMNS,
    identified_by=(("date", "account", "account_type", "amount"),),
    canonical=canonical,
    left_out=(
        ("transactions_no_expense", ~_TYPE.str.contains(f"^(?:{_EXPENSES})$")),
        ("transactions_no_marketing", _KIND.is_null()),
    ),
    # Two equal bills in a day are two bills.
    repeats_refused=False,
    amount="amount",
    unfold=unfold,
    grade="B",
    menu_en="Reports › Transaction Detail by Account › Export",
)
