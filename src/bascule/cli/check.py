"""`bascule check FOLDER`: what was recognised, kept and refused, and what is missing for each answer."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bascule.cli.headings import heading
from bascule.cli.options import folder_argument, lang_option
from bascule.cli.progress import importing, progress
from bascule.cli.verbs import Session
from bascule.errors import BasculeError, ExitCode
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.company import Company
    from bascule.ingest.imported import FileReport, Imported, Question, Refusal
    from bascule.quality import DataReport

SHOWN = 20  # refusals listed in full; a broken file can have thousands

HELP = N_(
    "Look at the data only: which files of FOLDER were recognised, which rows were kept or refused "
    "and why, what is asked, and what is missing for each answer. Nothing is decided or kept."
)
JSON = N_("Also write the data report into FILE, as JSON.")
SHORT = N_("Look at the data only: kept, refused, missing.")
NOT_RECOGNISED = N_("not recognised, left aside")
LEFT_ASIDE, KNOWN_ASIDE = N_("left aside"), frozenset({"file_set_aside", "file_repeated"})
ROWS_KEPT = (N_("{count} row kept"), N_("{count} rows kept"))
ROWS_REFUSED = (N_("{count} row refused"), N_("{count} rows refused"))
PERIOD = N_("{start} to {end}")
TOTAL = N_("total {amount}")
REFUSALS, QUESTIONS = N_("Refused"), N_("Questions")
HISTORY, INCOMPLETE = N_("The history"), ("no_media", "no_sales")
WEEKS = (N_("{count} week from {start}: {channels}."), N_("{count} weeks from {start}: {channels}."))
MONTHS = (N_("{count} month from {start}: {channels}."), N_("{count} months from {start}: {channels}."))
MORE = (N_("… and {count} more refusal."), N_("… and {count} more refusals."))
ALL_OF_THEM = (
    N_("{count} row refused. To get it in a workbook, correct it there and put it back: {command}"),
    N_("{count} rows refused. To get them all in a workbook, correct them there and put them back: {command}"),
)
WRITTEN = (
    N_("{count} refused row written to {path}. Correct it there and save the workbook in {folder}."),
    N_("{count} refused rows written to {path}. Correct them there and save the workbook in {folder}."),
)
BOOK_NAME = N_("to-fix.xlsx")
REFUSALS_HELP = N_("Write every refused row to an Excel workbook, to correct and put back in FOLDER.")
NOT_A_WORKBOOK = N_("The refused rows are written to an Excel workbook: give a name that ends in .xlsx.")
PLACE = N_("{file}, row {row}, column {column}: {value}")
PLACE_ROW = N_("{file}, row {row}")
NO_COMPANY = N_("No bascule.toml yet: write it with bascule init {folder}")
STUDIED = N_("a history that can be studied (see above)")
SETTLED = N_("the corrections and answers asked for above")


@click.command("check", help=HELP, short_help=SHORT)
@folder_argument
@click.option(
    "--refusals", "book", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx", help=REFUSALS_HELP
)
@lang_option
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=JSON)
@click.pass_context
def command(ctx: click.Context, folder: Path, book: Path | None, json_file: Path | None) -> None:
    """Show what the folder holds; exit code 3 when a file is refused or something must be answered first."""
    from bascule import study
    from bascule.cli.data_report import show_report
    from bascule.locale.wording import typed
    from bascule.quality import data_report
    from bascule.quality.held import titles

    locale = ctx.find_object(Session).locale  # type: ignore[union-attr]
    if book and book.suffix.lower() != ".xlsx":
        raise click.UsageError(locale.t(NOT_A_WORKBOOK))
    company = described(folder)
    with progress(locale) as show:
        imported = study.check(folder, company, dt.date.today(), importing(show), every_row=bool(book))
    money = Locale(locale.lang, company.currency if company else "CAD")
    for report in imported.files:
        show_file(report, folder, money)
    show_refusals(imported.refusals, money)
    show_all_refused(imported, folder, book, money)
    show_questions(imported.questions, money)
    lack = SETTLED if blocked(imported) else show_history(imported, company, money)
    together = data_report(imported, company, dt.date.today())
    show_report(together, titles(imported.files), company, money, lack)
    if json_file:
        write_json(together, json_file, history_sound=not lack)
    if company is None:
        click.echo()
        click.echo(locale.t(NO_COMPANY, folder=typed(folder)))
    if lack:
        ctx.exit(ExitCode.DATA_REFUSED)


def write_json(report: "DataReport", path: Path, *, history_sound: bool) -> None:
    """Write the data report as JSON, whole or not at all."""
    import json

    from bascule.warehouse.durable import write_whole

    write_whole(
        path, (json.dumps(report.to_dict(history_sound=history_sound), ensure_ascii=False, indent=2) + "\n").encode()
    )


def described(folder: Path) -> "Company | None":
    """Return the company of the folder, or None where nobody has described it yet."""
    from bascule.company import Company

    try:
        return Company.read(folder)
    except BasculeError as error:
        if error.code == "company_missing":
            return None
        raise


def blocked(imported: "Imported") -> bool:
    """Return whether a whole file is refused, something is asked, or nothing at all was recognised."""
    whole = any(refusal.row is None for refusal in imported.refusals)
    return whole or bool(imported.questions) or not any(frame.height for frame in imported.tables.values())


def show_file(report: "FileReport", folder: Path, locale: Locale) -> None:
    """Print one file: what it is, how many rows, which period, which total, and what was decided."""
    from bascule.locale.wording import typed, word

    click.echo(click.style(report.file, bold=True))
    click.echo("  " + " · ".join(facts(report, locale)))
    for code, params in report.messages:
        click.echo("  " + word(code, {"path": typed(folder / report.file), **params}, locale))


def facts(report: "FileReport", locale: Locale) -> list[str]:
    """Return the short facts of one file, in the order they are read."""
    if report.source is None:
        known_aside = any(code in KNOWN_ASIDE for code, _ in report.messages)
        return [locale.t(LEFT_ASIDE if known_aside else NOT_RECOGNISED)]
    found = [" → ".join(known(report, locale))]
    found.append(locale.n(*ROWS_KEPT, report.rows_kept))
    if report.rows_refused:
        found.append(locale.n(*ROWS_REFUSED, report.rows_refused))
    if report.start and report.end:
        ends = {"start": locale.short_date(report.start), "end": locale.short_date(report.end)}
        found.append(locale.t(PERIOD, **ends))
    if report.total is not None:
        own = Locale(locale.lang, report.currency or locale.currency)
        found.append(locale.t(TOTAL, amount=own.money(report.total, 2)))
    return found


def known(report: "FileReport", locale: Locale) -> list[str]:
    """Return what a recognised file is, and what its rows become, in the words of people."""
    from bascule.ingest.sources import SOURCES
    from bascule.locale.wording.vocabulary import TABLES

    if report.source == "corrections":
        return [locale.t(TABLES["corrections"])]
    title = SOURCES[report.source].title if report.source in SOURCES else report.source
    table = locale.t(TABLES[report.table]) if report.table in TABLES else report.table
    return [words for words in (title, table) if words]


def show_refusals(refusals: "tuple[Refusal, ...]", locale: Locale) -> None:
    """Print each refusal where it stands, then what is accepted and what to do."""
    from bascule.locale.wording import word

    if refusals:
        heading(REFUSALS, locale)
    for refusal in refusals[:SHOWN]:
        click.echo("  " + place(refusal, locale))
        click.echo("    " + word(refusal.code, refusal.params, locale))
    if len(refusals) > SHOWN:
        click.echo("  " + locale.n(*MORE, len(refusals) - SHOWN))


def show_all_refused(imported: "Imported", folder: Path, book: Path | None, locale: Locale) -> None:
    """Write every refused row to `book` where it is asked for; otherwise say how many there are and how to get them."""
    from bascule.locale.wording import typed

    count = sum(refused.total for refused in imported.refused)
    if book:
        from bascule.ingest.to_fix import refusals_workbook
        from bascule.warehouse.durable import write_whole

        write_whole(book, refusals_workbook(imported, locale))
        click.echo("  " + locale.n(*WRITTEN, count, path=book, folder=folder))
    elif count:
        asked = f"bascule check {typed(folder)} --refusals {locale.t(BOOK_NAME)}"
        click.echo("  " + locale.n(*ALL_OF_THEM, count, command=asked))


def place(refusal: "Refusal", locale: Locale) -> str:
    """Return where a refusal stands: file, row, column, value."""
    if refusal.row is None:
        return refusal.file
    if refusal.column is None:
        return locale.t(PLACE_ROW, file=refusal.file, row=refusal.row)
    value = refusal.value or "—"
    return locale.t(PLACE, file=refusal.file, row=refusal.row, column=refusal.column, value=value)


def show_questions(questions: "tuple[Question, ...]", locale: Locale) -> None:
    """Print what the files cannot say by themselves, and where to answer."""
    from bascule.locale.wording import where_to_answer, word

    if questions:
        heading(QUESTIONS, locale)
    for question in questions:
        click.echo("  " + word(question.code, question.params, locale))
        click.echo("    " + where_to_answer(question.file, question.field, question.choices, locale))


def show_history(imported: "Imported", company: "Company | None", locale: Locale) -> str | None:
    """Print the history that the files make together and what was noted of it; return what it lacks to be studied."""
    from bascule import study
    from bascule.locale.wording import explain, word

    try:
        panel = study.history(imported, dt.date.today())
    except BasculeError as error:
        if error.code in INCOMPLETE:  # said with the answers
            return None
        heading(HISTORY, locale)
        click.echo("  " + explain(error, locale))
        return STUDIED
    heading(HISTORY, locale)
    names = [channel_name(channel, company, locale) for channel in panel.channels]
    known = {"start": locale.date(panel.dates[0].item()), "channels": locale.listing(names)}
    click.echo("  " + locale.n(*(WEEKS if panel.period == "week" else MONTHS), panel.periods, **known))
    for code, params in panel.notes:
        click.echo("  " + word(code, params, locale))
    return None


def channel_name(channel: str, company: "Company | None", locale: Locale) -> str:
    """Return what a channel is called: the owner's label, else its kind in words, else its name with spaces."""
    from bascule.locale.wording.vocabulary import CLASSES

    settings = company.channels.get(channel) if company else None
    if settings is not None and settings.label:
        return settings.label
    return locale.t(CLASSES[channel]) if channel in CLASSES else channel.replace("_", " ")
