"""The first page: an owner understands it in one minute, and everything on it leads to its evidence."""

import numpy as np

from bascule.charts import plan_chart
from bascule.locale import N_
from bascule.report.blocks import (
    Block,
    Fact,
    Facts,
    Figure,
    Link,
    Paragraph,
    Section,
    Strong,
    Verdicts,
    sentence,
)  # fmt: skip
from bascule.report.brief import Brief
from bascule.report.headline import caution, headline
from bascule.report.sections.hindsight import hindsight_words
from bascule.report.sections.plan import why_below_zero
from bascule.report.sections.returns_line import returns_line
from bascule.report.sections.unknown import is_open
from bascule.report.verdicts import verdict_line

TITLE = N_("In one minute")
VERDICT_LABEL = N_("What to do about each channel")
STARTS = N_("The first change is on {monday}. Eight times out of ten the gain is in this range; median, {gain}.")
SEE_PLAN = N_("See the plan")
SEE_PAST = N_("Look back")
SPENT = N_("Spent on marketing, last 12 months")
SPENT_NOTE = N_("sales from all sources: {mer} per dollar spent")
SPENT_UNREAD = N_("sales were not read")
BROUGHT = N_("What a marketing dollar brings")
BROUGHT_NOTE = N_("{interval}, nine times out of ten")
BREAK_EVEN = N_("Your break-even")
BREAK_EVEN_NOTE = N_("1 ÷ your margin of {margin}")
BREAK_EVEN_ASSUMED = N_("1 ÷ a margin of {margin}, assumed")
TARGET = N_("Usual target")
TARGET_VALUE = N_("3 to 5 for 1")
TARGET_GAIN = N_("at your margin, 3 for 1 leaves {money} per dollar")
TABLE_LABEL = N_("The figures of this chart")
UNKNOWN, UNKNOWN_WHY = N_("What we cannot tell: "), N_("Why")
TARGET_LOSS = N_("at your margin, 3 for 1 loses {money} per dollar")


def first_page(brief: Brief) -> Section:
    """Return the answer: the headline, what to do about each channel, and the three figures to judge it by."""
    locale = brief.locale
    blocks: list[Block] = [sentence(headline(brief), kind="lead"), *_follow_up(brief), *_past(brief)]
    lines = tuple(verdict_line(brief, channel) for channel in brief.ranked())
    blocks += [Verdicts(locale.t(VERDICT_LABEL), lines), *_picture(brief), Facts(money_facts(brief))]
    blocks += [*returns_line(brief), *_unknown(brief)]
    return Section("answer", locale.t(TITLE), tuple(blocks))


def _follow_up(brief: Brief) -> list[Paragraph]:
    plan, locale = brief.results.decisions.plan, brief.locale
    if plan is None:
        return [sentence(brief.check(check)) for check in brief.checks("plan_unavailable")]
    words = locale.t(STARTS, monday=locale.weekday_date(brief.first_monday()), gain=locale.money_about(plan.gain.p50))
    found = [sentence(words + " ", Link(locale.t(SEE_PLAN), "#plan"), kind="note")]
    weak = caution(brief)
    return [sentence(weak), *found] if weak else found


def _past(brief: Brief) -> list[Paragraph]:
    told = hindsight_words(brief)
    return [sentence(told + " ", Link(brief.locale.t(SEE_PAST), "#hindsight"))] if told else []


def _picture(brief: Brief) -> list[Block]:
    plan = brief.results.decisions.plan
    if plan is None:
        return []
    picture = Figure(plan_chart(brief.results, plan, brief.locale), brief.locale.t(TABLE_LABEL))
    why = why_below_zero(brief, plan)
    return [picture, sentence(why, kind="note")] if why else [picture]


def _unknown(brief: Brief) -> list[Paragraph]:
    locale = brief.locale
    names = [brief.label(channel.channel) for channel in brief.ranked() if is_open(channel)]
    if not names:
        return []
    listed = f"{locale.listing(names)}. "
    return [sentence(Strong(locale.t(UNKNOWN)), listed, Link(locale.t(UNKNOWN_WHY), "#unknown"))]


def money_facts(brief: Brief) -> tuple[Fact, ...]:
    """Return what was spent, the company's own break-even, and what the usual target means at its margin."""
    company, locale = brief.results.company, brief.locale
    assumed = "gross_margin" in company.assumed
    note = locale.t(BREAK_EVEN_ASSUMED if assumed else BREAK_EVEN_NOTE, margin=brief.margin())
    left = 3 * company.gross_margin - 1
    target = locale.t(TARGET_GAIN if left >= 0 else TARGET_LOSS, money=locale.money(abs(left), 2))
    return (
        *_spent(brief),
        Fact(locale.t(BREAK_EVEN), brief.break_even(), note),
        Fact(locale.t(TARGET), locale.t(TARGET_VALUE), target),
    )


def _spent(brief: Brief) -> tuple[Fact, ...]:
    panel, locale = brief.results.panel, brief.locale
    year = 52 if panel.period == "week" else 12
    spend = sum(channel.spend for channel in brief.results.decisions.channels)
    if spend <= 0:
        return ()
    note = locale.t(SPENT_UNREAD)
    if brief.sales_read:
        mer = float(np.nansum(panel.revenue[-year:])) / spend
        note = locale.t(SPENT_NOTE, mer=locale.money(mer, 2))
    return (Fact(locale.t(SPENT), locale.money(spend), note), *_brought(brief))


def _brought(brief: Brief) -> tuple[Fact, ...]:
    returns = brief.results.decisions.returns
    iroas = returns.acquisition.iroas if returns and returns.acquisition else None
    if iroas is None:
        return ()
    interval = brief.interval(iroas.p05, iroas.p95)
    note = brief.locale.t(BROUGHT_NOTE, interval=interval)
    return (Fact(brief.locale.t(BROUGHT), brief.locale.ratio(iroas.p50), note),)
