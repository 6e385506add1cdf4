"""`bascule test read`: what a test that was run found, in money, how sure, and with what assumed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from bascule.cli.amounts import SignedAmount
from bascule.cli.options import lang_option
from bascule.cli.verbs import Session
from bascule.errors import BasculeError
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.company import Company
    from bascule.experiments.question import Asked
    from bascule.experiments.reading import Method, TestResult
    from bascule.panel import Panel

HELP = N_(
    "Read a test of a channel: FILE has its rows (places, arms or dates, and sales or conversions), or is the folder "
    "of a company whose own sales are read before and after, or on and off. FOLDER is that of the company: its "
    "currency, its margin, and what its bascule.toml says of FILE."
)
SHORT = N_("What a test that was run found.")
METHOD_HELP = N_("How the test was made; auto tells it by the columns.")
CHANNEL_HELP = N_("The channel tested.")
START_HELP = N_("First day of the test.")
END_HELP = N_("Last day of the test, the days after the spending whose sales it still brings included.")
TREATED_HELP = N_("Places, or arms, that got the change, separated by commas; without it, the file's own column.")
SPEND_HELP = N_("What was spent more because of the test; below zero when spending was taken away.")
VALUE_HELP = N_("What one conversion brings in sales, where the file counts conversions.")
SHARE_HELP = N_("Share of customers that the draw meant to treat, to check that the arms are of these sizes.")
WASHOUT_HELP = N_("Periods left out after each switch on or off.")
SAVE_HELP = N_("Add the result to experiments.csv in this folder, for the model to take in at the next run.")
METHODS = ("auto", "holdout", "geo", "switchback", "before-after")
EXISTING = click.Path(exists=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("read", help=HELP, short_help=SHORT)
@click.argument("file", type=EXISTING)
@click.argument("folder", type=FOLDER, required=False)
@click.option("--method", type=click.Choice(METHODS), default="auto", show_default=True, help=METHOD_HELP)
@click.option("--channel", required=True, metavar="NAME", help=CHANNEL_HELP)
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="DATE", help=START_HELP)
@click.option("--end", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="DATE", help=END_HELP)
@click.option("--treated", default="", metavar="NAMES", help=TREATED_HELP)
@click.option("--spend", type=SignedAmount(), metavar="AMOUNT", help=SPEND_HELP)
@click.option("--value-per-conversion", type=click.FloatRange(0, min_open=True), metavar="AMOUNT", help=VALUE_HELP)
@click.option("--share", type=click.FloatRange(0, 1, min_open=True, max_open=True), metavar="FRACTION", help=SHARE_HELP)
@click.option("--washout", type=click.IntRange(0, 12), default=1, show_default=True, metavar="N", help=WASHOUT_HELP)
@click.option("--save", type=FOLDER, metavar="FOLDER", help=SAVE_HELP)
@lang_option
@click.pass_obj
def command(session: Session, /, file: Path, folder: Path | None, method: str, save: Path | None, **given: Any) -> None:
    """Read the test, say what it found, and keep it where asked."""
    from bascule.cli.trial_words import told

    known = folder or (file if file.is_dir() else save)
    company = described(known)
    asked = question(**given)
    how = None if method == "auto" else cast("Method", method)
    found = from_history(file, company, asked, how) if file.is_dir() else from_file(file, company, asked, how)
    locale = Locale(session.locale.lang, company.currency if company else "CAD")
    for line in told(found, locale, company.gross_margin if company else None):
        click.echo(line)
    if save is not None:
        keep(found, save, company, locale)


def described(folder: Path | None) -> "Company | None":
    """Return the company of a folder, or None where nobody has described it."""
    from bascule.cli.check import described as of_folder

    return None if folder is None else of_folder(folder)


def question(
    channel: str, start: dt.datetime, end: dt.datetime, treated: str, spend: float | None,
    value_per_conversion: float | None, share: float | None, washout: int,
) -> "Asked":  # fmt: skip
    """Return what the options ask."""
    from bascule.experiments.question import Asked

    return Asked(
        channel=channel.strip(), start=start.date(), end=end.date(),
        treated=tuple(name.strip() for name in treated.split(",") if name.strip()),
        spend=spend, unit_value=value_per_conversion, share=share, washout=washout,
    )  # fmt: skip


def from_file(file: Path, company: "Company | None", asked: "Asked", method: "Method | None") -> "TestResult":
    """Read the test that a file holds."""
    from bascule.experiments.arrange import read_test
    from bascule.experiments.sheet import read_sheet

    return read_test(read_sheet(file, company), asked, method)


def from_history(folder: Path, company: "Company | None", asked: "Asked", method: "Method | None") -> "TestResult":
    """Read the test that a company's own sales show."""
    from bascule import study
    from bascule.experiments.history import read_history

    if company is None:
        raise BasculeError("company_missing", folder=folder.name or str(folder))
    today = dt.date.today()
    panel = study.history(study.check(folder, company, today), today)
    return read_history(panel, replace(asked, channel=named_channel(asked.channel, panel, company)), method)


def named_channel(channel: str, panel: "Panel", company: "Company") -> str:
    """Return the channel that a name or a label means; one that the company does not have stays as written."""
    from bascule.allocation.places import Places

    try:
        return panel.channels[Places(panel.channels, company)(channel)]
    except BasculeError:
        return channel


def keep(found: "TestResult", folder: Path, company: "Company | None", locale: Locale) -> None:
    """Add the test to the folder's own, and say where."""
    from bascule.cli.trial_words import KEPT
    from bascule.experiments.record import save

    path = save(found, folder, company)
    click.echo()
    click.echo(locale.t(KEPT, path=path, channel=found.channel))
