"""What a test is, costs and is worth, in words that the report, the protocol and the terminal share."""

from bascule.locale import N_
from bascule.locale.wording.vocabulary import DESIGNS
from bascule.proposals import CalendarEntry, NextTest, TestProposal
from bascule.report.brief import Brief

RECOMMENDED = N_(
    "Test {channel}: {design}, from {start}, for {weeks}. The test costs {cost}; what it tells is worth {value} of "
    "margin over the {horizon} that follow."
)
PAYING = N_(
    "Test {channel}: {design}, from {start}, for {weeks}. It saves more than its work costs; what it tells is worth "
    "{value} of margin over the {horizon} that follow."
)
NONE_WORTH = N_(
    "No test is worth its cost. The best one, of {channel} ({design}, {weeks}), would cost {cost} for an answer worth "
    "{value} of margin over the {horizon} that follow."
)
NONE_SAVING = N_(
    "No test is worth its cost. The best one, of {channel} ({design}, {weeks}), would take {fees} of work for an "
    "answer worth {value} of margin over the {horizon} that follow."
)
NONE_POSSIBLE = N_("No channel can be tested as things are.")
ACTIONS: dict[str, str] = {
    "on": N_("On: spend the usual {weekly} a week"),
    "off": N_("Off: spend nothing"),
    "part": N_("Lower to {weekly} a week"),
    "hold_out": N_("Draw {share} of the list at random, and send it nothing"),
    "split": N_("Stop in the areas drawn ({share}); spend as usual elsewhere"),
    "usual": N_("Back to the usual, {weekly} a week"),
    "read": N_("Read the test"),
}
HEADS = (
    N_("Channel"), N_("Test"), N_("Weeks"), N_("Answer within"), N_("Shows"), N_("Margin held back"),
    N_("Work"), N_("Worth"), N_("Left"),
)  # fmt: skip
WITHIN = N_("± {error}")


def design_words(design: str, brief: Brief) -> str:
    """Return what a design is called."""
    return brief.locale.t(DESIGNS[design])


def action_words(entry: CalendarEntry, test: TestProposal, brief: Brief) -> str:
    """Return what to do on one day of a test."""
    locale = brief.locale
    return locale.t(ACTIONS[entry.action], weekly=locale.money(entry.weekly), share=locale.percent(test.share))


def within(error: float, brief: Brief) -> str:
    """Return how exact a test is: the standard error of the return that it gives."""
    return brief.locale.t(WITHIN, error=brief.locale.number(error, 1 if error >= 1 else 2))


def answer(found: NextTest, brief: Brief) -> str:
    """Return the next test in one or two sentences, or that none is worth its cost, with the figures."""
    locale = brief.locale
    if not found.candidates:
        return locale.t(NONE_POSSIBLE)
    test = found.recommended or found.candidates[0]
    told = {
        "channel": brief.label(test.channel),
        "design": design_words(test.design, brief),
        "start": locale.weekday_date(test.start),
        "weeks": locale.weeks(test.weeks),
        "cost": locale.money_about(test.cost),
        "fees": locale.money_about(test.fees),
        "value": locale.money_about(test.value),
        "horizon": locale.weeks(found.horizon_weeks),
    }
    if found.recommended is None:
        return locale.t(NONE_WORTH if test.forgone >= 0 else NONE_SAVING, **told)
    return locale.t(RECOMMENDED if test.cost > 0 else PAYING, **told)


def heads(brief: Brief) -> tuple[str, ...]:
    """Return the heads of the table of tests."""
    return tuple(brief.locale.t(head) for head in HEADS)


def row(test: TestProposal, brief: Brief) -> tuple[str, ...]:
    """Return one test as a line of the table of tests."""
    locale = brief.locale
    return (
        brief.label(test.channel),
        design_words(test.design, brief),
        locale.number(test.weeks),
        within(test.error, brief),
        locale.probability(test.power),
        locale.money_rounded(test.forgone),
        locale.money_rounded(test.fees),
        locale.money_rounded(test.value),
        locale.money_rounded(test.net_value),
    )
