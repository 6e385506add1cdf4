"""How the parameters of a wording are shown, by the ending of their names."""

import datetime as dt
import math
from collections.abc import Mapping

from bascule.locale.catalogue import N_
from bascule.locale.numerals import UNKNOWN
from bascule.locale.speaker import Locale
from bascule.locale.wording.brand import SIGNALS
from bascule.locale.wording.plan import CONSTRAINTS
from bascule.locale.wording.vocabulary import (
    BECAUSE,
    CLASSES,
    EVIDENCE,
    MISSING,
    PROXIES,
    SECTIONS,
    SETTINGS,
    TABLES,
    TESTED,
    VERDICTS,
)

ABSENT = N_("missing")
PROBABILITIES = frozenset({"below_share", "above_share", "gain_share", "earns_share"})
# Amounts compared with a file's own total: a cent tells them apart.
TO_THE_CENT = frozenset({"stated_money", "reckoned_money", "apart_money"})
# Shares of change, whose sign is said.
CHANGES = frozenset({"season_share"})
_FIXED: dict[str, dict[str, str]] = {
    "section": SECTIONS,
    "missing": MISSING,
    "evidence": EVIDENCE,
    "verdict": VERDICTS,
    "channel_class": CLASSES,
    "table": TABLES,
    "name": PROXIES,
    "settings": SETTINGS,
    "tested": TESTED,
    "because": BECAUSE,
    "constraint": CONSTRAINTS,
    "signals": SIGNALS,
}


class Shown(dict[str, str]):
    """Parameters ready to be put in a sentence; one that was not given is a dash."""

    def __missing__(self, name: str) -> str:
        return UNKNOWN


def shown(params: Mapping[str, object], locale: Locale) -> Shown:
    """Return the parameters as text of a language.

    The ending of a name says what it is: `_money`, `_share`, `_percent`, `_ratio`, `_rate`, `_date`, `_weeks`. Lists
    are enumerated, codes of the fixed vocabulary are worded, file names and the like are left as they are. Amounts
    are in the company's currency, or in the one that `in_currency` names.

    Examples
    --------
    >>> shown({"claimed_ratio": 7.1, "spend_money": 1234.0, "channels": ["radio", "flyers"]}, Locale("en"))
    {'claimed_ratio': '7.1:1', 'spend_money': '$1,234', 'channels': 'radio and flyers'}
    """
    if currency := params.get("in_currency"):
        locale = Locale(locale.lang, str(currency))
    return Shown({name: show(name, value, locale) for name, value in params.items()})


def show(name: str, value: object, locale: Locale) -> str:
    r"""Return one parameter as text.

    Examples
    --------
    >>> show("coverage_share", 0.91, Locale("fr"))
    '91\xa0%'
    """
    if isinstance(value, str):
        return _words(name, value, locale)
    if isinstance(value, bool) or value is None:
        return UNKNOWN if value is None else str(value).lower()
    if isinstance(value, int | float):
        return _figure(name, float(value), locale)
    if isinstance(value, dt.date):
        return locale.date(value)
    if isinstance(value, Mapping):
        return locale.t(ABSENT)
    if isinstance(value, list | tuple | set | frozenset):
        return locale.listing([show(name, item, locale) for item in value])
    return str(value)


def _words(name: str, value: str, locale: Locale) -> str:
    if name.endswith("_date"):
        return locale.date(dt.date.fromisoformat(value[:10]))
    known = _FIXED.get(name, {})
    return locale.t(known[value]) if value in known else value


def _figure(name: str, value: float, locale: Locale) -> str:
    if name.endswith("_money"):
        return locale.money(value, 0 if abs(value) >= 100 and name not in TO_THE_CENT else 2)
    if name in PROBABILITIES:
        return locale.probability(value)
    if name in CHANGES:
        return ("+" if value > 0 else "") + locale.percent(value)
    if name == "share" or name.endswith("_share"):
        return locale.percent(value)
    if name.endswith("_percent"):
        # A legal rate is said whole: 14.975%.
        return locale.percent(value, next(digits for digits in range(4) if digits == 3 or _whole(value, digits)))
    if name.endswith("_ratio"):
        return locale.ratio(value)
    if name.endswith("_rate"):
        return locale.number(value, 4)
    if name.endswith("_weeks"):
        return locale.weeks(value)
    return locale.number(value, _digits(value))


def _whole(share: float, digits: int) -> bool:
    return abs(round(share * 100, digits) - share * 100) < 1e-9


def _digits(value: float) -> int:
    if not math.isfinite(value) or value == round(value) or abs(value) >= 100:
        return 0
    return 1 if abs(value) >= 10 else 2
