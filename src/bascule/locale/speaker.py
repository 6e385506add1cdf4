"""One object that a renderer carries: the language, and how to say things in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bascule.locale.catalogue import catalogue
from bascule.locale.typography import typography

Lang = Literal["fr", "en"]


@dataclass(frozen=True)
class Locale:
    """A language and a currency, and every way of wording things in them.

    Examples
    --------
    >>> Locale("en").t("Keep {channel}", channel="radio")
    'Keep radio'
    """

    lang: Lang = "fr"
    currency: str = "CAD"

    def t(self, message: str, **params: object) -> str:
        """Return a message in this language, its parameters filled in, with the language's typography."""
        text = catalogue(self.lang).gettext(message)
        return typography(text.format(**params) if params else text, self.lang)
