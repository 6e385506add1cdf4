"""What the company's prices bear: the answer of its sales, of a promotion, and of those who were asked."""

import math

from bascule.charts.price_offers import price_offers_chart
from bascule.charts.price_survey import price_survey_chart
from bascule.charts.pricing import is_told, pricing_chart
from bascule.locale import N_
from bascule.report.blocks import Block, Figure, Heading, sentence
from bascule.report.brief import Brief
from bascule.report.sections.evidence import TABLE_LABEL
from bascule.report.sections.told import bulleted
from bascule.returns import Brand
from bascule.returns.brand import PricingPower

TITLE = N_("What do your prices bear?")
UNREAD = N_("No price was read: your data do not say what a higher price would bring.")
FALL = N_("When your prices rise by 1%, the units that you sell fall by {low} to {high}.")
MOVE = N_("When your prices rise by 1%, the units that you sell move by {low} to {high}.")
FROM_CHANGES = (
    N_("This rests on {count} change of price of yours, promotions set apart."),
    N_("This rests on {count} changes of price of yours, promotions set apart."),
)
FROM_SURVEY = N_("This rests on your price survey: what people say, not yet what they buy.")
PRIOR = N_(
    "For sellers like you, prices 1% higher lose {low} to {high} of the units. It is a starting point, not an answer: "
    "try a higher price on a few products first."
)
WHY = N_("Why your data do not say:")
PROMOTED = N_("While a promotion lasts, it sells {low} to {high} more units, its lower price included.")
PROMOTED_EITHER = N_("Whether a promotion sells more units while it lasts, your data do not say ({low} to {high}).")
PRODUCT = N_("Asked about: {product}.")
ANSWERED = (N_("{count} person answered."), N_("{count} people answered."))
LEFT_OUT = (
    N_("{count} more was left out: the prices given were not in order."),
    N_("{count} more were left out: the prices given were not in order."),
)
SAID = N_("What people say they would pay is not what they pay: compare prices with it, do not forecast sales.")
UNASKED = N_(
    "No price survey was read. Four questions on price, in a form sent to your customers, would say which prices they "
    "accept."
)


def price_blocks(brief: Brief, brand: Brand) -> list[Block]:
    """Return the pricing power with its chart, the effect of promotions, and the price surveys."""
    blocks: list[Block] = [Heading(brief.locale.t(TITLE), 3)]
    blocks += _power(brief, brand.pricing) if brand.pricing else [sentence(brief.locale.t(UNREAD))]
    surveys = [*_westendorp(brief, brand), *_granger(brief, brand)]
    unread = any(note.code == "price_survey_unread" for note in brand.notes)
    return [*blocks, *(surveys or ([] if unread else [sentence(brief.locale.t(UNASKED))]))]


def _power(brief: Brief, power: PricingPower) -> list[Block]:
    locale = brief.locale
    blocks: list[Block] = []
    if power.cases:
        blocks.append(Figure(pricing_chart(power, locale), locale.t(TABLE_LABEL)))
    blocks.append(sentence(" ".join(part for part in (_elasticity(brief, power), _promotion(brief, power)) if part)))
    if power.reasons and not is_told(power):
        blocks.append(sentence(locale.t(WHY)))
    return [*blocks, *bulleted(brief, power.reasons)]


def _elasticity(brief: Brief, power: PricingPower) -> str:
    locale, found = brief.locale, power.elasticity
    fall = {"low": locale.percent(-found.p95 / 100, 1), "high": locale.percent(-found.p05 / 100, 1)}
    if not is_told(power):
        usual = {"low": locale.percent(-power.prior.p95 / 100, 1), "high": locale.percent(-power.prior.p05 / 100, 1)}
        return locale.t(PRIOR, **usual)
    move = {"low": _signed(brief, found.p05 / 100), "high": _signed(brief, found.p95 / 100)}
    said = locale.t(FALL, **fall) if found.p95 < 0 else locale.t(MOVE, **move)
    origin = locale.t(FROM_SURVEY) if power.evidence == "survey" else locale.n(*FROM_CHANGES, power.changes)
    return f"{said} {origin}"


def _signed(brief: Brief, share: float, digits: int = 1) -> str:
    return ("+" if share > 0 else "") + brief.locale.percent(share, digits)


def _promotion(brief: Brief, power: PricingPower) -> str:
    if power.promotion is None:
        return ""
    low, high = (math.exp(value) - 1 for value in (power.promotion.p05, power.promotion.p95))
    if low > 0:
        return brief.locale.t(PROMOTED, low=brief.locale.percent(low), high=brief.locale.percent(high))
    return brief.locale.t(PROMOTED_EITHER, low=_signed(brief, low, 0), high=_signed(brief, high, 0))


def _westendorp(brief: Brief, brand: Brand) -> list[Block]:
    found, locale = brand.van_westendorp, brief.locale
    if found is None:
        return []
    refused = [locale.n(*LEFT_OUT, found.refused)] if found.refused else []
    told = [*_of(brief, found.product), locale.n(*ANSWERED, found.respondents), *refused]
    figure = Figure(price_survey_chart(found, locale), locale.t(TABLE_LABEL))
    return [figure, sentence(" ".join([*told, *(brief.reason(one) for one in found.reasons)]), kind="note")]


def _granger(brief: Brief, brand: Brand) -> list[Block]:
    found, locale = brand.gabor_granger, brief.locale
    if found is None or not found.points:
        return []
    figure = Figure(price_offers_chart(found, locale), locale.t(TABLE_LABEL))
    told = [*_of(brief, found.product), locale.n(*ANSWERED, found.respondents)]
    why = [brief.reason(reason) for reason in found.reasons] or [locale.t(SAID)]
    return [figure, sentence(" ".join([*told, *why]), kind="note")]


def _of(brief: Brief, product: str | None) -> list[str]:
    return [] if product is None else [brief.locale.t(PRODUCT, product=product)]
