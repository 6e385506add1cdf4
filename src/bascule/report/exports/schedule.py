"""The weeks of a plan, whether it names each or spends the same every week."""

import datetime as dt

from bascule.decisions import Plan
from bascule.plans import PlanWeek


def weeks_of(plan: Plan) -> list[PlanWeek]:
    """Return what to spend week by week, in order: the schedule, else the lines of the plan every week.

    Examples
    --------
    >>> from bascule.decisions import Interval80, PlanLine, PlanMonth
    >>> none = Interval80(p10=0, p50=0, p90=0)
    >>> plan = Plan(horizon_weeks=2, weekly_budget=80, max_multiple=1.5, gain=none, probability_gain=0.5, next_dollar=1,
    ...             lines=[PlanLine(channel="radio", usual_weekly=60, weekly=80, margin=none)], optimality_gap=0,
    ...             months=[PlanMonth(month="2026-12", start="2026-12-07", weeks=2, spend={"radio": 160}, margin=none)])
    >>> [(f"{week.start}", week.spend) for week in weeks_of(plan)]
    [('2026-12-07', {'radio': 80.0}), ('2026-12-14', {'radio': 80.0})]
    """
    if plan.schedule:
        return sorted(plan.schedule, key=lambda week: week.start)
    if not plan.months:
        return []
    spend = {line.channel: line.weekly for line in plan.lines}
    starts = (plan.months[0].start + dt.timedelta(weeks=rank) for rank in range(plan.horizon_weeks))
    return [PlanWeek(start=start, spend=spend) for start in starts]
