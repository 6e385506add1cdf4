"""`bascule test design FOLDER`: the tests that could be run, the one worth paying for, its page and its calendar."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bascule.cli.options import folder_argument, lang_option, out_option
from bascule.cli.progress import progress
from bascule.cli.run import OUT_FOLDER, WRITTEN
from bascule.cli.verbs import Session
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.proposals import TestProposal
    from bascule.report.brief import Brief
    from bascule.results import Results

HELP = N_(
    "Say which test of a channel is worth paying for: what each would cost, how exact its answer would be, and what "
    "that answer is worth to the next plan. Writes one page to follow and a calendar to import."
)
SHORT = N_("Find the next test worth paying for, and how to run it.")
OUT_HELP = N_("Where to write test-protocol.html and test-calendar.ics.  [default: FOLDER/bascule-out]")
CHANNEL_HELP = N_("Design a test of this channel only; its page is written even if it is not worth its cost.")
WEEKS_HELP = N_("Only tests of so many weeks.  [default: 4, 6, 8 and 12]")
SEED_HELP = N_("Seed of the random draws; the same seed gives the same figures.")
UNAVAILABLE = N_("No test can be designed. {missing}")
ANYWAY = N_("To write the page of a test anyway: --channel NAME")


@click.command("design", help=HELP, short_help=SHORT)
@folder_argument
@click.option("--channel", default=None, metavar="NAME", help=CHANNEL_HELP)
@click.option("--weeks", type=click.IntRange(2, 26), default=None, metavar="N", help=WEEKS_HELP)
@out_option(OUT_HELP)
@lang_option
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, metavar="N", help=SEED_HELP
)  # fmt: skip
@click.pass_obj
def command(
    session: Session, folder: Path, channel: str | None, weeks: int | None, out: Path | None, seed: int
) -> None:
    """Study the folder, print the tests that could be run, and write the page of the one to run."""
    from bascule import study

    target = out or folder / OUT_FOLDER
    session.log_folder = target
    options = study.Options(seed=seed, stability=False, returns=False, test_channel=channel, test_weeks=weeks)
    with progress(session.locale) as show:
        results = study.run(folder, options, show)
    locale = Locale(session.locale.lang, results.company.currency)
    test = show_tests(results, locale, channel is not None)
    if test is not None:
        write_page(results, test, target, locale)


def show_tests(results: "Results", locale: Locale, asked: bool) -> "TestProposal | None":
    """Print what could be tested and what to test; return the test to write: the best, or that `asked` for."""
    from bascule.locale.wording.vocabulary import MISSING
    from bascule.report.brief import Brief
    from bascule.report.trial_words import answer, heads, row

    found, brief = results.decisions.next_test, Brief(results, locale)
    if found is None:
        click.echo(locale.t(UNAVAILABLE, missing=locale.t(MISSING["next_test"])))
        return None
    if found.candidates:
        _table([heads(brief), *(row(test, brief) for test in found.candidates)])
    for reason in found.left_out:
        click.echo("  " + brief.reason(reason))
    click.echo()
    click.echo(answer(found, brief))
    test = found.recommended or (found.candidates[0] if asked and found.candidates else None)
    if test is not None:
        _show_days(test, brief)
    elif found.candidates:
        click.echo(locale.t(ANYWAY))
    return test


def _show_days(test: "TestProposal", brief: "Brief") -> None:
    from bascule.report.trial_words import action_words

    for reason in test.reasons:
        click.echo(brief.reason(reason))
    click.echo()
    _table([(brief.locale.weekday_date(entry.date), action_words(entry, test, brief)) for entry in test.calendar])


def write_page(results: "Results", test: "TestProposal", out: Path, locale: Locale) -> None:
    """Write the page and the calendar of a test, and say where."""
    from bascule.report.protocol import protocol_files
    from bascule.warehouse.durable import said, write_together

    files = {out / name: content for name, content in protocol_files(results, test, locale).items()}
    with said(out):
        out.mkdir(parents=True, exist_ok=True)
    write_together(files)
    click.echo()
    for path in files:
        click.echo(locale.t(WRITTEN, path=path))


def _table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  " + "  ".join(cells).rstrip())
