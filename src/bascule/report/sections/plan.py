"""The plan in figures: what changes on which Monday and why, month by month, and what else could be done."""

import datetime as dt

from bascule.charts.plan import is_moved
from bascule.decisions import Plan, PlanLine
from bascule.locale import N_
from bascule.report.blocks import Block, Details, Section, Table, sentence
from bascule.report.brief import Brief
from bascule.report.sections.cash import cash
from bascule.report.sections.costs import costs
from bascule.report.sections.fewest import fewest
from bascule.report.sections.limits import limits
from bascule.report.sections.roadmap import roadmap

TITLE, CHOICES_TITLE = N_("The plan in detail"), N_("Other ways to go, and what holds the plan back")
BY_LINE = N_("Each channel, on average over the plan")
WHEN = N_("What changes on {monday}")
HEADS = (
    N_("Channel"),
    N_("Usual, per week"),
    N_("Then, per week"),
    N_("Change"),
    N_("Margin: worst case"),
    N_("Median case"),
    N_("Best case"),
)
TOTAL = N_("All channels")
MONTHS = N_("Month by month")
MONTH_HEADS = (N_("Month"), N_("Weeks"), N_("Spending"), N_("Margin: worst case"), N_("Median case"), N_("Best case"))
BY_CHANNEL = N_("Spending by channel and month")
CHANNEL_HEAD = N_("Channel")
BOUNDS = N_(
    "No channel goes beyond {multiple} times its usual spending: farther from your own past, it would be a guess."
)
MORE = N_("One more dollar in total would bring back {money} of margin: the budget itself could grow.")
ENOUGH = N_(
    "One more dollar in total would bring back only {money} of margin, and one dollar less would cost no more than "
    "that: spending less in total would earn more."
)
CASES = N_(
    "Margins are changes against your usual spending, what is spent deducted, over {weeks}. Worst and best cases are "
    "reasonable ones: one chance in ten of doing worse, one in ten of doing better."
)
GAP = N_("No other split that respects these bounds does better by more than {gap} of expected margin.")
FILES = N_(
    "Beside this report: {budget}, the budget week by week with its formulas and room for what is really spent; "
    "{calendar}, the dates for your calendar; {rows} and {plan}, the same for other programs."
)
FIXED = N_(
    "The budget is fixed, so money taken from what brings less goes to what brings more, even where the last dollars "
    "do not pay for themselves: this is why a channel that goes up may show a margin below zero."
)
UNEVEN = N_(
    "The plan aims at the average of all cases, which a few very good ones lift: a channel that goes up may have a "
    "median case below zero."
)
NEW = N_("new")
_FILE_NAMES = {"budget": "budget.xlsx", "calendar": "plan.ics", "rows": "plan.csv", "plan": "plan.json"}


def plan_section(brief: Brief) -> Section | None:
    """Return the plan, or nothing where there is none: the first page then says why."""
    plan, locale = brief.results.decisions.plan, brief.locale
    if plan is None:
        return None
    blocks: list[Block] = [*roadmap(brief, plan), *_channels(brief, plan), sentence(_remarks(brief, plan), kind="note")]
    if plan.months:
        blocks += [
            _months(brief, plan),
            Details(locale.t(BY_CHANNEL), (_by_channel(brief, plan),)),
        ]
    blocks += [*cash(brief, plan), sentence(locale.t(FILES, **_FILE_NAMES), kind="note")]
    return Section("plan", locale.t(TITLE), tuple(blocks))


def choices_section(brief: Brief) -> Section | None:
    """Return fewer changes, one more thousand, limits that bind and fixed costs; nothing where none is known."""
    plan = brief.results.decisions.plan
    if plan is None:
        return None
    blocks = (*fewest(brief, plan), *limits(brief, plan), *costs(brief, plan))
    return Section("choices", brief.locale.t(CHOICES_TITLE), blocks) if blocks else None


