"""Most of the gain for the fewest changes: what an owner who has little time may settle for."""

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.plans import FewMoves
from bascule.report.blocks import Block, Heading, Table, sentence
from bascule.report.brief import Brief

TITLE = N_("Most of the gain for the fewest changes")
ENOUGH = (
    N_("Changing only {count} channel already brings {share} of the gain."),
    N_("Changing only {count} channels already brings {share} of the gain."),
)
LITTLE = N_("The gain comes from all the changes together: fewer of them leave much of it aside.")
CAPTION = N_("The best plan for a number of channels changed")
HEADS = (
    N_("Changes"), N_("What changes, per week"), N_("Share of the gain"), N_("Margin: worst case"), N_("Median case"),
    N_("Best case"),
)  # fmt: skip
MOVE = N_("{channel} {before}\u00a0→\u00a0{after}")
# A share of the gain from which fewer changes are worth advising.
MOST = 0.6
CENT = 0.005


def fewest(brief: Brief, plan: Plan) -> list[Block]:
    """Return the best plans of few changes and what they keep of the gain, or nothing where there are none."""
    locale = brief.locale
    if not plan.fewest:
        return []
    ranked = sorted(plan.fewest, key=lambda few: few.changes)
    first = next((few for few in ranked if few.share >= MOST), None)
    lead = locale.n(*ENOUGH, first.changes, share=locale.percent(first.share)) if first else locale.t(LITTLE)
    rows = tuple(_row(brief, plan, few) for few in ranked)
    heads = tuple(locale.t(head) for head in HEADS)
    return [Heading(locale.t(TITLE), 3), sentence(lead), Table(locale.t(CAPTION), heads, rows, text_columns=2)]


def _row(brief: Brief, plan: Plan, few: FewMoves) -> tuple[str, ...]:
    locale = brief.locale
    moves = [
        locale.t(MOVE, channel=brief.label(line.channel), before=locale.money(line.usual_weekly),
                 after=locale.money(few.weekly[line.channel]))
        for line in plan.lines
        if abs(few.weekly.get(line.channel, line.usual_weekly) - line.usual_weekly) > CENT
    ]  # fmt: skip
    gain = (locale.money(amount) for amount in (few.gain.p10, few.gain.p50, few.gain.p90))
    return (locale.number(few.changes), "; ".join(moves), locale.percent(few.share), *gain)
