"""Intervals in words, for tables and sentences: the figure, and between what it lies nine times out of ten."""

from collections.abc import Callable

from bascule.locale import N_, Locale
from bascule.plans import Interval90

BETWEEN = N_("{low} to {high}")
WITH = N_("{middle} ({range})")
MONTHS = (N_("{count} month"), N_("{count} months"))


def between(interval: Interval90, words: Callable[[float], str], locale: Locale) -> str:
    """Return the interval in words; a single figure where both ends read the same.

    Examples
    --------
    >>> en = Locale("en")
    >>> between(Interval90(p05=111.2, p50=121.0, p95=131.8), en.money, en)
    '$111 to $132'
    """
    low, high = words(interval.p05), words(interval.p95)
    return low if low == high else locale.t(BETWEEN, low=low, high=high)


def ranged(interval: Interval90 | None, words: Callable[[float], str], locale: Locale) -> str:
    """Return the median with its interval, or a dash where it is not known.

    Examples
    --------
    >>> en = Locale("en")
    >>> ranged(Interval90(p05=111.2, p50=121.0, p95=131.8), en.money, en), ranged(None, en.money, en)
    ('$121 ($111 to $132)', '–')
    """
    if interval is None:
        return "–"
    middle, range_ = words(interval.p50), between(interval, words, locale)
    return middle if middle == range_ else locale.t(WITH, middle=middle, range=range_)


def full_ratio(interval: Interval90, locale: Locale) -> str:
    """Return a return and its interval for a sentence.

    Examples
    --------
    >>> full_ratio(Interval90(p05=0.24, p50=0.61, p95=1.34), Locale("en"))
    '0.6:1 (0.2 to 1.3:1)'
    """
    range_ = locale.t(BETWEEN, low=locale.number(interval.p05, 1), high=locale.ratio(interval.p95))
    return locale.t(WITH, middle=locale.ratio(interval.p50), range=range_)


def moneys(interval: Interval90 | None, locale: Locale) -> str:
    """Return an amount and its interval to two significant figures, the currency said once, for a table.

    Examples
    --------
    >>> moneys(Interval90(p05=53_890.0, p50=61_200.0, p95=69_480.0), Locale("en"))
    '$61,000 (54,000 to 69,000)'
    """
    if interval is None:
        return "–"
    low, high = (locale.number(_rounded(value)) for value in (interval.p05, interval.p95))
    range_ = low if low == high else locale.t(BETWEEN, low=low, high=high)
    return locale.t(WITH, middle=locale.money_rounded(interval.p50), range=range_)


def _rounded(value: float) -> float:
    return round(float(f"{value:.2g}"))


def ratios(interval: Interval90 | None, locale: Locale) -> str:
    """Return a return and its interval, "so much for one" said once.

    Examples
    --------
    >>> ratios(Interval90(p05=0.24, p50=0.61, p95=1.34), Locale("en"))
    '0.6 (0.2 to 1.3)'
    """
    return ranged(interval, lambda value: locale.number(value, 1), locale)


def months(count: float, locale: Locale) -> str:
    r"""Return a number of months.

    Examples
    --------
    >>> months(14.6, Locale("fr"))
    '15\xa0mois'
    """
    return locale.n(*MONTHS, round(count)).replace(" ", "\u00a0")
