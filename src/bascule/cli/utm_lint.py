"""`bascule utm lint`: what breaks measurement in links and campaign names, and what to rename."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bascule.cli.options import lang_option
from bascule.cli.verbs import Session
from bascule.errors import BasculeError, ExitCode
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.quality.campaigns import Campaign
    from bascule.quality.finding import Finding
    from bascule.quality.links import Link

HELP = N_(
    "Say what breaks measurement in tagged links and campaign names, and what to write instead. Each TARGET is a link, "
    "a file that holds links, or a folder of exports (its campaign names, and the links in its files). The exit code "
    "is 3 when something breaks measurement."
)
SHORT = N_("Say what breaks measurement, and what to rename.")
NOTHING = N_("Nothing to mend. Links looked at: {links}; campaigns: {campaigns}.")
BREAKS, UNTIDY = N_("This breaks measurement"), N_("This will, sooner or later")
INSTEAD = N_("Write: {text}")
COUNTED = N_(
    "Links looked at: {links}; campaigns: {campaigns}. What breaks measurement: {breaks}; what is untidy: {untidy}."
)
_LARGEST = 64 << 20


@click.command("lint", help=HELP, short_help=SHORT)
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@lang_option
@click.pass_context
def command(ctx: click.Context, targets: tuple[str, ...]) -> None:
    """Print each thing to mend; exit code 3 when something breaks measurement."""
    from bascule.quality.campaigns import lint_campaigns
    from bascule.quality.links import lint_links

    locale = ctx.find_object(Session).locale  # type: ignore[union-attr]
    links: list[Link] = []
    campaigns: list[Campaign] = []
    own_names: tuple[str, ...] = ()
    for target in targets:
        links += list(_links(target))
        if Path(target).is_dir():
            more, own_names = _campaigns(Path(target))
            campaigns += more
    found = [*lint_links(links), *lint_campaigns(campaigns, own_names)]
    _show(found, locale)
    breaks = sum(finding.severity == "breaks" for finding in found)
    counts = {"links": len({link.text for link in links}), "campaigns": len(campaigns)}
    if found:
        click.echo(locale.t(COUNTED, **counts, breaks=breaks, untidy=len(found) - breaks))
    else:
        click.echo(locale.t(NOTHING, **counts))
    if breaks:
        ctx.exit(ExitCode.DATA_REFUSED)


def _links(target: str) -> "Iterator[Link]":
    from bascule.ingest.files import files_of
    from bascule.quality.links import Link

    path = Path(target)
    if "://" in target:
        yield Link(target)
    elif path.is_dir():
        for file in files_of(path):
            yield from _links_of(file, file.relative_to(path).as_posix())
    elif path.is_file():
        yield from _links_of(path, path.name)
    else:
        raise BasculeError("link_target_missing", value=target)


def _links_of(path: Path, name: str) -> "Iterator[Link]":
    from bascule.ingest.encoding import decode, examine
    from bascule.ingest.workbook import by_name
    from bascule.quality.links import links_in

    if path.stat().st_size > _LARGEST:
        return
    content = examine(path)
    if content.nature == "text":
        yield from links_in(decode(path, content), name)
    elif content.nature == "workbook":
        for sheet, head in by_name(path).items():
            text = "\n".join(" ".join(" ".join(cell.split()) for cell in row) for row in head.rows)
            yield from links_in(text, f"{name} › {sheet}")


def _campaigns(folder: Path) -> "tuple[list[Campaign], tuple[str, ...]]":
    from bascule import study
    from bascule.cli.check import described
    from bascule.quality.campaigns import campaigns_of

    company = described(folder)
    imported = study.check(folder, company, dt.date.today())
    return campaigns_of(imported), company.own_names if company else ()


def _show(found: "list[Finding]", locale: Locale) -> None:
    from bascule.locale.wording import word

    for severity, head in (("breaks", BREAKS), ("untidy", UNTIDY)):
        some = [finding for finding in found if finding.severity == severity]
        if some:
            click.echo(click.style(locale.t(head), bold=True))
        for finding in some:
            place = f"{finding.where}: " if finding.where else ""
            click.echo(f"  {place}{finding.subject}")
            click.echo("    " + word(finding.code, finding.params, locale))
            if finding.instead.strip():
                click.echo("    " + locale.t(INSTEAD, text=finding.instead))
        if some:
            click.echo()
