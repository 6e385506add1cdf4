"""What a test found, in the words of people: money first, how sure, the return, and the p value last."""

import math
from collections.abc import Iterator

from bascule.experiments.reading import Interval, TestResult
from bascule.locale import N_, Locale
from bascule.locale.wording import certainty, word
from bascule.locale.wording.trial_reading import METHODS
from bascule.money import break_even_iroas

HEAD = N_("{channel}, {start} to {end} ({method})")
SALES = N_("Sales that would not have come without this spending: {amount}.")
COUNT = N_("Conversions that would not have come without this spending: {amount}.")
BETWEEN = N_(
    "Between {low} and {high} eight times out of ten; between {wide_low} and {wide_high} nine times out of ten."
)
UNITS = N_("Counted: {amount} conversions; between {low} and {high} nine times out of ten.")
RELATIVE = N_("That is {share} on top of what would have come anyway.")
RELATIVE_BELOW = N_("That is {share} less than would have come anyway.")
SURE = N_("That it brought something at all: {certainty} ({probability}).")
RETURN = N_(
    "Return: {ratio} of sales for each dollar tested ({spend} in all); between {low} and {high} nine times out of ten."
)
BREAK_EVEN = N_("At your margin, {ratio} pays for itself.")
NO_VALUE = N_("In money: not known. Give --value-per-conversion, what one conversion brings in sales.")
NO_SPEND = N_("Return: not known. Give --spend, what was spent more because of the test.")
ASSUMED, TO_KNOW = N_("What is assumed"), N_("What to know")
P_VALUE = N_("p value: {value}")
P_SMALL = N_("less than {value}")
KEPT = N_(
    "Kept in {path}: the model takes it in at the next bascule run, if {channel} is one of the channels of the study."
)
SMALLEST_P = 0.001


def told(found: TestResult, locale: Locale, gross_margin: float | None = None) -> Iterator[str]:
    """Yield the lines that say what a test found.

    Parameters
    ----------
    found : TestResult
    locale : Locale
        Its currency is that of the amounts.
    gross_margin : float, optional
        Contribution margin, for the return that pays for itself.
    """
    ends = {"start": locale.short_date(found.start), "end": locale.short_date(found.end)}
    yield locale.t(HEAD, channel=found.channel, method=locale.t(METHODS[found.method]), **ends)
    yield ""
    yield from _lift(found, locale)
    yield from _relative(found, locale)
    yield locale.t(SURE, certainty=certainty(found.chance, locale), probability=locale.probability(found.chance))
    yield from _return(found, locale, gross_margin)
    yield from _listed(ASSUMED, [(code, {}) for code in found.assumptions], locale)
    yield from _listed(TO_KNOW, list(found.notes), locale)
    if found.p_value is not None:
        yield ""
        yield locale.t(P_VALUE, value=_small(found.p_value, locale))


def _lift(found: TestResult, locale: Locale) -> Iterator[str]:
    narrow, wide = found.money_interval(0.8), found.money_interval(0.9)
    if found.lift_money is None or narrow is None or wide is None:
        yield locale.t(COUNT, amount=locale.number(found.lift))
        yield _between(found.interval(0.8), found.interval(0.9), locale, money=False)
        yield locale.t(NO_VALUE)
        return
    yield locale.t(SALES, amount=locale.money_rounded(found.lift_money))
    yield _between(narrow, wide, locale, money=True)
    if found.value != 1:
        low, high = found.interval(0.9)
        figures = {"amount": found.lift, "low": low, "high": high}
        yield locale.t(UNITS, **{name: locale.number(value) for name, value in figures.items()})


def _between(narrow: Interval, wide: Interval, locale: Locale, *, money: bool) -> str:
    said = locale.money_rounded if money else locale.number
    low, high, wide_low, wide_high = (said(bound) for bound in (*narrow, *wide))
    return locale.t(BETWEEN, low=low, high=high, wide_low=wide_low, wide_high=wide_high)


def _relative(found: TestResult, locale: Locale) -> Iterator[str]:
    if math.isfinite(found.relative_lift):
        message = RELATIVE if found.relative_lift >= 0 else RELATIVE_BELOW
        yield locale.t(message, share=locale.percent(abs(found.relative_lift), 1))


def _return(found: TestResult, locale: Locale, gross_margin: float | None) -> Iterator[str]:
    bounds = found.iroas_interval(0.9)
    if found.iroas is None or bounds is None or found.spend is None:
        if not found.spend:
            yield locale.t(NO_SPEND)
        return
    low, high = (locale.ratio(bound, 2) for bound in bounds)
    spend = locale.money(found.spend)
    yield locale.t(RETURN, ratio=locale.ratio(found.iroas, 2), spend=spend, low=low, high=high)
    if gross_margin is not None:
        yield locale.t(BREAK_EVEN, ratio=locale.ratio(break_even_iroas(gross_margin), 2))


def _listed(title: str, codes: list[tuple[str, dict[str, object]]], locale: Locale) -> Iterator[str]:
    if codes:
        yield ""
        yield locale.t(title)
    for code, params in codes:
        yield "  " + word(code, params, locale)


def _small(value: float, locale: Locale) -> str:
    if value < SMALLEST_P:
        return locale.t(P_SMALL, value=locale.number(SMALLEST_P, 3))
    return locale.number(value, 3)
