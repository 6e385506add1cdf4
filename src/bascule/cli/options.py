"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bascule.locale import N_

LANG_HELP = N_("Language to answer in; without it, that of the environment.")

Verb = Callable[..., Any]


def lang_option(verb: Verb) -> Verb:
    """Accept `--lang` on a verb too; :func:`bascule.cli.speech.language` has read it already."""
    return click.option("--lang", type=click.Choice(["fr", "en"]), expose_value=False, help=LANG_HELP)(verb)


def folder_argument(verb: Verb) -> Verb:
    """Take the folder of exports, which must be there."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", type=kind)(verb)


def out_option(text: str) -> Callable[[Verb], Verb]:
    """Take the folder to write in, made if missing."""
    return click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help=text)
