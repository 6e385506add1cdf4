"""How mature the measurement is: six ladders, what each rule asks and shows, the next two rules to pass."""

from bascule.charts.maturity import DIMENSIONS, LEVEL_NAMES, SIGNS, STATES, maturity_chart
from bascule.locale import N_
from bascule.locale.typography import NBSP
from bascule.report.blocks import Block, Callout, Details, Figure, Inline, Section, Strong, Table, sentence
from bascule.report.brief import Brief
from bascule.report.sections.evidence import TABLE_LABEL
from bascule.report.sections.told import noted
from bascule.returns import Maturity
from bascule.returns.maturity import DimensionLine, RuleLine

TITLE = N_("Maturity of your measurement")
NONE = N_("Your measurement has not reached the first of four levels yet.")
LEVEL = N_("Your measurement is at level {level} of 4: {name}.")
HOW = N_(
    "A level is reached when all of its rules, and all those below, are met, on evidence in your files. The whole is "
    "the lower of data and measurement, and no higher than the middle of the four others."
)
UNMEASURED = (
    N_("{count} rule is not measured: it is counted apart, not as a failure, but holds its level back."),
    N_("{count} rules are not measured: they are counted apart, not as failures, but hold their level back."),
)
NEXT = (N_("The next rule to meet"), N_("The next rules to meet"))
OF_DIMENSION = N_("{dimension}, level {level}: ")
DETAILS = N_("{dimension}: level {level} of 4")
HEADS = (N_("Level"), N_("What the rule asks"), N_("State"), N_("What your files show"))


def maturity_section(brief: Brief) -> Section | None:
    """Return the maturity score, or nothing where it was not worked out."""
    found, locale = brief.results.decisions.maturity, brief.locale
    if found is None:
        return None
    told = locale.t(HOW)
    if found.not_measured:
        told = f"{told} {locale.n(*UNMEASURED, found.not_measured)}"
    blocks: tuple[Block, ...] = (
        sentence(level_words(brief, found), kind="lead"),
        *_next(brief, found),
        Figure(maturity_chart(found, locale), locale.t(TABLE_LABEL)),
        sentence(told, kind="note"),
        *noted(brief, found.notes),
        *(_details(brief, line) for line in found.dimensions if line.rules),
    )
    return Section("maturity", locale.t(TITLE), blocks)


def level_words(brief: Brief, found: Maturity) -> str:
    """Return the level reached, in a sentence."""
    locale = brief.locale
    if found.level <= 0:
        return locale.t(NONE)
    return locale.t(LEVEL, level=locale.number(found.level), name=locale.t(LEVEL_NAMES[found.level]).lower())


def _next(brief: Brief, found: Maturity) -> list[Block]:
    rules = {(line.dimension, rule.rule): rule for line in found.dimensions for rule in line.rules}
    named = [(dimension, rules[dimension, rule]) for dimension, rule in found.next_rules if (dimension, rule) in rules]
    if not named:
        return []
    items = tuple(_to_do(brief, DIMENSIONS[dimension], rule) for dimension, rule in named)
    return [Callout(brief.locale.n(*NEXT, len(items)), items, tone="accent")]


def _to_do(brief: Brief, dimension: str, rule: RuleLine) -> tuple[Inline, ...]:
    locale, params = brief.locale, rule.evidence.params if rule.evidence else {}
    where = locale.t(OF_DIMENSION, dimension=locale.t(dimension), level=locale.number(rule.level))
    asked, todo = _asked(brief, rule), brief.note(f"maturity_{rule.rule}_do", params)
    return (Strong(where), f"{asked} ", todo)


def _asked(brief: Brief, rule: RuleLine) -> str:
    return brief.note(f"maturity_{rule.rule}", rule.evidence.params if rule.evidence else {})


def _details(brief: Brief, line: DimensionLine) -> Details:
    locale = brief.locale
    title = locale.t(DETAILS, dimension=locale.t(DIMENSIONS[line.dimension]), level=locale.number(line.level))
    rows = tuple(
        (
            locale.number(rule.level),
            _asked(brief, rule),
            f"{SIGNS[rule.state]} {locale.t(STATES[rule.state])}".replace(" ", NBSP),
            brief.reason(rule.evidence) if rule.evidence else "–",
        )
        for rule in line.rules
    )
    heads = tuple(locale.t(head) for head in HEADS)
    return Details(title, (Table(title, heads, rows, text_columns=4),))
