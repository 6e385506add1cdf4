"""`bascule connect`: fetch a platform's figures through its API into the folder, as its export would give them."""

import datetime as dt
from pathlib import Path

import click

from bascule.cli.options import lang_option
from bascule.cli.verbs import Session
from bascule.errors import BasculeError
from bascule.locale import N_, Locale

HELP = N_(
    "Fetch the figures of PLATFORM through its API into FOLDER, in the form of its own export; then run as usual. "
    "Without arguments, list the platforms and the credentials each needs. Credentials are read from the environment, "
    "or from the system's keyring under the service bascule. Needs: pip install 'bascule[connectors]'. "
    "Tested against imitations of these APIs, not against the live services."
)
SHORT = N_("Fetch figures through a platform's API.")
SINCE = N_("First day, such as 2026-09-01; by default, a year before the last.")
UNTIL = N_("Last day; by default, yesterday.")
CREDENTIALS = N_("{title}: bascule connect {name} FOLDER. Credentials: {names}")
FETCHED = (N_("{title}: {count} row, in {path}"), N_("{title}: {count} rows, in {path}"))
UNTRIED = N_("This connector has not been tried against the live service: compare its first total with the platform's.")
NO_FOLDER = N_("Say in which folder to write the figures: bascule connect {platform} FOLDER")
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("connect", help=HELP, short_help=SHORT)
@click.argument("platform", required=False, metavar="[PLATFORM]")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--since", type=DAY, metavar="DATE", help=SINCE)
@click.option("--until", type=DAY, metavar="DATE", help=UNTIL)
@lang_option
@click.pass_context
def command(
    ctx: click.Context,
    platform: str | None,
    folder: Path | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
) -> None:
    """Fetch, or list what can be fetched."""
    locale = ctx.find_object(Session).locale  # type: ignore[union-attr]
    if platform is None:
        show_list(locale)
        return
    known(platform)
    if folder is None:
        raise click.UsageError(locale.t(NO_FOLDER, platform=platform))
    if not folder.is_dir():
        raise BasculeError("folder_missing", folder=str(folder))
    fetch_into(platform, folder, since.date() if since else None, until.date() if until else None, locale)


def known(platform: str) -> None:
    """Refuse a platform that has no connector.

    Raises
    ------
    BasculeError
        `connector_unknown`
    """
    from bascule.connectors import CONNECTORS

    if platform not in CONNECTORS:
        raise BasculeError("connector_unknown", value=platform, accepted=list(CONNECTORS))


def show_list(locale: Locale) -> None:
    """Print every platform and the variables that hold its credentials."""
    from bascule.connectors import CONNECTORS
    from bascule.connectors.credentials import variable

    for each in CONNECTORS.values():
        names = [variable(each, credential.name) for credential in each.credentials if not credential.optional]
        click.echo(locale.t(CREDENTIALS, title=each.title, name=each.name, names=locale.listing(names)))


def fetch_into(platform: str, folder: Path, since: dt.date | None, until: dt.date | None, locale: Locale) -> None:
    """Fetch one platform's figures and say how many rows came."""
    from bascule.connectors import CONNECTORS
    from bascule.connectors.connector import Ask
    from bascule.connectors.credentials import credentials
    from bascule.connectors.fetch import fetch, last_whole_day

    connector = CONNECTORS[platform]
    last = until or last_whole_day(dt.date.today())
    first = since or last - dt.timedelta(days=364)
    if first > last:
        raise BasculeError("connector_period", since_date=first, until_date=last)
    path, count = fetch(connector, Ask(credentials(connector), first, last), folder)
    click.echo(locale.n(*FETCHED, count, title=connector.title, path=path))
    click.echo(locale.t(UNTRIED))
