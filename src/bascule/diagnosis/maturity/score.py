"""From rules to levels, from levels to one score, and the rules to pass next."""

from collections.abc import Mapping, Sequence
from itertools import product

from bascule.diagnosis.maturity.rules import LEVELS, RULES
from bascule.returns.maturity import Dimension, RuleLine

# The other four can only lower the score: data and measurement make what all the rest is decided on.
CORE: tuple[Dimension, ...] = ("data", "measurement")
OTHERS: tuple[Dimension, ...] = ("activation", "steering", "organisation", "compliance")
PROPOSED = 2


def blocks(rule: RuleLine) -> bool:
    """Whether a rule keeps its level out of reach: failed, or not measured, which is no pass.

    Examples
    --------
    >>> [blocks(RuleLine(rule="x", level=1, state=state)) for state in ("pass", "not_applicable", "not_measured")]
    [False, False, True]
    """
    return rule.state in ("fail", "not_measured")


def level_of(rules: Sequence[RuleLine]) -> int:
    """Return the level of a dimension: the highest of which no rule, nor any of a lower one, blocks; 0 to 4.

    Examples
    --------
    >>> lines = [RuleLine(rule="a", level=1, state="pass"), RuleLine(rule="b", level=3, state="fail")]
    >>> level_of(lines)
    2
    """
    return min((rule.level - 1 for rule in rules if blocks(rule)), default=LEVELS)


def overall(levels: Mapping[Dimension, int]) -> int:
    """Return the score: the least of data and measurement, lowered to the median of the other four where it is less.

    Of four, the median is half-way between the middle two; half a level is not held, so it is rounded down.

    Examples
    --------
    >>> four = {"activation": 1, "steering": 2, "organisation": 3, "compliance": 4}
    >>> overall({"data": 4, "measurement": 3, **four}), overall({"data": 1, "measurement": 3, **four})
    (2, 1)
    """
    middle = sorted(levels[name] for name in OTHERS)[1:3]
    return min(levels["data"], levels["measurement"], sum(middle) // 2)


def to_raise(rules: Mapping[Dimension, Sequence[RuleLine]]) -> tuple[tuple[Dimension, str], ...]:
    """Return all the rules to pass for the score to rise by one level, those to pass first at the head.

    Of the ways to lift the median of the four others, the one of the least work; every rule returned is needed. Data
    and measurement come first, then the least work. Empty at the highest level.
    """
    levels = {name: level_of(own) for name, own in rules.items()}
    target = overall(levels) + 1
    if target > LEVELS:
        return ()
    needed = [(name, rule.rule) for name in CORE for rule in _unmet(rules[name], target)]
    ways = product(*[range(levels[name], LEVELS + 1) for name in OTHERS])
    enough = [way for way in ways if sum(sorted(way)[1:3]) // 2 >= target]
    costs = {way: _work(rules, way) for way in enough}
    best = min(enough, key=lambda way: (costs[way], way))
    for name, reached in zip(OTHERS, best, strict=True):
        needed += [(name, rule.rule) for rule in _unmet(rules[name], reached)]
    rank = {code: place for place, code in enumerate(RULES)}
    return tuple(sorted(needed, key=lambda each: (each[0] not in CORE, RULES[each[1]].hours, rank[each[1]])))


def _work(rules: Mapping[Dimension, Sequence[RuleLine]], way: Sequence[int]) -> tuple[float, int]:
    more = [rule for name, reached in zip(OTHERS, way, strict=True) for rule in _unmet(rules[name], reached)]
    return sum(RULES[rule.rule].hours for rule in more), len(more)


def _unmet(rules: Sequence[RuleLine], level: int) -> list[RuleLine]:
    return [rule for rule in rules if rule.level <= level and blocks(rule)]
