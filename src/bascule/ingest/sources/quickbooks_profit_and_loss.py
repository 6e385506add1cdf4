"""QuickBooks Online, Profit and Loss: one column a month (or one total), accounts indented under sections.

Three lines of title and a blank one, then a header of months; "Total for X" (formerly "Total X") closes X; a footer
names the accounting basis. Every total must be the sum of its accounts, to the cent, or the file is refused. The
English layout is that of public parsers (grade B); no export in French is published, so that its words are a guess.
"""

import re
from collections.abc import Iterator, Sequence

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.grain import span_grain
from bascule.ingest.headers import plain
from bascule.ingest.marketing import marketing_kind
from bascule.ingest.source import Column, Long, Period, Reading, Rows, Source, Tables
from bascule.ingest.spans import named_span
from bascule.ingest.statement import SECTIONS, Line, Statement
from bascule.ingest.taxonomy import cost_kind

_HEADER = ("Section", "Account", "First day", "Last day", "Amount", "Fault", "Stated", "Reckoned", "Fault day")
_FIRST_CELLS = frozenset({"", "distribution account", "account", "compte", "compte de ventilation"})
_HEADER_WITHIN = 12
_FOOTER = re.compile(r"\b(?:accrual|cash) basis\b|\bcomptabilite (?:d'exercice|de caisse)\b")
_OTHER = {"other_income": 1.0, "other_expense": -1.0}

COLUMNS = (
    Column("section", both=("Section",)),
    Column("account", both=("Account",), needed=True),
    Column("start", "date", both=("First day",)),
    Column("end", "date", both=("Last day",), future=True),
    Column("amount", "number", both=("Amount",), money=True, needed=True, negative=True),
    Column("fault", both=("Fault",)),
    Column("stated", both=("Stated",)),
    Column("reckoned", both=("Reckoned",)),
    Column("fault_day", both=("Fault day",)),
)


def unfold(rows: Rows, lines: Sequence[int]) -> Long | None:
    """Return one row an account and month of a statement; None for any other table."""
    at, spans = _columns(rows)
    body = list(_lines(rows, lines, at, spans)) if spans else []
    if not any(line.key in SECTIONS for line in body):
        return None
    statement = Statement(body)
    wrong = statement.disagreement()
    days = {column: [day.isoformat() for day in span] if span else ["", ""] for column, span in spans.items()}
    fault = (statement.unclosed() or "", "", "", "")
    if wrong:
        fault = (wrong.name, f"{wrong.stated:.2f}", f"{wrong.reckoned:.2f}", days[wrong.column][0])
    found = [
        ((account.section or "", account.path, *days[column], text, *fault), account.line.line)
        for account in statement.accounts()
        for column, text in account.line.amounts.items()
    ]
    return Long([_HEADER, *(row for row, _ in found)], [line for _, line in found])


def _columns(rows: Rows) -> tuple[int, dict[int, Period | None]]:
    """Return the header's position and the stretch of each column that counts, None where nothing states it."""
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if not row or plain(row[0]) not in _FIRST_CELLS:
            continue
        named = {column: span for column, cell in enumerate(row[1:], start=1) if (span := named_span(cell))}
        if named:
            return at, dict(named)
        totals = [column for column, cell in enumerate(row[1:], start=1) if plain(cell) == "total"]
        if totals:
            stated = [span for above in rows[:at] for cell in above if (span := named_span(cell))]
            return at, {totals[-1]: stated[-1] if stated else None}
    return 0, {}


def _lines(rows: Rows, lines: Sequence[int], at: int, columns: dict[int, Period | None]) -> Iterator[Line]:
    for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True):
        name = row[0].strip() if row else ""
        amounts = {column: row[column] for column in columns if column < len(row) and row[column].strip()}
        if name and not (_FOOTER.search(plain(name)) and not amounts):
            yield Line(name, len(row[0]) - len(row[0].lstrip()), amounts, line)


def canonical(rows: pl.DataFrame, reading: Reading) -> Tables:
    """Return the `books` rows, and as `costs` the expenses that are plainly marketing work.

    Raises
    ------
    BasculeError
        `books_differ`, `books_incomplete`, `books_section_unknown` or `books_period_unknown`: the whole
        statement is then refused.
    """
    _refuse_doubtful(rows, reading)
    start, end = reading.period or (None, None)
    rows = rows.with_columns(
        pl.coalesce("start", pl.lit(start, pl.Date)).alias("date"),
        pl.coalesce("end", pl.lit(end, pl.Date)).alias("date_end"),
        (pl.col("amount") * pl.col("section").replace_strict(_OTHER, default=1.0)).alias("amount"),
        pl.col("section").replace(dict.fromkeys(_OTHER, "other")),
    ).with_columns(span_grain("date", "date_end").alias("grain"))
    if rows["date"].has_nulls():
        raise BasculeError("books_period_unknown", file=reading.file)
    accounts = rows["account"].unique(maintain_order=True)
    spent = pl.col("section").is_in(["cost_of_sales", "expense"])
    kinds = accounts.to_frame().with_columns(
        pl.Series("kind", [cost_kind(None, None, name, None) for name in accounts], dtype=pl.String),
        pl.Series("taken", [marketing_kind(name) for name in accounts], dtype=pl.String),
    )
    rows = rows.join(kinds, on="account", how="left", maintain_order="left")
    books = rows.with_columns(pl.when(spent).then(pl.col("kind")).alias("kind"))
    return {"books": books, "costs": _costs(rows)}


def _costs(rows: pl.DataFrame) -> pl.DataFrame:
    taken = rows.filter((pl.col("section") == "expense") & pl.col("taken").is_not_null() & (pl.col("amount") != 0))
    return taken.select(
        pl.col("date").alias("period_start"),
        pl.col("date_end").alias("period_end"),
        pl.col("account").alias("vendor"),
        pl.col("taken").alias("kind"),
        "amount",
        "currency",
        "source_row",
    )


def _refuse_doubtful(rows: pl.DataFrame, reading: Reading) -> None:
    wrong = rows.filter(pl.col("fault").is_not_null())
    if wrong.height:
        name, stated, reckoned, day = wrong.select("fault", "stated", "reckoned", "fault_day").row(0)
        if stated is None:
            raise BasculeError("books_incomplete", file=reading.file, account=name)
        raise BasculeError(
            "books_differ", file=reading.file, account=name, start_date=day,
            stated_money=float(stated), reckoned_money=float(reckoned),
        )  # fmt: skip
    placeless = rows.filter(pl.col("section").is_null())
    if placeless.height:
        row, name = placeless.select("source_row", "account").row(0)
        raise BasculeError("books_section_unknown", file=reading.file, row=row, account=name)


QUICKBOOKS_PROFIT_AND_LOSS = Source(
    kind="quickbooks_profit_and_loss",
    title="QuickBooks Online",
    columns=COLUMNS,
    identified_by=(("section", "account", "start", "end", "amount", "fault"),),
    canonical=canonical,
    repeats_refused=False,
    amount=None,
    unfold=unfold,
    grade="B",
    menu_en="Reports › Profit and Loss › Display columns by: Months › Export",
    menu_fr="Rapports › État des résultats › Afficher les colonnes par : Mois › Exporter",
)
