"""Fixed costs (people, agency, tools): what each carries, and whether that pays for it."""

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.locale.wording.plan import COST_DECISIONS, COST_KINDS
from bascule.plans import CostDecision
from bascule.report.blocks import Block, Heading, Table, sentence
from bascule.report.brief import Brief

TITLE = N_("What your fixed costs carry")
CAPTION = N_("Each fixed cost, and whether the channels that need it pay for it")
HEADS = (
    N_("Fixed cost"), N_("What it carries"), N_("Decision"), N_("Per month"), N_("Margin: worst case"),
    N_("Median case"), N_("Best case"),
)  # fmt: skip
NAMED = N_("{name} ({kind})")
NOTE = N_(
    "The margin is what the channels that need the cost bring over {weeks}, less their spending and less the cost "
    "itself, against doing without all of them."
)
UNKNOWN = N_(
    "Where nobody said what a cost carries, nothing is decided: name its channels in bascule.toml (carries) and run "
    "again."
)


def costs(brief: Brief, plan: Plan) -> list[Block]:
    """Return what becomes of each fixed cost, or nothing where the plan has none."""
    locale = brief.locale
    if not plan.costs:
        return []
    order = ("stop", "keep", "unknown")
    ranked = sorted(plan.costs, key=lambda cost: (order.index(cost.decision), -cost.monthly))
    table = Table(
        locale.t(CAPTION),
        tuple(locale.t(head) for head in HEADS),
        tuple(_row(brief, cost) for cost in ranked),
        text_columns=3,
    )
    notes = []
    if any(cost.margin for cost in ranked):
        notes.append(locale.t(NOTE, weeks=locale.weeks(plan.horizon_weeks)))
    if any(cost.decision == "unknown" for cost in ranked):
        notes.append(locale.t(UNKNOWN))
    return [Heading(locale.t(TITLE), 3), table, *([sentence(" ".join(notes), kind="note")] if notes else [])]


def _row(brief: Brief, cost: CostDecision) -> tuple[str, ...]:
    locale = brief.locale
    kind = locale.t(COST_KINDS[cost.kind]) if cost.kind in COST_KINDS else cost.kind
    margins = (cost.margin.p10, cost.margin.p50, cost.margin.p90) if cost.margin else ()
    return (
        locale.t(NAMED, name=cost.name, kind=kind) if kind else cost.name,
        locale.listing([brief.label(channel) for channel in cost.carries]) or "–",
        locale.t(COST_DECISIONS[cost.decision]),
        locale.money(cost.monthly),
        *([locale.money(amount) for amount in margins] or ["–"] * 3),
    )
