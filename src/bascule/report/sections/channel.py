"""One channel: what is claimed, what your sales say, the curve, and what nobody can say yet."""

from bascule.charts import response_chart
from bascule.decisions import ChannelDecision, Reason
from bascule.locale import N_
from bascule.locale.wording.vocabulary import CLASSES, EVIDENCE
from bascule.report.blocks import (
    Block,
    Bullets,
    Fact,
    Facts,
    Figure,
    Heading,
    Link,
    Pair,
    Section,
    Strong,
    items,
    sentence,
)
from bascule.report.brief import Brief
from bascule.report.verdicts import verdict_line

DOUBTS = frozenset({
    "evidence_prior", "evidence_edited", "evidence_claims", "too_uncertain", "never_varied", "collinear_with",
    "not_spent_recently", "held_by_false_stop_rule", "large_spend_small_certainty", "harvests_demand",
    "budget_follows_sales",
})  # fmt: skip

SENTENCE = N_(" {clause}. {money}; {sure}.")
SAY, SAY_NOT = N_("What the data say"), N_("What they do not say")
NOTHING_SAID = N_("Nothing beyond what comparable channels bring.")
OWN_WORD = N_("a starting point that the company gave")
NO_DOUBT = N_("Nothing that would change the verdict.")
WHICH_SIDE = N_("On which side of break-even it stands: the range goes from {interval}.")
SPENT, KIND = N_("Spent, last 52 weeks"), N_("kind: {kind}")
CLAIMED, CLAIMED_NOTE = N_("Claimed by the platform"), N_("what it credits itself with")
NO_CLAIM, NO_CLAIM_NOTE = N_("nothing"), N_("no platform reports on it")
BRINGS, BRINGS_NOTE = N_("Really brought"), N_("{interval}, nine times out of ten")
NEXT, NEXT_NOTE = N_("The next dollar"), N_("of sales; {needed} is needed to pay")
RESTS = N_("These figures rest on: {evidence}. ")
STATISTICS = N_("The statistics")
TABLE_LABEL = N_("The figures of this chart")


def channel_section(brief: Brief, channel: ChannelDecision) -> Section:
    """Return the evidence on one channel."""
    blocks: list[Block] = [_verdict(brief, channel), Facts(_facts(brief, channel))]
    curve = brief.curve(channel.channel)
    if curve is not None:
        chart = response_chart(brief.results, channel, curve, brief.locale)
        blocks.append(Figure(chart, brief.locale.t(TABLE_LABEL)))
    blocks += _said(brief, channel)
    title = brief.label(channel.channel)
    return Section(brief.anchor(channel.channel), title, tuple(blocks), channel.verdict, level=3)


def is_doubt(reason: Reason) -> bool:
    """Return whether a reason says what is not known, rather than what is.

    Examples
    --------
    >>> is_doubt(Reason(code="never_varied")), is_doubt(Reason(code="next_dollar_pays"))
    (True, False)
    """
    return reason.code in DOUBTS


def _verdict(brief: Brief, channel: ChannelDecision) -> Block:
    line = verdict_line(brief, channel)
    clause, money = (words[0].upper() + words[1:] for words in (line.sentence, line.money))
    words = brief.locale.t(SENTENCE, clause=clause, money=money, sure=line.sureness)
    return sentence(Strong(f"{line.verb}."), words)


def _facts(brief: Brief, channel: ChannelDecision) -> tuple[Fact, ...]:
    locale, claimed = brief.locale, channel.claimed_roas
    kind = locale.t(KIND, kind=locale.t(CLASSES[channel.channel_class]))
    claim = (
        Fact(locale.t(CLAIMED), locale.t(NO_CLAIM), locale.t(NO_CLAIM_NOTE))
        if claimed is None
        else Fact(locale.t(CLAIMED), locale.ratio(claimed), locale.t(CLAIMED_NOTE))
    )
    interval = brief.interval(channel.iroas.p05, channel.iroas.p95)
    needed = locale.money(brief.results.company.break_even_iroas, 2)
    return (
        Fact(locale.t(SPENT), locale.money(channel.spend), kind),
        claim,
        Fact(locale.t(BRINGS), locale.ratio(channel.iroas.p50), locale.t(BRINGS_NOTE, interval=interval)),
        Fact(locale.t(NEXT), locale.money(channel.mroas.p50, 2), locale.t(NEXT_NOTE, needed=needed)),
    )


def _said(brief: Brief, channel: ChannelDecision) -> list[Block]:
    locale = brief.locale
    said = [brief.reason(reason) for reason in channel.reasons if not is_doubt(reason)]
    unsaid = [brief.reason(reason) for reason in channel.reasons if is_doubt(reason)]
    unsaid = unsaid or [_no_doubt(brief, channel)]
    evidence = OWN_WORD if channel.own_word else EVIDENCE[channel.evidence]
    rests = locale.t(RESTS, evidence=locale.t(evidence))
    return [
        Pair(
            (Heading(locale.t(SAY), 4), Bullets(items(said or [locale.t(NOTHING_SAID)]))),
            (Heading(locale.t(SAY_NOT), 4), Bullets(items(unsaid))),
        ),
        sentence(rests, Link(locale.t(STATISTICS), "#statistics"), kind="note"),
    ]


def _no_doubt(brief: Brief, channel: ChannelDecision) -> str:
    low, high = channel.iroas.p05, channel.iroas.p95
    if low < brief.results.company.break_even_iroas < high:
        return brief.locale.t(WHICH_SIDE, interval=brief.interval(low, high))
    return brief.locale.t(NO_DOUBT)
