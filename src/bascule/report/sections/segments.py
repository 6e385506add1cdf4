"""Customers an owner can act upon: who they are, what each kind is worth, and whom to call this week."""

from collections.abc import Sequence

from bascule.locale import N_
from bascule.locale.wording.returns import SEGMENTS
from bascule.report.blocks import Block, Callout, Heading, Table, items, sentence
from bascule.report.brief import Brief
from bascule.report.ranges import moneys
from bascule.returns.structure import SegmentLine

TITLE = N_("Whom to look after")
CAPTION = N_("Your customers, by what they are likely to do")
HEADS = (
    N_("Customers"), N_("How many"), N_("Chance of buying within a year"), N_("Margin expected in 12 months"),
    N_("Margin left so far"), N_("To call this week"), N_("May be written to"),
)  # fmt: skip
TOTAL = N_("In all")
CALL = N_("This week")
CALL_LINE = (
    N_("Call {count} customer: it used to buy and is late; worth the most of those who may be leaving."),
    N_("Call {count} customers: they used to buy and are late; worth the most of those who may be leaving."),
)
LIST = N_("The list, best first: bascule customers")
CONSENT = N_("Who may be written to follows the consent on file: a customer whose consent has expired is not exported.")


def segments(brief: Brief, lines: Sequence[SegmentLine]) -> list[Block]:
    """Return the table of segments and what to do this week, or nothing where customers are not told apart."""
    locale = brief.locale
    if not lines:
        return []
    rows = [_row(brief, line) for line in lines]
    heads = tuple(locale.t(head) for head in HEADS)
    consent = any(line.contactable is not None for line in lines)
    blocks: list[Block] = [
        Heading(locale.t(TITLE), 3),
        Table(locale.t(CAPTION), heads, (*rows, _total(brief, lines)), last_is_total=True),
        *([sentence(locale.t(CONSENT), kind="note")] if consent else []),
    ]
    to_call = sum(line.to_call for line in lines)
    if to_call:
        told = items([locale.n(*CALL_LINE, to_call), locale.t(LIST)])
        blocks.append(Callout(locale.t(CALL), told, "accent"))
    return blocks


def _row(brief: Brief, line: SegmentLine) -> tuple[str, ...]:
    locale = brief.locale
    return (
        locale.t(SEGMENTS[line.segment]),
        locale.number(line.customers),
        locale.percent(line.buying),
        moneys(line.expected, locale),
        locale.money_rounded(line.past_margin),
        locale.number(line.to_call) if line.to_call else "–",
        "–" if line.contactable is None else locale.number(line.contactable),
    )


def _total(brief: Brief, lines: Sequence[SegmentLine]) -> tuple[str, ...]:
    locale = brief.locale
    count = sum(line.customers for line in lines)
    buying = sum(line.customers * line.buying for line in lines) / max(count, 1)
    known = [line.contactable for line in lines if line.contactable is not None]
    return (
        locale.t(TOTAL),
        locale.number(count),
        locale.percent(buying),
        # Intervals of parts do not add up: the middle alone is said.
        locale.money_rounded(sum(line.expected.p50 for line in lines)),
        locale.money_rounded(sum(line.past_margin for line in lines)),
        locale.number(sum(line.to_call for line in lines)),
        locale.number(sum(known)) if known else "–",
    )
