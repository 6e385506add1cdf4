"""`bascule init FOLDER`: look at the files, ask what they cannot say, write a commented bascule.toml."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bascule.cli.check import show_file
from bascule.cli.options import folder_argument, lang_option
from bascule.cli.verbs import Session
from bascule.locale import N_

if TYPE_CHECKING:
    from bascule.cli.settings import Settings
    from bascule.ingest.imported import Imported

FILE = "bascule.toml"

HELP = N_(
    "Describe the company once: look at the files of FOLDER, ask for what they cannot say (margin, "
    "currency, province, kind of each channel), and write a commented bascule.toml."
)
SHORT = N_("Describe the company once, in bascule.toml.")
YES_HELP = N_("Ask nothing: take the defaults, and mark them as assumed.")
FORCE_HELP = N_("Replace a bascule.toml that is there already.")
EXISTS = N_("{file} is there already. Edit it, or start again with --force.")
WRITTEN = N_("Written: {path}")
NEXT = N_("Next: bascule run {folder}")
ASSUMED = N_("Assumed, for you to confirm in that file: {fields}")


@click.command("init", help=HELP, short_help=SHORT)
@folder_argument
@lang_option
@click.option("--yes", "defaults_only", is_flag=True, help=YES_HELP)
@click.option("--force", is_flag=True, help=FORCE_HELP)
@click.pass_obj
def command(session: Session, folder: Path, defaults_only: bool, force: bool) -> None:
    """Write bascule.toml, from answers or from defaults."""
    from bascule.cli.data_report import show_margin
    from bascule.cli.questions import ask
    from bascule.cli.settings import default_settings, settings_text
    from bascule.locale.wording import typed
    from bascule.warehouse.books import last_margin
    from bascule.warehouse.durable import write_whole

    locale = session.locale
    target = folder / FILE
    if target.exists() and not force:
        raise click.UsageError(locale.t(EXISTS, file=target))
    imported = look(folder, None)
    for report in imported.files:
        show_file(report, folder, locale)
    if "books" in imported.tables:
        show_margin(last_margin(imported.tables["books"]), None, locale)
    click.echo()
    settings = default_settings(folder, imported)
    if not defaults_only:
        settings = ask(settings, locale, lambda known: channels_of(look(folder, known)))
    write_whole(target, settings_text(settings, locale).encode())
    click.echo(locale.t(WRITTEN, path=target))
    if settings.assumed:
        click.echo(locale.t(ASSUMED, fields=", ".join(settings.assumed)))
    click.echo(locale.t(NEXT, folder=typed(folder)))


def look(folder: Path, settings: "Settings | None") -> "Imported":
    """Read the folder, with what is known of the company so far."""
    from bascule import ingest
    from bascule.company import Company

    company = None
    if settings is not None:
        company = Company(
            name=settings.name, gross_margin=settings.gross_margin, currency=settings.currency,
            own_names=settings.own_names,
        )  # fmt: skip
    return ingest.read_folder(folder, company, dt.date.today())


def channels_of(imported: "Imported") -> tuple[str, ...]:
    """Return the names of the channels found, in alphabetical order."""
    media = imported.tables.get("media")
    return () if media is None else tuple(media["channel"].drop_nulls().unique().sort())
