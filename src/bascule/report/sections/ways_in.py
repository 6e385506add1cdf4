"""How customers come in: which ways run by themselves, and of which the effect can be measured."""

from bascule.locale import N_
from bascule.locale.typography import NBSP
from bascule.report.blocks import Block, Heading, Table, sentence
from bascule.report.brief import Brief
from bascule.report.sections.told import shared
from bascule.returns.transition import State, System

TITLE = N_("Do you know how customers come?")
CAPTION = N_("The ways that customers come in")
HEADS = (N_("Way in"), N_("Automatic?"), N_("Effect measurable?"), N_("Known from"))
NONE = N_("Your files name no way that customers come in.")
FROM_DATA, FROM_YOU = N_("your data"), N_("what you said")
WORDS: dict[State, str] = {
    "yes": N_("yes"),
    "no": N_("no"),
    "unsure": N_("unknown"),
    "not_measured": N_("not measured"),
}
# A shape beside each word, so that a column is read at a glance, in black and white too.
SIGNS: dict[State, str] = {"yes": "●", "no": "○", "unsure": "?", "not_measured": "–"}
KINDS = {
    "email": N_("email"),
    "organic": N_("organic search"),
    "direct": N_("direct visits"),
    "referral": N_("referrals"),
}
COUNTED = (
    N_("{measurable} of {count} way in can be measured; {automated} is automatic."),
    N_("{measurable} of {count} ways in can be measured; {automated} are automatic."),
)


def ways_in_blocks(brief: Brief, systems: tuple[System, ...]) -> list[Block]:
    """Return the inventory of acquisition systems, and why some cannot be measured."""
    locale = brief.locale
    title = Heading(locale.t(TITLE), 3)
    if not systems:
        return [title, sentence(locale.t(NONE))]
    counted = locale.n(
        *COUNTED,
        len(systems),
        measurable=locale.number(sum(system.measurable == "yes" for system in systems)),
        automated=locale.number(sum(system.automated == "yes" for system in systems)),
    )
    why = shared(brief, [(_name(brief, system), reason) for system in systems for reason in system.reasons])
    return [title, sentence(counted), _table(brief, systems), *why]


def _name(brief: Brief, system: System) -> str:
    # A way that is no channel of the company's own has a name of ours.
    if system.name == system.kind and system.kind in KINDS:
        words = brief.locale.t(KINDS[system.kind])
        return words[0].upper() + words[1:]
    return brief.label(system.name)


def _table(brief: Brief, systems: tuple[System, ...]) -> Table:
    locale = brief.locale
    rows = tuple(
        (
            _name(brief, system),
            state_words(brief, system.automated),
            state_words(brief, system.measurable),
            locale.t(FROM_DATA if system.from_data else FROM_YOU),
        )
        for system in systems
    )
    return Table(locale.t(CAPTION), tuple(locale.t(head) for head in HEADS), rows, text_columns=4)


def state_words(brief: Brief, state: State) -> str:
    """Return a state as its shape and its word."""
    return f"{SIGNS[state]} {brief.locale.t(WORDS[state])}".replace(" ", NBSP)
