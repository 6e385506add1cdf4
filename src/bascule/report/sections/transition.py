"""The reading of a company under the limit: what to settle before a large budget or a permanent team."""

from bascule.locale import N_
from bascule.report.blocks import Block, Section, sentence
from bascule.report.brief import Brief
from bascule.report.sections.director import director_blocks
from bascule.report.sections.market_fit import fit_blocks
from bascule.report.sections.scattered import scattered_blocks
from bascule.report.sections.told import noted, of_part
from bascule.report.sections.ways_in import ways_in_blocks
from bascule.returns import Transition

TITLE = N_("Below {limit} of sales: what to settle before growing")
KEEP = N_("Keep {channels}, and leave the rest aside for now: {weekly} a week cannot show the effect of more.")
GATHER = N_("Gather your {weekly} a week on fewer channels: as it is spread, no effect can show.")
FINE = N_("Your spending is gathered enough for its effect to show: keep it so.")
WANTED = N_("The market wants what you sell: make each way that customers come in measurable, then grow.")
FIRST = N_("Before spending more, find out whether the market wants what you sell.")
INTRO = N_(
    "With {revenue} of sales a year, a large budget or a permanent team comes later. Three questions come first: does "
    "your market want what you sell, do you know how customers come, and is your money scattered?"
)


def transition_section(brief: Brief) -> Section | None:
    """Return the transition reading, or nothing where the company is not under the limit or was not read."""
    found, locale = brief.results.decisions.transition, brief.locale
    if found is None:
        return None
    parts = {part: of_part(found.notes, part) for part in ("dispersion", "director")}
    others = [note for note in found.notes if not any(note in part for part in parts.values())]
    blocks: tuple[Block, ...] = (
        sentence(_lead(brief, found), kind="lead"),
        sentence(locale.t(INTRO, revenue=locale.money_rounded(found.revenue))),
        *fit_blocks(brief, found.fit),
        *ways_in_blocks(brief, found.systems),
        *scattered_blocks(brief, found.dispersion, parts["dispersion"]),
        *director_blocks(brief, found.director, parts["director"]),
        *noted(brief, others),
    )
    return Section("transition", locale.t(TITLE, limit=locale.money(found.limit)), blocks)


def _lead(brief: Brief, found: Transition) -> str:
    locale, money = brief.locale, found.dispersion
    if money is None:
        return locale.t(WANTED if found.fit.state == "yes" else FIRST)
    kept = [brief.label(line.channel) for line in money.kept if line.keep]
    if money.kept and len(kept) == len(money.kept):
        return locale.t(FINE)
    weekly = locale.money(money.weekly_budget)
    if not kept:
        return locale.t(GATHER, weekly=weekly)
    return locale.t(KEEP, channels=locale.listing(kept), weekly=weekly)
