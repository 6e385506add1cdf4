"""The ways customers come in: does each run by itself, and can what it brings be told. Unknown is said, not guessed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import numpy as np
import polars as pl

from bascule.diagnosis.transition.inputs import TransitionInputs
from bascule.diagnosis.transition.origins import way
from bascule.ingest.taxonomy import bare, classify, named_channel
from bascule.mmm.chasing import varied
from bascule.mmm.posterior import year
from bascule.panel import Panel
from bascule.plans import Reason
from bascule.returns.transition import State, System
from bascule.warehouse.tables import Tables

# Weeks looked at for work by hand, and how many of them make it weekly.
WEEKS, WEEKLY = 13, 7
# Share of the last year in which a count must be there; deals of an origin under which it is no system.
KNOWN, LEAST_DEALS = 0.8, 5


def systems(inputs: TransitionInputs) -> tuple[System, ...]:
    """Return every way customers come in, in the order: paid channels, email, visits, deals, and the owner's own."""
    found = {system.name: system for each in (_channels, _email, _visits, _deals) for system in each(inputs)}
    told = inputs.company.systems
    for name in told:
        found.setdefault(name, System(name=name, kind="stated", automated="not_measured", measurable="not_measured",
                                      from_data=True))  # fmt: skip
    return tuple(_with_word(system, inputs) for system in found.values())


def _with_word(system: System, inputs: TransitionInputs) -> System:
    """Return a system with the owner's word where the data do not tell."""
    said = inputs.company.systems.get(system.name)
    if said is None:
        return system
    automated, measurable = _word(system.automated, said.automated), _word(system.measurable, said.measurable)
    if (automated, measurable) == (system.automated, system.measurable):
        return system
    changes = {"automated": automated, "measurable": measurable, "from_data": False}
    return system.model_copy(update={**changes, "reasons": (*system.reasons, Reason(code="system_stated"))})


def _word(state: State, said: bool | None) -> State:
    if said is None or state in ("yes", "no"):
        return state
    return "yes" if said else "no"


def _channels(inputs: TransitionInputs) -> Iterator[System]:
    panel = inputs.panel
    if panel is None:
        return
    tested = {trial.channel for trial in panel.experiments}
    recent = year(panel)
    for c, name in enumerate(panel.channels):
        if panel.spend[-recent:, c].sum() <= 0:
            continue
        automated, by_hand = _automated(name, panel, c, inputs.tables)
        claims = _known(panel.claimed_revenue[-recent:, c]) or _known(panel.claimed_conversions[-recent:, c])
        moved, counted = varied(panel.spend[:, c]), _counted(panel, inputs)
        measurable, shown = _measurable(claims=claims, moved=moved, counted=counted)
        if name in tested:
            measurable, shown = "yes", (Reason(code="system_tested"),)
        yield System(name=name, kind="channel", automated=automated, measurable=measurable, from_data=True,
                     reasons=(by_hand, *shown))  # fmt: skip


def _automated(name: str, panel: Panel, c: int, tables: Tables) -> tuple[State, Reason]:
    """Return whether a channel runs without weekly work, from working time kept by channel; else unsure.

    No: someone worked on it in most of the last 13 weeks. Yes: it spent in each of them, time was kept in each of them,
    some of it on another channel by name, and none on this one.
    """
    end = panel.dates[-1].astype(dt.date) + dt.timedelta(days=6 if panel.period == "week" else 30)
    hours = tables["hours"].filter(pl.col("week").is_between(end - dt.timedelta(weeks=WEEKS), end, closed="right"))
    if hours.is_empty():
        return "not_measured", Reason(code="system_no_hours")
    processes = hours["process"].drop_nulls().unique().to_list()
    own = [process for process in processes if _is_of(process, name)]
    others = [other for other in panel.channels if other != name]
    by_channel = any(_is_of(process, other) for process in processes for other in others)
    worked = hours.filter(pl.col("process").is_in(own) & (pl.col("minutes") > 0))["week"].n_unique()
    if worked >= WEEKLY:
        return "no", Reason(code="system_by_hand", params={"worked": worked, "seen": WEEKS})
    spent = panel.period == "week" and bool((panel.spend[-WEEKS:, c] > 0).all())
    kept = hours["week"].n_unique() >= WEEKS and by_channel
    if spent and kept and worked == 0:
        return "yes", Reason(code="system_by_itself", params={"seen": WEEKS})
    return "unsure", Reason(code="system_hours_unclear")


