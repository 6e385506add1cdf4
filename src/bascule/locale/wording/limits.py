"""What is said of the limits of a plan: those that contradict one another, the ways out, what a field accepts."""

from collections.abc import Mapping, Sequence
from typing import Any

from bascule.locale.catalogue import N_
from bascule.locale.speaker import Locale

WORDINGS: dict[str, str] = {
    "plan_impossible": N_("No plan can hold to all of this at once: {conflict}. {ways}"),
    "channel_unknown": N_(
        "No channel of this study is called {channel}. Write the name of one of these: {close}. A channel on which "
        "nothing was ever spent goes under new, in a scenario of bascule.toml."
    ),
    "no_plan": N_(
        "No plan was found that holds to all these limits at once, steps and monthly cash among them. Widen one of "
        "them: a smaller step, more cash a month, or a floor a little lower."
    ),
    "too_many_choices": N_(
        "The groups of channels and the fixed costs that may stop leave {count} combinations to compare; at most "
        "{most} are accepted. Leave some out of bascule.toml, or say can_stop = false of costs that stay."
    ),
    "new_channel_known": N_(
        "{channel} cannot be tried as a new channel: this study has a channel of that name, or two to try have it. "
        "Give it a name of its own."
    ),
    "target_without_free": N_(
        "A target return asks for a free total, and this one is set. Add --free, or free = true in the scenario; or "
        "leave the target out."
    ),
    "of_scenario": N_("Scenario “{scenario}”: {said}"),
    "scenario_none": N_(
        "bascule.toml has no scenario called {scenario}, nor any other. One is written as a table [scenarios.NAME], "
        "with budget, free, lock and so on."
    ),
    "scenario_unknown": N_(
        "bascule.toml has no scenario called {scenario}. Those it has: {scenarios}. One is written as a table "
        "[scenarios.NAME], with budget, free, lock and so on."
    ),
}
ENOUGH = N_("It would be enough to {ways}.")
NO_WAY = N_("One of them has to go.")
OR = N_("{first}, or {last}")
AND = N_("{first} and {last}")

_LOW, _HIGH = N_("at least {amount} a week on {channel}"), N_("at most {amount} a week on {channel}")
_NEAR_LOW = N_("at least {amount} a week on {channel}, to stay near its usual")
_NEAR_HIGH = N_("at most {amount} a week on {channel}, to stay near its usual")
LIMITS: dict[str, str] = {
    "budget": N_("a budget of {amount} a week"),
    "floor": _LOW,
    "ceiling": _HIGH,
    "lock": N_("exactly {amount} a week on {channel}"),
    "contract": N_("the contract of {channel}, {amount} a week on average"),
    "useful": N_("nothing under {amount} a week on {channel} if it runs"),
    "step": N_("steps of {amount} a week on {channel}"),
    "trust_region_low": _NEAR_LOW,
    "trust_region_high": _NEAR_HIGH,
    "cash": N_("at most {amount} a month in all"),
    "either": N_("one at most of {channels}"),
    "together": N_("all or none of {channels}"),
}
_TO_LOW = N_("bring the least of {channel} from {before} to {after} a week")
_TO_HIGH = N_("bring the most of {channel} from {before} to {after} a week")
WAYS: dict[str, str] = {
    "budget": N_("bring the budget from {before} to {after} a week"),
    "floor": _TO_LOW,
    "ceiling": _TO_HIGH,
    "lock": N_("bring what is locked on {channel} from {before} to {after} a week"),
    "useful": N_("bring the useful minimum of {channel} from {before} to {after} a week"),
    "step": N_("do without steps on {channel}"),
    "trust_region": N_("let {channel} move to {after} a week, farther from its usual"),
    "cash": N_("bring the cash of a month from {before} to {after}"),
    "either": N_("let {channels} run at the same time"),
    "together": N_("let {channels} run one without another"),
}

