"""Numbers and money as digits: grouping, decimal mark, currency sign, a true minus."""

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

from bascule.locale.typography import MINUS, NBSP

if TYPE_CHECKING:
    from babel import Locale as BabelLocale

UNKNOWN = "–"


@cache
def babel_locale(lang: str) -> "BabelLocale":
    """Return Babel's data for a language of Canada; imported late because Babel costs a tenth of a second.

    Examples
    --------
    >>> babel_locale("fr").territory
    'CA'
    """
    from babel import Locale

    return Locale(lang, "CA")


def rounded(value: float, digits: int) -> Decimal:
    """Return a value rounded half away from zero, as people round, without a negative zero.

    Examples
    --------
    >>> rounded(2.5, 0), rounded(-0.2, 0)
    (Decimal('3'), Decimal('0'))
    """
    exact = Decimal(str(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return abs(exact) if exact == 0 else exact


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def decimal_text(value: float, digits: int, lang: str) -> str:
    r"""Return a number in digits; one that is not known (NaN) is a dash, as in any printed table.

    Examples
    --------
    >>> decimal_text(-12340.5, 1, "fr")
    '−12\xa0340,5'
    """
    from babel.numbers import format_decimal

    if not math.isfinite(value):
        return UNKNOWN
    exact = rounded(value, digits)
    text = format_decimal(abs(exact), format=_pattern(digits), locale=babel_locale(lang))
    return (MINUS if exact < 0 else "") + text.replace("\u202f", NBSP)


def currency_text(value: float, digits: int, currency: str, lang: str) -> str:
    r"""Return an amount with the sign of its currency where the language puts it.

    Examples
    --------
    >>> currency_text(-9600, 0, "CAD", "fr"), currency_text(12340, 0, "USD", "en")
    ('−9\xa0600\xa0$', 'US$12,340')
    """
    from babel.numbers import format_currency

    if not math.isfinite(value):
        return UNKNOWN
    exact = rounded(value, digits)
    pattern = f"{_pattern(digits)} ¤" if lang == "fr" else f"¤{_pattern(digits)}"
    text = format_currency(abs(exact), currency, format=pattern, locale=babel_locale(lang), currency_digits=False)
    text = text.replace("\u202f", NBSP).replace(" ", NBSP)
    return (MINUS if exact < 0 else "") + text
