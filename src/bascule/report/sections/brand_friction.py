"""What slows a sale or gives part of it away, in money a year; what is not measured is said."""

from bascule.locale import N_
from bascule.plans import Interval90
from bascule.report.blocks import Block, Bullets, Heading, Table, items, sentence
from bascule.report.brief import Brief
from bascule.returns.brand import Friction

TITLE = N_("What slows a sale, or gives part of it away")
CAPTION = N_("What friction costs")
HEADS = (N_("Friction"), N_("How much"), N_("In money, a year"))
DISCOUNTS, LOST, CYCLE = N_("Discounts"), N_("Quotes lost on price"), N_("Time to sign")
OF_SALES = N_("{share} of gross sales")
OF_QUOTES = N_("{low} to {high} of quotes")
DAYS = (N_("{count} day"), N_("{count} days"))
DAYS_BEFORE = (N_("{days}, against {count} day a year before"), N_("{days}, against {count} days a year before"))
ONCE = N_("{money}, once")
NOTE = N_("The time to sign: the margin that a cycle shorter by a tenth would bring in, once.")
NOT_MEASURED = N_("Not measured yet:")
NOTHING = N_("Nothing here is measured yet.")


def friction_blocks(brief: Brief, friction: Friction) -> list[Block]:
    """Return the table of what is measured, and the sentences of what is not."""
    locale = brief.locale
    rows = tuple(row for row in (_discounts(brief, friction), _lost(brief, friction), _cycle(brief, friction)) if row)
    blocks: list[Block] = [Heading(locale.t(TITLE), 3)]
    if rows:
        blocks.append(Table(locale.t(CAPTION), tuple(locale.t(head) for head in HEADS), rows, text_columns=2))
    if friction.cycle_money is not None:
        blocks.append(sentence(locale.t(NOTE), kind="note"))
    if friction.missing:
        blocks.append(sentence(locale.t(NOT_MEASURED if rows else NOTHING)))
        blocks.append(Bullets(items([brief.reason(reason) for reason in friction.missing])))
    elif not rows:
        blocks.append(sentence(locale.t(NOTHING)))
    return blocks


def _discounts(brief: Brief, friction: Friction) -> tuple[str, str, str] | None:
    locale, share = brief.locale, friction.discount_share
    if share is None and friction.discounts is None:
        return None
    words = "–" if share is None else locale.t(OF_SALES, share=locale.percent(share, 1))
    return (locale.t(DISCOUNTS), words, _money(brief, friction.discounts))


def _lost(brief: Brief, friction: Friction) -> tuple[str, str, str] | None:
    locale, share = brief.locale, friction.lost_on_price_share
    if share is None and friction.lost_on_price is None:
        return None
    return (locale.t(LOST), _quotes(brief, share), _money(brief, friction.lost_on_price))


def _quotes(brief: Brief, share: Interval90 | None) -> str:
    if share is None:
        return "–"
    return brief.locale.t(OF_QUOTES, low=brief.locale.number(100 * share.p05), high=brief.locale.percent(share.p95))


def _cycle(brief: Brief, friction: Friction) -> tuple[str, str, str] | None:
    locale = brief.locale
    if friction.cycle_days is None:
        return None
    days = locale.n(*DAYS, round(friction.cycle_days))
    if friction.cycle_days_year_ago is not None:
        days = locale.n(*DAYS_BEFORE, round(friction.cycle_days_year_ago), days=days)
    once = friction.cycle_money
    return (locale.t(CYCLE), days, "–" if once is None else locale.t(ONCE, money=locale.money_rounded(once)))


def _money(brief: Brief, amount: float | None) -> str:
    return "–" if amount is None else brief.locale.money_rounded(amount)
