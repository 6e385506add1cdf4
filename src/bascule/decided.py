"""What a study decides, put together as `decisions.json` has it."""

import datetime as dt

from bascule.allocation.costs import fees_of
from bascule.company import Company
from bascule.decisions import (
    Check,
    CompanyLine,
    Decisions,
    Hindsight,
    NextTest,
    Plan,
    Reason,
    Verdict,
    Window,
)
from bascule.diagnosis.channels import decide
from bascule.diagnosis.checks import checks
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.pillars import Pillars
from bascule.diagnosis.reading import Reading
from bascule.experiments.history import last_days
from bascule.mmm.model import Model
from bascule.mmm.refits import Refits
from bascule.panel import Panel


def decisions(
    panel: Panel,
    company: Company,
    model: Model,
    seen: list[Reading],
    verdict: dict[str, Verdict],
    plan: Plan,
    guessed: list[str],
    read: Pillars | None,
    refits: Refits | None = None,
    past: Hindsight | None = None,
    test: NextTest | None = None,
) -> Decisions:
    """Return the contract: company, window, a decision a channel, plan, next test, and what was found on the way.

    `read` is None where only a plan is asked for: the returns of a year are then not worked out.
    """
    lacking = read.lacking if read else ()
    absent = (*(() if test else ("next_test",)), "tipping_point", "independence")
    return Decisions(
        company=CompanyLine(name=company.name, currency=company.currency, gross_margin=company.gross_margin),
        window=Window(
            start=panel.dates[0].astype(dt.date),
            end=last_day(panel),
            period=panel.period,
            periods=panel.periods,
        ),
        channels=[decide(reading, verdict[reading.channel]) for reading in seen],
        plan=plan,
        hindsight=past,
        next_test=test,
        returns=read.returns if read else None,
        transition=read.transition if read else None,
        maturity=read.maturity if read else None,
        checks=remarks(Examined(panel, company, model, seen, guessed, plan, refits), absent, lacking),
    )


def last_day(panel: Panel) -> dt.date:
    """Return the last day of the history."""
    day: dt.date = last_days(panel)[-1].astype(dt.date)
    return day


def remarks(examined: Examined, absent: tuple[str, ...], lacking: tuple[Reason, ...] = ()) -> list[Check]:
    """Return what was found on the way: checks, notes of the panel, costs that no file has, sections that lack."""
    noted = [
        *examined.panel.notes,
        *(("cost_not_found", {"cost": name}) for name in fees_of(examined.panel, examined.company).unmatched),
        *((reason.code, reason.params) for reason in lacking),
        *(("section_unavailable", {"section": name}) for name in absent),
    ]
    return [*checks(examined), *(Check(code=code, severity="review", params=params) for code, params in noted)]
