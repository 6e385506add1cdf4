"""`bascule map FILE`: describe a file Bascule does not know, once; next month's export of that shape needs nothing."""

import sys
from pathlib import Path
from typing import Any

import click

from bascule.cli.options import lang_option
from bascule.cli.verbs import Session
from bascule.errors import BasculeError, ExitCode
from bascule.locale import N_, Locale

TAXES = ("in", "out")
ORDERS = ("day_first", "month_first")
HELP = N_(
    "Describe a file that Bascule does not know: FILE is shown as it would be understood, cell by cell, what is not "
    "sure is asked, and the answer is kept in bascule.toml. Next month's export of the same shape then needs nothing."
)
SHORT = N_("Describe a file that Bascule does not know, once.")
TABLE_HELP = N_("What a row of the file holds: orders, sales, media, costs, deals …")
COLUMN_HELP = N_("Which header is which column, as net=Amount. May be repeated.")
SET_HELP = N_("What holds for every row and no column says, as channel=radio. May be repeated.")
DROP_HELP = N_("Leave out the rows that hold this value, as Status=Cancelled; none for no row. May be repeated.")
MINUS_HELP = N_(
    "Take off the amounts of the rows that hold this value, as Type=Return; none for no row. May be repeated."
)
LINES_HELP = N_("Where an order has several rows: add their amounts, or take them once.")
QUANTITY_HELP = N_(
    "Where the prices are those of one unit: the column that says how many; none where they are the whole row's."
)
CURRENCY_HELP = N_("Currency of the amounts, three letters.")
ORDER_HELP = N_("What comes first in a date such as 03/04/2026.")
DECIMAL_HELP = N_("The decimal mark.")
TAXES_HELP = N_("Whether sales taxes are in the amounts or out of them.")
NAME_HELP = N_("Name to keep the description under.  [default: that of the file, without its dates]")
YES_HELP = N_("Do not ask whether the preview is right. What is not sure is asked all the same.")
DRY_HELP = N_("Show the preview and write nothing.")
FOLDER_HELP = N_("Folder of the bascule.toml to write in.  [default: that of FILE]")
NOT_A_PAIR = N_("{value} does not name two things. Write NAME=VALUE.")
KNOWN = N_(
    "{file} is recognised already, as {source}: there is nothing to describe. To describe it all the same, say what it "
    "holds with --table."
)
ALSO = N_("Other tables of the file that are not known yet: {names}. Run the command again for the next one.")
WRITTEN = N_("Written: {path}, under [mappings.{name}]")
NOT_WRITTEN = N_("Nothing is written.")
CREATED = N_("There was no bascule.toml: one is made, and these are assumed, for you to confirm in it: {fields}")
NEXT = N_("Next: bascule check {folder}")
TAKEN = N_("This shape is described already under {name}. Keep that name, or take it out of bascule.toml first.")


