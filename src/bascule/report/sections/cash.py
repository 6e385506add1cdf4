"""What the plan asks of the company's cash, and when it gives it back."""

from bascule.charts import cash_chart
from bascule.decisions import Plan
from bascule.locale import N_
from bascule.report.blocks import Block, Figure, Heading, Table, sentence
from bascule.report.brief import Brief

TITLE = N_("What the plan asks of your cash")
TABLE_LABEL = N_("The figures of this chart")
CAPTION = N_("Money out and in, against your usual spending")
HEADS = (
    N_("Month"), N_("More spent"), N_("Margin that comes in: worst case"), N_("Median case"), N_("Best case"),
    N_("Left since the start, median case"),
)  # fmt: skip
NOTE = N_(
    "Margin comes in later than the spending that brings it. The band goes from the worst case to the best, eight "
    "times out of ten. Below zero, the plan has so far cost more than it has brought."
)


def cash(brief: Brief, plan: Plan) -> list[Block]:
    """Return the curve of money since the start and its movements by month, or nothing where the plan has none."""
    locale = brief.locale
    if not plan.cash:
        return []
    return [
        Heading(locale.t(TITLE), 3),
        Figure(cash_chart(plan, locale), locale.t(TABLE_LABEL)),
        sentence(locale.t(NOTE), kind="note"),
        _table(brief, plan),
    ]


def _table(brief: Brief, plan: Plan) -> Table:
    locale = brief.locale
    rows = tuple(
        (locale.month(month.start), *(locale.money(amount) for amount in (
            month.spend_change, month.margin.p10, month.margin.p50, month.margin.p90, month.cumulative.p50)))
        for month in plan.cash
    )  # fmt: skip
    return Table(locale.t(CAPTION), tuple(locale.t(head) for head in HEADS), rows)
