"""The file of a test: its columns told by their names in either language, its cells read as every export's."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest.encoding import examine
from bascule.ingest.files import settings_of
from bascule.ingest.found import tables_of
from bascule.ingest.grain import date_end, infer_grain
from bascule.ingest.imported import Question, Refusal
from bascule.ingest.layout import Layout
from bascule.ingest.lines import ROW
from bascule.ingest.refuse import ragged_refusals, sift
from bascule.ingest.rows import typed
from bascule.ingest.settle import settle
from bascule.ingest.source import Column, Reading, Source

COLUMNS = (
    Column("date", "date", both=("date",), en=("day", "week"), fr=("jour", "semaine"), future=True),
    Column(
        "geo",
        both=("geo", "dma"),
        en=("location", "region", "city", "market", "territory", "province", "store", "place"),
        fr=("région", "ville", "marché", "territoire", "secteur", "magasin", "lieu", "emplacement"),
    ),
    Column(
        "arm",
        both=("arm", "geo.group", "treated"),
        en=("group", "geo group", "cell", "variant", "arm name", "assignment"),
        fr=("groupe", "bras", "cellule", "variante", "traité"),
    ),
    Column(
        "on",
        both=("on",),
        en=("active", "status", "state", "on air"),
        fr=("actif", "statut", "état", "en ondes", "en marche"),
    ),
    Column("customer", both=("customer", "customer_id", "id", "email"), en=("user",), fr=("client", "courriel")),
    Column(
        "customers",
        "count",
        both=("customers", "n"),
        en=("count", "users", "size"),
        fr=("clients", "nombre", "effectif"),
    ),
    Column(
        "value",
        "number",
        both=("value", "revenue", "sales"),
        en=("amount", "net sales"),
        fr=("ventes", "revenus", "revenu", "chiffre d'affaires", "montant", "valeur", "ventes nettes"),
        money=True,
        negative=True,
    ),
    Column(
        "conversions",
        "number",
        both=("conversions", "orders", "purchases", "y"),
        en=("converted", "leads", "units", "installs", "sign-ups"),
        fr=("commandes", "achats", "converti", "prospects", "unités", "inscriptions"),
        money=True,
        negative=True,
    ),
    Column(
        "before",
        "number",
        both=("before",),
        en=("pre", "sales before", "sales_before", "conversions before"),
        fr=("avant", "ventes avant", "ventes_avant", "conversions avant"),
        money=True,
        negative=True,
    ),
    Column(
        "deviation",
        "number",
        both=("sd", "std"),
        en=("standard deviation", "standard_deviation"),
        fr=("écart type", "écart-type", "ecart_type"),
        money=True,
    ),
    Column("variance", "number", both=("variance",), money=True),
    Column("cost", "number", both=("cost", "spend"), fr=("coût", "coûts", "dépense", "dépenses"), money=True),
)


def _nothing(rows: pl.DataFrame, reading: Reading) -> dict[str, pl.DataFrame]:
    # A test is read, never imported: it makes no canonical rows.
    return {}


TRIAL = Source(
    kind="trial",
    title="test",
    columns=COLUMNS,
    identified_by=(("value",), ("conversions",)),
    canonical=_nothing,
    amount=None,
)


@dataclass(frozen=True)
class Sheet:
    """The rows of a test's file, typed.

    Attributes
    ----------
    rows : DataFrame
        The columns of :data:`COLUMNS`, null where the file has none; `last` is the last day of a dated row.
    headers : dict
        Column name → header as written, for the columns that the file has.
    file : str
    """

    rows: pl.DataFrame
    headers: dict[str, str] = field(default_factory=dict)
    file: str = ""

    def has(self, name: str) -> bool:
        """Return whether the file has a column."""
        return name in self.headers

    @property
    def outcome(self) -> str:
        """Name of the column read as the outcome: money where there is any."""
        return "value" if self.has("value") else "conversions"

    @property
    def in_money(self) -> bool:
        """Whether the outcome is in money."""
        return self.outcome == "value"


def read_sheet(path: Path, company: Company | None = None, today: dt.date | None = None) -> Sheet:
    """Read the file of a test: CSV or a workbook, any encoding, decimal mark and order of dates.

    Parameters
    ----------
    path : Path
    company : Company, optional
        Whose `bascule.toml` may say what the file does not.
    today : datetime.date, optional

    Raises
    ------
    BasculeError
        `trial_columns_missing` when no row names an outcome, `trial_row_refused` when a cell cannot be read (a test is
        not read with rows missing), or the question that the file leaves open (decimal mark, order of dates).
    """
    content = examine(path)
    reading = Reading(path.name, today or dt.date.today())
    found = tables_of(path, content, [TRIAL], reading) if content.nature in {"text", "workbook"} else []
    if not found:
        wanted = [name for column in COLUMNS if column.name in {"value", "conversions"} for name in column.names]
        raise BasculeError("trial_columns_missing", file=path.name, accepted=wanted)
    fullest = max(found, key=lambda table: len(table.layout.columns))
    layout, cells = fullest.layout, fullest.cells
    settings = settings_of(path.name, company) if company else FileSettings()
    settled = settle(cells.frame, layout, settings, company, replace(reading, headers=layout.headers))
    stop_if_unsettled(settled.questions, settled.refusals)
    rows = typed(cells.frame, TRIAL, settled.reading)
    sifted = sift([rows], TRIAL, layout, settled.reading, content.damaged or content.cut)
    for refusal in (*sifted.refusals, *ragged_refusals(cells.ragged, layout, settled.reading)):
        raise BasculeError(
            "trial_row_refused",
            file=path.name,
            row=refusal.row,
            column=refusal.column or "—",
            value=refusal.value or "",
        )
    return Sheet(_dated(_filled(sifted.kept, layout, path.name), layout), layout.headers, path.name)


def stop_if_unsettled(questions: Iterable[Question], refusals: Iterable[Refusal] = ()) -> None:
    """Raise the first refusal or the first question of a file, if there is any.

    Examples
    --------
    >>> stop_if_unsettled([])
    """
    for refusal in refusals:
        told: dict[str, Any] = {"file": refusal.file, **refusal.params}
        raise BasculeError(refusal.code, **told)
    for asked in questions:
        told = {"file": asked.file, **asked.params}
        raise BasculeError(asked.code, **told, asked_field=asked.field, asked_choices=asked.choices)


def _filled(rows: pl.DataFrame, layout: Layout, file: str) -> pl.DataFrame:
    # Blank is not zero: which of the two a blank outcome is, only the company can say.
    needed = ["value" if "value" in layout.headers else "conversions"]
    needed += [name for name in ("date", "geo", "arm", "on", "before", "customers") if name in layout.headers]
    for name in needed:
        blank = rows.filter(pl.col(name).is_null())
        if blank.height:
            row, column = blank[ROW][0], layout.headers[name]
            raise BasculeError("trial_row_refused", file=file, row=row, column=column, value="")
    return rows


def _dated(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    if "date" not in layout.headers:
        return rows.with_columns(pl.lit(None, pl.Date).alias("last"))
    grain = pl.lit(infer_grain(rows["date"])).alias("grain")
    return rows.with_columns(grain).with_columns(date_end().alias("last"))
