"""One object that a renderer carries: the language, and how to say things in it."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bascule.locale.catalogue import N_, message_in, plural_in
from bascule.locale.numerals import babel_locale, currency_text, decimal_text
from bascule.locale.typography import NBSP

Lang = Literal["fr", "en"]

RANGE = N_("about {low} to {high}")
ABOUT = N_("about {amount}")
ALMOST_ALL = N_("more than {share}")
ALMOST_NONE = N_("less than {share}")


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
        """Return a message in this language, typeset, its parameters filled in.

        Examples
        --------
        >>> Locale("en").t("Keep {channel}: it earns", channel="radio")
        'Keep radio: it earns'
        """
        text = message_in(self.lang, message)
        return text.format(**params) if params else text

    def n(self, singular: str, plural: str, count: int, **params: object) -> str:
        """Return the form of a message that agrees with a count; `{count}` is filled in with it.

        Examples
        --------
        >>> Locale("en").n("{count} test", "{count} tests", 1200)
        '1,200 tests'
        """
        text = plural_in(self.lang, singular, plural, count)
        return text.format(**{"count": self.number(count), **params})

    def number(self, value: float, digits: int = 0) -> str:
        r"""Return a number in digits.

        Examples
        --------
        >>> Locale("fr").number(12340.5, 1), Locale("en").number(-12340)
        ('12\xa0340,5', '−12,340')
        """
        return decimal_text(value, digits, self.lang)

    def money(self, value: float, digits: int = 0) -> str:
        r"""Return an amount of the currency of this locale.

        Examples
        --------
        >>> Locale("fr").money(12340), Locale("fr", "USD").money(12340), Locale("en").money(-9600)
        ('12\xa0340\xa0$', '12\xa0340\xa0$\xa0US', '−$9,600')
        """
        return currency_text(value, digits, self.currency, self.lang)

    def money_about(self, value: float) -> str:
        """Return an amount to two significant figures, said as such.

        Examples
        --------
        >>> Locale("en").money_about(12_340)
        'about $12,000'
        """
        return self.t(ABOUT, amount=self.money_rounded(value))

    def money_rounded(self, value: float) -> str:
        """Return an amount to two significant figures, for a place where it is read as such.

        Examples
        --------
        >>> Locale("en").money_rounded(12_340)
        '$12,000'
        """
        return self.money(_to_step(value, _step(value)))

    def money_range(self, low: float, high: float) -> str:
        """Return two amounts to two significant figures, said as such.

        Examples
        --------
        >>> Locale("en").money_range(11_811, 19_240)
        'about $12,000 to $19,000'
        """
        low, high = _to_step(low, _step(low)), _to_step(high, _step(high))
        if low == high:
            return self.money_about(low)
        return self.t(RANGE, low=self.money(low), high=self.money(high))

    def percent(self, fraction: float, digits: int = 0) -> str:
        r"""Return a fraction as a percentage.

        Examples
        --------
        >>> Locale("fr").percent(0.31), Locale("en").percent(0.055, 1)
        ('31\xa0%', '5.5%')
        """
        text = self.number(fraction * 100, digits)
        return f"{text}{NBSP}%" if self.lang == "fr" else f"{text}%"

    def probability(self, value: float) -> str:
        """Return a probability as a percentage that never claims certainty.

        Examples
        --------
        >>> Locale("en").probability(0.9996), Locale("en").probability(0.88)
        ('more than 99%', '88%')
        """
        if value > 0.99:
            return self.t(ALMOST_ALL, share=self.percent(0.99))
        if value < 0.01:
            return self.t(ALMOST_NONE, share=self.percent(0.01))
        return self.percent(value)

    def ratio(self, value: float, digits: int = 1) -> str:
        r"""Return a return on spending, "so much for one".

        Examples
        --------
        >>> Locale("fr").ratio(3.14), Locale("en").ratio(3.14)
        ('3,1\xa0:\xa01', '3.1:1')
        """
        text = self.number(value, digits)
        return f"{text}{NBSP}:{NBSP}1" if self.lang == "fr" else f"{text}:1"

    def date(self, day: dt.date) -> str:
        r"""Return a date in full.

        Examples
        --------
        >>> Locale("fr").date(dt.date(2026, 11, 1)), Locale("en").date(dt.date(2026, 11, 2))
        ('1er\xa0novembre\xa02026', 'November\xa02, 2026')
        """
        if self.lang == "en":
            return f"{self._dated(day, 'MMMM')}{NBSP}{day.day}, {day.year}"
        return f"{_day_of_month(day)}{NBSP}{self._dated(day, 'MMMM')}{NBSP}{day.year}"

    def weekday_date(self, day: dt.date) -> str:
        r"""Return a date in full with the day of the week, for something to do that day.

        Examples
        --------
        >>> Locale("fr").weekday_date(dt.date(2026, 11, 30))
        'lundi 30\xa0novembre\xa02026'
        """
        weekday = self._dated(day, "EEEE")
        return f"{weekday}, {self.date(day)}" if self.lang == "en" else f"{weekday} {self.date(day)}"

    def short_date(self, day: dt.date) -> str:
        """Return the ISO date, which Québec uses in tables.

        Examples
        --------
        >>> Locale("fr").short_date(dt.date(2026, 11, 23))
        '2026-11-23'
        """
        return day.isoformat()

    def short_day(self, day: dt.date) -> str:
        r"""Return a date with an abbreviated month, on one line, for a table that people read.

        Examples
        --------
        >>> Locale("fr").short_day(dt.date(2026, 12, 1)), Locale("en").short_day(dt.date(2026, 11, 30))
        ('1er\xa0déc.\xa02026', 'Nov\xa030,\xa02026')
        """
        month = self._dated(day, "MMM")
        if self.lang == "en":
            return f"{month.rstrip('.')}{NBSP}{day.day},{NBSP}{day.year}"
        return f"{_day_of_month(day)}{NBSP}{month}{NBSP}{day.year}"

    def month(self, day: dt.date) -> str:
        r"""Return the month and year of a day.

        Examples
        --------
        >>> Locale("fr").month(dt.date(2026, 11, 2))
        'novembre\xa02026'
        """
        return f"{self._dated(day, 'MMMM')}{NBSP}{day.year}"

    def short_month(self, day: dt.date) -> str:
        r"""Return an abbreviated month, with its year, for an axis.

        Examples
        --------
        >>> Locale("fr").short_month(dt.date(2026, 11, 2))
        'nov.\xa02026'
        """
        return f"{self._dated(day, 'MMM')}{NBSP}{day.year}"

    def weeks(self, count: float) -> str:
        r"""Return a number of weeks.

        Examples
        --------
        >>> Locale("fr").weeks(104), Locale("fr").weeks(1)
        ('104\xa0semaines', '1\xa0semaine')
        """
        return self.n("{count} week", "{count} weeks", round(count)).replace(" ", NBSP)

    def listing(self, items: Sequence[str]) -> str:
        """Return items one after the other, the last after "and".

        Examples
        --------
        >>> Locale("fr").listing(["radio", "affichage", "infolettre"])
        'radio, affichage et infolettre'
        """
        if len(items) < 2:
            return "".join(items)
        return self.t("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def _dated(self, day: dt.date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=babel_locale(self.lang))


def _day_of_month(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _step(value: float) -> float:
    if not math.isfinite(value) or value == 0:
        return 1.0
    return max(10.0 ** (math.floor(math.log10(abs(value))) - 1), 1.0)


def _to_step(value: float, step: float) -> float:
    return round(value / step) * step if math.isfinite(value) else value