class Pair(click.ParamType[tuple[str, str]]):
    """Two texts with an equals sign between them; or the word `none`, given as two empty texts."""

    name = "pair"

    def __init__(self, none: bool = False) -> None:
        self.none = none

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return what stands on both sides of the first equals sign."""
        if isinstance(value, tuple):
            return value
        if self.none and str(value) == "none":
            return "", ""
        name, sign, rest = str(value).partition("=")
        if not (name.strip() and sign and rest.strip()):
            session = ctx.find_object(Session) if ctx else None
            said = (session.locale if session else Locale("en")).t(NOT_A_PAIR, value=value)
            self.fail(said, param, ctx)
        return name.strip(), rest.strip()


@click.command("map", help=HELP, short_help=SHORT)
@click.argument("file", type=click.Path(path_type=Path))
@lang_option
@click.option("--table", metavar="TABLE", help=TABLE_HELP)
@click.option("--column", "columns", type=Pair(), multiple=True, metavar="COLUMN=HEADER", help=COLUMN_HELP)
@click.option("--set", "constants", type=Pair(), multiple=True, metavar="COLUMN=TEXT", help=SET_HELP)
@click.option("--drop", type=Pair(none=True), multiple=True, metavar="HEADER=VALUE", help=DROP_HELP)
@click.option("--minus", type=Pair(none=True), multiple=True, metavar="HEADER=VALUE", help=MINUS_HELP)
@click.option("--lines", type=click.Choice(["add", "once"]), help=LINES_HELP)
@click.option("--quantity", metavar="HEADER|none", help=QUANTITY_HELP)
@click.option("--currency", metavar="CODE", help=CURRENCY_HELP)
@click.option("--date-order", type=click.Choice(ORDERS), help=ORDER_HELP)
@click.option("--decimal", type=click.Choice([",", "."]), help=DECIMAL_HELP)
@click.option("--taxes", type=click.Choice(TAXES), help=TAXES_HELP)
@click.option("--name", metavar="NAME", help=NAME_HELP)
@click.option("--yes", is_flag=True, help=YES_HELP)
@click.option("--dry-run", is_flag=True, help=DRY_HELP)
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help=FOLDER_HELP)
@click.pass_context
def command(ctx: click.Context, /, file: Path, folder: Path | None, yes: bool, dry_run: bool, **given: Any) -> None:
    """Show the preview, ask what is not sure, write the mapping, and read the file with it."""
    from bascule.cli.check import described
    from bascule.cli.map_asking import Asking
    from bascule.cli.map_trial import settled

    locale = ctx.find_object(Session).locale  # type: ignore[union-attr]
    if not file.is_file():
        raise BasculeError("map_file_missing", exit_code=ExitCode.USAGE, file=str(file))
    place = folder or file.parent
    company = described(place)
    table, others = found(file, company)
    told = bool(given["table"] or given["columns"])
    if known(table, company) and not told:
        click.echo(locale.t(KNOWN, file=file.name, source=title(table.known_as)))
        return
    name = name_of(file, given["name"], table.known_as, company, locale)
    if company and name in company.mappings and not told:
        given = resumed(company.mappings[name], given)
    asking = Asking(locale, terminal())
    trial = settled(file, table, name, company, given, asking)
    trial.show(locale)
    if others:
        click.echo(locale.t(ALSO, names=locale.listing(others)))
    if asking.needed:
        options = " ".join(asking.needed)
        raise BasculeError("map_unsure", exit_code=ExitCode.USAGE, file=file.name, options=options)
    kept = trial.kept(locale)
    if not kept or dry_run or not (yes or asking.agreed()):
        click.echo(locale.t(NOT_WRITTEN))
        ctx.exit(ExitCode.DONE if kept else ExitCode.DATA_REFUSED)
    finish(trial, place, locale)


def terminal() -> bool:
    """Return whether somebody is there to answer."""
    return sys.stdin.isatty()


def found(file: Path, company: Any) -> tuple[Any, list[str]]:
    """Return the table of the file to describe, and the names of the others that are not known either.

    Raises
    ------
    BasculeError
        `map_no_table`, or what opening the file raises.
    """
    from bascule.company import FileSettings
    from bascule.ingest.folder import sources_for
    from bascule.ingest.guess import guesses
    from bascule.ingest.unknown import tables_in

    try:
        tables = tables_in(file, sources_for(FileSettings(), file.name, company))
    except PermissionError as error:
        raise BasculeError("file_no_permission", file=file.name) from error
    if not tables:
        raise BasculeError("map_no_table", file=file.name)
    unknown = [table for table in tables if table.known_as is None]
    if not unknown:
        return tables[0], []
    if len(unknown) == 1:
        return unknown[0], []
    best = max(unknown, key=lambda table: guesses(table.profiles)[0].score)
    return best, [table.name for table in unknown if table is not best and table.name]


def known(table: Any, company: Any) -> bool:
    """Return whether a table needs no description: it is a tool's export, or a plain table and no other.

    The plain tables are recognised by few headers (an amount, a date, a type), which a file of orders may have too.
    """
    from bascule.ingest.guess import guesses
    from bascule.ingest.plain_tables import PLAIN

    if table.known_as is None or (company and table.known_as in company.mappings):
        return False
    plain = next((name for name, source in PLAIN.items() if source.kind == table.known_as), None)
    best = guesses(table.profiles)[0]
    return plain is None or best.table == plain or bool(best.unsure)


def title(kind: str) -> str:
    """Return what people call a source."""
    from bascule.ingest.sources import SOURCES

    return SOURCES[kind].title if kind in SOURCES else kind


def name_of(file: Path, asked: str | None, known_as: str | None, company: Any, locale: Locale) -> str:
    """Return the name of the mapping: that of a shape described already, the one asked for, else the file's."""
    from bascule.ingest.mapping_text import name_for
    from bascule.ingest.sources import SOURCES

    mappings = company.mappings if company else {}
    if known_as in mappings:
        if asked and asked != known_as:
            raise click.UsageError(locale.t(TAKEN, name=known_as))
        return str(known_as)
    if asked in SOURCES:
        raise BasculeError("mapping_name_taken", exit_code=ExitCode.USAGE, mapping=asked)
    return asked or name_for(file.name, {*SOURCES, *mappings})


def resumed(mapping: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return what is given, completed with what a shape described already says."""
    said = {
        "table": mapping.table,
        "columns": tuple(mapping.columns.items()),
        "constants": tuple(mapping.constants.items()),
        "drop": tuple((h, v) for h, values in mapping.drop.items() for v in values) or (("", ""),),
        "minus": tuple((h, v) for h, values in mapping.minus.items() for v in values) or (("", ""),),
        "quantity": mapping.quantity or "none",
        **{name: getattr(mapping, name) for name in ("lines", "currency", "date_order", "decimal", "taxes")},
    }
    return {name: value or said.get(name) for name, value in given.items()}


def finish(trial: Any, place: Path, locale: Locale) -> None:
    """Write the mapping, then say how to go on."""
    from bascule.cli.map_trial import write
    from bascule.locale.wording import typed

    path, assumed = write(trial, place, locale)
    click.echo(locale.t(WRITTEN, path=path, name=trial.name))
    if assumed:
        click.echo(locale.t(CREATED, fields=", ".join(assumed)))
    click.echo(locale.t(NEXT, folder=typed(place)))