_WEEKLY = N_("an amount a week from 0, such as 300")
_SOME_WEEKLY = N_("an amount a week above 0, such as 50")
_FLAG = N_("true or false")
_BY_CHANNEL = N_("a table of amounts a week by channel, such as radio = 300")
_MULTIPLE = N_("how many times the usual, from 1 to 10, such as 1.5")
_FACTOR = N_("a number above 0 and at most 20, such as 1.1")
_LIMITS = N_("a table of least, most, step and useful, amounts a week")
_CONTRACT = N_("a table of weekly, an amount, and until, a date")
_COST = N_("a table of carries, a list of channels, and can_stop, true or false")
_PLAN = N_("a table of monthly_cash, either and together")
_GROUPS = N_('a list of groups of at least two different channels, such as [["radio", "flyers"]]')
_SCENARIO = N_("a field of a scenario that the guide lists")
_NEW = N_("a table of class and most for each new channel")
_CLASS = N_("a kind of channel that bascule init lists")
ACCEPTED_LIMITS: dict[str, str] = {
    "least": _WEEKLY,
    "most": N_("an amount a week that is not below the least, such as 900"),
    "step": _SOME_WEEKLY,
    "useful": _SOME_WEEKLY,
}
ACCEPTED_CONTRACT: dict[str, str] = {
    "weekly": _WEEKLY,
    "until": N_("a date without quotation marks, such as 2027-03-31"),
}
ACCEPTED_COST: dict[str, str] = {
    "carries": N_('a list of channels, each in quotation marks, such as ["radio", "flyers"]'),
    "can_stop": _FLAG,
}
ACCEPTED_PLAN: dict[str, str] = {
    "monthly_cash": N_("an amount a month above 0, such as 8000"),
    "either": _GROUPS,
    "together": _GROUPS,
}
ACCEPTED_SCENARIO: dict[str, str] = {
    "budget": _WEEKLY,
    "free": _FLAG,
    "target_return": N_("margin per dollar, above 0 and at most 100, such as 1.2"),
    "risk": N_('"prudent", "neutral", "cautious" or "worst_case"'),
    "max_multiple": _MULTIPLE,
    "horizon_weeks": N_("a whole number of weeks from 1 to 156"),
    "monthly_cash": ACCEPTED_PLAN["monthly_cash"],
    "lock": _BY_CHANNEL,
    "least": _BY_CHANNEL,
    "most": _BY_CHANNEL,
    "gross_margin": N_("a number above 0 and at most 1, such as 0.43"),
    "price": N_("a table of factors by channel, such as radio = 1.1"),
    "new": _NEW,
}
_NEW_CHANNEL = {"class": _CLASS, "most": _SOME_WEEKLY}


def accepted(field: str) -> str | None:
    """Return what a field of the plan's limits accepts; None for a field of anything else.

    Examples
    --------
    >>> accepted("channels.radio.limits.most"), accepted("gross_margin")
    ('an amount a week that is not below the least, such as 900', None)
    >>> accepted("scenarios.spring.lock.radio")
    'an amount a week from 0, such as 300'
    """
    table, *parts = field.split(".")
    match table:
        case "channels" if "limits" in parts[1:]:
            return ACCEPTED_LIMITS.get(parts[-1], _LIMITS)
        case "channels" if "contract" in parts[1:]:
            return ACCEPTED_CONTRACT.get(parts[-1], _CONTRACT)
        case "costs":
            return ACCEPTED_COST.get(parts[-1] if parts else "", _COST)
        case "plan":
            return ACCEPTED_PLAN.get(parts[-1] if parts else "", _PLAN)
        case "scenarios":
            return _accepted_in_scenario(parts[1:])
    return None


def _accepted_in_scenario(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return ACCEPTED_SCENARIO.get(parts[0] if parts else "", _SCENARIO)
    if parts[0] == "new":
        return _NEW_CHANNEL.get(parts[-1], _NEW)
    return {"lock": _WEEKLY, "least": _WEEKLY, "most": _WEEKLY, "price": _FACTOR}.get(parts[0], _SCENARIO)


def told(conflict: Sequence[Mapping[str, Any]], ways: Sequence[Sequence[Mapping[str, Any]]], locale: Locale) -> Any:
    """Return the parameters of `plan_impossible` in words.

    Parameters
    ----------
    conflict : sequence of mappings
        `code`, `channels`, `amount` and `side` of each limit.
    ways : sequence of sequences of mappings
        `code`, `channels`, `before` and `after` of each change, way by way.
    locale : Locale

    Examples
    --------
    >>> limits = [{"code": "budget", "channels": (), "amount": 80.0, "side": None}]
    >>> told(limits, [[{"code": "budget", "channels": (), "before": 80.0, "after": 200.5}]], Locale("en"))
    {'conflict': 'a budget of $80 a week', 'ways': 'It would be enough to bring the budget from $80 to $200.50 a week.'}
    """
    said = [_limit(each, locale) for each in conflict]
    out = [_way(way, locale) for way in ways]
    enough = locale.t(ENOUGH, ways=_joined(OR, out, locale)) if out else locale.t(NO_WAY)
    return {"conflict": "; ".join(said) if len(said) > 2 else locale.listing(said), "ways": enough}


def _limit(limit: Mapping[str, Any], locale: Locale) -> str:
    code = limit["code"]
    key = f"{code}_{limit['side']}" if code == "trust_region" else code
    return locale.t(LIMITS[key], **_named(limit["channels"], locale), amount=_money(limit["amount"], locale))


def _way(changes: Sequence[Mapping[str, Any]], locale: Locale) -> str:
    said = []
    for change in changes:
        amounts = {name: _money(change[name], locale) for name in ("before", "after")}
        said.append(locale.t(WAYS[change["code"]], **_named(change["channels"], locale), **amounts))
    return _joined(AND, said, locale)


def _named(channels: Sequence[str], locale: Locale) -> dict[str, str]:
    return {"channel": channels[0] if channels else "", "channels": locale.listing(list(channels))}


def _money(amount: float | None, locale: Locale) -> str:
    # To the cent where there are any: a way out followed to the dollar would not be one.
    return "" if amount is None else locale.money(amount, 0 if float(amount).is_integer() else 2)


def _joined(message: str, said: Sequence[str], locale: Locale) -> str:
    if not said:
        return ""
    out = said[0]
    for each in said[1:]:
        out = locale.t(message, first=out, last=each)
    return out
