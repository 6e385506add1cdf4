"""Header names compared exactly once case, accents and no-break spaces are set aside; never by prefix."""

import re
import unicodedata
from functools import lru_cache

_CURRENCY = re.compile(r"^(?P<name>.*\S)\s*\((?P<code>[a-z]{3})\)$")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    r"""Return the text in lower case, without accents, with single ordinary spaces.

    Examples
    --------
    >>> plain("  Coût\u00a0/ conv. ")
    'cout / conv.'
    """
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\ufeff", ""))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SPACES.sub(" ", letters).strip().lower()


def without_currency(header: str) -> tuple[str, str | None]:
    """Return a plain header and the currency it carries in parentheses, if any.

    Examples
    --------
    >>> without_currency("montant depense (cad)")
    ('montant depense', 'CAD')
    >>> without_currency("cost")
    ('cost', None)
    """
    found = _CURRENCY.match(header)
    return (found["name"], found["code"].upper()) if found else (header, None)
