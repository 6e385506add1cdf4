"""How far the customer model can be trusted: what it foresaw of months it had not seen, and what it supposes."""

from bascule.locale import N_
from bascule.report.blocks import Block, Details, Heading, Table, sentence
from bascule.report.brief import Brief
from bascule.report.ranges import between
from bascule.returns import Structure
from bascule.returns.structure import Holdout, HoldoutLine

TITLE = N_("Put to the test")
ANSWER_IN = N_(
    "Shown only what was known on {split}, the model foresaw {range} orders in the {weeks} that followed. There were "
    "{actual}: it was right."
)
ANSWER_OUT = N_(
    "Shown only what was known on {split}, the model foresaw {range} orders in the {weeks} that followed. There were "
    "{actual}: it was wrong, and what it says of the future should be read with care."
)
COVERAGE = N_("Cohort by cohort, the facts fell within what it foresaw {share} of the time; 90% would be perfect.")
FEW = N_("Fewer than that: its ranges are too narrow. Take them as wider than they look.")
DETAIL = N_("What was foreseen and what came, by cohort")
HEADS = (N_("First purchase"), N_("Customers"), N_("Orders foreseen"), N_("Orders seen"), N_("Within"))
YES, NO = N_("yes"), N_("no")
MODEL = N_("What the model supposes")
ORDERS = N_(
    "Each customer buys at a pace of its own until it stops for good, unseen, after some purchase; the value of its "
    "orders does not depend on how often it buys."
)
CONTRACTS = N_("Each customer has a chance of its own to leave at each renewal, the same every time.")
UNLINKED = N_(
    "In your data, value and frequency are hardly linked (correlation of {correlation}): the figures can be used."
)
LINKED = N_(
    "In your data, value and frequency are linked (correlation of {correlation}), which the model leaves out: read "
    "what the most frequent customers are worth with care."
)
PARAMETERS = N_("The parameters of the model")
PARAMETER_HEADS = (N_("Parameter"), N_("Value"))
# Below, a share of cohorts is short of nine out of ten by more than the play of chance on a handful.
ENOUGH, LINK = 0.75, 0.2


def forecast(brief: Brief, holdout: Holdout | None) -> list[Block]:
    """Return what the model foresaw beside the facts, or nothing where the history was too short to hide a part."""
    if holdout is None:
        return []
    locale = brief.locale
    right = holdout.forecast.p05 <= holdout.actual <= holdout.forecast.p95
    told = locale.t(
        ANSWER_IN if right else ANSWER_OUT,
        split=locale.date(holdout.split),
        range=between(holdout.forecast, locale.number, locale),
        weeks=locale.weeks(holdout.weeks),
        actual=locale.number(holdout.actual),
    )
    coverage = locale.t(COVERAGE, share=locale.percent(holdout.coverage))
    words = [told, coverage, *([locale.t(FEW)] if holdout.coverage < ENOUGH else [])]
    heads = tuple(locale.t(head) for head in HEADS)
    table = Table(locale.t(DETAIL), heads, tuple(_row(brief, line) for line in holdout.cohorts))
    return [Heading(locale.t(TITLE), 3), sentence(" ".join(words)), Details(locale.t(DETAIL), (table,))]


def _row(brief: Brief, line: HoldoutLine) -> tuple[str, ...]:
    locale = brief.locale
    within = line.forecast.p05 <= line.actual <= line.forecast.p95
    return (
        locale.month(line.start),
        locale.number(line.customers),
        between(line.forecast, locale.number, locale),
        locale.number(line.actual),
        locale.t(YES if within else NO),
    )


def model(brief: Brief, structure: Structure) -> list[Block]:
    """Return what the model supposes, whether the data agree, and its parameters one click away."""
    locale, correlation = brief.locale, structure.value_correlation
    if not structure.lifetime:
        return []
    words = [locale.t(MODEL) + ".", locale.t(ORDERS if structure.kind == "orders" else CONTRACTS)]
    if correlation is not None:
        told = locale.number(correlation, 2)
        words.append(locale.t(LINKED if abs(correlation) > LINK else UNLINKED, correlation=told))
    blocks: list[Block] = [sentence(" ".join(words), kind="note")]
    if structure.parameters:
        rows = tuple((name, locale.number(value, 3)) for name, value in structure.parameters.items())
        heads = tuple(locale.t(head) for head in PARAMETER_HEADS)
        blocks.append(Details(locale.t(PARAMETERS), (Table(locale.t(PARAMETERS), heads, rows),)))
    return blocks
