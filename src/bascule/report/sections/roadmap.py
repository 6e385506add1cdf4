"""The dated roadmap: what changes on which day and why, when to go back, when to look again."""

import datetime as dt

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.locale.wording.plan import MEASURES
from bascule.plans import Interval80, Step, StopRule
from bascule.report.blocks import Block, Callout, Strong, Table, items, sentence
from bascule.report.brief import Brief

TITLE = N_("What to change, and when")
HEADS = (
    N_("Date"), N_("Channel"), N_("Per week"), N_("Why"), N_("Margin: worst case"), N_("Median case"), N_("Best case"),
)  # fmt: skip
TEXT_HEADS = 4
MOVE = N_("{before}\u00a0→\u00a0{after}")
SEASON_TITLE = N_("What changes later, with the season")
SEASON_HEADS = (N_("Date"), N_("Why"), N_("New amounts per week"))
AMOUNT = N_("{channel} {after}")
LATER = N_("A dash: a later change of the same channel, whose margin is counted with the first.")
STOP_TITLE, CHECK_TITLE = N_("When to go back"), N_("When to look again")
STOP = {
    "new_customers": N_(
        "If, on {date}, the new customers since {start} number fewer than {threshold}, go back to your usual spending."
    ),
    "orders": N_(
        "If, on {date}, the orders since {start} number fewer than {threshold}, go back to your usual spending."
    ),
    "revenue": N_(
        "If, on {date}, the sales since {start} come to less than {threshold}, go back to your usual spending."
    ),
}
USUAL = N_("That is, per week: {moves}.")
USUAL_MOVE = N_("{channel} {usual}")
FORESEEN = N_("By then, {usual_low} to {usual_high} are foreseen without the plan, {low} to {high} with it.")
CHANCES = N_(
    "Chances that this rule stops a plan that earns: {false_alarm}. Chances that it stops a plan that loses: {caught}."
)
NO_RULE = N_(
    "What you measure in {weeks} ({measure}) cannot tell whether the plan works: such a rule would stop a plan that "
    "loses {caught} of the time, and one that earns {false_alarm} of the time. Do not judge the plan on these weeks."
)
RECHECK = N_("On {date}, run the study again with the new files: it will say what to keep of the plan.")


def roadmap(brief: Brief, plan: Plan) -> list[Block]:
    """Return the changes by date, then when to go back and when to look again; nothing of what the plan lacks."""
    first = [step for step in plan.steps if not _seasonal(step)]
    blocks: list[Block] = [_table(brief, first)] if first else []
    if any(step.margin is None for step in first):
        blocks.append(sentence(brief.locale.t(LATER), kind="note"))
    seasons = season_changes(plan)
    if seasons:
        blocks.append(_seasons(brief, seasons))
    return [*blocks, *_when(brief, plan)]


def _seasonal(step: Step) -> bool:
    return step.margin is None and [reason.code for reason in step.reasons] in (["step_season"], ["step_cash"])


def season_changes(plan: Plan) -> dict[dt.date, list[Step]]:
    """Return by date the changes that only follow the season or the month's cash, all channels together."""
    dates = dict.fromkeys(step.date for step in plan.steps if _seasonal(step))
    return {date: [step for step in plan.steps if step.date == date and _seasonal(step)] for date in dates}


def _seasons(brief: Brief, seasons: dict[dt.date, list[Step]]) -> Table:
    locale = brief.locale
    rows = tuple(
        (locale.short_day(date), reason_words(brief, moved[0]), "; ".join(amounts(brief, moved)))
        for date, moved in seasons.items()
    )
    heads = tuple(locale.t(head) for head in SEASON_HEADS)
    return Table(locale.t(SEASON_TITLE), heads, rows, text_columns=3)


def amounts(brief: Brief, moved: list[Step]) -> list[str]:
    """Return the new weekly amount of each channel, such as "Radio $240"."""
    locale = brief.locale
    return [locale.t(AMOUNT, channel=brief.label(step.channel), after=locale.money(step.after)) for step in moved]


def _table(brief: Brief, told: list[Step]) -> Table:
    locale = brief.locale
    rows = tuple(
        (locale.short_day(step.date), brief.label(step.channel), move_words(brief, step), reason_words(brief, step),
         *_margins(brief, step.margin))
        for step in sorted(told, key=lambda step: step.date)
    )  # fmt: skip
    return Table(locale.t(TITLE), tuple(locale.t(head) for head in HEADS), rows, text_columns=TEXT_HEADS)


def _margins(brief: Brief, margin: Interval80 | None) -> tuple[str, ...]:
    if margin is None:
        return ("–",) * 3
    return tuple(brief.locale.money(amount) for amount in (margin.p10, margin.p50, margin.p90))


def move_words(brief: Brief, step: Step) -> str:
    """Return a change as weekly amounts, such as "$340 → $205"."""
    locale = brief.locale
    return locale.t(MOVE, before=locale.money(step.before), after=locale.money(step.after))


def reason_words(brief: Brief, step: Step) -> str:
    """Return why a change is made, in sentences."""
    return " ".join(brief.reason(reason) for reason in step.reasons)


def _when(brief: Brief, plan: Plan) -> list[Block]:
    said = rule_words(brief, plan) if plan.stop_rule else []
    again = [brief.locale.t(RECHECK, date=brief.locale.weekday_date(plan.recheck))] if plan.recheck else []
    if not said and not again:
        return []
    useful = plan.stop_rule is not None and plan.stop_rule.useful
    title = brief.locale.t(STOP_TITLE if useful else CHECK_TITLE)
    told = items([*said, *again])
    return [Callout(title, ((Strong(said[0]),), *told[1:]) if useful else told, "accent" if useful else "plain")]


def rule_words(brief: Brief, plan: Plan) -> list[str]:
    """Return the stopping rule in sentences, the rule first; that there is none where it would decide nothing."""
    rule, locale = plan.stop_rule, brief.locale
    if rule is None:
        return []
    chances = {"false_alarm": locale.probability(rule.false_alarm), "caught": locale.probability(rule.caught)}
    if not rule.useful:
        measure = locale.t(MEASURES[rule.measure])
        return [locale.t(NO_RULE, weeks=locale.weeks(rule.weeks), measure=measure, **chances)]
    start = rule.date - dt.timedelta(weeks=rule.weeks)
    amounts = {"threshold": _measured(brief, rule, rule.threshold)}
    first = locale.t(STOP[rule.measure], date=locale.date(rule.date), start=locale.date(start), **amounts)
    return [first, *_usual(brief, plan), locale.t(FORESEEN, **_foreseen(brief, rule)), locale.t(CHANCES, **chances)]


def _foreseen(brief: Brief, rule: StopRule) -> dict[str, str]:
    return {
        "usual_low": _measured(brief, rule, rule.usual.p10),
        "usual_high": _measured(brief, rule, rule.usual.p90),
        "low": _measured(brief, rule, rule.expected.p10),
        "high": _measured(brief, rule, rule.expected.p90),
    }


def _measured(brief: Brief, rule: StopRule, value: float) -> str:
    return brief.locale.money(value) if rule.measure == "revenue" else brief.locale.number(value)


def _usual(brief: Brief, plan: Plan) -> list[str]:
    changed = {step.channel for step in plan.steps}
    moves = [
        brief.locale.t(USUAL_MOVE, channel=brief.label(line.channel), usual=brief.locale.money(line.usual_weekly))
        for line in plan.lines
        if line.channel in changed
    ]
    return [brief.locale.t(USUAL, moves=", ".join(moves))] if moves else []
