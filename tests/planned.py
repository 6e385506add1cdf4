"""A plan made by hand for the study of `conftest.py`: every field filled, with figures that agree."""

import datetime as dt
from typing import Any

from bascule.plans import (
    Binding,
    CashMonth,
    CostDecision,
    FewMoves,
    Hindsight,
    Interval80,
    Plan,
    PlanLine,
    PlanMonth,
    PlanWeek,
    Reason,
    Step,
    StopRule,
)

HORIZON, MARGIN = 26, 0.43
GAIN = Interval80(p10=5200, p50=9800, p90=17400)
# Generic search spends more before Christmas and less after: the same over the whole plan.
SEASONAL, SEASON_WEEKS, SEASON_MORE, SEASON_LESS = "generic_search", 4, 55.0, 10.0
Lines = tuple[tuple[Any, ...], ...]


def plan(lines: Lines, start: dt.date) -> Plan:
    """The best plan of lines of `conftest.LINES`: name, class, label, usual, planned, claimed, iroas × 3, mroas …"""
    schedule = _schedule(lines, start)
    planned = [PlanLine(channel=line[0], usual_weekly=line[3], weekly=line[4], margin=_margin(line)) for line in lines]
    return Plan(
        horizon_weeks=HORIZON, weekly_budget=sum(line[4] for line in lines), max_multiple=1.75, lines=planned,
        months=_months(schedule), gain=GAIN, probability_gain=0.91, next_dollar=1.14, optimality_gap=12.4,
        next_thousand=Interval80(p10=870, p50=1140, p90=1460), schedule=schedule, steps=_steps(lines, start),
        recheck=dt.date(2027, 2, 22), stop_rule=_stop_rule(), cash=_cash(schedule, lines), binding=_binding(lines),
        fewest=_fewest(lines), costs=_costs(lines),
    )  # fmt: skip


def hindsight(lines: Lines) -> Hindsight:
    """The year before: the split of the plan, had it been known."""
    usual, planned = (sum(line[place] for line in lines) for place in (3, 4))
    return Hindsight(
        start=dt.date(2025, 11, 3), end=dt.date(2026, 11, 1),
        weekly={line[0]: round(line[4] * usual / planned, 2) for line in lines},
        left=Interval80(p10=8200, p50=15100, p90=24800), probability_better=0.97,
        by_split=Interval80(p10=900, p50=7_000, p90=16_000),
    )  # fmt: skip


def _margin(line: tuple[Any, ...]) -> Interval80:
    change = (line[4] - line[3]) * HORIZON
    gain = change * (line[9] * MARGIN - 1)
    spread = abs(gain) * 0.6 + 40 * (change != 0)
    return Interval80(p10=gain - spread, p50=gain, p90=gain + spread)


def _schedule(lines: Lines, start: dt.date) -> list[PlanWeek]:
    weeks = []
    for rank in range(HORIZON):
        extra = SEASON_MORE if rank < SEASON_WEEKS else -SEASON_LESS
        spend = {line[0]: float(line[4]) + extra * (line[0] == SEASONAL) for line in lines}
        weeks.append(PlanWeek(start=start + dt.timedelta(weeks=rank), spend=spend))
    return weeks


def _months(schedule: list[PlanWeek]) -> list[PlanMonth]:
    months = []
    for month in sorted({f"{week.start:%Y-%m}" for week in schedule}):
        own = [week for week in schedule if f"{week.start:%Y-%m}" == month]
        share = len(own) / HORIZON
        margin = Interval80(p10=GAIN.p10 * share, p50=GAIN.p50 * share, p90=GAIN.p90 * share)
        spend = {name: sum(week.spend[name] for week in own) for name in own[0].spend}
        months.append(PlanMonth(month=month, start=own[0].start, weeks=len(own), spend=spend, margin=margin))
    return months


