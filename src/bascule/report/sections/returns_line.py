"""The three returns in one line of the first page, each leading to its evidence."""

from bascule.locale import N_
from bascule.locale.wording import certainty
from bascule.report.blocks import Inline, Link, Paragraph, Strong, sentence
from bascule.report.brief import Brief
from bascule.returns import Acquisition, Brand, Structure

LABEL = N_("Returns: ")
ACQUISITION = N_("acquisition {iroas} (target 3 to 5; break-even {break_even})")
WORTH = (N_("a customer is worth {margin} over {count} year"), N_("a customer is worth {margin} over {count} years"))
BRAND = N_("brand: {change} over 12 months ({sure})")
BRAND_UNSURE = N_("brand: no clear change over 12 months")
SEE = N_("The evidence")
UNSURE = (0.35, 0.65)


def returns_line(brief: Brief) -> list[Paragraph]:
    """Return acquisition, what a customer is worth and how the brand moved, or nothing where none is known."""
    found, locale = brief.results.decisions.returns, brief.locale
    if found is None:
        return []
    told: list[Inline] = [
        *_acquisition(brief, found.acquisition),
        *_worth(brief, found.structure),
        *_brand(brief, found.brand),
    ]
    if not told:
        return []
    parts: list[Inline] = [Strong(locale.t(LABEL))]
    for rank, part in enumerate(told):
        parts += [*([" · "] if rank else []), part]
    page = [". ", Link(locale.t(SEE), "#returns")] if found.together else ["."]
    return [sentence(*parts, *page)]


def _acquisition(brief: Brief, acquisition: Acquisition | None) -> list[Inline]:
    # All costs counted where they are known, else per dollar of media: what the facts above say too.
    iroas = (acquisition.iroas_loaded or acquisition.iroas) if acquisition else None
    if acquisition is None or iroas is None:
        return []
    locale = brief.locale
    break_even = locale.number(acquisition.break_even_iroas, 1)
    words = locale.t(ACQUISITION, iroas=locale.ratio(iroas.p50), break_even=break_even)
    return [Link(words, "#acquisition")]


def _worth(brief: Brief, structure: Structure | None) -> list[Inline]:
    if structure is None or not structure.lifetime:
        return []
    line, locale = structure.lifetime[-1], brief.locale
    words = locale.n(*WORTH, round(line.months / 12), margin=locale.money(line.margin.p50))
    return [Link(words, "#structure")]


def _brand(brief: Brief, brand: Brand | None) -> list[Inline]:
    desirability, locale = brand.desirability if brand else None, brief.locale
    if desirability is None or desirability.change is None or desirability.rising_share is None:
        return []
    rising = desirability.rising_share
    if UNSURE[0] < rising < UNSURE[1]:
        return [locale.t(BRAND_UNSURE)]
    change = desirability.change.p50
    sure = certainty(rising if change > 0 else 1 - rising, locale)
    words = locale.t(BRAND, change=("+" if change > 0 else "") + locale.number(change), sure=sure)
    return [Link(words, "#brand")]
