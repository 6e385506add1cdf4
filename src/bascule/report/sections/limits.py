"""What holds the plan back, what one more thousand dollars would bring, and what the plan was asked."""

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.locale.wording.plan import HELD, RISKS
from bascule.plans import Binding, Interval80
from bascule.report.blocks import Block, Bullets, Heading, items, sentence
from bascule.report.brief import Brief

TITLE = N_("One more dollar, and what holds the plan back")
THOUSAND = {
    "pays": N_("One thousand dollars more over {weeks} would bring back {gain} of margin: it would pay for itself."),
    "loses": N_(
        "One thousand dollars more over {weeks} would bring back only {gain} of margin: it would be lost money."
    ),
    "either": N_(
        "One thousand dollars more over {weeks} would bring back {gain} of margin: it may pay for itself or not."
    ),
}
FREE = N_(
    "The total was left to the plan: within its limits, it spends as long as one more dollar brings back {target} of "
    "margin, which comes to {budget} a week."
)
HELD_TITLE = N_("These limits hold the plan back:")
WORTH = N_("{limit} One more dollar of room there would add {worth} of expected margin.")
WHOLE = N_("All channels")
THOUSAND_DOLLARS = 1000.0
WORTHLESS = 0.005


def limits(brief: Brief, plan: Plan) -> list[Block]:
    """Return what one more thousand would bring, which limits bind and at what price, and the attitude to risk."""
    locale = brief.locale
    told = [thousand(brief, plan), free(brief, plan), locale.t(RISKS[plan.risk]) if plan.risk != "prudent" else ""]
    blocks: list[Block] = [sentence(words) for words in told if words]
    if plan.binding:
        blocks += [sentence(locale.t(HELD_TITLE)), Bullets(items(held(brief, plan)))]
    if plan.risk == "prudent" and blocks:
        blocks.append(sentence(locale.t(RISKS["prudent"]), kind="note"))
    return [Heading(locale.t(TITLE), 3), *blocks] if blocks else []


def thousand(brief: Brief, plan: Plan) -> str:
    """Return what one more thousand over the horizon would bring and whether that pays, or nothing if not known."""
    if plan.next_thousand is None:
        return ""
    gain = brief.locale.money_range(plan.next_thousand.p10, plan.next_thousand.p90)
    return brief.locale.t(THOUSAND[_pays(plan.next_thousand)], weeks=brief.locale.weeks(plan.horizon_weeks), gain=gain)


def _pays(margin: Interval80) -> str:
    if margin.p10 >= THOUSAND_DOLLARS:
        return "pays"
    return "loses" if margin.p90 < THOUSAND_DOLLARS else "either"


def free(brief: Brief, plan: Plan) -> str:
    """Return that the plan chose its own total, or nothing where the total was given."""
    if not plan.free:
        return ""
    locale = brief.locale
    return locale.t(FREE, target=locale.money(plan.target_return, 2), budget=locale.money(plan.weekly_budget))


def held(brief: Brief, plan: Plan) -> list[str]:
    """Return the limits that bind, those worth most first, each with what one more dollar of room would bring."""
    return [_held(brief, binding) for binding in sorted(plan.binding, key=lambda one: -one.worth)]


def _held(brief: Brief, binding: Binding) -> str:
    locale = brief.locale
    channel = brief.label(binding.channel) if binding.channel else locale.t(WHOLE)
    limit = locale.t(HELD[binding.constraint], channel=channel, weekly=locale.money(binding.weekly))
    if binding.worth < WORTHLESS:
        return limit
    return locale.t(WORTH, limit=limit, worth=locale.money(binding.worth, 2))