def _steps(lines: Lines, start: dt.date) -> list[Step]:
    why = {
        "boosted_posts": [Reason(code="step_stop", params={"earns_share": 0.01})],
        "brand_search": [
            Reason(code="step_less", params={"next_money": 0.22}),
            Reason(code="step_contract", params={"until_date": "2026-11-29"}),
        ],
        "retargeting": [
            Reason(code="step_less", params={"next_money": 0.82}),
            Reason(code="step_limit", params={"constraint": "floor"}),
        ],
    }  # fmt: skip
    steps = []
    for line in lines:
        after = line[4] + SEASON_MORE * (line[0] == SEASONAL)
        if after != line[3]:
            reasons = why.get(line[0], [Reason(code="step_more", params={"next_money": line[9] * MARGIN})])
            steps.append(
                Step(date=start, channel=line[0], before=line[3], after=after, reasons=reasons, margin=_margin(line))
            )
        if line[0] == SEASONAL:
            reasons = [Reason(code="step_season", params={"season_share": -0.12})]
            later = start + dt.timedelta(weeks=SEASON_WEEKS)
            steps.append(
                Step(
                    date=later, channel=line[0], before=after, after=line[4] - SEASON_LESS, reasons=reasons, margin=None
                )
            )
    return steps


def _stop_rule() -> StopRule:
    return StopRule(
        measure="orders", weeks=7, date=dt.date(2027, 1, 18), threshold=1870,
        usual=Interval80(p10=1890, p50=1990, p90=2090), expected=Interval80(p10=1930, p50=2040, p90=2150),
        false_alarm=0.03, caught=0.31, useful=True,
    )  # fmt: skip


def _cash(schedule: list[PlanWeek], lines: Lines) -> list[CashMonth]:
    # The margin lost by stopping is lost at once; the margin won comes later.
    arrives = {"2026-11": -420.0, "2026-12": -610.0, "2027-01": 1350.0, "2027-02": 2300.0, "2027-03": 3480.0,
               "2027-04": 2200.0, "2027-05": 1500.0}  # fmt: skip
    usual = sum(line[3] for line in lines)
    cash, total, wide = [], 0.0, 0.0
    for month in _months(schedule):
        change = sum(month.spend.values()) - usual * month.weeks
        margin, spread = arrives[month.month], 150.0 * month.weeks
        total, wide = total + margin - change, wide + 0.6 * spread
        cash.append(CashMonth(
            month=month.month, start=month.start, spend_change=change,
            margin=Interval80(p10=margin - spread, p50=margin, p90=margin + 1.4 * spread),
            cumulative=Interval80(p10=total - wide, p50=total, p90=total + 1.4 * wide),
        ))  # fmt: skip
    return cash


def _binding(lines: Lines) -> list[Binding]:
    named = {line[0] for line in lines}
    found = [
        Binding(constraint="contract", channel="radio", weekly=620, worth=0.03),
        Binding(constraint="ceiling", channel="generic_search", weekly=760, worth=0.44),
        Binding(constraint="floor", channel="retargeting", weekly=180, worth=0.12),
        Binding(constraint="needs", channel="newsletter", weekly=110, worth=0.0),
        Binding(constraint="cash", channel=None, weekly=2515, worth=0.21),
    ]
    return [one for one in found if one.channel is None or one.channel in named]


def _fewest(lines: Lines) -> list[FewMoves]:
    usual = {line[0]: float(line[3]) for line in lines}
    if len(usual) < 7:
        return []
    cases = (
        ({"boosted_posts": 0.0, "generic_search": 670.0}, 0.64),
        ({"boosted_posts": 0.0, "generic_search": 717.0, "brand_search": 293.0}, 0.73),
        ({"boosted_posts": 0.0, "generic_search": 705.0, "brand_search": 205.0, "meta_prospecting": 580.0}, 0.93),
    )
    return [
        FewMoves(
            changes=len(moves), weekly=usual | moves, share=share,
            gain=Interval80(p10=GAIN.p10 * share, p50=GAIN.p50 * share, p90=GAIN.p90 * share),
        )
        for moves, share in cases
    ]  # fmt: skip


def _costs(lines: Lines) -> list[CostDecision]:
    named = {line[0] for line in lines}
    return [
        CostDecision(name="Studio Nord", kind="agency", monthly=650,
                     carries=[name for name in ("generic_search", "meta_prospecting") if name in named],
                     decision="keep", margin=Interval80(p10=3900, p50=9100, p90=15300)),
        CostDecision(name="Courriel Pro", kind="tool", monthly=240,
                     carries=[name for name in ("newsletter",) if name in named], decision="stop",
                     margin=Interval80(p10=-1900, p50=-820, p90=450)),
        CostDecision(name="Adjointe, deux jours", kind="payroll", monthly=2400, carries=[], decision="unknown",
                     margin=None),
    ]  # fmt: skip
