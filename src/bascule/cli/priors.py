"""`bascule priors`: what is assumed of each kind of channel before any sale is read, with its source."""

from pathlib import Path

import click

from bascule.cli.options import lang_option
from bascule.cli.verbs import Session
from bascule.locale import N_

HELP = N_(
    "Show what each kind of channel is taken to bring before any of your data is read: median, range, carry-over, "
    "long run, bias of claims, how sure that is, and its source. Any of it can be edited in bascule.toml."
)
SHORT = N_("What is assumed before your data, with sources.")
COMPANY_HELP = N_("Show it as the bascule.toml of this folder edits it.")


@click.command("priors", help=HELP, short_help=SHORT)
@click.option(
    "--company",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help=COMPANY_HELP,
)
@lang_option
@click.pass_obj
def command(session: Session, company: Path | None) -> None:
    """Print the priors, as published or as a company edits them."""
    from bascule.company import Company
    from bascule.mmm.priors import priors, priors_for
    from bascule.report.starting_points import starting_points

    described = None if company is None else Company.read(company)
    table = priors() if described is None else priors_for(described)
    for line in starting_points(table, described, session.locale):
        click.echo(line)
