"""What to do about each channel, one line each."""

from bascule.decisions import ChannelDecision
from bascule.locale import N_
from bascule.locale.wording import certainty
from bascule.locale.wording.vocabulary import VERDICTS
from bascule.report.blocks import Link, VerdictLine
from bascule.report.brief import Brief

STOP = N_("brings back {interval}; {break_even} is needed to pay for itself")
TEST_PRIOR = N_("your data do not say; comparable channels bring {interval}")
TEST_OWN_WORD = N_("your data do not say; the starting point that the company gave is {interval}")
TEST_CLAIMS = N_("the platform claims {claimed}; less the usual excess of such claims, {interval}")
TEST_OVER = N_("the platform claims {claimed}; your sales say {interval}")
TEST = N_("may bring {interval}: not proven either way")
KEEP = N_("brings back {median}, for a break-even of {break_even}")
SCALE = N_("the next dollar brings {next_dollar} of sales; {needed} is enough")

MONEY = {
    "stop": N_("−{money} a year"),
    "test": N_("{money} a year at stake"),
    "keep": N_("{money} a year at stake"),
    "scale": N_("+{money} a year"),
}
PAYS = N_("pays: {sure}")
WHY = N_("why")


def verdict_line(brief: Brief, channel: ChannelDecision) -> VerdictLine:
    """Return the line of one channel: the verb, the figure, the money, how sure, and where the evidence is."""
    locale = brief.locale
    return VerdictLine(
        verdict=channel.verdict,
        verb=locale.t(VERDICTS[channel.verdict]),
        channel=brief.label(channel.channel),
        sentence=verdict_sentence(brief, channel),
        money=locale.t(MONEY[channel.verdict], money=locale.money_rounded(abs(channel.money_at_stake))),
        sureness=sureness(brief, channel),
        link=Link(locale.t(WHY), f"#{brief.anchor(channel.channel)}"),
    )


def sureness(brief: Brief, channel: ChannelDecision) -> str:
    """Return how sure the verdict is, in the fixed words."""
    earns, locale = channel.probability_earns, brief.locale
    if channel.verdict == "stop":
        return certainty(1 - earns, locale)
    if channel.verdict == "scale":
        return certainty(earns, locale)
    return locale.t(PAYS, sure=certainty(earns, locale))


def verdict_sentence(brief: Brief, channel: ChannelDecision) -> str:
    """Return the figure that decides, in a clause without a capital."""
    locale, iroas = brief.locale, channel.iroas
    interval = brief.interval(iroas.p05, iroas.p95)
    if channel.verdict == "stop":
        return locale.t(STOP, interval=interval, break_even=brief.break_even())
    if channel.verdict == "keep":
        return locale.t(KEEP, median=locale.ratio(iroas.p50), break_even=brief.break_even())
    if channel.verdict == "scale":
        needed = locale.money(brief.results.company.break_even_iroas, 2)
        return locale.t(SCALE, next_dollar=locale.money(channel.mroas.p50, 2), needed=needed)
    return _to_prove(brief, channel, interval)


def _to_prove(brief: Brief, channel: ChannelDecision, interval: str) -> str:
    locale = brief.locale
    if channel.evidence == "prior":
        return locale.t(TEST_OWN_WORD if channel.own_word else TEST_PRIOR, interval=interval)
    if channel.claimed_roas is None or channel.claimed_roas <= channel.iroas.p95:
        return locale.t(TEST, interval=interval)
    message = TEST_CLAIMS if channel.evidence == "claims" else TEST_OVER
    return locale.t(message, claimed=locale.ratio(channel.claimed_roas), interval=interval)
