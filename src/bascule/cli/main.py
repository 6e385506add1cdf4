"""`bascule`: the entry point, and the one place where a failure becomes a sentence and an exit code."""

import os
import sys
import warnings
from collections.abc import Sequence

import click

import bascule
from bascule.cli.failures import EXIT_INTERRUPTED, report_failure
from bascule.cli.options import lang_option
from bascule.cli.speech import click_speaks, language, spoken
from bascule.cli.verbs import VERBS, Session, Verbs
from bascule.locale import N_, Locale

HELP = N_(
    "Say which marketing spending earns, which is vanity, which nobody can tell yet, and where the next "
    "dollars should go."
)
VERSION_HELP = N_("Show the version and exit.")
EPILOG = N_(
    "Exit codes: 0 done, 2 wrong usage, 3 data refused, 4 the model did not converge, 1 unexpected incident, "
    "130 interrupted."
)


@click.group(cls=Verbs, modules=VERBS, help=HELP, epilog=EPILOG, context_settings={"max_content_width": 100})
@click.version_option(bascule.__version__, message="%(prog)s %(version)s", help=VERSION_HELP)
@lang_option
def cli() -> None:
    """Hold the verbs; each is a file beside this one."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code; nothing but a sentence reaches the user."""
    locale = Locale(language(arguments))
    session = Session(locale)
    click_speaks(locale.lang)
    group = spoken(cli, locale)
    try:
        code = group.main(list(arguments), prog_name="bascule", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except BrokenPipeError:
        return silence()
    except BaseException as failure:
        return report_failure(failure, session)
    return code if isinstance(code, int) else 0


def silence() -> int:
    """Leave without a word when whoever read our output has gone (`bascule … | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main() -> None:
    """Run the command line of this process."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
