"""The language of the command line: chosen before click speaks, and given to click itself."""

import copy
import gettext
import os
from collections.abc import Sequence
from pathlib import Path

import click

from bascule.locale import Lang, Locale
from bascule.locale.detect import detect

WORDS = Path(__file__).parent / "words"


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return what `--lang` asks for, wherever it stands, so that `--help` before it speaks that language too.

    Examples
    --------
    >>> asked_language(["run", "exports", "--lang", "fr"]), asked_language(["--lang=en", "--help"])
    ('fr', 'en')
    >>> asked_language(["check", "exports"]) is None
    True
    """
    asked = None
    for place, word in enumerate(arguments):
        if word == "--":
            break
        following = arguments[place + 1] if place + 1 < len(arguments) else ""
        said = word.removeprefix("--lang=") if word.startswith("--lang=") else following
        if word.startswith("--lang") and said in ("fr", "en"):
            asked = said
    return asked


def language(arguments: Sequence[str]) -> Lang:
    """Return the language to speak: that of `--lang`, else that of the environment."""
    return detect(asked_language(arguments), os.environ)


def click_speaks(lang: Lang) -> None:
    """Make click's own words (Usage, Error …) speak the language, through gettext as click does.

    This is the process's only global choice of language, because click has no other way; it is made once, by
    :func:`bascule.cli.main.main`.
    """
    gettext.bindtextdomain("click", str(WORDS))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = lang


def spoken(command: click.Command, locale: Locale) -> click.Command:
    """Return a copy of a command whose help is in the locale's language.

    Examples
    --------
    >>> spoken(click.Command("check", help="Look"), Locale("en")).help
    'Look'
    """
    translated = copy.copy(command)
    translated.help = said(command.help, locale)
    translated.short_help = said(command.short_help, locale)
    translated.epilog = said(command.epilog, locale)
    translated.params = [spoken_parameter(parameter, locale) for parameter in command.params]
    return translated


def spoken_parameter(parameter: click.Parameter, locale: Locale) -> click.Parameter:
    """Return a copy of a parameter whose help is in the locale's language."""
    translated = copy.copy(parameter)
    if isinstance(translated, click.Option):
        translated.help = said(translated.help, locale)
    return translated


def said(text: str | None, locale: Locale) -> str | None:
    """Translate a help text, or leave it out where there is none."""
    return locale.t(text) if text else text
