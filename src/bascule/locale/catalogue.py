"""The catalogue: English message → French message, through gettext."""

import gettext
from functools import cache
from pathlib import Path

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
