"""The brand: what is sold without advertising, whether the company is wanted more, what its prices bear."""

from bascule.charts.desirability import points_words
from bascule.charts.pricing import SPOKEN, is_told, percent_change, told_case
from bascule.locale import N_
from bascule.locale.wording import certainty
from bascule.plans import Interval90
from bascule.report.blocks import Block, Callout, Fact, Facts, Section, items, sentence
from bascule.report.brief import Brief
from bascule.report.sections.brand_friction import friction_blocks
from bascule.report.sections.brand_prices import price_blocks
from bascule.report.sections.brand_signals import signal_blocks
from bascule.report.sections.told import noted
from bascule.returns import Brand

TITLE = N_("Brand: are you chosen for yourself?")
BASE = N_(
    "Without any advertising, you would still sell {range} a year: that is what your brand, and all else that is not "
    "advertising, brings."
)
NO_BASE = N_("Your data do not say yet what your brand brings by itself.")
MORE = N_("It is {range} a year more than the year before, the season set apart.")
LESS = N_("It is {range} a year less than the year before, the season set apart.")
EITHER = N_(
    "Beside the year before, the season set apart, it moved by {low} to {high} a year: your data do not say which way."
)
WITHOUT, WANTED, DEARER, GIVEN = (
    N_("Sales without ads, a year"),
    N_("Desirability over 12 months"),
    N_("Margin a year, prices {change}"),
    N_("Given as discounts, a year"),
)
RANGE = N_("{low} to {high}, nine times out of ten")
RISING, FALLING = N_("rising: {sure}"), N_("falling: {sure}")
OF_SALES = N_("{share} of gross sales")
UNMEASURED, UNKNOWN, NOT_SAID = N_("not measured"), N_("unknown"), N_("your data do not say")
CHEAPEST = N_("The easiest thing to measure next")


def brand_section(brief: Brief) -> Section | None:
    """Return the pillar of the brand, or nothing where it was not read."""
    returns, locale = brief.results.decisions.returns, brief.locale
    if returns is None or returns.brand is None:
        return None
    brand = returns.brand
    blocks = (
        *_answer(brief, brand),
        *_cheapest(brief, brand),
        *signal_blocks(brief, brand),
        *price_blocks(brief, brand),
        *friction_blocks(brief, brand.friction),
        *noted(brief, brand.notes),
    )
    return Section("brand", locale.t(TITLE), blocks)


def _answer(brief: Brief, brand: Brand) -> list[Block]:
    locale, base = brief.locale, brand.base_revenue
    if base is None:
        lead = sentence(locale.t(NO_BASE), kind="lead")
    else:
        lead = sentence(locale.t(BASE, range=locale.money_range(base.p05, base.p95)), kind="lead")
    change = [sentence(_change(brief, brand.base_change))] if brand.base_change else []
    facts = (_base(brief, base), _wanted(brief, brand), _dearer(brief, brand), _given(brief, brand))
    known = any(fact.value != locale.t(UNMEASURED) for fact in facts)
    return [lead, *change, *([Facts(facts)] if known else [])]


def _change(brief: Brief, change: Interval90) -> str:
    locale = brief.locale
    if change.p05 > 0:
        return locale.t(MORE, range=locale.money_range(change.p05, change.p95))
    if change.p95 < 0:
        return locale.t(LESS, range=locale.money_range(-change.p95, -change.p05))
    low, high = locale.money_rounded(change.p05), locale.money_rounded(change.p95)
    return locale.t(EITHER, low=low, high=high)


def _base(brief: Brief, base: Interval90 | None) -> Fact:
    locale = brief.locale
    if base is None:
        return Fact(locale.t(WITHOUT), locale.t(UNMEASURED))
    return Fact(locale.t(WITHOUT), locale.money_rounded(base.p50), _range(brief, base))


def _range(brief: Brief, found: Interval90) -> str:
    low, high = brief.locale.money_rounded(found.p05), brief.locale.money_rounded(found.p95)
    return brief.locale.t(RANGE, low=low, high=high)


def _wanted(brief: Brief, brand: Brand) -> Fact:
    locale, found = brief.locale, brand.desirability
    if found is None or found.change is None:
        return Fact(locale.t(WANTED), locale.t(UNMEASURED))
    value, rising = points_words(found.change.p50, locale), found.rising_share
    if rising is None:
        return Fact(locale.t(WANTED), value)
    sure = certainty(max(rising, 1 - rising), locale)
    return Fact(locale.t(WANTED), value, locale.t(RISING if rising >= 0.5 else FALLING, sure=sure))


def _dearer(brief: Brief, brand: Brand) -> Fact:
    locale, power = brief.locale, brand.pricing
    spoken = told_case(power) if power and power.cases else None
    change = percent_change(spoken.change if spoken else SPOKEN, locale)
    label = locale.t(DEARER, change=change)
    if power is None or spoken is None:
        return Fact(label, locale.t(UNMEASURED))
    if not is_told(power):
        return Fact(label, locale.t(UNKNOWN), locale.t(NOT_SAID))
    signed = ("+" if spoken.margin.p50 > 0 else "") + locale.money_rounded(spoken.margin.p50)
    return Fact(label, signed, _range(brief, spoken.margin))


def _given(brief: Brief, brand: Brand) -> Fact:
    locale, friction = brief.locale, brand.friction
    if friction.discounts is None:
        return Fact(locale.t(GIVEN), locale.t(UNMEASURED))
    share = friction.discount_share
    note = "" if share is None else locale.t(OF_SALES, share=locale.percent(share, 1))
    return Fact(locale.t(GIVEN), locale.money_rounded(friction.discounts), note)


def _cheapest(brief: Brief, brand: Brand) -> list[Block]:
    if brand.cheapest is None:
        return []
    return [Callout(brief.locale.t(CHEAPEST), items([brief.reason(brand.cheapest)]), tone="accent")]
