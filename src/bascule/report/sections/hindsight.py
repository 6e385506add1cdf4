"""The last year, in hindsight: what the best constant split of the same money would have earned."""

from bascule.decisions import Hindsight
from bascule.locale import N_
from bascule.locale.wording import certainty
from bascule.report.blocks import Section, Table, sentence
from bascule.report.brief import Brief

TITLE = N_("The last year, in hindsight")
LEFT = N_(
    "Keeping the same budget, between {low} and {high} of margin was left on the table over the last {count} weeks "
    "({sure})."
)
UNSURE = N_(
    "Keeping the same budget, another split would have changed the margin of the last {count} weeks by {low} to "
    "{high}: your data cannot say that money was left on the table (that it was: {sure})."
)
NONE = N_(
    "Keeping the same budget, no constant split would have done better over the last {count} weeks: what you did was "
    "at least as good."
)
SPLIT = N_(
    "Of that, another split alone, with today's amounts spent evenly, makes {low} to {high}; the rest is what uneven "
    "spending in time cost."
)
CAPTION = N_("What was spent per week, and the best constant split of the same money")
HEADS = (N_("Channel"), N_("Spent, per week"), N_("Best split, per week"), N_("Change"))
TOTAL = N_("All channels")
NOTE = N_(
    "From {start} to {end}, with what is known today and was not then: this is a measure of what is at stake, not a "
    "reproach. Low and high are worst and best cases, eight times out of ten; median, {median}."
)


def hindsight_section(brief: Brief) -> Section | None:
    """Return the year gone by and its best split, or nothing where it was not worked out."""
    past, locale = brief.results.decisions.hindsight, brief.locale
    if past is None:
        return None
    median = locale.money_about(past.left.p50)
    split = locale.t(SPLIT, low=locale.money_rounded(past.by_split.p10), high=locale.money_rounded(past.by_split.p90))
    note = locale.t(NOTE, start=locale.date(past.start), end=locale.date(past.end), median=median)
    blocks = (sentence(hindsight_words(brief)), sentence(split), _table(brief, past), sentence(note, kind="note"))
    return Section("hindsight", locale.t(TITLE), blocks)


def hindsight_words(brief: Brief) -> str:
    """Return in one sentence what was left on the table, honest where that may be nothing; empty if not known."""
    past, locale = brief.results.decisions.hindsight, brief.locale
    if past is None:
        return ""
    count = locale.number(_weeks(past))
    if past.left.p90 <= 0:
        return locale.t(NONE, count=count)
    low, high = locale.money_rounded(past.left.p10), locale.money_rounded(past.left.p90)
    message = LEFT if past.left.p10 > 0 else UNSURE
    return locale.t(message, count=count, low=low, high=high, sure=certainty(past.probability_better, locale))


def _weeks(past: Hindsight) -> int:
    return max(round(((past.end - past.start).days + 1) / 7), 1)


def _table(brief: Brief, past: Hindsight) -> Table:
    locale = brief.locale
    spent = {one.channel: one.spend / _weeks(past) for one in brief.results.decisions.channels}
    order = sorted(past.weekly, key=lambda name: past.weekly[name] - spent.get(name, 0.0))
    rows = [_row(brief, brief.label(name), spent.get(name, 0.0), past.weekly[name]) for name in order]
    total = _row(brief, locale.t(TOTAL), sum(spent.get(name, 0.0) for name in order), sum(past.weekly.values()))
    heads = tuple(locale.t(head) for head in HEADS)
    return Table(locale.t(CAPTION), heads, (*rows, total), last_is_total=True)


def _row(brief: Brief, name: str, spent: float, best: float) -> tuple[str, ...]:
    change = best - spent
    signed = "=" if abs(change) < 0.5 else ("+" if change > 0 else "") + brief.locale.money(change)
    return (name, brief.locale.money(spent), brief.locale.money(best), signed)
