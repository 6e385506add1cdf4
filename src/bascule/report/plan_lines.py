"""The plan as lines of text, for a terminal: the answer, the changes by date, when to go back, what more would do."""

from bascule.locale import N_, Locale
from bascule.plans import Step
from bascule.report.brief import Brief
from bascule.report.headline import caution, headline
from bascule.report.sections.limits import free, held, thousand
from bascule.report.sections.roadmap import amounts, move_words, reason_words, rule_words, season_changes
from bascule.results import Results

NO_CHANGE = N_("Nothing to change: no move within these limits is worth its risk.")
RECHECK = N_("To look at again: {date}.")
STEP = N_("{channel}: {move}.")
SEASON = N_("{why} From then on: {moves}.")
GAP = N_("No other plan within these limits does better by more than {gap} of expected margin.")


def plan_lines(results: Results, locale: Locale) -> list[str]:
    """Return the plan of a study as plain lines; nothing where it has none.

    Parameters
    ----------
    results : Results
    locale : Locale
        Its currency should be the company's.
    """
    brief, plan = Brief(results, locale), results.decisions.plan
    if plan is None:
        return []
    answer = [line for line in (headline(brief), caution(brief), free(brief, plan)) if line]
    seasons = season_changes(plan)
    later = {id(step) for moved in seasons.values() for step in moved}
    steps = [
        f"{locale.short_day(step.date)}  "
        f"{locale.t(STEP, channel=brief.label(step.channel), move=move_words(brief, step))} {reason_words(brief, step)}"
        for step in plan.steps
        if id(step) not in later
    ]
    steps += [f"{locale.short_day(date)}  {_season_words(brief, moved)}" for date, moved in seasons.items()]
    more = [line for line in (thousand(brief, plan), *held(brief, plan)) if line]
    again = [locale.t(RECHECK, date=locale.weekday_date(plan.recheck))] if plan.recheck else []
    gap = locale.t(GAP, gap=locale.money(max(plan.optimality_gap, 1.0)))
    parts = [answer, steps or [locale.t(NO_CHANGE)], [*rule_words(brief, plan), *again], [*more, gap]]
    return [line for part in parts if part for line in (*part, "")][:-1]


def _season_words(brief: Brief, moved: list[Step]) -> str:
    return brief.locale.t(SEASON, why=reason_words(brief, moved[0]), moves=", ".join(amounts(brief, moved)))
