"""What is asked of a plan: from `bascule.toml`, then the scenario, then the options; each prevails over the one before.

Names of channels stay as written here; :func:`bascule.allocation.bounds.bounds_of` finds the channels they mean.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from bascule.company import Company
from bascule.errors import BasculeError, ExitCode
from bascule.ingest.headers import plain
from bascule.limits import ScenarioSettings
from bascule.plans import Risk

Amounts = Mapping[str, float]
HORIZON_WEEKS = 26
MAX_MULTIPLE = 1.5
_AMOUNTS = ("lock", "least", "most")
# What a scenario says only where it is written, its other values being defaults.
_SAID = ("budget", "free", "target_return", "risk", "max_multiple", "horizon_weeks", "monthly_cash")


@dataclass(frozen=True)
class Wishes:
    """The question put to the optimiser.

    Attributes
    ----------
    start : datetime.date
        First day of the plan.
    horizon_weeks : int
    budget : float or None
        Currency per week, all channels together; None for the usual total. Where `free`, the most that may be spent.
    free : bool
        Whether the total is left to the plan, as long as the next dollar brings `target_return` of margin.
    target_return : float
        Margin per dollar.
    risk : {'prudent', 'neutral', 'cautious', 'worst_case'}
    max_multiple : float
        How far a channel may move from its usual: between (2 - k) and k times it, never below nothing.
    monthly_cash : float or None
        The most that may be spent in a calendar month, currency.
    lock, least, most : mapping of str to float
        Currency per week by the name of the channel: exactly, at least, at most. These prevail over `max_multiple`.
    """

    start: dt.date
    horizon_weeks: int = HORIZON_WEEKS
    budget: float | None = None
    free: bool = False
    target_return: float = 1.0
    risk: Risk = "prudent"
    max_multiple: float = MAX_MULTIPLE
    monthly_cash: float | None = None
    lock: Amounts = field(default_factory=dict)
    least: Amounts = field(default_factory=dict)
    most: Amounts = field(default_factory=dict)


def wishes_of(company: Company, scenario: ScenarioSettings | None, *, start: dt.date, **options: Any) -> Wishes:
    """Return what is asked, options before the scenario before `bascule.toml`.

    A lock takes the place of what lower layers say of the channel, and a floor or ceiling that of their lock. A new
    channel of the scenario has its `most` as ceiling.

    Parameters
    ----------
    company : Company
    scenario : ScenarioSettings or None
    start : datetime.date
        First day of the plan.
    **options
        Fields of :class:`Wishes`; None for what was not given.

    Raises
    ------
    BasculeError
        `target_without_free` for a target that would change nothing, the total being set.
    TypeError
        For an option that is no field of :class:`Wishes`.

    Examples
    --------
    >>> from bascule.limits import Limits
    >>> company = Company(name="Nordet", gross_margin=0.4, channels={"radio": {"limits": Limits(least=200, most=900)}})
    >>> asked = wishes_of(company, ScenarioSettings(lock={"Radio": 300}), start=dt.date(2026, 11, 2), budget=2500)
    >>> asked.budget, dict(asked.lock), dict(asked.least), asked.max_multiple
    (2500, {'Radio': 300.0}, {}, 1.5)
    """
    given = {name: value for name, value in options.items() if value is not None}
    if unknown := given.keys() - {each.name for each in fields(Wishes)}:
        raise TypeError(f"not a wish: {', '.join(sorted(unknown))}")
    said: dict[str, Any] = {"start": start, "monthly_cash": company.plan.monthly_cash}
    if scenario is not None:
        said |= {name: getattr(scenario, name) for name in _SAID if name in scenario.model_fields_set}
    said |= {name: value for name, value in given.items() if name not in _AMOUNTS}
    if said.get("target_return") is not None and not said.get("free"):
        raise BasculeError("target_without_free", exit_code=ExitCode.USAGE)
    layers = (_company_amounts(company), _scenario_amounts(scenario), {name: given.get(name, {}) for name in _AMOUNTS})
    said |= _merged(layers, company)
    return Wishes(**{name: value for name, value in said.items() if value is not None})


def _company_amounts(company: Company) -> dict[str, Amounts]:
    limits = {name: channel.limits for name, channel in company.channels.items() if channel.limits is not None}
    return {
        "lock": {},
        "least": {name: each.least for name, each in limits.items() if each.least is not None},
        "most": {name: each.most for name, each in limits.items() if each.most is not None},
    }


def _scenario_amounts(scenario: ScenarioSettings | None) -> dict[str, Amounts]:
    if scenario is None:
        return {kind: {} for kind in _AMOUNTS}
    new = {name: channel.most for name, channel in scenario.new.items()}
    return {"lock": scenario.lock, "least": scenario.least, "most": {**new, **scenario.most}}


def _merged(layers: tuple[dict[str, Amounts], ...], company: Company) -> dict[str, Amounts]:
    # A channel is one whether its name or its label is written.
    labels = {plain(each.label): plain(name) for name, each in company.channels.items() if each.label}
    out: dict[str, dict[str, float]] = {name: {} for name in _AMOUNTS}

    def key(name: str) -> str:
        return labels.get(plain(name), plain(name))

    for layer in layers:
        bounded = {key(name) for name in (*layer["least"], *layer["most"])}
        locked = {key(name) for name in layer["lock"]}
        for kind in _AMOUNTS:
            gone = {key(name) for name in layer[kind]} | (bounded if kind == "lock" else locked)
            kept = {name: amount for name, amount in out[kind].items() if key(name) not in gone}
            out[kind] = {**kept, **layer[kind]}
    return dict(out)