def _measurable(*, claims: bool, moved: bool, counted: bool) -> tuple[State, tuple[Reason, ...]]:
    """Return whether an effect can be told: claimed by someone, moved enough to compare, new customers counted."""
    if claims and moved and counted:
        return "yes", (Reason(code="system_measurable"),)
    lacks = {"system_lacks_claims": claims, "system_lacks_moves": moved, "system_lacks_counts": counted}
    lacking = tuple(Reason(code=code) for code, there in lacks.items() if not there)
    return ("unsure" if claims or moved else "no"), lacking


def _is_of(process: str, channel: str) -> bool:
    """Tell whether a process bears the name of a channel: "Campagnes Meta" is of meta."""
    words, name = bare(process), bare(channel)
    return bool(name) and (set(name.split()) <= set(words.split()) or named_channel(words) == named_channel(name))


def _counted(panel: Panel, inputs: TransitionInputs) -> bool:
    return _known(panel.new_customers[-year(panel) :]) or inputs.tables.has("customers", "acquisition_channel")


def _known(values: np.ndarray) -> bool:
    return bool((~np.isnan(values)).mean() >= KNOWN) if len(values) else False


def _email(inputs: TransitionInputs) -> Iterator[System]:
    sent = inputs.tables["emails"].filter(pl.col("sent_at").cast(pl.Date) > inputs.year_ago)
    panel = inputs.panel
    taken = panel is not None and "email" in classify(panel.channels, inputs.company)[0]
    if sent.is_empty() or taken:
        return
    claims = sent["platform_orders"].count() + sent["platform_revenue"].count() > 0
    weekly = sent.group_by(pl.col("sent_at").dt.truncate("1w")).agg(pl.col("recipients").sum())["recipients"]
    moved = varied(weekly.fill_null(0.0).to_numpy())
    counted = inputs.tables.has("orders", "customer_key")
    measurable, shown = _measurable(claims=claims, moved=moved, counted=counted)
    # A list is written to by someone, unless the tool does it: the sendings do not say which.
    yield System(name="email", kind="email", automated="not_measured", measurable=measurable, from_data=True,
                 reasons=(Reason(code="system_no_hours"), *shown))  # fmt: skip


def _visits(inputs: TransitionInputs) -> Iterator[System]:
    rows = inputs.tables["web"].filter(pl.col("date") > inputs.year_ago)
    customers = Counter(inputs.tables["customers"]["acquisition_channel"].drop_nulls())
    for name in ("organic", "direct", "referral"):
        own = rows.filter(pl.col("channel") == name)
        if own.is_empty() and not customers[name]:
            continue
        counted = customers[name] > 0
        acted = own["key_events"].count() + own["revenue"].count() > 0
        measurable: State = "yes" if counted else "unsure" if acted else "no"
        code = "system_customers_counted" if counted else "system_visits_acted" if acted else "system_visits_only"
        yield System(name=name, kind=name, automated="not_measured", measurable=measurable, from_data=True,
                     reasons=(Reason(code="system_no_hours"), Reason(code=code)))  # fmt: skip


def _deals(inputs: TransitionInputs) -> Iterator[System]:
    """Yield each origin of deals of the last two years that is none of the ways above."""
    since = inputs.today - dt.timedelta(days=730)
    named = Counter(inputs.tables["deals"].filter(pl.col("created") > since)["origin"].drop_nulls())
    for origin, count in named.most_common():
        if count < LEAST_DEALS or origin in ("organic", "direct", "referral", "email") or way(origin) == "paid":
            continue
        yield System(
            name=origin, kind="deals", automated="not_measured", measurable="yes", from_data=True,
            reasons=(Reason(code="system_no_hours"), Reason(code="system_deals_counted", params={"deals": count})),
        )  # fmt: skip
