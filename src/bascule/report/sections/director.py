"""Why a permanent marketing director is not the answer yet, in dollars of margin."""

from bascule.locale import N_
from bascule.plans import Reason
from bascule.report.blocks import Block, Fact, Facts, Heading, sentence
from bascule.report.brief import Brief
from bascule.report.sections.told import bulleted
from bascule.returns.transition import DirectorCase

NOT_YET = N_("Why not a permanent marketing director yet?")
PERHAPS = N_("A permanent marketing director?")
POST, MARGIN, NEEDED = (
    N_("What the post costs, a year"),
    N_("All of your margin, a year"),
    N_("Sales to add to pay for it"),
)
SALARY = N_("salary of {salary}, charges included")
OF_MARGIN = N_("the post takes {share} of it")
GROWTH = N_("{share} more than today")
TOO_DEAR = N_("The post alone would take {share} of your margin before it brings anything.")
PAYABLE = N_("The post would take {share} of your margin: the figures no longer rule it out.")
GAIN = N_("The best that your channels could bring at the same budget is {range} of margin a year.")
GAIN_SHORT = N_(
    "The best that your channels could bring at the same budget is {range} of margin a year: less than what the post "
    "costs."
)
SOURCE = N_("Source of the salary: {source}.")


def director_blocks(brief: Brief, case: DirectorCase | None, notes: tuple[Reason, ...] = ()) -> list[Block]:
    """Return the cost of the post beside the margin it could move, else why it is not known."""
    locale = brief.locale
    if case is None:
        return [Heading(locale.t(PERHAPS), 3), *bulleted(brief, notes)] if notes else []
    share = locale.percent(case.loaded_cost / case.margin) if case.margin > 0 else "–"
    facts = Facts((
        Fact(locale.t(POST), locale.money(case.loaded_cost),
             locale.t(SALARY, salary=locale.money(case.salary))),
        Fact(locale.t(MARGIN), locale.money(case.margin), locale.t(OF_MARGIN, share=share)),
        Fact(locale.t(NEEDED), locale.money_rounded(case.revenue_needed),
             locale.t(GROWTH, share=locale.percent(case.growth_needed))),
    ))  # fmt: skip
    told = [brief.reason(note) for note in notes] or [locale.t(TOO_DEAR if case.not_yet else PAYABLE, share=share)]
    said = [*told, *_gain(brief, case)]
    source = sentence(locale.t(SOURCE, source=case.source), kind="note")
    return [Heading(locale.t(NOT_YET if case.not_yet else PERHAPS), 3), facts, sentence(" ".join(said)), source]


def _gain(brief: Brief, case: DirectorCase) -> list[str]:
    if case.best_gain is None:
        return []
    short = case.best_gain.p90 < case.loaded_cost
    told = brief.locale.money_range(case.best_gain.p10, case.best_gain.p90)
    return [brief.locale.t(GAIN_SHORT if short else GAIN, range=told)]
