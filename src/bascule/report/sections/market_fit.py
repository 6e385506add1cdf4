"""Does the local market want it: the signs, what each says, and where the customers are."""

from bascule.charts.market_fit import MARK, TITLES, market_fit_chart
from bascule.locale import N_
from bascule.locale.wording import certainty
from bascule.report.blocks import Block, Callout, Figure, Heading, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.sections.evidence import TABLE_LABEL
from bascule.report.sections.told import bulleted
from bascule.returns.transition import Area, Fit, State

TITLE = N_("Does your market want what you sell?")
ANSWERS = (
    N_("{count} customer said how they would feel without you."),
    N_("{count} customers said how they would feel without you."),
)
ABOVE = N_("Above the usual mark of {mark}: {sure}.")
FLATTENS: dict[State, str] = {
    "yes": N_("Some of your customers stay: the share who still buy levels off instead of falling to nothing."),
    "no": N_("Customers leave one after the other: the share who still buy keeps falling towards nothing."),
    "unsure": N_("Your data do not say whether the share of customers who still buy levels off."),
    "not_measured": N_("Whether customers stay is not measured: it takes orders that say who bought."),
}
ASK = N_("The question to ask your customers")
QUESTION = N_("“How would you feel if you could no longer buy from us?” Very disappointed, a little, or not at all.")
WHO = N_("Send it to those who bought twice or more in the last six months; about forty answers begin to say.")
AREAS = N_("Where your customers are")
AREA_HEADS = (N_("Postal area"), N_("Customers"), N_("Share"), N_("Per 1,000 households"))
OTHERS = N_("Other areas")
# How many areas are shown, and what the small ones are together.
MOST, OTHER = 8, "other"


def fit_blocks(brief: Brief, fit: Fit) -> list[Block]:
    """Return the signs with their chart, what they say, the question to ask and the postal areas."""
    locale = brief.locale
    blocks: list[Block] = [Heading(locale.t(TITLE), 3)]
    if any((fit.disappointed, fit.floor, fit.organic)):
        blocks.append(Figure(market_fit_chart(fit, locale), locale.t(TABLE_LABEL)))
    else:
        blocks.append(sentence(f"{locale.t(TITLES[fit.state])}."))
    own = sentence(" ".join([*_survey(brief, fit), locale.t(FLATTENS[fit.flattens])]))
    blocks += bulleted(brief, fit.reasons) or [own]
    if fit.state in ("unsure", "not_measured"):
        blocks.append(Callout(locale.t(ASK), items([locale.t(QUESTION), locale.t(WHO)])))
    return [*blocks, *([_areas(brief, fit.areas)] if fit.areas else [])]


def _survey(brief: Brief, fit: Fit) -> list[str]:
    locale = brief.locale
    told = [locale.n(*ANSWERS, fit.respondents)] if fit.respondents else []
    if fit.above_share is not None:
        told.append(locale.t(ABOVE, mark=locale.percent(MARK), sure=certainty(fit.above_share, locale)))
    return told


def _areas(brief: Brief, areas: tuple[Area, ...]) -> Table:
    locale = brief.locale
    ranked = sorted((area for area in areas if area.area != OTHER), key=lambda area: -area.customers)
    small = [area for area in areas if area.area == OTHER]
    rows = [
        (
            area.area,
            locale.number(area.customers),
            locale.percent(area.share),
            "–" if area.penetration is None else locale.number(area.penetration, 1),
        )
        for area in ranked[:MOST]
    ]
    if rest := [*ranked[MOST:], *small]:
        customers, share = sum(area.customers for area in rest), sum(area.share for area in rest)
        rows.append((locale.t(OTHERS), locale.number(customers), locale.percent(share), "–"))
    return Table(locale.t(AREAS), tuple(locale.t(head) for head in AREA_HEADS), tuple(rows))
