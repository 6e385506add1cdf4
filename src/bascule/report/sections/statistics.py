"""The statistics behind the words, for who wants the quantiles."""

from bascule.decisions import ChannelDecision
from bascule.locale import N_
from bascule.report.blocks import Section, Table, sentence
from bascule.report.brief import Brief

TITLE = N_("The statistics")
INTRO = N_(
    "Posterior quantiles of each channel. {iroas} is incremental sales per dollar over the last 52 weeks, effects "
    "after the window included; {mroas} that of the next dollar; margin_return is the margin times {iroas}, 1 being "
    "break-even."
)
INTRO_UNREAD = N_(
    "Quantiles of each channel before any sale is read: starting points and corrected claims. {iroas} is incremental "
    "sales per dollar over the last 52 weeks, effects after the window included; {mroas} that of the next dollar; "
    "margin_return is the margin times {iroas}, 1 being break-even."
)
CAPTIONS = (
    N_("Incremental sales per dollar (iroas)"),
    N_("Incremental sales of the next dollar (mroas)"),
    N_("Margin per dollar (margin_return)"),
)
HEADS = (N_("Channel"), N_("5%"), N_("Median"), N_("95%"))
CHANCE = N_("Chance that it pays")


def statistics(brief: Brief) -> Section:
    """Return the quantiles of every channel, one table a quantity."""
    locale = brief.locale
    channels = brief.ranked()
    tables = [_table(brief, channels, place) for place in range(len(CAPTIONS))]
    words = INTRO if brief.sales_read else INTRO_UNREAD
    intro = sentence(locale.t(words, iroas="iroas", mroas="mroas"), kind="note")
    return Section("statistics", locale.t(TITLE), (intro, *tables))


def _table(brief: Brief, channels: list[ChannelDecision], place: int) -> Table:
    locale, of_margin = brief.locale, place == 2
    rows = []
    for channel in channels:
        interval = (channel.iroas, channel.mroas, channel.margin_return)[place]
        figures = [locale.number(value, 2) for value in (interval.p05, interval.p50, interval.p95)]
        chance = [locale.probability(channel.probability_earns)] if of_margin else []
        rows.append((brief.label(channel.channel), *figures, *chance))
    heads = tuple(locale.t(head) for head in (*HEADS, *([CHANCE] if of_margin else [])))
    return Table(locale.t(CAPTIONS[place]), heads, tuple(rows))
