"""`bascule run FOLDER`: from a folder of exports to decisions."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bascule.cli.amounts import Amount
from bascule.cli.options import folder_argument, lang_option, out_option
from bascule.cli.progress import progress
from bascule.cli.verbs import Session
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.results import Results
    from bascule.study import Options

OUT_FOLDER = "bascule-out"

HELP = N_(
    "Read the exports in FOLDER and decide: a verdict for each channel, the best plan for the budget, "
    "and a report as a web page and a PDF. FOLDER needs a bascule.toml; `bascule init FOLDER` writes "
    "it."
)
SHORT = N_("From a folder of exports to decisions and a report.")
OUT_HELP = N_(
    "Where to write decisions.json, the report (HTML, PDF) and the plan (XLSX, ICS, CSV, JSON).  [default: "
    "FOLDER/bascule-out]"
)
BUDGET_HELP = N_(
    "Money to place per week, all channels together, or `usual` for the mean of the last 52 weeks.  [default: usual]"
)
HORIZON_HELP = N_("How many weeks the plan covers.")
MULTIPLE_HELP = N_(
    "How far a channel may move from its usual spend: 1.5 means from 0.5 to 1.5 times it, 3 means from "
    "nothing to 3 times."
)
PRIOR_HELP = N_(
    "Decide from comparable channels and platform claims alone, for a company whose sales cannot be given: they are "
    "not read, even where files hold them."
)
SEED_HELP = N_("Seed of the random draws; the same seed gives the same figures.")
REPORT_HELP = N_("Write decisions.json only, without the report.")
QUICK_HELP = N_(
    "Leave out the checks that fit the model again (a made-up channel, the last weeks hidden), which take as long as "
    "the model itself."
)
WRITTEN = N_("Written: {path}")


@click.command("run", help=HELP, short_help=SHORT)
@folder_argument
@out_option(OUT_HELP)
@lang_option
@click.option("--budget", type=Amount(usual=True), default=None, metavar="AMOUNT|usual", help=BUDGET_HELP)
@click.option(
    "--horizon-weeks",
    type=click.IntRange(1, 156),
    default=26,
    show_default=True,
    metavar="N",
    help=HORIZON_HELP,
)
@click.option(
    "--max-multiple",
    type=click.FloatRange(1.0, 10.0),
    default=1.5,
    show_default=True,
    metavar="N",
    help=MULTIPLE_HELP,
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=1,
    show_default=True,
    metavar="N",
    help=SEED_HELP,
)
@click.option("--prior-only", is_flag=True, help=PRIOR_HELP)
@click.option("--no-report", is_flag=True, help=REPORT_HELP)
@click.option("--quick", is_flag=True, help=QUICK_HELP)
@click.pass_obj
def command(
    session: Session,
    folder: Path,
    out: Path | None,
    budget: float | None,
    horizon_weeks: int,
    max_multiple: float,
    seed: int,
    prior_only: bool,
    no_report: bool,
    quick: bool,
) -> None:
    """Run the study and say what it found."""
    from bascule.study import Options

    wishes = {"budget": budget, "horizon_weeks": horizon_weeks, "max_multiple": max_multiple}
    options = Options(wishes=wishes, seed=seed, prior_only=prior_only, stability=not quick)
    study_folder(session, folder, out or folder / OUT_FOLDER, options, report=not no_report)


def study_folder(session: Session, folder: Path, out: Path, options: "Options", *, report: bool) -> "Results":
    """Study one folder, write the results, print the summary and where they are; return the results."""
    from bascule import study, written

    session.log_folder = out
    lang = session.locale.lang
    with progress(session.locale) as show:
        results = study.run(folder, options, show)
        if show is not None:
            show("writing", 0.0)
        paths = written.write(results, out, lang, report)
    from bascule.report import cautions, summary

    locale = Locale(lang, results.company.currency)
    for line in (*summary(results, locale), "", *cautions(results, locale)):
        click.echo(line)
    click.echo()
    for path in paths:
        click.echo(locale.t(WRITTEN, path=path))
    return results
