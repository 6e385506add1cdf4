"""The answer in one sentence: what the plan would bring, and how sure that is."""

from bascule.charts.plan import SMALL_MOVE
from bascule.decisions import Plan
from bascule.locale import N_, Locale
from bascule.locale.wording import certainty
from bascule.report.brief import Brief

EQUAL = N_("At the same budget, moving {share} of the spending would bring {gain} of margin over {weeks} ({sure}).")
OTHER = N_("With {budget} a week instead of {usual}, the plan would bring {gain} of margin over {weeks} ({sure}).")
SETTLED = N_(
    "Your present split is already close to the best that your data can show: moving money would change little "
    "over {weeks}."
)
SETTLED_UNREAD = N_(
    "Your present split is already close to the best that comparable channels suggest: moving money would change "
    "little over {weeks}."
)
UNREAD = N_(
    "Your data do not say: your sales were not read. What follows rests on what comparable channels usually bring and "
    "on corrected platform claims alone."
)
NO_PLAN = N_("Your data do not allow a plan yet; here is what they do say of each channel.")
EQUAL_EITHER = N_(
    "At the same budget, moving {share} of the spending could cost {loss} of margin or bring {gain} over {weeks} "
    "(gain: {sure})."
)
OTHER_EITHER = N_(
    "With {budget} a week instead of {usual}, the plan could cost {loss} of margin or bring {gain} over {weeks} "
    "(gain: {sure})."
)
WEAK = N_("A gain is not assured: chances are {chance}. Move a little at a time, and prove before you move more.")
SAME_BUDGET = 0.01


def headline(brief: Brief) -> str:
    """Return the first sentence of the report, after what to know of it where no sale was read."""
    return _answer(brief) if brief.sales_read else f"{brief.locale.t(UNREAD)} {_answer(brief)}"


def _answer(brief: Brief) -> str:
    plan, locale = brief.results.decisions.plan, brief.locale
    if plan is None:
        return locale.t(NO_PLAN)
    usual = sum(line.usual_weekly for line in plan.lines)
    params = _gain(plan, locale)
    either = plan.gain.p10 < 0 < plan.gain.p90
    if abs(plan.weekly_budget - usual) > SAME_BUDGET * max(usual, 1.0):
        params |= {"budget": locale.money(plan.weekly_budget), "usual": locale.money(usual)}
        return locale.t(OTHER_EITHER if either else OTHER, **params)
    if moved_share(plan) < SMALL_MOVE:
        return locale.t(SETTLED if brief.sales_read else SETTLED_UNREAD, weeks=params["weeks"])
    return locale.t(EQUAL_EITHER if either else EQUAL, share=locale.percent(moved_share(plan)), **params)


def _gain(plan: Plan, locale: Locale) -> dict[str, str]:
    params = {
        "weeks": locale.weeks(plan.horizon_weeks),
        "sure": certainty(plan.probability_gain, locale),
    }
    if plan.gain.p10 < 0 < plan.gain.p90:
        loss, gain = locale.money_about(-plan.gain.p10), locale.money_about(plan.gain.p90)
        return {**params, "loss": loss, "gain": gain}
    return {**params, "gain": locale.money_range(plan.gain.p10, plan.gain.p90)}


def caution(brief: Brief) -> str:
    """Return what to say of a plan that may well not gain, or nothing."""
    plan = brief.results.decisions.plan
    if plan is None or plan.probability_gain >= 0.65 or moved_share(plan) < SMALL_MOVE:
        return ""
    return brief.locale.t(WEAK, chance=brief.locale.probability(plan.probability_gain))


def moved_share(plan: Plan) -> float:
    """Return the share of the usual spending that the plan takes from one channel for another.

    Examples
    --------
    >>> from bascule.decisions import PlanLine
    >>> from bascule.decisions import Interval80
    >>> none = Interval80(p10=0, p50=0, p90=0)
    >>> lines = [PlanLine(channel="a", usual_weekly=60, weekly=80, margin=none),
    ...          PlanLine(channel="b", usual_weekly=40, weekly=20, margin=none)]
    >>> moved_share(Plan(horizon_weeks=26, weekly_budget=100, max_multiple=1.5, lines=lines, months=[], gain=none,
    ...                  probability_gain=0.5, next_dollar=1, optimality_gap=0))
    0.2
    """
    up = sum(max(line.weekly - line.usual_weekly, 0.0) for line in plan.lines)
    down = sum(max(line.usual_weekly - line.weekly, 0.0) for line in plan.lines)
    usual = sum(line.usual_weekly for line in plan.lines)
    return min(up, down) / usual if usual > 0 else 0.0
