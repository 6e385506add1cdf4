"""A mapping tried on its file before it is written: what it reads, what it leaves to answer, and then the writing."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bascule.cli.check import show_file, show_refusals
from bascule.cli.map_asking import Asking
from bascule.cli.map_deciding import Decided, decide
from bascule.cli.map_preview import decided_on, preview
from bascule.company import ASSUMED_MARGIN, FILE_NAMES, Company, MappingSettings
from bascule.ingest.folder import read_alone
from bascule.ingest.headers import plain, without_currency
from bascule.ingest.imported import FileReport, Imported, Question
from bascule.ingest.plain_tables import PLAIN
from bascule.ingest.unknown import UnknownTable
from bascule.locale import N_, Locale
from bascule.locale.wording import word

FILE = "bascule.toml"
SETTINGS = ("currency", "date_order", "decimal", "taxes")
COMMENT = N_("How files of this shape are read, whatever they are called. Written by bascule map; edit it as you like.")
ORDERS = N_("{orders} orders of {customers} customers; {returns} below zero, {amount} in all")


@dataclass
class Trial:
    """A mapping and what it makes of its file."""

    file: Path
    table: UnknownTable
    name: str
    decided: Decided
    mapping: MappingSettings
    company: Company
    described: bool
    imported: Imported | None = None

    @property
    def reports(self) -> list[FileReport]:
        """The reports of the tables that the mapping recognised."""
        return [report for report in (self.imported.files if self.imported else ()) if report.source == self.name]

    def read(self) -> "tuple[Question, ...]":
        """Read the file with the mapping; return what it leaves to answer."""
        company = self.company.model_copy(update={"mappings": {self.name: self.mapping}})
        self.imported = read_alone(self.file, company, dt.date.today())
        own = {report.file for report in self.reports}
        return tuple(question for question in self.imported.questions if question.file in own)

    def show(self, locale: Locale) -> None:
        """Print how each cell is understood."""
        mark, order = decided_on(self.table, self.decided)
        decimal = mark or self.mapping.decimal or "."
        currency = next((report.currency for report in self.reports if report.currency), None)
        money = Locale(locale.lang, self.mapping.currency or currency or "")
        for line in preview(self.file.name, self.table, self.decided, decimal, order or self.mapping.date_order, money):
            click.echo(line)

    def kept(self, locale: Locale) -> int:
        """Print what the mapping keeps and refuses of the file, and return the number of rows kept."""
        if self.imported is None:
            return 0
        click.echo()
        own = {report.file for report in self.reports}
        for report in self.reports:
            show_file(report, self.file.parent, Locale(locale.lang, report.currency or self.company.currency))
        show_orders(self.imported, own, locale)
        show_refusals(tuple(refusal for refusal in self.imported.refusals if refusal.file in own), locale)
        return sum(report.rows_kept for report in self.reports)


def settled(
    file: Path, table: UnknownTable, name: str, company: Company | None, given: dict[str, Any], asking: Asking
) -> Trial:
    """Return the mapping tried on the file, with all that is asked answered, or noted as options to pass."""
    decided = decide(file.name, table, given, asking)
    said = {field: given[field] for field in SETTINGS if given[field]}
    said["currency"] = _code(said.get("currency"), asking.locale) or _in_header(decided)
    mapping = decided.settings(**said)
    whose = company or Company(name=FILE, gross_margin=ASSUMED_MARGIN, currency=mapping.currency or "CAD")
    trial = Trial(file, table, name, decided, mapping, whose, company is not None)
    if decided.whole:
        _answer(trial, asking)
    return trial


def _code(text: str | None, locale: Locale) -> str | None:
    from bascule.cli.questions import CURRENCY_REFUSED

    code = (text or "").strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise click.UsageError(locale.t(CURRENCY_REFUSED))
    return code or None


def _in_header(decided: Decided) -> str | None:
    # "Montant (CAD)": the header, which is the shape's, names the currency of every file of that shape.
    money = [column.name for column in PLAIN[decided.table].columns if column.money and column.name in decided.columns]
    return next((code for name in money if (code := without_currency(plain(decided.columns[name]))[1])), None)


def _answer(trial: Trial, asking: Asking) -> None:
    for _ in range(len(SETTINGS) + 1):
        questions = trial.read()
        _take_currency(trial)
        answers = {question.field: _asked(question, asking) for question in questions if question.field in SETTINGS}
        known = {field: answer for field, answer in answers.items() if answer}
        if not known:
            return
        trial.mapping = trial.decided.settings(**{field: getattr(trial.mapping, field) for field in SETTINGS} | known)
        if "currency" in known and not trial.described:
            trial.company = trial.company.model_copy(update={"currency": known["currency"]})


def _take_currency(trial: Trial) -> None:
    # Where nobody has described the company yet, its currency is the one that its file names.
    refusals = trial.imported.refusals if trial.imported else ()
    named = next((str(r.params["currency"]) for r in refusals if r.code == "currency_differs"), None)
    if named and not trial.described and named != trial.company.currency:
        trial.company = trial.company.model_copy(update={"currency": named})
        trial.read()


def _asked(question: Question, asking: Asking) -> str | None:
    if question.field == "currency":
        return asking.currency()
    return asking.setting(question.field, word(question.code, question.params, asking.locale), question.choices)


def show_orders(imported: Imported, files: set[str], locale: Locale) -> None:
    """Print how many orders and customers there are, and what is below zero (returns)."""
    rows = imported.tables.get("orders")
    if rows is None:
        return
    rows = rows.filter(rows["source_file"].is_in(list(files)))
    below = rows.filter(rows["net"] < 0)
    currency = rows["currency"].drop_nulls()
    money = Locale(locale.lang, currency[0] if currency.len() else locale.currency)
    counts = {"orders": rows["order_id"].n_unique(), "customers": rows["customer_key"].drop_nulls().n_unique()}
    shown = {name: locale.number(count) for name, count in (*counts.items(), ("returns", below.height))}
    click.echo("  " + locale.t(ORDERS, **shown, amount=money.money(float(below["net"].sum()), 2)))


def write(trial: Trial, place: Path, locale: Locale) -> tuple[Path, tuple[str, ...]]:
    """Write the mapping into the folder's bascule.toml, made if there is none; return its path and what is assumed."""
    from bascule.ingest.mapping_text import with_mapping
    from bascule.warehouse.durable import write_whole

    path = next((place / name for name in FILE_NAMES if (place / name).is_file()), place / FILE)
    assumed: tuple[str, ...] = ()
    if path.is_file():
        text = path.read_bytes().decode("utf-8-sig")
    else:
        text, assumed = _first(trial, place, locale)
    write_whole(path, with_mapping(text, trial.name, trial.mapping, locale.t(COMMENT)).encode())
    return path, assumed


def _first(trial: Trial, place: Path, locale: Locale) -> tuple[str, tuple[str, ...]]:
    from dataclasses import replace

    from bascule.cli.settings import default_settings, settings_text

    settings = default_settings(place, Imported({}))
    assumed = tuple(field for field in settings.assumed if field != "currency")
    settings = replace(settings, currency=trial.company.currency, assumed=assumed)
    return settings_text(settings, locale), assumed
