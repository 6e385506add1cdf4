"""What could not be told, and why: said as plainly as the rest."""

from bascule.decisions import ChannelDecision
from bascule.locale import N_
from bascule.locale.wording.vocabulary import SECTIONS
from bascule.report.blocks import Callout, Inline, Section, Strong
from bascule.report.brief import Brief
from bascule.report.sections.channel import is_doubt

TITLE = N_("What we cannot tell, and why")
CHANNELS = N_("About your channels")
REPORT = N_("About this report")
ALL_TOLD = N_("Every channel has left a trace in your sales, and every part of this report could be worked out.")
ABSENT = N_("Not in this report, because this version does not work them out yet: {sections}.")
ABOUT = N_("{channel}: ")
_CHECKS = (
    "prior_only", "sales_absent", "sales_ignored", "sales_too_few", "total_unbounded",
    "history_short", "monthly_data", "gap", "collinear", "collinear_group", "demand_chasing", "demand_unseen",
    "claims_missing", "margin_assumed",
)  # fmt: skip


def unknown(brief: Brief) -> Section:
    """Return what the data leave open: channels first, then parts of the report that lack their data."""
    locale = brief.locale
    channels = tuple(_about(brief, channel) for channel in brief.ranked() if is_open(channel))
    checks = (*((brief.check(check),) for check in brief.checks(*_CHECKS)), *_absent(brief))
    found = [Callout(locale.t(CHANNELS), channels, "doubt")] if channels else []
    found += [Callout(locale.t(REPORT), checks, "plain")] if checks else []
    none = Callout(locale.t(TITLE), ((locale.t(ALL_TOLD),),), "plain")
    return Section("unknown", locale.t(TITLE), tuple(found) or (none,))


def _absent(brief: Brief) -> tuple[tuple[Inline, ...], ...]:
    names = [str(check.params.get("section", "")) for check in brief.checks("section_unavailable")]
    worded = [brief.locale.t(SECTIONS[name]) for name in names if name in SECTIONS]
    if not worded:
        return ()
    listed = brief.locale.listing([name[0].lower() + name[1:] for name in worded])
    return ((brief.locale.t(ABSENT, sections=listed),),)


def is_open(channel: ChannelDecision) -> bool:
    """Return whether the data leave open what a channel brings."""
    return channel.verdict == "test" or channel.evidence == "prior"


def _about(brief: Brief, channel: ChannelDecision) -> tuple[Inline, ...]:
    doubts = [reason for reason in channel.reasons if is_doubt(reason)] or channel.reasons[:1]
    told = " ".join(brief.reason(reason) for reason in doubts)
    return (Strong(brief.locale.t(ABOUT, channel=brief.label(channel.channel))), told)
