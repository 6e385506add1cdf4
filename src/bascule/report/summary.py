"""The first page as lines of text, for a terminal."""

from bascule.charts.palette import VERDICT_SIGN
from bascule.locale import N_, Locale
from bascule.report.blocks import VerdictLine
from bascule.report.brief import Brief
from bascule.report.document import masthead
from bascule.report.headline import caution, headline
from bascule.report.sections.hindsight import hindsight_words
from bascule.report.verdicts import verdict_line
from bascule.results import Results

BREAK_EVEN = N_("Break-even {break_even} at your margin of {margin} (a usual target is 3 to 5 for 1).")
ASSUMED = N_("Break-even {break_even} at an assumed margin of {margin} (a usual target is 3 to 5 for 1).")
STARTS = N_("First change: {monday}.")
AGAIN = N_("To look at again: {date}.")
UNKNOWN = N_("Your data do not say for: {channels}.")


def summary(results: Results, locale: Locale) -> list[str]:
    """Return the first page of the report as plain lines.

    Parameters
    ----------
    results : Results
    locale : Locale
        Its currency should be the company's.
    """
    brief = Brief(results, locale)
    head = masthead(brief)
    top = [" · ".join((head.company, head.title, *head.facts)), *([head.banner] if head.banner else [])]
    answer = [line for line in (headline(brief), caution(brief), hindsight_words(brief)) if line]
    lines = [verdict_line(brief, channel) for channel in brief.ranked()]
    return [*top, "", *answer, "", *_verdicts(lines), "", *_ending(brief)]


def _verdicts(lines: list[VerdictLine]) -> list[str]:
    verbs = max((len(line.verb) for line in lines), default=0)
    names = max((len(line.channel) for line in lines), default=0)
    return [
        f"{VERDICT_SIGN[line.verdict]} {line.verb:<{verbs}}  {line.channel:<{names}}  "
        f"{line.sentence} – {line.money} ({line.sureness})"
        for line in lines
    ]


def _ending(brief: Brief) -> list[str]:
    locale = brief.locale
    assumed = "gross_margin" in brief.results.company.assumed
    lines = [locale.t(ASSUMED if assumed else BREAK_EVEN, break_even=brief.break_even(), margin=brief.margin())]
    plan = brief.results.decisions.plan
    if plan is not None:
        lines.append(locale.t(STARTS, monday=locale.weekday_date(brief.first_monday())))
    if plan is not None and plan.recheck:
        lines.append(locale.t(AGAIN, date=locale.weekday_date(plan.recheck)))
    unknown = [brief.label(channel.channel) for channel in brief.ranked() if channel.evidence == "prior"]
    return [*lines, locale.t(UNKNOWN, channels=locale.listing(unknown))] if unknown else lines
