"""When does the plan pay back? Margin less spending since the first day, against the usual plan."""

from typing import Any

import altair as alt

from bascule.charts.chart import Chart, Twin
from bascule.charts.palette import LIGHT
from bascule.charts.theme import finished, labelled_axis, nice_ticks, values
from bascule.locale import N_, Locale
from bascule.plans import CashMonth, Plan

WIDE, NARROW = (520, 230), (190, 190)

TITLE_ABOVE = N_("The plan never takes more from your cash than it has already given back")
TITLE_BACK = N_("The plan first takes {low} from your cash; it has given it back by {month}")
TITLE_SHORT = N_("By {month}, the plan has not given back all that it took: {low} is still missing")
ALT = N_("{title}. Median case at the end of each month, against your usual spending: {months}.")
MONTH = N_("{month} {money}")
CASES = N_("{low} to {high} eight times out of ten")
COLUMNS = (N_("End of month"), N_("Since the start: worst case"), N_("Median case"), N_("Best case"))
MEDIAN, LOW, HIGH = N_("median {money}"), N_("worst case {money}"), N_("best case {money}")
NEGLIGIBLE = 1.0


def cash_chart(plan: Plan, locale: Locale) -> Chart:
    """Draw the money that the plan has brought less what it has cost since its start, month by month.

    Parameters
    ----------
    plan : Plan
        Its `cash` is not empty.
    locale : Locale
    """
    title = _title(plan.cash, locale)
    told = [
        locale.t(MONTH, month=locale.month(month.start), money=locale.money(month.cumulative.p50))
        for month in plan.cash
    ]
    last = plan.cash[-1].cumulative
    cases = locale.t(CASES, low=locale.money(last.p10), high=locale.money(last.p90))
    alternative = locale.t(ALT, title=title, months="; ".join([*told[:-1], f"{told[-1]} ({cases})"]))
    wide, narrow = (_spec(plan.cash, locale, size) for size in (WIDE, NARROW))
    return Chart("cash", title, alternative, _table(plan.cash, locale), wide, narrow)


def _title(cash: list[CashMonth], locale: Locale) -> str:
    lowest = min(month.cumulative.p50 for month in cash)
    if lowest > -NEGLIGIBLE:
        return locale.t(TITLE_ABOVE)
    last = cash[-1]
    if last.cumulative.p50 < 0:
        return locale.t(TITLE_SHORT, month=locale.month(last.start), low=locale.money_about(-last.cumulative.p50))
    under = max(rank for rank, month in enumerate(cash) if month.cumulative.p50 < 0)
    month = locale.month(cash[under + 1].start)
    return locale.t(TITLE_BACK, low=locale.money_about(-lowest), month=month)


def _table(cash: list[CashMonth], locale: Locale) -> Twin:
    rows = tuple(
        (locale.month(month.start), *(locale.money(x) for x in (month.cumulative.p10, month.cumulative.p50,
                                                                month.cumulative.p90)))
        for month in cash
    )  # fmt: skip
    return Twin(tuple(locale.t(column) for column in COLUMNS), rows)


def _spec(cash: list[CashMonth], locale: Locale, size: tuple[int, int]) -> dict[str, Any]:
    # The first day stands at zero: nothing spent yet, nothing back yet.
    rows = [{"end": 0, "p10": 0.0, "p50": 0.0, "p90": 0.0}]
    for rank, month in enumerate(cash, start=1):
        rows.append({"end": rank, **month.cumulative.model_dump()})
    top, bottom = max(row["p90"] for row in rows), min(row["p10"] for row in rows)
    reach = max(top, -bottom, 1.0)
    x = alt.X(
        "end:Q",
        scale=alt.Scale(domain=[0, len(cash)], nice=False),
        axis=_months(cash, locale, 6 if size is WIDE else 2),
    )
    scale = alt.Scale(domain=[bottom - 0.04 * reach, top + 0.04 * reach], nice=False)
    y = alt.Y("p50:Q", scale=scale, axis=labelled_axis(_ticks(bottom, top, reach), locale.money))
    base = alt.Chart(values(rows)).encode(x=x)
    zero = alt.Chart(values([{"p50": 0}])).mark_rule(color=LIGHT["muted"], strokeWidth=1)
    layers = [
        base.mark_area(color=LIGHT["accent-soft"], opacity=1).encode(y=alt.Y("p10:Q"), y2=alt.Y2("p90:Q")),
        zero.encode(y=y),
        base.mark_line(color=LIGHT["accent"], strokeWidth=2).encode(y=y),
        base.mark_point(filled=True, size=26, color=LIGHT["accent"], opacity=1).encode(y=y),
        *_ends(rows[-1], x, 230 / size[1] * (top - bottom), locale),
    ]
    return finished(alt.layer(*layers), *size)


def _ticks(bottom: float, top: float, reach: float) -> list[float]:
    marks = nice_ticks(reach, 3)
    return sorted({*(-mark for mark in marks if mark <= -bottom), *(mark for mark in marks if mark <= top), 0.0})


def _months(cash: list[CashMonth], locale: Locale, most: int) -> alt.Axis:
    # A few labels at most, or they would run into one another; the last month always has its own.
    step = max(1, -(-len(cash) // most))
    kept = list(range(len(cash), 0, -step))[::-1]
    return labelled_axis(kept, lambda rank: locale.short_month(cash[int(rank) - 1].start), grid=False)


def _ends(last: dict[str, float], x: alt.X, span: float, locale: Locale) -> list[alt.Chart]:
    # Labels of the last values, pushed apart so that they never overprint.
    layers, floor = [], float("-inf")
    for name, message, tone in (("p10", LOW, "muted"), ("p50", MEDIAN, "accent"), ("p90", HIGH, "muted")):
        placed = max(last[name], floor + 0.08 * max(span, 1.0))
        floor = placed
        row = [{"end": last["end"], "p50": placed, "words": locale.t(message, money=locale.money(last[name]))}]
        text = alt.Chart(values(row)).mark_text(align="left", baseline="middle", dx=8, color=LIGHT[tone])
        layers.append(text.encode(x=x, y=alt.Y("p50:Q"), text=alt.Text("words:N")))
    return layers