def _channels(brief: Brief, plan: Plan) -> list[Block]:
    # Once the dates are told, the averages are a matter of detail.
    if plan.steps:
        return [Details(brief.locale.t(BY_LINE), (_lines(brief, plan),))]
    return [_lines(brief, plan)]


def _lines(brief: Brief, plan: Plan) -> Table:
    locale = brief.locale
    moved = sorted(plan.lines, key=lambda line: -abs(line.weekly - line.usual_weekly))
    rows = [
        (brief.label(line.channel), locale.money(line.usual_weekly), locale.money(line.weekly), _change(brief, line),
         *(locale.money(amount) for amount in (line.margin.p10, line.margin.p50, line.margin.p90)))
        for line in moved
    ]  # fmt: skip
    usual = sum(line.usual_weekly for line in plan.lines)
    gain = tuple(locale.money(amount) for amount in (plan.gain.p10, plan.gain.p50, plan.gain.p90))
    total = (locale.t(TOTAL), locale.money(usual), locale.money(plan.weekly_budget), "", *gain)
    heads = tuple(locale.t(head) for head in HEADS)
    when = locale.t(WHEN, monday=locale.weekday_date(brief.first_monday()))
    caption = locale.t(BY_LINE) if plan.steps else when
    return Table(caption, heads, (*rows, total), last_is_total=True)


def _change(brief: Brief, line: PlanLine) -> str:
    if not is_moved(line):
        return "="
    if line.usual_weekly <= 0:
        return brief.locale.t(NEW)
    change = line.weekly / line.usual_weekly - 1
    return ("+" if change > 0 else "") + brief.locale.percent(change)


def _remarks(brief: Brief, plan: Plan) -> str:
    locale = brief.locale
    digits = next((digits for digits in (0, 1) if round(plan.max_multiple, digits) == plan.max_multiple), 2)
    multiple = locale.number(plan.max_multiple, digits)
    next_dollar = locale.t(MORE if plan.next_dollar > 1 else ENOUGH, money=locale.money(plan.next_dollar, 2))
    told = [locale.t(CASES, weeks=locale.weeks(plan.horizon_weeks)), locale.t(BOUNDS, multiple=multiple)]
    if plan.next_thousand is None:
        told.append(next_dollar)
    gap = max(plan.optimality_gap, 1.0)
    told += [why_below_zero(brief, plan), locale.t(GAP, gap=locale.money(gap))]
    return " ".join(words for words in told if words)


def why_below_zero(brief: Brief, plan: Plan) -> str:
    """Return why a channel that goes up may lose margin in the median case, or nothing where none does."""
    rising = [line for line in plan.lines if is_moved(line) and line.weekly > line.usual_weekly]
    if not any(line.margin.p50 < 0 for line in rising):
        return ""
    return brief.locale.t(FIXED if plan.next_dollar < 1 else UNEVEN)


def _months(brief: Brief, plan: Plan) -> Table:
    locale = brief.locale
    rows = tuple(
        (_month(brief, month.month), locale.number(month.weeks), locale.money(sum(month.spend.values())),
         *(locale.money(amount) for amount in (month.margin.p10, month.margin.p50, month.margin.p90)))
        for month in plan.months
    )  # fmt: skip
    return Table(locale.t(MONTHS), tuple(locale.t(head) for head in MONTH_HEADS), rows)


def _month(brief: Brief, month: str) -> str:
    return brief.locale.month(dt.date.fromisoformat(f"{month[:7]}-01"))


def _by_channel(brief: Brief, plan: Plan) -> Table:
    locale = brief.locale
    heads = (locale.t(CHANNEL_HEAD), *(_month(brief, month.month) for month in plan.months))
    rows = tuple(
        (brief.label(line.channel), *(locale.money(month.spend.get(line.channel, 0.0)) for month in plan.months))
        for line in plan.lines
    )
    return Table(locale.t(BY_CHANNEL), heads, rows)
