"""Named plans side by side: what each costs, should bring, risks, and puts where."""

from collections.abc import Sequence
from dataclasses import replace

from bascule.charts import channel_label
from bascule.company import Company
from bascule.decisions import Plan
from bascule.locale import N_, Lang, Locale
from bascule.locale.wording.plan import RISKS
from bascule.report.blocks import Block, Document, Section, Table, sentence
from bascule.report.brief import Brief
from bascule.report.document import bound, masthead
from bascule.results import Results

Named = Sequence[tuple[str, Plan]]
Row = tuple[str, ...]
TITLE = N_("Plans side by side")
PLAN, WORTH = N_("Plan"), N_("What each plan costs and should bring")
BUDGET, WEEKS = N_("Budget per week"), N_("Weeks")
LOW, MEDIAN, HIGH = N_("Margin: worst case"), N_("Median case"), N_("Best case")
RISK, THOUSAND = N_("Chance of doing worse than today"), N_("Margin of one more thousand dollars")
SPLIT, CHANNEL, TODAY, TOTAL = N_("Spending per week"), N_("Channel"), N_("Today"), N_("All channels")
CASES = N_(
    "Margins are changes against your usual spending over the weeks of each plan, what is spent deducted; worst and "
    "best cases happen one time in ten each."
)
BEST = N_("In the median case, “{name}” brings the most: {gain} of margin. Chance of doing worse than today: {risk}.")
SAFEST = N_("“{name}” is the least likely to do worse than today: {risk}.")
UNLIKE = N_("These plans do not run for the same number of weeks: compare their margins with care.")
ASKED = N_("This plan")
NO_HISTORY = N_("{channels}: without any history; what comparable channels bring speaks alone.")
ATTITUDE = N_("“{name}”: {risk}")


def compare_lines(named: Named, company: Company, locale: Locale) -> list[str]:
    """Return plans side by side as lines of text for a terminal, a column a plan.

    Parameters
    ----------
    named : sequence of (name, Plan)
        In the order to show them.
    company : Company
        Gives the labels of the channels.
    locale : Locale
        Its currency should be the company's.
    """
    if not named:
        return []
    names = tuple(name for name, _ in named)
    worth: list[Row] = [("", "", *names)]
    worth += [(words, "", *figures) for words, *figures in _transposed(named, locale)]
    split = [(locale.t(SPLIT), locale.t(TODAY), *("" for _ in names)), *_split(named, company, locale)]
    table = _aligned([*worth, ("",) * (2 + len(names)), *split])
    told = remarks(named, company, locale)
    return [*([locale.t(TITLE), ""] if told else []), *table, "", *told, locale.t(CASES)]


def compare_blocks(named: Named, company: Company, locale: Locale) -> tuple[Block, ...]:
    """Return plans side by side as blocks of a document: which does best, what each is worth, what each puts where."""
    if not named:
        return ()
    told = remarks(named, company, locale)
    heads = (PLAN, *(message for message, _ in _measures(named[0][1], locale)))
    rows = tuple((name, *(words for _, words in _measures(plan, locale))) for name, plan in named)
    worth = Table(locale.t(WORTH), tuple(locale.t(head) for head in heads), rows)
    names = (name for name, _ in named)
    split_heads = (locale.t(CHANNEL), locale.t(TODAY), *names)
    split = Table(locale.t(SPLIT), split_heads, tuple(_split(named, company, locale)), last_is_total=True)
    notes = sentence(" ".join([*told[1:], locale.t(CASES)]), kind="note")
    return (*(sentence(lead, kind="lead") for lead in told[:1]), worth, notes, split)


def asked_first(results: Results, others: Named, lang: Lang) -> list[tuple[str, Plan]]:
    """Return the plan of a study and others with their names, the study's first."""
    plan = results.decisions.plan
    return [*([(Locale(lang).t(ASKED), plan)] if plan else []), *others]


def comparison(named: Named, results: Results, lang: Lang) -> Document:
    """Return plans side by side as a document of their own, for any renderer.

    Parameters
    ----------
    named : sequence of (name, Plan)
    results : Results
        The study that the plans come from.
    lang : {'fr', 'en'}
    """
    locale = Locale(lang, results.company.currency)
    brief = Brief(results, locale)
    section = Section("answer", locale.t(TITLE), compare_blocks(named, results.company, locale))
    return bound(brief, replace(masthead(brief), title=locale.t(TITLE)), (section,))


def remarks(named: Named, company: Company, locale: Locale) -> list[str]:
    """Return in sentences which plan brings the most, which is the surest, and what makes them unlike."""
    if len(named) < 2:
        return []
    best_name, best = max(named, key=lambda one: one[1].gain.p50)
    safe_name, safe = max(named, key=lambda one: one[1].probability_gain)
    gain = locale.money_about(best.gain.p50)
    told = [locale.t(BEST, name=best_name, gain=gain, risk=_worse(best, locale))]
    if safe.probability_gain > best.probability_gain:
        told.append(locale.t(SAFEST, name=safe_name, risk=_worse(safe, locale)))
    if len({plan.horizon_weeks for _, plan in named}) > 1:
        told.append(locale.t(UNLIKE))
    new = [channel for _, plan in named for channel in supposed(plan)]
    if new:
        labels = [channel_label(company, channel) for channel in dict.fromkeys(new)]
        told.append(locale.t(NO_HISTORY, channels=locale.listing(labels)))
    if len({plan.risk for _, plan in named}) > 1:
        told += [locale.t(ATTITUDE, name=name, risk=locale.t(RISKS[plan.risk])) for name, plan in named]
    return told


def supposed(plan: Plan) -> list[str]:
    """Return the channels that a plan tries without any history."""
    return [step.channel for step in plan.steps if any(reason.code == "step_new" for reason in step.reasons)]


def _worse(plan: Plan, locale: Locale) -> str:
    return locale.probability(1 - plan.probability_gain)


def _measures(plan: Plan, locale: Locale) -> list[tuple[str, str]]:
    thousand = plan.next_thousand
    return [
        (BUDGET, locale.money(plan.weekly_budget)),
        (WEEKS, locale.number(plan.horizon_weeks)),
        (LOW, locale.money(plan.gain.p10)),
        (MEDIAN, locale.money(plan.gain.p50)),
        (HIGH, locale.money(plan.gain.p90)),
        (RISK, _worse(plan, locale)),
        (THOUSAND, locale.money(thousand.p50) if thousand else "–"),
    ]


def _transposed(named: Named, locale: Locale) -> list[Row]:
    columns = [_measures(plan, locale) for _, plan in named]
    return [(locale.t(measures[0][0]), *(words for _, words in measures)) for measures in zip(*columns, strict=True)]


def _split(named: Named, company: Company, locale: Locale) -> list[Row]:
    # A plan may try a channel that the others do not have.
    channels = list(dict.fromkeys(line.channel for _, plan in named for line in plan.lines))
    today = {line.channel: line.usual_weekly for _, plan in named for line in plan.lines}
    weekly = [{line.channel: line.weekly for line in plan.lines} for _, plan in named]
    rows = [
        (channel_label(company, name), locale.money(today[name]),
         *(locale.money(split[name]) if name in split else "–" for split in weekly))
        for name in channels
    ]  # fmt: skip
    totals = (locale.money(sum(split.values())) for split in (today, *weekly))
    return [*rows, (locale.t(TOTAL), *totals)]


def _aligned(rows: Sequence[Row]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for first, *cells in rows:
        figures = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        lines.append("  ".join([first.ljust(widths[0]), *figures]).rstrip())
    return lines
