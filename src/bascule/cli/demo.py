"""`bascule demo`: a real brand, then a simulated company beside its answer key."""

import json
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bascule.cli.examples import CONJURA, MAISON_BOREALE, copy_example, examples_folder
from bascule.cli.options import lang_option, out_option
from bascule.cli.run import OUT_FOLDER, study_folder
from bascule.cli.verbs import Session
from bascule.locale import N_, Locale

if TYPE_CHECKING:
    from bascule.decisions import ChannelDecision
    from bascule.results import Results

DEMO_FOLDER = Path("out") / "demo"

HELP = N_(
    "Run the two examples: a real brand (Conjura), then Maison Boréale, a simulated company whose "
    "true answers are known and shown beside ours."
)
SHORT = N_("See it work on a real brand and on a simulated company.")
OUT_HELP = N_("Where to copy the examples and write their reports.  [default: out/demo]")
OPEN_HELP = N_("Open the reports in the browser.")
REAL = N_("Conjura: a real e-commerce brand, made anonymous; its margin is assumed")
SIMULATED = N_("Maison Boréale: simulated data, with the answer key")
KEY_HEAD = N_("What was true, and what we said (incremental revenue per dollar, last 52 weeks)")
CHANNEL, TRUTH, ESTIMATE, COVERED, VERDICT, RIGHT = (
    N_("Channel"),
    N_("True"),
    N_("Estimated (90 %)"),
    N_("Within"),
    N_("Verdict"),
    N_("True verdict"),
)
YES, NO = N_("yes"), N_("no")
INTERVAL = N_("{low} to {high}")
SCORE = N_("The 90 % interval covers the truth for {covered} of {total} channels.")
STOPS = N_("Wrongly stopped: {wrong}. Rightly stopped: {right}, of {vain} that do not pay for themselves.")


@click.command("demo", help=HELP, short_help=SHORT)
@out_option(OUT_HELP)
@lang_option
@click.option("--open", "open_reports", is_flag=True, help=OPEN_HELP)
@click.pass_obj
def command(session: Session, out: Path | None, open_reports: bool) -> None:
    """Study both examples and show the second beside the truth."""
    folder = out or DEMO_FOLDER
    _title(session.locale, REAL)
    _study(session, CONJURA, folder)
    click.echo()
    _title(session.locale, SIMULATED)
    results = _study(session, MAISON_BOREALE, folder)
    click.echo()
    key = json.loads((examples_folder() / MAISON_BOREALE / "answer_key.json").read_text(encoding="utf-8"))
    _show_key(results, key, session.locale)
    if open_reports:
        for name in (CONJURA, MAISON_BOREALE):
            webbrowser.open((folder / name / OUT_FOLDER / "report.html").resolve().as_uri())


def _study(session: Session, name: str, folder: Path) -> "Results":
    from bascule.study import Options

    target = copy_example(name, folder / name)
    return study_folder(session, target, target / OUT_FOLDER, Options(), report=True)


def _title(locale: Locale, message: str) -> None:
    words = locale.t(message)
    click.echo(words)
    click.echo("=" * len(words))


def _show_key(results: "Results", key: Mapping[str, Any], locale: Locale) -> None:
    pairs = [
        (line, key["channels"][line.channel]) for line in results.decisions.channels if line.channel in key["channels"]
    ]
    click.echo(locale.t(KEY_HEAD))
    head = [locale.t(word) for word in (CHANNEL, TRUTH, ESTIMATE, COVERED, VERDICT, RIGHT)]
    _table([head, *(_row(line, truth, results, locale) for line, truth in pairs)])
    click.echo()
    covered = sum(_covers(line, truth) for line, truth in pairs)
    click.echo(locale.t(SCORE, covered=covered, total=len(pairs)))
    stopped = [truth["verdict"] == "stop" for line, truth in pairs if line.verdict == "stop"]
    vain = sum(truth["verdict"] == "stop" for _, truth in pairs)
    right = sum(stopped)
    click.echo(locale.t(STOPS, wrong=len(stopped) - right, right=right, vain=vain))


def _covers(line: "ChannelDecision", truth: Mapping[str, Any]) -> bool:
    return bool(line.iroas.p05 <= truth["iroas"] <= line.iroas.p95)


def _row(line: "ChannelDecision", truth: Mapping[str, Any], results: "Results", locale: Locale) -> list[str]:
    from bascule.locale.wording.vocabulary import VERDICTS

    settings = results.company.channels.get(line.channel)
    name = settings.label if settings and settings.label else line.channel
    interval = locale.t(INTERVAL, low=locale.number(line.iroas.p05, 2), high=locale.number(line.iroas.p95, 2))
    within = locale.t(YES if _covers(line, truth) else NO)
    verdicts = [locale.t(VERDICTS[verdict]) for verdict in (line.verdict, truth["verdict"])]
    return [name, locale.number(truth["iroas"], 2), interval, within, *verdicts]


def _table(rows: list[list[str]]) -> None:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  " + "  ".join(cells).rstrip())
