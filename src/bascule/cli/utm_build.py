"""`bascule utm build`: a link with tags that measure well."""

import click

from bascule.cli.options import lang_option
from bascule.cli.verbs import Session
from bascule.errors import ExitCode
from bascule.locale import N_

HELP = N_(
    "Print LINK with its tags, written the one way that measures well (lower case, no accent, the usual names). What "
    "would break measurement is said, and no link is printed."
)
SHORT = N_("Build a tagged link.")
SOURCE, MEDIUM = N_("Who sends the visit: google, facebook, infolettre …"), N_("How: cpc, paid_social, email, qr …")
CAMPAIGN, CONTENT, TERM = N_("Which campaign."), N_("Which version of the ad, if several."), N_("Which keyword.")
COUNTED_IN = N_("Its visits will be counted in: {channel}")


@click.command("build", help=HELP, short_help=SHORT)
@click.argument("link", metavar="LINK")
@click.option("--source", required=True, metavar="NAME", help=SOURCE)
@click.option("--medium", required=True, metavar="NAME", help=MEDIUM)
@click.option("--campaign", required=True, metavar="NAME", help=CAMPAIGN)
@click.option("--content", default="", metavar="NAME", help=CONTENT)
@click.option("--term", default="", metavar="NAME", help=TERM)
@lang_option
@click.pass_context
def command(ctx: click.Context, link: str, source: str, medium: str, campaign: str, content: str, term: str) -> None:
    """Print the tagged link on standard output, and the channel it is counted in beside it."""
    from bascule.ingest.utm import Utm, utm_channel, write_utm
    from bascule.locale.wording import word
    from bascule.locale.wording.vocabulary import CLASSES
    from bascule.quality.links import Link, lint_link, tidy

    locale = ctx.find_object(Session).locale  # type: ignore[union-attr]
    utm = tidy(Utm(source, medium, campaign, content, term))
    built = write_utm(link, utm)
    broken = [finding for finding in lint_link(Link(built)) if finding.severity == "breaks"]
    if broken or "://" not in link:
        for code, params in [(each.code, each.params) for each in broken] or [("link_incomplete", {"value": link})]:
            click.echo(word(code, params, locale), err=True)
        ctx.exit(ExitCode.DATA_REFUSED)
    click.echo(built)
    channel = utm_channel(utm) or ""
    click.echo(locale.t(COUNTED_IN, channel=locale.t(CLASSES[channel]) if channel in CLASSES else channel), err=True)
