"""The catalogue: English message → French message, through gettext."""

import gettext
from functools import cache
from pathlib import Path

from bascule.locale.typography import typography

FOLDER = Path(__file__).parent


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated later"
    """Mark a message for the catalogue without translating it yet.

    Examples
    --------
    >>> N_("Keep")
    'Keep'
    """
    return message


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """Return the translations of one language; English is the language of the messages themselves.

    Examples
    --------
    >>> catalogue("en").gettext("Keep")
    'Keep'
    """
    if lang == "en":
        return gettext.NullTranslations()
    with (FOLDER / lang / "bascule.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@cache
def message_in(lang: str, message: str) -> str:
    """Return a message in a language, typeset; its `{placeholders}` are still to be filled in.

    Only the words of the catalogue are typeset: what fills the placeholders (a file's name, a channel's)
    stays as the company wrote it.

    Examples
    --------
    >>> message_in("en", "Keep {channel}")
    'Keep {channel}'
    """
    return typography(catalogue(lang).gettext(message), lang)


@cache
def plural_in(lang: str, singular: str, plural: str, count: int) -> str:
    """Return the form of a message that agrees with a count, typeset, placeholders still to be filled in.

    Examples
    --------
    >>> plural_in("en", "{count} week", "{count} weeks", 2)
    '{count} weeks'
    """
    return typography(catalogue(lang).ngettext(singular, plural, count), lang)
