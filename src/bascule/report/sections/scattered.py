"""Is the money scattered: how many channels it can support, which to keep, and what judging one more takes."""

from bascule.charts.dispersion import dispersion_chart, effective_words
from bascule.locale import N_
from bascule.plans import Reason
from bascule.report.blocks import Block, Callout, Details, Figure, Heading, items, sentence
from bascule.report.brief import Brief
from bascule.report.sections.evidence import TABLE_LABEL
from bascule.report.sections.told import bulleted, shared
from bascule.returns.transition import Dispersion

TITLE = N_("Is your money scattered?")
UNREAD = N_("Your data do not say: no spending of the last year was read.")
SPREAD = (
    N_("You use {count} channel."),
    N_("You use {count} channels; as the money is split, it is as if you used {effective}, all alike."),
)
SUPPORTED = (
    N_("{weekly} a week is enough for the effect of {count} channel to show within {weeks}."),
    N_("{weekly} a week is enough for the effect of {count} channels to show within {weeks}."),
)
NONE_SUPPORTED = N_("{weekly} a week is not enough for the effect of any channel to show within {weeks}.")
WHY = N_("What is known of each channel")
NEXT = N_("To judge one more channel")
THIRD = N_("{channel} comes next: {weekly} a week, on half of the time over {weeks}, {cost} in all.")
THIRD_ALONE = N_("{channel} comes next: what it would take is not known yet.")
MEANWHILE = N_("Until then, what is spent on it teaches you nothing.")


def scattered_blocks(brief: Brief, found: Dispersion | None, notes: tuple[Reason, ...] = ()) -> list[Block]:
    """Return the dispersion reading: the chart, what the budget supports, the reasons, and what is next."""
    locale = brief.locale
    title = Heading(locale.t(TITLE), 3)
    if found is None or not found.kept:
        return [title, *(bulleted(brief, notes) or [sentence(locale.t(UNREAD))])]
    figure = Figure(dispersion_chart(found, brief.results.company, locale), locale.t(TABLE_LABEL))
    told = [sentence(_told(brief, found)), *bulleted(brief, notes), *_third(brief, found)]
    return [title, figure, *told, *_why(brief, found)]


def _why(brief: Brief, found: Dispersion) -> list[Block]:
    lines = sorted(found.kept, key=lambda line: (not line.keep, -line.weekly))
    why = shared(brief, [(brief.label(line.channel), reason) for line in lines for reason in line.reasons])
    return [Details(brief.locale.t(WHY), tuple(why))] if why else []


def _told(brief: Brief, found: Dispersion) -> str:
    locale = brief.locale
    spread = locale.n(*SPREAD, found.channels, effective=effective_words(found, locale))
    params = {"weekly": locale.money(found.weekly_budget), "weeks": locale.weeks(found.weeks)}
    if not found.supported:
        return f"{spread} {locale.t(NONE_SUPPORTED, **params)}"
    return f"{spread} {locale.n(*SUPPORTED, found.supported, **params)}"


def _third(brief: Brief, found: Dispersion) -> list[Block]:
    if found.third is None:
        return []
    locale, channel = brief.locale, brief.label(found.third)
    if found.third_weekly is None or found.third_weeks is None or found.third_cost is None:
        return [Callout(locale.t(NEXT), items([locale.t(THIRD_ALONE, channel=channel)]))]
    cost = {"weekly": locale.money(found.third_weekly), "cost": locale.money(found.third_cost)}
    told = locale.t(THIRD, channel=channel, weeks=locale.weeks(found.third_weeks), **cost)
    return [Callout(locale.t(NEXT), items([told, locale.t(MEANWHILE)]), tone="accent")]
